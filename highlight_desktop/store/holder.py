"""Knows how a program says that it has a database open, so that another can name it.

A courtesy: the lock on the database alone decides, and this is only read while that is held.
"""

import json
import os
import platform
from contextlib import suppress
from pathlib import Path

from highlight_desktop import windows

_SUFFIX = ".open"
"""Behind the database's name; gone when the database is closed."""
_LIMIT_BYTES = 1_000


def sign(database: Path) -> None:
    """Say that this process has it open; where that cannot be written, nobody is the worse."""
    content = json.dumps({"process": os.getpid(), "computer": platform.node()})
    with suppress(OSError):
        _note(database).write_text(content, encoding="ascii")


def sign_off(database: Path) -> None:
    """This process lets go of it."""
    with suppress(OSError):
        _note(database).unlink(missing_ok=True)


def named(database: Path) -> str:
    """Who has it open, as a sentence; empty when that cannot be known."""
    with suppress(OSError, ValueError, KeyError, TypeError, OverflowError):
        with _note(database).open("rb") as file:
            values = json.loads(file.read(_LIMIT_BYTES))
        process, computer = int(values["process"]), str(values["computer"])
        if computer.isprintable() and _may_run(process, computer):
            return f"It is process {process} on {computer}." if computer else ""
    return ""


def _may_run(process: int, computer: str) -> bool:
    """False for one that a crash left behind, where that can be told without touching it."""
    if computer != platform.node():
        return True
    if windows.IS_HERE:
        return windows.is_running(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(database: Path) -> Path:
    return database.with_name(database.name + _SUFFIX)
