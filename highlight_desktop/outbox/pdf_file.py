"""Knows how a PDF is written: objects, one after the other, straight to where they belong.

Nothing that is written stays in memory but its place in the file, so that a file of
thousands of pages takes no more of it than a short one. Sections in the docstrings are those
of ISO 32000-1 (PDF 1.7).
"""

import codecs
import zlib
from array import array
from collections.abc import Iterable
from typing import BinaryIO

_NAME_ENDS_AT = b"()<>[]{}/%#"
_LEVEL = 6
"""Of zlib; a higher one costs time and saves next to nothing on short pages."""


class PdfFile:
    """A PDF being written."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._places = array("Q", [0])
        """Where each object begins, by its number; 0 while it is not written."""
        self._size_bytes = 0
        # Four bytes above 127 tell programs that carry files about that this is no text (7.5.2).
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def allot(self) -> int:
        """A number for an object that will be written later; others may refer to it already."""
        self._places.append(0)
        return len(self._places) - 1

    def write(self, body: bytes, number: int = 0) -> int:
        """Write an object, under a number allotted before or a new one, which comes back."""
        number = number or self.allot()
        self._places[number] = self._size_bytes
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def write_stream(
        self, content: bytes, entries: bytes = b"", number: int = 0, *, packed: bool = True
    ) -> int:
        """Write a stream with the entries of its dictionary, and give its number."""
        if packed:
            content = zlib.compress(content, _LEVEL)
            entries += b"/Filter/FlateDecode"
        head = b"<<%b/Length %d>>" % (entries, len(content))
        # PDF/A wants an end of line before endstream. It has two bytes, because content may end
        # in a carriage return, which with a line feed alone would be read as part of the end.
        return self.write(b"%b\nstream\n%b\r\nendstream" % (head, content), number)

    def finish(self, root: int, info: int, identity: bytes) -> None:
        """Write the table of places and the end of the file; `identity` has 16 bytes."""
        missing = [number for number, place in enumerate(self._places) if number and not place]
        if missing:
            raise ValueError(f"objects {missing[:5]} were allotted and never written")
        table_at = self._size_bytes
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places))
        self._put(b"".join(b"%010d 00000 n \n" % place for place in self._places[1:]))
        name = identity.hex().encode()
        self._put(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(self._places), root, info, name, name, table_at)
        )

    def _put(self, content: bytes) -> None:
        self._output.write(content)
        self._size_bytes += len(content)


def reference(number: int) -> bytes:
    """How one object speaks of another."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """An array of objects."""
    return b"[%b]" % b" ".join(map(reference, numbers))


def text_string(text: str) -> bytes:
    """Text for people: plain ASCII as it is, everything else in UTF-16 (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return literal(text.encode())
    return literal(codecs.BOM_UTF16_BE + text.encode("utf-16-be"))


def literal(content: bytes) -> bytes:
    """Bytes in round brackets; a reader would take a bare carriage return for a line feed."""
    escaped = content.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(%b)" % escaped.replace(b"\r", b"\\r")


def name(text: str) -> bytes:
    """A name, with what would end it written as a number (7.3.5)."""
    plain = (
        bytes([byte]) if 0x21 <= byte <= 0x7E and byte not in _NAME_ENDS_AT else b"#%02X" % byte
        for byte in text.encode()
    )
    return b"/" + b"".join(plain)
