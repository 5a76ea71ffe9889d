"""Knows the words an author has added to the dictionary: one a line in the data folder."""

from collections.abc import Iterable
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import SettingsError

FILE_NAME = "words.txt"


def load(data_folder: Path) -> list[str]:
    """The author's words; none before the first is added.

    Raises SettingsError when the file is there and cannot be read as text.
    """
    path = data_folder / FILE_NAME
    try:
        # With the mark that Notepad puts before UTF-8, or without.
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"Your own words in “{path}” cannot be read, so spelling is not checked.",
            "Save that file as UTF-8 text, or remove it, and start the program again.",
        ) from error
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def save(words: Iterable[str], data_folder: Path) -> None:
    """Write the words whole, in order. Raises OutputError when that cannot be done."""
    lines = sorted(set(words), key=lambda word: (word.casefold(), word))
    files.write_whole(data_folder / FILE_NAME, "".join(f"{w}\n" for w in lines).encode("utf-8"))
