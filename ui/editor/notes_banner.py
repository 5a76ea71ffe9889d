"""Knows how the notes a report came with are shown: a line that opens into the list of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from ui import theme
from ui.widgets.text_labels import words

_LIST_HEIGHT_PX = 120


class NotesBanner(QFrame):
    """What an import guessed, or what found no place in this form; hidden when there is nothing."""

    def __init__(self, notes: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("panel", "true")
        if not notes:
            # Only ever hidden here: shown without a parent it would be a window of its own.
            self.hide()
        count, which = ("1 note", "it") if len(notes) == 1 else (f"{len(notes)} notes", "them")
        told = words(f"This report came with {count}. Please look through {which} once.")
        self._toggle = QPushButton("Show &notes")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._on_toggled)
        row = QHBoxLayout()
        row.addWidget(told, stretch=1)
        row.addWidget(self._toggle)
        self._list = QPlainTextEdit("\n".join(f"• {note}" for note in notes))
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.setAccessibleName("Notes on this report")
        self._list.setMaximumHeight(_LIST_HEIGHT_PX)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX] * 4)
        column.addLayout(row)
        column.addWidget(self._list)

    def _on_toggled(self, shown: bool) -> None:
        self._list.setVisible(shown)
        self._toggle.setText("Hide &notes" if shown else "Show &notes")
