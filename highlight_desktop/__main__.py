"""Knows what a start needs: a Python and a PySide6 that go together; then a command or the window.

Everything down to the imports inside functions must be readable by Python 3.6, so that an old
Python gets one sentence and not a syntax error.
"""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ui.app import Moment

READING_PROCESS = "--read-what-came-in"
"""Hidden: the program starts itself so, to read a file nobody here wrote (inbox.quarantine)."""
OLDEST_PYTHON = (3, 11)
ABORTS_ON_311 = (6, 12)
"""From this PySide6 on, Python 3.11 aborts after some thousand keystrokes (measured)."""


def main() -> int:
    """Start what the command line asks for; the exit code is 2 when this Python cannot."""
    obstacle = what_stands_in_the_way()
    if obstacle:
        sys.stderr.write(obstacle + "\n")
        return 2
    if sys.argv[1:2] == [READING_PROCESS]:
        from highlight_desktop.inbox.quarantine import child

        return child.main(sys.argv[2:])
    try:
        from highlight_desktop import commands

        asked = commands.parse(sys.argv[1:])
        if asked.command is not None:
            return commands.run(asked)
    except MemoryError:
        # Too little even to begin; with more, the commands say so themselves.
        sys.stderr.write("There is not enough memory to start. Close other programs first.\n")
        return 2
    return _open_window(asked.data, asked.exit_when)


def _open_window(data_folder: "Path", exit_when: "Moment | None") -> int:
    from highlight_desktop import screen

    obstacle = screen.no_screen(os.environ)
    if not obstacle:
        try:
            from ui import app
        except ImportError:
            obstacle = screen.lacking_libraries()
            if not obstacle:
                raise
    if obstacle:
        sys.stderr.write(obstacle + "\n")
        return 2
    return app.main(data_folder, exit_when)


def what_stands_in_the_way() -> str:
    """Say in one sentence why this Python cannot run the program, or nothing."""
    if sys.version_info < OLDEST_PYTHON:
        return (
            "highlight-desktop needs Python 3.11, 3.12 or 3.13, and this is Python {}.{}: "
            "start it with one of those.".format(*sys.version_info[:2])
        )
    from importlib.util import find_spec

    for module, name in (("PySide6", "PySide6"), ("sqlalchemy", "SQLAlchemy")):
        if find_spec(module) is None:
            return (
                f"{name} is not installed for the Python that was started: set the program up "
                "as README.md says, and start it from there."
            )
    if sys.version_info < (3, 12) and _pyside_version() >= ABORTS_ON_311:
        return (
            "PySide6 {}.{} aborts on Python 3.11: install PySide6-Essentials 6.11.3, "
            "or start with Python 3.12 or 3.13.".format(*_pyside_version())
        )
    return ""


def _pyside_version() -> "tuple[int, int]":
    """Give the major and minor version installed; (0, 0) in a frozen program, which keeps none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        major, minor = version("PySide6-Essentials").split(".")[:2]
    except PackageNotFoundError:
        return 0, 0
    return int(major), int(minor)


if __name__ == "__main__":
    sys.exit(main())
