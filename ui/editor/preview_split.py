"""Knows where the preview stands: beside the text, or in its place where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from highlight_desktop.settings import PLAIN_TEXT_PERCENT

if TYPE_CHECKING:
    # Qt's PDF library is loaded when somebody wants to look at one, not before the first paint.
    from ui.editor.preview_panel import PreviewPanel

PAUSE_MS = 800
"""The preview follows the text when nothing was typed for so long."""
_BOTH_FROM_PX = 1100
_SHARES = (0.58, 0.42)
"""Of the width: the text with its tabs, and the preview."""


class PreviewSplit(QSplitter):
    """The text, and beside it the preview once it is wanted."""

    wanted = Signal()
    """A PDF of the report as it stands is wanted."""
    left = Signal()
    """The preview was put away: back to the text."""

    def __init__(self, writing: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._writing = writing
        self._panel: PreviewPanel | None = None
        self._percent = PLAIN_TEXT_PERCENT
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.addWidget(writing)

    @property
    def is_open(self) -> bool:
        """True while the preview is there."""
        return self._panel is not None and not self._panel.isHidden()

    def open(self) -> None:
        """Show the preview, and go there."""
        panel = self._made()
        if not self.is_open:
            panel.show()
            self.setSizes([round(self.width() * share) for share in _SHARES])
        self._share()
        panel.focus_on()
        self._ask()

    def print(self) -> None:
        """Show the report as it stands now, then ask for a printer."""
        self._made().print_when_shown()
        self.open()

    def close_preview(self) -> None:
        """Put the preview away, and go back to the text."""
        if self._panel is not None:
            self._panel.hide()
        self._pause.stop()
        self._share()
        self.left.emit()

    def show_writing(self) -> None:
        """Make sure that the text can be seen."""
        if self.is_open and not self._has_room_for_both:
            self._made().hide()
            self._share()

    def text_changed(self) -> None:
        """The text is no longer what the preview shows."""
        if self.is_open:
            self._pause.start()

    def set_zoom(self, percent: int) -> None:
        """Show the text of the preview in this size."""
        self._percent = percent
        if self._panel is not None:
            self._panel.set_zoom(percent)

    def show_pdf(self, content: bytes) -> None:
        """What was wanted."""
        self._made().show_pdf(content)

    def show_problem(self, sentence: str) -> None:
        """Why what was wanted does not come."""
        self._made().show_problem(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window there is room for one of the two."""
        super().resizeEvent(event)
        self._share()

    @property
    def _has_room_for_both(self) -> bool:
        return self.width() >= _BOTH_FROM_PX

    def _share(self) -> None:
        self._writing.setVisible(self._has_room_for_both or not self.is_open)

    def _ask(self) -> None:
        self._made().show_waiting()
        self.wanted.emit()

    def _made(self) -> PreviewPanel:
        if self._panel is None:
            from ui.editor.preview_panel import PreviewPanel

            self._panel = PreviewPanel()
            self._panel.closed.connect(self.close_preview)
            self._panel.print_requested.connect(self.print)
            self._panel.set_zoom(self._percent)
            self._panel.hide()
            self.addWidget(self._panel)
        return self._panel
