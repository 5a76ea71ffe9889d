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


def mark(folder: Path, report_ids: Iterable[str]) -> None:
    """Say that a folder holds a demonstration, with these reports. Raises OutputError."""
    values = {"format": _FORMAT, "reports": sorted(report_ids)}
    files.write_whole(folder / FILE_NAME, json.dumps(values, indent=1).encode("ascii"))


def report_ids(folder: Path) -> frozenset[str]:
    """The reports that came with a demonstration; all others somebody wrote there."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        with (folder / FILE_NAME).open("rb") as file:
            values = json.loads(file.read(_LIMIT_BYTES))
        return frozenset(str(each) for each in values["reports"])
    return frozenset()
