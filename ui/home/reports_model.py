"""Knows how reports stand in a table: what each column says and how rows are put in order."""

from __future__ import annotations

from enum import IntEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.report import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject

    # At run time this would load the database layer before the first paint.
    from highlight_desktop.store.reports import Summary

SORT_ROLE = Qt.ItemDataRole.UserRole
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


class ReportsModel(QAbstractTableModel):
    """The reports, drafts first, and within each state the last edited first.

    Which one that is the store's revisions tell; a clock that was set back would not.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports: list[Summary] = []

    def show_reports(self, reports: Sequence[Summary]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        newest_first = sorted(reports, key=attrgetter("revision"), reverse=True)
        self._reports = sorted(newest_first, key=is_frozen)
        self.endResetModel()

    def report_at(self, row: int) -> Summary:
        """The report in a row of this model."""
        return self._reports[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One row for each report."""
        return 0 if parent.isValid() else len(self._reports)

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
        report, column = self._reports[index.row()], Column(index.column())
        if role == SORT_ROLE:
            return _sort_key(report, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cell(report, column)
        return None


class ReportsFilter(QSortFilterProxyModel):
    """Lets through the reports in which every word looked for stands somewhere in the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)

    def look_for(self, typed: str) -> None:
        """Show only rows with these words; nothing typed shows all."""
        self.beginFilterChange()
        self._words = typed.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:  # noqa: N802
        """True when every word stands somewhere in the row, in any column."""
        model = self.sourceModel()
        cells = (model.index(source_row, column, source_parent).data() for column in Column)
        text = " ".join(cells).casefold()
        return all(word in text for word in self._words)


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
    """A moment as the user's clock showed it: "21 Nov 2026, 14:02"."""
    return f"{local_day(moment)}, {moment.astimezone():%H:%M}"


def local_day(moment: datetime) -> str:
    """The day of a moment on the user's calendar: "21 Nov 2026"."""
    here = moment.astimezone()
    return _BRITISH.toString(QDate(here.year, here.month, here.day), "d MMM yyyy")


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
    return " ".join(report.service_areas.split()) or UNTITLED


def _period(report: Summary) -> str:
    return " ".join(report.period_typed.split())


def _state(report: Summary) -> str:
    """How far it has come, and of several versions which one it is."""
    if report.kept_until is not None:
        return f"In the bin until {local_day(report.kept_until)}"
    state = report.state.capitalize()
    if report.state == "superseded":
        return f"{state}, version {report.version}"
    if report.version == 1:
        return state
    what = "current" if is_current(report) else "correction"
    return f"{state}, version {report.version} ({what})"


def _sort_key(report: Summary, column: Column) -> str:
    match column:
        case Column.PERIOD:
            return _first_day(report.period_typed)
        case Column.EDITED:
            return report.edited_at.isoformat()
        case _:
            return _cell(report, column).casefold()


def _first_day(typed: str) -> str:
    """The first day as ISO text; a period not understood comes after all that are."""
    try:
        return period.read(typed).start.isoformat()
    except PeriodError:
        return f"~{typed}"
