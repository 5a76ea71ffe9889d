"""Knows how the author looks through their own words, adds to them and takes some out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from ui import theme
from ui.process.spelling import Spelling
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_LIST_LINES = 4


class OwnWordsDialog(RoomyDialog):
    """The author's own words. Each change is kept at once."""

    def __init__(self, spelling: Spelling, parent: QWidget | None = None) -> None:
        super().__init__(50 * theme.GAP_PX, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("My words")
        self._spelling = spelling
        self._new = QLineEdit()
        self._add = QPushButton("&Add")
        self._list = QListWidget()
        self._remove = QPushButton("&Remove")
        self._lay_out()
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._new.textChanged.connect(self._show_state)
        self._list.itemSelectionChanged.connect(self._show_state)
        spelling.changed.connect(self._fill_in)
        self._fill_in()

    def _lay_out(self) -> None:
        advice = "These words are never marked as misspelt, and are suggested like any other."
        self._column.addWidget(words(advice, muted=True))
        self._list.setSpacing(theme.GAP_PX // 4)
        self._list.setMinimumHeight(_LIST_LINES * self.fontMetrics().lineSpacing())
        for caption, field, button in (
            ("&New word", self._new, self._add),
            ("My &words", self._list, self._remove),
        ):
            label = QLabel(caption)
            label.setBuddy(field)
            self._column.addWidget(label)
            row = QHBoxLayout()
            row.addWidget(field, stretch=1)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        self._add.setDefault(True)
        ending = QHBoxLayout()
        ending.addStretch(1)
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        ending.addWidget(close)
        self._column.addLayout(ending)

    def _fill_in(self) -> None:
        row = self._list.currentRow()
        self._list.clear()
        self._list.addItems(self._spelling.own_words)
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        self._show_state()

    def _show_state(self) -> None:
        is_one_word = len(self._new.text().split()) == 1
        self._add.setEnabled(self._spelling.is_ready and is_one_word)
        self._remove.setEnabled(bool(self._list.selectedItems()))

    def _on_add(self) -> None:
        word = self._new.text().strip()
        self._spelling.add(word)
        self._new.clear()
        self._new.setFocus()
        announce(self, f"“{word}” is among your words now.")

    def _on_remove(self) -> None:
        for item in self._list.selectedItems():
            word = item.text()
            self._spelling.remove(word)
            announce(self, f"“{word}” is no longer among your words.")
        self._list.setFocus()
