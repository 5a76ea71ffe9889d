"""Knows how to bring reports back out of a damaged database, with what a backup still has.

Each report is looked for in both places, and the later of its two states is taken. One that
can only be read in part never replaces one that is whole: it becomes a draft of its own beside
it. What was rescued, from where, and what was not is told report by report. The damaged file
itself is only ever read from a copy.
"""

import errno
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop import files, forms
from highlight_desktop.errors import StoreError
from highlight_desktop.store import backup, identity, proving, restoring, seals
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.database import FILE_NAME, REPORTS, Database
from highlight_desktop.store.faults import told
from highlight_desktop.store.opening import refuse_if_held
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvaged_rows import (
    TABLES,
    Reader,
    Rows,
    bury_again,
    connected,
    insert,
    inserted,
    named,
    remove,
    unlocked,
)
from highlight_desktop.store.stored import State, Summary, new_id

IN_PART = (
    "This is what could be read of this report in the damaged database; some of its text may be"
    " missing."
)
_NEVER = datetime.max.replace(tzinfo=UTC)
_LOG = "-wal"


class Source(Enum):
    """Where a report was found."""

    DATABASE = auto()
    """In the damaged database: as it was saved last."""
    PART = auto()
    """In the damaged database, where some of its text may be missing: now a draft."""
    BACKUP = auto()
    """In a backup: as it stood when that was made."""
    NOWHERE = auto()
    """It is known that there was such a report, and no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one report."""

    report_id: str
    name: str
    """Its service areas and period, or as much as is known of them; never empty."""
    source: Source
    edited_at: datetime | None
    """When what was rescued was last edited; None when nothing was."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """What a rescue brought back, and where the damaged files are kept."""

    reports: tuple[Found, ...]
    """Those that were lost first, then the last edited first."""
    backup: Backup | None
    """The backup that was used, if there was one that is whole."""
    kept: tuple[Path, ...]
    """The damaged files, byte for byte as they were found."""


def rescue(folder: Path, backups: Iterable[Path], *, now: datetime) -> Rescue:
    """Put a working database in the place of a damaged one, with all that can be brought back.

    `backups` are the folders to look for backups in. The damaged file is set aside with its
    journals. Raises StoreError with the reason; before the last step nothing is changed, and
    a rescue that was interrupted can be repeated.
    """
    with told(folder / FILE_NAME):
        files.make_folder(folder, mode=0o700)
        place = (folder / FILE_NAME).resolve()
        refuse_if_held(place, REPORTS)
        newest = _newest_whole(backups, now, identity.known(place))
        for cut_short in folder.glob(".rescue-*"):
            shutil.rmtree(cut_short, ignore_errors=True)
        with TemporaryDirectory(dir=folder, prefix=".rescue-") as made:
            read, whole = Path(made, "read"), Path(made, "whole")
            whole.mkdir()
            if newest is not None:
                shutil.copyfile(newest.path, whole / FILE_NAME)
            reports = _join(_read_twice(_as_found(place), read), whole)
            if (whole / f"{FILE_NAME}{_LOG}").exists():
                raise _disk_fault()  # what it holds could not be brought into the file
            proving.examine(whole / FILE_NAME)
            files.sync(whole / FILE_NAME)
            kept = restoring.set_aside(place, now)
            files.move_into_place(whole / FILE_NAME, place)
    Database.open(folder).close()
    return Rescue(tuple(reports), newest, tuple(kept))


def _as_found(place: Path) -> dict[str, Path]:
    """The damaged database and its log; a rescue cut short has set them aside already."""
    ending = "" if place.exists() else _last_ending(place)
    found = {}
    for suffix in ("", _LOG):
        beside = place.with_name(place.name + suffix)
        aside = beside.with_name(beside.name + ending)
        found[suffix] = beside if beside.exists() else aside
    return found


def _last_ending(place: Path) -> str:
    aside = (each.name for each in place.parent.glob(f"{place.name}.corrupt-*"))
    return max(aside, default=place.name).removeprefix(place.name)


def _newest_whole(folders: Iterable[Path], now: datetime, own: str) -> Backup | None:
    """One that seems to come from the future, made while a clock was wrong, comes last."""
    there = (each for folder in folders for each in _listed(folder))
    found = [each for each in there if not each.is_others(own)]
    for each in sorted(found, key=lambda one: (one.made_at <= now, one.made_at), reverse=True):
        with suppress(StoreError):
            proving.examine(each.path)
            return each
    return None


def _listed(folder: Path) -> list[Backup]:
    """None from a folder that cannot be read now: there may be another."""
    with suppress(StoreError):
        return backup.listed(folder)
    return []


@dataclass(frozen=True, slots=True)
class _ReadOut:
    """What could be read of the damaged file, in a database of its own."""

    folder: Path
    in_part: frozenset[str]
    """The reports of which something may be missing."""
    unread: Mapping[str, str]
    """The names of the reports that could not be read, by their ids."""


def _read_twice(damaged: Mapping[str, Path], into: Path) -> _ReadOut:
    """Copy whatever can be read; what is read otherwise a second time is no damage to the file.

    SQLite tells a disk's fault as damage too, and then a report that is whole would be left out.
    """
    read = _read_out(damaged, into)
    again = _read_out(damaged, into.with_name("again"))
    if (read.in_part, read.unread, _digest(read)) != (again.in_part, again.unread, _digest(again)):
        raise _disk_fault()
    return read


def _digest(read: _ReadOut) -> bytes:
    """The same for the same rows."""
    sha = hashlib.sha256()
    with closing(connected(read.folder / FILE_NAME)) as connection:
        for table in ("report", *TABLES):
            for row in connection.execute(f"SELECT * FROM {table}"):
                sha.update(repr(tuple(row)).encode())
    return sha.digest()


def _disk_fault() -> OSError:
    return OSError(errno.EIO, "what was written just now reads back differently")


def _read_out(damaged: Mapping[str, Path], into: Path) -> _ReadOut:
    """Copy whatever can be read into a new database."""
    copy = into / "copy.db"
    into.mkdir()
    for suffix, source in damaged.items():
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))
    Store.open(into).close()
    known = forms.load(damaged[""].parent).every
    unread: dict[str, str] = {}
    in_part = set()
    with closing(connected(copy)) as old, unlocked(into) as new:
        reader = Reader(old, known)
        for each in reader.ids():
            rows = reader.report(each)
            if rows is None or not inserted(new, each, rows):
                unread[each] = reader.name(each)
            elif not (reader.has_all(rows) and seals.is_whole(new.execute, each)):
                new.execute("DELETE FROM seal WHERE report_id = ?", [each])
                in_part.add(each)
        bury_again(reader.tombstones(), new)
    with Store.open(into) as store:
        unread |= {
            each.id: _name(each) for each in _summaries(store) if not _reads_well(store, each.id)
        }
    with unlocked(into) as new:
        for each in unread:
            remove(new, each)
    return _ReadOut(into, frozenset(in_part - unread.keys()), unread)


def _join(read: _ReadOut, whole: Path) -> list[Found]:
    """Bring what was read into the database made of the backup, where it is the later."""
    with Store.open(whole) as store:
        from_backup = {each.id: each for each in _summaries(store)}
    with Store.open(read.folder) as store:
        from_file = {each.id: each for each in _summaries(store)}
    found = [
        Found(each, name, Source.NOWHERE, None)
        for each, name in read.unread.items()
        if each not in from_backup
    ]
    found += [_found(from_backup[each], Source.BACKUP) for each in from_backup.keys() - from_file]
    with closing(connected(read.folder / FILE_NAME)) as old, unlocked(whole) as new:
        reader = Reader(old)
        if not reader.is_whole:
            raise _disk_fault()
        # Those in part come last: they are given new revisions, which the others have already.
        for each in sorted(from_file.values(), key=lambda one: one.id in read.in_part):
            rows = reader.report(each.id)
            if rows is None:
                raise _disk_fault()
            older = from_backup.get(each.id)
            if older is not None and _lateness(each) <= _lateness(older):
                as_saved = _lateness(each) == _lateness(older)
                found.append(_found(older, Source.DATABASE if as_saved else Source.BACKUP))
            elif each.id not in read.in_part:
                remove(new, each.id)
                insert(new, rows)
                found.append(_found(each, Source.DATABASE))
            else:
                if older is not None:
                    found.append(_found(older, Source.BACKUP))
                beside = new_id()
                insert(new, _as_draft(rows, beside, new))
                found.append(replace(_found(each, Source.PART), report_id=beside))
        bury_again(reader.tombstones(), new)
    return sorted(found, key=lambda each: each.edited_at or _NEVER, reverse=True)


def _as_draft(rows: Rows, report_id: str, new: sqlite3.Connection) -> Rows:
    """The text of a report as a draft of its own, with a note that says what it is."""
    own = dict(rows["report"][0])
    revision = new.execute("SELECT coalesce(max(revision), 0) + 1 FROM report").fetchone()[0]
    notes = json.dumps([*json.loads(own["notes"]), IN_PART], ensure_ascii=False)
    own |= {"id": report_id, "state": "draft", "revision": revision, "notes": notes}
    texts = {
        table: [{**row, "report_id": report_id} for row in rows[table]]
        for table in ("header", "answer")
    }
    return {"edition": rows["edition"], "report": [own], **texts}


def _lateness(each: Summary) -> tuple[int, bool]:
    """What grows with every change of a report: to be superseded is no save of its own."""
    return each.revision, each.state is State.SUPERSEDED


def _found(each: Summary, source: Source) -> Found:
    return Found(each.id, _name(each), source, each.edited_at)


def _name(each: Summary) -> str:
    return named(each.service_areas, each.period_typed)


def _summaries(store: Store) -> list[Summary]:
    return [*store.summaries(), *store.discarded()]


def _reads_well(store: Store, report_id: str) -> bool:
    """True when a report is as the store writes it, its history and its snapshot as well."""
    try:
        stored = store.load(report_id)
        for each in store.history(report_id):
            store.version(report_id, each.revision)
        return stored.state is State.DRAFT or store.snapshot(report_id).report == stored.report
    except StoreError:
        return False
