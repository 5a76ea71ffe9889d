"""Knows how each character gets on to paper: as a letter of one of the fonts, or in words.

A TrueType font prints an empty box for a letter it does not have, and an engine without
shaping prints Arabic unjoined and backwards. Such characters are printed as their Unicode
names in square brackets instead, so that nothing is lost and a screen reader can say it.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, takewhile

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_NEEDS_SHAPING = range(0x0E80, 0x0F00)
"""Lao: the fallback font has its letters, but its vowels only fall in place when shaped."""
_SKIN_TONES = {
    0x1F3FB: "light skin tone",
    0x1F3FC: "medium-light skin tone",
    0x1F3FD: "medium skin tone",
    0x1F3FE: "medium-dark skin tone",
    0x1F3FF: "dark skin tone",
}
"""The names of the Unicode CLDR; the characters' own speak of "Fitzpatrick types"."""
_TAGS = range(0xE0020, 0xE007F)
"""Invisible letters that make the flags of England, Scotland and Wales out of a black flag."""
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

_UNDER_MARKS = re.compile(
    "\\S[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
)
"""A letter and the combining marks on it; the blocks of such marks that are of no one script."""
_NAMED = -1
"""Stands for a font's number where a character is printed by its name."""


class Lettering:
    """The letters that some fonts can print, the fonts in order of preference."""

    def __init__(self, coverage: Sequence[Container[int]]) -> None:
        self._coverage = coverage
        """The code points of each font."""
        self._known: dict[str, tuple[str, int]] = {}
        self._plain: set[str] = set()
        """Letters known to be printed as themselves, each alone, in the first font."""

    def spell(self, text: str, before: str = "", after: str = "") -> list[tuple[str, int]]:
        """The text as it is printed, cut into pieces with the number of the font for each.

        Characters without a visible form (joiners, soft hyphens, direction marks) are left
        out, and every space is a plain or a no-break space. Compatibility letters that no
        font has become the plain ones they stand for (NFKC): mathematical bold to letters.
        Names are set apart from letters beside them, also from those in `before` and
        `after`, the text on either side: the words there stay whole words.
        """
        if text.isascii():
            return [(text, 0)] if text else []
        composed = unicodedata.normalize("NFC", text)
        if self._plain.issuperset(composed):
            return [(composed, 0)]
        pieces = [
            ("".join(letter for letter, _ in group), font)
            for font, group in groupby(self._letters(text), key=lambda letter: letter[1])
        ]
        return _with_names(pieces, before, after)

    def unprintable(self, text: str) -> list[str]:
        """The characters of a text that are printed by their names, each once, in order."""
        if text.isascii():
            return []
        return list(dict.fromkeys(char for char, font in self._letters(text) if font == _NAMED))

    def adrift(self, text: str) -> list[str]:
        """Letters under marks that no font has in one piece, each once: the marks stand askew."""
        if text.isascii():
            return []
        shown = "".join(char for char, font in self._letters(text) if font != _NAMED)
        return list(dict.fromkeys(_UNDER_MARKS.findall(unicodedata.normalize("NFC", shown))))

    def _letters(self, text: str) -> Iterator[tuple[str, int]]:
        """Each character as printed, with its font; a mark goes with the letter it sits on."""
        before = 0
        for char in unicodedata.normalize("NFC", text):
            letter, font = self._known.get(char) or self._learn(char)
            if not letter:
                continue
            if unicodedata.combining(char):
                if before == _NAMED:
                    letter, font = char, _NAMED
                elif before > 0 and ord(char) in self._coverage[before]:
                    font = before
            yield letter, font
            before = font

    def _learn(self, char: str) -> tuple[str, int]:
        known = self._known[char] = self._look_up(char)
        if known == (char, 0) and not unicodedata.combining(char):
            self._plain.add(char)
        return known

    def _look_up(self, char: str) -> tuple[str, int]:
        if unicodedata.category(char) == "Zs":
            return (
                "\N{NO-BREAK SPACE}" if "<noBreak>" in unicodedata.decomposition(char) else " "
            ), 0
        if _has_no_form(char):
            return "", 0
        for form in ("NFC", "NFD", "NFKC"):
            letter = unicodedata.normalize(form, char)
            for font in range(len(self._coverage)):
                if all(self._prints(part, font) for part in letter):
                    return letter, font
        return char, _NAMED

    def _prints(self, char: str, font: int) -> bool:
        code = ord(char)
        return (
            code in self._coverage[font]
            and code not in _NEEDS_SHAPING
            and unicodedata.category(char) not in ("Co", "Cn")
            and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT
        )


def in_words(characters: str) -> str:
    """Characters by name: "[grinning face]", "[arabic letter alef, beh]"."""
    names = [_name_of(char).split() for char in characters]
    first, *others = names
    are_letters = all(unicodedata.category(char)[0] in "LM" for char in characters)
    shared = _shared_words(names) if are_letters else 0
    return f"[{', '.join([' '.join(first), *(' '.join(name[shared:]) for name in others)])}]"


def _name_of(char: str) -> str:
    """The name of a character in small letters, or its number if this Python knows none."""
    code = ord(char)
    if code in _SKIN_TONES:
        return _SKIN_TONES[code]
    if code in _TAGS:
        return chr(code - _TAGS.start + ord(" ")).strip() or "space"
    name = unicodedata.name(char, "")
    return name.lower().replace("ideograph-", "ideograph ") if name else f"U+{code:04X}"


def _shared_words(names: Sequence[Sequence[str]]) -> int:
    """With how many words all names begin alike, leaving each at least one of its own."""
    columns = list(zip(*(name[:-1] for name in names), strict=False)) if len(names) > 1 else []
    return len(list(takewhile(lambda column: len(set(column)) == 1, columns)))


def _with_names(pieces: list[tuple[str, int]], before: str, after: str) -> list[tuple[str, int]]:
    """Put in the names, with a space wherever one would touch a word."""
    texts = [before, *(text for text, _ in pieces), after]
    named = []
    for number, (text, font) in enumerate(pieces):
        if font == _NAMED:
            lead = " " if _touches(texts[number][-1:], "([{‘“") else ""
            trail = " " if _touches(texts[number + 2][:1], ".,;:!?)]}’”") else ""
            named.append((f"{lead}{in_words(text)}{trail}", 0))
        else:
            named.append((text, font))
    return named


def _touches(beside: str, allowed: str) -> bool:
    return bool(beside) and not beside.isspace() and beside not in allowed


def _has_no_form(char: str) -> bool:
    code = ord(char)
    if any(code in selectors for selectors in _VARIATION_SELECTORS):
        return True
    if unicodedata.category(char) not in ("Cf", "Cc"):
        return False
    return code not in _TAGS and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT
