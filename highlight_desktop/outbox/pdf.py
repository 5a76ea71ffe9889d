"""Knows the report on paper: how each piece of it looks, and the order in which it is drawn.

Text is set and drawn from our own lines and never read as markup, which would swallow
`<amanda@x.gov.uk>` and open `<img src=…>`. The pages are made before the first is drawn, so
"Page 1 of 4" needs one pass. Same snapshot, same bytes: no clock, no time zone, no setting of
the machine's.
"""

from collections.abc import Sequence
from hashlib import md5
from io import BytesIO
from typing import NamedTuple

from highlight_desktop.outbox.archival import About
from highlight_desktop.outbox.compositor import set_line, set_lines
from highlight_desktop.outbox.paper import TEXT_HEIGHT_PT, TEXT_WIDTH_PT, Paper
from highlight_desktop.outbox.running import Running, Said
from highlight_desktop.outbox.story import DRAFT, Piece, Role, story
from highlight_desktop.outbox.structure import Structure
from highlight_desktop.outbox.tagged import Element
from highlight_desktop.outbox.typeset import Block, Line, Placed, Row, Span, Style, paginate
from highlight_desktop.report.carriage import ATTACHMENT
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.snapshot import Printable

_LABEL_WIDTH_PT = 132
_LABEL_GAP_PT = 12
_BLUE = "#14405f"
_GREY = "#4c5761"
_STYLES = {
    Role.TITLE: Style(23, 29, after_pt=16, bold=True, colour=_BLUE, rule_below=True, pad_pt=6),
    Role.FIELD: Style(after_pt=0, rule_below=True, pad_pt=5),
    Role.VERSION: Style(10.5, 15, before_pt=10, after_pt=14, colour=_GREY),
    Role.PART: Style(
        18, 24, 28, 8, bold=True, colour=_BLUE, keeps_next=True, rule_below=True, pad_pt=4
    ),
    Role.SECTION: Style(15, 20, 22, 6, colour=_BLUE, keeps_next=True),
    Role.SUBHEADING: Style(before_pt=12, after_pt=4, bold=True, keeps_next=True),
    Role.PARAGRAPH: Style(before_pt=8, after_pt=8),
    Role.BULLET: Style(after_pt=5),
    Role.INNER_BULLET: Style(after_pt=4),
}

Pages = Sequence[Sequence[Placed]]
"""What stands on each page of a report."""


class _Mark(NamedTuple):
    """A bullet's mark; places in points from the left edge of the text."""

    text: str
    mark_x_pt: float
    text_x_pt: float


_MARKS = {Role.BULLET: _Mark("•", 4, 18), Role.INNER_BULLET: _Mark("◦", 22, 36)}


def render(snapshot: Printable) -> bytes:
    """The report as a PDF, A4, the same bytes for the same snapshot at any time and place.

    A submitted report carries the snapshot with it; a draft's proof carries nothing.
    """
    output = BytesIO()
    paper = Paper(output, about(snapshot))
    pages = lay_out(snapshot)
    draw(paper, snapshot, pages, paper.pages.document)
    if not snapshot.is_draft:
        paper.attach(ATTACHMENT, snapshot.content)
    paper.finish()
    return output.getvalue()


def about(snapshot: Printable) -> About:
    """What the PDF of one report says of itself."""
    report = snapshot.report
    draft = DRAFT if snapshot.is_draft else ""
    told = (draft, snapshot.period_in_words, report.typed(FieldId.SERVICE_AREAS))
    which = " · ".join(filter(None, told))
    return About(
        title=f"{report.edition.title}, {which}" if which else report.edition.title,
        author=report.typed(FieldId.AUTHOR),
        subject=report.edition.title,
        keywords=report.marking,
        creator=f"highlight-desktop {snapshot.app_version}",
        made_at=snapshot.made_at,
        identity=md5(snapshot.content, usedforsecurity=False).digest(),
    )


def lay_out(snapshot: Printable) -> Pages:
    """A report in pages, ready to be drawn."""
    return paginate([block(piece) for piece in story(snapshot)], TEXT_HEIGHT_PT)


def draw(
    paper: Paper,
    snapshot: Printable,
    pages: Pages,
    parent: Element,
    *,
    title_level: int = 1,
    first_page: int = 1,
    last_page: int = 0,
    anchor: str = "",
) -> None:
    """Draw a report's pages: into a document of its own, or into a larger one.

    `title_level` is the level of its title among the headings of the document; `first_page`
    and `last_page` are what its page numbers begin with, and go up to; links to `anchor` lead to
    its title.
    """
    structure = Structure(
        paper.pages,
        parent,
        has_parts=bool(snapshot.report.edition.parts),
        title_level=title_level,
    )
    running = Running(Said.of(snapshot), last_page or len(pages))
    elements: tuple[Element, ...] = ()
    for number, page in enumerate(pages, first_page):
        paper.pages.begin_page()
        running.draw(paper, number)
        for placed in page:
            piece = placed.block.source
            if placed.is_first and isinstance(piece, Piece):
                elements = structure.elements(piece)
                if anchor and piece.role is Role.TITLE:
                    paper.anchor(anchor, placed)
                level = structure.level(piece.role)
                if level > 1:
                    paper.bookmark(piece.text, level - 2, placed)
            paper.draw_block(placed, elements)
        paper.pages.end_page()


def block(piece: Piece) -> Block:
    """A piece of a document, set in lines."""
    style = _STYLES[piece.role]
    if piece.role is Role.FIELD:
        labels = set_lines([(piece.label, True)], style.size_pt, _LABEL_WIDTH_PT - _LABEL_GAP_PT)
        width_pt = TEXT_WIDTH_PT - _LABEL_WIDTH_PT
        values = _lines(piece, piece.runs, style, width_pt)
        return Block(style, _beside(labels, values), piece)
    runs = [(text, bold or style.bold) for text, bold in piece.runs]
    mark = _MARKS.get(piece.role)
    x_pt = mark.text_x_pt if mark else 0
    lines = _lines(piece, runs, style, TEXT_WIDTH_PT - x_pt)
    cell = 1 if mark else 0
    rows: list[Row] = [(Span(x_pt, line, cell),) for line in lines]
    if mark:
        rows[0] = (Span(mark.mark_x_pt, set_line(mark.text, style, mark.text_x_pt)), *rows[0])
    return Block(style, tuple(rows), piece, piece.begins_page)


def _lines(
    piece: Piece, runs: Sequence[tuple[str, bool]], style: Style, width_pt: float
) -> list[Line]:
    """Its text in lines: a link as a whole, or the addresses in it."""
    lines = set_lines(runs, style.size_pt, width_pt, linked=not piece.link)
    if not piece.link:
        return lines
    return [tuple(run._replace(link=piece.link) for run in line) for line in lines]


def _beside(labels: Sequence[Line], values: Sequence[Line]) -> tuple[Row, ...]:
    """The two cells of a header field side by side; a long one goes on alone."""
    rows = []
    for number in range(max(len(labels), len(values))):
        cells = [Span(0, labels[number])] if number < len(labels) else []
        if number < len(values):
            cells.append(Span(_LABEL_WIDTH_PT, values[number], 1))
        rows.append(tuple(cells))
    return tuple(rows)
