"""Knows the arithmetic of days: how long a week, a fortnight or a month is from a given day."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from highlight_desktop.errors import PeriodError
from highlight_desktop.report.calendar_words import Span, printed

_DAY = timedelta(days=1)
_MOST_TIMES = 60
"""How many weeks or months "weeks" may be at most; more than a year of either."""


class Stretch(NamedTuple):
    """Whole days, both ends included."""

    start: date
    end: date

    def __str__(self) -> str:
        return printed(self.start, self.end)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return monthrange(year, month)[1]


def months_ahead(start: date, months: int) -> date:
    """The last day of so many months from a first day: 30 June for one month from 1 June."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day > days_in_month(year, month + 1):
        return date(year, month + 1, days_in_month(year, month + 1))
    return date(year, month + 1, start.day) - _DAY


def months_back(end: date, months: int) -> date:
    """The first day of so many months up to a last day: 1 June for one month up to 30 June."""
    year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
    longest = days_in_month(year, month + 1)
    at_month_end = end.day == days_in_month(end.year, end.month)
    return date(year, month + 1, longest if at_month_end else min(end.day, longest)) + _DAY


def checked(days: Stretch) -> Stretch:
    """The same days, when they are in order and in this century. Raises PeriodError."""
    if days.end < days.start:
        raise PeriodError(
            f"It ends on {printed(days.end, days.end)}, before it starts on "
            f"{printed(days.start, days.start)}.",
            "Type the earlier day first.",
        )
    if days.start.year < 2000 or days.end.year > 2099:
        raise PeriodError(f"{days} is not between 2000 and 2099.", "Correct the year.")
    return days


def check_follows(before: Stretch, after: Stretch) -> None:
    """Raise PeriodError unless one stretch starts on the day after the other ends."""
    if after.start - _DAY > before.end:
        gap = Stretch(before.end + _DAY, after.start - _DAY)
        raise PeriodError(
            f"{gap} would be left out between them.",
            "Type “to” between the first and the last day.",
        )
    if after.start <= before.end:
        raise PeriodError(f"{after} does not come after {before}.", "Type the earlier days first.")


def spanned(days: Stretch, span: Span | None, *, whole_months: bool) -> Stretch:
    """The week, fortnight or month that begins or ends there.

    Raises PeriodError when a length of days is counted from a whole month, or a length that
    is only named does not agree.
    """
    if span is None:
        return days
    if whole_months and not span.way:
        return _agreed(days, span)
    if whole_months and span.days:
        raise PeriodError(f"“{span.name}” needs a day.", "Type it like “w/c 8 June 2020”.")
    if span.way == "ends":
        return Stretch(_first(days.end, span), days.end)
    return Stretch(days.start, _last(days.start, span))


def between(days: Stretch, first: Span | None, last: Span | None) -> Stretch:
    """From one day to another where a length is written beside either.

    "w/c 8 June to w/c 15 June" and "weeks commencing 8 to 15 June" both end on 21 June, while
    "fortnight 8 to 21 June" must be right. Raises PeriodError when it is not.
    """
    if last and last.way:
        start = _first(days.start, first) if first and first.way == "ends" else days.start
        return Stretch(start, days.end if last.way == "ends" else _last(days.end, last))
    span = first or last
    if span is None:
        return days
    apart = (days.end - days.start).days
    if span.several and span.way and span.days and apart % span.days == 0:
        if span.way == "ends":
            return Stretch(_first(days.start, span), days.end)
        return Stretch(days.start, _last(days.end, span))
    return _agreed(days, span)


def _first(end: date, span: Span) -> date:
    return months_back(end, span.months) if span.months else end - _DAY * (span.days - 1)


def _last(start: date, span: Span) -> date:
    return months_ahead(start, span.months) if span.months else start + _DAY * (span.days - 1)


def _agreed(days: Stretch, span: Span) -> Stretch:
    for times in range(1, _MOST_TIMES if span.any_number else 2):
        several = replace(span, days=span.days * times, months=span.months * times)
        if _last(days.start, several) == days.end:
            return days
    count = (days.end - days.start).days + 1
    length = f"{span.days} days" if span.days else f"{span.months} months"
    raise PeriodError(
        f"{days} is {count} days, but “{span.name}” means {length}{' each' * span.any_number}.",
        "Correct the dates, or leave out the length.",
    )
