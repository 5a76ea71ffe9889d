"""Knows whether the file that is open is still the one that its path leads to.

A drive can be pulled out while the program runs. What is written to the open file then goes
nowhere, and the system may not say so: only a look at the path does.
"""

from contextlib import suppress
from pathlib import Path

from highlight_desktop.errors import StoreError

File = tuple[int, int]
"""The device and the number of a file there: what makes it the same one, whatever its name."""


def seen(path: Path) -> File | None:
    """The file that a path leads to now; None where it leads to none.

    Raises OSError for a disk that reports a fault.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        there = path.stat()
        return there.st_dev, there.st_ino
    return None


def gone(path: Path) -> StoreError:
    """The error for a file that is no longer there."""
    return StoreError(
        f"The folder of your reports, “{path.parent}”, is no longer there.",
        "Plug in the disk it is on, or connect it again. What you type is kept until it is back.",
    )


def another(path: Path) -> StoreError:
    """The error for somebody else's reports in the place of those that were open."""
    return StoreError(
        f"Other reports than yours are now in “{path.parent}”, so nothing is written there.",
        "Plug in the disk with your own. What you type is kept until it is back.",
    )
