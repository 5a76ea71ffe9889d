"""Many reports one after the other in one PDF, behind a page that leads to each."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from highlight_desktop.outbox import pdf
from highlight_desktop.outbox.compositor import set_lines
from highlight_desktop.outbox.paper import TEXT_HEIGHT_PT, TEXT_WIDTH_PT, Paper
from highlight_desktop.outbox.tagged import Tag
from highlight_desktop.outbox.typeset import Block, Placed, Row, Span, Style, paginate
from highlight_desktop.report.snapshot import Printable

_TITLE = Style(23, 29, after_pt=16, bold=True)
_LINE = Style(12, 17, after_pt=2)


def bind(output: BinaryIO, snapshots: Callable[[], Iterator[Printable]]) -> None:
    """Write all the reports into one document; each is made twice, and none is kept."""
    counts = [(_title(each), len(pdf.lay_out(each))) for each in snapshots()]
    paper = Paper(output, pdf.about(next(snapshots())))
    first_page = 1 + len(_contents(counts, 0))
    contents = _contents(counts, first_page)
    last_page = len(contents) + sum(pages for _, pages in counts)
    _draw_contents(paper, contents)
    for number, snapshot in enumerate(snapshots()):
        part = paper.pages.element(Tag.SECT, paper.pages.document)
        pages = pdf.lay_out(snapshot)
        pdf.draw(
            paper,
            snapshot,
            pages,
            part,
            title_level=2,
            first_page=first_page,
            last_page=last_page,
            anchor=f"r{number}",
        )
        paper.pages.close(part)
        paper.attach(f"{number}.json", snapshot.content)
        first_page += len(pages)
    paper.finish()


def _contents(counts: list[tuple[str, int]], page: int) -> list[list[Placed]]:
    blocks = [Block(_TITLE, _rows("Reports of all services", "", _TITLE), "title")]
    for number, (title, pages) in enumerate(counts):
        rows = _rows(f"{title}, page {page}", f"#r{number}", _LINE)
        blocks.append(Block(_LINE, rows, "line"))
        page += pages
    return paginate(blocks, TEXT_HEIGHT_PT)


def _draw_contents(paper: Paper, contents: list[list[Placed]]) -> None:
    document = paper.pages.document
    heading = paper.pages.element(Tag.H1, document)
    lines = paper.pages.element(Tag.CONTENTS, document)
    for page in contents:
        paper.pages.begin_page()
        for placed in page:
            if placed.block.source == "title":
                paper.draw_block(placed, (heading,))
                continue
            item = paper.pages.element(Tag.CONTENTS_ITEM, lines)
            paper.draw_block(placed, (paper.pages.element(Tag.REFERENCE, item),))
        paper.pages.end_page()


def bound(snapshots: Callable[[], Iterator[Printable]]) -> bytes:
    """The same, in memory."""
    output = BytesIO()
    bind(output, snapshots)
    return output.getvalue()


def _title(snapshot: Printable) -> str:
    return f"{snapshot.period_in_words}, report {snapshot.report.id}"


def _rows(text: str, link: str, style: Style) -> tuple[Row, ...]:
    lines = set_lines([(text, style.bold)], style.size_pt, TEXT_WIDTH_PT)
    return tuple((Span(0, tuple(run._replace(link=link) for run in line)),) for line in lines)
