"""Knows which row of a table became which: what was changed, removed, added and moved."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from highlight_desktop.verification.verdict import Alteration

Texts = tuple[str, ...]

_ALIKE: Sequence[Callable[[Texts], Hashable]] = (
    lambda texts: texts[:-1],
    lambda texts: texts[0],
    lambda texts: texts[-1],
)
"""What shows that two rows are one and the same, changed: the surest sign first.

All but the text, then the number or id in front, then the text.
"""


class Row(NamedTuple):
    """One row: where it stands, and its text in each column."""

    number: int
    """In the file, from 1; 0 for a row as it should be."""
    texts: Texts


class Altered(NamedTuple):
    """One row that is not as it should be; `was` or `now` is None when there is none."""

    what: Alteration
    was: Row | None
    now: Row | None


def alterations(meant: Sequence[Row], found: Sequence[Row]) -> list[Altered]:
    """Every row that is not as meant: those that are found from top to bottom, then the rest."""
    stands_for = _partners(meant, found)
    moved = _moved([at for at in stands_for if at is not None])
    altered = []
    for row, at in zip(found, stands_for, strict=True):
        if at is None:
            altered.append(Altered(Alteration.ADDED, None, row))
            continue
        if meant[at].texts != row.texts:
            altered.append(Altered(Alteration.CHANGED, meant[at], row))
        if at in moved:
            altered.append(Altered(Alteration.MOVED, meant[at], row))
    there = set(stands_for)
    removed = [row for at, row in enumerate(meant) if at not in there]
    return altered + [Altered(Alteration.REMOVED, row, None) for row in removed]


def _partners(meant: Sequence[Row], found: Sequence[Row]) -> list[int | None]:
    """For each row found, the place of the row it stands for; each is stood for once."""
    partners: list[int | None] = [None] * len(found)
    for key in (lambda texts: texts, *_ALIKE):
        taken = set(partners)
        left: dict[Hashable, deque[int]] = defaultdict(deque)
        for at, row in enumerate(meant):
            if at not in taken:
                left[key(row.texts)].append(at)
        for number, row in enumerate(found):
            if partners[number] is None and (same := left.get(key(row.texts))):
                partners[number] = same.popleft()
    return partners


def _moved(numbers: Sequence[int]) -> set[int]:
    """The fewest of them that must have moved; both, where two changed places."""
    pairs = zip(numbers, sorted(numbers), strict=True)
    out_of_place = {number for number, right in pairs if number != right}
    return out_of_place if len(out_of_place) == 2 else set(numbers) - _longest_rise(numbers)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest choice of them that rises: the rows that did not move."""
    lowest_ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(lowest_ends, number)
        before[number] = lowest_ends[at - 1] if at else None
        lowest_ends[at : at + 1] = [number]
    rise = set()
    last = lowest_ends[-1] if lowest_ends else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise
