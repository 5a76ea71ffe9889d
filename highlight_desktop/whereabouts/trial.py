"""Knows how a folder is tried for real: a file written, synced and moved, and a lock that holds."""

import errno
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from highlight_desktop import files, refusals, windows

_CONTENT = b"A trial of the disk; it may be removed.\n"
_HELD = (errno.EAGAIN, errno.EACCES)
_TRIAL = ".highlight-desktop-trial-"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    refused: str = ""
    """Why nothing can be written there, as a clause; empty when it can."""
    locks: bool | None = None
    """Whether a lock keeps a second program out; None when that could not be tried."""


def try_folder(folder: Path) -> Trial:
    """Write, sync, move, read back and lock a file in a folder; nothing stays behind.

    Of a folder that is not there yet, the nearest one above it is tried.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    first = folder / f"{_TRIAL}{secrets.token_hex(8)}"
    second = first.with_name(f"{first.name}-moved")
    try:
        with first.open("xb") as file:
            file.write(_CONTENT)
            file.flush()
            os.fsync(file.fileno())
        files.move_into_place(first, second)
        if second.read_bytes() != _CONTENT:
            return Trial("what is written there reads back differently")
        return Trial(locks=_locks(second))
    except OSError as error:
        return Trial(refusals.reason(error))
    finally:
        for each in (first, second):
            with suppress(OSError):
                each.unlink()


def _locks(path: Path) -> bool | None:
    with path.open("rb+") as one, path.open("rb+") as other:
        return _locks_on_windows(one, other) if windows.IS_HERE else _locks_on_posix(one, other)


def _locks_on_posix(one: BinaryIO, other: BinaryIO) -> bool | None:
    """The kind of lock that SQLite takes, and whether another kind of lock meets it.

    A process never stands in its own way with POSIX locks, but a lock of an open file does
    (fcntl(2), open file description locks; Linux alone has them).
    """
    import fcntl
    import struct

    lock_of_open_file = getattr(fcntl, "F_OFD_SETLK", None)
    if lock_of_open_file is None:
        return None
    try:
        fcntl.lockf(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    try:
        fcntl.fcntl(other, lock_of_open_file, wanted)
    except OSError as error:
        return None if error.errno == errno.EINVAL else error.errno in _HELD
    return False


def _locks_on_windows(one: BinaryIO, other: BinaryIO) -> bool | None:
    """Windows keeps two handles of one process apart as well; nobody has tried it there yet."""
    msvcrt: Any = import_module("msvcrt")
    try:
        msvcrt.locking(one.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    try:
        msvcrt.locking(other.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return True
    finally:
        with suppress(OSError):
            one.seek(0)
            msvcrt.locking(one.fileno(), msvcrt.LK_UNLCK, 1)
    return False
