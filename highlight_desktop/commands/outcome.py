"""Knows what becomes of a command that fails: which exit code, and which one line is said."""

import argparse
import contextlib
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from highlight_desktop import folders, refusals
from highlight_desktop.commands import console
from highlight_desktop.errors import HighlightError, NotReadyError

DONE = 0
NO = 1
CANNOT = 2
_LOG_SIZE_BYTES = 500_000
_NO_MEMORY = (
    "There is not enough memory for that, and nothing is half done. Close other programs, and"
    " try again."
)

Work = Callable[[argparse.Namespace], int]
"""Does what a command asks; gives the exit code."""


def of(command: Callable[[], int], data_folder: Path) -> int:
    """Do a command and give its exit code; nothing is ever raised."""
    try:
        code = command()
        console.deliver()
    except BrokenPipeError:
        console.tell(console.CUT_SHORT)
        return CANNOT
    except KeyboardInterrupt:
        console.tell("Stopped before it was done.")
        return CANNOT
    except NotReadyError as error:
        console.tell(str(error))
        return NO
    except MemoryError:
        console.tell(_NO_MEMORY)
        return CANNOT
    except Exception as error:
        console.tell(sentence_about(error, data_folder))
        # What was said before the failure is given, unless saying it is what failed.
        with contextlib.suppress(OSError):
            console.deliver()
        return CANNOT
    return code


def sentence_about(error: Exception, data_folder: Path) -> str:
    """What went wrong, in words; a fault of the program's own is also written down."""
    if isinstance(error, HighlightError):
        return str(error)
    if isinstance(error, OSError):
        about = f"“{error.filename}” cannot be used" if error.filename else "That cannot be done"
        return f"{about}: {refusals.reason(error)}. {refusals.remedy(error)}"
    fault = f"The program made a mistake ({type(error).__name__})"
    try:
        path = _write_down(error, data_folder)
    except OSError:
        return f"{fault}, and it could not be written down."
    return f"{fault}; where it happened is written in “{path}”."


def _write_down(error: Exception, data_folder: Path) -> Path:
    """Keep where it happened, without the values: a log holds no report's text."""
    path = data_folder / folders.LOG_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
    if path.exists() and path.stat().st_size > _LOG_SIZE_BYTES:
        # Windows moves no file that the window has open; then it grows on.
        with contextlib.suppress(PermissionError):
            path.replace(path.with_name(f"{path.name}.1"))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC ERROR {lines}\n")
    return path
