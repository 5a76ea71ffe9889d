"""Knows what a line keeps of the document it stood in: its kind and its bold words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from highlight_desktop.report.prose import Block, BlockKind, Prose, tidy_spans

_LONGEST_BOLD_HEADING = 100
"""Characters; a longer bold line is a text with stress on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an earlier report; of a plain text only the words are known."""

    text: str
    """Gated, without line feeds; a bullet has its mark before it, indented by its level."""
    bold: tuple[tuple[int, int], ...] = ()
    """Spans [start, end) in characters."""
    kind: BlockKind | None = None
    """What it is beyond doubt, or None: then its wording decides."""
    starts: bool = False
    """True when it is known to begin a paragraph, so that no sentence runs on into it."""

    @property
    def is_bold(self) -> bool:
        """True when all that can be read in it is."""
        lead = len(self.text) - len(self.text.lstrip())
        return any(s <= lead and end >= len(self.text.rstrip()) for s, end in self.bold)


def spaced(lines: Sequence[Line]) -> list[str]:
    """The texts, with an empty line before each that begins a paragraph."""
    texts = list[str]()
    for line in lines:
        texts += ["", line.text] if line.starts else [line.text]
    return texts


def with_bold_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines; short ones that are bold throughout, above one that is not, as sub-headings."""
    told = list(lines)
    below: Line | None = None
    for at in range(len(told) - 1, -1, -1):
        line = told[at]
        if not line.text.strip():
            continue
        if line.kind is None and line.is_bold and below and _may_head(line.text, below):
            told[at] = replace(line, kind=BlockKind.SUBHEADING)
        below = told[at]
    return told


def _may_head(text: str, below: Line) -> bool:
    is_short = len(text) <= _LONGEST_BOLD_HEADING and text.rstrip()[-1] not in ".,;!?"
    return is_short and (not below.is_bold or below.kind is not None)


def decided(lines: Iterable[Line]) -> list[str]:
    """The texts of the lines that stand alone whatever their wording: sub-headings and rows."""
    return [line.text for line in lines if line.kind in (BlockKind.SUBHEADING, BlockKind.PARAGRAPH)]


def laid_over(prose: Prose, lines: Sequence[Line]) -> Prose:
    """The blocks that were read from the lines, with what the lines know of kind and bold.

    A block holds the letters of one or more lines, in their order and without gaps.
    """
    if not any(line.bold or line.kind for line in lines):
        return prose
    letters = [
        (letter, line, any(start <= at < end for start, end in line.bold))
        for line in lines
        for at, letter in enumerate(line.text)
        if not letter.isspace()
    ]
    whole = "".join(letter for letter, _, _ in letters)
    told, begins = list[Block](), 0
    for block in prose:
        own = "".join(block.text.split())
        found = whole.find(own, begins)
        if found < 0 or not own:
            told.append(block)
            continue
        begins = found + len(own)
        told.append(_told(block, letters[found][1], [each[2] for each in letters[found:begins]]))
    return tuple(told)


def _told(block: Block, line: Line, is_bold: Sequence[bool]) -> Block:
    kind = line.kind or block.kind
    if kind is BlockKind.SUBHEADING:
        return Block(kind, block.text)
    level = block.level if kind is BlockKind.BULLET else 0
    spans = (*block.bold, *_spans(block.text, is_bold))
    return replace(block, kind=kind, level=level, bold=tidy_spans(spans, len(block.text)))


def _spans(text: str, is_bold: Sequence[bool]) -> list[tuple[int, int]]:
    """Bold places in a text, from what is known of its letters; spaces go with both neighbours."""
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    spans = []
    for bold, group in groupby(range(len(places)), key=is_bold.__getitem__):
        if bold:
            run = list(group)
            spans.append((places[run[0]], places[run[-1]] + 1))
    return spans
