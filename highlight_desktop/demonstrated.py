"""Knows by what a folder of demonstration reports, and every document from it, can be told."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from highlight_desktop import files

MARKING = "DEMONSTRATION – NOT A REAL REPORT"
"""Every report of a demonstration has it as its protective marking, and may have no other: so it
stands on each page, in each workbook and in the subject of each e-mail."""
FILE_NAME = "demonstration.json"
"""In the data folder."""
_FORMAT = "highlight-desktop/demonstration/1"
_LIMIT_BYTES = 1_000_000


def is_one(folder: Path) -> bool:
    """True for a folder of demonstration reports, also when what it says cannot be read."""
    with suppress(OSError):
        return (folder / FILE_NAME).is_file()
    return False


def mark(folder: Path, report_ids: Iterable[str], returns: int = 0) -> None:
    """Say that a folder holds a demonstration, with so much in it. Raises OutputError."""
    values = {"format": _FORMAT, "reports": sorted(report_ids), "returns": returns}
    files.write_whole(folder / FILE_NAME, json.dumps(values, indent=1).encode("ascii"))


def came_with(folder: Path) -> tuple[frozenset[str], int]:
    """The reports of a demonstration and how many files were on its desk; the rest was added.

    Nothing came with one whose own account of it cannot be read.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        with (folder / FILE_NAME).open("rb") as file:
            values = json.loads(file.read(_LIMIT_BYTES))
        return frozenset(str(each) for each in values["reports"]), int(values["returns"])
    return frozenset(), 0
