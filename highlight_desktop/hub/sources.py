"""Knows which returns stand in a pack, and what a reader must be told of each of them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from highlight_desktop.hub.selection import Selection
from highlight_desktop.report.report import UNTITLED, short_id
from highlight_desktop.report.text import one_line
from highlight_desktop.store.desk import Arrival, Desk, Returned, Standing, Verdict
from highlight_desktop.store.expectations import Absence, Council, Expected

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
    """The worst that was found of the files it came in."""
    rivals: tuple[str, ...] = ()
    """The references of those that say they are the same version of the same report."""
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
    def remarks(self) -> tuple[str, ...]:
        """What has to stand at each of its texts; empty for a return in order."""
        told = []
        if self.returned.standing is Standing.CONFLICT:
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
    """A service area that returned nothing."""

    expected: Expected
    reason: str
    """Why; empty when nobody noted it."""


def chosen(desk: Desk, selection: Selection) -> list[Source]:
    """The current returns of a period and those in conflict, by service area; all councils."""
    period = selection.period
    returned = desk.returns()
    corrected = {each.supersedes for each in returned}
    counted = [
        each
        for each in returned
        if each.standing is not Standing.SUPERSEDED and each.report_id not in corrected
    ]
    own = [
        each
        for each in sorted(counted, key=_by_area)
        if each.period_start <= period.end and each.period_end >= period.start
    ]
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
    same: defaultdict[str, list[Source]] = defaultdict(list)
    for each in made:
        same[each.returned.report_id].append(each)
    return [
        replace(
            each,
            rivals=tuple(
                other.reference for other in same[each.returned.report_id] if other is not each
            ),
        )
        for each in made
    ]


def missing(
    expected: Iterable[Expected],
    absences: Iterable[Absence],
    came: Collection[str],
    selection: Selection,
) -> list[Missing]:
    """Who was expected to return a report for the period and is not among those who did."""
    reasons = {each.service_key: each.reason for each in absences}
    period = selection.period
    return [
        Missing(each, reasons.get(each.service_key, ""))
        for each in sorted(expected, key=lambda one: one.service_key)
        if each.service_key not in came
        and (each.first_day or date.min) <= period.end
        and (each.last_day or date.max) >= period.start
        and selection.has_council(each.council)
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
    """What was found of the files of each return: one that was altered is never forgotten."""
    found: dict[str, Verdict] = {}
    for each in arrivals:
        sha256 = each.returned_sha256
        if sha256 and found.get(sha256) is not Verdict.ALTERED:
            found[sha256] = each.verdict
    return found
