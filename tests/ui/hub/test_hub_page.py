"""The hub's page: large lists cost no more than small ones, and everything says what it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.hub.picture import Mark
from highlight_desktop.hub.receiving import Outcome
from highlight_desktop.hub.returns import State
from tests.hub_pictures import PERIOD, lines, page_with, received
from ui.hub.cells_table import CellsTable
from ui.hub.line_words import SHAPES as STATE_SHAPES
from ui.hub.line_words import state_in_words
from ui.hub.page import HubPage, View
from ui.hub.picture_table import SHAPES as MARK_SHAPES
from ui.hub.received_words import SHAPES as OUTCOME_SHAPES
from ui.hub.received_words import next_step
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
