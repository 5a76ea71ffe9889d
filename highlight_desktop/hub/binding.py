"""Knows how a pack becomes one PDF: the chapters first, then what has to know their pages.

So of a pack of thousands of pages one chapter is in memory, and each is laid out once. What
stands above and below the text of a page, "Page 3 of 2,330", is put beneath it at the end.
"""

from collections.abc import Mapping, Sequence
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
from highlight_desktop.outbox.tagged import Element, LeftPage, Tag
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


def bind(output: BinaryIO, contents: Contents, arrangement: Arrangement) -> int:
    """Write a pack, and give the number of its pages. Raises OSError when that cannot be done."""
    chapters = plan(contents, arrangement)
    paper = Paper(output, _about(contents, arrangement))
    opening = paper.pages.element(Tag.SECT, paper.pages.document)
    before = len(_front(contents, arrangement, chapters, [0] * len(chapters)))
    drawing = _Drawing(paper, first_page=before + 1)
    first_pages = [drawing.draw_chapter(chapter) for chapter in chapters]
    running = Running(_said(contents, arrangement), drawing.page - 1)
    _draw_front(paper, running, opening, _front(contents, arrangement, chapters, first_pages))
    for number, left in enumerate(drawing.left, before + 1):
        with paper.pages.beneath(left):
            running.draw(paper, number)
    paper.finish()
    return drawing.page - 1


def _draw_front(paper: Paper, running: Running, part: Element, pages: Pages) -> None:
    """Draw the first page, and the contents."""
    structure = Structure(paper.pages, part, has_parts=True)
    lines: Element | None = None
    elements: tuple[Element, ...] = ()
    for number, page in enumerate(pages, 1):
        paper.pages.begin_page()
        running.draw(paper, number)
        for placed in page:
            if isinstance(placed.block.source, Piece):
                elements = structure.elements(placed.block.source)
            elif placed.is_first:
                lines = lines or paper.pages.element(Tag.CONTENTS, part)
                item = paper.pages.element(Tag.CONTENTS_ITEM, lines)
                elements = (paper.pages.element(Tag.REFERENCE, item),)
            paper.draw_block(placed, elements)
        paper.pages.end_page()


class _Drawing:
    """Draws chapters, and leaves their pages without a running head and foot."""

    def __init__(self, paper: Paper, *, first_page: int) -> None:
        self._paper = paper
        self.page = first_page
        """The number of the page to come."""
        self.left: list[LeftPage] = []
        self._places: dict[str, list[int]] = {}
        """The pages on which texts of a source begin, by its reference."""

    def draw_chapter(self, chapter: Chapter) -> int:
        """Draw a chapter and let go of it; gives the number of its first page."""
        first_page, pages = self.page, self._paper.pages
        part = pages.element(Tag.SECT, pages.document)
        structure = Structure(pages, part, has_parts=False, title_level=2)
        elements: tuple[Element, ...] = ()
        for page in _laid_out(chapter, self._places):
            pages.begin_page()
            for placed in page:
                piece = placed.block.source
                if placed.is_first and isinstance(piece, Piece):
                    elements = structure.elements(piece)
                    self._note(piece, structure.level(piece.role), placed)
                self._paper.draw_block(placed, elements)
            self.left.append(pages.leave_page())
            self.page += 1
        pages.close(part)
        return first_page

    def _note(self, piece: Piece, level: int, placed: Placed) -> None:
        """Let links and the outline lead to a piece."""
        if piece.anchor:
            self._paper.anchor(piece.anchor, placed)
            reference, _, section = piece.anchor.partition("-")
            if section:
                self._places.setdefault(reference, []).append(self.page)
        if level:
            self._paper.bookmark(piece.text, level - 2, placed)


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
