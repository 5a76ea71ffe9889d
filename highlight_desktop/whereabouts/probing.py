"""Knows how this computer is asked about a folder; what it answers becomes plain facts.

The questions are passed in, so that what Windows would answer can be tried on any computer. The
real calls to Windows have been tried with stand-ins only, never on Windows itself.
"""

import ctypes
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, TypeVar

from highlight_desktop import windows
from highlight_desktop.whereabouts import place, pointer
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.trial import Trial, try_folder

_Answer = TypeVar("_Answer")
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the folder that the reports are, or would be, kept in."""

    folder: PurePath
    """As it is named."""
    path: PurePath
    """The folder itself, links followed."""
    drive: Drive
    file_system: str
    """As the system calls it; empty when it does not say."""
    is_share: bool
    is_roaming: bool
    cloud: str
    """The program that copies it to other computers; empty when none is known to."""
    free_bytes: int | None
    trial: Trial
    names: int
    """How many names the database has; 0 when there is none, more than 1 for hard links."""
    is_portable: bool = False
    """Whether it is the one beside the program, which is carried along with it."""


@dataclass(frozen=True, slots=True)
class Probes:
    """The questions that only the system can answer. Each may raise OSError."""

    environment: Mapping[str, str]
    drive: Callable[[PurePath], tuple[Drive, str]]
    attributes: Callable[[PurePath], int]
    """Windows' attributes of a file; 0 elsewhere."""
    resolved: Callable[[PurePath], PurePath]
    free_bytes: Callable[[PurePath], int]
    names: Callable[[PurePath], int]
    trial: Callable[[PurePath], Trial]


def look(folder: PurePath, database_name: str, probes: Probes | None = None) -> Facts:
    """Ask all that there is to ask about a folder. It may take long on a disk that is ill."""
    asked = probes or of_this_system()
    path = or_else(lambda: asked.resolved(folder), folder)
    drive, file_system = or_else(lambda: asked.drive(path), (Drive.UNKNOWN, ""))
    return Facts(
        folder=folder,
        path=path,
        drive=drive,
        file_system=file_system,
        is_share=place.is_share(folder) or place.is_share(path),
        is_roaming=place.is_roaming(path, asked.environment),
        cloud=place.cloud(path, asked.environment, or_else(lambda: asked.attributes(path), 0)),
        free_bytes=or_else(lambda: asked.free_bytes(path), None),
        trial=asked.trial(path),
        names=or_else(lambda: asked.names(path / database_name), 0),
        is_portable=pointer.is_portable(Path(folder)),
    )


def of_this_system() -> Probes:
    """The real questions."""
    is_windows = windows.IS_HERE
    return Probes(
        environment=os.environ,
        drive=_drive_on_windows if is_windows else _drive_on_linux,
        attributes=_attributes_on_windows if is_windows else _no_attributes,
        resolved=lambda path: Path(path).resolve(),
        free_bytes=lambda path: shutil.disk_usage(_there(Path(path))).free,
        names=lambda path: Path(path).stat().st_nlink,
        trial=lambda path: try_folder(Path(path)),
    )


def or_else(ask: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
    """What the system answers, or what is known without it where it raises OSError."""
    try:
        return ask()
    except OSError:
        return otherwise


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _drive_on_linux(path: PurePath) -> tuple[Drive, str]:
    return place.mounted(path, _MOUNTS.read_text(encoding="utf-8", errors="replace"))


def _no_attributes(_path: PurePath) -> int:
    return 0


def _drive_on_windows(path: PurePath) -> tuple[Drive, str]:
    root = path.anchor
    return place.windows_drive(path, _windows("GetDriveTypeW", root)), ""


def _attributes_on_windows(path: PurePath) -> int:
    return _windows("GetFileAttributesW", str(path)) & place.NO_ATTRIBUTES


def _windows(call: str, text: str) -> int:
    """Ask kernel32 something about a text."""
    kernel: Any = vars(ctypes)["windll"].kernel32
    return int(getattr(kernel, call)(ctypes.c_wchar_p(text)))
