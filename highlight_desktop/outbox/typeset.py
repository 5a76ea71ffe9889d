"""Knows how text is set: words into lines, lines into blocks, blocks on to pages.

Nothing here reads markup or knows of a PDF. Everything is linear in the length of the
text, so that one paragraph of 200,000 characters takes as long as many short ones.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

_TOGETHER = 2
"""How many lines of a block are at least kept on a page: no widows, no orphans."""
_ROUNDING_PT = 0.01
_WORDS_AND_SPACES = re.compile("[^ ]+| +")


class Run(NamedTuple):
    """Some text in one face."""

    text: str
    face: str
    link: str = ""
    """Where it leads when clicked; empty for most text."""


Line = tuple[Run, ...]
"""Runs that stand beside each other on one line."""

Measure = Callable[[str, str], float]
"""The width in points of a text in a face."""


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


def break_lines(runs: Sequence[Run], width_pt: float, measure: Measure) -> list[Line]:
    """Set runs in lines, broken at spaces; a word wider than the line is cut where it must be.

    Lines hold every character: the spaces at which a line was broken stand at its end, where
    nobody sees them and a screen reader finds them. At least one line comes back, empty for
    no text.
    """
    lines: list[list[Run]] = [[]]
    left_pt = width_pt
    for word, spaces in _words(runs):
        word_pt = sum(measure(run.text, run.face) for run in word)
        if word_pt <= left_pt:
            lines[-1] += word
            left_pt -= word_pt
        else:
            for part, part_pt in _cut(word, word_pt, width_pt, measure):
                if lines[-1]:
                    lines.append([])
                lines[-1] += part
                left_pt = width_pt - part_pt
        lines[-1] += spaces
        left_pt -= sum(measure(run.text, run.face) for run in spaces)
    return [_joined(line) for line in lines]


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


def _words(runs: Sequence[Run]) -> Iterator[tuple[list[Run], list[Run]]]:
    """Each word with the spaces that follow it; spaces at the very beginning follow no word."""
    word: list[Run] = []
    spaces: list[Run] = []
    for run in runs:
        for part in _WORDS_AND_SPACES.findall(run.text):
            if part[0] == " ":
                spaces.append(run._replace(text=part))
                continue
            if spaces:
                yield word, spaces
                word, spaces = [], []
            word.append(run._replace(text=part))
    if word or spaces:
        yield word, spaces


def _cut(
    word: list[Run], word_pt: float, width_pt: float, measure: Measure
) -> Iterator[tuple[list[Run], float]]:
    """The word whole if it fits on a line of its own, else in pieces that do."""
    if word_pt <= width_pt:
        yield word, word_pt
        return
    part: list[Run] = []
    part_pt = 0.0
    for run in word:
        start = 0
        for end, char in enumerate(run.text):
            char_pt = measure(char, run.face)
            if part_pt + char_pt > width_pt and part_pt and not unicodedata.combining(char):
                yield [*part, run._replace(text=run.text[start:end])], part_pt
                part, part_pt, start = [], 0.0, end
            part_pt += char_pt
        part.append(run._replace(text=run.text[start:]))
    yield part, part_pt


def _joined(line: list[Run]) -> Line:
    """The line with neighbours that differ in nothing but their text made one."""
    return tuple(
        Run("".join(run.text for run in like), face, link)
        for (face, link), like in groupby(line, key=lambda run: (run.face, run.link))
    )


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
