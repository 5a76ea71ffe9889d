"""Knows the schedule of decisions: every decision of a period, numbered."""

from collections.abc import Iterator
from typing import NamedTuple

from highlight_desktop.hub.contents import Contents, Entry
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.prose import Block, BlockKind

TITLE = "Schedule of decisions"


class Decision(NamedTuple):
    """A paragraph or a bullet about decisions."""

    number: str
    """From “D1”; empty for a sub-heading, which decides nothing."""
    entry: Entry
    subheading: str
    """The last one above it, or none."""
    block: Block
    is_first: bool
    """True for the first of its entry."""


def decisions(contents: Contents) -> Iterator[Decision]:
    """All that was said on decisions, by service area; nobody can tell one from a remark on it."""
    number = 0
    for entry in contents.topic(Topic.DECISIONS):
        subheading = ""
        for place, block in enumerate(contents.prose(entry)):
            if block.kind is BlockKind.SUBHEADING:
                subheading = block.text
                yield Decision("", entry, "", block, place == 0)
            else:
                number += 1
                yield Decision(f"D{number}", entry, subheading, block, place == 0)
