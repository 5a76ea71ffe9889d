"""Knows how authors lay out the text of a section: lines, bullets, sub-headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from highlight_desktop.inbox.headings import LONGEST, fold
from highlight_desktop.inbox.wording import (
    ended,
    goes_on,
    is_small,
    is_titled,
    lead_length,
    may_be_subheading,
)
from highlight_desktop.report.prose import Block, BlockKind, Prose

_LIST_TAG = re.compile(
    r"""(?ix) <(?P<name>/?(?:ul|ol|li|p|br))
    (?:\s{1,3}[a-z-]{1,30}\s?=\s?(?:"[^"<>]{0,200}"|'[^'<>]{0,200}'|[^\s"'<>]{1,200})){0,8}
    \s{0,3}/?>"""
)
_BULLET = re.compile(
    r"\s*(?:[•·▪◦‣●○■□▫➢➤✓\uf0b7\uf0a7\uf0d8]|[-*–—](?=\s|$)|[oØ§](?=\s\s)|(?<=\s)[oØ](?=\s))\s*"
)
"""A lone "o" is also a Welsh word: it is a mark only when indented, or a tab stands behind it."""
_TABS = re.compile(r"(?m)^[ \t]*(?:[oØ§]\t)?")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s")
_INNER_MARKS = "o◦○▫▪–—-"
"""Marks that programs give to the second level of a list."""
_SHORT_LINE = 40
"""Characters; a line shorter than that was not broken because the page was too narrow."""
_WIDEST_PAGE = 160
"""Characters; longer lines were not broken at the edge of a page."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of one section."""

    prose: Prose
    marks: tuple[str, ...]
    """The marks before its bullets: the letter "o" is one, and would count as a word."""
    joined: tuple[str, ...]
    """Where sentences that had been cut in two were joined: the words at the seam."""


@dataclass(slots=True)
class _Piece:
    """A block in the making: its lines, without the mark before them."""

    lines: list[str]
    mark: str = ""
    """The bullet mark; empty for a paragraph."""
    indent: int = 0
    seams: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.lines))

    @property
    def is_empty(self) -> bool:
        """True for a mark that stands alone so far. Asked at every line, so it joins nothing."""
        return not any(self.lines)


def tabs_as_spaces(text: str) -> str:
    """The text with the tabs around bullet marks as four spaces, so that indents are kept."""
    return _TABS.sub(lambda found: found[0].replace("\t", "    "), text)


def without_list_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the list tags that pasting from a web form leaves, and a note."""
    plain, tags = tags_replaced(text)
    return plain, list_tags_left_out(tags)


def tags_replaced(text: str) -> tuple[str, int]:
    """The text without left-over list tags, and how many there were.

    An opening list or item begins a bullet, the others a new line. Anything else in angle
    brackets is the author's own and stays as it is.
    """
    return _LIST_TAG.subn(_in_place_of_tag, text)


def list_tags_left_out(tags: int) -> tuple[str, ...]:
    """The note on so many tags; none for none."""
    were = "tag was" if tags == 1 else "tags were"
    return (f"{tags:,} left-over list {were} left out.",) if tags else ()


def _in_place_of_tag(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    return "\n• " if name in ("ul", "ol", "li") else "\n\n" if name.endswith("p") else "\n"


def read(lines: Iterable[str], printed: Sequence[str] = ()) -> Body:
    """Blocks for the lines of one section, word for word.

    `printed` are sub-headings of the form itself, which are never taken for anything else.
    """
    own = {fold(text) for text in printed}
    marks = list[str]()
    pieces = list(_mended(_pieces(lines, own, marks), own))
    heads = _subheadings(pieces, own)
    seams = tuple(seam for piece in pieces for seam in piece.seams)
    return Body(tuple(_blocks(pieces, heads)), tuple(marks), seams)


def _blocks(pieces: Sequence[_Piece], heads: Sequence[bool]) -> Iterator[Block]:
    run: _Piece | None = None
    for piece, heading in zip(pieces, heads, strict=True):
        if heading:
            yield Block(BlockKind.SUBHEADING, piece.text)
        elif piece.mark:
            run = run if run and run.indent <= piece.indent else piece
            yield _with_bold_lead(Block(BlockKind.BULLET, piece.text, level=_level(piece, run)))
            continue
        else:
            yield _with_bold_lead(Block(BlockKind.PARAGRAPH, piece.text))
        run = None


def _level(piece: _Piece, run: _Piece) -> int:
    """1 when deeper than the list it is in, by its indent or by its mark."""
    inner = piece.mark in _INNER_MARKS and piece.mark != run.mark
    return int(piece.indent > run.indent or inner)


def _pieces(lines: Iterable[str], own: set[str], marks: list[str]) -> Iterator[_Piece]:
    """One piece for each bullet and each line that does not run on from the line before it."""
    for group in _groups(lines):
        width = max(map(len, group))
        pairs = pairwise(group)
        wrapped = any(_is_full(one, after, width) and not ended(one) for one, after in pairs)
        piece: _Piece | None = None
        for before, line in zip(("", *group), group, strict=False):
            if piece and _runs_on(piece, before, line, width, own, wrapped=wrapped):
                piece.lines.append(line.strip())
                continue
            if piece and not piece.is_empty:
                yield piece
            piece = _piece(line, marks)
        if piece and not piece.is_empty:
            yield piece


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines without an empty line between them."""
    group = list[str]()
    for line in (*lines, ""):
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield group
            group = []


def _piece(line: str, marks: list[str]) -> _Piece:
    text, mark = line, ""
    for _ in range(2):  # a list tag may stand before the author's own mark
        if found := _BULLET.match(text):
            mark = mark or found[0].strip().replace("–", "-").replace("—", "-")
            marks.append(found[0].strip())
            text = text[found.end() :]
    text = text.strip()
    return _Piece([text], mark, indent=len(line) - len(line.lstrip()))


def _runs_on(
    piece: _Piece, before: str, line: str, width: int, own: set[str], *, wrapped: bool
) -> bool:
    """True when the line goes on with the piece that the line before it belongs to."""
    text = line.strip()
    if _is_printed(piece, own) or _is_printed(_Piece([text]), own):
        return False
    if _BULLET.match(line):
        # A dash between two halves of a sentence, at the beginning of a line by chance.
        halves = not piece.mark and text[0] in "–—" and is_small(text[1:].lstrip())
        return halves and not ended(before) and len(before) >= _SHORT_LINE
    if _NUMBERED.match(text) or (before.endswith(":") and not piece.is_empty):
        return False
    if piece.mark and (piece.is_empty or len(line) - len(line.lstrip()) > piece.indent):
        return True
    at_edge = len(before) >= _SHORT_LINE and _is_full(before, line, width)
    if ended(before):
        return at_edge and wrapped
    return at_edge or _goes_on(piece, text)


def _is_full(line: str, after: str, width: int) -> bool:
    """True when the first word of the line after would not have fitted on the page."""
    return width <= _WIDEST_PAGE and len(line) + 1 + len(after.split(maxsplit=1)[0]) > width


def _mended(pieces: Iterable[_Piece], own: set[str]) -> Iterator[_Piece]:
    """The pieces, those that a page break had cut in two joined."""
    last: _Piece | None = None
    for piece in pieces:
        if last and not piece.mark and not _is_printed(last, own) and not _is_printed(piece, own):
            text = piece.lines[0]
            if not _NUMBERED.match(text) and not ended(last.lines[-1]) and _goes_on(last, text):
                ends, begins = last.lines[-1].split()[-4:], text.split(maxsplit=4)[:4]
                last.seams.append(f"{' '.join(ends)} … {' '.join(begins)}")
                last.lines += piece.lines
                continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _goes_on(piece: _Piece, after: str) -> bool:
    """True when a piece without an end and the text after it are one sentence."""
    joined = piece.mark or len(piece.lines) > 1
    return goes_on(piece.lines[-1], after) or bool(joined and is_small(after))


def _subheadings(pieces: Sequence[_Piece], own: set[str]) -> list[bool]:
    """Which pieces are sub-headings: short lines that head a paragraph, bullets or another one."""
    heads = list[bool]()
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        last = number + 1 == len(pieces)
        heading = not last and not piece.mark and may_be_subheading(piece.text)
        if heading and heads[-1]:
            heading = piece.text.endswith(":") or is_titled(piece.text)
        heads.append(heading or _is_printed(piece, own))
    return heads[::-1]


def _with_bold_lead(block: Block) -> Block:
    """Formatting only: the words stay as they are."""
    length = lead_length(block.text)
    return replace(block, bold=((0, length),)) if length else block


def _is_printed(piece: _Piece, own: set[str]) -> bool:
    line = piece.lines[0]
    return bool(own) and len(piece.lines) == 1 and len(line) <= LONGEST and fold(line) in own
