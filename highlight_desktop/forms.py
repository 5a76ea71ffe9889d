"""Knows which editions of the form there are: those of the program, and those added to a folder.

An added edition is one file in the folder ``editions`` of the data folder; whoever looks after
many computers may put it there too. What cannot be read there is told and left where it is.
"""

import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from highlight_desktop import files, refusals
from highlight_desktop.errors import EditionError, OutputError
from highlight_desktop.patience import answered
from highlight_desktop.report.edition import Edition, bundled, find, newest

FOLDER = "editions"
"""In the data folder: where added editions are."""
SUFFIX = ".toml"
_OURS = "edition-"
_DEEP_KEY = re.compile(
    r"""(?<![\w"'-])(?:(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')[ \t]*\.[ \t]*){12}"""
)
"""A key such as a.a.a.a: of one with 100,000 steps Python's reader of TOML makes gigabytes."""
_NOT_KNOWN = "It is on an edition of the form that is not known here"
_KEPT = "It is kept and read all the same."
LIMIT_BYTES = 200_000
"""Of the file of an edition; those of the program have 2 kB."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The editions of the form that are known in one data folder."""

    added: tuple[Edition, ...] = ()
    """Those that did not come with the program, the oldest first."""
    faults: tuple[EditionError, ...] = ()
    """Why a file in the folder of added editions is not one of them."""

    @property
    def every(self) -> tuple[Edition, ...]:
        """All of them, the oldest first."""
        return tuple(sorted((*bundled(), *self.added), key=lambda each: each.age))

    @property
    def newest_first(self) -> tuple[Edition, ...]:
        """All of them as they are offered."""
        return self.every[::-1]

    @property
    def newest(self) -> Edition:
        """The edition to offer first for a new report."""
        return newest(self.every)

    def find(self, edition_id: str) -> Edition:
        """The edition with this id. Raises EditionError listing those there are."""
        return find(edition_id, self.every)

    def known(self, edition_id: str) -> Edition | None:
        """The edition with this id, or None."""
        return next((each for each in self.every if each.id == edition_id), None)

    def refuse_another(self, edition: Edition, name: str) -> None:
        """Raise EditionError when a different edition has its id; `name` is its file's."""
        _refuse_other(edition, self.every, name)

    def remark(self, edition: Edition) -> str:
        """What is to be said of a report that came on this edition, as a sentence or two.

        Empty where it is known. Its other wordings do not count: they grow from one version of
        the program to the next.
        """
        own = self.known(edition.id)
        if own is None:
            return (
                f"{_NOT_KNOWN}: “{edition.title}” ({edition.id}). {_KEPT} Add that edition’s file,"
                " with File, Add a form edition, so that reports can be written on it here."
            )
        if _as_asked(own) != _as_asked(edition):
            return (
                f"Its edition of the form has the id “{edition.id}”, as one known here, and yet"
                " asks for other things. Ask its sender which of the two was issued."
            )
        return ""

    def still_true(self, remarks: Iterable[str]) -> tuple[str, ...]:
        """What was said of a file when it came, without editions that were added since."""
        added_since = tuple(f"({each.id}). {_KEPT}" for each in self.every)
        return tuple(
            each
            for each in remarks
            if not (each.startswith(_NOT_KNOWN) and any(one in each for one in added_since))
        )


PROGRAM = Forms()
"""What is known without a data folder: the editions that come with the program."""


def load(data_folder: Path) -> Forms:
    """The editions known in a data folder. What is wrong with a file there is among the faults."""
    added: dict[str, Edition] = {}
    faults: list[EditionError] = []
    try:
        found = answered(partial(_listed, data_folder / FOLDER))
    except OSError as error:
        message = f"The added editions of the form cannot be read: {refusals.reason(error)}."
        return Forms(faults=(EditionError(message, refusals.remedy(error)),))
    for path in found:
        try:
            edition = _read(path)
            _refuse_other(edition, (*bundled(), *added.values()), f"“{path.name}”")
        except EditionError as error:
            faults.append(error)
        else:
            if edition not in bundled():
                added[edition.id] = edition
    return Forms(tuple(sorted(added.values(), key=lambda each: each.age)), tuple(faults))


def add(data_folder: Path, edition: Edition, name: str) -> Forms:
    """Keep an edition in a data folder; what is known then. Added twice, it is there once.

    `name` is of the file it came from, to be shown. Raises EditionError when another edition
    has its id, OutputError when it cannot be written.
    """
    forms = load(data_folder)
    forms.refuse_another(edition, name)
    if edition not in forms.every:
        files.write_whole(place_of(data_folder, edition.id), edition.to_toml().encode("utf-8"))
    return load(data_folder)


def remove(data_folder: Path, edition_id: str) -> Forms:
    """Forget an added edition; what is known then. Raises OutputError when it cannot be done.

    Reports that are kept have their edition with them, and are not harmed.
    """
    folder = data_folder / FOLDER
    try:
        for path in _listed(folder):
            with suppress(EditionError):
                if _read(path).id == edition_id:
                    path.unlink()
        files.sync_folder(folder)
    except OSError as error:
        message = f"The edition {edition_id} could not be removed: {refusals.reason(error)}."
        raise OutputError(message, refusals.remedy(error)) from error
    return load(data_folder)


def bring_back(data_folder: Path, editions: Iterable[Edition]) -> Forms:
    """Keep those of these editions whose id nobody has; what is known then.

    Raises OutputError when one cannot be written.
    """
    forms = load(data_folder)
    for edition in editions:
        if forms.known(edition.id) is None:
            forms = add(data_folder, edition, f"The edition {edition.id}")
    return forms


def place_of(data_folder: Path, edition_id: str) -> Path:
    """Where an added edition is kept; an id alone could be a name that Windows has reserved."""
    return data_folder / FOLDER / f"{_OURS}{edition_id}{SUFFIX}"


def _as_asked(edition: Edition) -> Edition:
    """The edition without its other wordings."""
    return replace(
        edition,
        header=tuple(replace(each, aliases=()) for each in edition.header),
        sections=tuple(replace(each, aliases=()) for each in edition.sections),
    )


def _refuse_other(edition: Edition, known: Iterable[Edition], name: str) -> None:
    for other in known:
        if other.id == edition.id and other != edition:
            raise EditionError(
                f"{name} has the id “{edition.id}”, and another edition of the form has it already:"
                f" “{other.title}”.",
                "An edition that was issued never changes. Give the new one an id of its own, such"
                " as its year and month.",
                path="id",
            )


def _listed(folder: Path) -> list[Path]:
    """The files that should be editions; those added in the window come before any others."""
    try:
        there = [each for each in folder.iterdir() if each.name[0] != "."]
    except (FileNotFoundError, NotADirectoryError):
        return []
    wanted = (each for each in there if each.suffix.lower() == SUFFIX)
    return sorted(wanted, key=lambda each: (not each.name.startswith(_OURS), each.name))


def _read(path: Path) -> Edition:
    """One file of the folder. Raises EditionError."""
    name = f"“{path.name}”"
    try:
        content = answered(partial(_content, path))
    except OSError as error:
        raise EditionError(f"{name} cannot be read: {refusals.reason(error)}.") from error
    if content is None:
        raise EditionError(f"{name} is not a file, and so no edition of the form.")
    return understood(content, name)


def _content(path: Path) -> bytes | None:
    """At most one byte more than there may be; None where a link or a pipe lies."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(LIMIT_BYTES + 1)


def understood(content: bytes, name: str) -> Edition:
    """The edition in the bytes of a file. Raises EditionError, naming the place of the fault."""
    if len(content) > LIMIT_BYTES:
        size = f"{LIMIT_BYTES // 1_000} kB"
        raise EditionError(f"{name} is larger than {size}, too large for an edition of the form.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise EditionError(
            f"{name}, line {line}: there are bytes that are not UTF-8.",
            "Save it with the encoding UTF-8, and try again.",
        ) from error
    if _DEEP_KEY.search(text):
        raise EditionError(f"{name} is nested too deeply to be a form edition.")
    return Edition.from_toml(text, name)
