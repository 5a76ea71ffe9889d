"""Knows what stands above and below the text of every page: council, marking, page, hash."""

from dataclasses import dataclass
from typing import Self

from highlight_desktop.outbox.compositor import set_line, set_lines
from highlight_desktop.outbox.paper import (
    BOTTOM_PT,
    HEIGHT_PT,
    TEXT_WIDTH_PT,
    WIDTH_PT,
    Paper,
    line_width_pt,
)
from highlight_desktop.outbox.story import DRAFT
from highlight_desktop.outbox.tagged import Artifact
from highlight_desktop.outbox.typeset import Line, Row, Span, Style
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.snapshot import Printable

_HASH_DIGITS = 16
_MARKING_TOP_PT = HEIGHT_PT - 20
"""Two lines of a marking fit above the head, and two below the foot."""
_HEAD_TOP_PT = HEIGHT_PT - 46
_FOOT_TOP_PT = BOTTOM_PT - 26
_GAP_PT = 24
"""Between what stands left on a line and what stands right."""
_MARKING = Style(9.5, 12, bold=True)
_SMALL = Style(9.5, 13, colour="#4c5761")
_DRAFT = Style(11, 13, bold=True, colour="#a8102a")
_WATERMARK = Style(150, 150, bold=True, colour="#f8e6e9")


@dataclass(frozen=True, slots=True)
class Said:
    """What the running head and foot of a document say."""

    head: str
    about: str
    """Which document it is: beside the number of the page."""
    identity: str
    """By what it can be told from every other one."""
    marking: str = ""
    draft: str = ""
    """What stands on each page of a document that is not final."""

    @classmethod
    def of(cls, snapshot: Printable) -> Self:
        """Those of one report."""
        report = snapshot.report
        draft = DRAFT if snapshot.is_draft else ""
        about = (draft, snapshot.period_in_words, report.typed(FieldId.SERVICE_AREAS))
        return cls(
            _joined(report.typed(FieldId.LOCAL_AUTHORITY), report.edition.title),
            _joined(*about),
            _identity(snapshot),
            report.marking,
            draft,
        )


class Running:
    """The running head and foot of one document."""

    def __init__(self, said: Said, last_page: int) -> None:
        self._last_page = last_page
        self._draft = set_line(said.draft, _DRAFT, TEXT_WIDTH_PT)
        self._watermark = set_line("DRAFT", _WATERMARK, WIDTH_PT) if said.draft else ()
        self._head = set_line(said.head, _SMALL, _room_pt(self._draft, _DRAFT))
        widest = self._page_number(last_page)
        self._about = set_line(said.about, _SMALL, _room_pt(widest, _SMALL))
        self._identity = set_line(said.identity, _SMALL, TEXT_WIDTH_PT)
        self._marking = _centred(said.marking)

    def draw(self, paper: Paper, number: int) -> None:
        """Draw the head and the foot of a page, and across it that it is a draft if it is one."""
        if self._watermark:
            paper.draw_watermark(self._watermark, _WATERMARK)
        paper.draw_aside(Artifact.HEADER, self._marking, _MARKING_TOP_PT, _MARKING)
        paper.draw_aside(Artifact.HEADER, [(Span(0, self._head),)], _HEAD_TOP_PT, _SMALL)
        paper.draw_aside(Artifact.HEADER, [_right(self._draft, _DRAFT)], _HEAD_TOP_PT, _DRAFT)
        number_at_right = _right(self._page_number(number), _SMALL)
        foot = [(Span(0, self._about), *number_at_right), (Span(0, self._identity),)]
        paper.draw_aside(Artifact.FOOTER, foot, _FOOT_TOP_PT, _SMALL)
        below_pt = _FOOT_TOP_PT - len(foot) * _SMALL.leading_pt
        paper.draw_aside(Artifact.FOOTER, self._marking, below_pt, _MARKING)

    def _page_number(self, number: int) -> Line:
        return set_line(f"Page {number} of {self._last_page}", _SMALL, TEXT_WIDTH_PT)


def _identity(snapshot: Printable) -> str:
    """Which report it is, and by which content it can be told from an altered one."""
    report = f"Report {snapshot.report.id}, version {snapshot.version}"
    content = "" if snapshot.is_draft else f"content {snapshot.sha256[:_HASH_DIGITS]}"
    return _joined(report, content)


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))


def _room_pt(line: Line, style: Style) -> float:
    """What a line at the right leaves to the one at its left."""
    return TEXT_WIDTH_PT - line_width_pt(line, style.size_pt) - _GAP_PT


def _right(line: Line, style: Style) -> Row:
    return (Span(TEXT_WIDTH_PT - line_width_pt(line, style.size_pt), line),)


def _centred(text: str) -> list[Row]:
    """Lines in the middle of the page; none for no text."""
    size_pt = _MARKING.size_pt
    lines = set_lines([(text, True)], size_pt, TEXT_WIDTH_PT) if text else ()
    return [(Span((TEXT_WIDTH_PT - line_width_pt(line, size_pt)) / 2, line),) for line in lines]
