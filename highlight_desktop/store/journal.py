"""Knows which rollback journal beside a database is its own; SQLite plays back any that is there.

Ours is in WAL mode, so there is one journal only: that of the change to WAL, of the first page
alone. Another, left there by a copy or another program, would be written over the reports
(sqlite.org/howtocorrupt.html, 1.4).
"""

import struct
from pathlib import Path

_HEAD = struct.Struct(">8sIIIII")
"""Magic, records, nonce, pages of the database before, bytes of a sector and of a page."""
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_NUMBER_BYTES, _SUM_BYTES = 4, 4
_CHANGED_BYTES = 512
"""What differs between the first page before and after lies in its first sector."""


def is_foreign(database: Path) -> bool:
    """True when a journal would write something else over a database than it had itself.

    Raises OSError where the disk cannot be read. Not for a database that is open: closing
    a second handle to it would drop its locks.
    """
    journal = database.with_name(f"{database.name}-journal")
    if not journal.exists():
        return False
    content = journal.read_bytes()
    if len(content) < _HEAD.size or not content.startswith(_MAGIC):
        return False  # SQLite plays back nothing of it
    _, _, _, pages, sector_bytes, page_bytes = _HEAD.unpack_from(content)
    if pages * page_bytes != database.stat().st_size:
        return True
    record = content[sector_bytes:]
    if len(record) > _NUMBER_BYTES + page_bytes + _SUM_BYTES:
        return True
    with database.open("rb") as file:
        first_page = file.read(page_bytes)
    before = record[_NUMBER_BYTES : _NUMBER_BYTES + page_bytes]
    return before[_CHANGED_BYTES:] != first_page[_CHANGED_BYTES : len(before)]
