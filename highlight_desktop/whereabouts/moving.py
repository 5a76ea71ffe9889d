"""Knows how all that is kept moves to another folder: the old place or the new one, never between.

Everything is copied to a folder beside the new one and proved there; that folder is given its
name in one step; then the program remembers it, in one step too. Cut short before that, the
reports are where they were. The old folder is left as it is, with a note that says where to look.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from highlight_desktop import files, folders, refusals, unsaved, windows
from highlight_desktop.errors import HighlightError, OutputError, StoreError
from highlight_desktop.store import carrying
from highlight_desktop.whereabouts import pointer
from highlight_desktop.whereabouts.doctor import Diagnosis, Weight, size_in_words

Progress = Callable[[str, int, int], None]
"""Called with a step in words, how many are done, and of how many; may raise CancelledError."""

NOTE_NAME = "Your reports have moved.txt"
_UNFINISHED = ".highlight-desktop-moving-"
_DATABASES = tuple(kind.file_name for kind in carrying.KINDS)
_STAYS = (pointer.FILE_NAME, NOTE_NAME, *_DATABASES)
"""What is not copied as it is: databases are carried, and these two belong to the old place."""
_BESIDE_DATABASES = ("-wal", "-shm", "-journal", ".open", ".made", ".closed")
"""What belongs to an open database; carrying it makes its own."""
_SPARE_BYTES = 20_000_000


def destination(chosen: Path) -> Path:
    """The folder that the reports would be in: one of its own in the one that was chosen."""
    number = 1
    found = chosen / folders.APP_FOLDER
    while os.path.lexists(found):
        number += 1
        found = chosen / f"{folders.APP_FOLDER}-{number}"
    return found


def obstacle(folder: Path, chosen: Path, fit: Diagnosis) -> str:
    """Why the reports cannot move there, in whole sentences; empty when they can."""
    if pointer.is_portable(folder):
        return (
            f"Your reports are in the folder “{pointer.PORTABLE_NAME}” beside the program, so that"
            " both can be carried together. Move the whole folder of the program instead."
        )
    if not pointer.is_remembered(folder):
        return (
            "The folder of your reports was named when the program was started, with --data or"
            " HIGHLIGHT_DATA, and would be named so again. Name another one there instead."
        )
    if _is_inside(chosen, folder):
        return "That folder is inside the one your reports are in now. Choose another folder."
    if fit.weight is Weight.BAD:
        return " ".join(each.message for each in fit.concerns if each.weight is Weight.BAD)
    try:
        needed, free = 2 * _size_bytes(folder) + _SPARE_BYTES, shutil.disk_usage(chosen).free
    except OSError as error:
        return f"“{chosen}” cannot be used: {refusals.reason(error)}. {refusals.remedy(error)}"
    if free < needed:
        return (
            f"There is not room enough: {size_in_words(needed)} are needed, and"
            f" {size_in_words(free)} are free."
        )
    return ""


def move(folder: Path, to: Path, *, now: datetime, progress: Progress) -> int:
    """Move all that is kept in a data folder; how many reports that are.

    Nobody may have it open. Raises CancelledError when `progress` does, StoreError or OutputError
    with the reason; everything is then where it was.
    """
    with _refusals_told(to):
        _clear_unfinished(to.parent)
        staged = to.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
        files.make_folder(staged, mode=0o700)
        try:
            progress("Copying your reports", 0, 3)
            with carrying.carried(folder, staged) as reports:
                progress("Copying backups and settings", 1, 3)
                _copy_files(folder, staged, progress)
                progress("Putting the new folder in place", 2, 3)
                _carry_unsaved(folder, staged, to)
                _put_in_place(staged, to)
                _remember(to)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    _leave_note(folder, to, now)
    return reports


def _copy_files(folder: Path, to: Path, progress: Progress) -> None:
    found = list(_files(folder))
    for number, path in enumerate(found):
        progress("Copying backups and settings", number, len(found))
        copy = to / path.relative_to(folder)
        files.make_folder(copy.parent, mode=0o700)
        shutil.copyfile(path, copy)
        files.sync(copy)
        shutil.copystat(path, copy)
        if _digest(path) != _digest(copy):
            raise OutputError(
                f"“{copy.name}” was copied, but reads back differently.",
                "Nothing was moved. Have both disks checked.",
            )


def _files(folder: Path) -> Iterator[Path]:
    """All that belongs to a data folder beside its databases, at any depth; no links."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or windows.is_link(path):
            continue
        is_top = len(inside.parts) == 1
        if path.is_file() and not (is_top and _stays(path.name)):
            yield path


def _stays(name: str) -> bool:
    return (
        name in _STAYS
        or name in {f"{each}{beside}" for each in _DATABASES for beside in _BESIDE_DATABASES}
        or (name.startswith("unsaved-") and name.endswith(".json"))
    )


def _carry_unsaved(folder: Path, staged: Path, to: Path) -> None:
    """Text that waits in the second place is kept under a name that tells its data folder."""
    for one in unsaved.found(folder):
        unsaved.keep_for(one, to, into=staged)


def _put_in_place(staged: Path, to: Path) -> None:
    for path in sorted(staged.rglob("*"), reverse=True):
        if path.is_dir():
            files.sync_folder(path)
    files.sync_folder(staged)
    files.rename(staged, to)
    files.sync_folder(to.parent)


def _remember(to: Path) -> None:
    try:
        pointer.remember(to)
    except BaseException:
        # It may be in place all the same; what it names must then be there.
        if not pointer.is_remembered(to):
            shutil.rmtree(to, ignore_errors=True)
            raise


def _leave_note(folder: Path, to: Path, now: datetime) -> None:
    """Where nothing can be written there is no note, and nobody is the worse."""
    text = (
        f"On {now.astimezone():%d/%m/%Y} at {now.astimezone():%H:%M} your highlight reports moved"
        f" to:\r\n\r\n{to}\r\n\r\nWhat is in this folder was left as it was then. The program no"
        " longer looks at it.\r\n"
    )
    with suppress(OutputError):
        files.write_whole(folder / NOTE_NAME, text.encode("utf-8-sig"))


def _clear_unfinished(folder: Path) -> None:
    """What a move that was cut short has left."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _refusals_told(to: Path) -> Iterator[None]:
    try:
        yield
    except HighlightError:
        raise
    except OSError as error:
        message = f"Your reports could not be moved to “{to}”: {refusals.reason(error)}."
        raise StoreError(message, f"Nothing was moved. {refusals.remedy(error)}") from error


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _size_bytes(folder: Path) -> int:
    every: Sequence[Path] = list(folder.rglob("*")) if folder.is_dir() else []
    return sum(each.lstat().st_size for each in every)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
