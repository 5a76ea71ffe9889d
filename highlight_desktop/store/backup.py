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
from typing import Protocol

from highlight_desktop import files, refusals
from highlight_desktop.errors import StoreDamagedError, StoreError, StoreTooNewError
from highlight_desktop.patience import begin_to_read
from highlight_desktop.store import database, identity, kept_forms, ladder
from highlight_desktop.store.database import FILE_NAME, Database, Kind, read_value
from highlight_desktop.store.faults import told

FOLDER = "backups"
"""In the data folder: where backups go, beside those in a folder the user names."""

NAME = re.compile(r"highlight-reports-(\d{8}T\d{6}Z)-(\d{1,9})(?:-(?P<whose>[0-9a-f]{8}))?\.db")
"""What a backup is called: when it was made, how many reports it has, and whose they are."""
_NAME_TIME = "%Y%m%dT%H%M%SZ"
_ASIDE = ".corrupt-"
_UNFINISHED = ".{}-*.part"
"""Of a backup that is being made, or a database that is being put back."""
_JOURNALS = ("-wal", "-shm", "-journal")
"""Behind the database's name: what SQLite keeps next to it."""


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
    files: int | None = None
    """How many files the hub received; None for a backup of one's own reports."""

    @property
    def is_of_desk(self) -> bool:
        """True for one of the hub's desk, whose reports are those that were returned."""
        return self.files is not None

    def is_others(self, own: str) -> bool:
        """True when it is known to be of other reports than those with this identity."""
        return bool(self.identity) and bool(own) and self.identity != own


class Keep(Protocol):
    """Makes a backup of an open database in a folder; see `make`."""

    def __call__(self, database: Database, folder: Path, /, *, now: datetime) -> Backup:
        """The database stays open, and is as it was."""


def make(database: Database, folder: Path, *, now: datetime) -> Backup:
    """Copy all reports into a folder, and prove the copy good before it has a name.

    When nothing has changed since the newest backup there, that one is given and none is
    made. Raises StoreError with the reason; the other backups are then as they were.
    """
    database.be_there()
    # Without them a backup is still one: each report has its edition with it.
    with contextlib.suppress(StoreError):
        kept_forms.take_along(database)
    return made(database.copy_into, database.path, folder, now)


def before_migration(connection: sqlite3.Connection, path: Path, sort: Sort = REPORTS) -> None:
    """Keep a proved backup of a database as it was, before it is brought forward.

    It is dated by when the file was last written: the newest backup may be this very copy, and
    then none is made. Raises StoreError; the database is then left as it is.
    """

    def copy_into(copy: Path) -> None:
        connection.execute("VACUUM INTO ?", (str(copy),))
        files.sync(copy)

    with told(path):
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    made(copy_into, path, path.parent / FOLDER, written_at, sort)


def made(
    copy_into: Callable[[Path], None], path: Path, folder: Path, at: datetime, sort: Sort = REPORTS
) -> Backup:
    """Have the database at a path copied, and name the copy once it is proved; see `make`."""
    with _told_of_backups(folder):
        files.make_folder(folder, mode=0o700)
        for left_over in folder.glob(sort.unfinished):
            left_over.unlink(missing_ok=True)
        copy = folder / sort.unfinished.replace("*", secrets.token_hex(8))
        try:
            own = identity.given(path.with_name(FILE_NAME))
            return _name(copy, _proved(copy_into, copy, sort), folder, at, own, sort)
        finally:
            copy.unlink(missing_ok=True)


def _proved(copy_into: Callable[[Path], None], copy: Path, sort: Sort) -> tuple[int, ...]:
    """What the copy holds, which is read back from end to end."""
    try:
        copy_into(copy)
        return counted(copy, sort)
    except StoreDamagedError as error:
        what = "your reports" if sort is REPORTS else "the hub’s desk"
        raise StoreDamagedError(
            f"No backup could be made: a copy of {what} does not read back whole.",
            "Have the disk checked. The backups made before were left as they are.",
        ) from error


def _name(
    copy: Path, counts: tuple[int, ...], folder: Path, now: datetime, own: str, sort: Sort
) -> Backup:
    newest = newest_own(folder, own, sort)
    if newest and _counts(newest) == counts and _digest(newest.path) == _digest(copy):
        return newest
    at = now.astimezone(UTC).replace(microsecond=0)
    ending = "-".join(filter(None, (*map(str, counts), own)))
    while (path := folder / f"{sort.stem}-{at:{_NAME_TIME}}-{ending}.db").exists():
        # Two in one second, or a clock that was set back: neither may take the other's place.
        at += timedelta(seconds=1)
    files.move_into_place(copy, path)
    return Backup(path, at, counts[0], own, next(iter(counts[1:]), None))


def _counts(one: Backup) -> tuple[int, ...]:
    return (one.reports,) if one.files is None else (one.reports, one.files)


def newest_own(folder: Path, own: str, sort: Sort = REPORTS) -> Backup | None:
    """The newest in a folder that is not known to be somebody else's; it may not be whole."""
    return next((each for each in listed(folder, sort) if not each.is_others(own)), None)


def listed(folder: Path, sort: Sort = REPORTS) -> list[Backup]:
    """The backups of a sort in a folder, the newest first; none when there is no such folder."""
    with (
        _told_of_backups(folder),
        contextlib.suppress(FileNotFoundError, NotADirectoryError),
    ):
        found = [backup for path in folder.iterdir() if (backup := named(path, sort))]
        return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)
    return []


def named(path: Path, sort: Sort = REPORTS) -> Backup | None:
    """What a file's name says about the backup in it; None when it is not named like one."""
    match = sort.name.fullmatch(path.name)
    try:
        at = datetime.strptime(match[1], _NAME_TIME).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
    if match is None or at is None:
        return None
    files_received = match.groupdict().get("files")
    counted_files = int(files_received) if files_received else None
    return Backup(path, at, int(match[2]), match["whose"] or "", counted_files)


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
        with _told_of_backups(path.parent):
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


def thin(
    folder: Path,
    *,
    now: datetime,
    own: str = "",
    oldest: datetime | None = None,
    sort: Sort = REPORTS,
) -> list[Path]:
    """Remove the backups that the ladder no longer holds, or made before `oldest`; which.

    Two computers may share a folder: those of other reports than one's `own` stay. One that
    does not say whose it is counts as one's own where nobody else's lie beside it.
    Nothing goes while the newest is not whole: an older one may be all there is.
    Raises StoreError when one cannot be removed.
    """
    there = listed(folder, sort)
    alone = not any(each.is_others(own) for each in there)
    backups = [each for each in there if each.identity == own or (alone and not each.identity)]
    rungs = _rungs(backups[0].path, sort) if backups else ladder.USUAL
    surplus = ladder.surplus((each.made_at for each in backups), now, oldest, rungs)
    gone = [each.path for each in backups if each.made_at in surplus]
    if not gone:
        return []
    examine(backups[0].path, sort)
    with _told_of_backups(folder):
        for path in gone:
            path.unlink(missing_ok=True)
    return gone


def _rungs(newest: Path, sort: Sort) -> ladder.Rungs:
    with _told_of_backups(newest.parent):
        size_bytes = newest.stat().st_size
    is_large = sort.sparing_from_bytes is not None and size_bytes >= sort.sparing_from_bytes
    return ladder.SPARING if is_large else ladder.USUAL


def ids_in(path: Path) -> frozenset[str]:
    """The reports that a database holds, read without a look at anything else in it.

    Raises StoreDamagedError when it cannot be read as one of ours.
    """
    with reading(path) as connection:
        return frozenset(str(row[0]) for row in connection.execute("SELECT id FROM report"))


def set_aside_in(folder: Path, sort: Sort = REPORTS) -> list[Path]:
    """The damaged databases, and what SQLite kept beside them, that were set aside there."""
    name = sort.kind.file_name
    with told(folder / name):
        return sorted(folder.glob(f"{name}*{_ASIDE}*"))


def restore(path: Path, folder: Path, *, now: datetime) -> list[Path]:
    """Put a backup in the place of the reports of a data folder; see `put_back`."""
    kept = put_back(path, folder, make, now=now)
    with closing(Database.open(folder)) as opened:
        kept_forms.bring_back(opened, folder)
    return kept


def put_back(
    path: Path, folder: Path, keep: Keep, *, now: datetime, sort: Sort = REPORTS
) -> list[Path]:
    """Put a backup in the place of the database of a data folder; what keeps the old content.

    A database that opens is itself backed up first; one that does not is set aside as it is,
    with its journals. The backup is proved before anything is touched, and is in place whole
    or not at all, so an interrupted restore can simply be repeated. Raises StoreBusyError
    when the database is open elsewhere, and StoreError with the reason. `keep` makes the backup.
    """
    path = path.resolve()
    examine(path, sort)
    place = folder / sort.kind.file_name
    with told(place):
        place = place.resolve()
        copy = place.with_name(sort.unfinished.replace("*", secrets.token_hex(8)))
        try:
            files.make_folder(folder, mode=0o700)
            shutil.copyfile(path, copy)
            copy.chmod(0o600)
            files.sync(copy)
            kept = _keep_what_is_there(place, keep, now, sort)
            files.move_into_place(copy, place)
        finally:
            copy.unlink(missing_ok=True)
    return kept


def _keep_what_is_there(place: Path, keep: Keep, now: datetime, sort: Sort) -> list[Path]:
    if not place.exists():
        return set_aside(place, now)
    try:
        opened = Database.open(place.parent, sort.kind)
    except (StoreDamagedError, StoreTooNewError):
        return set_aside(place, now)
    with closing(opened):
        kept = [keep(opened, place.parent / FOLDER, now=now).path]
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
