"""Knows the ways people write pounds, and when one report mixes them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from highlight_desktop.report.remark import Remark

CODE = "money-two-ways"
_FIGURE = re.compile(
    r"£\s?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:\.[0-9]{1,3})?)"
    r"(?:\s?(?P<unit>k|m|mn|bn|thousand|million|billion)\b)?(?![\w,.]*[0-9])",
    re.I,
)
_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_WORTH = {
    **dict.fromkeys(("k", "thousand"), _THOUSAND),
    **dict.fromkeys(("m", "mn", "million"), _MILLION),
    **dict.fromkeys(("bn", "billion"), _BILLION),
}


def two_ways(lines: Iterable[str]) -> tuple[int, Remark] | None:
    """The first figure written in a second way, as (number of the line, remark), or None.

    Only like figures are held against each other: thousands with thousands, millions with
    millions, and of those in full only the round ones, which could have been written short.
    """
    ways: dict[int, dict[str, str]] = {}
    for number, line in enumerate(lines):
        for match in _FIGURE.finditer(line) if "£" in line else ():
            size, way = _size_and_way(match)
            if not size:
                continue
            known = ways.setdefault(size, {})
            if known and way not in known:
                shown = f"“{next(iter(known.values()))}” and “{match.group()}”"
                return number, Remark(CODE, *match.span(), shown)
            known[way] = match.group()
    return None


def _size_and_way(match: re.Match[str]) -> tuple[int, str]:
    """What a figure is counted in, 0 when there is nothing to compare; and how it is written."""
    unit = (match["unit"] or "").casefold()
    if unit:
        return _WORTH[unit], unit
    value = Decimal(match["number"].replace(",", ""))
    size = next((each for each in (_BILLION, _MILLION, _THOUSAND) if value >= each), 0)
    # In full: £1,200,000 could be £1.2m and £86,400 £86.4k, but £7,250 is as short as it gets.
    could_be_short = size and value % (size // (10 if size == _THOUSAND else 100)) == 0
    return (size if could_be_short else 0), "," if "," in match["number"] else "digits"
