"""Ten thousand reports are found, sorted and gone through without anybody having to wait."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from highlight_desktop.store.stored import State, Summary
from ui.home import reports_model
from ui.home.page import HomePage
from ui.home.reports_model import Column
from ui.home.reports_table import ReportsTable

CTRL, KEY = Qt.KeyboardModifier.ControlModifier, Qt.Key
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
COUNT = 10_000
LONG = " and the many other services of the whole of the county that are told of here" * 2


@pytest.fixture
def many(summary: Callable[..., Summary]) -> list[Summary]:
    """Five hundred services with twenty weekly reports each; every tenth is a draft."""
    first = datetime(2026, 1, 5, tzinfo=UTC)
    return [
        summary(
            id=f"{number:032x}",
            service_areas=f"Service {number % 500}" + LONG * (number % 7 == 0),
            period_typed=f"w/c {first + timedelta(weeks=number // 500):%d/%m/%Y}",
            state=State.DRAFT if number % 10 == 0 else State.SUBMITTED,
            revision=COUNT - number,
            edited_at=NOON - timedelta(minutes=number),
        )
        for number in range(COUNT)
    ]


@pytest.fixture
def page(qtbot: QtBot, many: list[Summary]) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.show_reports(many)
    return page


def table(page: HomePage) -> ReportsTable:
    return page.findChild(ReportsTable)


def rows(page: HomePage) -> int:
    return table(page).model().rowCount()


def find(page: HomePage, typed: str) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), typed)


def test_each_key_in_find_narrows_them_down_and_the_same_report_stays_meant(
    page: HomePage,
) -> None:
    meant = f"{4990:032x}"
    table(page).select(meant)
    assert rows(page) == COUNT
    find(page, "service 490")
    assert rows(page) == COUNT // 500
    assert table(page).selected_report_id() == meant
    find(page, " submitted")
    assert rows(page) == 0
    page.findChild(QLineEdit).clear()
    assert rows(page) == COUNT
    assert table(page).selected_report_id() == meant
    assert table(page).rowViewportPosition(table(page).currentIndex().row()) >= 0


def test_sorting_keeps_the_report_that_is_meant_and_what_was_looked_for(page: HomePage) -> None:
    table(page).select(f"{4990:032x}")
    find(page, "draft")
    table(page).sortByColumn(Column.PERIOD, Qt.SortOrder.DescendingOrder)
    assert rows(page) == COUNT // 10
    assert table(page).selected_report_id() == f"{4990:032x}"
    last_weeks = [table(page).model().index(row, Column.PERIOD).data() for row in range(50)]
    assert set(last_weeks) == {"w/c 18/05/2026"}


def test_the_last_row_is_in_full_sight_and_as_tall_as_its_words(page: HomePage) -> None:
    QTest.keyClick(table(page), KEY.Key_End, CTRL)
    view = table(page)
    last = view.currentIndex().row()
    assert last == COUNT - 1
    assert view.rowHeight(last) == view.sizeHintForRow(last)
    foot = view.rowViewportPosition(last) + view.rowHeight(last)
    assert 0 < foot <= view.viewport().height()
    for row in range(last - 3, last):
        assert view.rowHeight(row) == view.sizeHintForRow(row)
    QTest.keyClick(table(page), KEY.Key_Home, CTRL)
    assert view.rowAt(0) == 0


def test_only_the_rows_that_are_seen_are_measured(
    qtbot: QtBot, many: list[Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: set[int] = set()
    real = ReportsTable.sizeHintForRow

    def measure(view: ReportsTable, row: int) -> int:
        measured.add(row)
        return real(view, row)

    monkeypatch.setattr(ReportsTable, "sizeHintForRow", measure)
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.show_reports(many)
    table(page).verticalScrollBar().setValue(table(page).verticalScrollBar().maximum() // 2)
    assert 0 < len(measured) < 100


def test_a_period_is_read_once_however_many_reports_have_it(
    page: HomePage, many: list[Summary], qtbot: QtBot
) -> None:
    reports_model._first_day.cache_clear()
    table(page).sortByColumn(Column.PERIOD, Qt.SortOrder.AscendingOrder)
    table(page).sortByColumn(Column.PERIOD, Qt.SortOrder.DescendingOrder)
    assert reports_model._first_day.cache_info().misses <= 20
    # All is put into words while nobody waits for it.
    qtbot.waitUntil(lambda: not page._model._unread, timeout=20_000)
    assert not page._model._idle.isActive()


def test_what_was_changed_is_shown_so_when_the_list_is_read_again(
    page: HomePage, many: list[Summary], summary: Callable[..., Summary]
) -> None:
    renamed = summary(id=many[0].id, service_areas="Allotments", revision=COUNT + 1)
    page.show_reports([renamed, *many[1:]])
    find(page, "allotments")
    assert rows(page) == 1
    find(page, " zebra")
    assert rows(page) == 0
