"""Knows who returned what for a period, and who did not: what came beside what is expected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from highlight_desktop.hub import areas
from highlight_desktop.hub.due import Slot, slots
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.store.desk import Arrival, Desk, Returned, Verdict
from highlight_desktop.store.desk_retention import Removed
from highlight_desktop.store.expectations import Absence, Expected, service_key

_LONGER = 1.5
"""So many times as long as the period, and a report is about more than the period."""


_NOBODY = "It came from nobody expected."


class State(StrEnum):
    """How it stands with one service area; the values are those of the command line's JSON."""

    RECEIVED = "received"
    LATE = "late"
    """It came, and late."""
    CORRECTED = "corrected"
    """It came, and a correction of it."""
    ALTERED = "altered"
    """Every file it came in was altered after submission."""
    CONFLICT = "conflict"
    """Two reports came that cannot both be meant."""
    MISSING = "missing"
    NOT_EXPECTED = "not_expected"
    """Nothing is expected this time, and nothing came."""
    UNEXPECTED = "unexpected"
    """It came from a service area that is not in the list, and there is nothing else to it."""

    @property
    def label(self) -> str:
        """In the words of the command line and the window."""
        if self is State.NOT_EXPECTED:
            return "Not expected this time"
        return "From nobody expected" if self is State.UNEXPECTED else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Line:
    """One service area in one period."""

    service_area: str
    service_key: str
    state: State
    expected: Expected | None = None
    """None for a service area that is not in the list."""
    slots: tuple[Slot, ...] = ()
    """The reports that are expected."""
    missing: tuple[Slot, ...] = ()
    """Those of them that have not come."""
    days_late: int | None = 0
    """By how much the first version came late, or what is missing is; 0 in time, or not yet due.

    None when a report does not say when it was submitted, as those in Word and text do not.
    """
    absence: Absence | None = None
    """Why something is missing, where somebody noted it."""
    reports: tuple[Returned, ...] = ()
    """All that came, the superseded too, by period and version."""
    told: tuple[str, ...] = ()
    """What else there is to know, one sentence each."""

    @property
    def latest(self) -> tuple[Returned, ...]:
        """The reports that no correction has superseded: one, unless several are due or differ."""
        return latest(self.reports)

    @property
    def reason(self) -> str:
        """Why something is missing; empty while nobody noted it."""
        return self.absence.reason if self.absence else ""

    @property
    def reason_dated(self) -> str:
        """The same, with the day it was noted: "All are ill (noted 22 June 2020)"."""
        if self.absence is None or self.absence.noted_at is None:
            return self.reason
        day = self.absence.noted_at.date()
        return f"{self.absence.reason} (noted {printed(day, day)})"

    @property
    def is_awaited(self) -> bool:
        """True when all that is missing is not due yet, and nobody said that it will not come."""
        return self.state is State.MISSING and not self.days_late and not self.reason

    @property
    def is_well(self) -> bool:
        """False when something is missing, altered or in conflict."""
        return self.state not in (State.MISSING, State.ALTERED, State.CONFLICT)


def of_period(desk: Desk, period: Period, *, now: datetime, due_days: int) -> list[Line]:
    """How it stands with every service area. Raises StoreError."""
    lines = laid_out(
        period,
        expected=desk.expected(),
        returns=desk.returns(period.start, period.end),
        arrivals=desk.arrivals(period.start, period.end),
        absences=desk.absences(period.start, period.end),
        today=now.date(),
        due_days=due_days,
    )
    return telling_removed(lines, desk.removed(period.start, period.end))


def telling_removed(lines: Sequence[Line], gone: Iterable[Removed]) -> list[Line]:
    """The same, and where something was removed for good it says so.

    Else it would look as if nothing had ever come.
    """
    keys = {each.service_key: each.service_area for each in lines}
    days: dict[str, date] = {}
    for each in gone:
        for key in areas.named(each.service_key, keys).expected:
            days[key] = each.removed_at.date()
    return [
        replace(line, told=(*line.told, _removed(days[line.service_key])))
        if line.service_key in days
        else line
        for line in lines
    ]


def _removed(day: date) -> str:
    return f"What came was removed for good on {printed(day, day)}, as its time was over."


def laid_out(
    period: Period,
    *,
    expected: Sequence[Expected],
    returns: Iterable[Returned],
    arrivals: Iterable[Arrival],
    absences: Iterable[Absence],
    today: date,
    due_days: int,
) -> list[Line]:
    """A line for each service area expected, in their order, then those that nobody expects.

    A return that names several service areas stands in the line of each. Returns and reasons of
    other periods may be among them.
    """
    keys = {each.service_key: each.service_area for each in expected}
    by_key: dict[str, list[Returned]] = {}
    others: dict[str, list[Returned]] = {}
    for returned in returns:
        if belongs(returned, period):
            naming = areas.named(returned.service_areas, keys)
            for key in naming.expected:
                by_key.setdefault(key, []).append(returned)
            for name in naming.others:
                others.setdefault(name, []).append(returned)
    whole = _whole(arrivals)
    days = period.start, period.end
    reasons = {
        each.service_key: each for each in absences if (each.period_start, each.period_end) == days
    }
    lines = [
        _Laid(period, by_key.get(each.service_key, []), whole, keys).line(
            each, slots(each, period, due_days=due_days), reasons.get(each.service_key), today
        )
        for each in expected
    ]
    unexpected = [
        _Laid(period, found, whole, keys).unexpected(name) for name, found in others.items()
    ]
    return lines + sorted(unexpected, key=lambda one: one.service_key)


def belongs(returned: Returned, period: Period) -> bool:
    """Whether a report is about this period, and so about no other one like it.

    That is the period its middle day lies in, so that a slip of a day or two does no harm. A
    report on much longer, such as a month, belongs to the period in which it ends.
    """
    days = (returned.period_end - returned.period_start).days + 1
    if days > _LONGER * period.days:
        return period.start <= returned.period_end <= period.end
    middle = returned.period_start + (returned.period_end - returned.period_start) / 2
    return period.start <= middle <= period.end


def latest(reports: Sequence[Returned]) -> tuple[Returned, ...]:
    """Those that no other of them corrects."""
    corrected = {each.supersedes for each in reports}
    return tuple(each for each in reports if each.report_id not in corrected)


def _whole(arrivals: Iterable[Arrival]) -> set[str]:
    """The reports that came at least once in a file nobody had altered."""
    return {
        each.returned_sha256
        for each in arrivals
        if each.returned_sha256 and each.verdict is not Verdict.ALTERED
    }


@dataclass(frozen=True, slots=True)
class _Laid:
    """What came from one service area."""

    period: Period
    reports: Sequence[Returned]
    whole: set[str]
    keys: dict[str, str]

    def line(
        self, expected: Expected, due: Sequence[Slot], absence: Absence | None, today: date
    ) -> Line:
        missing = tuple(each for each in due if not self._covering(each, due))
        late = self._days_late(due, missing, today)
        return Line(
            expected.service_area,
            expected.service_key,
            self._state(due, missing, late),
            expected,
            tuple(due),
            missing,
            late,
            absence if missing else None,
            tuple(self.reports),
            (*self._told_of_slots(due, missing), *self._told()),
        )

    def unexpected(self, name: str) -> Line:
        near = areas.nearest(name, self.keys)
        asked = (
            (f"Perhaps “{self.keys[near]}” is meant; nothing was taken for it.",) if near else ()
        )
        told = (*asked, *self._told())
        key = service_key(name)
        if self._rivals():
            state = State.CONFLICT
        else:
            state = State.ALTERED if self._altered() else State.UNEXPECTED
        if state is not State.UNEXPECTED:
            told = (_NOBODY, *told)
        return Line(name, key, state, reports=tuple(self.reports), told=told)

    def _covering(self, slot: Slot, due: Sequence[Slot]) -> list[Returned]:
        """The reports that are about at least half of the days; about the only one, all are."""
        if len(due) == 1:
            return list(self.reports)
        return [
            each
            for each in self.reports
            if 2 * (min(each.period_end, slot.end) - max(each.period_start, slot.start)).days + 2
            >= slot.days
        ]

    def _days_late(self, due: Sequence[Slot], missing: Sequence[Slot], today: date) -> int | None:
        known = [each.days_late(today) for each in missing]
        for slot in due:
            days = [each.submitted_at.date() for each in self._covering(slot, due) if each.verified]
            if days:
                known.append(slot.days_late(min(days)))
        return max(known, default=None if due else 0)

    def _state(self, due: Sequence[Slot], missing: Sequence[Slot], days_late: int | None) -> State:
        ways = (
            (bool(self._rivals()), State.CONFLICT),
            (bool(missing), State.MISSING),
            (not self.reports, State.NOT_EXPECTED),
            (bool(self._altered()), State.ALTERED),
            (any(each.version > 1 for each in latest(self.reports)), State.CORRECTED),
            (bool(days_late), State.LATE),
        )
        return next((state for holds, state in ways if holds), State.RECEIVED)

    def _rivals(self) -> list[Returned]:
        """The reports that are about the same days, none correcting another."""
        pairs = combinations(latest(self.reports), 2)
        found = [
            pair
            for pair in pairs
            if pair[0].period_start <= pair[1].period_end
            and pair[1].period_start <= pair[0].period_end
        ]
        return list(dict.fromkeys(each for pair in found for each in pair))

    def _altered(self) -> list[Returned]:
        return [each for each in latest(self.reports) if each.sha256 not in self.whole]

    def _told_of_slots(self, due: Sequence[Slot], missing: Sequence[Slot]) -> list[str]:
        told = []
        if len(due) > 1:
            told += [f"Nothing came for {printed(each.start, each.end)}." for each in missing]
        if not due and self.reports:
            told.append("It was not expected this time.")
        return told

    def _told(self) -> list[str]:
        """What is odd about the reports that count."""
        told = []
        if rivals := self._rivals():
            told.append(f"These {len(rivals)} differ: {'; '.join(map(_which_content, rivals))}.")
        told += [
            f"Every file of {_which(each)} was altered after submission."
            for each in self._altered()
        ]
        for each in latest(self.reports):
            if not each.verified:
                told.append(f"It is not verified when {_which(each)} was submitted, or by whom.")
            if not (self.period.start <= each.period_start <= each.period_end <= self.period.end):
                told.append(f"It says it is about {printed(each.period_start, each.period_end)}.")
            if (naming := areas.named(each.service_areas, self.keys)) and (
                len(naming.expected) + len(naming.others) > 1
            ):
                told.append(f"One report names several service areas: “{each.service_areas}”.")
        return told


def _which_content(each: Returned) -> str:
    """Which of two that may be the same version of the same report."""
    return f"{_which(each)}, content {each.sha256[:8]}"


def _which(each: Returned) -> str:
    return f"version {each.version} by {each.author or 'nobody named'} ({each.report_id[:8]})"
