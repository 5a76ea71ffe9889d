"""Knows what one end of a period looks like in words and numbers, and the days it stands for."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from highlight_desktop.errors import PeriodError
from highlight_desktop.report.calendar_words import MONTHS, WEEKDAYS, Span, Token, printed
from highlight_desktop.report.stretch import Stretch, days_in_month, months_ahead


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a period as written; None is what the other end must say."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    months: int = 0
    """How many whole months are meant; 0 for a day."""
    april: bool = False
    """The year is an April year: its January to March belong to the next calendar year."""
    doubtful: bool = False
    """The year may as well be a day, as in "June 20"."""
    fault: PeriodError | None = None
    """Why a point of the right shape cannot be meant."""
    weekdays: tuple[int, ...] = ()
    span: Span | None = None

    def __str__(self) -> str:
        if self.months in (3, 6):
            part = "Q" if self.months == 3 else "H"
            return f"{part}{((self.month or 0) - 4) % 12 // self.months + 1}"
        month = MONTHS[self.month - 1] if self.month and self.month <= 12 else ""
        return " ".join(filter(None, ("" if self.day is None else str(self.day), month)))


# What the tokens of one point look like, and what each number or name in it means:
# d day, m month, y year, s year of two digits, S the same where it may be a day, q quarter or
# half, a and e the two years of an April year, x a single year where an April year is needed.
_SHAPES = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        ("D[-/]?M[-/]?Y", "dmy"),
        ("D[-/]?M[-/]?D", "dms"),
        ("D[-/]?M", "dm"),
        ("M[-/]?D[-/]?Y", "mdy"),
        ("M[-/]?D", "md"),
        ("M[-/]?D", "mS"),
        ("M[-/]?Y", "my"),
        ("M", "m"),
        (r"D([-/]?)D\1Y|D/DY", "dmy"),
        (r"D([-/]?)D\1D", "dms"),
        ("D[-/]?D", "dm"),
        ("D/D", "mS"),
        ("DY", "dy"),
        ("D[-/]?Y", "my"),
        (r"Y([-/]?)[DM]\1D", "ymd"),
        ("YM", "ym"),
        ("D", "d"),
        ("Y", "y"),
        ("F?Y[-/t][YD]|FD[-/]D", "ae"),
        ("Y[-/]?D", "ym"),
        ("DMY[-/][YD]", "dmae"),
        ("MY[-/][YD]", "mae"),
        ("F?QY[-/t][YD]|F?QD[-/]D", "qae"),
        ("F?Y[-/t][YD][-/]?Q|FD[-/]DQ", "aeq"),
        ("Q", "q"),
        ("F?Q[-/]?Y", "qx"),
        ("F?Y[-/]?Q", "xq"),
        ("FY", "x"),
    )
)


@lru_cache(maxsize=256)
def _meanings(kinds: str) -> tuple[str, ...]:
    return tuple(meaning for pattern, meaning in _SHAPES if pattern.fullmatch(kinds))


def points_of(words: list[Token]) -> list[Point]:
    """What a few tokens can mean as one point, the most likely first; often nothing."""
    spans = [token.span for token in words[:1] + words[1:][-1:] if token.span]
    bare = [token for token in words if token.kind not in "WS,"]
    kinds = "".join(token.kind for token in bare)
    if "F" in kinds:
        kinds = "F" + kinds.replace("F", "")
    if len(spans) != sum(token.kind == "S" for token in words) or len(spans) > 1:
        return []
    values = [token for token in bare if token.kind in "DMYQ"]
    weekdays = tuple(token.value for token in words if token.kind == "W")
    found = []
    for meaning in _meanings(kinds.strip("-") if spans else kinds.lstrip("-")):
        point = _point(meaning, values)
        if point and not (weekdays and point.months):
            found.append(replace(point, weekdays=weekdays, span=spans[0] if spans else None))
    return found


def _point(meaning: str, values: list[Token]) -> Point | None:
    """A point from its numbers and names, or None when they cannot mean that."""
    part = dict(zip(meaning, values, strict=True))
    if any(token.ordinal for name, token in part.items() if name != "d"):
        return None
    number = {name: token.value for name, token in part.items()}
    day, month, year = number.get("d"), number.get("m"), number.get("y")
    if "s" in part or "S" in part:
        year = 2000 + number.get("s", number.get("S", 0))
    if "S" in part and part["m"].kind == "D" and not (number["m"] <= 12 < number["S"]):
        return None
    if "q" in part or "a" in part or "x" in part:
        return _april_point(part, number)
    if meaning == "y":
        return Point(None, 1, year, months=12)
    return Point(day, month, year, months=0 if "d" in part else 1, doubtful="S" in part)


def _april_point(part: dict[str, Token], number: dict[str, int]) -> Point:
    """Quarters, halves, whole April years, and the months of one."""
    year, fault = number.get("a"), None
    if year is not None:
        year += 0 if year >= 2000 else 2000
        if number["e"] not in (year + 1, (year + 1) % 100):
            fault = PeriodError(
                f"{year} and {number['e']:02} do not follow one another.",
                f"Type an April year like “{year}/{(year + 1) % 100:02}”.",
            )
    months = part["q"].months if "q" in part else 1 if "m" in part else 12
    month = number.get("m", (number.get("q", 0) + 3) % 12 + 1)
    point = Point(None, month, year, months, april=True, fault=fault)
    if "d" in part:
        return replace(point, day=number["d"], months=0)
    if "x" in part:
        ends = [f"{first}/{(first + 1) % 100:02}" for first in (number["x"] - 1, number["x"])]
        name = str(point) if "q" in part else "The year"
        fault = PeriodError(
            f"{name} {number['x']} may be in {ends[0]} or in {ends[1]}, which start in April.",
            f"Type “{ends[0]}” or “{ends[1]}” for the year.",
        )
    return replace(point, fault=fault)


def month_and_year(point: Point) -> tuple[int, int]:
    """Both, once they are known to be there. Raises PeriodError when they are not."""
    if point.fault:
        raise point.fault
    if not point.month or point.month > 12:
        raise _no_such_month(point.day or 0, point.month or 0)
    if point.year is None:
        example = "2020/21" if point.april else "2020"
        raise PeriodError(f"{point} has no year.", f"Add it, like “{point} {example}”.")
    return point.month, point.year


def days_of(point: Point) -> Stretch:
    """The days of one point. Raises PeriodError when the calendar has no such day or month."""
    month, year = month_and_year(point)
    year += point.april and month < 4
    if point.months:
        start = date(year, month, 1)
        return Stretch(start, months_ahead(start, point.months))
    longest = days_in_month(year, month)
    if not point.day or point.day > longest:
        raise PeriodError(
            f"There is no {point} {year}: {MONTHS[month - 1]} {year} has {longest} days.",
            "Correct the day.",
        )
    day = date(year, month, point.day)
    for weekday in point.weekdays:
        if weekday != day.weekday():
            raise PeriodError(
                f"{printed(day, day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.",
                "Correct the day or the weekday.",
            )
    return Stretch(day, day)


def _no_such_month(day: int, month: int) -> PeriodError:
    remedy = "Correct the month."
    if 1 <= day <= 12 and month <= 31:
        remedy = f"If the month came first, type “{month} {MONTHS[day - 1]}”."
    elif month == day + 1:
        remedy = f"If you mean the April year, type “20{day}/{month}”."
    return PeriodError(f"There is no month {month}; dates are read day first.", remedy)
