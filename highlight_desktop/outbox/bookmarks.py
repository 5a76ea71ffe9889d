"""Knows the outline of a PDF: the tree of headings that a reader shows beside the pages."""

from collections.abc import Sequence
from typing import NamedTuple

from highlight_desktop.outbox.pdf_file import PdfFile, reference, text_string
from highlight_desktop.outbox.tagged import Spot


class Bookmark(NamedTuple):
    """A line of the outline."""

    title: str
    level: int
    """0 for the outermost."""
    spot: Spot


def write(file: PdfFile, bookmarks: Sequence[Bookmark]) -> int:
    """Write an outline of at least one bookmark, all of it open, and give its number."""
    root = file.allot()
    numbers = [file.allot() for _ in bookmarks]
    kids: dict[int, list[int]] = {root: []}
    parents: list[int] = []
    above: list[tuple[int, int]] = [(-1, root)]
    for bookmark, number in zip(bookmarks, numbers, strict=True):
        while above[-1][0] >= bookmark.level:
            above.pop()
        parent = above[-1][1]
        kids[number] = []
        kids[parent].append(number)
        parents.append(parent)
        above.append((bookmark.level, number))
    below = dict.fromkeys((root, *numbers), 0)
    for number, parent in zip(reversed(numbers), reversed(parents), strict=True):
        below[parent] += 1 + below[number]
    beside = _neighbours(kids)
    for bookmark, number, parent in zip(bookmarks, numbers, parents, strict=True):
        file.write(
            b"<</Title%b/Parent %b/Dest%b%b%b>>"
            % (
                text_string(bookmark.title),
                reference(parent),
                bookmark.spot.destination(),
                beside[number],
                _ends(kids[number], below[number]),
            ),
            number,
        )
    file.write(b"<</Type/Outlines%b>>" % _ends(kids[root], below[root]), root)
    return root


def _neighbours(kids: dict[int, list[int]]) -> dict[int, bytes]:
    """What each bookmark says of those before and after it."""
    beside: dict[int, bytes] = {}
    for row in kids.values():
        for place, number in enumerate(row):
            before = b"/Prev %b" % reference(row[place - 1]) if place else b""
            after = b"/Next %b" % reference(row[place + 1]) if place + 1 < len(row) else b""
            beside[number] = before + after
    return beside


def _ends(kids: Sequence[int], below: int) -> bytes:
    if not kids:
        return b""
    return b"/First %b/Last %b/Count %d" % (reference(kids[0]), reference(kids[-1]), below)
