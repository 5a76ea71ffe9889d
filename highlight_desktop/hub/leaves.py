"""Knows what there is to receive in a folder or an e-mail: its leaves, of which none gets lost."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from highlight_desktop import refusals, windows
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.arrival import LIMIT_BYTES, content_of
from highlight_desktop.report.text import file_label, one_line

_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")
_LOCKS = ("~$", ".~lock.")
"""How the names of files begin that Word and LibreOffice put beside an open document."""
_MOST_LEVELS = 40
_LONGEST = 500
_ASK_FOR_IT = "Ask its owner to let you read it, or to send you what is in it."
LEFT_OUT = "It is no report, and was left out."


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file, wherever it lay."""

    name: str
    source: str
    """The folder or the e-mail it was in."""
    sender: str = ""
    content: bytes | None = field(default=None, repr=False)
    """None when it could not be read, or is left out."""
    refused: ImportRefusedError | None = None
    """Why there is no content, where that is to be told."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, or what stands in its place."""

    path: Path
    refused: ImportRefusedError | None = None
    is_litter: bool = False
    """Put there by a system or an office program: nobody wrote it."""


def find(paths: Iterable[Path]) -> list[Found]:
    """All files among these and in these folders, to the bottom, in the order of their names.

    Links to folders are not followed, so that no walk goes round in circles; they are told.
    """
    return [found for path in paths for found in _under(path, 0)]


def _under(path: Path, level: int) -> Iterator[Found]:
    try:
        if not path.is_dir():
            yield Found(path, is_litter=level > 0 and _is_litter(path.name))
        elif level > 0 and windows.is_link(path):
            yield _refused(path, "is a link to a folder, and was not followed")
        elif level > _MOST_LEVELS:
            yield _refused(path, f"lies more than {_MOST_LEVELS} folders deep")
        else:
            for inside in sorted(path.iterdir(), key=lambda one: (one.name.casefold(), one.name)):
                yield from _under(inside, level + 1)
    except PermissionError:
        yield _refused(path, "is a folder you may not look into", _ASK_FOR_IT)
    except (OSError, ValueError) as error:
        why = refusals.reason(error) if isinstance(error, OSError) else "no file can be called so"
        yield _refused(path, f"could not be looked into: {why}")


def _refused(path: Path, what: str, remedy: str = "Receive what is in it by itself.") -> Found:
    name = file_label(path.name)[:_LONGEST]
    return Found(path, ImportRefusedError(f"“{name}” {what}.", remedy))


def _is_litter(name: str) -> bool:
    return name.casefold() in _LITTER or name.startswith(_LOCKS)


def leaf_of(found: Found) -> Leaf:
    """A file with its bytes, or why they are not there."""
    path = found.path
    name, source = file_label(path.name)[:_LONGEST], one_line(os.fspath(path.parent))[-_LONGEST:]
    if found.refused or found.is_litter:
        return Leaf(name, source, refused=found.refused)
    try:
        content = content_of(path)
    except ImportRefusedError as error:
        return Leaf(name, source, refused=error)
    if len(content) > LIMIT_BYTES:
        most = LIMIT_BYTES // 1_000_000
        too_large = ImportRefusedError(
            f"“{name}” is larger than {most} MB, too large for a report; it was not kept.",
            "Ask its sender for the report itself.",
        )
        return Leaf(name, source, refused=too_large)
    return Leaf(name, source, content=content)


def in_message(message: Leaf, values: Any) -> list[Leaf]:
    """The leaves of an e-mail, of which `values` were read: what is attached, and the rest.

    Raises TypeError, KeyError or ValueError for other values than `inbox.eml.read` gives.
    """
    sender = one_line(str(values["from"]))[:_LONGEST]
    source = f"{message.source}{os.sep}{message.name}"[-_LONGEST:]
    attached = [_attached(each, source, sender) for each in _listed(values["attached"])]
    rest = [file_label(str(name))[:_LONGEST] for name in _listed(values["left_out"])]
    return attached + [Leaf(name, source, sender) for name in rest]


def _attached(each: Any, source: str, sender: str) -> Leaf:
    content = each["content"]
    if not isinstance(content, bytes):
        raise TypeError("what is attached are bytes")
    return Leaf(file_label(str(each["name"]))[:_LONGEST], source, sender, content)


def _listed(values: Any) -> Sequence[Any]:
    if not isinstance(values, list):
        raise TypeError("parts come in a list")
    return values
