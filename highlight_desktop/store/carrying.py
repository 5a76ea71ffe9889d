"""Knows how databases are carried to another folder: closed copies, counted table by table.

The old ones stay open and locked until the new ones have been proved, so that nobody can write to
them in between.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from highlight_desktop.errors import StoreError, StoreUnwritableError
from highlight_desktop.store import proving
from highlight_desktop.store.database import REPORTS, Database
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.faults import told
from highlight_desktop.store.marker import MARKER_SUFFIX
from highlight_desktop.store.opening import Kind
from highlight_desktop.store.reading import ReadingDatabase

KINDS = (REPORTS, DESK)
"""The databases that a data folder may hold."""


@contextmanager
def carried(folder: Path, to: Path) -> Iterator[int]:
    """Have copies of a folder's databases in another; nobody writes to the old ones meanwhile.

    Gives how many reports there are. Raises StoreBusyError when they are open elsewhere,
    StoreDamagedError when a copy does not hold what the original does, and StoreError.
    """
    held: list[Database] = []
    try:
        number = 0
        if not (folder / REPORTS.file_name).exists():
            _begin(folder, to)
        for kind in KINDS:
            if (folder / kind.file_name).exists():
                database = _opened(folder, kind)
                held.append(database)
                number += _copy(database, to, kind)
        yield number
    finally:
        for database in held:
            database.close()


def _begin(folder: Path, to: Path) -> None:
    """No reports yet: begin with none there. Raises StoreDamagedError where there were some."""
    if (folder / f"{REPORTS.file_name}{MARKER_SUFFIX}").exists():
        Database.open(folder).close()
    Database.open(to).close()


def _opened(folder: Path, kind: Kind) -> Database:
    """The database itself, or a copy where nothing can be written."""
    try:
        return Database.open(folder, kind)
    except StoreUnwritableError:
        if kind is not REPORTS:
            raise
    return ReadingDatabase.of(folder)


def _copy(database: Database, to: Path, kind: Kind) -> int:
    """Copy, read back, and open as it will be opened from now on; how many reports it holds."""
    path = to / kind.file_name
    database.copy_into(path)
    number = proving.examine(path) if kind is REPORTS else 0
    Database.open(to, kind).close()
    with database.transaction() as connection:
        before = _counted(connection.connection.driver_connection)
    with told(path), closing(sqlite3.connect(path)) as copy:
        after = _counted(copy)
    if before != after:
        raise StoreError(
            "The copy does not hold all that is kept here, so nothing was moved.",
            "Have both disks checked.",
        )
    return number


def _counted(connection: sqlite3.Connection | None) -> dict[str, int]:
    """How many rows each table has."""
    if connection is None:
        return {}
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }
