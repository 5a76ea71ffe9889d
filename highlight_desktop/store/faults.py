"""Knows what it means to the user when SQLite, or the disk below it, refuses."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from highlight_desktop import refusals, windows
from highlight_desktop.errors import (
    EditionError,
    OutputError,
    ReportLockedError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreUnwritableError,
)
from highlight_desktop.store import holder

_DESK = "desk.db"
"""As `desk_place` calls it, which needs this module."""
_PRIMARY = 0xFF
"""SQLite keeps the kind of fault in the low byte of a result code (sqlite.org/rescode.html)."""
_LONGEST_PATH = windows.LONGEST_PATH - len("-journal")
"""Of a database on Windows: SQLite puts files beside it, whose names are longer."""
_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SPOILT = (
    "no such ",
    "error in tokenizer",
    "parse error in",
    "invalid fts5",
    "vtable constructor",
    "unrecognized ",
)
"""How SQLite begins to say that what we made is not there, or can no longer be understood."""
_BARRED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)


@contextmanager
def told(path: Path, *, checking: bool = False, what: str = "Your reports") -> Iterator[None]:
    """Turn refusals of SQLite and of the system into StoreErrors that say what to do.

    `path` is the database file, `what` the words for what is kept in its folder. While it
    is being checked, a fault that has no other explanation is damage to the file.
    """
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise _meaning(error.orig, path, what, checking=checking) from error
    except sqlite3.Error as error:
        raise _meaning(error, path, what, checking=checking) from error
    except UnicodeDecodeError as error:
        # SQLite quotes the damage in its message, and Python cannot read that as text.
        raise damaged(path, "its tables cannot be read") from error
    except OutputError as error:
        raise _kind(error.__cause__)(error.message, error.remedy) from error
    except OSError as error:
        message = f"{what} in “{path.parent}” cannot be used: {refusals.reason(error)}."
        raise _kind(error)(message, refusals.remedy(error)) from error


def _kind(error: BaseException | None) -> type[StoreError]:
    """Where nothing may be written, the reports can perhaps still be read."""
    is_barred = (
        isinstance(error, OSError)
        and error.errno in _UNWRITABLE
        # Windows gives the same errno for what a virus scanner holds for a while.
        and not windows.is_held(error)
    )
    return StoreUnwritableError if is_barred else StoreError


def damaged(path: Path, why: str) -> StoreDamagedError:
    """The error for a file that is not as it was left; `why` is a clause."""
    what = "the hub’s desk" if path.name == _DESK else "your reports"
    return StoreDamagedError(
        f"The database of {what}, “{path}”, is damaged: {why}.",
        "It was left as it is. Keep it, put a good copy in its place, and try again.",
    )


def locked() -> ReportLockedError:
    """The error for touching a report that has been submitted."""
    return ReportLockedError(
        "This report has been submitted and can no longer be changed.",
        "Issue a correction instead.",
    )


def is_busy(error: sqlite3.Error) -> bool:
    """True when another program has the database open."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return (code or sqlite3.SQLITE_ERROR) & _PRIMARY in _BUSY


def is_disk_fault(error: BaseException | None) -> bool:
    """True when the disk itself failed, and what it was given may be lost."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY == sqlite3.SQLITE_IOERR


def _meaning(error: sqlite3.Error, path: Path, what: str, *, checking: bool) -> StoreError:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    kind = (code or sqlite3.SQLITE_ERROR) & _PRIMARY
    if is_busy(error):
        return StoreBusyError(
            "Another window or command has your reports open.",
            f"Close it and try again. {holder.named(path)}".strip(),
        )
    if kind == sqlite3.SQLITE_FULL:
        return StoreError("The disk is full.", "Make room on it and try again.")
    if kind == sqlite3.SQLITE_CANTOPEN and (refusal := _no_more_files()):
        return StoreError(
            f"{what} cannot be reached: {refusals.reason(refusal)}.", refusals.remedy(refusal)
        )
    if kind == sqlite3.SQLITE_CANTOPEN and windows.IS_HERE and len(str(path)) > _LONGEST_PATH:
        return StoreError(
            f"{what} in “{path.parent}” cannot be reached: the path is too long for Windows.",
            "Choose a folder with a shorter path, and try again.",
        )
    # A file that may only be read cannot be locked; SQLite calls that a fault of the disk.
    if kind in _BARRED or code == sqlite3.SQLITE_IOERR_LOCK:
        return StoreUnwritableError(
            f"{what} in “{path.parent}” cannot be written: the disk is read-only,"
            " or you may not write there.",
            "Have that changed, or choose another folder, and try again.",
        )
    if kind == sqlite3.SQLITE_IOERR:
        return StoreError(
            "The disk reported a fault.",
            "Try again; if that does not help, have the disk checked.",
        )
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return locked()
    # Python's own complaint, without a code: text that is no longer UTF-8.
    undecodable = code is None and isinstance(error, sqlite3.OperationalError)
    # What we ask for was there when the file was made.
    spoilt = kind == sqlite3.SQLITE_ERROR and str(error).startswith(_SPOILT)
    if kind in _DAMAGED or undecodable or spoilt or checking:
        return damaged(path, f"SQLite says “{error}”")
    return StoreError(f"The database of your reports refused: {error}.", "Nothing was changed.")


def _no_more_files() -> OSError | None:
    """Why this program can open no further file: SQLite does not tell that from a barred one."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error
    return None


@contextmanager
def as_written(path: Path) -> Iterator[None]:
    """Whatever was read and is not as we write it is damage to the file."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, EditionError) as error:
        raise damaged(path, "a report in it cannot be read") from error
