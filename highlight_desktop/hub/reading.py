"""Knows all there is to say of one return: its text, the files it came in, its other versions."""

from dataclasses import dataclass, replace

from highlight_desktop.forms import PROGRAM, Forms
from highlight_desktop.hub.through_periods import Told, in_order, keys_by_typing
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Arrival, Desk, Returned, Verdict

_BEST_FIRST = (Verdict.AS_SUBMITTED, Verdict.NOT_VERIFIED, Verdict.ALTERED, Verdict.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A return as it is opened."""

    returned: Returned
    snapshot: Snapshot
    files: tuple[Arrival, ...]
    """Those it came in, the least altered first."""
    others: tuple[Returned, ...] = ()
    """Its other versions and what is in conflict with it, by version."""
    before: Told | None = None
    """What the same service areas returned for the period before."""

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.snapshot.report

    @property
    def verdict(self) -> Verdict:
        """The best that was found of the files it came in."""
        return self.files[0].verdict if self.files else Verdict.NOT_VERIFIED


def read(desk: Desk, sha256: str, known: Forms = PROGRAM) -> Reading:
    """The return with this hash; `known` are the editions of the form known today.

    Raises ReportNotFoundError, or StoreError with the reason.
    """
    returned = desk.returned(sha256)
    came = [replace(each, told=known.still_true(each.told)) for each in desk.files_with(sha256)]
    files = sorted(came, key=lambda each: _BEST_FIRST.index(each.verdict))
    found = desk.returns()
    return Reading(
        returned,
        desk.snapshot(sha256),
        tuple(files),
        tuple(each for each in versions_of(returned, found) if each.sha256 != sha256),
        _before(desk, returned, found),
    )


def versions_of(returned: Returned, found: list[Returned]) -> list[Returned]:
    """All that correct each other, or say they are the same, one of them being this; by version."""
    ids = {returned.report_id}
    while True:
        linked = [each for each in found if {each.report_id, each.supersedes} & ids]
        all_ids = ids | {each.report_id for each in linked}
        all_ids |= {each.supersedes for each in linked if each.supersedes}
        if all_ids == ids:
            return sorted(linked, key=lambda one: (one.version, one.submitted_at, one.sha256))
        ids = all_ids


def _before(desk: Desk, returned: Returned, found: list[Returned]) -> Told | None:
    listed = {each.service_key for each in desk.expected()}
    named = keys_by_typing(found, listed)
    keys = named[returned.service_areas]
    earlier = [
        each
        for each in in_order(found)
        if each.period_end < returned.period_end and named[each.service_areas] & keys
    ]
    if not earlier:
        return None
    return Told(earlier[-1], desk.snapshot(earlier[-1].sha256).report)
