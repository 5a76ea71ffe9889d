"""Knows the file system: where data lives, how a file is put in place whole, safe file names."""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import platformdirs

from highlight_desktop import windows
from highlight_desktop.errors import OutputError

APP_FOLDER = "highlight-desktop"
LOG_NAME = f"{APP_FOLDER}.log"
"""In the data folder: the log of faults; older ones have a number behind it."""
_NAME_LIMIT = 80
_ZEROS_BYTES = 1_000_000
_HELD_WAITS_S = (0.01, 0.02, 0.04, 0.08, 0.1, 0.25, 0.5)

_READ_AT_ONCE_BYTES = 1 << 20


def default_data_folder() -> Path:
    """The user's local application data, which does not roam from machine to machine.

    A live database must not lie on a share or in a roaming profile: SQLite's locks and
    syncs are not kept there.
    """
    return platformdirs.user_data_path(APP_FOLDER, appauthor=False, roaming=False)


def default_outbox_folder() -> Path:
    """Where submitted reports are written when the user has not chosen a folder."""
    return platformdirs.user_documents_path() / "Highlight reports"


def usual_backup_folders() -> list[Path]:
    """Where backups are looked for when no settings are left to say where they are.

    The first is the one that is proposed. Documents may lie in OneDrive, and a computer
    may have been told so since.
    """
    named = (os.environ.get(each, "") for each in ("OneDriveCommercial", "OneDrive"))
    clouds = [Path(each) for each in named if each]
    places = [
        platformdirs.user_documents_path(),
        *(cloud / "Documents" for cloud in clouds),
        *clouds,
    ]
    return [place / "Highlight backups" for place in dict.fromkeys(places)]


def private_temporary_folder() -> Path | None:
    """A folder of this user among the temporary files; None where that cannot be had.

    Others may write to the folder above it, so one that is a link, somebody else's or open
    to others is not used.
    """
    if windows.IS_HERE:
        return Path(tempfile.gettempdir(), APP_FOLDER)  # which is each user's own there
    try:
        folder = Path(tempfile.gettempdir(), f"{APP_FOLDER}-{os.getuid()}")
        folder.mkdir(mode=0o700, exist_ok=True)
        there = folder.lstat()
    except OSError:
        return None
    is_ours = stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid()
    return folder if is_ours and not there.st_mode & 0o077 else None


def folder_problem(text: str) -> str:
    """Why files cannot go to this folder, as a sentence; empty when they can, or is empty.

    A folder that does not exist yet is well: it is made when the first file is written.
    """
    folder = text.strip()
    if not folder:
        return ""
    try:
        if not folder.isprintable():
            return "That folder’s name cannot be used. Choose another folder."
        if not Path(folder).is_absolute():
            return "Give the whole path of the folder, or choose it from the list."
        if windows.IS_HERE and (problem := _problem_on_windows(folder)):
            return problem
        if any(
            each.exists() and not each.is_dir() for each in (Path(folder), *Path(folder).parents)
        ):
            return "There is a file in that place, not a folder. Choose another folder."
    except (OSError, ValueError):
        return "That folder cannot be reached. Choose another folder."
    return ""


def _problem_on_windows(folder: str) -> str:
    name = windows.unusable_name(folder)
    if name:
        return f"Windows does not take “{name}” as a folder’s name. Choose another folder."
    if len(folder) > windows.LONGEST_FOLDER:
        return (
            f"The path of that folder has {len(folder)} characters, and Windows takes no more than"
            f" {windows.LONGEST_FOLDER} where files are to go in. Choose one higher up."
        )
    return ""


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


def reason(error: OSError) -> str:
    """Why the system refused, in plain words."""
    return _REASONS.get(_code(error)) or error.strerror or "the system refused"


def remedy(error: OSError) -> str:
    """What to do about it, as a sentence."""
    return _REMEDIES.get(_code(error), "Choose another folder, and try again.")


_REASONS = {
    "EACCES": "it is open in another program, or you may not write there",
    "EPERM": "it is open in another program, or you may not write there",
    "ENOENT": "the folder cannot be reached",
    "ENOTDIR": "the folder cannot be reached",
    "ENOSPC": "the disk is full",
    "EDQUOT": "your share of the disk is used up",
    "EROFS": "the disk is read-only",
    "ENAMETOOLONG": "its name and folder are too long together",
    "EIO": "the disk reported a fault",
    "EEXIST": "something else there has its name",
    "EISDIR": "something else there has its name",
    "ELOOP": "it is a link that leads to itself",
    "EINVAL": "the disk did not take it; perhaps it is online only",
    "ETIMEDOUT": "it does not answer; perhaps it is online only, or its disk is not connected",
    "EMFILE": "this program has too many files open",
    "ENFILE": "this computer has too many files open",
    windows.ONLINE: "it is online only, and the program that fetches it is not running",
    windows.BAD_NAME: "its name, or that of its folder, is one that Windows does not take",
    windows.VIRUS: "the virus scanner keeps it back",
}
_MAKE_ROOM = "Make room on the disk, or choose another folder, and try again."
_KEEP_HERE = "Have it kept on this computer (in OneDrive: “Always keep on this device”)."
_CLOSE_OTHERS = "Close other programs, or this one and start it again."
_CLOSE_IT = "Close it there, or choose another folder, and try again."
_REMEDIES = {
    "EACCES": _CLOSE_IT,
    "EPERM": _CLOSE_IT,
    "ENOSPC": _MAKE_ROOM,
    "EDQUOT": _MAKE_ROOM,
    "ENAMETOOLONG": "Choose a folder with a shorter path, and try again.",
    "EINVAL": _KEEP_HERE,
    "ETIMEDOUT": _KEEP_HERE,
    "EMFILE": _CLOSE_OTHERS,
    "ENFILE": _CLOSE_OTHERS,
    windows.ONLINE: _KEEP_HERE,
    windows.VIRUS: "Ask IT to have a look at it.",
}


def _reads_back_differently(path: Path) -> OutputError:
    return OutputError(
        f"“{path.name}” was written, but reads back differently.",
        "Choose another folder, and have the disk checked.",
    )


def _code(error: OSError) -> str:
    known = windows.code(error) or errno.errorcode.get(error.errno or 0, "")
    return known or ("EACCES" if isinstance(error, PermissionError) else "")


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
