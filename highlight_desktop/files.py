"""Knows how a file is put in its place, whole or not at all, and what it may be called."""

import contextlib
import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from highlight_desktop import windows
from highlight_desktop.errors import OutputError
from highlight_desktop.refusals import reason, remedy

_NAME_LIMIT = 80
_ZEROS_BYTES = 1_000_000
_HELD_WAITS_S = (0.01, 0.02, 0.04, 0.08, 0.1, 0.25, 0.5)

_READ_AT_ONCE_BYTES = 1 << 20


def safe_name(text: str) -> str:
    """A file or folder name, at most 80 characters, that Windows, mail and Linux all accept.

    Small plain letters, digits, ``-`` and ``_`` only: mail programs damage attachments with
    other letters in their names (cpython issue 85725). Never empty, never reserved.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")[:_NAME_LIMIT].strip("-")
    return f"{name}-" if windows.is_reserved(name) else name or "report"


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place so that it is either the old one or the whole new one, never a part.

    Written beside its place, synced, moved over it, read back and compared. Raises
    OutputError with the next step when that fails; the old file, if any, is then untouched.
    """
    try:
        make_folder(path.parent)
        beside = _write_beside(path, content)
        try:
            move_into_place(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        same = path.read_bytes() == content
    except OSError as error:
        message = f"“{path.name}” could not be written: {reason(error)}."
        raise OutputError(message, remedy(error)) from error
    if not same:
        raise _reads_back_differently(path)


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """The same for a file too large to hold: what is written goes beside it, and then in place.

    Nothing is put in place when the block raises. Raises OutputError with the next step when
    writing fails; the old file, if any, is then untouched.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("xb") as file:
                hashed = _Hashed(file)
                yield cast("BinaryIO", hashed)
                file.flush()
                os.fsync(file.fileno())
            move_into_place(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").digest() == hashed.digest()
    except OSError as error:
        message = f"“{path.name}” could not be written: {reason(error)}."
        raise OutputError(message, remedy(error)) from error
    if not same:
        raise _reads_back_differently(path)


class _Hashed:
    """A file that is written from its beginning to its end, and what it should read back as."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.digest = self._hash.digest

    def write(self, content: bytes) -> int:
        """Write on. Raises OSError."""
        self._hash.update(content)
        return self._file.write(content)


def sync(path: Path) -> None:
    """Wait until a file is on the disk itself. Raises OSError when it cannot be."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def read_through(path: Path) -> None:
    """Read a file from end to end, if it is there. Raises OSError where the disk cannot."""
    with contextlib.suppress(FileNotFoundError), path.open("rb", buffering=0) as file:
        while file.read(_READ_AT_ONCE_BYTES):
            pass


def move_into_place(beside: Path, path: Path) -> None:
    """Move a whole, synced file over another one in the same folder, for good.

    Raises OSError when that cannot be done; both files are then as they were.
    """
    _patiently(lambda: beside.replace(path))
    sync_folder(path.parent)


def rename(path: Path, to: Path) -> None:
    """Give a file or a folder another name that nothing has yet. Raises OSError."""
    _patiently(lambda: path.rename(to))


def overwrite(path: Path) -> None:
    """Write zeros over a file's content, wait until they are on the disk, and remove it.

    A disk without moving parts, or one in a cloud, may keep what was there all the same.
    Raises OSError; a file that is not there is removed already.
    """
    with contextlib.suppress(FileNotFoundError):
        left_bytes = path.stat().st_size
        with path.open("rb+") as file:
            while left_bytes > 0:
                left_bytes -= file.write(bytes(min(left_bytes, _ZEROS_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        _patiently(path.unlink)
        sync_folder(path.parent)  # or a power cut would bring back a file of zeros


def make_folder(folder: Path, *, mode: int = 0o777) -> None:
    """Make a folder if there is none, and those above it, so that they outlive a power cut.

    What is synced inside a new folder is lost with it while its own name is not on the disk.
    Raises OSError when it cannot be made.
    """
    if folder.is_dir():
        return
    if folder != folder.parent:
        make_folder(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_folder(folder.parent)


def make_room(folder: Path, size_bytes: int) -> None:
    """Make a folder if there is none, and see that so much can be written there.

    Tried with a file that goes again, because no system call tells beforehand what a
    permission, a quota or a full disk will do. Raises OutputError with the next step.
    """
    try:
        make_folder(folder)
        _write_beside(folder / "trial", bytes(size_bytes)).unlink()
    except OSError as error:
        message = f"The folder “{folder}” cannot be used: {reason(error)}."
        raise OutputError(message, remedy(error)) from error


def _reads_back_differently(path: Path) -> OutputError:
    return OutputError(
        f"“{path.name}” was written, but reads back differently.",
        "Choose another folder, and have the disk checked.",
    )


def _write_beside(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _patiently(act: Callable[[], object]) -> None:
    """Do it; on Windows wait a little (1 s in all) for whoever holds the file."""
    for wait_s in _HELD_WAITS_S:
        try:
            act()
        except PermissionError as error:
            if not windows.may_pass(error):
                raise
            time.sleep(wait_s)
        else:
            return
    act()


def sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut, where the system can sync a folder."""
    if windows.IS_HERE:
        return  # which writes down where a file lies before it says so, and syncs no folder
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
