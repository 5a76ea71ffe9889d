"""The hub's page: large lists cost no more than small ones, and everything says what it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.hub.picture import Mark
from highlight_desktop.hub.receiving import Outcome
from highlight_desktop.hub.returns import State
from highlight_desktop.store.desk import Standing, Verdict
from tests.hub_pictures import PERIOD, lines, page_with, received
from ui.hub.cells_table import CellsTable
from ui.hub.line_words import SHAPES as STATE_SHAPES
from ui.hub.line_words import state_in_words
from ui.hub.page import HubPage, View
from ui.hub.picture_table import SHAPES as MARK_SHAPES
from ui.hub.received_words import SHAPES as OUTCOME_SHAPES
from ui.hub.received_words import next_step
from ui.hub.returns_panel import CHASER_KEYS
from ui.hub.rows import RowsTable


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[int, View], HubPage]:
    def shown(count: int, view: View) -> HubPage:
        page = page_with(count, view)
        qtbot.addWidget(page)
        page.resize(1280, 760)
        page.show()
        return page

    return shown


def test_only_the_rows_in_sight_are_measured(
    show: Callable[[int, View], HubPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: set[int] = set()
    real = RowsTable.sizeHintForRow

    def measure(table: RowsTable, row: int) -> int:
        measured.add(row)
        return real(table, row)

    monkeypatch.setattr(RowsTable, "sizeHintForRow", measure)
    page = show(400, View.RETURNS)
    bar = page.returns._table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert 0 < len(measured) < 100


def test_the_picture_of_many_asks_for_the_cells_in_sight_alone(
    show: Callable[[int, View], HubPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(400, View.SECTIONS)
    table = page.sections.findChild(CellsTable)
    assert table is not None
    asked = set()
    model = page.sections._model
    real = model.mark_at

    def ask(index: object) -> Mark:
        asked.add((index.row(), index.column()))
        return real(index)

    monkeypatch.setattr(model, "mark_at", ask)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.viewport().grab()
    assert 0 < len(asked) < 400


@pytest.mark.parametrize("view", View)
def test_everything_on_it_says_what_it_is(
    show: Callable[[int, View], HubPage], view: View, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(show(40, view)) == []


def test_each_state_has_a_shape_of_its_own() -> None:
    for shapes, kinds in (
        (STATE_SHAPES, State),
        (OUTCOME_SHAPES, Outcome),
        (MARK_SHAPES, Mark),
    ):
        assert set(shapes) == set(kinds)
        assert len(set(shapes.values())) == len(shapes)


def test_whatever_is_not_well_has_a_next_step() -> None:
    not_well = [each for each in received(400) if not each.is_well]
    assert not_well
    assert all(map(next_step, not_well))


def test_lateness_is_told_in_days() -> None:
    told = {line.state: state_in_words(line) for line in lines(40)}
    assert told[State.LATE] == "Late by 5 days"
    assert told[State.MISSING] == "Missing, due 23 June 2026, 6 days late"
    assert told[State.RECEIVED] == "Received"


def test_a_period_that_is_not_understood_is_told_and_the_last_one_stays(
    show: Callable[[int, View], HubPage], qtbot: QtBot
) -> None:
    page = show(1, View.RETURNS)
    line = page.period.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "soon")
    with qtbot.assertNotEmitted(page.period.chosen):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.period._problem.isVisible()
    assert page.period.period == PERIOD
    line.selectAll()
    QTest.keyClicks(line, "22/6/2026 - 5/7/2026")
    with qtbot.waitSignal(page.period.chosen):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert not page.period._problem.isVisible()
    assert line.text() == "22 June to 5 July 2026"


def test_no_chasers_are_made_while_another_period_stands_in_the_line(
    show: Callable[[int, View], HubPage], qtbot: QtBot
) -> None:
    page = show(40, View.RETURNS)
    qtbot.waitUntil(page.isActiveWindow)
    line = page.period.findChild(QLineEdit)
    assert line is not None
    assert page.returns._chase.isEnabled()
    line.selectAll()
    QTest.keyClicks(line, "soon")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not page.returns._chase.isEnabled()
    page.returns.show_lines(lines(40), PERIOD)
    with qtbot.assertNotEmitted(page.returns.chasers_wanted):
        QTest.keySequence(line, QKeySequence(CHASER_KEYS))
    line.selectAll()
    QTest.keyClicks(line, PERIOD.label)
    QTest.keyClick(line, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.returns.chasers_wanted):
        QTest.keySequence(line, QKeySequence(CHASER_KEYS))


def test_what_a_duplicate_is_of_says_what_to_do() -> None:
    [altered] = [each for each in received(40) if each.outcome is Outcome.ALTERED][:1]
    again = replace(altered, outcome=Outcome.DUPLICATE, verdict=Verdict.ALTERED)
    assert next_step(again) == next_step(altered)
    assert not next_step(replace(again, verdict=Verdict.AS_SUBMITTED))
    rival = replace(again.returned, standing=Standing.CONFLICT)
    in_conflict = replace(again, verdict=Verdict.AS_SUBMITTED, returned=rival)
    assert next_step(in_conflict) == next_step(replace(altered, outcome=Outcome.CONFLICT))


def test_whatever_has_a_next_step_is_among_what_is_to_be_looked_into(
    show: Callable[[int, View], HubPage],
) -> None:
    page = show(40, View.RECEIVE)
    panel = page.receive
    panel._which.setCurrentIndex(1)
    panel._on_which()
    shown = {panel._model.row_at(row).about.name for row in range(panel._model.rowCount())}
    assert shown == {each.name for each in received(40) if next_step(each)}
    assert {each.name for each in received(40) if each.outcome is Outcome.NOT_VERIFIED} <= shown


def test_a_damaged_desk_leads_to_its_backups(qtbot: QtBot) -> None:
    page = HubPage()
    qtbot.addWidget(page)
    page.show_problem("The database is damaged.", "Put a good copy in its place.", is_damage=True)
    assert "newest backup" in page._problem.text()
    assert "good copy" not in page._problem.text()
    page.show_problem("The server is away.", "Try again in a while.")
    assert page._problem.text() == "The server is away. Try again in a while."
