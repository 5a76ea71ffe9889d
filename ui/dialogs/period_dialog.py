"""Knows how a reporting period is picked from a calendar instead of being typed."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDialogButtonBox,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.flow_row import FlowRow
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words

_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_BACKWARDS = "The last day is before the first. Pick a later one."
_PARTS = {
    "prevmonth": "the month before",
    "nextmonth": "the month after",
    "monthbutton": "month",
    "yearbutton": "year",
}
_ARROWS = {"prevmonth": "◀", "nextmonth": "▶"}
_LINES = 9
"""Of a calendar: its head, the days' names and six weeks, with room around them."""
_YEARS = (date(2000, 1, 1), date(2099, 12, 31))


class PeriodDialog(RoomyDialog):
    """Two days to pick, each in a calendar; once accepted, `typed()` has them in words.

    Not in date fields: what is typed in Qt's, such as 08/06/2020, comes out as another day.
    """

    def __init__(self, start: date, end: date, parent: QWidget | None = None) -> None:
        """It begins with these two days."""
        super().__init__(68 * theme.GAP_PX, parent)
        self.setWindowTitle("Pick the reporting period")
        self._length = max(end - start, timedelta(0))
        self._start, self._end = _calendar(start), _calendar(end)
        self._told = words()
        calendars = FlowRow(spacing_px=2 * theme.GAP_PX)
        for label, calendar in (("&First day", self._start), ("&Last day", self._end)):
            calendars.add(_labelled(label, calendar))
        column = self._column
        self._rows = RoomyScroll(calendars)
        column.addWidget(self._rows, 1)
        column.addWidget(self._told)
        column.addWidget(self._buttons())
        self._start.selectionChanged.connect(self._on_start_changed)
        self._end.selectionChanged.connect(self._on_end_changed)
        self._start.activated.connect(self._on_start_chosen)
        self._end.activated.connect(self.accept)
        self._show_understood()

    def typed(self) -> str:
        """The period as it would be typed: "8 to 21 June 2020"."""
        return printed(_day(self._start), _day(self._end))

    def accept(self) -> None:
        """Close with two days in their order; else stay, and say what is wrong."""
        if _day(self._end) < _day(self._start):
            announce(self, _BACKWARDS)
            self._end.setFocus()
            return
        super().accept()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        take = buttons.addButton("&Use these days", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(take, "primary")
        take.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_start_changed(self) -> None:
        """The last day moves along: periods are mostly as long as the one before."""
        self._end.setSelectedDate(_qt(_day(self._start) + self._length))
        self._show_understood()

    def _on_start_chosen(self) -> None:
        """Enter goes on to the last day, and there it is done."""
        self._end.setFocus()
        self._rows.ensureWidgetVisible(self._end)

    def _on_end_changed(self) -> None:
        self._length = max(_day(self._end) - _day(self._start), timedelta(0))
        self._show_understood()

    def _show_understood(self) -> None:
        start, end = _day(self._start), _day(self._end)
        backwards = end < start
        picked = Period(printed(start, end), start, end) if not backwards else None
        self._told.setText(in_words(picked) if picked else _BACKWARDS)
        announce(self, self._told.text())
        theme.mark(self._told, "good", not backwards)
        theme.mark(self._told, "bad", backwards)


def in_words(period: Period) -> str:
    """A period and its length: "8 to 21 June 2020, 14 days"."""
    return f"{period.label}, {'1 day' if period.days == 1 else f'{period.days} days'}"


def _labelled(label: str, calendar: QCalendarWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    buddy = QLabel(label)
    buddy.setBuddy(calendar)
    column.addWidget(buddy)
    column.addWidget(calendar)
    name = label.replace("&", "")
    calendar.setAccessibleName(name)
    for view in calendar.findChildren(QTableView):
        calendar.setFocusProxy(view)
        # The style's least width for a heading is a hair wider than a seventh of the calendar.
        view.horizontalHeader().setMinimumSectionSize(1)
        view.setAccessibleName(f"{name}: arrows move by days, Page Up and Page Down by months")
    for part, words_for_it in _PARTS.items():
        for button in calendar.findChildren(QToolButton, f"qt_calendar_{part}"):
            button.setAccessibleName(f"{name}: {words_for_it}")
            if part in _ARROWS:
                # Qt's arrows are pictures, black in the dark as well.
                button.setIcon(QIcon())
                button.setText(_ARROWS[part])
    return both


def _calendar(day: date) -> QCalendarWidget:
    """A British one, whose weeks begin on Monday."""
    calendar = QCalendarWidget()
    calendar.setLocale(_BRITISH)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        # Qt's red cannot be read well in the light, nor in the dark.
        calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
    calendar.setMinimumHeight(_LINES * (calendar.fontMetrics().height() + theme.GAP_PX))
    calendar.setDateRange(*(_qt(each) for each in _YEARS))
    calendar.setSelectedDate(_qt(day))
    return calendar


def _day(calendar: QCalendarWidget) -> date:
    shown = calendar.selectedDate()
    return date(shown.year(), shown.month(), shown.day())


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
