"""Knows since when nothing has changed on a topic: which earlier report said something last."""

from collections.abc import Mapping, Sequence

from highlight_desktop.report.changes import said
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.report import Report

_SAID_INSTEAD = {
    AnswerKind.NOTHING_TO_REPORT: ", which had nothing to report",
    AnswerKind.NOT_APPLICABLE: ", where it did not apply",
}


def since_when(earlier: Sequence[Report]) -> Mapping[Topic, str]:
    """For each topic what No change goes back to, in a sentence.

    `earlier` are the submitted reports of the same services before, newest first. Those that
    say No change themselves are passed over, and so are those whose form does not ask.
    """
    return {topic: _since(topic, earlier) for topic in Topic}


def _since(topic: Topic, earlier: Sequence[Report]) -> str:
    between = 0
    for report in earlier:
        kind = said(report, topic).kind
        if kind is AnswerKind.NO_CHANGE:
            between += 1
        elif kind is not AnswerKind.UNANSWERED:
            went_before = _SAID_INSTEAD.get(kind, "")
            return f"No change since the report for {_period(report)}{went_before}.{_also(between)}"
    if between:
        return f"The reports before this one say No change as well, {between} of them."
    return "There is no earlier report of these services that says anything here."


def _also(between: int) -> str:
    if not between:
        return ""
    reports = "One report" if between == 1 else f"{between} reports"
    return f" {reports} since then said so too."


def _period(report: Report) -> str:
    understood = report.period_if_understood()
    return understood.label if understood else "an unknown period"
