"""Knows how the author chooses the section that text is moved to: by key, by button, in a menu."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from highlight_desktop.report.edition import Section
from ui.editor.prose_editor import ProseEditor

MOVE_KEYS = "Ctrl+Shift+M"


class MoveMenu(QObject):
    """Offers sections for the paragraph at the cursor of one text, or for what is selected."""

    chosen = Signal(str)
    """Carries the id of the section that is to have the text."""

    def __init__(
        self, panel: QWidget, editor: ProseEditor, sections: Sequence[Section], name: str
    ) -> None:
        """`name` is what the button, and the list of keys, call it."""
        super().__init__(panel)
        self._editor = editor
        self._menu = QMenu(panel)
        self._menu.setAccessibleName("Sections to move this text to")
        for section in sections:
            choice = self._menu.addAction(section.name.replace("&", "&&"))
            choice.triggered.connect(partial(self.chosen.emit, section.id))
        self._action = QAction(name, panel)
        self._action.setToolTip("Move this paragraph, or what is selected, to a section")
        self._action.setShortcut(QKeySequence(MOVE_KEYS))
        self._action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._action.triggered.connect(self._on_wanted)
        panel.addAction(self._action)

    def button(self) -> QToolButton:
        """A button that opens the menu."""
        button = QToolButton()
        button.setDefaultAction(self._action)
        # Qt leaves the dots of an action out.
        button.setText(f"Move this to… ({MOVE_KEYS})")
        button.setAccessibleName(self._action.toolTip())
        return button

    def _on_wanted(self) -> None:
        if not self._editor.isReadOnly():
            below = self._editor.cursorRect().bottomLeft()
            self._menu.popup(self._editor.viewport().mapToGlobal(below))
