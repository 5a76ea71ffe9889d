"""Knows how what the same services submitted before is brought beside the open report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from highlight_desktop.report.carry import ages
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.no_change import since_when
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from ui.dialogs.problem_dialog import show_problem
from ui.editor.last_period_panel import LastPeriod
from ui.editor.page import EditorPage
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Stored


_LOOKED_BACK = 26
"""Reports: a year of fortnights."""


class LastPeriodSearch(QObject):
    """Looks in the background, as the report is opened and whenever its header leads elsewhere."""

    def __init__(self, page: EditorPage, store: Store, background: Background) -> None:
        super().__init__(page)
        self._page = page
        self._store = store
        self._background = background
        page.last_period_wanted.connect(self._on_wanted)
        self._on_wanted(page.report)

    def _on_wanted(self, report: Report) -> None:
        self._background.run(partial(_look, self._store, report), self._on_found, self._on_failed)

    def _on_found(self, found: _Before) -> None:
        # The page may have been left since.
        if isValid(self._page):
            self._page.show_last_period(found.last, found.others)
            self._page.show_since(found.since)
            if found.ages:
                self._page.show_ages(found.ages)

    def _on_failed(self, error: BaseException) -> None:
        if isValid(self._page):
            show_problem(self._page, error)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the same services have reported besides the open report."""

    last: LastPeriod | None
    since: Mapping[Topic, str]
    """What No change goes back to."""
    ages: Mapping[str, int]
    """For how many periods what was carried over, and waits to be confirmed, has been the same."""
    others: Sequence[Period]
    """Of reports that share days with this one."""


def _look(store: Store, report: Report) -> _Before:
    earlier = store.submitted_before(report, at_most=_LOOKED_BACK)
    last = _beside(earlier[0]) if earlier else None
    reports = [each.report for each in earlier]
    shared = store.periods_shared(report)
    return _Before(last, since_when(reports), ages(report, reports), shared)


def _beside(stored: Stored) -> LastPeriod:
    period = stored.report.period()
    return LastPeriod(stored.report, f"{period.label}, version {stored.version}")
