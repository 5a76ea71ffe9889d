"""A pack as ReportLab makes it where nobody asks for more: its texts, page after page."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from highlight_desktop.hub.chapters import plan
from highlight_desktop.hub.contents import Contents
from highlight_desktop.hub.selection import Arrangement
from highlight_desktop.outbox.paper import BOTTOM_PT, SIDE_PT, TOP_PT
from highlight_desktop.outbox.story import Role

FACES = {"NotoSans": "NotoSans-Regular.ttf", "NotoSans-Bold": "NotoSans-Bold.ttf"}
TEXT = ParagraphStyle("text", fontName="NotoSans", fontSize=12, leading=17, spaceAfter=8)
HEADING = ParagraphStyle("heading", TEXT, fontSize=15, leading=20, spaceBefore=22, keepWithNext=1)
BULLET = ParagraphStyle("bullet", TEXT, leftIndent=18, spaceAfter=5)


def write(output: BinaryIO, contents: Contents) -> int:
    """Write the texts of a pack by section, and give the number of its pages."""
    for face, name in FACES.items():
        pdfmetrics.registerFont(TTFont(face, str(files("resources") / "fonts" / name)))
    pdfmetrics.registerFontFamily("NotoSans", normal="NotoSans", bold="NotoSans-Bold")
    document = SimpleDocTemplate(
        output,
        pagesize=A4,
        leftMargin=SIDE_PT,
        rightMargin=SIDE_PT,
        topMargin=TOP_PT,
        bottomMargin=BOTTOM_PT,
    )
    document.build(list(_story(contents)))
    return document.page


def _story(contents: Contents) -> Iterator[Flowable]:
    for chapter in plan(contents, Arrangement.SECTION):
        for piece in chapter.whole({}):
            text = "".join(
                f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in piece.runs
            )
            label = f"<b>{escape(piece.label)}</b> " if piece.label else ""
            if piece.role in (Role.BULLET, Role.INNER_BULLET):
                yield Paragraph(f"{label}{text}", BULLET, bulletText="•")
            else:
                is_heading = piece.role in (Role.TITLE, Role.PART, Role.SECTION, Role.SUBHEADING)
                yield Paragraph(f"{label}{text}", HEADING if is_heading else TEXT)
        yield PageBreak()
