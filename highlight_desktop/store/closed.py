"""Knows how a database file is recognised that nothing has touched since it was closed.

When it is closed, its size, times and number in the file system are noted beside it. A program, a
copy or a crash that wrote to it since has left other ones. What it cannot tell is a disk that
gives back other bytes than it was given; for that the file has to be read.
"""

from contextlib import suppress
from pathlib import Path

_SUFFIX = ".closed"
"""Behind the database's name; there only while the database is closed, and not known damaged."""
_LIMIT_BYTES = 200


def sign(database: Path) -> None:
    """Note how the file stands; where that cannot be written, it will be read once more."""
    with suppress(OSError):
        _note(database).write_text(_as_it_stands(database), encoding="ascii")


def is_untouched(database: Path) -> bool:
    """True when the file stands as it was closed."""
    with suppress(OSError, ValueError), _note(database).open("rb") as file:
        return file.read(_LIMIT_BYTES).decode("ascii") == _as_it_stands(database)
    return False


def strike_out(database: Path) -> None:
    """The database is open, and the note no longer says anything.

    Where it cannot be taken away, it will not fit the file once that is written to.
    """
    with suppress(OSError):
        _note(database).unlink(missing_ok=True)


def _as_it_stands(database: Path) -> str:
    there = database.stat()
    return f"{there.st_size} {there.st_mtime_ns} {there.st_ctime_ns} {there.st_ino}\n"


def _note(database: Path) -> Path:
    return database.with_name(database.name + _SUFFIX)
