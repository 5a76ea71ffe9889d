"""Knows under which names our documents carry the snapshot they were made from, and how packed."""

import base64
import zlib
from collections.abc import Iterator, Mapping

ATTACHMENT = "report.json"
"""The file attached to a PDF."""
XML_NAMESPACE = "urn:highlight-desktop:snapshot"
"""Of the one element of the custom XML part in a workbook; its text is the snapshot.

Of the places tried, this one a save by Excel or LibreOffice 7.4 keeps character for character at
any length, and no reader of the sheets ever meets it; rows of a table are read out and printed.
"""
XML_ELEMENT = "report"
SHA256_PROPERTY = "content_sha256"
"""The custom document property of a workbook that holds the snapshot's SHA-256."""
PIECE_PROPERTY = "content_piece_"
"""With a number behind it, the properties that hold the snapshot once more, in pieces.

Programs that leave out custom XML parts, such as openpyxl, keep these.
"""
_PIECE = 240
"""Letters of a piece: Excel's own dialogs cut properties at 255."""
_MOST_BYTES = 40_000_000


def pieces(content: bytes) -> Iterator[tuple[str, str]]:
    """Names and values of the properties that hold a snapshot, the same for the same one."""
    packed = base64.b64encode(zlib.compress(content, 9)).decode("ascii")
    for number, start in enumerate(range(0, len(packed), _PIECE), 1):
        yield f"{PIECE_PROPERTY}{number:05}", packed[start : start + _PIECE]


def put_together(properties: Mapping[str, str]) -> bytes | None:
    """The snapshot out of such properties, among others; None when there are none.

    Empty where they do not fit together any more.
    """
    names = sorted(name for name in properties if name.startswith(PIECE_PROPERTY))
    if not names:
        return None
    try:
        packed = base64.b64decode("".join(properties[name] for name in names), validate=True)
        return zlib.decompressobj().decompress(packed, _MOST_BYTES)
    except (ValueError, zlib.error):
        return b""
