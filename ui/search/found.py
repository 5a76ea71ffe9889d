"""Knows how a place in which words were found is shown and read out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import UNTITLED
from highlight_desktop.report.text import listed, one_line
from ui.widgets.paragraph_list import Mark, Paragraph

if TYPE_CHECKING:
    from highlight_desktop.store.hits import Hit, Hits

NOTHING = (
    "No report has all of these words in one place. Try fewer of them, or another word for it."
)
ON_THE_DESK = "On the hub’s desk"
OWN = "My reports"
_LINE_END = "\u2028"
"""A new line within one paragraph, to Qt."""


def shown(hit: Hit, *, says_where: bool = False) -> Paragraph:
    """Where it is, and below that the words around what was found, which is underlined.

    `says_where`: whether it is in the author's own reports or on the hub's desk.
    """
    where, source = _where(hit), ""
    if says_where:
        source = ON_THE_DESK if hit.sha256 else OWN
    text, marks = hit.excerpt.text, hit.excerpt.marks
    cuts = [0, *(at for mark in marks for at in mark), len(text)]
    pieces = [
        (text[start:end], Mark.FOUND if number % 2 else Mark.PLAIN)
        for number, (start, end) in enumerate(pairwise(cuts))
        if start < end
    ]
    return Paragraph(
        shape=Block(BlockKind.PARAGRAPH, one_line(text)),
        runs=((where, Mark.BOLD), (_LINE_END, Mark.PLAIN), *pieces),
        spoken=f"{source}: {where}. {text}" if source else f"{where}. {text}",
        caption=source,
    )


def counted(found: Hits) -> str:
    """How much was found, in a sentence."""
    if not found.total:
        return NOTHING
    if found.has_older:
        return f"The best {len(found.best):,} of the newest {found.total:,} places, not of all."
    if found.total > len(found.best):
        return f"The best {len(found.best):,} of {found.total:,} places."
    return "1 place." if found.total == 1 else f"{found.total:,} places."


def _where(hit: Hit) -> str:
    areas = listed(hit.service_areas) or UNTITLED
    state = hit.state.replace("_", " ")
    state = f"{state}, version {hit.version}" if hit.version > 1 else state
    parts = (areas, listed(hit.period_typed), hit.heading, state.capitalize())
    return " · ".join(part for part in parts if part)
