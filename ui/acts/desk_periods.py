"""Knows the road from a service area at the hub's desk to what it returned in each period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.changes import heading
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.report import Place
from highlight_desktop.report.text import listed
from highlight_desktop.report.timeline import timeline
from ui.editor.timeline_dialog import TimelineDialog
from ui.editor.timeline_words import told
from ui.process.desk_access import DeskAccess
from ui.widgets.paragraph_list import Paragraph

if TYPE_CHECKING:
    from highlight_desktop.hub.reading import Reading
    from highlight_desktop.hub.through_periods import Told
    from highlight_desktop.store.desk import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """What the dialog shows."""

    about: str
    headings: dict[Topic, str]
    told: dict[Topic, list[Paragraph]]
    topic: Topic | None
    """The one to begin with; None for the first."""


class DeskPeriods(QObject):
    """Reads the returns of a service area in the background, and shows one topic of them."""

    failed = Signal(object)

    def __init__(self, window: QWidget, desk: DeskAccess) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk

    def show(self, name: str, service_key: str, topic: Topic | None) -> None:
        """Begin with a topic of a service area."""
        self._desk.ask(partial(_of_area, name, service_key, topic), self._on_read, self.failed.emit)

    def show_around(self, reading: Reading, place: Place) -> None:
        """Begin with the topic of a place in a return, where that is a section."""
        sections = reading.report.edition.sections
        topic = next((each.topic for each in sections if each.id == place.id), None)
        self._desk.ask(partial(_around, reading, topic), self._on_read, self.failed.emit)

    def _on_read(self, shown: Shown) -> None:
        chosen = shown.topic if shown.topic in shown.headings else None
        chosen = chosen or next(iter(shown.headings), None)
        dialog = TimelineDialog(shown.told, shown.headings, chosen, self._window, about=shown.about)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


# These run in the background.


def _of_area(name: str, service_key: str, topic: Topic | None, desk: Desk) -> Shown:
    from highlight_desktop.hub.through_periods import of_areas

    return shown_of(name, of_areas(desk, {service_key}), topic, "")


def _around(reading: Reading, topic: Topic | None, desk: Desk) -> Shown:
    from highlight_desktop.hub.through_periods import keys_of, of_areas

    expected = {each.service_key for each in desk.expected()}
    found = of_areas(desk, keys_of(reading.returned.service_areas, expected))
    about = listed(reading.returned.service_areas)
    return shown_of(about, found, topic, reading.report.id)


def shown_of(about: str, found: Collection[Told], topic: Topic | None, shown_id: str) -> Shown:
    """These reports, topic by topic; `shown_id` is of the one that is open, if any is."""
    reports = [each.report for each in found]
    # The newest form that asks for a topic names it, and stands first.
    newest_first = sorted(reports, key=lambda one: one.edition.id, reverse=True)
    headings: dict[Topic, str] = {}
    for report in newest_first:
        for section in report.edition.sections:
            headings.setdefault(section.topic, heading(report, section.topic))
    remarks = {each.report.id: _remark(each) for each in found}
    moments = {each: timeline(reports, each) for each in headings}
    paragraphs = {each: told(moments[each], shown_id, remarks) for each in headings}
    return Shown(about, headings, paragraphs, topic)


def _remark(each: Told) -> str:
    """What has to be known of one of the reports, after its period."""
    returned = each.returned
    parts = [f"version {returned.version}"] if returned.version > 1 else []
    parts += ["in conflict with another"] if str(returned.standing) == "conflict" else []
    parts += [] if returned.verified else ["not verified"]
    return ", ".join(parts)
