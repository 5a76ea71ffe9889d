"""Knows how large the text of a report is shown, in all its sections at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from highlight_desktop.settings import (
    LARGEST_TEXT_PERCENT,
    PLAIN_TEXT_PERCENT,
    SMALLEST_TEXT_PERCENT,
)
from ui.editor.prose_editor import ProseEditor
from ui.widgets.announce import announce

STEPS_PERCENT = (SMALLEST_TEXT_PERCENT, 90, 100, 110, 125, 150, 175, 200, 250, LARGEST_TEXT_PERCENT)
"""As browsers step."""


class Zoomed(Protocol):
    """What else is shown larger or smaller along with the text."""

    def set_zoom(self, percent: int) -> None:
        """Show what is typed in this size."""


class Zoom(QObject):
    """One size for all the editors of a report."""

    changed = Signal(int)
    """Carries the size in per cent, when the author has chosen another."""

    def __init__(self, parent: QObject, *, along: Sequence[Zoomed] = ()) -> None:
        super().__init__(parent)
        self._editors: list[ProseEditor] = []
        self._along = list(along)
        self._percent = PLAIN_TEXT_PERCENT
        self.actions = (
            # Ctrl+= is Ctrl++ without Shift, for which most people reach.
            self._action("Zoom &in", self.enlarge, "Ctrl++", "Ctrl+="),
            self._action("Zoom &out", self.reduce, "Ctrl+-"),
            self._action("&Actual size", self.reset, "Ctrl+0"),
        )
        """Larger, smaller and plain, for a menu and for their keys."""

    def mind(self, editor: ProseEditor, *along: Zoomed) -> None:
        """Show an editor, and what goes along with it, in the size of the others."""
        self._editors.append(editor)
        self._along += along
        editor.zoom_turned.connect(self._on_turned)
        if self._percent != PLAIN_TEXT_PERCENT:
            for each in (editor, *along):
                each.set_zoom(self._percent)

    @property
    def percent(self) -> int:
        """The size the text is shown in."""
        return self._percent

    def show(self, percent: int) -> None:
        """Show the text in this size."""
        if percent != self._percent:
            self._percent = percent
            for each in (*self._editors, *self._along):
                each.set_zoom(percent)

    def enlarge(self) -> None:
        """One step larger."""
        self._choose(STEPS_PERCENT[bisect_right(STEPS_PERCENT[:-1], self._percent)])

    def reduce(self) -> None:
        """One step smaller."""
        self._choose(STEPS_PERCENT[max(0, bisect_left(STEPS_PERCENT, self._percent) - 1)])

    def reset(self) -> None:
        """As large as other text."""
        self._choose(PLAIN_TEXT_PERCENT)

    def _choose(self, percent: int) -> None:
        if percent != self._percent:
            self.show(percent)
            self.changed.emit(percent)
        seen = next((editor for editor in self._editors if editor.isVisible()), None)
        if seen is not None:
            announce(seen, f"Text at {percent} per cent")

    def _on_turned(self, by: int) -> None:
        (self.enlarge if by > 0 else self.reduce)()

    def _action(self, text: str, act: Callable[[], None], *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(act)
        return action
