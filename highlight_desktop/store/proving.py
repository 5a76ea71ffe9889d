"""Knows when a backup is whole: it is read from end to end, and not a byte is written for that.

What is looked for differs between one's own reports and the hub’s desk; a `Sort` says it of each.
"""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from highlight_desktop import files, refusals
from highlight_desktop.errors import StoreDamagedError, StoreError, StoreTooNewError
from highlight_desktop.patience import begin_to_read
from highlight_desktop.store import database
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.faults import told
from highlight_desktop.store.opening import Kind
from highlight_desktop.store.pragmas import read_value

NAME = re.compile(r"highlight-reports-(\d{8}T\d{6}Z)-(\d{1,9})(?:-(?P<whose>[0-9a-f]{8}))?\.db")
"""What a backup is called: when it was made, how many reports it has, and whose they are."""
_UNFINISHED = ".{}-*.part"
"""Of a backup that is being made, or a database that is being put back."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Backups of one database: what they are called, and when one of them is whole."""

    kind: Kind
    stem: str
    """Their names begin with it, followed by the moment, what was counted, and whose they are."""
    name: re.Pattern[str]
    fault: Callable[[sqlite3.Connection], str]
    """Reads back what is kept under a hash; why it is not whole, or nothing."""
    counts: tuple[str, ...]
    """The queries that count what is in one: reports, and what else its name tells."""
    sparing_from_bytes: int | None = None
    """From this size on fewer are kept; None where they never grow so large."""

    @property
    def unfinished(self) -> str:
        """A pattern for files that were begun and never finished."""
        return _UNFINISHED.format(self.stem)


def _altered_submission(connection: sqlite3.Connection) -> str:
    for sha256, content in connection.execute("SELECT sha256, snapshot FROM submission"):
        if hashlib.sha256(content).hexdigest() != sha256:
            return "a submitted report in it was altered"
    return ""


REPORTS = Sort(
    database.REPORTS,
    "highlight-reports",
    NAME,
    _altered_submission,
    ("SELECT count(*) FROM report",),
)


def examine(path: Path, sort: Sort = REPORTS) -> int:
    """Read a backup from end to end without writing a byte; how many reports it holds.

    Raises what `counted` does.
    """
    return counted(path, sort)[0]


def counted(path: Path, sort: Sort = REPORTS) -> tuple[int, ...]:
    """The same; what its name tells of as well.

    Raises StoreDamagedError when it is not whole or not one of ours, StoreTooNewError, and
    StoreError when it cannot be read at all. What a disk refuses once looks like damage too,
    so that is believed when it is found twice.
    """
    try:
        return _counted(path, sort)
    except StoreDamagedError:
        with told_of_backups(path.parent):
            files.read_through(path)
        return _counted(path, sort)


def _counted(path: Path, sort: Sort) -> tuple[int, ...]:
    with reading(path) as connection:
        if read_value(connection, "application_id") != sort.kind.application_id:
            raise _not_whole(path, "it was not made by this program")
        version = read_value(connection, "user_version")
        if version > len(sort.kind.migrations):
            raise StoreTooNewError(
                f"The backup “{path.name}” was made with a newer version of this program.",
                "Use the newer version. Nothing was changed.",
            )
        report = read_value(connection, "integrity_check(1)")
        if report != "ok":
            raise _not_whole(path, f"SQLite says “{report}”")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise _not_whole(path, "something in it is missing")
        if fault := sort.fault(connection):
            raise _not_whole(path, fault)
        return tuple(int(connection.execute(each).fetchone()[0]) for each in sort.counts)


def ids_in(path: Path) -> frozenset[str]:
    """The reports that a database holds, read without a look at anything else in it.

    Raises StoreDamagedError when it cannot be read as one of ours.
    """
    with reading(path) as connection:
        return frozenset(str(row[0]) for row in connection.execute("SELECT id FROM report"))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A backup, of which nothing is believed yet, to be read without writing a byte.

    Raises StoreDamagedError when it cannot be read as one of ours.
    """
    with _told_of(path), closing(_opened(path)) as connection:
        yield connection


def _opened(path: Path) -> sqlite3.Connection:
    """Read only and immutable, so that nothing is made beside it, wherever it lies."""
    address = f"{address_of(path.resolve())}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def address_of(path: PurePath) -> str:
    """The file: address of a whole path, as SQLite wants it (sqlite.org/uri.html, 3.1).

    A share, which is what a mapped drive resolves to on Windows, has a host in its address;
    SQLite refuses any but an empty one, and takes four slashes instead.
    """
    address = path.as_uri()
    host = address.removeprefix("file://")
    return address if host.startswith("/") else f"file:////{host}"


def told_of_backups(folder: Path) -> AbstractContextManager[None]:
    """What a folder of backups refuses is told as a StoreError; see `faults.told`."""
    return told(folder / FILE_NAME, what="Backups")


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    if not path.is_file():
        raise StoreError(f"There is no backup “{path}”.", "Choose one from the list of backups.")
    try:
        begin_to_read(path)
    except OSError as error:
        message = f"The backup “{path.name}” cannot be read: {refusals.reason(error)}."
        raise StoreError(message, f"Nothing was changed. {refusals.remedy(error)}") from error
    try:
        yield
    except sqlite3.Error as error:
        raise _not_whole(path, f"SQLite says “{error}”") from error
    except (UnicodeDecodeError, TypeError) as error:
        # SQLite quotes the damage in its message, or gives text where bytes were kept.
        raise _not_whole(path, "its tables cannot be read") from error


def _not_whole(path: Path, why: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"The backup “{path.name}” cannot be used: {why}.",
        "Nothing was changed. Choose another backup.",
    )
