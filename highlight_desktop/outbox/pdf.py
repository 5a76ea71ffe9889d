"""Knows the report on paper: fonts, sizes, colours, and how a page is drawn with ReportLab.

Text is drawn letter by letter from our own lines and never as ReportLab markup, which
swallows `<amanda@x.gov.uk>`, prints "H&S;" for "H&S" and opens `<img src=…>` (tried on
ReportLab 5.1.0). The pages are made before the first is drawn, so "Page 1 of 4" needs one
pass. Same snapshot, same bytes: no clock, no time zone, no setting of the machine's.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import md5
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import NamedTuple

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from highlight_desktop.outbox.letters import Lettering
from highlight_desktop.outbox.story import DRAFT, Piece, Role, story
from highlight_desktop.outbox.typeset import (
    Block,
    Line,
    Placed,
    Row,
    Run,
    Span,
    Style,
    break_lines,
    paginate,
)
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.snapshot import Printable

FACES = ("NotoSans", "DejaVuSans")
"""The bundled families, in order of preference; each has a regular and a bold face."""

_PAGE_WIDTH_PT, _PAGE_HEIGHT_PT = A4
_SIDE_PT = 64
_TOP_PT = 60
_BOTTOM_PT = 76
_TEXT_WIDTH_PT = _PAGE_WIDTH_PT - 2 * _SIDE_PT
_TEXT_HEIGHT_PT = _PAGE_HEIGHT_PT - _TOP_PT - _BOTTOM_PT
_LABEL_WIDTH_PT = 132
_BASELINE = 0.36
"""How far below the middle of its row a line's letters stand, in parts of their size."""

_BLUE = "#14405f"
_GREY = "#4c5761"
_RULE = "#b9c4cc"
_RED = "#a8102a"
_PALE_RED = "#f8e6e9"
_WATERMARK_PT = 150
_DRAFT_HEAD_PT = 38
"""From the upper edge of the paper to the word that it is a draft."""
_DRAFT_HEAD = Style(size_pt=13, leading_pt=18, bold=True, colour=_RED)
_FOOTER = Style(size_pt=9.5, leading_pt=13, colour=_GREY)
_MARKING = Style(size_pt=9.5, leading_pt=12, bold=True)
_HEAD_PT = 22
"""From the upper edge of the paper to the marking; two lines of it fit above the text."""
_FOOT_PT = _BOTTOM_PT - 26
"""From the lower edge of the paper to the upper edge of the running foot."""
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


class _Mark(NamedTuple):
    """A bullet's mark; places in points from the left edge of the text."""

    text: str
    mark_x_pt: float
    text_x_pt: float


_MARKS = {Role.BULLET: _Mark("•", 4, 18), Role.INNER_BULLET: _Mark("–", 22, 36)}
_ENGINE = Lock()
"""ReportLab's fonts hold state while a document is made: one at a time."""


def render(snapshot: Printable) -> bytes:
    """The report as a PDF, A4, the same bytes for the same snapshot at any time and place."""
    with _ENGINE:
        setter = _setter()
        pages = paginate([setter.block(piece) for piece in story(snapshot)], _TEXT_HEIGHT_PT)
        paper = _Paper(snapshot, setter, len(pages))
        for number, page in enumerate(pages, 1):
            paper.draw_page(page, number)
        return paper.finish()


def lettering() -> Lettering:
    """What the bundled fonts can print."""
    return _setter().lettering


class _Setter:
    """Sets pieces of a report in lines of the bundled fonts."""

    def __init__(self) -> None:
        self._fonts = {name: _font(name) for family in FACES for name in (family, f"{family}-Bold")}
        self.lettering = Lettering(
            [self._letters_of(family) & self._letters_of(f"{family}-Bold") for family in FACES]
        )

    def _letters_of(self, name: str) -> frozenset[int]:
        return frozenset(self._fonts[name].face.charToGlyph)

    def block(self, piece: Piece) -> Block:
        """A piece of the report, set in lines."""
        style = _STYLES[piece.role]
        if piece.role is Role.FIELD:
            labels = self.lines([(piece.label, True)], style.size_pt, _LABEL_WIDTH_PT - 12)
            values = self.lines(piece.runs, style.size_pt, _TEXT_WIDTH_PT - _LABEL_WIDTH_PT)
            return Block(style, _beside(labels, values), piece)
        runs = [(text, bold or style.bold) for text, bold in piece.runs]
        mark = _MARKS.get(piece.role)
        x_pt = mark.text_x_pt if mark else 0
        lines = self.lines(runs, style.size_pt, _TEXT_WIDTH_PT - x_pt)
        rows: list[Row] = [(Span(x_pt, line),) for line in lines]
        if mark:
            rows[0] = (Span(mark.mark_x_pt, (Run(mark.text, FACES[0]),)), *rows[0])
        return Block(style, tuple(rows), piece, piece.begins_page)

    def lines(
        self, texts: Sequence[tuple[str, bool]], size_pt: float, width_pt: float
    ) -> list[Line]:
        """Text, given as (text, is bold), in lines of a width."""
        widths_pt: dict[tuple[str, str], float] = {}

        def measure(text: str, face: str) -> float:
            key = (text, face)
            if key not in widths_pt:
                widths_pt[key] = self.width_pt(text, face, size_pt)
            return widths_pt[key]

        return break_lines(self._runs(texts), width_pt, measure)

    def width_pt(self, text: str, face: str, size_pt: float) -> float:
        """How wide a text of one face is."""
        font = self._fonts[face].face
        default = font.defaultWidth
        widths = (font.charWidths.get(ord(char), default) for char in text)
        return float(sum(widths) * size_pt / 1000)

    def _runs(self, texts: Sequence[tuple[str, bool]]) -> list[Run]:
        runs = []
        for number, (text, bold) in enumerate(texts):
            before = texts[number - 1][0] if number else ""
            after = texts[number + 1][0] if number + 1 < len(texts) else ""
            for printed, font in self.lettering.spell(text, before, after):
                runs.append(Run(printed, f"{FACES[font]}-Bold" if bold else FACES[font]))
        return runs


class _Paper:
    """One PDF being drawn: the only place that speaks to the canvas."""

    def __init__(self, snapshot: Printable, setter: _Setter, page_count: int) -> None:
        self._setter = setter
        self._page_count = page_count
        self._buffer = BytesIO()
        self._canvas = _canvas(self._buffer, snapshot)
        report = snapshot.report
        self._has_parts = bool(report.edition.parts)
        self._outlined = 0
        self._is_draft = snapshot.is_draft
        about = (snapshot.period_in_words, report.typed(FieldId.SERVICE_AREAS))
        running = " · ".join(filter(None, (DRAFT if self._is_draft else "", *about)))
        self._running = self._fitted(running)
        self._marking = self._centred(report.marking)
        self._canvas.setTitle(f"{report.edition.title}, {running}")
        self._canvas.setAuthor(report.typed(FieldId.AUTHOR))
        self._canvas.setSubject(report.edition.title)
        self._canvas.setKeywords(report.marking)
        self._canvas.setCreator(f"highlight-desktop {snapshot.app_version}")

    def draw_page(self, page: Sequence[Placed], number: int) -> None:
        """Draw what stands on one page, its foot, and the marking above and below."""
        if self._is_draft:
            self._draw_draft()
        for placed in page:
            self._draw_block(placed)
        self._draw_foot(self._page_number(number))
        self._draw_marking(_PAGE_HEIGHT_PT - _HEAD_PT)
        self._draw_marking(_FOOT_PT - _FOOTER.leading_pt)
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _draw_block(self, placed: Placed) -> None:
        style = placed.block.style
        top_pt = _PAGE_HEIGHT_PT - _TOP_PT - placed.top_pt
        piece = placed.block.source
        if placed.is_first and isinstance(piece, Piece):
            self._outline(piece, top_pt)
        down_pt = top_pt - style.pad_pt
        for row in placed.rows:
            self._draw_row(row, down_pt, style)
            down_pt -= style.leading_pt
        if style.rule_below and placed.is_last:
            self._draw_rule(down_pt - style.pad_pt)

    def _draw_row(self, row: Row, top_pt: float, style: Style) -> None:
        baseline_pt = top_pt - style.leading_pt / 2 - style.size_pt * _BASELINE
        for span in row:
            text = self._canvas.beginText(_SIDE_PT + span.x_pt, baseline_pt)
            text.setFillColor(HexColor(style.colour))
            for run in span.line:
                text.setFont(run.face, style.size_pt)
                text.textOut(run.text)
            self._canvas.drawText(text)

    def _draw_rule(self, y_pt: float) -> None:
        self._canvas.setStrokeColor(HexColor(_RULE))
        self._canvas.setLineWidth(0.75)
        self._canvas.line(_SIDE_PT, y_pt, _PAGE_WIDTH_PT - _SIDE_PT, y_pt)

    def _draw_draft(self) -> None:
        """Say on the page, beneath its text too, that it was not submitted."""
        self._canvas.saveState()
        self._canvas.setFillColor(HexColor(_PALE_RED))
        self._canvas.setFont(f"{FACES[0]}-Bold", _WATERMARK_PT)
        self._canvas.translate(_PAGE_WIDTH_PT / 2, _PAGE_HEIGHT_PT / 2)
        self._canvas.rotate(55)
        self._canvas.drawCentredString(0, -_WATERMARK_PT * _BASELINE, "DRAFT")
        self._canvas.restoreState()
        head = Span(0, (Run(DRAFT, f"{FACES[0]}-Bold"),))
        self._draw_row((head,), _PAGE_HEIGHT_PT - _DRAFT_HEAD_PT, _DRAFT_HEAD)

    def _draw_foot(self, page_number: str) -> None:
        number_pt = self._setter.width_pt(page_number, FACES[0], _FOOTER.size_pt)
        number = Span(_TEXT_WIDTH_PT - number_pt, (Run(page_number, FACES[0]),))
        self._draw_row((Span(0, self._running), number), _FOOT_PT, _FOOTER)

    def _draw_marking(self, top_pt: float) -> None:
        for number, row in enumerate(self._marking):
            self._draw_row(row, top_pt - number * _MARKING.leading_pt, _MARKING)

    def _centred(self, text: str) -> list[Row]:
        """Bold lines in the middle of the page; none for no text."""
        size_pt = _MARKING.size_pt
        rows: list[Row] = []
        for line in self._setter.lines([(text, True)], size_pt, _TEXT_WIDTH_PT) if text else ():
            width_pt = sum(self._setter.width_pt(run.text, run.face, size_pt) for run in line)
            rows.append((Span((_TEXT_WIDTH_PT - width_pt) / 2, line),))
        return rows

    def _page_number(self, number: int) -> str:
        return f"Page {number} of {self._page_count}"

    def _fitted(self, running: str) -> Line:
        """As much of the running foot as stands beside the widest page number."""
        widest = self._page_number(self._page_count)
        number_pt = self._setter.width_pt(widest, FACES[0], _FOOTER.size_pt)
        room_pt = _TEXT_WIDTH_PT - number_pt - 24
        line, *more = self._setter.lines([(running, False)], _FOOTER.size_pt, room_pt)
        return (*line, Run(" …", FACES[0])) if more else line

    def _outline(self, piece: Piece, top_pt: float) -> None:
        """Put a heading in the outline: parts above their sections."""
        if piece.role not in (Role.PART, Role.SECTION):
            return
        self._outlined += 1
        key = f"heading-{self._outlined}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top_pt + 8, zoom=0)
        level = 1 if piece.role is Role.SECTION and self._has_parts else 0
        self._canvas.addOutlineEntry(piece.text, key, level)


def _beside(labels: Sequence[Line], values: Sequence[Line]) -> tuple[Row, ...]:
    """The two cells of a header field side by side; a long one goes on alone."""
    rows = []
    for number in range(max(len(labels), len(values))):
        cells = [Span(0, labels[number])] if number < len(labels) else []
        if number < len(values):
            cells.append(Span(_LABEL_WIDTH_PT, values[number]))
        rows.append(tuple(cells))
    return tuple(rows)


def _canvas(buffer: BytesIO, snapshot: Printable) -> Canvas:
    # Text encoding costs a fifth more bytes, and a machine's own settings may ask for it.
    rl_config.useA85 = 0
    canvas = Canvas(
        buffer,
        pagesize=A4,
        pageCompression=1,
        pdfVersion=(1, 7),
        invariant=1,
        initialFontName=FACES[0],
        lang="en-GB",
    )
    stamp = f"D:{snapshot.made_at:%Y%m%d%H%M%S}+00'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    # The file's id would have in it the moment named by SOURCE_DATE_EPOCH, if that is set.
    canvas._doc.signature = md5(snapshot.content, usedforsecurity=False)  # noqa: SLF001
    return canvas


@cache
def _setter() -> _Setter:
    return _Setter()


def _font(name: str) -> TTFont:
    """Load a bundled font and make it known to ReportLab, once."""
    file_name = name if name.endswith("-Bold") or name == "DejaVuSans" else f"{name}-Regular"
    content = (files("resources") / "fonts" / f"{file_name}.ttf").read_bytes()
    font = TTFont(name, BytesIO(content), asciiReadable=True, shapable=False)
    pdfmetrics.registerFont(font)
    return font
