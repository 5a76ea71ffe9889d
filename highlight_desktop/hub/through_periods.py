"""Knows what a service area returned in each period, the earliest first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from highlight_desktop.hub import areas
from highlight_desktop.report.report import Report
from highlight_desktop.store.desk import Desk, Returned, Standing
from highlight_desktop.store.expectations import service_key

_MOST = 260
"""Reports: ten years of fortnights."""


@dataclass(frozen=True, slots=True)
class Told:
    """One of the reports, the earliest first."""

    returned: Returned
    report: Report


def of_areas(desk: Desk, keys: Collection[str]) -> list[Told]:
    """The reports of these service areas, by their keys, that no correction has superseded.

    A report that names several areas is one of each. Raises StoreError.
    """
    listed = {each.service_key for each in desk.expected()}
    returns = in_order(desk.returns())
    named = keys_by_typing(returns, listed)
    found = [each for each in returns if named[each.service_areas] & set(keys)]
    return [Told(each, desk.snapshot(each.sha256).report) for each in found[-_MOST:]]


def keys_by_typing(returns: Iterable[Returned], listed: Collection[str]) -> dict[str, set[str]]:
    """The keys of the service areas named by each typing of them in these returns.

    `listed` are the keys of those that are expected.
    """
    return {each: keys_of(each, listed) for each in {one.service_areas for one in returns}}


def keys_of(typed: str, listed: Collection[str]) -> set[str]:
    """The keys of the service areas that are named so."""
    naming = areas.named(typed, listed)
    return {*naming.expected, *map(service_key, naming.others)}


def in_order(returns: Sequence[Returned]) -> list[Returned]:
    """Those that no correction has superseded, by period; of those in conflict each."""
    corrected = {each.supersedes for each in returns}
    current = [
        each
        for each in returns
        if each.standing is not Standing.SUPERSEDED and each.report_id not in corrected
    ]
    return sorted(current, key=lambda one: (one.period_end, one.period_start, one.submitted_at))
