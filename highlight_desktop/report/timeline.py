"""Knows what one topic has said through all periods, with the words that changed each time."""

from collections.abc import Iterable
from dataclasses import dataclass

from highlight_desktop.report.changes import BlockChange, compare_prose, said
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import Answer, Report


@dataclass(frozen=True, slots=True)
class Moment:
    """What one report says on the topic."""

    report: Report
    answer: Answer
    """As `changes.said` gives it."""
    blocks: tuple[BlockChange, ...]
    """Against the text that stood until then; what was first written is all added."""


def timeline(reports: Iterable[Report], topic: Topic) -> tuple[Moment, ...]:
    """What these reports say on a topic; they are given, and told, the earliest first.

    No change lets stand what was written before, so the next text is compared with that.
    A report is left out when its form does not ask for the topic or nothing is answered yet.
    """
    standing: Prose = ()
    moments = []
    for report in reports:
        if all(section.topic != topic for section in report.edition.sections):
            continue
        answer = said(report, topic)
        if answer.kind is AnswerKind.UNANSWERED:
            continue
        now = standing if answer.kind is AnswerKind.NO_CHANGE else answer.prose
        moments.append(Moment(report, answer, compare_prose(standing, now)))
        standing = now
    return tuple(moments)
