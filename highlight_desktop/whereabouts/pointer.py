"""Knows how the program remembers where the reports were moved to: a small file by itself.

It lies in the folder where the reports would be without it. Where nothing can be written there,
which may be why they were moved, it lies beside the user's other configuration. A folder that is
named when the program is started wins, and then nobody looks here. So does a folder `data` beside
the program: both can then be carried together, and nothing of it is on the computer itself.
"""

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

import highlight_desktop
from highlight_desktop import files, folders
from highlight_desktop.errors import OutputError, StoreError

FILE_NAME = "data-folder.json"
PORTABLE_NAME = "data"
"""The folder beside the program, or beside its source in a checkout, that makes it portable."""
_CHECKOUT_HAS = "pyproject.toml"
_FORMAT = "highlight-desktop/data-folder/1"
_LIMIT_BYTES = 10_000
_DATABASE = "reports.db"
"""As store.database.FILE_NAME, which would load the database layer."""
_MARKER = f"{_DATABASE}.made"


@dataclass(frozen=True, slots=True)
class _Pointer:
    folder: Path
    number: int
    """How often the reports were moved; the greatest holds, whatever the clock says."""


def data_folder() -> Path:
    """Where the reports are, when no other folder is named."""
    carried = portable_folder()
    if carried is not None:
        return carried
    found = _newest()
    return found.folder if found else folders.default_data_folder()


def portable_folder() -> Path | None:
    """The folder `data` beside the program; None where there is none, and nobody makes one.

    An installed package has none, because what lies beside it belongs to other packages.
    """
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).parent
    else:
        beside = Path(str(highlight_desktop.__file__)).parents[1]
        if not (beside / _CHECKOUT_HAS).is_file():
            return None
    folder = beside / PORTABLE_NAME
    return folder if folder.is_dir() else None


def is_portable(folder: Path) -> bool:
    """True for the folder beside the program."""
    carried = portable_folder()
    return carried is not None and _same(folder, carried)


def is_remembered(folder: Path) -> bool:
    """True when the reports are looked for in this folder without being told so."""
    return _same(folder, data_folder())


def remember(folder: Path) -> None:
    """Look for the reports there from now on: all at once, or not at all. Raises OutputError."""
    newest = _newest()
    values = {
        "format": _FORMAT,
        "folder": str(folder),
        "number": newest.number + 1 if newest else 1,
    }
    content = json.dumps(values, ensure_ascii=True).encode("ascii") + b"\n"
    refused: OutputError | None = None
    for place in _places():
        try:
            files.write_whole(place, content)
        except OutputError as error:
            refused = refused or error
        else:
            return
    raise refused or OutputError("There is no folder that could be written to.")


def require(folder: Path) -> None:
    """Raise StoreError when reports were moved to a folder that is not there now.

    Without this a drive that is not plugged in would look like a folder with no reports, and
    new ones would be begun beside it.
    """
    found = _newest()
    if found is None or not _same(folder, found.folder):
        return
    with suppress(OSError):
        if any((folder / each).exists() for each in (_DATABASE, _MARKER)):
            return
    raise StoreError(
        f"Your reports are kept in “{folder}”, and that folder cannot be reached.",
        "Plug in the disk it is on, or connect it again, and try again.",
    )


def _newest() -> _Pointer | None:
    found = (pointer for place in _places() if (pointer := _read(place)) is not None)
    return max(found, key=lambda each: each.number, default=None)


def _places() -> list[Path]:
    own = platformdirs.user_config_path(folders.APP_FOLDER, appauthor=False, roaming=False)
    return list(dict.fromkeys(each / FILE_NAME for each in (folders.default_data_folder(), own)))


def _read(place: Path) -> _Pointer | None:
    """None where there is none, or something else is there; it is left as it is."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        with place.open("rb") as file:
            values = json.loads(file.read(_LIMIT_BYTES))
        folder = Path(str(values["folder"]))
        if values["format"] == _FORMAT and folder.is_absolute():
            return _Pointer(folder, int(values["number"]))
    return None


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.resolve() == other.resolve()
    return one == other
