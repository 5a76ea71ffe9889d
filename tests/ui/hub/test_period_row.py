"""The line with the period at the hub: what is typed there counts, and nothing else does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from highlight_desktop.report import period
from ui.hub.period_row import PeriodRow

JUNE = period.read("1 to 14 June 2026")


@pytest.fixture
def row(qtbot: QtBot) -> PeriodRow:
    row = PeriodRow()
    qtbot.addWidget(row)
    with qtbot.waitActive(row):
        row.show()
    return row


def type_there(qtbot: QtBot, typed: str) -> None:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_what_is_typed_takes_the_place_of_what_stood_there(row: PeriodRow, qtbot: QtBot) -> None:
    row.show_period(JUNE)
    row.go_to()
    type_there(qtbot, "15-28 June 2026")
    assert row.period is not None
    assert row.period.label == "15 to 28 June 2026"


def test_a_period_that_comes_while_one_is_about_to_type_is_replaced_too(
    row: PeriodRow, qtbot: QtBot
) -> None:
    row.go_to()
    row.show_period(JUNE)
    type_there(qtbot, "15-28 June 2026")
    assert row.period is not None
    assert row.period.label == "15 to 28 June 2026"


def test_a_line_put_back_to_what_it_was_is_no_longer_wrong(row: PeriodRow, qtbot: QtBot) -> None:
    row.show_period(JUNE)
    row.go_to()
    type_there(qtbot, "June to May")
    assert row.is_wrong
    row.go_to()
    type_there(qtbot, JUNE.label)
    assert not row.is_wrong
    assert row.period == JUNE


def test_while_what_is_typed_is_no_period_it_says_which_one_is_shown(
    row: PeriodRow, qtbot: QtBot
) -> None:
    row.show_period(JUNE)
    row.go_to()
    with qtbot.waitSignal(row.understood) as told:
        type_there(qtbot, "June to May")
    assert told.args == [False]
    assert row._problem.text().endswith("Still shown: 1 to 14 June 2026.")
    row.go_to()
    with qtbot.waitSignal(row.understood) as told:
        type_there(qtbot, JUNE.label)
    assert told.args == [True]
