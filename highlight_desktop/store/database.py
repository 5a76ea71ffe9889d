"""Knows the open database: its transactions, and when what is open is to be believed no longer.

There is one connection to a file and no other, as `pragmas` wants it.
"""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from highlight_desktop import files
from highlight_desktop.errors import StoreError
from highlight_desktop.store import closed, holder, identity, opening, pragmas, presence, schema
from highlight_desktop.store.faults import is_disk_fault, told
from highlight_desktop.store.opening import Keep, Kind, nothing_kept
from highlight_desktop.store.pragmas import read_value
from highlight_desktop.store.stepping import stepping

FILE_NAME = "reports.db"
APPLICATION_ID = 0x484C5244
"""“HLRD” in the file's header."""
REPORTS = Kind(FILE_NAME, APPLICATION_ID, schema.MIGRATIONS)
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_ONLY_READS = "only_reads"
"""An option of SQLAlchemy's connection, which is ours alone."""


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
        connection, is_sure = opening.opened(
            path, kind, at_leisure=at_leisure, before_migration=before_migration
        )
        return cls(path, connection, kind, is_sure=is_sure)

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
                    opening.look_through(self.path, self._connection)
                    pragmas.insist_on(self._connection, *pragmas.WRITING_TOO)
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
            connection, is_sure = opening.opened(self.path, self._kind)
            self._attach(connection, is_sure=is_sure)

    def know_again(self) -> None:
        """Give the folder a name to be known by, where it has none."""
        self._identity = identity.given(self.path.with_name(FILE_NAME))

    def _let_go(self) -> None:
        """Close what is open without another word to the file, which may not be ours any more."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # it was closed before
            self._changed_before += self._connection.total_changes
            pragmas.checkpoint_on_close(self._connection, allowed=False)
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
                with stepping(self._connection, step):
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
                if is_ours and not opening.is_unfinished(self.path):
                    closed.sign(self.path)


def sqlite_version() -> str:
    """The SQLite that keeps the reports on this machine, "3.40.1"."""
    return sqlite3.sqlite_version


def _begin(connection: Connection) -> None:
    """Begin for SQLAlchemy: Python's own transactions leave DDL and user_version out."""
    reads = connection.get_execution_options().get(_ONLY_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
