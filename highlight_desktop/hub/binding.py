"""Knows how a pack becomes one PDF: laid out once to be measured, once more to be drawn.

Measuring costs time and saves memory: of a pack of thousands of pages never more than one
chapter waits to be drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from highlight_desktop import __version__
from highlight_desktop.hub.chapters import Chapter, counted, front, plan, title
from highlight_desktop.hub.contents import Contents
from highlight_desktop.hub.selection import Arrangement
from highlight_desktop.outbox import pdf
from highlight_desktop.outbox.archival import About
from highlight_desktop.outbox.compositor import set_line, set_lines
from highlight_desktop.outbox.paper import TEXT_HEIGHT_PT, TEXT_WIDTH_PT, Paper, line_width_pt
from highlight_desktop.outbox.pdf import Pages
from highlight_desktop.outbox.running import Running, Said
from highlight_desktop.outbox.story import Piece, Role
from highlight_desktop.outbox.structure import Structure
from highlight_desktop.outbox.tagged import Element, Tag
from highlight_desktop.outbox.typeset import Block, Line, Placed, Row, Span, Style, paginate

_CONTENTS = Style(12, 16, after_pt=0, rule_below=True, pad_pt=3)
_NUMBER_PT = 48
"""The room for the number of a page at the end of a line of the contents."""
_MARKINGS_LIMIT = 140
"""Letters of markings that fit on the two lines above each page; the first page has them all."""
_IDENTITY_DIGITS = 16


class _Line(NamedTuple):
    """A line of the contents, as the source of its block."""

    anchor: str


class _Measured(NamedTuple):
    """What the first pass found out."""

    first_pages: Sequence[int]
    """Of the chapters, by their place."""
    places: Mapping[str, Sequence[int]]
    """The pages on which texts of a source begin, by its reference."""
    last_page: int


def bind(output: BinaryIO, contents: Contents, arrangement: Arrangement) -> int:
    """Write a pack, and give the number of its pages. Raises OSError when that cannot be done."""
    chapters = plan(contents, arrangement)
    measured = _measured(contents, arrangement, chapters)
    paper = Paper(output, _about(contents, arrangement))
    running = Running(_said(contents, arrangement), measured.last_page)
    opening = _front(contents, arrangement, chapters, measured.first_pages)
    _Drawing(paper, running, 1).draw_front(opening)
    for chapter, first_page in zip(chapters, measured.first_pages, strict=True):
        pages = _laid_out(chapter, measured.places)
        _Drawing(paper, running, first_page).draw_chapter(pages)
    paper.finish()
    return measured.last_page


class _Drawing:
    """Draws one chapter."""

    def __init__(self, paper: Paper, running: Running, first_page: int) -> None:
        self._paper = paper
        self._running = running
        self._page = first_page

    def draw_front(self, pages: Pages) -> None:
        """Draw the first page, and the contents."""
        document = self._paper.pages.document
        structure = Structure(self._paper.pages, document, has_parts=True)
        lines: Element | None = None
        elements: tuple[Element, ...] = ()
        for placed in self._each(pages):
            if isinstance(placed.block.source, Piece):
                elements = structure.elements(placed.block.source)
            elif placed.is_first:
                lines = lines or self._paper.pages.element(Tag.CONTENTS, document)
                item = self._paper.pages.element(Tag.CONTENTS_ITEM, lines)
                elements = (self._paper.pages.element(Tag.REFERENCE, item),)
            self._paper.draw_block(placed, elements)

    def draw_chapter(self, pages: Pages) -> None:
        """Draw a chapter, and let go of it."""
        part = self._paper.pages.element(Tag.SECT, self._paper.pages.document)
        structure = Structure(self._paper.pages, part, has_parts=False, title_level=2)
        elements: tuple[Element, ...] = ()
        for placed in self._each(pages):
            piece = placed.block.source
            if placed.is_first and isinstance(piece, Piece):
                elements = structure.elements(piece)
                if piece.anchor:
                    self._paper.anchor(piece.anchor, placed)
                level = structure.level(piece.role)
                if level:
                    self._paper.bookmark(piece.text, level - 2, placed)
            self._paper.draw_block(placed, elements)
        self._paper.pages.close(part)

    def _each(self, pages: Pages) -> Iterator[Placed]:
        for page in pages:
            self._paper.pages.begin_page()
            self._running.draw(self._paper, self._page)
            yield from page
            self._paper.pages.end_page()
            self._page += 1


def _measured(
    contents: Contents, arrangement: Arrangement, chapters: Sequence[Chapter]
) -> _Measured:
    page = 1 + len(_front(contents, arrangement, chapters, [0] * len(chapters)))
    first_pages: list[int] = []
    places: dict[str, list[int]] = {}
    for chapter in chapters:
        first_pages.append(page)
        pages = _laid_out(chapter, places)
        for number, placed in enumerate(pages, page):
            for anchor in _anchors(placed):
                places.setdefault(anchor.partition("-")[0], []).append(number)
        page += len(pages)
    return _Measured(first_pages, places, page - 1)


def _anchors(page: Sequence[Placed]) -> Iterator[str]:
    for placed in page:
        piece = placed.block.source
        if placed.is_first and isinstance(piece, Piece) and "-" in piece.anchor:
            yield piece.anchor


def _laid_out(chapter: Chapter, places: Mapping[str, Sequence[int]]) -> Pages:
    return paginate([pdf.block(piece) for piece in chapter.whole(places)], TEXT_HEIGHT_PT)


def _front(
    contents: Contents,
    arrangement: Arrangement,
    chapters: Sequence[Chapter],
    first_pages: Sequence[int],
) -> Pages:
    blocks = [pdf.block(piece) for piece in front(contents, arrangement)]
    blocks.append(pdf.block(Piece(Role.PART, (("Contents", True),))))
    blocks += [
        _contents_line(chapter, page) for chapter, page in zip(chapters, first_pages, strict=True)
    ]
    return paginate(blocks, TEXT_HEIGHT_PT)


def _contents_line(chapter: Chapter, page: int) -> Block:
    """A title at the left and the number of its page at the right, both of them a link."""
    size_pt = _CONTENTS.size_pt
    titles = set_lines([(f"{chapter.title} ", False)], size_pt, TEXT_WIDTH_PT - _NUMBER_PT)
    number = set_line(f"{page:,}", _CONTENTS, _NUMBER_PT)
    rows: list[Row] = [(Span(0, _linked(line, chapter)),) for line in titles]
    right_pt = TEXT_WIDTH_PT - line_width_pt(number, size_pt)
    rows[-1] = (*rows[-1], Span(right_pt, _linked(number, chapter)))
    return Block(_CONTENTS, tuple(rows), _Line(chapter.anchor))


def _linked(line: Line, chapter: Chapter) -> Line:
    return tuple(run._replace(link=f"#{chapter.anchor}") for run in line)


def _about(contents: Contents, arrangement: Arrangement) -> About:
    return About(
        title=title(contents),
        author="Coordination hub",
        subject=arrangement.in_words,
        keywords=" · ".join(contents.markings),
        creator=f"highlight-desktop {__version__}",
        made_at=contents.made_at,
        identity=contents.identity(arrangement)[:16],
    )


def _said(contents: Contents, arrangement: Arrangement) -> Said:
    """The running head and foot."""
    told = " · ".join(contents.markings)
    if len(told) > _MARKINGS_LIMIT:
        told = f"{contents.markings[0]} · and more: the markings on page 1 hold for all pages"
    which = f"Pack by {'section' if arrangement is Arrangement.SECTION else 'service area'}"
    selection = contents.selection.in_words
    identity = contents.identity(arrangement).hex()[:_IDENTITY_DIGITS]
    return Said(
        head=title(contents),
        about=f"{which}{' · ' if selection else ''}{selection}",
        identity=f"{counted(len(contents.sources), 'report')} · pack {identity}",
        marking=told,
    )
