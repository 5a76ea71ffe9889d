"""Knows how a misspelt word is shown with what can be done about it, beside the open report."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.editor.misspelt_words import units
from ui.editor.spelling_walk import Found, SpellingWalk
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_SENTENCE_LINES = 3
_LIST_LINES = 2
DONE = "Spelling is checked."


class SpellingDialog(RoomyDialog):
    """One misspelt word at a time. It changes nothing: it tells what the author wants."""

    change_wanted = Signal(str)
    change_all_wanted = Signal(str)
    ignore_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """The names are those of the texts, by number."""
        super().__init__(60 * theme.GAP_PX, parent)
        self.setWindowTitle("Spelling")
        self._names = names
        self._place = words(rank="heading")
        self._word = words(muted=True)
        self._sentence = QTextEdit()
        self._change_to = QLineEdit()
        self._changes: list[QPushButton] = []
        self._suggestions = QListWidget()
        self._asking = QWidget()
        self._close = self._button("Close", self.reject)
        self._lay_out()
        self._change_to.textChanged.connect(self._on_change_to_edited)
        self._suggestions.currentTextChanged.connect(self._on_suggestion_chosen)
        self._suggestions.itemDoubleClicked.connect(self._on_change)

    def lead(self, walk: SpellingWalk) -> None:
        """Tell a walk what the author wants, and show where it comes to."""
        self.change_wanted.connect(walk.change)
        self.change_all_wanted.connect(walk.change_all)
        self.ignore_wanted.connect(walk.ignore)
        self.add_wanted.connect(walk.add)
        walk.found.connect(self.show_found)
        walk.ended.connect(self.show_done)

    def stand_aside(self) -> None:
        """Leave the upper part of the window in sight, where the word is shown in its text."""
        behind = self.parentWidget()
        if behind is not None:
            corner = behind.window().frameGeometry().bottomRight()
            self.move(corner - QPoint(self.frameGeometry().width(), self.frameGeometry().height()))

    def show_found(self, found: Found) -> None:
        """Show a misspelt word in its sentence."""
        self._place.setText(self._names[found.stop])
        self._word.setText(f"“{found.word}” is not in the dictionary.")
        self._show_sentence(found)
        self._suggestions.clear()
        self._suggestions.addItems(list(found.suggestions))
        if found.suggestions:
            self._suggestions.setCurrentRow(0)
            self._suggestions.setFocus()
        else:
            none = QListWidgetItem("No suggestions")
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self._suggestions.addItem(none)
            self._change_to.setText(found.word)
            self._change_to.selectAll()
            self._change_to.setFocus()
        announce(self, f"{self._place.text()}: {self._word.text()}")

    def show_done(self) -> None:
        """No word is left."""
        self._asking.hide()
        self._place.setText(DONE)
        self._word.setText("Every word is in the dictionary, among your own, or ignored for now.")
        self._column.activate()
        self.resize(self.width(), self._needed_height())
        self._close.setDefault(True)
        self._close.setFocus()
        announce(self, DONE)

    def _show_sentence(self, found: Found) -> None:
        """Text as it is, the word bold and underlined."""
        self._sentence.setPlainText(found.sentence)
        emphasis = QTextCharFormat()
        emphasis.setFontWeight(600)
        emphasis.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        emphasis.setUnderlineColor(theme.bad(self.palette()))
        start = units(found.sentence[: found.begins_at])
        cursor = self._sentence.textCursor()
        cursor.setPosition(start)
        self._sentence.setTextCursor(cursor)
        cursor.setPosition(start + units(found.word), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(emphasis)
        self._sentence.ensureCursorVisible()

    def _lay_out(self) -> None:
        for label in (self._place, self._word):
            self._column.addWidget(label)
        self._column.addWidget(self._asking, stretch=1)
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(theme.GAP_PX)
        questions = QVBoxLayout()
        questions.setSpacing(theme.GAP_PX)
        line_px = self.fontMetrics().lineSpacing()
        self._sentence.setReadOnly(True)
        self._sentence.setTabChangesFocus(True)
        self._sentence.setFixedHeight(_SENTENCE_LINES * line_px + 2 * theme.GAP_PX)
        self._sentence.setAccessibleName("The sentence it stands in")
        questions.addWidget(self._sentence)
        questions.addLayout(self._choices(line_px), stretch=1)
        asking.addLayout(questions, stretch=1)
        asking.addLayout(self._answers())
        # Takes the room of the questions once there are none.
        self._column.addStretch(0)
        ending = QHBoxLayout()
        ending.addStretch(1)
        ending.addWidget(self._close)
        self._column.addLayout(ending)

    def _choices(self, line_px: int) -> QGridLayout:
        choices = QGridLayout()
        self._suggestions.setSpacing(theme.GAP_PX // 4)
        # Qt's first size shows all suggestions; on a small screen, or one at 300 %, two must do.
        self._suggestions.setMinimumHeight(_LIST_LINES * line_px)
        for row, (caption, field) in enumerate(
            (("Change &to", self._change_to), ("&Suggestions", self._suggestions))
        ):
            label = QLabel(caption)
            label.setBuddy(field)
            # As far down as the words in the field.
            label.setContentsMargins(0, theme.GAP_PX, 0, 0)
            choices.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            choices.addWidget(field, row, 1)
        return choices

    def _answers(self) -> QVBoxLayout:
        answers = QVBoxLayout()
        change = self._button("&Change", self._on_change)
        change.setDefault(True)
        theme.mark(change, "primary")
        self._changes += [change, self._button("Change a&ll", self._on_change_all)]
        for button in (
            *self._changes,
            self._button("&Ignore for now", self.ignore_wanted.emit),
            self._button("&Add to my words", self.add_wanted.emit),
        ):
            answers.addWidget(button)
        answers.addStretch(1)
        return answers

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked: pressed())
        return button

    def _on_suggestion_chosen(self, suggestion: str) -> None:
        if suggestion:
            self._change_to.setText(suggestion)

    def _on_change_to_edited(self, text: str) -> None:
        """A word is not changed to nothing: the spaces around it would stay."""
        for button in self._changes:
            button.setEnabled(bool(text.strip()))

    def _on_change(self) -> None:
        self.change_wanted.emit(self._change_to.text().strip())

    def _on_change_all(self) -> None:
        self.change_all_wanted.emit(self._change_to.text().strip())
