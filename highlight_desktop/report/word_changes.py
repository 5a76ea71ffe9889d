"""Knows which words of a line are new and which are gone, in time that long lines cannot run away.

The words themselves are compared by `difflib`. Its work grows with how often the same words
stand on both sides; that is known beforehand, and a line too long for it is cut into
sentences first.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_WORD = re.compile(r"\s+|\w+(?:[.,:'’/-]\w+)*|[^\w\s]")
"""A stretch of space, a word ("1,260", "14/06/2020", "don’t", "e-mail") or one other mark."""
_SENTENCE = re.compile(r".+?(?:[.!?;:]\s+|$)", re.DOTALL)
_MOST_STEPS = 10_000
"""How many pairs of equal words `difflib` may look at in one go.

About a thousand words of English; at its worst, words that only repeat, 20 ms.
"""


class PieceState(StrEnum):
    """What became of some words; the values are those of the command line's JSON."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand together and share their fate. Never empty."""

    text: str
    state: PieceState


Pieces = tuple[Piece, ...]
"""A line and what it was before: without the added it is the old one, without the removed the new.

Where words were replaced, what is gone comes before what is new.
"""


def pieces(before: str, after: str) -> Pieces:
    """What changed from one line to another, word by word."""
    return _joined(_compared(_WORD.findall(before), _WORD.findall(after)))


def text_before(changed: Pieces) -> str:
    """The old line."""
    return "".join(piece.text for piece in changed if piece.state is not PieceState.ADDED)


def text_after(changed: Pieces) -> str:
    """The new line."""
    return "".join(piece.text for piece in changed if piece.state is not PieceState.REMOVED)


def pair_up(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Positions of equal things, wherever they stand: the first to the first, and so on."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for number, each in enumerate(before):
        waiting[each].append(number)
    return [(waiting[each].popleft(), number) for number, each in enumerate(after) if waiting[each]]


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs that stand in the same order on both sides.

    `pairs` are in the order of their second number, and no number comes twice on a side.
    """
    # Longest increasing subsequence: for each length, which pair ends the lowest such row.
    lowest: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for number, (before, _) in enumerate(pairs):
        length = bisect_left(lowest, before)
        previous.append(ends[length - 1] if length else None)
        lowest[length : length + 1] = [before]
        ends[length : length + 1] = [number]
    kept: list[tuple[int, int]] = []
    step = ends[-1] if ends else None
    while step is not None:
        kept.append(pairs[step])
        step = previous[step]
    return kept[::-1]


def _compared(before: list[str], after: list[str]) -> Iterator[Piece]:
    """Word by word if that is cheap; else sentence by sentence; else one for the other."""
    lead = _shared_lead(before, after)
    tail = _shared_lead(before[lead:][::-1], after[lead:][::-1])
    gone, new = before[lead : len(before) - tail], after[lead : len(after) - tail]
    yield Piece("".join(before[:lead]), PieceState.SAME)
    if _steps(gone, new) <= _MOST_STEPS:
        yield from _word_by_word(gone, new)
    else:
        yield from _sentence_by_sentence("".join(gone), "".join(new))
    yield Piece("".join(before[len(before) - tail :]), PieceState.SAME)


def _shared_lead(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one != other),
        min(len(before), len(after)),
    )


def _steps(before: list[str], after: list[str]) -> int:
    """How many pairs of equal words there are, spaces not counted."""
    there = Counter(after)
    return sum(count * there[word] for word, count in Counter(before).items() if word.strip())


def _word_by_word(before: list[str], after: list[str]) -> Iterator[Piece]:
    """Spaces are no landmarks: they match only where they lie between words that do."""
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for _, was, was_end, now, now_end in matcher.get_opcodes():
        old, new = "".join(before[was:was_end]), "".join(after[now:now_end])
        yield from _replaced(old, new)


def _sentence_by_sentence(before: str, after: str) -> Iterator[Piece]:
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    was = now = 0
    for was_next, now_next in (*in_order(pair_up(old, new)), (len(old), len(new))):
        gone, come = _WORD.findall("".join(old[was:was_next])), "".join(new[now:now_next])
        words = _WORD.findall(come)
        if _steps(gone, words) <= _MOST_STEPS:
            yield from _word_by_word(gone, words)
        else:
            yield from _replaced("".join(gone), come)
        if was_next < len(old):
            yield Piece(old[was_next], PieceState.SAME)
        was, now = was_next + 1, now_next + 1


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece(old, PieceState.SAME)
    else:
        yield Piece(old, PieceState.REMOVED)
        yield Piece(new, PieceState.ADDED)


def _joined(parts: Iterator[Piece]) -> Pieces:
    """Neighbours of one kind as one piece."""
    groups = groupby((part for part in parts if part.text), lambda part: part.state)
    return tuple(Piece("".join(part.text for part in group), state) for state, group in groups)
