"""Knows characters: which may stand in a report, which mean the same, which make a word.

All text that enters passes one gate. Its rule is the characters of XML 1.0
(https://www.w3.org/TR/xml/#charsets), because the workbook is XML and refuses any other,
less the control characters U+007F to U+009F, which no font shows, and the Unicode
noncharacters (Qt takes U+FDD0 and U+FDD1 for the edges of a frame). SQLite and UTF-8 refuse
lone surrogates.
"""

import re
import unicodedata
from dataclasses import dataclass

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACE_LIKE = re.compile("[\t\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_UNSEEN = re.compile("[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
"""What turns the direction of writing, or has no width; not joiners, which emoji need."""
_WORD = re.compile(r"\w[^\s]*")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
DASHES = "‐‑‒–—―⁃−﹘"
"""What people and their programs write for a dash, beside the hyphen itself."""
APOSTROPHES = "‘’‛`´′"
"""The same for the apostrophe."""


@dataclass(frozen=True, slots=True)
class Gated:
    """Text that may stand in a report, and what had to be done to make it so."""

    text: str
    """The text; its only control character is the line feed."""
    notes: tuple[str, ...] = ()
    """One sentence for each kind of character that was changed, empty for ordinary text."""


def gate(text: str) -> Gated:
    """Let text in: line ends become line feeds, tabs spaces, and unusable characters go.

    A broken half of a character (a lone surrogate) becomes U+FFFD, so that its place stays
    visible. Everything else is kept exactly, accents and emoji included; no normalisation.
    """
    # All that is changed below is of kinds that Python calls not printable; most texts have none.
    if text.isprintable():
        return Gated(text)
    notes = []
    text = _SPACE_LIKE.sub(" ", _LINE_END.sub("\n", text))
    text, broken = _SURROGATE.subn(REPLACEMENT, text)
    if broken:
        notes.append(f"{_count(broken, 'broken character')} replaced by “{REPLACEMENT}”.")
    text, unshowable = _UNSHOWABLE.subn("", text)
    if unshowable:
        notes.append(f"{_count(unshowable, 'invisible control character')} left out.")
    return Gated(text, tuple(notes))


def one_line(text: str) -> str:
    """Text for a field that has only one line: gated, white space folded, ends trimmed."""
    return " ".join(gate(text).text.split())


def listed(text: str) -> str:
    """The same for a row of a list: what would turn the row round, or is unseen, is named.

    “Parks[right-to-left override]slliB”: so two names that differ never look alike.
    """
    line = one_line(text)
    if line.isprintable():
        return line
    return _UNSEEN.sub(lambda mark: f"[{unicodedata.name(mark[0]).lower()}]", line)


def file_label(name: str) -> str:
    """A file's name to be shown, on one line and without what makes "exe.docx" of "xcod.exe"."""
    return _UNSEEN.sub("", one_line(name))


def words(text: str) -> list[str]:
    """The words of a text as a reader counts them: runs of non-space holding a letter or digit.

    Bullet marks and dashes that stand alone are not words, and marks around a word
    (brackets, quotes) are left off its front.
    """
    return _WORD.findall(text)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{' was' if number == 1 else 's were'}"
