"""Knows how text sits in a cell of a workbook: its width, its lines, and what Excel decodes.

Excel sizes no row by itself when a file is opened, and shows at most 409 points of one;
without heights LibreOffice printed 1,151 of 1,961 words. The widths here are those of
Arial, in widths of its digits.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LINE_PT = 15.5
"""The height of a line of Arial 12, rounded up."""
PAD_PT = 4
MAX_LINES = int((409 - PAD_PT) // LINE_PT)
"""How many lines the tallest row shows."""

_OTHER = 1.3
_TWO_COLUMNS = 2.2
"""Chinese, Japanese and Korean letters, and emoji."""
_LEAST = 0.3
"""Even for marks without a width, so that a cell never nears Excel's 32,767 UTF-16 units."""


class _Widths(dict[str, float]):
    """The width of each letter; one that is not listed is judged once, by its kind."""

    def __missing__(self, char: str) -> float:
        if unicodedata.combining(char):
            self[char] = _LEAST
        else:
            wide = unicodedata.east_asian_width(char) in "WF" or ord(char) > 0xFFFF
            self[char] = _TWO_COLUMNS if wide else _OTHER
        return self[char]


_WIDTHS = _Widths(
    (char, width)
    for characters, width in (
        ("ijl'", 0.4),
        ("ftI.,:;!|/\\[] ", 0.5),
        ("r()-`{}", 0.6),
        ('"*^', 0.85),
        ("csvxyzkJ", 0.9),
        ("abdeghnopquL0123456789$?#_", 1.0),
        ("FTZ+=<>~", 1.1),
        ("ABEKPSVXY&", 1.2),
        ("CDHNRUw", 1.3),
        ("GOQ", 1.4),
        ("mM", 1.5),
        ("%W", 1.7),
        ("@—…", 1.85),
    )
    for char in characters
)
"""From the widths of Helvetica that Adobe published, which Arial shares, rounded up."""
_ROUNDING = 1e-6
_TOKEN = re.compile(" {0,8}[^ ]+| {1,8}")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def height_pt(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row holding these texts, each given with its column's width in digits."""
    return max(len(_lines(text, width)) for text, width in texts) * LINE_PT + PAD_PT


def parts(text: str, width: float) -> list[str]:
    """The text cut, at spaces where it has any, so that each part fits the tallest row.

    Put together again the parts are the text, character for character.
    """
    lines = _lines(text, width)
    return ["".join(lines[start : start + MAX_LINES]) for start in range(0, len(lines), MAX_LINES)]


def escaped(text: str) -> str:
    """The text so that readers which decode ``_x0041_`` show it as typed.

    ECMA-376 part 1, 22.9.2.19 (ST_Xstring): an underscore that would begin such a code is
    itself written as one.
    """
    return _ESCAPE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """What a reader makes of `escaped` text."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _lines(text: str, width: float) -> list[str]:
    """The text cut where a cell of this width wraps it; never empty."""
    if _fits(text, width):
        return [text]
    lines, used = [""], 0.0
    for token in _TOKEN.findall(text):
        for piece in [token] if _fits(token, width) else _cut(token, width):
            needed = _width(piece)
            if lines[-1] and used + needed > width:
                lines.append("")
                used = 0.0
            lines[-1] += piece
            used += needed
    return lines


def _cut(token: str, width: float) -> Iterator[str]:
    """The token, or pieces of it where it is wider than a line."""
    start, used = 0, 0.0
    for end, char in enumerate(token):
        char_width = _WIDTHS[char]
        full = used + char_width > width and end > start
        if full and (not unicodedata.combining(char) or used > 2 * width):
            yield token[start:end]
            start, used = end, 0.0
        used += char_width
    yield token[start:]


def _fits(text: str, width: float) -> bool:
    """True when it surely stands on one line, however its width is rounded."""
    return _width(text) < width - _ROUNDING


def _width(text: str) -> float:
    return sum(map(_WIDTHS.__getitem__, text))
