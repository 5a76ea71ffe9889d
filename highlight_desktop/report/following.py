"""Knows how reporting periods follow each other: the next one, gaps, overlaps and doubles."""

from collections.abc import Iterable
from datetime import date, timedelta

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.report.stretch import months_ahead, months_back

_DAY = timedelta(days=1)
_WEEK_DAYS = 7


def next_period(last: Period) -> Period:
    """The period that follows: from the day after, as many months, or else as many days.

    Months are counted when the last one is made of whole ones. Whole weeks are weeks, though:
    2 February to 1 March 2021 is four of them; 1 to 28 February is a month.
    """
    start = last.end + _DAY
    months = _whole_months(last.start, start)
    weeks = last.days % _WEEK_DAYS == 0 and last.start.day != 1
    end = months_ahead(start, months) if months and not weeks else start + last.days * _DAY - _DAY
    return Period(printed(start, end), start, end)


def period_before(this: Period) -> Period:
    """The period whose next one this is: up to the day before, as many months, or as many days."""
    end = this.start - _DAY
    months = _whole_months(this.start, this.end + _DAY)
    weeks = this.days % _WEEK_DAYS == 0 and this.start.day != 1
    start = months_back(end, months) if months and not weeks else end - this.days * _DAY + _DAY
    return Period(printed(start, end), start, end)


def beside_last(last: Period, this: Period) -> str:
    """What is odd about a period after the last report's, in a sentence; empty if it follows on."""
    if this.start > last.end + _DAY:
        left_out = printed(last.end + _DAY, this.start - _DAY)
        return f"{left_out} would be in no report: the last one ends on {_day(last.end)}."
    if last.start <= this.end and this.start <= last.end:
        twice = printed(max(this.start, last.start), min(this.end, last.end))
        return f"{twice} is in the last report too, which ends on {_day(last.end)}."
    return ""


def in_others(this: Period, others: Iterable[Period]) -> str:
    """Which days are in another report of the same services, in a sentence; empty if none is."""
    for other in others:
        if (other.start, other.end) == (this.start, this.end):
            return f"Another report of these services is for {printed(this.start, this.end)} too."
        if this.start <= other.end and other.start <= this.end:
            twice = printed(max(this.start, other.start), min(this.end, other.end))
            return f"{twice} is in another report too, the one for {other.label}."
    return ""


def _whole_months(start: date, next_start: date) -> int:
    """How many months lie between two days of the month that are the same; 0 if it is not so."""
    if start.day != next_start.day:
        return 0
    return (next_start.year - start.year) * 12 + next_start.month - start.month


def _day(day: date) -> str:
    return printed(day, day)
