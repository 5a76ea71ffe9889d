"""The order of the list of reports, changed by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.store.stored import State, Summary
from ui.dialogs.help_dialog import keys_page
from ui.home import sorting
from ui.home.page import HomePage
from ui.home.reports_model import Column
from ui.home.reports_table import ReportsTable
from ui.menus import Menus

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, summary: Callable[..., Summary]) -> QMainWindow:
    """The list in a window: two submitted reports and a draft, edited one after the other."""
    window = QMainWindow()
    qtbot.addWidget(window)
    Menus(window.menuBar(), edition.bundled())
    page = HomePage()
    window.setCentralWidget(page)
    given = (
        ("Waste", "1 to 14 May 2026", State.SUBMITTED),
        ("Archives", "1 to 14 June 2026", State.DRAFT),
        ("Markets", "1 to 14 April 2026", State.SUBMITTED),
    )
    page.show_reports(
        [
            summary(
                id=f"{number:032x}",
                service_areas=areas,
                period_typed=period,
                state=state,
                revision=number,
            )
            for number, (areas, period, state) in enumerate(given)
        ]
    )
    with qtbot.waitActive(window):
        window.show()
    table(window).setFocus()
    return window


def table(window: QMainWindow) -> ReportsTable:
    return window.findChild(ReportsTable)


def press(window: QMainWindow, number: int) -> list[str]:
    """The services from top to bottom after Ctrl and a digit."""
    QTest.keyClick(window.focusWidget(), Qt.Key(Qt.Key.Key_0 + number), CTRL)
    rows = table(window).model()
    return [rows.index(row, Column.SERVICE_AREAS).data() for row in range(rows.rowCount())]


def test_a_key_for_each_column_sorts_by_it_and_once_more_turns_it_round(
    window: QMainWindow,
) -> None:
    assert press(window, 1) == ["Archives", "Markets", "Waste"]
    assert press(window, 1) == ["Waste", "Markets", "Archives"]
    assert press(window, 2) == ["Archives", "Waste", "Markets"]
    assert press(window, 2) == ["Markets", "Waste", "Archives"]
    assert press(window, 4)[0] == "Archives"


def test_the_order_it_opened_in_comes_back(window: QMainWindow) -> None:
    at_first = press(window, 0)
    assert at_first == ["Archives", "Markets", "Waste"]
    press(window, 2)
    press(window, 2)
    assert press(window, 0) == at_first


def test_the_report_that_was_selected_stays_so(window: QMainWindow) -> None:
    before = table(window).selected_report_id()
    press(window, 2)
    press(window, 2)
    assert table(window).selected_report_id() == before


def test_the_order_is_spoken_however_it_was_chosen(
    window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(sorting, "announce", lambda _widget, text: said.append(text))
    press(window, 2)
    table(window).horizontalHeader().setSortIndicator(Column.STATE, Qt.SortOrder.DescendingOrder)
    press(window, 0)
    assert said == [
        "Sorted by period, newest first.",
        "Sorted by state, Z to A.",
        "Drafts first, then by when they were last edited.",
    ]


def test_the_keys_stand_in_the_list_of_shortcuts_and_on_the_headings(window: QMainWindow) -> None:
    lines = keys_page(window).lines
    begins = lines.index("= In the list of reports")
    keys = QKeySequence("Ctrl+2").toString(QKeySequence.SequenceFormat.NativeText)
    assert lines.index(f"{keys} – Sort by period") > begins
    assert any(line.endswith("– Delete the draft") for line in lines[begins:])
    heading = (
        table(window)
        .model()
        .headerData(Column.PERIOD, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    )
    assert "Ctrl+2" in heading
