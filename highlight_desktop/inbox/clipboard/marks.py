"""Knows how the items of lists are marked: the bullets programs use and how numbers are counted."""

import re

BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*–](?=\s)|[•·▪◦])\s*(?P<text>.*)")
"""A line of plain text that begins with a bullet mark."""
INNER_MARKS = "◦▪"
"""Marks that stand for the second level, wherever they are."""
_WORDS_MARKS = re.compile(r"(?P<mark>[·•o§ØüvqàÞ\uf000-\uf0ff-]|–)\s+(?P<text>.*)")
"""Letters of the fonts Symbol and Wingdings that Word shows as bullets."""
_WORDS_LEVELS = {"o": 1, "§": 2}
"""Which level Word's own bullets stand for when it does not say so."""
_SMALL_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


def is_number(mark: str) -> bool:
    """True for "1.", "2.3", "(a)", "iv)" and "First."; False for "·", "o" and "§"."""
    return any(c.isdecimal() for c in mark) or (
        mark.endswith((".", ")", ":")) and any(c.isalpha() for c in mark)
    )


def item_without_style(text: str) -> tuple[int, int] | None:
    """For a Word list paragraph that lost its styles: its level and where its text begins."""
    found = _WORDS_MARKS.fullmatch(text)
    return (_WORDS_LEVELS.get(found["mark"], 0), found.start("text")) if found else None


def item_in_text(text: str) -> tuple[int, int] | None:
    """For a paragraph that begins with a typed mark: its level and where its text begins."""
    found = BULLET.fullmatch(text)
    return (int(found["mark"] in INNER_MARKS), found.start("text")) if found else None


def number(value: int, style: str) -> str:
    """The number of an item as browsers print it; `style` is a CSS name or an HTML type."""
    if style == "none":
        return ""
    is_small = style in ("a", "i") or style.startswith("lower")
    if style in ("A", "a") or style.endswith(("-alpha", "-latin")):
        written = _letters(value)
    elif style in ("I", "i") or style.endswith("-roman"):
        written = _roman(value)
    else:
        written = str(value)
    return f"{written if is_small else written.upper()}."


def _letters(value: int) -> str:
    written = ""
    rest = value
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        written = chr(ord("a") + letter) + written
    return written or str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    written, rest = "", value
    for worth, letters in _SMALL_ROMAN:
        written += letters * (rest // worth)
        rest %= worth
    return written
