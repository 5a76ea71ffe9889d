"""Knows whether a weekday written beside a date is the weekday of that date."""

import re
from collections.abc import Iterator
from datetime import date

from highlight_desktop.report.calendar_words import MONTHS, WEEKDAYS
from highlight_desktop.report.remark import Remark

CODE = "weekday"
_NEAR_DAYS = 91
"""A date without a year is near the report's period, by a quarter of a year at most."""

_DAY_NAME = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|days?|sday|nesday|rsday|urday)?\b\.?,?\s(?=[^\W_])",
    re.I,
)
_DAY = r"(?:the\s)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?:of\s)?(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,?\s(?P<year>(?:19|20)[0-9]{2})\b)?"
_DATES = tuple(
    re.compile(written, re.I)
    for written in (
        rf"{_DAY}\s{_MONTH}{_YEAR}",
        rf"{_MONTH}\s{_DAY}\b{_YEAR}",
        r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)"
        r"(?P<year>(?:19|20)?[0-9]{2})\b(?![/.-][0-9])",
    )
)
_DAY_NUMBER = {name[:3].casefold(): number for number, name in enumerate(WEEKDAYS)}
_MONTH_NUMBER = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}


def remarks(text: str, near: tuple[date, date] | None) -> list[Remark]:
    """Weekdays in a line of text that are not those of their dates; nothing is mended.

    A date without a year is checked when just one such day is near the first and last day of
    `near`, the report's period; with `near` None it is left alone.
    """
    return list(_wrong(text, near))


def _wrong(text: str, near: tuple[date, date] | None) -> Iterator[Remark]:
    for name in _DAY_NAME.finditer(text):
        written = next(filter(None, (form.match(text, name.end()) for form in _DATES)), None)
        meant = written and _meant(written, near)
        if written and meant and meant.weekday() != _DAY_NUMBER[name[1].casefold()]:
            said = text[name.start() : written.end()]
            shown = f"“{said}” falls on a {WEEKDAYS[meant.weekday()]}"
            yield Remark(CODE, name.start(), written.end(), shown)


def _meant(match: re.Match[str], near: tuple[date, date] | None) -> date | None:
    month = _MONTH_NUMBER.get(match["month"][:3].casefold()) or int(match["month"])
    day = int(match["day"])
    if match["year"]:
        year = int(match["year"])
        return _date(year + 2000 if year < 100 else year, month, day)
    if near is None:
        return None
    years = range(near[0].year - 1, near[1].year + 2)
    dates = [each for year in years if (each := _date(year, month, day))]
    close = [each for each in dates if _days_away(each, near) <= _NEAR_DAYS]
    return close[0] if len(close) == 1 else None


def _days_away(day: date, near: tuple[date, date]) -> int:
    return max(0, (near[0] - day).days, (day - near[1]).days)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
