"""Knows how text is set: words into lines, lines into blocks, blocks on to pages.

Nothing here reads markup or knows of a PDF. Everything is linear in the length of the
text, so that one paragraph of 200,000 characters takes as long as many short ones.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, pairwise
from typing import NamedTuple

_TOGETHER = 2
"""How many lines of a block are at least kept on a page: no widows, no orphans."""
_ROUNDING_PT = 0.01
_ROUNDING = 1e-6
"""What adding up the widths of a long text may be out by."""
_SPACES = re.compile(" +")


class Run(NamedTuple):
    """Some text in one face."""

    text: str
    face: str
    link: str = ""
    """Where it leads when clicked; empty for most text."""


Line = tuple[Run, ...]
"""Runs that stand beside each other on one line."""

Widths = Callable[[str, str], Iterable[float]]
"""The width of each letter of a text in a face."""


class Span(NamedTuple):
    """A line and where it begins, in points from the left edge of the text."""

    x_pt: float
    line: Line
    cell: int = 0
    """Which of the things that stand beside each other in its block it belongs to."""


Row = tuple[Span, ...]
"""What stands at one height: a line, a bullet mark and a line, or two cells of a table."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of block is set; all lengths in points."""

    size_pt: float = 12
    leading_pt: float = 17
    """From one line to the next."""
    before_pt: float = 0
    after_pt: float = 6
    """The space to the next block is the larger of its before and this after."""
    bold: bool = False
    colour: str = "#1d2329"
    keeps_next: bool = False
    """True for headings: never the last thing on a page."""
    rule_below: bool = False
    pad_pt: float = 0
    """Space between the lines and the rule below, and the same above the lines."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, bullet or table row, set in lines."""

    style: Style
    rows: tuple[Row, ...]
    source: object
    """What was set; never looked at here."""
    begins_page: bool = False
    """True where a new page begins with it."""

    @property
    def height_pt(self) -> float:
        """How tall it is when it is not cut."""
        return len(self.rows) * self.style.leading_pt + 2 * self.style.pad_pt


@dataclass(frozen=True, slots=True)
class Placed:
    """Some rows of a block on a page."""

    block: Block
    rows: tuple[Row, ...]
    top_pt: float
    """From the top edge of the text down to the block."""
    is_first: bool
    is_last: bool
    """False while more of the block follows on the next page."""


def break_lines(runs: Sequence[Run], width: float, widths: Widths) -> list[Line]:
    """Set runs in lines, broken at spaces; a word wider than the line is cut where it must be.

    Lines hold every character: the spaces at which a line was broken stand at its end, where
    nobody sees them and a screen reader finds them. At least one line comes back, empty for
    no text. The width is in the unit that `widths` measures in.
    """
    joined = _joined(runs)
    text = "".join(run.text for run in joined)
    letters = chain.from_iterable(widths(run.text, run.face) for run in joined)
    reached = list(accumulate(letters, initial=0.0))
    ends = [0]
    while ends[-1] < len(text):
        ends.append(_line_end(text, ends[-1], width, reached))
    return _cut(joined, ends) or [()]


def paginate(blocks: Sequence[Block], height_pt: float) -> list[list[Placed]]:
    """Put blocks on pages, headings with what follows them. At least one page comes back."""
    pages: list[list[Placed]] = [[]]
    down_pt = after_pt = 0.0
    for block, needed_pt in zip(blocks, _room_to_begin(blocks, height_pt), strict=True):
        if pages[-1]:
            down_pt += max(after_pt, block.style.before_pt)
            if block.begins_page or down_pt + needed_pt > height_pt + _ROUNDING_PT:
                pages.append([])
                down_pt = 0.0
        first = 0
        while first < len(block.rows):
            last = _rows_that_fit(block, first, height_pt - down_pt)
            is_last = last == len(block.rows)
            rows = block.rows[first:last]
            pages[-1].append(Placed(block, rows, down_pt, first == 0, is_last))
            down_pt += len(rows) * block.style.leading_pt + 2 * block.style.pad_pt
            if not is_last:
                pages.append([])
                down_pt = 0.0
            first = last
        after_pt = block.style.after_pt
    return pages


def _line_end(text: str, start: int, width: float, reached: Sequence[float]) -> int:
    """Where a line ends that begins at `start`; `reached[n]` is how far the first n letters go."""
    fits = bisect_right(reached, reached[start] + width + _ROUNDING, lo=start) - 1
    if fits == len(text):
        return fits
    if spaces := _SPACES.match(text, fits):
        return spaces.end()
    if after_space := text.rfind(" ", start, fits) + 1:
        return after_space
    end = max(fits, start + 1)
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _cut(runs: Sequence[Run], ends: Sequence[int]) -> list[Line]:
    """The runs in lines; `ends` are where they begin and end, in letters of them all."""
    if len(runs) == 1:
        text, face, link = runs[0]
        return [(Run(text[start:end], face, link),) for start, end in pairwise(ends)]
    lines: list[list[Run]] = [[] for _ in ends[1:]]
    number = begin = 0
    for text, face, link in runs:
        done = 0
        while done < len(text):
            end = min(ends[number + 1] - begin, len(text))
            lines[number].append(Run(text[done:end], face, link))
            number += begin + end == ends[number + 1]
            done = end
        begin += len(text)
    return [tuple(line) for line in lines]


def _joined(runs: Iterable[Run]) -> Sequence[Run]:
    """The runs that have text, with neighbours that differ in nothing else made one."""
    with_text = (run for run in runs if run.text)
    return [
        Run("".join(run.text for run in like), face, link)
        for (face, link), like in groupby(with_text, key=lambda run: (run.face, run.link))
    ]


def _room_to_begin(blocks: Sequence[Block], height_pt: float) -> list[float]:
    """For each block the room there must be on a page for it to begin there."""
    rooms: list[float] = []
    below_pt = below_before_pt = 0.0
    for block in reversed(blocks):
        rows = len(block.rows)
        start = rows if rows <= _TOGETHER + 1 else _TOGETHER
        begin_pt = start * block.style.leading_pt + 2 * block.style.pad_pt
        room_pt = begin_pt
        if block.style.keeps_next and rooms:
            gap_pt = max(block.style.after_pt, below_before_pt)
            room_pt = block.height_pt + gap_pt + below_pt
            if room_pt > height_pt:
                room_pt = begin_pt
        rooms.append(room_pt)
        below_pt, below_before_pt = room_pt, block.style.before_pt
    return rooms[::-1]


def _rows_that_fit(block: Block, first: int, room_pt: float) -> int:
    """The end of the rows that go on this page: at least one, and no single row left over."""
    rows = len(block.rows)
    fit = int((room_pt - 2 * block.style.pad_pt + _ROUNDING_PT) // block.style.leading_pt)
    last = min(rows, first + max(1, fit))
    left_over = rows - last
    if 0 < left_over < _TOGETHER and last - first > _TOGETHER:
        last -= _TOGETHER - left_over
    return last
