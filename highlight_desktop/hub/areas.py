"""Knows whom a return is from: which of the service areas expected it names, and which it does not.

Nothing is guessed. A name counts when it is the very one in the list but for how it is typed. A
return that names several is taken apart where people put a mark or an "and" between names, and
only into names that are all in the list; the longest names win, so that "Parks and Rivers" is one
service area where one is called so.
"""

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from highlight_desktop.store.expectations import service_key

_BETWEEN = re.compile(r"\s*[;,|/+\n]\s*|\s+and\s+")
"""What may stand between two names, in a service key."""
_SURELY_BETWEEN = re.compile(r"\s*[;|\n]\s*")
"""What stands between two names and in none."""
_MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Naming:
    """The service areas that a return names."""

    expected: tuple[str, ...] = ()
    """The keys of those in the list."""
    others: tuple[str, ...] = ()
    """The names of those nobody expects."""


def named(typed: str, expected: Collection[str]) -> Naming:
    """Which service areas stand in a header field; `expected` are the keys in the list."""
    whole = _all_expected(service_key(typed), expected)
    if whole:
        return Naming(whole)
    found, others = list[str](), list[str]()
    for piece in _SURELY_BETWEEN.split(typed):
        known = _all_expected(service_key(piece), expected)
        found += known
        if not known and piece.strip():
            others.append(piece.strip())
    return Naming(tuple(dict.fromkeys(found)), tuple(others)) if found else Naming((), (typed,))


def nearest(name: str, expected: Collection[str]) -> str:
    """The key in the list that is most like a name, to be asked about; empty when none is."""
    return _nearest(service_key(name), tuple(expected))


@lru_cache(maxsize=1_000)
def _nearest(key: str, expected: tuple[str, ...]) -> str:
    """Kept, for a name that nobody expects comes in every period, and 400 take 6 ms to compare."""
    return next(iter(difflib.get_close_matches(key, expected, 1, 0.75)), "")


def _all_expected(key: str, expected: Collection[str]) -> tuple[str, ...]:
    """The keys that make up this one, every piece of it; empty when one piece is in no list."""
    if key in expected:
        return (key,)
    marks = [(0, 0), *(found.span() for found in _BETWEEN.finditer(key)), (len(key), len(key))]
    if len(marks) > _MOST_PIECES:
        return ()
    return _cover(key, marks, expected)


def _cover(
    key: str, marks: Sequence[tuple[int, int]], expected: Collection[str]
) -> tuple[str, ...]:
    """The fewest names that fill the key from one mark to the next; each mark is its two ends."""
    last = len(marks) - 1

    @cache
    def best(begin: int) -> tuple[str, ...] | None:
        if begin == last:
            return ()
        ways = []
        for end in range(begin + 1, last + 1):
            name = key[marks[begin][1] : marks[end][0]]
            rest = best(end) if name in expected else None
            if rest is not None:
                ways.append((name, *rest))
        return min(ways, key=len, default=None)

    return best(0) or ()
