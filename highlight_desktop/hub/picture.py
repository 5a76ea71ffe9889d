"""Knows the picture of a period: what each service area says on each topic, as one word each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from highlight_desktop.hub.returns import Line
from highlight_desktop.report.changes import heading, said
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Snapshot


class Mark(StrEnum):
    """What a service area says on a topic; where several reports count, the first of these."""

    ANSWERED = "answered"
    NO_CHANGE = "no_change"
    NOTHING_TO_REPORT = "nothing_to_report"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    """No report came, or its section was left empty."""
    NOT_ASKED = "not_asked"
    """The form of the report has no such section, or no report is expected."""

    @property
    def label(self) -> str:
        """In words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Picture:
    """Topics by service areas."""

    topics: Mapping[Topic, str]
    """The topics that any of the reports has, in the order of the form, with their headings."""
    lines: tuple[Line, ...]
    marks: Mapping[tuple[Topic, str], Mark]
    """By topic and service key: one for every topic in every line."""


def picture(lines: Iterable[Line], snapshot: Callable[[str], Snapshot]) -> Picture:
    """The picture of these lines; `snapshot` gives a report by its hash, as Desk.snapshot does."""
    shown = tuple(lines)
    reports = {
        line.service_key: [snapshot(each.sha256).report for each in line.latest] for line in shown
    }
    headings = {
        topic: called
        for topic in Topic
        for called in [_heading(topic, (each for some in reports.values() for each in some))]
        if called
    }
    marks = {
        (topic, line.service_key): _mark(topic, line, reports[line.service_key])
        for topic in headings
        for line in shown
    }
    return Picture(headings, shown, marks)


def _heading(topic: Topic, reports: Iterable[Report]) -> str:
    """What the newest form among the reports calls a topic; empty when none has it."""
    newest_first = sorted(reports, key=lambda report: report.edition.id, reverse=True)
    return next((called for each in newest_first if (called := heading(each, topic))), "")


def _mark(topic: Topic, line: Line, reports: Iterable[Report]) -> Mark:
    kinds = [said(each, topic).kind for each in reports if heading(each, topic)]
    found = {Mark.MISSING if kind is AnswerKind.UNANSWERED else Mark(kind) for kind in kinds}
    nothing = Mark.MISSING if line.missing else Mark.NOT_ASKED
    return next((mark for mark in Mark if mark in found), nothing)
