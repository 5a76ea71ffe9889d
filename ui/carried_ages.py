"""Knows how the age of what was carried over is looked up: in the reports before, in background."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from highlight_desktop.report.carry import ages
from highlight_desktop.report.findings import blocking
from highlight_desktop.report.report import Report
from ui.background import Background
from ui.editor.page import EditorPage
from ui.problem_dialog import show_problem

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store

_LOOKED_BACK = 26
"""Reports: a year of fortnights."""


class CarriedAges(QObject):
    """Looks as a report is opened, and when its header leads to other reports before it."""

    def __init__(self, page: EditorPage, store: Store, background: Background) -> None:
        super().__init__(page)
        self._page = page
        self._store = store
        self._background = background
        page.last_period_wanted.connect(self._on_wanted)
        self._on_wanted(page.report)

    def _on_wanted(self, report: Report) -> None:
        if any(found.code == "carried" for found in blocking(report)):
            work = partial(_ages, self._store, report)
            self._background.run(work, self._on_found, self._on_failed)

    def _on_found(self, found: Mapping[str, int]) -> None:
        # The page may have been left since.
        if isValid(self._page):
            self._page.show_ages(found)

    def _on_failed(self, error: BaseException) -> None:
        if isValid(self._page):
            show_problem(self._page, error)


def _ages(store: Store, report: Report) -> Mapping[str, int]:
    earlier = store.submitted_before(report, at_most=_LOOKED_BACK)
    return ages(report, [each.report for each in earlier])
