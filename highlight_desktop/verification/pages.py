"""Knows how the pages of a PDF are compared with those its report makes when printed again."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from highlight_desktop import __version__
from highlight_desktop.inbox import own_pdf
from highlight_desktop.inbox.own_pdf import ReadPage
from highlight_desktop.outbox import pdf
from highlight_desktop.outbox.story import Role, story
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.verification.verdict import Alteration, Difference

_SAVED_AGAIN = "The file was saved again by another program; what is on its pages is the same."
_WITHOUT_WORDS = "a page without words"
_WHAT = {"replace": Alteration.CHANGED, "delete": Alteration.REMOVED, "insert": Alteration.ADDED}
_SPACE = re.compile(r"\s+")


def compare(
    snapshot: Snapshot, content: bytes, read: Sequence[ReadPage]
) -> tuple[list[Difference], list[str]]:
    """What differs on the pages of a PDF, given its bytes and what was read of them; and notes."""
    printed = pdf.render(snapshot)
    if printed == content:
        return [], []
    meant = own_pdf.pages(printed)
    notes = [*_lying_on(read, meant)]
    leading = [*_leading_elsewhere(read, meant)]
    if [page.drawing for page in read] == [page.drawing for page in meant]:
        return leading, [_SAVED_AGAIN, *notes]
    if snapshot.app_version != __version__:
        return [*_missing(snapshot, read), *leading], [_other_version(snapshot), *notes]
    differences = list(_in_lines(snapshot, read, meant)) or list(_drawn_otherwise(read, meant))
    return differences + leading, notes


def _lying_on(read: Sequence[ReadPage], meant: Sequence[ReadPage]) -> Iterator[str]:
    for number, page in enumerate(read, 1):
        if page.notes > (meant[number - 1].notes if number <= len(meant) else 0):
            yield (
                f"On page {number} lies something that was put there later: a comment or a stamp."
                " Look whether it hides any words."
            )


def _leading_elsewhere(read: Sequence[ReadPage], meant: Sequence[ReadPage]) -> Iterator[Difference]:
    """Links that lead where no link of the report does; one that is gone harms nobody."""
    known = {address for page in meant for address in page.links}
    for number, page in enumerate(read, 1):
        for address in page.links:
            if address not in known:
                yield Difference(f"Page {number}, a link", Alteration.ADDED, now=address)


def _in_lines(
    snapshot: Snapshot, read: Sequence[ReadPage], meant: Sequence[ReadPage]
) -> Iterator[Difference]:
    """The lines that differ, each with its page and the heading above it."""
    was, now = _lines(meant), _lines(read)
    named = _headings(snapshot, was)
    matcher = SequenceMatcher(None, [line for _, line in was], [line for _, line in now], False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            at = now[other_start : other_start + 1] or was[start : start + 1]
            heading = named[min(start, len(named) - 1)] if named else ""
            yield Difference(
                f"Page {at[0][0]}" + (f" (“{heading}”)" if heading else ""),
                _WHAT[kind],
                was=" ".join(line for _, line in was[start:end]),
                now=" ".join(line for _, line in now[other_start:other_end]),
            )


def _lines(pages: Sequence[ReadPage]) -> list[tuple[int, str]]:
    """Each line with the number of its page."""
    return [
        (number, said)
        for number, page in enumerate(pages, 1)
        for line in page.text.splitlines()
        if (said := " ".join(line.split()))
    ]


def _headings(snapshot: Snapshot, lines: Sequence[tuple[int, str]]) -> list[str]:
    """For each line the section it stands in, as far as its heading begins a line."""
    waiting = [section.name for section in snapshot.report.edition.sections]
    named, current = [], ""
    for _, line in lines:
        if waiting and line and (line.startswith(waiting[0]) or waiting[0].startswith(line)):
            current = waiting.pop(0)
        named.append(current)
    return named


def _drawn_otherwise(read: Sequence[ReadPage], meant: Sequence[ReadPage]) -> Iterator[Difference]:
    """Pages that say the same and look otherwise: something may have been put over the text.

    A page more or less without a word on it is told as well: it may be a picture.
    """
    for number, (page, original) in enumerate(zip_longest(read, meant), 1):
        if original is None:
            yield Difference(f"Page {number}", Alteration.ADDED, now=_WITHOUT_WORDS)
        elif page is None:
            yield Difference(f"Page {number}", Alteration.REMOVED, was=_WITHOUT_WORDS)
        elif page.drawing != original.drawing:
            yield Difference(f"Page {number}", Alteration.REDRAWN)


def _missing(snapshot: Snapshot, read: Sequence[ReadPage]) -> list[Difference]:
    """What the report says and the pages do not: all that can be told of another layout."""
    there = _SPACE.sub("", "".join(page.text for page in read))
    heading, missing = "", []
    for piece in story(snapshot):
        heading = piece.text if piece.role is Role.SECTION else heading
        said = piece.label + piece.text
        if _SPACE.sub("", said) not in there:
            place = f"“{heading}”" if heading else "The head of the report"
            missing.append(Difference(place, Alteration.REMOVED, was=said))
    return missing


def _other_version(snapshot: Snapshot) -> str:
    return (
        f"It was made by version {snapshot.app_version} of the program, which may set pages"
        " otherwise, so only the report’s own text was looked for."
    )
