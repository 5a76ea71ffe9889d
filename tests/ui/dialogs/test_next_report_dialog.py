"""Asking how the next report starts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.dialogs.period_dialog import PeriodDialog

NEWEST_FIRST = list(reversed(edition.bundled()))


def text(words: str) -> tuple[object, ...]:
    prose, _ = blocks_of(words)
    return prose


@pytest.fixture
def last() -> Report:
    header = {FieldId.SERVICE_AREAS: "Parks", FieldId.PERIOD: "8 to 21 June 2020"}
    report = Report("0" * 32, edition.find("2020-06"), header)
    for section_id, prose in (("guidance", "Masks indoors."), ("finance", "£312 for signs.")):
        report, _ = report.write(section_id, text(prose))
    return report


@pytest.fixture
def dialog(last: Report, qtbot: QtBot) -> NextReportDialog:
    dialog = NextReportDialog(last, NEWEST_FIRST)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def test_enter_alone_carries_all_text_into_the_newest_form(
    dialog: NextReportDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    chosen = dialog.chosen()
    assert chosen.edition.id == NEWEST_FIRST[0].id
    assert chosen.typed_period == "22 June to 5 July 2020"
    assert chosen.section_ids == {"guidance", "finance"}
    assert not chosen.unplaced
    assert dialog._understood.text() == "22 June to 5 July 2020, 14 days"


def test_a_section_can_be_left_behind(dialog: NextReportDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog._boxes["finance"], Qt.Key.Key_Space)
    assert dialog.chosen().section_ids == {"guidance"}


def test_a_period_that_is_none_is_told_and_a_missing_one_is_left_for_later(
    dialog: NextReportDialog, qtbot: QtBot
) -> None:
    dialog._period.set_text("Juny")
    dialog.accept()
    assert dialog.isVisible()
    assert "Juny" in dialog._period._problem.text()
    dialog._period.set_text("")
    dialog.accept()
    assert not dialog.isVisible()
    assert dialog.chosen().typed_period == ""


def test_what_the_chosen_form_has_no_place_for_is_said(last: Report, qtbot: QtBot) -> None:
    may = edition.find("2020-05")
    [risks] = [each for each in may.sections if each.id == "risks"]
    old, _ = replace(last, edition=may, answers={}).write(risks.id, text("Ice."))
    dialog = NextReportDialog(replace(old, unplaced=text("Stray words.")), NEWEST_FIRST)
    qtbot.addWidget(dialog)
    assert dialog._boxes["risks"].text() == f"{risks.name} (1 word, to “Not yet placed”)"
    assert dialog._boxes[""].text() == "Not yet placed (2 words)"
    dialog.findChild(QComboBox).setCurrentIndex(len(NEWEST_FIRST) - 1)
    assert dialog._boxes["risks"].text() == f"{risks.name} (1 word)"
    assert dialog.chosen().unplaced


def test_without_text_the_header_alone_is_carried(last: Report, qtbot: QtBot) -> None:
    dialog = NextReportDialog(replace(last, answers={}, header={}), NEWEST_FIRST)
    qtbot.addWidget(dialog)
    assert not dialog._boxes
    assert dialog.chosen().typed_period == ""
    start = next(each for each in dialog.findChildren(QPushButton) if "Start" in each.text())
    assert start.isDefault()


def test_on_a_small_screen_the_field_that_is_wrong_comes_into_sight(
    dialog: NextReportDialog, qtbot: QtBot
) -> None:
    dialog.resize(600, 260)
    dialog._scrolled.ensureWidgetVisible(dialog._boxes["finance"])
    dialog._period.set_text("Juny")
    dialog.accept()
    field = dialog._period._line
    assert field.hasFocus()
    assert field.visibleRegion().boundingRect() == field.rect()


def test_the_period_can_be_picked_by_days_beginning_after_the_last(
    dialog: NextReportDialog, qtbot: QtBot
) -> None:
    [pick] = [each for each in dialog.findChildren(QPushButton) if "Pick" in each.text()]
    qtbot.keyClick(pick, Qt.Key.Key_Space)
    calendars = QApplication.activeModalWidget()
    assert isinstance(calendars, PeriodDialog)
    assert calendars.typed() == "22 June to 5 July 2020"
    first, _ = calendars.findChildren(QCalendarWidget)
    qtbot.keyClick(first.focusProxy(), Qt.Key.Key_Right)
    calendars.accept()
    assert dialog.chosen().typed_period == "23 June to 6 July 2020"
    assert dialog._understood.text() == "23 June to 6 July 2020, 14 days"
