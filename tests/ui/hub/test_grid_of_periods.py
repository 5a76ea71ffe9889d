"""Several periods side by side: what a cell says, opens and carries, whatever is filled anew."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from highlight_desktop.hub.returns import State, laid_out
from highlight_desktop.store.expectations import Absence, Expected
from tests.hub_pictures import PERIOD, grid, grid_page, lines
from ui.dialogs.help_dialog import keys_page
from ui.hub.line_words import NOT_YET_DUE, SHAPES, cell_in_words, kind_in_words, shape_of
from ui.hub.page import HubPage
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.returns_panel import CHASER_KEYS, ReturnsPanel


@pytest.fixture
def page(qtbot: QtBot) -> HubPage:
    made = grid_page(40, 6)
    qtbot.addWidget(made)
    made.resize(1280, 760)
    made.show()
    return made


def go_to(panel: ReturnsPanel, state: State) -> None:
    """Move to the first cell of a state, newest period first."""
    cells = panel._grid.cells
    for column in reversed(range(cells.columnCount())):
        for row in range(cells.rowCount()):
            line = cells.line_at(cells.index(row, column))
            if line is not None and line.state is state:
                panel._grid.setCurrentIndex(cells.index(row, column))
                return
    raise AssertionError(state)


def test_one_begins_in_the_last_period(page: HubPage) -> None:
    panel = page.returns
    assert page.focusWidget() is panel._grid
    assert panel._grid.period() == PERIOD
    area = next(iter(grid(40, 6).areas.values()))
    assert panel._told.text().startswith(f"{area}, {PERIOD.label}: ")


def test_enter_opens_the_return_of_that_period(page: HubPage, qtbot: QtBot) -> None:
    panel = page.returns
    go_to(panel, State.LATE)
    QTest.keyClick(panel._grid, Qt.Key.Key_Left)
    go_to(panel, State.RECEIVED)
    line = panel._grid.line()
    assert line is not None
    with qtbot.waitSignal(panel.report_wanted) as opened:
        QTest.keyClick(panel._grid, Qt.Key.Key_Return)
    assert opened.args == [line.latest[0].sha256]


def test_a_reason_is_for_the_period_of_its_cell(page: HubPage, qtbot: QtBot) -> None:
    panel = page.returns
    go_to(panel, State.MISSING)
    QTest.keyClick(panel._grid, Qt.Key.Key_Left)
    while (line := panel._grid.line()) is None or line.state is not State.MISSING:
        QTest.keyClick(panel._grid, Qt.Key.Key_Down)
    period = panel._grid.period()
    assert period is not None
    assert period != PERIOD
    panel._reason.click()
    dialog = panel.findChild(ReasonDialog)
    assert dialog is not None
    dialog._reason.set_text("The depot is flooded")
    with qtbot.waitSignal(panel.reason_given) as given:
        dialog.accept()
    wanted = Absence(line.service_key, period.start, period.end, "The depot is flooded")
    assert given.args == [wanted]


def test_a_reason_is_taken_back_by_a_button(qtbot: QtBot) -> None:
    absence = Absence("parks", PERIOD.start, PERIOD.end, "Flood", datetime(2026, 6, 1, tzinfo=UTC))
    [line] = laid_out(
        PERIOD,
        expected=[Expected("Parks")],
        returns=(),
        arrivals=(),
        absences=[absence],
        today=PERIOD.end,
        due_days=2,
    )
    dialog = ReasonDialog(line, PERIOD)
    qtbot.addWidget(dialog)
    [back] = [each for each in dialog.findChildren(QPushButton) if "back" in each.text()]
    with qtbot.waitSignal(dialog.given) as given:
        back.click()
    assert given.args == [""]


def test_the_cell_one_is_in_stays_when_the_grid_is_filled_anew(page: HubPage) -> None:
    panel = page.returns
    go_to(panel, State.CONFLICT)
    QTest.keyClick(panel._grid, Qt.Key.Key_Left)
    meant = panel._told.text()
    panel.show_grid(grid(40, 12))
    assert panel._told.text() == meant


def test_what_is_shown_is_copied_for_a_spreadsheet(page: HubPage) -> None:
    panel = page.returns
    panel._which.setCurrentIndex(1)
    panel._on_which()
    QTest.keySequence(panel._grid, QKeySequence(QKeySequence.StandardKey.Copy))
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[0] == "Service area"
    assert copied[0].split("\t")[-1] == PERIOD.label
    assert len(copied) == 1 + panel._grid.cells.rowCount()
    assert "Copied" in panel._count.text()


def test_a_return_to_one_period_shows_all_about_it(page: HubPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.returns.span_chosen) as chosen:
        page.returns.choose_span(1)
    assert chosen.args == [1]
    page.returns.show_lines(lines(40), PERIOD)
    assert page.returns.begins_at is page.returns._table
    assert not page.returns._told.isVisible()


def test_few_periods_share_the_room_and_many_are_scrolled_through(qtbot: QtBot) -> None:
    widths = []
    for periods in (3, 26):
        page = grid_page(9, periods)
        qtbot.addWidget(page)
        page.resize(1280, 760)
        page.show()
        widths.append(page.returns._grid.columnWidth(0))
        has_more = page.returns._grid.horizontalScrollBar().maximum() > 0
        assert has_more == (periods == 26)
    assert widths[0] > 1.5 * widths[1]


def test_a_large_grid_asks_for_the_cells_in_sight_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = grid_page(400, 26)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    table = page.returns._grid
    asked = set()
    real = table.cells.line_at

    def ask(index: object) -> object:
        asked.add((index.row(), index.column()))  # type: ignore[attr-defined]
        return real(index)  # type: ignore[arg-type]

    monkeypatch.setattr(table.cells, "line_at", ask)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.viewport().grab()
    assert 0 < len(asked) < 400


def test_each_state_and_what_is_not_due_yet_look_and_read_otherwise() -> None:
    shown = {line.state: line for line in lines(40)}
    missing = shown[State.MISSING]
    [awaited] = laid_out(
        PERIOD,
        expected=[Expected("Parks")],
        returns=(),
        arrivals=(),
        absences=(),
        today=PERIOD.end,
        due_days=2,
    )
    assert cell_in_words(awaited) == "Not yet due\n23 June"
    assert kind_in_words(awaited) == NOT_YET_DUE
    assert shape_of(awaited) not in SHAPES.values()
    assert cell_in_words(shown[State.LATE]) == "Late\nby 5 days"
    assert cell_in_words(missing).startswith("Missing\n")
    assert cell_in_words(None) == "Not expected"


def test_the_key_that_makes_all_chasers_is_in_the_list_of_keys(page: HubPage, qtbot: QtBot) -> None:
    assert f"{CHASER_KEYS} – Make all chasers" in keys_page(page).lines
    with qtbot.waitSignal(page.returns.chasers_wanted):
        QTest.keySequence(page.returns._grid, QKeySequence(CHASER_KEYS))
