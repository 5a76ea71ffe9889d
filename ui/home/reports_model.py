"""Knows how reports stand in a table: what each column says, which are shown and in what order."""

from __future__ import annotations

import time
from enum import IntEnum
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.report import UNTITLED
from highlight_desktop.report.text import listed
from ui.widgets.local_time import here, offset_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject

    # At run time this would load the database layer before the first paint.
    from highlight_desktop.store.stored import Summary

_MOMENT_S = 0.01
"""Short enough to be noticed by nobody who types or scrolls."""
_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, in their order."""

    SERVICE_AREAS = 0
    PERIOD = 1
    EDITION = 2
    STATE = 3
    EDITED = 4

    @property
    def heading(self) -> str:
        """What stands above it."""
        return ("Service areas", "Period", "Form edition", "State", "Last edited")[self]


class _Row:
    """One report and what its row says, put into words when that is first asked."""

    def __init__(self, report: Summary) -> None:
        self.report = report
        self.is_read = False

    def read(self) -> None:
        """Put into words what will be asked for most."""
        self.is_read = bool(self.text) and bool(self.first_day)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What each column says."""
        return tuple(_cell(self.report, column) for column in Column)

    @cached_property
    def text(self) -> str:
        """What is searched."""
        return " ".join(self.cells).casefold()

    @cached_property
    def first_day(self) -> str:
        """The first day as ISO text; a period not understood comes after all that are."""
        return _first_day(self.report.period_typed)

    def key(self, column: Column) -> str:
        """By what it is put in order."""
        match column:
            case Column.PERIOD:
                return self.first_day
            case Column.EDITED:
                return self.report.edited_at.isoformat()
            case _:
                return self.cells[column].casefold()


class ReportsModel(QAbstractTableModel):
    """The reports that have the words looked for, in the order wanted.

    Where none is wanted drafts come first, and within each state the last edited. Which one
    that is the store's revisions tell; a clock that was set back would not.

    Ten thousand rows are put into words little by little, while nothing else is to be done, and
    kept: Qt's own filter and sorting ask for each cell again and again (30 s, measured).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._shown: list[_Row] = []
        self._words: list[str] = []
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._unread: list[_Row] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._read_some)

    @property
    def there(self) -> int:
        """How many reports there are, shown or not."""
        return len(self._rows)

    def show_reports(self, reports: Sequence[Summary]) -> None:
        """Replace what is shown."""
        known = {row.report.id: row for row in self._rows}
        newest_first = sorted(reports, key=attrgetter("revision"), reverse=True)
        rows = [
            known[each.id] if each.id in known and known[each.id].report == each else _Row(each)
            for each in sorted(newest_first, key=is_frozen)
        ]
        self.beginResetModel()
        self._rows = rows
        self._shown = self._in_order(self._with_words())
        self.endResetModel()
        self._unread = [row for row in reversed(rows) if not row.is_read]
        self._idle.start()

    def look_for(self, typed: str) -> None:
        """Show only the reports with each of these words in their row; nothing typed shows all."""
        words = typed.casefold().split()
        if words != self._words:
            self.beginResetModel()
            self._words = words
            self._shown = self._in_order(self._with_words())
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; with -1 in their own."""
        # Not a change of layout: handing over indexes from Python ended the program with a fault.
        self._order = column, order
        self.beginResetModel()
        self._shown = self._in_order(self._with_words())
        self.endResetModel()

    def report_at(self, row: int) -> Summary:
        """The report in a row."""
        return self._shown[row].report

    def row_of(self, report_id: str) -> int | None:
        """The row a report is shown in."""
        rows = (number for number, row in enumerate(self._shown) if row.report.id == report_id)
        return next(rows, None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One row for each report."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """The columns are always the same."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return Column(section).heading
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"Sort by this column (Ctrl+{section + 1})"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says, and by what it is sorted."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown[index.row()].cells[index.column()]
        return None

    def _with_words(self) -> list[_Row]:
        if not self._words:
            return list(self._rows)
        return [row for row in self._rows if all(word in row.text for word in self._words)]

    def _in_order(self, rows: list[_Row]) -> list[_Row]:
        column, order = self._order
        if column >= 0:
            by = Column(column)
            backwards = order is Qt.SortOrder.DescendingOrder
            rows.sort(key=lambda row: row.key(by), reverse=backwards)
        return rows

    def _read_some(self) -> None:
        """Put rows into words for a moment, so that the first search need not wait for it."""
        until = time.monotonic() + _MOMENT_S
        while self._unread and time.monotonic() < until:
            self._unread.pop().read()
        if not self._unread:
            self._idle.stop()


def is_frozen(report: Summary) -> bool:
    """True for a report that can no longer be changed: submitted, or superseded since."""
    return report.state != "draft"


def is_current(report: Summary) -> bool:
    """True for a submitted report that no correction has taken the place of."""
    return report.state == "submitted"


def is_binned(report: Summary) -> bool:
    """True for a deleted draft."""
    return report.kept_until is not None


def title_of(report: Summary) -> str:
    """Which report this is: "Parks · 8 to 21 June 2026"."""
    return " · ".join(filter(None, (_areas(report), _period(report))))


def local_time(moment: datetime) -> str:
    """A moment as the user's clock showed it: "21 Nov 2026, 14:02"; see `ui.widgets.local_time`."""
    local = here(moment)
    offset = offset_words(local)
    return f"{local_day(moment)}, {local:%H:%M}" + (f" ({offset})" if offset else "")


def local_day(moment: datetime) -> str:
    """The day of a moment on the user's calendar: "21 Nov 2026"."""
    local = here(moment)
    return _BRITISH.toString(QDate(local.year, local.month, local.day), "d MMM yyyy")


def _cell(report: Summary, column: Column) -> str:
    match column:
        case Column.SERVICE_AREAS:
            return _areas(report)
        case Column.PERIOD:
            return _period(report)
        case Column.EDITION:
            return report.edition_id
        case Column.STATE:
            return _state(report)
        case Column.EDITED:
            return local_time(report.edited_at)


def _areas(report: Summary) -> str:
    return listed(report.service_areas) or UNTITLED


def _period(report: Summary) -> str:
    return listed(report.period_typed)


def _state(report: Summary) -> str:
    """How far it has come, and of several versions which one it is."""
    if report.kept_until is not None:
        return f"In the bin until {local_day(report.kept_until)}"
    state = report.state.capitalize()
    if report.state == "superseded":
        return f"Corrected, version {report.version} (superseded)"
    if report.version == 1:
        return state
    what = "current" if is_current(report) else "correction"
    return f"{state}, version {report.version} ({what})"


@lru_cache(maxsize=10_000)
def _first_day(typed: str) -> str:
    try:
        return period.read(typed).start.isoformat()
    except PeriodError:
        return f"~{typed}"
