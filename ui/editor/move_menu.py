"""Knows how the author chooses the section that text is moved to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from highlight_desktop.report.edition import Section
from ui.editor.prose_editor import ProseEditor

MOVE_KEYS = "Ctrl+Shift+M"
_SPOKEN = "Move this paragraph, or what is selected, to a section"


class MoveMenu(QObject):
    """Offers sections for the paragraph at the cursor of one text, or for what is selected."""

    chosen = Signal(str)
    """Carries the id of the section that is to have the text."""

    def __init__(self, panel: QWidget, editor: ProseEditor, sections: Sequence[Section]) -> None:
        super().__init__(panel)
        self._editor = editor
        self._menu = QMenu(panel)
        self._menu.setAccessibleName("Sections to move this text to")
        for section in sections:
            choice = self._menu.addAction(section.name.replace("&", "&&"))
            choice.triggered.connect(partial(self.chosen.emit, section.id))

    def ask(self) -> None:
        """Open the menu at the cursor."""
        if not self._editor.isReadOnly():
            below = self._editor.cursorRect().bottomLeft()
            self._menu.popup(self._editor.viewport().mapToGlobal(below))

    def button(self) -> QToolButton:
        """A button that opens the menu."""
        button = QToolButton()
        button.setText(f"Move this to… ({MOVE_KEYS})")
        button.setToolTip(_SPOKEN)
        button.setAccessibleName(f"{_SPOKEN} ({MOVE_KEYS})")
        button.clicked.connect(self.ask)
        return button
