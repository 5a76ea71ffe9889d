"""Knows what a return says otherwise than the one before it, topic by topic, in words."""

from collections.abc import Iterator

from highlight_desktop.outbox import last_page
from highlight_desktop.report import changes, edition
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import Report
from highlight_desktop.report.since import ChangedSection, Since

Told = tuple[Topic | None, Prose]
"""A topic, and what changed in it, as the last page of a report tells it."""


def against(before: Report, after: Report) -> Iterator[Told]:
    """What changed between two reports that are both at hand."""
    for section in changes.compare(before, after):
        if section.differs:
            yield section.topic, last_page.told(ChangedSection.of(section))


def carried(since: Since, report: Report) -> Iterator[Told]:
    """What a report itself tells of its changes, where the one before is not at hand."""
    named = {
        section.name: section.topic
        for form in (*edition.bundled(), report.edition)
        for section in form.sections
    }
    named |= {changes.heading(report, topic): topic for topic in Topic}
    for section in since.sections:
        yield named.get(section.heading), last_page.told(section)
