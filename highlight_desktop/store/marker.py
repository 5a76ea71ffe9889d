"""Knows whether there ever was a database: a marker beside the file remembers that it was made.

An empty file is a valid database to SQLite, so only the marker tells one that lost all it held.
"""

from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.store.faults import damaged

MARKER_SUFFIX = ".made"
"""Behind the database's name: the file beside it that remembers it was made."""

_MADE = b"The database beside this file was made. It is missed when it is gone or empty.\n"
_BEING_MADE = b"The database beside this file is being made.\n"


def expect(path: Path) -> bool:
    """True when the database is being made for the first time, and so may still be empty.

    The marker is there before the file, so that a first start cut short can be told from
    a file that lost its content.
    """
    marker = _marker(path)
    made = marker.read_bytes() == _MADE if marker.exists() else None
    if made is False:
        return True
    if path.exists():
        if path.stat().st_size == 0:
            raise damaged(path, "it is empty")
        return False
    if made:
        raise StoreDamagedError(
            f"Your reports are no longer in “{path.parent}”: “{path.name}” is gone.",
            f"Put it back; or, to begin with no reports, remove “{marker.name}” as well.",
        )
    files.write_whole(marker, _BEING_MADE)
    return True


def remember(path: Path) -> None:
    """Note that the database has been made, and is missed from now on."""
    marker = _marker(path)
    if not marker.exists() or marker.read_bytes() != _MADE:
        files.write_whole(marker, _MADE)


def _marker(path: Path) -> Path:
    return path.with_name(path.name + MARKER_SUFFIX)
