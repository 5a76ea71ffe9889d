"""Knows the text that came in and belongs to no section, until the author has moved it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import NOT_YET_PLACED
from ui import theme
from ui.editor.prose_editor import ProseEditor
from ui.text_labels import words


class UnplacedPanel(QWidget):
    """An editor to cut from; what stays here is printed at the end of the report."""

    edited = Signal()
    left = Signal()

    def __init__(self, unplaced: Prose, *, read_only: bool) -> None:
        super().__init__()
        heading = words(NOT_YET_PLACED, rank="heading")
        advice = words(
            "This text was imported and belongs to no section. Cut it and paste it where it"
            " belongs; what stays here is printed at the end of the report.",
            muted=True,
        )
        self.editor = ProseEditor()
        self.editor.setAccessibleName("Text not yet placed")
        self.editor.set_prose(unplaced)
        self.editor.setReadOnly(read_only)
        self.editor.edited.connect(self.edited)
        self.editor.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX * 3] * 4)
        column.setSpacing(theme.GAP_PX)
        for widget in (heading, advice):
            column.addWidget(widget)
        column.addWidget(self.editor, stretch=1)

    def prose(self) -> Prose:
        """The text as it stands on the screen."""
        return self.editor.prose()

    def focus_on(self) -> None:
        """Put the cursor in the text."""
        self.editor.setFocus()
