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
_IDENTITY = re.compile(rb"([0-9a-f]{8})\s*")


def known(database: Path) -> str:
    """Eight hexadecimal digits; empty where none has been given yet, or it cannot be read."""
    with suppress(OSError):
        with _note(database).open("rb") as file:
            found = _IDENTITY.fullmatch(file.read(100))
        if found:
            return found[1].decode("ascii")
    return ""


def given(database: Path) -> str:
    """The same, given now where there was none; empty where that cannot be kept."""
    identity = known(database)
    if not identity:
        with suppress(OutputError):
            files.write_whole(_note(database), secrets.token_hex(_SHORT_BYTES).encode() + b"\n")
            identity = known(database)
    return identity


def _note(database: Path) -> Path:
    return database.with_name(database.name + SUFFIX)
