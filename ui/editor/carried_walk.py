"""Knows the way by keys from one thing that waits to be confirmed to the next, in any section."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.report import Place
from ui.editor.carried_marks import CarriedMarks
from ui.editor.places import Places

NEXT_KEYS, BACK_KEYS = "F4", "Shift+F4"
NOTHING_LEFT = "Nothing from last period is left to confirm."


class CarriedWalk(QObject):
    """Goes on through the sections, and round from the last to the first."""

    arriving = Signal(object)
    """Carries the place to show, before the cursor is put in it."""
    told = Signal(str)

    def __init__(self, page: QWidget, places: Places) -> None:
        super().__init__(page)
        self._places = places
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
        if places.unplaced is not None:
            self.mind(places.unplaced.carried)

    def mind(self, marks: CarriedMarks) -> None:
        """Go on from here as well."""
        marks.next_action.triggered.connect(partial(self._go, False))

    def is_at(self, place: Place) -> None:
        """The author has gone to this place of the report."""
        self._here = place

    def _go(self, back: bool) -> None:
        order = self._places.written()
        if self._here in order:
            at = order.index(self._here)
            if self._places.carried(self._here).go_to_next(back=back):
                return
            # This one last: from its other end.
            at += 0 if back else 1
            order = order[at:] + order[:at]
        for place in reversed(order) if back else order:
            if self._places.to_confirm(place):
                self.arriving.emit(place)
                self._places.carried(place).go_to_next(back=back, from_start=True)
                return
        self.told.emit(NOTHING_LEFT)
