"""Knows how a reporting period is asked for in a dialog: typed in any way, or picked by days."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.period import Period
from ui.dialogs.period_dialog import PeriodDialog
from ui.widgets.checked_field import CheckedField

PICK = "Pick &dates…"
PICK_SPOKEN = "Pick the dates of the reporting period…"


class PeriodField(CheckedField):
    """It may be left for later, but what is typed must be a period."""

    def __init__(self, label: str, hint: str, first: tuple[date, date]) -> None:
        """`first` are the days that picking begins with while no period is typed."""
        super().__init__(label, hint, _problem)
        self._first = first
        pick = QPushButton(PICK)
        pick.setAccessibleName(PICK_SPOKEN)
        pick.setAutoDefault(False)
        pick.clicked.connect(self._on_pick)
        self._row.addWidget(pick)

    def period(self) -> Period | None:
        """The period that was typed, or None while that is none."""
        try:
            return period.read(self.text())
        except PeriodError:
            return None

    def _on_pick(self) -> None:
        typed = self.period()
        days = (typed.start, typed.end) if typed else self._first
        dialog = PeriodDialog(*days, parent=self)
        dialog.accepted.connect(partial(self._on_picked, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_picked(self, dialog: PeriodDialog) -> None:
        self.set_text(dialog.typed())
        self._line.setFocus()
        self.edited.emit()


def _problem(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        period.read(typed)
    except PeriodError as error:
        return str(error)
    return ""
