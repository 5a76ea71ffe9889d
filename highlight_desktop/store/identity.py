"""Knows whose backups are whose: the short name of a data folder's reports, by which they are told.

It belongs to the folder, not to the database: reports that were brought back from somebody else's
backup are not theirs any more. It moves along when the folder moves.
"""

import re
import secrets
from contextlib import suppress
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import OutputError

SUFFIX = ".id"
"""Behind the database's name."""
_SHORT_BYTES = 4
_LIMIT_BYTES = 100
_IDENTITY = re.compile(rb"([0-9a-f]{8})\s*")


def known(database: Path) -> str:
    """Eight hexadecimal digits; empty where none has been given yet, or it cannot be read."""
    with suppress(OSError):
        return _read(database)
    return ""


def given(database: Path) -> str:
    """The same, given now where there was none; empty where that cannot be kept."""
    # What a disk refuses to read once must not be taken for missing, and be given anew.
    with suppress(OSError, OutputError):
        identity = _read(database)
        if not identity:
            identity = secrets.token_hex(_SHORT_BYTES)
            files.write_whole(_note(database), f"{identity}\n".encode("ascii"))
        return identity
    return ""


def _read(database: Path) -> str:
    """Empty where there is none. Raises OSError."""
    with suppress(FileNotFoundError), _note(database).open("rb") as file:
        found = _IDENTITY.fullmatch(file.read(_LIMIT_BYTES))
        return found[1].decode("ascii") if found else ""
    return ""


def _note(database: Path) -> Path:
    return database.with_name(database.name + SUFFIX)
