"""Knows how a report that has been kept long enough stands in a row: what, since when, and why."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.text import listed
from ui.widgets.local_time import here

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from highlight_desktop.store.retention import Due

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_STATES = {
    "draft": "Draft",
    "submitted": "Submitted",
    "superseded": "Corrected since",
    "returned": "At the hub",
    "unread": "At the hub, unread",
}
_KEPT = {
    "draft": "drafts are",
    "submitted": "submitted reports are",
    "superseded": "reports that were corrected since are",
    "returned": "what the hub received is",
    "unread": "what the hub received is",
}
_SINCE = {
    "draft": "Last edited",
    "submitted": "Submitted",
    "superseded": "Submitted",
    "returned": "Received",
    "unread": "Received",
}


class Column(IntEnum):
    """What is told of each."""

    REPORT = 0
    STATE = 1
    WHY = 2
    DUE = 3

    @property
    def heading(self) -> str:
        """What stands above it."""
        return ("Report", "State", "Why it is due", "Due since")[self]


class DueModel(QAbstractTableModel):
    """The reports that are due, the longest due first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due: Sequence[Due] = ()

    def show_due(self, due: Sequence[Due]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._due = due
        self.endResetModel()

    def due_at(self, row: int) -> Due:
        """What stands in a row."""
        return self._due[row]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """One for each."""
        return 0 if parent.isValid() else len(self._due)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Always the same."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _words(self._due[index.row()])[index.column()]

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """What stands above the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return Column(section).heading
        return None


def named(due: Due) -> str:
    """A report in one line: "Parks, 8 to 21 June 2020, version 2"."""
    version = f"version {due.version}" if due.version > 1 else ""
    known = (listed(due.service_areas), listed(due.period_typed), version)
    return ", ".join(filter(None, known)) or "A report without a name"


def day(moment: date) -> str:
    """ "3 March 2019"."""
    return printed(moment, moment)


def _words(due: Due) -> tuple[str, ...]:
    since = f"{_SINCE[due.state]} {day(here(due.since).date())}"
    why = f"{since}; {_KEPT[due.state]} kept {months(due.months)}."
    if due.reason:
        why += f" It was kept until {day(due.due_on)}: {due.reason}"
    return named(due), _STATES[due.state], why, day(due.due_on)


def months(number: int) -> str:
    """How long, in words."""
    return "1 month" if number == 1 else f"{number:,} months"
