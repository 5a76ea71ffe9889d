"""Knows how a folder is filled with a demonstration, and emptied: whole or not at all, never mixed.

All is made in a folder beside the one it is for, which then takes its name in one step. A folder
with anything real in it is refused; what a first start leaves in one without reports is kept
inside, and is back when the demonstration is removed.
"""

import glob
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from highlight_desktop import demonstrated, files, folders, refusals, settings
from highlight_desktop.demonstration import returning, writing
from highlight_desktop.demonstration.council import councils
from highlight_desktop.demonstration.telling import PERIODS
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.errors import HighlightError, StoreError
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.settings import Settings
from highlight_desktop.store import backup, desk_backup
from highlight_desktop.store.database import REPORTS
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.whereabouts import beginning, pointer

Progress = Callable[[str, int, int], None]
"""Called with a step in words, how many are done, and of how many; may raise CancelledError."""

_UNFINISHED = "-being-made-"
"""In the name of a folder beside the one that is filled or removed."""
_BEFORE = "before the demonstration"
"""In a demonstration: what was in its folder before."""
_STEPS = PERIODS + 2
_LEFT_BY_A_START = re.compile(
    rf"({re.escape(REPORTS.file_name)}|{re.escape(DESK.file_name)})(\.\w+|-\w+)?"
    rf"|{re.escape(settings.FILE_NAME)}|{re.escape(folders.LOG_NAME)}(\.\d)?|{backup.FOLDER}"
    r"|left-off\.json|words\.txt"
)
"""What lies in a folder that the program was started on, before anything is written."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a demonstration holds."""

    folder: Path
    reports: int
    """Of one director: drafts, submitted and corrected ones."""
    returns: int
    """Files on the hub's desk."""
    service_areas: int


def default_folder() -> Path:
    """Where a demonstration goes when no folder is named: beside the user's own reports."""
    own = pointer.portable_folder() or folders.default_data_folder()
    return own.with_name(f"{own.name}-demonstration")


def fill(folder: Path, *, now: datetime, progress: Progress) -> Filled:
    """Fill a folder with a year of reports. What it takes is some seconds and 20 MB.

    Raises CancelledError when `progress` does, and StoreError or OutputError with the reason, as
    for a folder with real reports in it; all is then as it was.
    """
    folder = folder.absolute()
    with _refusals_told(folder):
        _clear_unfinished(folder)
        beginning.allow(folder)
        _refuse_what_is_real(folder)
        staged = _beside(folder)
        files.make_folder(staged, mode=0o700)
        try:
            made = _made(staged, folder, now, progress)
            progress("Putting it in place", _STEPS - 1, _STEPS)
            _put_in_place(staged, folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return made


def remove(folder: Path) -> None:
    """Remove a demonstration, and all that was written in it; nobody may have it open.

    Raises StoreError for a folder that is none, or that cannot be removed.
    """
    if not demonstrated.is_one(folder):
        raise StoreError(
            f"“{folder}” holds no demonstration.", "Nothing was removed. Look at the folder’s name."
        )
    folder = folder.absolute()
    with _refusals_told(folder):
        gone = _beside(folder)
        files.rename(folder, gone)
        if (gone / _BEFORE).is_dir():
            files.rename(gone / _BEFORE, folder)
        files.sync_folder(folder.parent)
        shutil.rmtree(gone, ignore_errors=True)


def written_in(folder: Path, store: Store) -> int:
    """How many reports somebody wrote in a demonstration, or received at its desk.

    Raises StoreError.
    """
    reports, returns = demonstrated.came_with(folder)
    there = {each.id for each in (*store.summaries(), *store.discarded())}
    on_the_desk = 0
    if (folder / DESK.file_name).exists():
        with Desk.open(folder) as desk:
            on_the_desk = len(desk.arrivals())
    return len(there - reports) + max(0, on_the_desk - returns)


def _made(staged: Path, folder: Path, now: datetime, progress: Progress) -> Filled:
    calendar = Calendar(now.date())
    progress("Writing a year of one director’s reports", 0, _STEPS)
    with Store.open(staged) as store:
        writing.write(store, calendar, now=now)
        ids = [each.id for each in (*store.summaries(), *store.discarded())]
    with Desk.open(staged) as desk, Examiner() as examiner:
        first, _ = calendar.days(0)
        desk.expect((each.expected for each in councils().areas), now=writing.at(first, 8))
        returning.lay_out_own(desk, writing.handed_in(calendar))
        for number in range(PERIODS):
            progress(f"Filling the hub’s desk: fortnight {number + 1}", number + 1, _STEPS)
            returning.lay_out(desk, examiner, calendar, number)
        returns = len(desk.arrivals())
    settings.save(_settings(), staged)
    demonstrated.mark(staged, ids, returns)
    return Filled(folder, len(ids), returns, len(councils().areas))


def _settings() -> Settings:
    """Those of the director, on a computer that collects for the hub as well."""
    director = councils().own[0]
    return Settings(
        hub_name=councils().hub,
        hub_address=councils().hub_address,
        marking=demonstrated.MARKING,
        author=director.author,
        service_areas=director.name,
        local_authority=councils().local_authority,
        collects=True,
        due_days=returning.DUE_DAYS,
    )


def _refuse_what_is_real(folder: Path) -> None:
    """Whatever holds a report, or anything that is not ours, is not touched."""
    if demonstrated.is_one(folder):
        raise StoreError(
            f"There is a demonstration in “{folder}” already.",
            "Open the program on that folder to look round; there it can be removed as well.",
        )
    if not folder.exists():
        return
    found = [each.name for each in folder.iterdir()] if folder.is_dir() else [folder.name]
    strange = sorted(name for name in found if not _LEFT_BY_A_START.fullmatch(name))
    if strange:
        raise _in_use(folder, f"“{strange[0]}” is in it")
    backups = folder / backup.FOLDER
    # One of a desk may hold the list of who is expected, and no file.
    of_desk = backup.listed(backups, desk_backup.DESK)
    if of_desk or any(each.reports for each in backup.listed(backups)):
        raise _in_use(folder, "backups of real reports are in it")
    if any(name.startswith(REPORTS.file_name) for name in found):
        with Store.open(folder) as store:
            if store.summaries() or store.discarded() or store.tombstones():
                raise _in_use(folder, "real reports are in it")
    if any(name.startswith(DESK.file_name) for name in found):
        with Desk.open(folder) as desk:
            if desk.arrivals() or desk.expected_before():
                raise _in_use(folder, "a real hub’s desk is in it")


def _in_use(folder: Path, why: str) -> StoreError:
    return StoreError(
        f"“{folder}” cannot be filled with a demonstration: {why}.",
        "Nothing was changed. Name a new folder for it.",
    )


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_UNFINISHED}{secrets.token_hex(8)}")


def _put_in_place(staged: Path, folder: Path) -> None:
    if folder.exists():
        files.rename(folder, staged / _BEFORE)
    files.rename(staged, folder)
    files.sync_folder(folder.parent)


def _clear_unfinished(folder: Path) -> None:
    """What was cut short has left; if it had put something aside, that is put back."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}{_UNFINISHED}*"):
        if (left / _BEFORE).is_dir() and not folder.exists():
            files.rename(left / _BEFORE, folder)
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _refusals_told(folder: Path) -> Iterator[None]:
    try:
        yield
    except HighlightError:
        raise
    except OSError as error:
        message = f"“{folder}” cannot be used: {refusals.reason(error)}."
        raise StoreError(message, f"Nothing was changed. {refusals.remedy(error)}") from error
