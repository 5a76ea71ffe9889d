"""Knows how a database file is opened: whole, alone and in its safe mode, or not at all.

- A garbage page still answers queries, so ``quick_check`` runs before any write.
- It reads the whole file, for long when that is large. Where nothing touched the file since it was
  closed whole, it may wait until a write is due; until then SQLite itself refuses to write.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreTooNewError
from highlight_desktop.store import closed, holder, journal, marker, pragmas, schema
from highlight_desktop.store.faults import damaged, is_busy, told
from highlight_desktop.store.pragmas import read_value

BUSY_TIMEOUT_S = 0.2
"""How long to wait for another program that holds the database; it will hold it for hours."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database: what its file is called, how it is known, and what made its tables."""

    file_name: str
    application_id: int
    """In the file's header: how we, and file(1), know the database for ours."""
    migrations: schema.Migrations


Keep = Callable[[sqlite3.Connection, Path], None]
"""Keeps a copy of an open database, whose file is at the path."""


def nothing_kept(_connection: sqlite3.Connection, _path: Path) -> None:
    """For a database of which a copy is kept elsewhere, or all can be had again."""


def opened(
    path: Path,
    kind: Kind,
    *,
    at_leisure: bool = False,
    before_migration: Keep = nothing_kept,
) -> tuple[sqlite3.Connection, bool]:
    """Connected, and whether the whole file was looked through."""
    migrations = kind.migrations
    with told(path):
        being_made = marker.expect(path)
        if not being_made and journal.is_foreign(path, kind.application_id):
            raise damaged(path, "the journal beside it belongs to another database")
        may_wait = at_leisure and not is_unfinished(path) and closed.is_untouched(path)
        connection, version, is_sure = _believed(
            path, kind, being_made=being_made, may_wait=may_wait
        )
        try:
            if version > len(migrations):
                raise _too_new(version, len(migrations))
            pragmas.insist_on(connection, *pragmas.JOURNAL)
            if 0 < version < len(migrations) and not being_made:
                before_migration(connection, path)
            _migrate(connection, kind, version)
            pragmas.checkpoint_on_close(connection, allowed=True)
            marker.remember(path)
            closed.strike_out(path)
            holder.sign(path)
            if not is_sure:
                pragmas.insist_on(connection, *pragmas.READING_ONLY)
        except BaseException:
            connection.close()
            raise
    return connection, is_sure


def _believed(
    path: Path, kind: Kind, *, being_made: bool, may_wait: bool
) -> tuple[sqlite3.Connection, int, bool]:
    """Connect and examine; damage is believed when it is found twice in a file that can be read.

    For what a disk refuses once, SQLite calls a file malformed as well: ``quick_check`` says
    “unable to get the page”, or fails with SQLITE_CORRUPT (measured with EIO at each read).
    """
    try:
        return _examined(path, kind, being_made=being_made, may_wait=may_wait)
    except StoreDamagedError:
        for each in (path, _log(path)):
            files.read_through(each)
        return _examined(path, kind, being_made=being_made, may_wait=False)


def _examined(
    path: Path, kind: Kind, *, being_made: bool, may_wait: bool
) -> tuple[sqlite3.Connection, int, bool]:
    """Connected, its schema version, and whether the whole file was looked through."""
    left_behind = _log_bytes(path) > 0
    connection = _connect(path)
    try:
        pragmas.checkpoint_on_close(connection, allowed=not left_behind)
        version = _examine(path, connection, kind, being_made=being_made)
        is_sure = not may_wait or version != len(kind.migrations)
        if version and is_sure:
            look_through(path, connection)
        return connection, version, is_sure
    except BaseException:
        connection.close()
        raise


def _examine(path: Path, connection: sqlite3.Connection, kind: Kind, *, being_made: bool) -> int:
    """Take the lock and look, without writing a byte; the schema version, 0 for a new file."""
    with told(path, checking=True):
        for setting in pragmas.SETTINGS:
            pragmas.insist_on(connection, *setting)
        connection.execute("BEGIN IMMEDIATE")
        try:
            identity = (
                read_value(connection, "application_id"),
                read_value(connection, "user_version"),
            )
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if identity == (0, 0) and tables == 0 and being_made:
                return 0
            if identity[0] != kind.application_id or identity[1] < 1:
                raise damaged(path, "it was not made by this program")
            # SQLite fills up a last page that is cut short; a log would bring it back.
            page_bytes = read_value(connection, "page_size")
            if not _log_bytes(path) and path.stat().st_size % page_bytes:
                raise damaged(path, "it has been cut short")
            return int(identity[1])
        finally:
            connection.rollback()


def look_through(path: Path, connection: sqlite3.Connection) -> None:
    """Read the whole file. Raises StoreDamagedError when it is not in order."""
    with told(path, checking=True):
        report = read_value(connection, "quick_check(1)")
    if report != "ok":
        raise damaged(path, f"SQLite says “{report}”")


def _migrate(connection: sqlite3.Connection, kind: Kind, version: int) -> None:
    """Take the steps still missing, each in one transaction with the record of itself."""
    for number, statements in enumerate(kind.migrations[version:], version + 1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {kind.application_id}")
            connection.execute(f"PRAGMA user_version = {number}")


def refuse_if_held(path: Path, kind: Kind) -> None:
    """Raise StoreBusyError while another program has a database open, and for nothing else.

    The file may be damaged or missing; not a byte of it, nor of its log, is written.
    """
    if not path.exists() or journal.is_foreign(path, kind.application_id):
        return  # SQLite would play the journal back before it looks at the locks
    connection = _connect(path)
    try:
        pragmas.checkpoint_on_close(connection, allowed=False)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    except sqlite3.Error as error:
        if is_busy(error):
            with told(path):
                raise
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Connect, making the file first if need be, so that no one else can read it.

    An existing file is not touched here: closing a second handle to it would drop the
    locks of a connection in this process (sqlite.org/howtocorrupt.html, 2.2).
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )


def _log_bytes(path: Path) -> int:
    """The size of the log that a crash leaves beside the file; whatever is in it was committed."""
    log = _log(path)
    return log.stat().st_size if log.exists() else 0


def is_unfinished(path: Path) -> bool:
    """True when beside the file lies what SQLite would still bring into it."""
    return _log_bytes(path) > 0 or journal.beside(path).exists()


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _too_new(version: int, known: int) -> StoreTooNewError:
    return StoreTooNewError(
        f"Your reports were last opened with a newer version of this program (its database"
        f" has version {version}, this program knows {known}).",
        "Use the newer version. Nothing was changed.",
    )
