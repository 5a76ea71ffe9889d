"""Knows the one speller of the running program: when it is there, and how words get into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from highlight_desktop import own_words
from ui.process.background import Background

if TYPE_CHECKING:
    # Hunspell is loaded with the dictionary, in the background.
    from highlight_desktop.spelling import Span, Speller


class Spelling(QObject):
    """The speller and the author's own words, shared by every text field of the window."""

    changed = Signal()
    """The dictionary is there, or other words are accepted: all text is to be looked at again."""
    failed = Signal(object)
    """Carries the exception that kept the dictionary from being loaded, or the words from disk."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._data_folder: Path | None = None
        self._speller: Speller | None = None
        self._words: list[str] = []

    def load(self, data_folder: Path) -> None:
        """Load the dictionary and the author's words, once, in the background."""
        if self._data_folder is None:
            self._data_folder = data_folder
            self._background.run(lambda: _load(data_folder), self._on_loaded, self.failed.emit)

    @property
    def is_ready(self) -> bool:
        """True once the dictionary is there; till then no word is misspelt."""
        return self._speller is not None

    @property
    def own_words(self) -> list[str]:
        """The author's own words, in order."""
        return sorted(self._words, key=lambda word: (word.casefold(), word))

    def misspelt(self, text: str) -> list[Span]:
        """Where the misspelt words are, in characters (code points)."""
        return self._speller.misspelt(text) if self._speller is not None else []

    def suggest(self, word: str, context: str = "") -> list[str]:
        """What was probably meant, with the apostrophe of the word or the text around it."""
        return self._speller.suggest(word, context) if self._speller is not None else []

    def ignore(self, word: str) -> None:
        """Accept a word until the program is closed."""
        if self._speller is not None:
            self._speller.ignore(word)
            self.changed.emit()

    def add(self, word: str) -> None:
        """Accept a word from now on, and keep it."""
        word = word.strip()
        if self._speller is not None and word and word not in self._words:
            self._words.append(word)
            self._speller.add(word)
            self._keep()

    def remove(self, word: str) -> None:
        """Take a word out of the author's own."""
        if self._speller is not None and word in self._words:
            self._words.remove(word)
            self._speller.remove(word)
            self._keep()

    def _keep(self) -> None:
        words, folder = tuple(self._words), self._data_folder
        if folder is not None:
            self._background.run(lambda: own_words.save(words, folder), _nothing, self.failed.emit)
        self.changed.emit()

    def _on_loaded(self, loaded: tuple[Speller, list[str]]) -> None:
        self._speller, self._words = loaded
        self.changed.emit()


def _load(data_folder: Path) -> tuple[Speller, list[str]]:
    from highlight_desktop.spelling import Speller

    words = own_words.load(data_folder)
    return Speller.load(words), words


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
