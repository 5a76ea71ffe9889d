"""Knows the road from the open report to what its services said on a topic in each period."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.edition import Topic
from ui.process.background import Background
from ui.widgets.paragraph_list import Paragraph

if TYPE_CHECKING:
    from highlight_desktop.report.report import Place, Report
    from highlight_desktop.store.reports import Store

_MOST = 260
"""Reports: ten years of fortnights."""

Told = dict[Topic, list[Paragraph]]


class ThroughPeriods(QObject):
    """Reads the reports of the same services in the background, and shows one topic of them."""

    failed = Signal(object)

    def __init__(self, window: QWidget, store: Store, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._background = background

    def show(self, report: Report, place: Place) -> None:
        """Begin with the topic of the place, where that is a section."""
        work = partial(_read, self._store, report)
        self._background.run(work, partial(self._on_read, report, place), self.failed.emit)

    def _on_read(self, report: Report, place: Place, paragraphs: Told) -> None:
        from ui.editor.timeline_dialog import TimelineDialog

        headings: dict[Topic, str] = {}
        for section in report.edition.sections:
            headings.setdefault(section.topic, section.name)
        here = next((s.topic for s in report.edition.sections if s.id == place.id), None)
        dialog = TimelineDialog(paragraphs, headings, here or next(iter(headings)), self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


# This runs in the background.


def _read(store: Store, report: Report) -> Told:
    from highlight_desktop.report.timeline import timeline
    from ui.editor.timeline_words import told

    earlier = [each.report for each in store.submitted_before(report, at_most=_MOST)]
    reports = [*reversed(earlier), report]
    topics = dict.fromkeys(section.topic for section in report.edition.sections)
    return {topic: told(timeline(reports, topic), report.id) for topic in topics}
