"""Knows the shapes that stand before words in the hub's tables, so that no colour is needed."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from ui import theme

SIDE_PX = 16
"""A shape is as wide and as high as this."""
_HALF_TURN = 180 * 16
_QUARTER_TURN_BACK = -90 * 16
"""Qt counts angles in sixteenths of a degree, anticlockwise from three o'clock."""


class Shape(Enum):
    """What a shape says of the words beside it."""

    DONE = auto()
    """A disc with a tick: it is there."""
    LATE = auto()
    """A half disc: it is there, and came late."""
    AGAIN = auto()
    """A ring around a dot: it took the place of another."""
    WARNING = auto()
    """A triangle: it has to be looked into."""
    CONFLICT = auto()
    """A lozenge with a bar upright: two say otherwise."""
    NIL = auto()
    """A ring with a bar: nothing was to be said."""
    MISSING = auto()
    """A ring with a cross: it is not there."""
    NOT_DUE = auto()
    """A bar alone: none was asked for."""
    AWAITED = auto()
    """A clock: there is time for it yet."""


_GOOD = (Shape.DONE, Shape.AGAIN, Shape.NIL)
_BAD = (Shape.WARNING, Shape.CONFLICT, Shape.MISSING)
_CENTRE_LINES: dict[Shape, tuple[tuple[float, float, float, float], ...]] = {
    Shape.WARNING: ((0.5, 0.36, 0.5, 0.62), (0.5, 0.78, 0.5, 0.79)),
    Shape.CONFLICT: ((0.5, 0.3, 0.5, 0.7),),
    Shape.NIL: ((0.3, 0.5, 0.7, 0.5),),
    Shape.MISSING: ((0.34, 0.34, 0.66, 0.66), (0.34, 0.66, 0.66, 0.34)),
    Shape.NOT_DUE: ((0.2, 0.5, 0.8, 0.5),),
    Shape.AWAITED: ((0.5, 0.26, 0.5, 0.52), (0.5, 0.52, 0.68, 0.62)),
}
"""The lines in the middle of a shape, from where to where, as shares of its side."""
_OUTLINES = {
    Shape.WARNING: ((0.5, 0.06), (0.96, 0.92), (0.04, 0.92)),
    Shape.CONFLICT: ((0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)),
}


def paint_shape(
    painter: QPainter, place: QRectF, shape: Shape, palette: QPalette, colour: QColor | None = None
) -> None:
    """Paint a shape in its own colour, or in the one that stands on a selected row."""
    ink = colour or _colour(shape, palette)
    line = QPen(ink, place.width() / 9)
    line.setCapStyle(Qt.PenCapStyle.RoundCap)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line)
    half = line.widthF() / 2
    _paint_outline(painter, place.adjusted(half, half, -half, -half), shape, ink)
    for x1, y1, x2, y2 in _CENTRE_LINES.get(shape, ()):
        painter.drawLine(_at(place, x1, y1), _at(place, x2, y2))
    if shape is Shape.DONE:
        # Cut out of the disc in what lies around it.
        ground = QPalette.ColorRole.Highlight if colour else QPalette.ColorRole.Base
        line.setColor(palette.color(ground))
        painter.setPen(line)
        tick = [_at(place, 0.28, 0.52), _at(place, 0.44, 0.68), _at(place, 0.73, 0.36)]
        painter.drawPolyline(QPolygonF(tick))
    painter.restore()


def _paint_outline(painter: QPainter, ring: QRectF, shape: Shape, ink: QColor) -> None:
    if shape in _OUTLINES:
        painter.drawPolygon(QPolygonF([_at(ring, *point) for point in _OUTLINES[shape]]))
    elif shape is Shape.DONE:
        painter.setBrush(ink)
        painter.drawEllipse(ring)
    elif shape is not Shape.NOT_DUE:
        painter.drawEllipse(ring)
    painter.setBrush(ink)
    if shape is Shape.LATE:
        painter.drawPie(ring, _QUARTER_TURN_BACK, _HALF_TURN)
    elif shape is Shape.AGAIN:
        dot = ring.width() / 3
        painter.drawEllipse(ring.adjusted(dot, dot, -dot, -dot))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _colour(shape: Shape, palette: QPalette) -> QColor:
    if shape in _GOOD:
        return theme.good(palette)
    if shape in _BAD:
        return theme.bad(palette)
    if shape is Shape.LATE:
        return palette.color(QPalette.ColorRole.Highlight)
    return theme.edge(palette)


def _at(place: QRectF, right: float, down: float) -> QPointF:
    """A point by its share of the way across the place."""
    return place.topLeft() + QPointF(right * place.width(), down * place.height())
