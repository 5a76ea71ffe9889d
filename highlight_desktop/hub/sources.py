"""Knows which returns stand in a pack, and what a reader must be told of each of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from highlight_desktop.hub.returns import belongs, laid_out
from highlight_desktop.hub.selection import Selection
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.report import UNTITLED, short_id
from highlight_desktop.report.text import one_line
from highlight_desktop.store.desk import Arrival, Desk, Returned, Standing, Verdict
from highlight_desktop.store.expectations import Council, Expected

_HASH_DIGITS = 16
_COUNCILS = (
    (Council.CCC, re.compile(r"\bccc\b|cambridgeshire", re.IGNORECASE)),
    (Council.PCC, re.compile(r"\bpcc\b|peterborough", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A return that is in the pack."""

    number: int
    """From 1, by service area and period."""
    returned: Returned
    verdict: Verdict
    """The best that was found of the files it came in."""
    rivals: tuple[str, ...] = ()
    """The references of those that cannot be meant as well: of the same area for the same days,
    or of the same version of the same report."""
    before: Returned | None = None
    """The service area's report before this one, if the desk has it."""
    council: Council = Council.BOTH
    correction: str = ""
    """Why it corrects the one it supersedes."""

    @property
    def reference(self) -> str:
        """By which its texts are marked: "R12"."""
        return f"R{self.number}"

    @property
    def area(self) -> str:
        """The service area, as typed."""
        return one_line(self.returned.service_areas) or UNTITLED

    @property
    def is_in_conflict(self) -> bool:
        """True when another return says it is what this one is."""
        return bool(self.rivals) or self.returned.standing is Standing.CONFLICT

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to stand at each of its texts; empty for a return in order."""
        told = []
        if self.is_in_conflict:
            others = " and ".join(self.rivals)
            told.append(f"in conflict with {others}" if others else "in conflict with another")
        if self.verdict is Verdict.ALTERED:
            told.append("came altered")
        if not self.returned.verified:
            told.append("not verified")
        return tuple(told)

    @property
    def short(self) -> str:
        """The reference at each of its texts: report, version and the beginning of its hash."""
        own = self.returned
        return (
            f"{self.reference}: report {short_id(own.report_id)}, version {own.version},"
            f" content {own.sha256[:_HASH_DIGITS]}"
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A service area that returned nothing, or not all that was expected of it."""

    expected: Expected
    reason: str
    """Why, and when that was noted; empty when nobody did."""
    days: tuple[str, ...] = ()
    """The days nothing came for, where something came for others."""


def chosen(desk: Desk, selection: Selection) -> list[Source]:
    """The current returns of a period and those in conflict, by service area; all councils."""
    returned = desk.returns()
    corrected = {each.supersedes for each in returned}
    counted = [
        each
        for each in returned
        if each.standing is not Standing.SUPERSEDED and each.report_id not in corrected
    ]
    own = [each for each in sorted(counted, key=_by_area) if belongs(each, selection.period)]
    verdicts = _verdicts(desk.arrivals())
    before = _by_key(each for each in counted if each.standing is Standing.CURRENT)
    return [
        Source(
            number,
            each,
            verdicts.get(each.sha256, Verdict.AS_SUBMITTED),
            before=_last_before(each, before.get(each.service_key, ())),
        )
        for number, each in enumerate(own, 1)
    ]


def numbered(sources: Iterable[Source]) -> list[Source]:
    """The sources of a pack with their final numbers, and those in conflict told of each other."""
    made = [replace(each, number=number) for number, each in enumerate(sources, 1)]
    areas: defaultdict[str, list[Source]] = defaultdict(list)
    for each in made:
        areas[each.returned.service_key].append(each)
        areas[each.returned.report_id].append(each)
    return [
        replace(
            each,
            rivals=tuple(
                dict.fromkeys(
                    other.reference
                    for key in (each.returned.service_key, each.returned.report_id)
                    for other in areas[key]
                    if other is not each and _cannot_both_be(each.returned, other.returned)
                )
            ),
        )
        for each in made
    ]


def _cannot_both_be(one: Returned, other: Returned) -> bool:
    same_days = one.period_start <= other.period_end and other.period_start <= one.period_end
    return one.report_id == other.report_id or same_days


def missing(desk: Desk, selection: Selection) -> list[Missing]:
    """Who was expected to return a report for the period, and returned none, or not all."""
    period = selection.period
    lines = laid_out(
        period,
        expected=desk.expected(),
        returns=desk.returns(period.start, period.end),
        arrivals=(),
        absences=desk.absences(period.start, period.end),
        today=period.end,
        due_days=0,
    )
    return [
        Missing(
            line.expected,
            line.reason_dated,
            tuple(printed(each.start, each.end) for each in line.missing) if line.reports else (),
        )
        for line in lines
        if line.expected and line.missing and selection.has_council(line.expected.council)
    ]


def council_of(typed: str, expected: Expected | None) -> Council:
    """The council a report says it is for, else the one on the list, else both."""
    named = [council for council, pattern in _COUNCILS if pattern.search(typed)]
    if len(named) == 1:
        return named[0]
    return expected.council if expected and not named else Council.BOTH


def _by_area(each: Returned) -> tuple[object, ...]:
    return each.service_key, each.period_start, each.period_end, each.version, each.sha256


def _by_key(returns: Iterable[Returned]) -> Mapping[str, Sequence[Returned]]:
    found: defaultdict[str, list[Returned]] = defaultdict(list)
    for each in returns:
        found[each.service_key].append(each)
    return found


def _last_before(own: Returned, others: Iterable[Returned]) -> Returned | None:
    earlier = [each for each in others if each.period_start < own.period_start]
    return max(earlier, key=lambda each: (each.period_end, _by_area(each)), default=None)


def _verdicts(arrivals: Iterable[Arrival]) -> Mapping[str, Verdict]:
    """What was found of each return: altered is one of which no file came whole."""
    found: dict[str, Verdict] = {}
    for each in arrivals:
        sha256 = each.returned_sha256
        if sha256 and found.get(sha256) in (None, Verdict.ALTERED):
            found[sha256] = each.verdict
    return found
