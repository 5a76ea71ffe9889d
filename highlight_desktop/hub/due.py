"""Knows when reports are due: how a cadence falls into a period, and by how much one is late.

A report is due some days after the last day of what it reports on; how many is a setting. Days
are those of UTC, as in the report itself.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from highlight_desktop.report.period import Period
from highlight_desktop.store.expectations import Cadence, Expected

_WEEK_DAYS, _FORTNIGHT_DAYS = 7, 14
_WEEKLY_UP_TO_DAYS = 10
"""A period up to so long is collected every week: a fortnightly report comes every other time."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One report that is expected: the days it reports on, and the last day to hand it in."""

    start: date
    end: date
    due: date

    @property
    def days(self) -> int:
        """How many days it reports on."""
        return (self.end - self.start).days + 1

    def days_late(self, day: date) -> int:
        """By how many days something that comes on this day is late; 0 in time."""
        return max(0, (day - self.due).days)


def slots(expected: Expected, period: Period, *, due_days: int) -> list[Slot]:
    """The reports that are expected from a service area in a period, in their order.

    - weekly: one for each week of the period;
    - fortnightly: one for each fortnight of it. Where a period is a week long, every other time,
      counted from the first day they are expected on; every time while that is not known;
    - monthly: one for each calendar month that ends in the period.

    None are expected that end before the first day or begin after the last one.
    """
    cut = {
        Cadence.WEEKLY: lambda: _cut(period, _WEEK_DAYS),
        Cadence.FORTNIGHTLY: lambda: _fortnights(expected, period),
        Cadence.MONTHLY: lambda: _months(period),
    }[expected.cadence]()
    first, last = expected.first_day or date.min, expected.last_day or date.max
    return [
        Slot(start, end, end + timedelta(days=due_days))
        for start, end in cut
        if end >= first and start <= last
    ]


def _cut(period: Period, days: int) -> Iterator[tuple[date, date]]:
    """The period in pieces of so many days; the last takes what is left over."""
    count = max(1, round(period.days / days))
    for number in range(count):
        start = period.start + timedelta(days=number * days)
        is_last = number == count - 1
        yield start, period.end if is_last else start + timedelta(days=days - 1)


def _fortnights(expected: Expected, period: Period) -> Iterator[tuple[date, date]]:
    if period.days > _WEEKLY_UP_TO_DAYS or expected.first_day is None:
        yield from _cut(period, _FORTNIGHT_DAYS)
        return
    into = (period.end - expected.first_day).days % _FORTNIGHT_DAYS
    start = period.end - timedelta(days=into + 1) - timedelta(days=_FORTNIGHT_DAYS - 1)
    for begins in (start, start + timedelta(days=_FORTNIGHT_DAYS)):
        ends = begins + timedelta(days=_FORTNIGHT_DAYS - 1)
        if period.start <= ends <= period.end:
            yield begins, ends


def _months(period: Period) -> Iterator[tuple[date, date]]:
    first = period.start.replace(day=1)
    while first <= period.end:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if period.start <= last <= period.end:
            yield first, last
        first = last + timedelta(days=1)
