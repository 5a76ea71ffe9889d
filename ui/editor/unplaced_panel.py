"""Knows the text that belongs to no section, and how it is moved to one; it is never dropped."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from highlight_desktop.report.edition import Section
from highlight_desktop.report.prose import Prose, without_blanks
from highlight_desktop.report.report import NOT_YET_PLACED
from ui import theme
from ui.editor.carried_marks import CarriedMarks
from ui.editor.carried_strip import CarriedStrip
from ui.editor.movable_text import MovableText
from ui.editor.move_menu import MoveMenu
from ui.editor.prose_editor import ProseEditor
from ui.widgets.text_labels import words


class UnplacedPanel(QWidget):
    """An editor to move text from; what stays here is printed at the end of the report."""

    edited = Signal()
    left = Signal()
    cleaned = Signal(str)
    """What was changed in pasted text, in words."""
    move_wanted = Signal(str)
    """Carries the id of the section that `take_out` is asked for."""

    def __init__(self, unplaced: Prose, sections: Sequence[Section], *, read_only: bool) -> None:
        super().__init__()
        self.editor: ProseEditor = MovableText()
        self.editor.setAccessibleName("Text not yet placed")
        self.carried = CarriedMarks(self.editor)
        self.editor.set_prose(unplaced)
        self.editor.setReadOnly(read_only)
        self.carried.look()
        self.editor.edited.connect(self.edited)
        self.editor.left.connect(self.left)
        self.editor.cleaned.connect(self._on_cleaned)
        self.moving = MoveMenu(self, self.editor, sections)
        self.moving.chosen.connect(self.move_to)
        self._lay_out(read_only=read_only)

    def prose(self) -> Prose:
        """The text as it stands on the screen."""
        return self.editor.prose()

    def focus_on(self) -> None:
        """Put the cursor in the text."""
        self.editor.setFocus()

    def move_to(self, section_id: str) -> None:
        """Ask to move the blocks at the cursor, or those selected, to a section."""
        if not self.editor.isReadOnly():
            self.move_wanted.emit(section_id)

    def take_out(self) -> Prose:
        """Remove the blocks at the cursor, or those selected, and return what they say."""
        return without_blanks(self.editor.take_out())

    def _lay_out(self, *, read_only: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX * 3] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words(NOT_YET_PLACED, rank="heading"))
        column.addWidget(
            words(
                "This text belongs to no section of this form. Move each paragraph to where it"
                " belongs: with the button, or by dragging selected text onto a tab. What stays"
                " here is printed at the end of the report.",
                muted=True,
            )
        )
        if not read_only:
            column.addWidget(self.moving.button())
        column.addWidget(CarriedStrip(self.carried, self))
        column.addWidget(self.editor, stretch=1)

    def _on_cleaned(self, notes: list[str]) -> None:
        self.cleaned.emit(" ".join(notes))
