"""Knows how plain text from elsewhere shows its bullets and its tables."""

import re

from highlight_desktop.inbox.clipboard.marks import BULLET, INNER_MARKS, is_number
from highlight_desktop.inbox.clipboard.pasted import Pasted
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.text import gate

_WORDS_SECOND_LEVEL = re.compile(r"^([ \t]*)o\t", re.MULTILINE)
CELL_EDGE = " | "
"""What stands between the cells of a table once it is a line of text."""


def read(text: str) -> Pasted:
    """The blocks of pasted text; bullets that stand further in than the others are level 1.

    Columns between tabs, as spreadsheets write them, are kept apart by `CELL_EDGE`.
    """
    gated = gate(_columns_shown(_WORDS_SECOND_LEVEL.sub(r"\1◦ ", text)))
    lines = [line for line in gated.text.split("\n") if line.strip()]
    marked = [BULLET.fullmatch(line) for line in lines]
    outermost = min((_depth(match) for match in marked if match), default=0)
    blocks = (
        Block(BlockKind.BULLET, match["text"].rstrip(), int(_depth(match) > outermost))
        if match
        else Block(BlockKind.PARAGRAPH, line.strip())
        for line, match in zip(lines, marked, strict=True)
    )
    several = len(lines) > 1
    prose = tuple(block for block in blocks if block.text)
    inline = lines[0] if lines else gated.text.replace("\n", "")
    return Pasted(
        prose=prose,
        inline=None if several or not inline else Block(BlockKind.PARAGRAPH, inline),
        ends_line=several and gated.text.endswith("\n"),
        notes=gated.notes,
    )


def _columns_shown(text: str) -> str:
    """The text with its tabs written out, if it is a table: as many tabs in every line."""
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    is_table = (
        len(rows) > 1
        and len(rows[0]) > 1
        and all(len(row) == len(rows[0]) for row in rows)
        and all(any(cell.strip() for cell in row[1:]) for row in rows)
        and not all(_is_mark(row[0].strip()) for row in rows)
    )
    return text.replace("\t", CELL_EDGE) if is_table else text


def _is_mark(text: str) -> bool:
    """True for what stands before an item: Word writes its mark or number, a tab, the text."""
    return len(text) < 2 or bool(BULLET.match(f"{text} ")) or (len(text) < 6 and is_number(text))


def _depth(match: re.Match[str]) -> int:
    return len(match["indent"]) + (match["mark"] in INNER_MARKS)
