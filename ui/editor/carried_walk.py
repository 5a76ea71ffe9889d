"""Knows the way by keys from one thing that waits to be confirmed to the next, in any section."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.report import Place
from ui.editor.carried_marks import CarriedMarks

NEXT_KEYS, BACK_KEYS = "F4", "Shift+F4"
NOTHING_LEFT = "Nothing from last period is left to confirm."


class CarriedWalk(QObject):
    """Goes on through the sections, and round from the last to the first."""

    arriving = Signal(object)
    """Carries the place to show, before the cursor is put in it."""
    told = Signal(str)

    def __init__(self, page: QWidget, stops: Sequence[tuple[Place, CarriedMarks]]) -> None:
        super().__init__(page)
        self._stops = stops
        self._here = Place("header")
        for text, keys, back in (
            ("Go to the next paragraph to confirm", NEXT_KEYS, False),
            ("Go back to the last paragraph to confirm", BACK_KEYS, True),
        ):
            action = QAction(text, page)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(self._go, back))
            page.addAction(action)
        for _, marks in stops:
            marks.next_action.triggered.connect(partial(self._go, False))

    def is_at(self, place: Place) -> None:
        """The author has gone to this place of the report."""
        self._here = place

    def _go(self, back: bool) -> None:
        places = [place for place, _ in self._stops]
        order = list(self._stops)
        if self._here in places:
            at = places.index(self._here)
            if order[at][1].go_to_next(back=back):
                return
            # This one last: from its other end.
            at += 0 if back else 1
            order = order[at:] + order[:at]
        for place, marks in reversed(order) if back else order:
            if marks.count:
                self.arriving.emit(place)
                marks.go_to_next(back=back, from_start=True)
                return
        self.told.emit(NOTHING_LEFT)
