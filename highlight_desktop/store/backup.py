"""Knows backups: closed copies of the database, each proved good when it is made.

A backup is one file that needs nothing beside it, so it may lie in Documents, in OneDrive or
on a stick, where the database itself may not. Its name says when it was made, how many
reports it holds and whose they are; a file with another name is somebody else's and is left alone.
"""

import contextlib
import hashlib
import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreError, StoreTooNewError
from highlight_desktop.patience import begin_to_read
from highlight_desktop.store import identity, kept_forms, ladder, schema
from highlight_desktop.store.database import APPLICATION_ID, FILE_NAME, Database, read_value
from highlight_desktop.store.faults import told

FOLDER = "backups"
"""In the data folder: where backups go, beside those in a folder the user names."""

NAME = re.compile(r"highlight-reports-(\d{8}T\d{6}Z)-(\d{1,9})(?:-([0-9a-f]{8}))?\.db")
"""What a backup is called: when it was made, how many reports it has, and whose they are."""
_NAME_TIME = "%Y%m%dT%H%M%SZ"
_ASIDE = ".corrupt-"
_UNFINISHED = ".highlight-reports-*.part"
_JOURNALS = ("-wal", "-shm", "-journal")
"""Behind the database's name: what SQLite keeps next to it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its name tells of it; `examine` looks inside."""

    path: Path
    made_at: datetime
    """In UTC, to the second."""
    reports: int
    """How many reports it holds, drafts and submitted ones, those in the bin too."""
    identity: str = ""
    """Whose reports, as `store.identity` tells; empty for one made before that was told."""

    def is_others(self, own: str) -> bool:
        """True when it is known to be of other reports than those with this identity."""
        return bool(self.identity) and bool(own) and self.identity != own


def make(database: Database, folder: Path, *, now: datetime) -> Backup:
    """Copy all that is kept into a folder, and prove the copy good before it has a name.

    When nothing has changed since the newest backup there, that one is given and none is
    made. Raises StoreError with the reason; the other backups are then as they were.
    """
    database.be_there()
    # Without them a backup is still one: each report has its edition with it.
    with contextlib.suppress(StoreError):
        kept_forms.take_along(database)
    return _made(database.copy_into, database.path, folder, now)


def before_migration(connection: sqlite3.Connection, path: Path) -> None:
    """Keep a proved backup of a database as it was, before it is brought forward.

    It is dated by when the file was last written: the newest backup may be this very copy, and
    then none is made. Raises StoreError; the database is then left as it is.
    """

    def copy_into(copy: Path) -> None:
        connection.execute("VACUUM INTO ?", (str(copy),))
        files.sync(copy)

    with told(path):
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    _made(copy_into, path, path.parent / FOLDER, written_at)


def _made(copy_into: Callable[[Path], None], path: Path, folder: Path, at: datetime) -> Backup:
    with _told_of_backups(folder):
        files.make_folder(folder, mode=0o700)
        for left_over in folder.glob(_UNFINISHED):
            left_over.unlink(missing_ok=True)
        copy = folder / _UNFINISHED.replace("*", secrets.token_hex(8))
        try:
            own = identity.given(path)
            return _name(copy, _proved(copy_into, copy), folder, at, own)
        finally:
            copy.unlink(missing_ok=True)


def _proved(copy_into: Callable[[Path], None], copy: Path) -> int:
    """How many reports the copy holds, which is read back from end to end."""
    try:
        copy_into(copy)
        return examine(copy)
    except StoreDamagedError as error:
        raise StoreDamagedError(
            "No backup could be made: a copy of your reports does not read back whole.",
            "Have the disk checked. The backups made before were left as they are.",
        ) from error


def _name(copy: Path, reports: int, folder: Path, now: datetime, own: str) -> Backup:
    newest = next((each for each in listed(folder) if not each.is_others(own)), None)
    if newest and newest.reports == reports and _digest(newest.path) == _digest(copy):
        return newest
    at = now.astimezone(UTC).replace(microsecond=0)
    whose = f"-{own}" * bool(own)
    while (path := folder / f"highlight-reports-{at:{_NAME_TIME}}-{reports}{whose}.db").exists():
        # Two in one second, or a clock that was set back: neither may take the other's place.
        at += timedelta(seconds=1)
    files.move_into_place(copy, path)
    return Backup(path, at, reports, own)


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; none when there is no such folder."""
    with (
        _told_of_backups(folder),
        contextlib.suppress(FileNotFoundError, NotADirectoryError),
    ):
        found = [backup for path in folder.iterdir() if (backup := named(path))]
        return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)
    return []


def named(path: Path) -> Backup | None:
    """What a file's name says about the backup in it; None when it is not named like one."""
    match = NAME.fullmatch(path.name)
    try:
        at = datetime.strptime(match[1], _NAME_TIME).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
    return Backup(path, at, int(match[2]), match[3] or "") if match and at else None


def examine(path: Path) -> int:
    """Read a backup from end to end without writing a byte; how many reports it holds.

    Raises StoreDamagedError when it is not whole or not one of ours, StoreTooNewError, and
    StoreError when it cannot be read at all. What a disk refuses once looks like damage too,
    so that is believed when it is found twice.
    """
    try:
        return _reports_in(path)
    except StoreDamagedError:
        with _told_of_backups(path.parent):
            files.read_through(path)
        return _reports_in(path)


def _reports_in(path: Path) -> int:
    with _told_of(path), closing(_opened(path)) as connection:
        if read_value(connection, "application_id") != APPLICATION_ID:
            raise _not_whole(path, "it was not made by this program")
        version = read_value(connection, "user_version")
        if version > len(schema.MIGRATIONS):
            raise StoreTooNewError(
                f"The backup “{path.name}” was made with a newer version of this program.",
                "Use the newer version. Nothing was changed.",
            )
        report = read_value(connection, "integrity_check(1)")
        if report != "ok":
            raise _not_whole(path, f"SQLite says “{report}”")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise _not_whole(path, "something in it is missing")
        for sha256, content in connection.execute("SELECT sha256, snapshot FROM submission"):
            if hashlib.sha256(content).hexdigest() != sha256:
                raise _not_whole(path, "a submitted report in it was altered")
        return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])


def thin(
    folder: Path, *, now: datetime, own: str = "", oldest: datetime | None = None
) -> list[Path]:
    """Remove the backups that the ladder no longer holds, or made before `oldest`; which.

    Two computers may share a folder: those of other reports than one's `own` stay. One that
    does not say whose it is counts as one's own where nobody else's lie beside it.
    Nothing goes while the newest is not whole: an older one may be all there is.
    Raises StoreError when one cannot be removed.
    """
    there = listed(folder)
    alone = not any(each.is_others(own) for each in there)
    backups = [each for each in there if each.identity == own or (alone and not each.identity)]
    surplus = ladder.surplus((each.made_at for each in backups), now, oldest)
    gone = [each.path for each in backups if each.made_at in surplus]
    if not gone:
        return []
    examine(backups[0].path)
    with _told_of_backups(folder):
        for path in gone:
            path.unlink(missing_ok=True)
    return gone


def ids_in(path: Path) -> frozenset[str]:
    """The reports that a database holds, read without a look at anything else in it.

    Raises StoreDamagedError when it cannot be read as one of ours.
    """
    with _told_of(path), closing(_opened(path)) as connection:
        return frozenset(str(row[0]) for row in connection.execute("SELECT id FROM report"))


def set_aside_in(folder: Path) -> list[Path]:
    """The damaged databases, and what SQLite kept beside them, that were set aside there."""
    with told(folder / FILE_NAME):
        return sorted(folder.glob(f"{FILE_NAME}*{_ASIDE}*"))


def restore(path: Path, folder: Path, *, now: datetime) -> list[Path]:
    """Put a backup in the place of the database of a data folder; what keeps the old content.

    A database that opens is itself backed up first; one that does not is set aside as it is,
    with its journals. The backup is proved before anything is touched, and is in place whole
    or not at all, so an interrupted restore can simply be repeated. Raises StoreBusyError
    when the database is open elsewhere, and StoreError with the reason.
    """
    path = path.resolve()
    examine(path)
    place = folder / FILE_NAME
    with told(place):
        place = place.resolve()
        copy = place.with_name(_UNFINISHED.replace("*", secrets.token_hex(8)))
        try:
            files.make_folder(folder, mode=0o700)
            shutil.copyfile(path, copy)
            copy.chmod(0o600)
            files.sync(copy)
            kept = _keep_what_is_there(place, now)
            files.move_into_place(copy, place)
        finally:
            copy.unlink(missing_ok=True)
    with closing(Database.open(folder)) as database:
        kept_forms.bring_back(database, folder)
    return kept


def _keep_what_is_there(place: Path, now: datetime) -> list[Path]:
    if not place.exists():
        return set_aside(place, now)
    try:
        database = Database.open(place.parent)
    except (StoreDamagedError, StoreTooNewError):
        return set_aside(place, now)
    with closing(database):
        kept = [make(database, place.parent / FOLDER, now=now).path]
    # Closing could not empty the log, and beside the new file it would be taken for its own.
    return kept + (set_aside(place, now) if _journals(place) else [])


def set_aside(place: Path, now: datetime) -> list[Path]:
    """Rename a database that cannot be used, and what SQLite keeps beside it; their new names.

    The database goes first: interrupted in between, it is missed at the next start, and no
    database is ever read without the log that belongs to it.
    """
    moved = []
    ending = f"{_ASIDE}{now.astimezone(UTC):{_NAME_TIME}}"
    for each in (*([place] if place.exists() else []), *_journals(place)):
        aside = _unused(each.with_name(each.name + ending))
        files.rename(each, aside)
        moved.append(aside)
    return moved


def _journals(place: Path) -> list[Path]:
    beside = [place.with_name(place.name + suffix) for suffix in _JOURNALS]
    return [each for each in beside if each.exists()]


def _unused(path: Path) -> Path:
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


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


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _told_of_backups(folder: Path) -> AbstractContextManager[None]:
    return told(folder / FILE_NAME, what="Backups")


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    if not path.is_file():
        raise StoreError(f"There is no backup “{path}”.", "Choose one from the list of backups.")
    try:
        begin_to_read(path)
    except OSError as error:
        message = f"The backup “{path.name}” cannot be read: {files.reason(error)}."
        raise StoreError(message, f"Nothing was changed. {files.remedy(error)}") from error
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
