"""Knows backups of the hub's desk of one computer: what is in them, when one is due, what it costs.

A desk holds every file that came in, and so may be large: nothing is copied while the newest
backup has the same rows, there must be room before it is begun, and of large ones fewer are kept.
What is shared is in the backups of its server.
"""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreError, StoreTooNewError
from highlight_desktop.store import backup, desk_place, proving, restoring
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.check import Progress, unheard
from highlight_desktop.store.database import Database
from highlight_desktop.store.faults import told
from highlight_desktop.store.pragmas import read_value
from highlight_desktop.store.proving import Sort

LARGE_BYTES = 100_000_000
"""From this size on fewer backups are kept: six of them at most."""
_MB = 1_000_000
_TABLES = (
    tables.arrival,
    tables.returned,
    tables.expected,
    tables.absence,
    tables.kept_longer,
    tables.removed,
)
"""All that is kept; what is searched is made from it."""
_HASHED = (
    ("arrival", "content", "a file in it is not as it came in"),
    ("returned", "snapshot", "a return in it was altered"),
)


def _altered(connection: sqlite3.Connection) -> str:
    for table, content, why in _HASHED:
        for sha256, kept in connection.execute(f"SELECT sha256, {content} FROM {table}"):
            if hashlib.sha256(kept).hexdigest() != sha256:
                return why
    return ""


DESK = Sort(
    desk_place.DESK,
    "highlight-desk",
    re.compile(
        r"highlight-desk-(\d{8}T\d{6}Z)-(\d{1,9})-(?P<files>\d{1,9})(?:-(?P<whose>[0-9a-f]{8}))?\.db"
    ),
    _altered,
    ("SELECT count(*) FROM returned", "SELECT count(*) FROM arrival"),
    LARGE_BYTES,
)
"""Named by the moment, how many returns and how many files there are, and whose they are."""


def make(
    database: Database, folder: Path, *, now: datetime, progress: Progress = unheard
) -> Backup:
    """Copy the desk into a folder, and prove the copy good before it has a name.

    `progress` is told how much has been copied, in megabytes, and what it raises stops it. Raises
    StoreError with the reason, such as that there is no room; all is then as it was.
    """
    database.know_again()
    with told(database.path):
        size_bytes = database.path.stat().st_size
    _see_that_there_is_room(folder, size_bytes)
    of = max(1, size_bytes // _MB)
    told_mb = -1

    def step(copy: Path) -> None:
        nonlocal told_mb
        copied_mb = min(of, copy.stat().st_size // _MB) if copy.exists() else 0
        if copied_mb > told_mb:
            told_mb = copied_mb
            progress(f"Backing up the hub’s desk, {_size_words(size_bytes)}", copied_mb, of)

    def copy_into(copy: Path) -> None:
        database.copy_into(copy, partial(step, copy))
        progress("Reading the backup of the hub’s desk back", of, of)

    return backup.made(copy_into, database.path, folder, now, DESK)


def before_migration(connection: sqlite3.Connection, path: Path) -> None:
    """Keep a proved backup of the desk as it was; see `backup.before_migration`."""
    with told(path):
        size_bytes = path.stat().st_size
    _see_that_there_is_room(path.parent / backup.FOLDER, size_bytes)
    backup.before_migration(connection, path, DESK)


def is_behind(database: Database, folder: Path, own: str) -> bool:
    """True when the newest backup in a folder has other rows than the desk, or cannot be read."""
    with database.reading() as connection:
        there = _rows(lambda query: connection.exec_driver_sql(query).all())
    newest = backup.newest_own(folder, own, DESK)
    if newest is None:
        return there != _NOTHING
    with suppress(StoreDamagedError, StoreTooNewError), proving.reading(newest.path) as kept:
        return _rows(lambda query: kept.execute(query).fetchall()) != there
    return True


def restore(path: Path, folder: Path, *, now: datetime) -> list[Path]:
    """Put a backup in the place of the desk of a data folder; see `restoring.put_back`."""
    kept = restoring.put_back(path, folder, make, now=now, sort=DESK)
    Database.open(folder, DESK.kind).close()
    return kept


def is_of_desk(path: Path) -> bool:
    """True for a backup of the desk, whatever it is called; what cannot be read is none."""
    if backup.named(path, DESK) is not None:
        return True
    with suppress(StoreError), proving.reading(path) as connection:
        return bool(read_value(connection, "application_id") == DESK.kind.application_id)
    return False


def hashes_in(path: Path) -> frozenset[str]:
    """The hashes of what is in a backup: returns, and files.

    Raises StoreDamagedError when it cannot be read as one of ours.
    """
    query = "SELECT sha256 FROM returned UNION SELECT sha256 FROM arrival"
    with proving.reading(path) as connection:
        return frozenset(str(row[0]) for row in connection.execute(query))


def newest_whole(folders: Iterable[Path], own: str, *, now: datetime) -> Backup | None:
    """The newest that reads back whole; one that seems to come from the future comes last."""
    found: list[Backup] = []
    for folder in folders:
        with suppress(StoreError):
            found += (each for each in backup.listed(folder, DESK) if not each.is_others(own))
    for each in sorted(found, key=lambda one: (one.made_at <= now, one.made_at), reverse=True):
        with suppress(StoreError):
            proving.examine(each.path, DESK)
            return each
    return None


@dataclass(frozen=True, slots=True)
class Return:
    """A report in a backup of the desk, as far as a list shows it."""

    sha256: str
    report_id: str
    edition_id: str
    service_areas: str
    first_day: date
    last_day: date
    version: int
    is_superseded: bool
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup of the desk holds."""

    files: int
    returns: Sequence[Return]
    """The last submitted first."""


def held(path: Path) -> Held:
    """What a backup holds, which is proved whole first.

    Raises StoreDamagedError, StoreTooNewError, or StoreError with the reason.
    """
    _, number = proving.counted(path, DESK)
    with proving.reading(path) as connection:
        try:
            returns = [_return(row) for row in connection.execute(_RETURNS)]
        except ValueError as error:
            raise StoreDamagedError(
                f"The backup “{path.name}” cannot be used: a return in it has no date.",
                "Nothing was changed. Choose another backup.",
            ) from error
    return Held(number, sorted(returns, key=attrgetter("submitted_at"), reverse=True))


_RETURNS = """
SELECT sha256, report_id, edition_id, service_areas, period_start, period_end, version,
       EXISTS (SELECT 1 FROM returned AS later WHERE later.supersedes = returned.report_id),
       submitted_at
FROM returned
"""


def _return(row: Sequence[Any]) -> Return:
    sha256, report_id, edition_id, areas, first, last, version, superseded, submitted = row
    days = date.fromisoformat(first), date.fromisoformat(last)
    moment = datetime.fromisoformat(submitted)
    named = str(sha256), str(report_id), str(edition_id), str(areas)
    return Return(*named, *days, int(version), bool(superseded), moment)


def _rows(ask: Callable[[str], Iterable[Sequence[Any]]]) -> str:
    """The same for the same rows; without the files themselves, which their hashes name."""
    sha = hashlib.sha256()
    for table in _TABLES:
        names = [each.name for each in table.columns if not isinstance(each.type, LargeBinary)]
        for row in ask(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY 1"):
            sha.update(repr((table.name, *row)).encode())
    return sha.hexdigest()


_NOTHING = hashlib.sha256().hexdigest()


def _size_words(size_bytes: int) -> str:
    return f"{max(1, round(size_bytes / _MB)):,} MB"


def _see_that_there_is_room(folder: Path, size_bytes: int) -> None:
    with told(folder / DESK.kind.file_name, what="Backups"):
        files.make_folder(folder, mode=0o700)
        free_bytes = shutil.disk_usage(folder).free
    if free_bytes < size_bytes:
        raise StoreError(
            f"There is no room for a backup of the hub’s desk in “{folder}”: it needs"
            f" {_size_words(size_bytes)}, and {free_bytes // _MB:,} MB are free.",
            "Make room there, or choose another folder in File, Settings.",
        )
