"""Knows what is asked about a service area that reports are expected from."""

from collections.abc import Collection
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from highlight_desktop import address
from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.text import one_line
from highlight_desktop.store.expectations import Cadence, Council, Expected, service_key
from ui import theme
from ui.widgets.checked_field import CheckedField
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words

_COUNCILS = {Council.BOTH: "CCC and PCC", Council.CCC: "CCC", Council.PCC: "PCC"}


class ExpectedDialog(RoomyDialog):
    """One service area; once accepted, `expected()` has it."""

    def __init__(
        self, before: Expected | None, taken: Collection[str], parent: QWidget | None = None
    ) -> None:
        """`before` is None for a new one; `taken` are the service keys of all others."""
        super().__init__(75 * theme.GAP_PX, parent)
        self._taken = taken
        title = "Add a service area" if before is None else "Change a service area"
        self.setWindowTitle(title)
        self._area = CheckedField("Service &area", "As its reports call it.", self._area_problem)
        self._director = CheckedField("&Director")
        self._address = CheckedField(
            "&E-mail address", "Reminders go to it when a report is missing.", address.problem
        )
        self._cadence, self._council = ChoiceBox(), ChoiceBox()
        self._first_day = CheckedField(
            "E&xpected from", "A day, or empty for always.", _day_problem
        )
        self._last_day = CheckedField(
            "&Until", "The last day, or empty while it goes on.", self._last_day_problem
        )
        self._fill(before or Expected(""))
        self._lay_out(title)

    def expected(self) -> Expected:
        """The service area as it stands in the fields."""
        return Expected(
            one_line(self._area.text()),
            one_line(self._director.text()),
            self._address.text(),
            list(_COUNCILS)[self._council.currentIndex()],
            list(Cadence)[self._cadence.currentIndex()],
            _day(self._first_day.text()),
            _day(self._last_day.text()),
        )

    def go_to_last_day(self) -> None:
        """Begin at the day until which reports are expected."""
        self._last_day.go_to()

    def accept(self) -> None:
        """Close with what was typed; with a fault in a field stay, and go there."""
        for field in (self._area, self._address, self._first_day, self._last_day):
            if field.problem():
                field.complain()
                return
        super().accept()

    def _fill(self, before: Expected) -> None:
        if before.service_area:
            self._area.set_text(before.service_area)
        self._director.set_text(before.director)
        self._address.set_text(before.address)
        self._cadence.addItems([each.value.capitalize() for each in Cadence])
        self._cadence.setCurrentIndex(list(Cadence).index(before.cadence))
        self._council.addItems(list(_COUNCILS.values()))
        self._council.setCurrentIndex(list(_COUNCILS).index(before.council))
        for field, day in ((self._first_day, before.first_day), (self._last_day, before.last_day)):
            field.set_text(printed(day, day) if day else "")

    def _lay_out(self, title: str) -> None:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(int(1.5 * theme.GAP_PX))
        for field in (self._area, self._director, self._address):
            column.addWidget(field)
        column.addLayout(_labelled("&How often", "How often", self._cadence))
        column.addLayout(_labelled("&Council", "Council", self._council))
        column.addWidget(self._first_day)
        column.addWidget(self._last_day)
        self._column.addWidget(words(title, rank="heading"))
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _area_problem(self, text: str) -> str:
        if not text.strip():
            return "Give the service area its name."
        if service_key(text) in self._taken:
            return "This service area is in the list already."
        return ""

    def _last_day_problem(self, text: str) -> str:
        problem = _day_problem(text)
        first = _day(self._first_day.text()) if not _day_problem(self._first_day.text()) else None
        last = _day(text) if not problem else None
        if first and last and last < first:
            return "That is before the first day."
        return problem


def _labelled(text: str, name: str, box: QComboBox) -> QVBoxLayout:
    label = QLabel(text)
    label.setBuddy(box)
    for widget in (box, box.view()):
        widget.setAccessibleName(name)
    column = QVBoxLayout()
    column.setSpacing(theme.GAP_PX // 2)
    column.addWidget(label)
    column.addWidget(box)
    return column


def _day(text: str) -> date | None:
    return period.read(text).start if text.strip() else None


def _day_problem(text: str) -> str:
    if not text.strip():
        return ""
    try:
        read = period.read(text)
    except PeriodError:
        return "Type a day like “21 June 2026”."
    return "" if read.start == read.end else "Type one day, like “21 June 2026”."
