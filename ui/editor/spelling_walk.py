"""Knows the way through a report from one misspelt word to the next, and what is done at each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from ui.editor import misspelt_words, prose_acts
from ui.editor.acts import Acts
from ui.editor.prose_document import one_step
from ui.editor.prose_editor import ProseEditor
from ui.process.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Found:
    """A misspelt word on the way."""

    stop: int
    """The number of the text it stands in."""
    word: str
    sentence: str
    begins_at: int
    """The character of the sentence the word begins at."""
    suggestions: Sequence[str]


class SpellingWalk(QObject):
    """Goes through texts, from the one given on and round to the one before it.

    The texts may be edited meanwhile: each step looks at them as they are.
    """

    found = Signal(object)
    """Carries a Found; its word is selected in its text."""
    ended = Signal()
    """No misspelt word is left."""

    def __init__(
        self,
        texts: Sequence[ProseEditor],
        spelling: Spelling,
        acts: Acts,
        first: int = 0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._texts = texts
        self._spelling = spelling
        self._ahead = [*range(first, len(texts)), *range(first)]
        self._word: QTextCursor | None = None
        self._written = ""
        self._place: QTextCursor | None = None

    def go_on(self) -> None:
        """Go to the next misspelt word."""
        while self._ahead:
            text = self._texts[self._ahead[0]]
            word = None if text.isReadOnly() else self._next_in(text)
            if word is not None:
                self._arrive(text, word)
                return
            self._ahead.pop(0)
            self._place = None
        self._word = None
        self.ended.emit()

    def change(self, to: str) -> None:
        """Put this in the word's place, and go on behind it."""
        # Otherwise the author has edited the text at the word meanwhile.
        if self._word is not None and self._word.selectedText() == self._written:
            prose_acts.replace_word(self._word, to)
            self._place = QTextCursor(self._word)
        self.go_on()

    def change_all(self, to: str) -> None:
        """Put this in the place of the word wherever the report has it; taken back as one."""
        open_texts = [text for text in self._texts if not text.isReadOnly()]
        with self._acts.one(f"“{self._written}” to “{to}”", open_texts, whole=False):
            for text in open_texts:
                self._change_all_in(text.document(), to)
        self.change(to)

    def ignore(self) -> None:
        """Accept the word until the program is closed."""
        self._spelling.ignore(self._written)
        self.go_on()

    def add(self) -> None:
        """Accept the word from now on."""
        self._spelling.add(self._written)
        self.go_on()

    def _next_in(self, text: ProseEditor) -> QTextCursor | None:
        position = self._place.position() if self._place is not None else 0
        return misspelt_words.after(text.document(), position, self._spelling.misspelt)

    def _arrive(self, text: ProseEditor, word: QTextCursor) -> None:
        self._word, self._written = word, word.selectedText()
        self._place = QTextCursor(word)
        self._place.setPosition(word.selectionStart())
        sentence, begins_at = misspelt_words.sentence(word)
        suggestions = self._spelling.suggest(self._written, word.block().text())
        self.found.emit(Found(self._ahead[0], self._written, sentence, begins_at, suggestions))
        text.show_selected(word)

    def _change_all_in(self, document: QTextDocument, to: str) -> None:
        words = misspelt_words.everywhere(document, self._written, self._spelling.misspelt)
        if words:
            with one_step(words[0]):
                for word in words:
                    prose_acts.replace_word(word, to)
