"""Knows the question that is asked before a very long text is pasted."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ui import theme
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words


class Answer(Enum):
    """How a long text goes in, when it does."""

    ALL = auto()
    PLAIN = auto()


class LargePasteDialog(RoomyDialog):
    """Holds its window up until it is answered; Escape pastes nothing."""

    answered = Signal(Answer)
    """The author wants it in."""

    def __init__(
        self, character_count: int, *, has_formatting: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(60 * theme.GAP_PX, parent)
        self.setWindowTitle("Paste a long text?")
        question = f"Paste {character_count:,} characters?"
        advice = (
            "That is longer than a whole report usually is. Was more copied than you meant?"
            " If you paste it, Undo takes it out again."
        )
        self.setAccessibleDescription(f"{question} {advice}")
        self._column.addWidget(words(question, rank="heading"))
        self._column.addWidget(words(advice))
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        self._column.addWidget(self._buttons(has_formatting=has_formatting))

    def _buttons(self, *, has_formatting: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._all = buttons.addButton("&Paste all", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(self._all, "primary")
        self._all.setDefault(True)
        self._all.clicked.connect(self._on_chosen)
        self._plain: QPushButton | None = None
        if has_formatting:
            role = QDialogButtonBox.ButtonRole.ActionRole
            self._plain = buttons.addButton("Paste as plain &text", role)
            self._plain.clicked.connect(self._on_chosen)
        buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_chosen(self) -> None:
        answer = Answer.PLAIN if self.sender() is self._plain else Answer.ALL
        self.accept()
        self.answered.emit(answer)
