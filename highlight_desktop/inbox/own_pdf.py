"""Knows what our own PDF has in it when it comes back: the report attached, and what is drawn."""

import hashlib
import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.report.carriage import ATTACHMENT

MOST_PAGES = 2_000
"""More pages than any one report has; a text of 2 MB fills about 700."""
MOST_DRAWN_BYTES = 400_000
"""Of the contents of one page; ours have 6,000, or 60,000 where every letter changes the font."""
MOST_LOOKED_AT = 20_000
"""Objects that say how one page looks; ours have some six hundred."""
_DRAWN_BY = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""The entries of a page that say how it looks, beside its contents."""
_STORAGE = ("/Length", "/Filter", "/DecodeParms", "/DL")
"""How a stream is stored, which is not how it looks."""
_DAMAGED = ("The file is damaged, or is not a PDF.", "Ask the sender for it once more.")
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
# What pypdf has to say of a file goes into no log of ours: it may quote a report.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


class ReadPage(NamedTuple):
    """One page."""

    text: str
    """Its text, as far as it can be extracted, line by line."""
    drawing: str
    """A fingerprint of how it looks: the same in any file that draws it by the same means."""
    notes: int
    """How many comments, stamps and the like lie on it."""
    links: list[str]
    """Where its links lead, each address once."""


class ReadPdf(NamedTuple):
    """All that is looked at in a PDF."""

    carried: bytes | None
    """The snapshot, as it is attached; None when nothing is."""
    pages: list[ReadPage]


def read(content: bytes) -> list[Any]:
    """What a PDF carries and shows, as plain values: lists, texts, numbers and bytes.

    `understood` gives them names. Raises ImportRefusedError when the file cannot be read.
    """
    try:
        reader = _reader(content)
        attached = reader.attachments.get(ATTACHMENT, [])
        if not attached:
            return [None, []]
        return [bytes(attached[0]), [list(page) for page in _pages(reader)]]
    except _BROKEN as error:
        raise ImportRefusedError(*_DAMAGED) from error


def read_carried(content: bytes) -> list[Any]:
    """The same without the pages, which take ten times as long as what the PDF carries."""
    try:
        attached = _reader(content).attachments.get(ATTACHMENT, [])
    except _BROKEN as error:
        raise ImportRefusedError(*_DAMAGED) from error
    return [bytes(attached[0]) if attached else None, []]


def understood(values: Any) -> ReadPdf:
    """What `read` gave. Raises TypeError or ValueError for any other values."""
    carried, listed = values
    if not isinstance(carried, bytes | None):
        raise TypeError("what is attached are bytes")
    pages = [
        ReadPage(str(text), str(drawing), int(notes), list(map(str, links)))
        for text, drawing, notes, links in listed
    ]
    return ReadPdf(carried, pages)


def pages(content: bytes) -> list[ReadPage]:
    """The pages of a PDF that was made here, just now."""
    return _pages(_reader(content))


def _pages(reader: PdfReader) -> list[ReadPage]:
    if len(reader.pages) > MOST_PAGES:
        raise ValueError("more pages than any report has")
    return [_page(page) for page in reader.pages]


def _page(page: PageObject) -> ReadPage:
    drawing = _drawing(page)
    lying = list(_lying_on(page))
    links = [each for each in lying if each.get("/Subtype") == "/Link"]
    leading = dict.fromkeys(filter(None, map(_address, links)))
    return ReadPage(page.extract_text(), drawing, len(lying) - len(links), list(leading))


def _reader(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        is_locked = reader.is_encrypted
    except DependencyError:  # for the newer ciphers pypdf needs a library that is not here
        is_locked = True
    if is_locked:
        raise ImportRefusedError(
            "The file is locked with a password.", "Ask the sender for it without one."
        )
    return reader


def _lying_on(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Links are ours; everything else that lies on a page was put there."""
    found = page.get("/Annots")
    listed = found.get_object() if found is not None else None
    if isinstance(listed, ArrayObject):
        for each in listed:
            annotation = each.get_object()
            if isinstance(annotation, DictionaryObject):
                yield annotation


def _address(link: DictionaryObject) -> str:
    """Where a link leads: the address of a page on the web; any other act as a whole."""
    act = link.get("/A")
    act = act.get_object() if act is not None else None
    if not isinstance(act, DictionaryObject):
        return ""
    return str(act.get("/URI") or act.get("/S", ""))


def _drawing(page: PageObject) -> str:
    contents = page.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    if len(drawn) > MOST_DRAWN_BYTES:
        raise ValueError("more on a page than any report has")
    digest = hashlib.sha256(drawn)
    looks = _Looks()
    for key in _DRAWN_BY:
        digest.update(f"{key} {looks.fingerprint(page.get(key), ())}".encode())
    return digest.hexdigest()


class _Looks:
    """What a page looks like, told from its objects; few, though each may be met many times."""

    def __init__(self) -> None:
        self._looked_at = 0

    def fingerprint(self, value: PdfObject | None, above: tuple[int, ...]) -> str:
        """The same for the same object, however it is numbered, compressed and split up."""
        self._looked_at += 1
        if self._looked_at > MOST_LOOKED_AT:
            raise ValueError("more objects on a page than any report has")
        if isinstance(value, IndirectObject):
            if value.idnum in above:
                return f"up {len(above) - above.index(value.idnum)}"
            above = (*above, value.idnum)
            value = value.get_object()
        if isinstance(value, StreamObject):
            kept = {key: each for key, each in value.items() if key not in _STORAGE}
            content = hashlib.sha256(value.get_data()).hexdigest()
            said = f"stream {content} {self._entries(kept, above)}"
        elif isinstance(value, DictionaryObject):
            said = self._entries(value, above)
        elif isinstance(value, ArrayObject):
            said = " ".join(("list", *(self.fingerprint(each, above) for each in value)))
        else:
            said = f"{type(value).__name__} {value!r}"
        return hashlib.sha256(said.encode()).hexdigest()

    def _entries(self, value: dict[str, PdfObject], above: tuple[int, ...]) -> str:
        return " ".join(f"{key} {self.fingerprint(value[key], above)}" for key in sorted(value))
