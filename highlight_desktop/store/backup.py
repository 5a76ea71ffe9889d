"""Knows backups: closed copies of the database, each proved good when it is made.

A backup is one file that needs nothing beside it, so it may lie in Documents, in OneDrive or
on a stick, where the database itself may not. Its name says when it was made, how many
reports it holds and whose they are; a file with another name is somebody else's and is left alone.
"""

import contextlib
import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreError
from highlight_desktop.store import identity, kept_forms, ladder
from highlight_desktop.store.database import FILE_NAME, Database
from highlight_desktop.store.faults import told
from highlight_desktop.store.proving import REPORTS, Sort, counted, examine, told_of_backups

FOLDER = "backups"
"""In the data folder: where backups go, beside those in a folder the user names."""
NAME_TIME = "%Y%m%dT%H%M%SZ"
"""The moment in a backup's name, in UTC; also behind what was set aside."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its name tells of it; `proving.examine` looks inside."""

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
    with told_of_backups(folder):
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
    while (path := folder / f"{sort.stem}-{at:{NAME_TIME}}-{ending}.db").exists():
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
        told_of_backups(folder),
        contextlib.suppress(FileNotFoundError, NotADirectoryError),
    ):
        found = [backup for path in folder.iterdir() if (backup := named(path, sort))]
        return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)
    return []


def named(path: Path, sort: Sort = REPORTS) -> Backup | None:
    """What a file's name says about the backup in it; None when it is not named like one."""
    match = sort.name.fullmatch(path.name)
    try:
        at = datetime.strptime(match[1], NAME_TIME).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
    if match is None or at is None:
        return None
    files_received = match.groupdict().get("files")
    counted_files = int(files_received) if files_received else None
    return Backup(path, at, int(match[2]), match["whose"] or "", counted_files)


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
    with told_of_backups(folder):
        for path in gone:
            path.unlink(missing_ok=True)
    return gone


def _rungs(newest: Path, sort: Sort) -> ladder.Rungs:
    with told_of_backups(newest.parent):
        size_bytes = newest.stat().st_size
    is_large = sort.sparing_from_bytes is not None and size_bytes >= sort.sparing_from_bytes
    return ladder.SPARING if is_large else ladder.USUAL


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
