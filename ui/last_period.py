"""Knows how the report that the same services submitted before is brought beside the open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from highlight_desktop.report.report import Report
from ui.background import Background
from ui.editor.last_period_panel import LastPeriod
from ui.editor.page import EditorPage
from ui.problem_dialog import show_problem

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store, Stored


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
        self._background.run(
            lambda: self._store.last_submitted(report), self._on_found, self._on_failed
        )

    def _on_found(self, found: Stored | None) -> None:
        # The page may have been left since.
        if isValid(self._page):
            self._page.show_last_period(_beside(found) if found else None)

    def _on_failed(self, error: BaseException) -> None:
        if isValid(self._page):
            show_problem(self._page, error)


def _beside(stored: Stored) -> LastPeriod:
    period = stored.report.period()
    return LastPeriod(stored.report, f"{period.label}, version {stored.version}")
