"""Knows which kind a file is of, by its content, and what to do with the kinds nobody reads."""

import re
from enum import StrEnum

AS_WORD = "Open it in Word, save it as a Word document (.docx), and import that."
AS_TEXT = "Open it, save it as plain text (.txt), and import that."
_AS_WORKBOOK = "Open it in Excel, save it as a workbook (.xlsx), and import that."
_AS_TYPED = "Type the text into a report, or ask its author for the document itself."
_UNPACK = "Take the report out of it, and import that."
_FROM_MAIL = "Open it in your e-mail program, save the report attached to it, and import that."


class Kind(StrEnum):
    """What is read, each kind by its own reader."""

    TEXT = "text"
    OFFICE = "office"
    """A package that only its directory tells to be a Word document or a workbook."""
    WORD = "word"
    WORKBOOK = "workbook"
    PDF = "pdf"
    MESSAGE = "message"
    """An e-mail message as a file (.eml)."""


_READ = ((b"%PDF-", Kind.PDF), (b"PK\x03\x04", Kind.OFFICE))
_PDF_WITHIN_BYTES = 1024
"""Readers look for the mark of a PDF so far into a file (PDF 1.7, appendix H, note 13)."""
_PDF_MARK = re.compile(rb"(?:^|[\r\n\x00])%PDF-\d")
_NOT_READ = (
    (b"{\\rtf", "a Rich Text document", AS_WORD),
    (b"PK\x05\x06", "an empty archive", "Choose the file that holds the report."),
    (b"PK\x07\x08", "a part of a split archive", _UNPACK),
    (b"Rar!\x1a\x07", "an archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "an archive", _UNPACK),
    (b"\x1f\x8b", "an archive", _UNPACK),
    (b"BZh", "an archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an archive", _UNPACK),
    (b"\x89PNG\r\n", "a picture", _AS_TYPED),
    (b"\xff\xd8\xff", "a picture", _AS_TYPED),
    (b"GIF8", "a picture", _AS_TYPED),
    (b"II*\x00", "a picture", _AS_TYPED),
    (b"MM\x00*", "a picture", _AS_TYPED),
    (b"SQLite format 3\x00", "a database", "Choose the file that holds the report."),
    (b"\x7fELF", "a program", "Choose the file that holds the report."),
    (b"MZ\x90", "a program", "Choose the file that holds the report."),
    (b"!<arch>", "a program", "Choose the file that holds the report."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The compound file of Office before 2007; e-mails and passwords still come in it."""
_OLE_STREAMS = (
    ("EncryptedPackage", "protected with a password", "Open it, remove the password, save it,"
     " and import that."),
    ("__substg1.0_", "an e-mail message saved by Outlook", _FROM_MAIL),
    ("__properties_version1.0", "an e-mail message saved by Outlook", _FROM_MAIL),
    ("WordDocument", "an older Word document", AS_WORD),
    ("Workbook", "an older Excel workbook", _AS_WORKBOOK),
    ("PowerPoint Document", "a presentation", AS_TEXT),
)  # fmt: skip
_NOT_TEXT = {
    ".doc": ("a Word document of another kind", AS_WORD),
    ".dot": ("a Word document of another kind", AS_WORD),
    ".htm": ("a web page", AS_TEXT),
    ".html": ("a web page", AS_TEXT),
    ".mht": ("a web page", AS_TEXT),
    ".mhtml": ("a web page", AS_TEXT),
    ".csv": ("a table", AS_TEXT),
}
"""Files of letters that are no plain text all the same."""
_PAGE = re.compile(rb"(?i)\s*<(?:!doctype html|html)[\s>]")
_XML = b"<?xml"
"""Word and LibreOffice can save a document as one such file; the schema is another one each."""
_FIELD = re.compile(rb"[!-9;-~]{1,76}:")
_OF_MAIL = re.compile(
    rb"(?im)^(?:mime-version:[ \t]*1\.0|received:[ \t]*(?:from|by)[ \t]|message-id:[ \t]*<"
    rb"|x-unsent:[ \t]*1)"
)
"""Header fields that programs write and people do not: "To:" and "Subject:" stand in texts too."""
_HEAD_BYTES = 64_000


def refusal(content: bytes, suffix: str) -> tuple[str, str] | None:
    """What the file is and what to do about it, if nobody here reads its kind.

    `suffix` is the end of its name, in small letters; it only matters for files of letters.
    """
    if content.startswith(_OLE):
        return _compound(content)
    for mark, what, remedy in _NOT_READ:
        if content.startswith(mark):
            return what, remedy
    beginning = content[:200].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(beginning):
        return "a web page", AS_TEXT
    if beginning.startswith(_XML):
        return "an XML file", AS_WORD
    if kind(content) is Kind.TEXT and suffix in _NOT_TEXT:
        return _NOT_TEXT[suffix]
    return None


def kind(content: bytes) -> Kind:
    """The kind of a file, by its content; plain text when it is nothing else."""
    for beginning, found in _READ:
        if content.startswith(beginning):
            return found
    if _PDF_MARK.search(content[:_PDF_WITHIN_BYTES]):
        return Kind.PDF
    return Kind.MESSAGE if _is_message(content[:_HEAD_BYTES]) else Kind.TEXT


def _is_message(head: bytes) -> bool:
    """Header fields down to the first empty line, one of which only a program writes."""
    head = head.replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
    lines = head.split(b"\n")
    if lines[0].startswith(b"From "):  # left over from a mailbox with many messages
        del lines[0]
    own = (line for line in lines[:-1] if not line.startswith((b" ", b"\t")))
    return bool(_OF_MAIL.search(head)) and all(map(_FIELD.match, own))


def _compound(content: bytes) -> tuple[str, str]:
    for stream, what, remedy in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return what, remedy
    return "an older Office file", AS_WORD
