"""Knows how far a section is, in words and as a shape that needs no colour."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from highlight_desktop.report import findings
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Prose, to_confirm, without_blanks
from highlight_desktop.report.report import Answer, Report
from ui import theme

_HALF_TURN = 180 * 16
_QUARTER_TURN_BACK = -90 * 16
"""Qt counts angles in sixteenths of a degree, anticlockwise from three o'clock."""


class Status(StrEnum):
    """How far a section is."""

    NOT_YET_STARTED = "not_yet_started"
    IN_PROGRESS = "in_progress"
    TO_CONFIRM = "to_confirm"
    COMPLETED = "completed"
    NO_CHANGE = "no_change"
    NOTHING_TO_REPORT = "nothing_to_report"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The status in words: "Not yet started"."""
        return self.value.replace("_", " ").capitalize()


def header_status(report: Report) -> Status:
    """How far the header is: completed when nothing in it blocks."""
    if not any(report.typed(field.id).strip() for field in report.edition.header):
        return Status.NOT_YET_STARTED
    open_points = (each for each in findings.blocking(report) if each.place.kind == "header")
    return Status.IN_PROGRESS if any(open_points) else Status.COMPLETED


def unplaced_status(unplaced: Prose) -> Status:
    """How far the text that belongs to no section is: completed when all of it was moved."""
    if to_confirm(unplaced):
        return Status.TO_CONFIRM
    return Status.IN_PROGRESS if without_blanks(unplaced) else Status.COMPLETED


def section_status(answer: Answer, *, submitted: bool) -> Status:
    """How far a section is, in the author's own view; once submitted, every text is completed."""
    if answer.kind is AnswerKind.UNANSWERED:
        return Status.NOT_YET_STARTED
    if answer.kind.is_nil:
        return Status(answer.kind.value)
    if to_confirm(answer.prose):
        return Status.TO_CONFIRM
    return Status.COMPLETED if answer.completed or submitted else Status.IN_PROGRESS


def paint_mark(painter: QPainter, place: QRectF, status: Status, palette: QPalette) -> None:
    """A ring, a half disc, a ring with a dot, a disc with a tick; a bar in it for nil answers."""
    colour = _colour(status, palette)
    line = QPen(colour, place.width() / 9)
    line.setCapStyle(Qt.PenCapStyle.RoundCap)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    half = line.widthF() / 2
    ring = place.adjusted(half, half, -half, -half)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line)
    if status is Status.COMPLETED:
        painter.setBrush(colour)
    painter.drawEllipse(ring)
    if status is Status.IN_PROGRESS:
        painter.setBrush(colour)
        painter.drawPie(ring, _QUARTER_TURN_BACK, _HALF_TURN)
    elif status is Status.TO_CONFIRM:
        painter.setBrush(colour)
        dot = place.width() / 3
        painter.drawEllipse(ring.adjusted(dot, dot, -dot, -dot))
    elif status is Status.COMPLETED:
        line.setColor(palette.color(QPalette.ColorRole.Base))
        line.setWidthF(place.width() / 8)
        painter.setPen(line)
        painter.drawPolyline(
            [_at(place, 0.28, 0.52), _at(place, 0.44, 0.68), _at(place, 0.73, 0.36)]
        )
    elif status is not Status.NOT_YET_STARTED:
        painter.drawLine(_at(place, 0.3, 0.5), _at(place, 0.7, 0.5))
    painter.restore()


def _colour(status: Status, palette: QPalette) -> QColor:
    if status is Status.NOT_YET_STARTED:
        return theme.edge(palette)
    if status in (Status.IN_PROGRESS, Status.TO_CONFIRM):
        return palette.color(QPalette.ColorRole.Highlight)
    return theme.good(palette)


def _at(place: QRectF, right: float, down: float) -> QPointF:
    """A point by its share of the way across the place."""
    return place.topLeft() + QPointF(right * place.width(), down * place.height())
