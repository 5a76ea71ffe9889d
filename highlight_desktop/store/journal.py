"""Knows which rollback journal beside a database is its own; SQLite plays back any that is there.

Ours is in WAL mode, so there is one journal only: that of the change to WAL, of the first page
alone. Another, left there by a copy or another program, would be written over the reports
(sqlite.org/howtocorrupt.html, 1.4).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_HEAD = struct.Struct(">8sIIIII")
"""Magic, records, nonce, pages of the database before, bytes of a sector and of a page.

The format is that of sqlite.org/fileformat2.html, 3.
"""
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_KIND = slice(68, 72)
"""Where the first page of a database has its application id."""


def beside(database: Path) -> Path:
    """Where the journal of a database is, if there is one."""
    return database.with_name(f"{database.name}-journal")


def is_foreign(database: Path, application_id: int) -> bool:
    """True when a journal would write something else over a database than its own first page.

    Raises OSError where the disk cannot be read.
    """
    journal = beside(database)
    if not journal.exists():
        return False
    content, kind = journal.read_bytes(), application_id.to_bytes(4, "big")
    if len(content) < _HEAD.size or not content.startswith(_MAGIC):
        return False  # SQLite plays back nothing of it
    _, _, nonce, pages, sector_bytes, page_bytes = _HEAD.unpack_from(content)
    if pages * page_bytes != database.stat().st_size:
        return True  # SQLite cuts the database to what it was
    records = _records(content[sector_bytes:], nonce, page_bytes)
    return any((number, page[_KIND]) != (1, kind) for number, page in records)


def _records(content: bytes, nonce: int, page_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of each page that SQLite would write back: up to the first torn one."""
    record = struct.Struct(f">I{page_bytes}sI")
    for at in range(0, len(content) - record.size + 1, record.size):
        number, page, kept = record.unpack_from(content, at)
        if (nonce + sum(page[page_bytes - 200 : 0 : -200])) & 0xFFFFFFFF != kept:
            return
        yield number, page
