"""Knows what a file must be before anything in it is read: its size, its kind, its letters."""

import codecs
import re
import stat
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.report.text import REPLACEMENT, one_line

TEXT_LIMIT_BYTES = 2_000_000
"""About 300,000 words. The three real reports have 4 to 10 kB."""
_CONTROL_SHARE = 20
"""One byte in so many may be a control character before a file counts as not being text."""
_AS_TEXT = "Open it, save it as plain text (.txt), and import that."
_KINDS = {
    "a Word document": (".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".pages"),
    "a PDF": (".pdf",),
    "a workbook": (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"),
    "a presentation": (".ppt", ".pptx", ".odp"),
    "an e-mail message": (".eml", ".msg"),
    "a web page": (".htm", ".html", ".mht", ".mhtml"),
    "a picture": (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
    "an archive": (".zip", ".7z", ".gz", ".tar", ".rar"),
}
_KIND_OF_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}
_KIND_OF_BEGINNING = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a Word document, a workbook or an archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an older Office document",
    b"{\\rtf": "a Word document",
    b"SQLite format 3\x00": "a database",
    b"\x89PNG\r\n": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
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


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a plain text file, not yet gated, and notes on how it was decoded.

    Reads UTF-8, UTF-16 and UTF-32 with their marks, and Windows-1252 when it is none of
    them. Raises ImportRefusedError, with the next step, for everything that is not plain
    text, has nothing to read, is larger than 2 MB or cannot be opened.
    """
    name = f"“{one_line(path.name) or path.resolve().name}”"
    kind = _KIND_OF_SUFFIX.get(path.suffix.lower())
    content = _content(path, name)
    for beginning, found in _KIND_OF_BEGINNING.items():
        if content.startswith(beginning):
            kind = kind or found
    if kind:
        raise ImportRefusedError(
            f"{name} is {kind}, and only plain text can be imported.", _AS_TEXT
        )
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
        raise ImportRefusedError(f"{name} is not plain text.", _AS_TEXT)
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


def _content(path: Path, name: str) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ImportRefusedError(f"{name} is a folder.", "Choose the report inside it.")
        if not stat.S_ISREG(mode):  # a pipe or a device may never end
            raise ImportRefusedError(f"{name} is not a file.", "Choose a file with a report in it.")
        with path.open("rb") as file:
            content = file.read(TEXT_LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        message = f"{name} could not be read: {_reason(error)}."
        raise ImportRefusedError(message, "Check the name and the place, and try again.") from error
    if len(content) > TEXT_LIMIT_BYTES:
        raise ImportRefusedError(
            f"{name} is larger than {TEXT_LIMIT_BYTES // 1_000_000} MB, too large for a report.",
            "Choose the report itself, or cut it down to the report.",
        )
    if not content:
        raise ImportRefusedError(f"{name} is empty.", "Choose the file that holds the report.")
    return content


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "no file can have such a name"
    if isinstance(error, PermissionError):
        return "you may not read it, or another program holds it"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    return files.reason(error)
