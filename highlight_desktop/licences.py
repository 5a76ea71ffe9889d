"""Knows of which parts by others the program is made, and under which licence each comes."""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from highlight_desktop import __version__

_LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
FOR_THE_HUB = {
    "cffi": "lets Python call C for cryptography",
    "cryptography": "hides a password on its way to the keyring of Linux",
    "jaraco-classes": "is needed by keyring",
    "jaraco-context": "is needed by keyring",
    "jaraco-functools": "is needed by keyring",
    "jeepney": "speaks to the keyring of Linux",
    "keyring": "keeps the password of a shared desk",
    "more-itertools": "is needed by keyring",
    "psycopg": "reaches a desk that is shared in PostgreSQL",
    "psycopg-binary": "is the faster half of psycopg",
    "pycparser": "is needed by cffi",
    "pywin32-ctypes": "reaches the keyring of Windows",
    "secretstorage": "reaches the keyring of Linux",
}
"""What only a desk that several people share needs, and what each does there."""
PACKAGES = {
    "charset-normalizer": "reads text in ReportLab",
    "chunspell": "finds misspelt words, with Hunspell",
    "defusedxml": "guards against harmful XML",
    "et-xmlfile": "writes XML for openpyxl",
    "lxml": "reads and writes XML",
    "openpyxl": "writes and reads workbooks",
    "pillow": "starts with ReportLab",
    "platformdirs": "knows where each system keeps files",
    "pypdf": "reads PDFs",
    "reportlab": "reads fonts for PDFs",
    "sqlalchemy": "speaks to the database",
    "typing-extensions": "is needed by SQLAlchemy",
    **FOR_THE_HUB,
}
"""The packages of the lock but Qt's, and what each does here. Not all are in every build."""
_BESIDE = (
    ("fonts/NotoSans-LICENSE.txt", "Noto Sans", "the letters of the documents"),
    ("fonts/DejaVuSans-LICENSE.txt", "DejaVu Sans", "letters that Noto Sans lacks"),
    ("dictionaries/en_GB-LICENSE.txt", "British dictionary", "words for the spelling"),
    ("colours/sRGB-LICENSE.txt", "sRGB profile", "the colours of the documents"),
    ("licences/SQLite.txt", "SQLite", "keeps the reports"),
    ("licences/LGPL-3.txt", "GNU LGPL 3", "the licence of Qt and of the dictionary"),
    ("licences/GPL-3.txt", "GNU GPL 3", "what the GNU LGPL builds on"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part by others."""

    name: str
    """With its version, where it has one."""
    purpose: str
    """What it does here, in a few words."""
    licence: str
    """The whole text."""


def parts() -> list[Part]:
    """All that are in this very copy of the program, the program itself first."""
    return [
        Part(f"highlight-desktop {__version__}", "this program", _own()),
        Part(f"Python {platform.python_version()}", "runs it", _text("licences/Python.txt")),
        Part(
            f"Qt {_version('PySide6-Essentials')}".strip(), "the window", _text("licences/Qt.txt")
        ),
        *(Part(name, purpose, _text(place)) for place, name, purpose in _BESIDE),
        *_packages(),
        *_of_the_system(),
    ]


def _packages() -> Iterator[Part]:
    for name, purpose in PACKAGES.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        yield Part(f"{found.name} {found.version}", purpose, _licence(found))


def _licence(found: Distribution) -> str:
    """Of all its files that are licences; where it has none, what it says of itself."""
    texts = [
        each.read_text(encoding="utf-8")
        for each in found.files or ()
        if _LICENCE_FILE.search(str(each)) and Path(str(each.locate())).is_file()
    ]
    said = next(
        (found.metadata[key] for key in ("License-Expression", "License") if key in found.metadata),
        "nothing",
    )
    return "\n\n".join(texts) or f"Its makers say: {said}"


def _of_the_system() -> Iterator[Part]:
    """Libraries of the Linux on which the program was built; the build puts their texts here."""
    folder = files("resources") / "licences" / "system"
    if folder.is_dir():
        for each in sorted(folder.iterdir(), key=lambda file: file.name):
            text = each.read_bytes().decode(errors="replace")
            yield Part(each.name.removesuffix(".txt"), "a library of Linux", text)


def _own() -> str:
    return _text("licences/highlight-desktop.txt")


def _text(place: str) -> str:
    return files("resources").joinpath(*place.split("/")).read_text(encoding="utf-8")


def _version(package: str) -> str:
    try:
        return distribution(package).version
    except PackageNotFoundError:
        return ""
