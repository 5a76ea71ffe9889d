"""Knows how a backup is put in the place of a database, and how what stood there is kept."""

import secrets
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreTooNewError
from highlight_desktop.store import kept_forms
from highlight_desktop.store.backup import FOLDER, NAME_TIME, Backup, make
from highlight_desktop.store.database import Database
from highlight_desktop.store.faults import told
from highlight_desktop.store.proving import REPORTS, Sort, examine

_ASIDE = ".corrupt-"
_JOURNALS = ("-wal", "-shm", "-journal")
"""Behind the database's name: what SQLite keeps next to it."""


class MakeBackup(Protocol):
    """Makes a backup of an open database in a folder; see `backup.make`."""

    def __call__(self, database: Database, folder: Path, /, *, now: datetime) -> Backup:
        """The database stays open, and is as it was."""


def restore(path: Path, folder: Path, *, now: datetime) -> list[Path]:
    """Put a backup in the place of the reports of a data folder; see `put_back`."""
    kept = put_back(path, folder, make, now=now)
    with closing(Database.open(folder)) as opened:
        kept_forms.bring_back(opened, folder)
    return kept


def put_back(
    path: Path, folder: Path, keep: MakeBackup, *, now: datetime, sort: Sort = REPORTS
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


def _keep_what_is_there(place: Path, keep: MakeBackup, now: datetime, sort: Sort) -> list[Path]:
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
    ending = f"{_ASIDE}{now.astimezone(UTC):{NAME_TIME}}"
    for each in (*([place] if place.exists() else []), *_journals(place)):
        aside = _unused(each.with_name(each.name + ending))
        files.rename(each, aside)
        moved.append(aside)
    return moved


def set_aside_in(folder: Path, sort: Sort = REPORTS) -> list[Path]:
    """The damaged databases, and what SQLite kept beside them, that were set aside there."""
    name = sort.kind.file_name
    with told(folder / name):
        return sorted(folder.glob(f"{name}*{_ASIDE}*"))


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
