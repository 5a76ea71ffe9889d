"""Knows which words of a text are misspelt, and what was probably meant.

Hunspell does the work, with three sources of words: the British dictionary, our own list of
council words that it lacks, and the author's words. Left alone are acronyms, words with digits
or inner capitals, and what is not prose: addresses, file names, links.
"""

import re
import unicodedata
from collections.abc import Iterable
from importlib.resources import as_file, files
from typing import Self

from hunspell import Hunspell

Span = tuple[int, int]
"""Where a word stands in a text, [start, end) in characters (code points)."""

APOSTROPHES = "'’ʼ"
HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
SUGGESTION_LIMIT = 6

_DICTIONARY = "en_GB"
_COUNCIL_WORDS = "council.txt"
_LONGEST_TO_SUGGEST_FOR = 40
"""In characters. Hunspell tries every slip at every place, so its time grows with the length."""
_LONGEST_WORD = 100
"""In characters: Hunspell's own limit. What is longer is no word."""
_CACHE_LIMIT = 50_000

_LETTER = "[\\w\u00ad\u0300-\u036f]"
_WORD = re.compile(f"{_LETTER}+(?:[{re.escape(APOSTROPHES + HYPHENS)}]{_LETTER}+)*")
_PART = re.compile(f"[^{re.escape(HYPHENS)}]+")
_ORDINAL = r"\S*\d (?:st|nd|rd|th)\b"
_CHUNK = re.compile(r"\S++(?:(?<=\d) (?:st|nd|rd|th)\b)?")
"""What stands between spaces; an ordinal may have one of its own."""
_NOT_PROSE = re.compile(rf"^{_ORDINAL}|[@\\]|://|^\W*(?:#|www\.)|\w\.[a-z][a-z0-9]{{1,4}}(?!\w)")
"""An e-mail address, a path, a link, a hash tag, a file name or the name of a site."""


class Speller:
    """Tells misspelt words. Words can be added and ignored; it keeps nothing in a file.

    Made in any thread, then used in one. `load` is the way to make one.
    """

    def __init__(self, dictionary: Hunspell, own_words: Iterable[str] = ()) -> None:
        self._dictionary = dictionary
        self._accepted: set[str] = set()
        self._taught: set[str] = set()
        self._chunks: dict[str, tuple[Span, ...]] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}
        for word in own_words:
            self.add(word)

    @classmethod
    def load(cls, own_words: Iterable[str] = ()) -> Self:
        """Read the dictionary and the council's words: about 100 ms, with Python held up."""
        with as_file(files("resources") / "dictionaries") as folder:
            # Always UTF-8: the machine's own encoding may not have the letters of the path.
            dictionary = Hunspell(_DICTIONARY, str(folder), system_encoding="UTF-8")
        for word in council_words():
            dictionary.add(word)
        return cls(dictionary, own_words)

    def misspelt(self, text: str) -> list[Span]:
        """Where the misspelt words are; of a hyphenated word only the parts that are misspelt."""
        found: list[Span] = []
        met = self._chunks.get
        # A paragraph is looked at with each key: most of it has been met before.
        for chunk in _CHUNK.finditer(text):
            spans = met(chunk[0])
            if spans is None:
                spans = self._misspelt_in_chunk(chunk[0])
            if spans:
                at = chunk.start()
                found += [(at + start, at + end) for start, end in spans]
        return found

    def suggest(self, word: str, context: str = "") -> list[str]:
        """What was probably meant, the likeliest first, at most six; 30 to 300 ms the first time.

        Suggestions have the apostrophe of the word, or the first one of the text around it.
        """
        if word not in self._suggested:
            long = len(word) > _LONGEST_TO_SUGGEST_FOR
            found = () if long else self._dictionary.suggest(_fold(word))
            self._suggested[word] = tuple(dict.fromkeys(found))[:SUGGESTION_LIMIT]
        used = next((c for c in word + context if c in APOSTROPHES), "'")
        return [suggestion.replace("'", used) for suggestion in self._suggested[word]]

    def add(self, word: str) -> None:
        """Accept a word, in small and capital letters, and suggest it."""
        folded = _fold(word)
        if not self._dictionary.spell(folded):
            self._dictionary.add(folded)
            self._taught.add(folded)
        self.ignore(word)

    def ignore(self, word: str) -> None:
        """Accept a word without suggesting it."""
        self._accepted.add(_fold(word).casefold())
        self._forget()

    def remove(self, word: str) -> None:
        """Accept a word no longer that was added; nothing happens to a dictionary's word."""
        folded = _fold(word)
        self._accepted.discard(folded.casefold())
        if folded in self._taught:
            self._taught.remove(folded)
            self._dictionary.remove(folded)
        self._forget()

    def _forget(self) -> None:
        self._chunks.clear()
        self._suggested.clear()

    def _misspelt_in_chunk(self, chunk: str) -> tuple[Span, ...]:
        if len(self._chunks) >= _CACHE_LIMIT:
            self._chunks.clear()
        spans = () if _NOT_PROSE.search(chunk) else tuple(self._look_at(chunk))
        self._chunks[chunk] = spans
        return spans

    def _look_at(self, chunk: str) -> Iterable[Span]:
        for word in _WORD.finditer(chunk):
            if self._is_known(word.group()):
                continue
            for part in _PART.finditer(word.group()):
                if not is_left_alone(part.group()) and not self._is_known(part.group()):
                    yield word.start() + part.start(), word.start() + part.end()

    def _is_known(self, word: str) -> bool:
        folded = _fold(word)
        owner = folded.removesuffix("'s")
        if owner.casefold() in self._accepted or folded.casefold() in self._accepted:
            return True
        return bool(self._dictionary.spell(folded) or self._dictionary.spell(owner))


def is_left_alone(word: str) -> bool:
    """True for what no dictionary can judge: digits, acronyms such as MTFS and LAs, SharePoint."""
    if not 1 < len(word) <= _LONGEST_WORD or not any(letter.isalpha() for letter in word):
        return True
    return any(letter.isupper() for letter in word[1:]) or any(
        letter == "_" or letter.isnumeric() for letter in word
    )


def council_words() -> list[str]:
    """The words of local government that the dictionary lacks."""
    text = (files("resources") / "dictionaries" / _COUNCIL_WORDS).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _fold(word: str) -> str:
    """A word as the dictionary writes it: composed, with its own apostrophe and hyphen."""
    word = unicodedata.normalize("NFC", word).replace("\u00ad", "")
    for apostrophe in APOSTROPHES:
        word = word.replace(apostrophe, "'")
    for hyphen in HYPHENS:
        word = word.replace(hyphen, "-")
    return word
