"""Knows the text of an answer: paragraphs, sub-headings and bullets, with bold spans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from highlight_desktop.report import text as text_rules

BULLET_LEVELS = 2
"""How deep bullets may go: level 0 and, inside it, level 1."""


class BlockKind(StrEnum):
    """What one block of prose is; the values are those of the command line's JSON."""

    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, sub-heading or bullet: a single line of text, however long."""

    kind: BlockKind
    text: str
    """Gated text (see `report.text.gate`) without line feeds."""
    level: int = 0
    """How deep a bullet is nested, 0 or 1; always 0 for the other kinds."""
    bold: tuple[tuple[int, int], ...] = ()
    """Spans [start, end) in characters (code points), in order, neither touching nor empty."""
    carried: bool = False
    """Taken over from the last period, and not yet confirmed by the author."""

    def __post_init__(self) -> None:
        if "\n" in self.text or text_rules.gate(self.text).text != self.text:
            raise ValueError("a block holds one line of gated text; use blocks_of() to make blocks")
        if not 0 <= self.level < (BULLET_LEVELS if self.kind is BlockKind.BULLET else 1):
            raise ValueError(f"a {self.kind} cannot have level {self.level}")
        if self.bold != tidy_spans(self.bold, len(self.text)):
            raise ValueError("bold spans must be in order, apart and inside the text")

    @property
    def is_blank(self) -> bool:
        """True when there is nothing to read in it."""
        return not self.text.strip()

    def trimmed(self) -> "Block":
        """The same block without white space at its ends, its bold spans moved along."""
        kept = self.text.strip()
        if len(kept) == len(self.text):
            return self
        lead = len(self.text) - len(self.text.lstrip())
        moved = ((start - lead, end - lead) for start, end in self.bold)
        return replace(self, text=kept, bold=tidy_spans(moved, len(kept)))


Prose = tuple[Block, ...]
"""The text of one answer, top to bottom."""


def tidy_spans(spans: Iterable[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """Bold spans cut to the text, sorted and joined where they touch; empty ones are dropped."""
    tidy: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if tidy and start <= tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tuple(tidy)


def blocks_of(
    text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, level: int = 0
) -> tuple[Prose, tuple[str, ...]]:
    """Blocks for text from anywhere, one for each line with something in it, and the gate's notes.

    This is the way to make blocks out of text that has not been through the gate.
    """
    gated = text_rules.gate(text)
    lines = (line.strip() for line in gated.text.split("\n"))
    return tuple(Block(kind, line, level) for line in lines if line), gated.notes


def without_blanks(prose: Iterable[Block]) -> Prose:
    """The blocks that have something to read, trimmed: what is checked, frozen and printed."""
    return tuple(block.trimmed() for block in prose if not block.is_blank)


def to_confirm(prose: Iterable[Block]) -> int:
    """How many blocks are taken over from the last period and not yet confirmed."""
    return sum(block.carried for block in prose)


def plain_text(prose: Iterable[Block]) -> str:
    """The text alone, a line for each block."""
    return "\n".join(block.text for block in prose)


def word_count(prose: Iterable[Block]) -> int:
    """How many words a reader would count."""
    return sum(len(text_rules.words(block.text)) for block in prose)


def runs(block: Block) -> Sequence[tuple[str, bool]]:
    """The block's text cut at its bold spans: (text, is bold), none of them empty."""
    cuts = sorted({0, len(block.text), *(edge for span in block.bold for edge in span)})
    starts = {start for start, _ in block.bold}
    ends = {end for _, end in block.bold}
    pieces, bold = [], False
    for start, end in pairwise(cuts):
        bold = (bold and start not in ends) or start in starts
        pieces.append((block.text[start:end], bold))
    return pieces


def to_plain(prose: Iterable[Block]) -> list[dict[str, object]]:
    """The prose as JSON values, in the form of the command line's ``show``."""
    return [
        {
            "kind": str(block.kind),
            "level": block.level,
            "text": block.text,
            "bold": [list(span) for span in block.bold],
        }
        for block in prose
    ]


def to_kept(prose: Iterable[Block]) -> list[dict[str, object]]:
    """The same, and on blocks that wait to be confirmed "carried": what a draft is kept as.

    No document, snapshot or script ever sees that key.
    """
    kept = tuple(prose)
    return [
        {**plain, "carried": True} if block.carried else plain
        for block, plain in zip(kept, to_plain(kept), strict=True)
    ]


def from_plain(values: Iterable[Mapping[str, object]]) -> Prose:
    """The prose of `to_plain` or `to_kept`. Raises ValueError or KeyError on anything else."""
    blocks = []
    for value in values:
        level, spans = value["level"], value["bold"]
        carried = value.get("carried", False)
        if type(level) is not int or not isinstance(spans, list):
            raise ValueError("a block's level must be a number and its bold a list of spans")
        if not isinstance(carried, bool):
            raise ValueError("a block is carried, or it is not")
        bold = tuple((int(start), int(end)) for start, end in spans)
        kind = BlockKind(str(value["kind"]))
        blocks.append(Block(kind, str(value["text"]), level, bold, carried))
    return tuple(blocks)
