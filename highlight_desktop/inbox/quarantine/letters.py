"""Knows which letters the bytes of a plain text file stand for."""

import codecs
import re

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.kinds import AS_TEXT
from highlight_desktop.report.text import REPLACEMENT

_CONTROL_SHARE = 20
"""One byte in so many may be a control character before a file counts as not being text."""
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1a\x1b"})
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DAMAGED = f"Some of the file is not {{}} and was replaced by “{REPLACEMENT}”."
_GUESSED = (
    "The file is not UTF-8 and was read as Windows-1252:"
    " look at its accents, quotes and currency signs."
)


def read_text(content: bytes, name: str = "The file") -> tuple[str, tuple[str, ...]]:
    """The text of a plain text file, not yet gated, and notes on how it was decoded.

    Reads UTF-8, UTF-16 and UTF-32 with their marks, and Windows-1252 when it is none of
    them. Raises ImportRefusedError, with the next step, when there is no text in it. Not in a
    process apart: decoding takes linear time and at most four bytes a letter, in CPython's own
    codecs, which every keystroke passes through.
    """
    text, notes = decode(content, name)
    if not text.strip("\ufeff\x00 \t\r\n\v\f"):
        raise ImportRefusedError(
            f"{name} has no text in it.", "Choose the file that holds the report."
        )
    return text, notes


def decode(content: bytes, name: str = "The file") -> tuple[str, tuple[str, ...]]:
    """Bytes as text, and notes on what was guessed. Raises ImportRefusedError if it is none."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_as(content[len(mark) :], encoding)
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls * _CONTROL_SHARE > len(content):
        raise ImportRefusedError(f"{name} is not plain text.", AS_TEXT)
    try:
        return content.decode("utf-8", "surrogatepass"), ()
    except UnicodeDecodeError:
        whole = content.decode("utf-8", "replace")
    # Windows-1252 breaks UTF-8 at nearly every accent; a damaged UTF-8 text only here and there.
    broken = whole.count(REPLACEMENT)
    if sum(map(len, _NOT_ASCII.findall(whole))) >= 2 * broken:
        return whole, (_DAMAGED.format("UTF-8"),)
    return _windows_1252(content), (_GUESSED,)


def _decode_as(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Lone surrogates are let through, because the gate shows and counts them."""
    try:
        return content.decode(encoding, "surrogatepass"), ()
    except UnicodeDecodeError:
        return content.decode(encoding, "replace"), (_DAMAGED.format(encoding[:6].upper()),)


def _windows_1252(content: bytes) -> str:
    """The five bytes without a letter become the control characters that the gate leaves out."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        letters = (bytes([b]).decode("cp1252", "replace") for b in range(256))
        table = {b: chr(b) if letter == REPLACEMENT else letter for b, letter in enumerate(letters)}
        return content.decode("latin-1").translate(table)
