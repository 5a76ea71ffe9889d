"""Knows how plain text from elsewhere shows its bullets, and how ours does when it leaves."""

import re
from dataclasses import dataclass

from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.text import gate

_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*–](?=\s)|[•·▪◦])\s*(?P<text>.*)")
_WORDS_SECOND_LEVEL = re.compile(r"^([ \t]*)o\t", re.MULTILINE)
_INNER_MARKS = "◦▪"


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text as blocks, ready to be put into an answer."""

    prose: Prose
    """A paragraph or bullet for each line that has something in it, without bold."""
    inline: str
    """The text as it stands, spaces and all, if it is one line only; else empty."""
    ends_line: bool
    """True when there are several lines and the last is complete: what follows is apart."""
    notes: tuple[str, ...]
    """What the gate had to change."""


def read(text: str) -> PastedText:
    """The blocks of pasted text; bullets that stand further in than the others are level 1."""
    gated = gate(_WORDS_SECOND_LEVEL.sub(r"\1◦ ", text))
    lines = [line for line in gated.text.split("\n") if line.strip()]
    marked = [_BULLET.fullmatch(line) for line in lines]
    outermost = min((_depth(match) for match in marked if match), default=0)
    blocks = (
        Block(BlockKind.BULLET, match["text"].rstrip(), int(_depth(match) > outermost))
        if match
        else Block(BlockKind.PARAGRAPH, line.strip())
        for line, match in zip(lines, marked, strict=True)
    )
    several = len(lines) > 1
    return PastedText(
        prose=tuple(block for block in blocks if block.text),
        inline="" if several else gated.text.strip("\n"),
        ends_line=several and gated.text.endswith("\n"),
        notes=gated.notes,
    )


def marked_line(kind: BlockKind, text: str, level: int) -> str:
    """A block as a line of plain text; `read` makes a bullet of a bullet again."""
    return f"{'  ' * level}- {text}" if kind is BlockKind.BULLET else text


def _depth(match: re.Match[str]) -> int:
    return len(match["indent"]) + (match["mark"] in _INNER_MARKS)
