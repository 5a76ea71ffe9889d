"""Knows how a place is scrolled into sight where there is no room for all of a page or dialog."""

from PySide6.QtWidgets import QScrollArea, QWidget

_AROUND_PX = 40
"""How much stays in sight above and below it."""


def bring_into_sight(widget: QWidget) -> None:
    """Scroll everything that lies around a widget so that its beginning, or its cursor, is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, _AROUND_PX)
        around = around.parentWidget()
