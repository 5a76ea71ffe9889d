"""Knows which ways of packing a PDF are worth waiting for, and refuses the others at a glance.

A search of the bytes, which a PDF can hide from; then its reader meets the limits of its process.
Our own PDFs, also when another program has saved them again, are packed by deflate alone.
"""

import re

from highlight_desktop.errors import ImportRefusedError

MOST_OBJECTS = 100_000
"""A report of 700 pages has some 5,000."""
_SLOW = re.compile(rb"/(?:LZW|RunLength|ASCII85|ASCIIHex|CCITTFax|JBIG2|JPX)Decode\b")
_CROWD = re.compile(rb"/N[ \r\n]{1,9}[1-9]\d{4,}")
"""An object stream with ten thousand objects or more; programs put some hundred in one."""
_OBJECT = re.compile(rb"\d obj\b")
_REMEDY = "Ask its sender for the report as it was written."


def judge(content: bytes) -> None:
    """Raise ImportRefusedError for a PDF that is packed as no report is."""
    if _SLOW.search(content):
        raise ImportRefusedError("The file is packed in a way that no report is.", _REMEDY)
    if _CROWD.search(content) or sum(1 for _ in _OBJECT.finditer(content)) > MOST_OBJECTS:
        raise ImportRefusedError("The file is made of more objects than a report is.", _REMEDY)
