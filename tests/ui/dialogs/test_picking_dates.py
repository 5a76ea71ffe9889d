"""The reporting period is typed in any way, or picked day by day, by keys alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Place, Report
from ui import theme
from ui.dialogs.period_dialog import PeriodDialog
from ui.editor.page import EditorPage, OpenReport

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
KEY = Qt.Key
LAST = Period("", date(2020, 6, 8), date(2020, 6, 21))


@pytest.fixture
def page(qtbot: QtBot) -> EditorPage:
    page = EditorPage(OpenReport(Report("0" * 32, edition.newest()), MOMENT))
    qtbot.addWidget(page)
    page.resize(1280, 735)
    with qtbot.waitActive(page):
        page.show()
    page.go_to(Place("header", FieldId.PERIOD))
    return page


def pick(page: EditorPage, qtbot: QtBot) -> PeriodDialog:
    """From the field on to its button, and press it."""
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    qtbot.keyClick(button, KEY.Key_Space)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PeriodDialog)
    return dialog


def days(dialog: PeriodDialog) -> tuple[QCalendarWidget, QCalendarWidget]:
    first, last = dialog.findChildren(QCalendarWidget)
    return first, last


def press(qtbot: QtBot, dialog: PeriodDialog, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(dialog.focusWidget(), key)


def told(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_two_days_picked_by_keys_become_the_period_as_it_would_be_typed(
    page: EditorPage, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]
) -> None:
    page._header.show_last(Period("", date(2020, 5, 11), date(2020, 5, 24)))
    dialog = pick(page, qtbot)
    assert nameless(dialog) == []
    assert "25 May to 7 June 2020, 14 days" in told(dialog)
    days(dialog)[0].setFocus()
    press(qtbot, dialog, KEY.Key_Down, times=2)
    press(qtbot, dialog, KEY.Key_Return)
    press(qtbot, dialog, KEY.Key_Left)
    press(qtbot, dialog, KEY.Key_Right)
    assert "8 to 21 June 2020, 14 days" in told(dialog)
    press(qtbot, dialog, KEY.Key_Return)
    page.take_in()
    assert page.report.typed(FieldId.PERIOD) == "8 to 21 June 2020"
    assert "8 to 21 June 2020, 14 days" in told(page)
    assert page._saving.unsaved == {Place("header", FieldId.PERIOD)}
    # And it is undone as what is typed.
    field = page._header.field(FieldId.PERIOD)
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page._header.typed(FieldId.PERIOD) == ""


def test_it_begins_with_what_is_typed_else_with_the_period_after_the_last(
    page: EditorPage, qtbot: QtBot
) -> None:
    page._header.show_last(LAST)
    dialog = pick(page, qtbot)
    assert dialog.typed() == "22 June to 5 July 2020"
    dialog.reject()
    assert page._header.typed(FieldId.PERIOD) == ""
    page.go_to(Place("header", FieldId.PERIOD))
    qtbot.keyClicks(QApplication.focusWidget(), "w/c 3 August 2020")
    assert pick(page, qtbot).typed() == "3 to 9 August 2020"


def test_the_last_day_moves_with_the_first_and_weeks_begin_on_monday(
    page: EditorPage, qtbot: QtBot
) -> None:
    page._header.show_last(LAST)
    dialog = pick(page, qtbot)
    first, last = days(dialog)
    first.setFocus()
    press(qtbot, dialog, KEY.Key_Right, times=9)
    assert dialog.typed() == "1 to 14 July 2020"
    for field in (first, last):
        assert field.firstDayOfWeek() is Qt.DayOfWeek.Monday
        assert field.locale().name() == "en_GB"


def test_a_last_day_before_the_first_is_told_and_not_taken(page: EditorPage, qtbot: QtBot) -> None:
    page._header.show_last(LAST)
    dialog = pick(page, qtbot)
    days(dialog)[1].setFocus()
    press(qtbot, dialog, KEY.Key_PageUp)
    assert "The last day is before the first." in told(dialog)
    press(qtbot, dialog, KEY.Key_Return)
    assert dialog.isVisible()
    dialog.reject()


def test_a_submitted_report_offers_no_picking(qtbot: QtBot) -> None:
    report = Report("0" * 32, edition.newest())
    page = EditorPage(OpenReport(report, MOMENT, read_only_because="Submitted. Read only."))
    qtbot.addWidget(page)
    assert not [b for b in page._header.findChildren(QPushButton) if "Pick" in b.text()]


def test_both_calendars_stand_side_by_side_and_no_day_is_cut_to_dots(
    undressed: QApplication, qtbot: QtBot
) -> None:
    theme.load_fonts(undressed)
    theme.apply(undressed, theme.Appearance.LIGHT)
    dialog = PeriodDialog(date(2026, 6, 1), date(2026, 6, 14))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    first, last = days(dialog)
    assert first.mapToGlobal(QPoint()).y() == last.mapToGlobal(QPoint()).y()
    view = first.findChild(QTableView)
    assert view is not None
    day_cells = [view.model().index(4, column) for column in range(7)]
    assert [each.data() for each in day_cells] == [15, 16, 17, 18, 19, 20, 21]
    # Cut short they would all look the same.
    size = QSize(min(view.visualRect(each).width() for each in day_cells), 20)
    pictures = [view.grab(QRect(view.visualRect(each).topLeft(), size)) for each in day_cells]
    shown = [picture.toImage() for picture in pictures]
    assert all(one != other for one, other in combinations(shown, 2))
