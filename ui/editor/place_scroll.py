"""Knows how a place of a report scrolls, and that the cursor stays in sight in a low window."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.editor.prose_editor import ProseEditor
from ui.widgets.sight import bring_into_sight


class PlaceScroll(QScrollArea):
    """A panel that is as wide as there is room, and scrolls where it is taller."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The panel has become taller or lower, as with another size of the text.
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def hold(self, panel: QWidget) -> None:
        """Show a panel. By Tab one comes to it where this stands, however late it was made."""
        order = [each for each in _in_focus_chain(panel) if _takes_keys(each)]
        self.setWidget(panel)
        for before, after in pairwise((self._before(), *order)):
            self.setTabOrder(before, after)
        for editor in panel.findChildren(ProseEditor):
            editor.cursorPositionChanged.connect(self._follow)

    def _before(self) -> QWidget:
        """What one comes from by Tab: Qt gives what takes no keys no place in the order."""
        widget = self.previousInFocusChain()
        while widget is not None and widget is not self and not _takes_keys(widget):
            widget = widget.previousInFocusChain()
        return widget or self

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What has the keys stays in sight when the window becomes lower."""
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        """The editor scrolls its own text; where it is taller than the window, that is not all."""
        panel = self.widget()
        has_keys = panel.focusWidget() if panel is not None else None
        if isinstance(has_keys, ProseEditor):
            has_keys.ensureCursorVisible()
        if has_keys is not None:
            bring_into_sight(has_keys)


def _in_focus_chain(panel: QWidget) -> Iterator[QWidget]:
    """A panel that is in no window yet, and what is in it, in the order of Tab."""
    yield panel
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        yield widget
        widget = widget.nextInFocusChain()


def _takes_keys(widget: QWidget) -> bool:
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
