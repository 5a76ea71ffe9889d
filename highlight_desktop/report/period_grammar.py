"""Knows how the words of a date make the days of a period, and which rule a bad one breaks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise, product

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import stretch
from highlight_desktop.report.calendar_words import Span, Token, tokens
from highlight_desktop.report.period_point import Point, days_of, month_and_year, points_of
from highlight_desktop.report.stretch import Stretch
from highlight_desktop.report.text import one_line

LONGEST = 200
"""Characters. Every period anyone meant is shorter; a pasted paragraph is not one."""
_MOST_READINGS = 64
"""Of a text that can be cut in many ways; real ones have fewer than ten."""
_MOST_QUOTED = 60
_EXAMPLE = "Type it like “8 to 21 June 2020”."


Reading = list[tuple[Point, ...]]
"""Stretches that follow one another ("w/c 8 and 15 June"), each one point or two."""


class _UnlikelyError(PeriodError):
    """A reading so unlikely that the fault of any other is the better thing to say."""


def understand(typed: str) -> Stretch:
    """The first and last day of what was typed. Raises PeriodError saying what is wrong with it."""
    said = one_line(typed)
    if not said:
        raise PeriodError("The reporting period is empty.", _EXAMPLE)
    if len(typed) > LONGEST:
        raise PeriodError(f"A reporting period has at most {LONGEST} characters.", _EXAMPLE)
    if len(said) > _MOST_QUOTED:
        said = said[: _MOST_QUOTED - 1] + "…"
    words = tokens(typed)
    kinds = "".join(token.kind for token in words)
    _check_both_ends(kinds, said)
    _check_week_number(words, kinds)
    errors: list[PeriodError] = []
    for reading in _readings(words):
        try:
            days = _settle(reading)
            _check_closed(words, reading, said)
            return days
        except PeriodError as error:
            errors.append(error)
    errors.append(_UnlikelyError(f"“{said}” cannot be understood as a reporting period.", _EXAMPLE))
    raise min(errors, key=lambda error: isinstance(error, _UnlikelyError))


def _check_week_number(words: list[Token], kinds: str) -> None:
    numbered = re.fullmatch("SD(?:[-t&]D)?Y?|SD[-/]Y|Y[-/]?SD", kinds.replace(",", ""))
    if numbered and any(token.span and token.span.days in (7, 14) for token in words):
        raise PeriodError(
            "Weeks are told by a date, not by a number.",
            "Type the day on which it begins, like “w/c 8 June 2020”.",
        )


def _check_both_ends(kinds: str, said: str) -> None:
    if kinds[:1] in ("t", "&"):
        raise PeriodError(f"“{said}” does not say where the period starts.", _EXAMPLE)
    if kinds[-1:] in ("t", "&", "-", "/", "f", "b"):
        raise PeriodError(f"“{said}” does not say where the period ends.", _EXAMPLE)


def _check_closed(words: list[Token], reading: Reading, said: str) -> None:
    points = [point for points in reading for point in points]
    alone = len(points) == 1 and not points[0].span and not points[0].april
    if alone and words[0].kind in ("f", "b"):
        raise PeriodError(f"“{said}” does not say where the period ends.", _EXAMPLE)


# ---- From tokens to points ------------------------------------------------------------------


def _readings(words: list[Token]) -> Iterator[Reading]:
    """Every way to cut the tokens into points, the most likely first."""
    kinds = [token.kind for token in words]
    if "b" in kinds and "&" in kinds[kinds.index("b") :]:
        words[kinds.index("&", kinds.index("b"))] = Token("t")
    words = _weekdays_to_their_ends([token for token in words if token.kind not in "fb"])
    for breaks in ("&", "&,") if "," in kinds else ("&",):
        choices = [_one_or_two(part) for part in _split(words, breaks)]
        if choices:
            yield from map(list, islice(product(*choices), _MOST_READINGS))


def _weekdays_to_their_ends(words: list[Token]) -> list[Token]:
    """Move "Monday to Sunday" before or after two dates to the dates they belong to."""
    kinds = "".join(token.kind for token in words)
    if re.match("W[-t]W,?[^WDM]*[DM]", kinds):
        return [words[0], *words[3:], words[2]]
    if re.search("[DMY],?W[-t]W$", kinds):
        return [words[-3], *words[:-3], words[-1]]
    return words


def _split(words: list[Token], breaks: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in words:
        if token.kind in breaks:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _one_or_two(words: list[Token]) -> list[tuple[Point, ...]]:
    found: list[tuple[Point, ...]] = [(point,) for point in points_of(words)]
    for index, token in enumerate(words):
        if token.kind in "-/t":
            found += product(points_of(words[:index]), points_of(words[index + 1 :]))
    return found


# ---- From points to days --------------------------------------------------------------------


def _settle(reading: Reading) -> Stretch:
    """The days of one reading. Raises PeriodError for the first rule it breaks."""
    points = iter(_fill([point for points in reading for point in points]))
    stretches = []
    said_span: Span | None = None
    for length in map(len, reading):
        first, *rest = islice(points, length)
        if first.span is None and said_span and not first.months:
            first = replace(first, span=said_span)
        said_span = first.span if first.span and first.span.way else None
        stretches.append(_stretch(first, *rest))
    for before, after in pairwise(stretches):
        stretch.check_follows(before, after)
    return stretch.checked(Stretch(stretches[0].start, stretches[-1].end))


def _fill(points: list[Point]) -> list[Point]:
    """Give each point the month and year it shares with its neighbour, the next one first."""
    points = list(points)
    for share in (_share_month, _share_year):
        for index in reversed(range(len(points) - 1)):
            points[index] = share(points[index], points[index + 1], -1)
        for index in range(1, len(points)):
            points[index] = share(points[index], points[index - 1], 1)
    _check_alike(points)
    month_and_year(points[-1])
    return points


def _share_month(point: Point, neighbour: Point, _step: int) -> Point:
    if point.month is None and neighbour.day is not None:
        return replace(point, month=neighbour.month)
    return point


def _share_year(point: Point, neighbour: Point, step: int) -> Point:
    """The neighbour's year, or the one beside it when the months run past a New Year."""
    if point.year is not None or neighbour.year is None or not (point.month and neighbour.month):
        return point
    if neighbour.april:
        return replace(point, year=neighbour.year, april=True)
    if point.april:
        return point
    turned = (neighbour.month - point.month) * step > 0
    return replace(point, year=neighbour.year + step * turned)


def _check_alike(points: list[Point]) -> None:
    """Refuse readings whose ends do not match, such as a day and a whole month."""
    if any(point.month is None for point in points):
        raise _UnlikelyError("The month is missing.", _EXAMPLE)
    if len({point.months for point in points}) > 1:
        raise _UnlikelyError(
            "The two ends are not alike: one has a day, the other has not.",
            "Type the day, the month and the year of both.",
        )
    if len(points) > 1 and all(point.months == 12 and not point.april for point in points):
        raise PeriodError(
            "These years may start in January or in April.",
            "Type the first and the last day, or an April year like “2020/21”.",
        )
    if len(points) == 1 and points[0].april and not points[0].months:
        raise _UnlikelyError(f"{points[0]} has two years.", _EXAMPLE)
    if all(point.doubtful for point in points) and not _turns_the_year(points):
        raise _UnlikelyError(f"{points[0]} may have a year or a day after it.", _EXAMPLE)


def _turns_the_year(points: list[Point]) -> bool:
    """Only when the second number is the next year's can "Dec 20/Jan 21" mean nothing else."""
    if len(points) != 2:
        return False
    first, second = points
    return (second.year or 0) - (first.year or 0) == 1 and (second.month or 0) < (first.month or 0)


def _stretch(first: Point, last: Point | None = None) -> Stretch:
    start = days_of(first)
    if last is None:
        return stretch.spanned(start, first.span, whole_months=first.months > 0)
    whole = stretch.checked(Stretch(start.start, days_of(last).end))
    return stretch.between(whole, first.span, last.span)
