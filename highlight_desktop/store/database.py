"""Knows how the database file is opened: whole, alone and in its safe mode, or not at all.

The rules come from faults measured on this stack:

- One connection, ``locking_mode=EXCLUSIVE`` before the first access: two connections can
  corrupt a WAL database (SQLite before 3.51.3), and without it a full disk stops reading too.
- WAL with ``synchronous=FULL`` lost nothing in 1,272 replayed power cuts; NORMAL and OFF did.
  Settings are read back, because SQLite falls back in silence.
- An empty file is a valid database to SQLite, and a garbage page still answers queries. So
  a marker beside the file remembers that it was made, and ``quick_check`` runs before any write.
- It reads the whole file, for long when that is large. Where nothing touched the file since it was
  closed whole, it may wait until a write is due; until then SQLite itself refuses to write.
"""

import contextlib
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreError, StoreTooNewError
from highlight_desktop.store import closed, holder, identity, journal, presence, schema
from highlight_desktop.store.faults import damaged, is_busy, is_disk_fault, told


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database: what its file is called, how it is known, and what made its tables."""

    file_name: str
    application_id: int
    """In the file's header: how we, and file(1), know the database for ours."""
    migrations: schema.Migrations


FILE_NAME = "reports.db"
MARKER_SUFFIX = ".made"
"""Behind the database's name: the file beside it that remembers it was made."""
APPLICATION_ID = 0x484C5244
"""“HLRD” in the file's header."""
REPORTS = Kind(FILE_NAME, APPLICATION_ID, schema.MIGRATIONS)
BUSY_TIMEOUT_S = 0.2
"""How long to wait for another program that holds the database; it will hold it for hours."""

_MADE = b"The database beside this file was made. It is missed when it is gone or empty.\n"
_BEING_MADE = b"The database beside this file is being made.\n"
_SETTINGS = (
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
_JOURNAL = ("journal_mode", "WAL", "wal")
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_READING_ONLY = ("query_only", "ON", 1)
_WRITING_TOO = ("query_only", "OFF", 0)
_ONLY_READS = "only_reads"
"""An option of SQLAlchemy's connection, which is ours alone."""
_STEP_OPS = 100
"""Steps of SQLite's own machine; a row that is copied takes three or four of them."""
Keep = Callable[[sqlite3.Connection, Path], None]
"""Keeps a copy of an open database, whose file is at the path."""


def nothing_kept(_connection: sqlite3.Connection, _path: Path) -> None:
    """For a database of which a copy is kept elsewhere, or all can be had again."""


class Database:
    """The open database: one connection, used by one thread at a time."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        kind: Kind = REPORTS,
        *,
        is_sure: bool = True,
    ) -> None:
        self.path = path
        """The file itself, links followed."""
        self._kind = kind
        self._is_closed = False
        self._lock = threading.RLock()
        self._changed_before = 0
        self._attach(connection, is_sure=is_sure)

    def _attach(self, connection: sqlite3.Connection, *, is_sure: bool) -> None:
        self._connection = connection
        self._is_sure = is_sure
        self._file = presence.seen(self.path)
        self._identity = identity.known(self.path.with_name(FILE_NAME))
        self._engine = create_engine(
            "sqlite+pysqlite://",
            creator=lambda: connection,
            poolclass=StaticPool,
            hide_parameters=True,  # errors end in logs, and reports' text must not
            json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        )
        event.listen(self._engine, "begin", _begin)

    @classmethod
    def open(
        cls,
        folder: Path,
        kind: Kind = REPORTS,
        *,
        at_leisure: bool = False,
        before_migration: Keep = nothing_kept,
    ) -> Self:
        """Open the database in a folder, or make both when there never was one.

        The whole file is looked through; `at_leisure` leaves that to `make_sure` where nothing
        has touched it since it was closed whole, so that opening does not take longer the more
        is kept. `before_migration` is called before an older database is brought forward, which
        is left as it is when that raises StoreError.
        Nothing is written to a file that is damaged, not ours or too new. Raises
        StoreBusyError, StoreDamagedError, StoreTooNewError, or StoreError with the reason.
        """
        with told(folder / kind.file_name):
            path = (folder / kind.file_name).resolve()
            files.make_folder(path.parent, mode=0o700)
        connection, is_sure = cls._opened(
            path, kind, at_leisure=at_leisure, before_migration=before_migration
        )
        return cls(path, connection, kind, is_sure=is_sure)

    @staticmethod
    def _opened(
        path: Path,
        kind: Kind,
        *,
        at_leisure: bool = False,
        before_migration: Keep = nothing_kept,
    ) -> tuple[sqlite3.Connection, bool]:
        """Connected, and whether the whole file was looked through."""
        migrations = kind.migrations
        with told(path):
            being_made = _expect(path)
            if not being_made and journal.is_foreign(path, kind.application_id):
                raise damaged(path, "the journal beside it belongs to another database")
            may_wait = at_leisure and not _is_unfinished(path) and closed.is_untouched(path)
            connection, version, is_sure = _believed(
                path, kind, being_made=being_made, may_wait=may_wait
            )
            try:
                if version > len(migrations):
                    raise _too_new(version, len(migrations))
                _set(connection, *_JOURNAL)
                if 0 < version < len(migrations):
                    before_migration(connection, path)
                _migrate(connection, kind, version)
                _checkpoint_on_close(connection, allowed=True)
                _remember(path)
                closed.strike_out(path)
                holder.sign(path)
                if not is_sure:
                    _set(connection, *_READING_ONLY)
            except BaseException:
                connection.close()
                raise
        return connection, is_sure

    def make_sure(self) -> None:
        """Look through the whole file, if that has been left for later.

        Raises StoreDamagedError when it is not whole; then nothing is ever written to it. Damage
        is believed as it is at opening: the file is let go, opened anew and looked through again.
        """
        with self._lock:
            self.be_there()
            if self._is_sure:
                return
            try:
                with told(self.path, checking=True):
                    _look_through(self.path, self._connection)
                    _set(self._connection, *_WRITING_TOO)
            except StoreError:
                self._file = None
                self.be_there()
            self._is_sure = True

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. Other threads wait.

        Raises StoreError with the reason when the database cannot do it.
        """
        with self._lock:
            self.make_sure()
            with told(self.path), self._distrusting(), self._engine.begin() as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of all that is kept, to be read alone. Other threads wait.

        Raises StoreError with the reason when the database cannot do it.
        """
        with self._lock:
            self.be_there()
            with told(self.path), self._distrusting(), self._engine.connect() as connection:
                yield connection.execution_options(**{_ONLY_READS: True})

    def be_there(self) -> None:
        """See that the file is still where it was opened; one that has come back is opened again.

        It is looked through at once then. Raises StoreError when it is gone, or another one is
        in its place.
        """
        with self._lock:
            with told(self.path):
                there = presence.seen(self.path)
            if there is None:
                raise presence.gone(self.path)
            if there == self._file:
                return
            if identity.known(self.path.with_name(FILE_NAME)) != self._identity:
                raise presence.another(self.path)
            self._let_go()
            connection, is_sure = self._opened(self.path, self._kind)
            self._attach(connection, is_sure=is_sure)

    def know_again(self) -> None:
        """Give the folder a name to be known by, where it has none."""
        self._identity = identity.given(self.path.with_name(FILE_NAME))

    def _let_go(self) -> None:
        """Close what is open without another word to the file, which may not be ours any more."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # it was closed before
            self._changed_before += self._connection.total_changes
            _checkpoint_on_close(self._connection, allowed=False)
        self._file = None
        self._engine.dispose()
        self._connection.close()

    @contextmanager
    def _distrusting(self) -> Iterator[None]:
        """After a fault of the disk, what is open is not believed: it is opened and checked again.

        A sync that failed may succeed when it is repeated, though what it was to write is lost.
        """
        try:
            yield
        except DBAPIError as error:
            if is_disk_fault(error.orig):
                self._file = None
            raise

    @property
    def changes(self) -> int:
        """How many rows have been written since the database was opened."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # it could not be opened again yet
            return self._changed_before + self._connection.total_changes
        return self._changed_before

    def copy_into(self, path: Path, step: Callable[[], object] | None = None) -> None:
        """Write all that is kept into a new file, which then needs nothing beside it.

        Every row is read for that, and what was deleted is not copied. The file is synced.
        `step` is called now and then, and what it raises stops the copying.
        Raises StoreError with the reason, and leaves no file then.
        """
        with self._lock, told(path, what="Backups"):
            self.make_sure()
            try:
                with _stepping(self._connection, step):
                    self._connection.execute("VACUUM INTO ?", (str(path),))
                # SQLite itself does not sync a file that it makes so.
                files.sync(path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """A transaction in which zeros are written over what is deleted; see `leave_out_gaps`."""
        with self._lock:
            self.make_sure()
            usual = read_value(self._connection, "secure_delete")
            self._connection.execute("PRAGMA secure_delete = ON")
            try:
                with self.transaction() as connection:
                    yield connection
            finally:
                self._connection.execute(f"PRAGMA secure_delete = {usual}")

    def leave_out_gaps(self) -> None:
        """Write the file anew without what was ever deleted in it, and empty its log.

        The log is brought in first, so that zeros lie on the disk where the deleted text lay.
        Raises StoreError with the reason; nothing that is kept is changed then.
        """
        with self._lock, told(self.path):
            self.make_sure()
            for statement in (_EMPTY_LOG, "VACUUM", _EMPTY_LOG):
                self._connection.execute(statement).fetchall()

    def close(self) -> None:
        """Bring everything into the one file and let go of it. Closing twice does no harm."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            self._engine.dispose()
            holder.sign_off(self.path)
            self._connection.close()
            with contextlib.suppress(OSError):
                # Not for a file that was let go, nor for another one in its place.
                is_ours = self._file is not None and presence.seen(self.path) == self._file
                if is_ours and not _is_unfinished(self.path):
                    closed.sign(self.path)


@contextmanager
def _stepping(connection: sqlite3.Connection, step: Callable[[], object] | None) -> Iterator[None]:
    """Have something called while SQLite works; what it raises is raised here."""
    if step is None:
        yield
        return
    stopped: list[BaseException] = []

    def ask() -> bool:
        try:
            step()
        except BaseException as error:
            stopped.append(error)
        return bool(stopped)

    connection.set_progress_handler(ask, _STEP_OPS)
    try:
        yield
    except sqlite3.OperationalError:
        for error in stopped:
            raise error from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def sqlite_version() -> str:
    """The SQLite that keeps the reports on this machine, "3.40.1"."""
    return sqlite3.sqlite_version


def _begin(connection: Connection) -> None:
    """Begin for SQLAlchemy: Python's own transactions leave DDL and user_version out."""
    reads = connection.get_execution_options().get(_ONLY_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _expect(path: Path) -> bool:
    """True when the database is being made for the first time, and so may still be empty.

    The marker is there before the file, so that a first start cut short can be told from
    a file that lost its content.
    """
    marker = _marker(path)
    made = marker.read_bytes() == _MADE if marker.exists() else None
    if made is False:
        return True
    if path.exists():
        if path.stat().st_size == 0:
            raise damaged(path, "it is empty")
        return False
    if made:
        raise StoreDamagedError(
            f"Your reports are no longer in “{path.parent}”: “{path.name}” is gone.",
            f"Put it back; or, to begin with no reports, remove “{marker.name}” as well.",
        )
    files.write_whole(marker, _BEING_MADE)
    return True


def _remember(path: Path) -> None:
    marker = _marker(path)
    if not marker.exists() or marker.read_bytes() != _MADE:
        files.write_whole(marker, _MADE)


def _marker(path: Path) -> Path:
    return path.with_name(path.name + MARKER_SUFFIX)


def _log_bytes(path: Path) -> int:
    """The size of the log that a crash leaves beside the file; whatever is in it was committed."""
    log = _log(path)
    return log.stat().st_size if log.exists() else 0


def _is_unfinished(path: Path) -> bool:
    """True when beside the file lies what SQLite would still bring into it."""
    return _log_bytes(path) > 0 or journal.beside(path).exists()


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


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
        _checkpoint_on_close(connection, allowed=not left_behind)
        version = _examine(path, connection, kind, being_made=being_made)
        is_sure = not may_wait or version != len(kind.migrations)
        if version and is_sure:
            _look_through(path, connection)
        return connection, version, is_sure
    except BaseException:
        connection.close()
        raise


def _examine(path: Path, connection: sqlite3.Connection, kind: Kind, *, being_made: bool) -> int:
    """Take the lock and look, without writing a byte; the schema version, 0 for a new file."""
    with told(path, checking=True):
        for setting in _SETTINGS:
            _set(connection, *setting)
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


def _look_through(path: Path, connection: sqlite3.Connection) -> None:
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


def _set(connection: sqlite3.Connection, name: str, value: str, expected: object) -> None:
    """Set a pragma and read it back. Raises StoreError when SQLite did something else."""
    connection.execute(f"PRAGMA {name} = {value}")
    got = read_value(connection, name)
    if got != expected:
        raise StoreError(
            f"The database cannot be used safely here: {name} is {got}, not {expected}.",
            "Choose a folder on this computer’s own disk, and try again.",
        )


def refuse_if_held(path: Path) -> None:
    """Raise StoreBusyError while another program has a database open, and for nothing else.

    The file may be damaged or missing; not a byte of it, nor of its log, is written.
    """
    if not path.exists() or journal.is_foreign(path, APPLICATION_ID):
        return  # SQLite would play the journal back before it looks at the locks
    connection = _connect(path)
    try:
        _checkpoint_on_close(connection, allowed=False)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    except sqlite3.Error as error:
        if is_busy(error):
            with told(path):
                raise
    finally:
        connection.close()


def read_value(connection: sqlite3.Connection, pragma: str) -> Any:
    """What a pragma answers: the first value of its first row. Raises sqlite3.Error."""
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def _checkpoint_on_close(connection: sqlite3.Connection, *, allowed: bool) -> None:
    """Keep a file that is refused as it is, even when a log beside it waits to be applied.

    Python 3.11 cannot say this; there, SQLite applies what was committed and closes.
    """
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, not allowed)


def _too_new(version: int, known: int) -> StoreTooNewError:
    return StoreTooNewError(
        f"Your reports were last opened with a newer version of this program (its database"
        f" has version {version}, this program knows {known}).",
        "Use the newer version. Nothing was changed.",
    )
