"""Knows a file that came in as it looks from outside: its name, size, kind and hash."""

import hashlib
import stat
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from highlight_desktop import refusals
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import kinds
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.patience import answered
from highlight_desktop.report.text import file_label, one_line

LIMIT_BYTES = 10_000_000
"""Of any file. Our own PDFs and workbooks have 30 to 150 kB."""
TEXT_LIMIT_BYTES = 2_000_000
"""Of plain text: about 300,000 words. The three real reports have 4 to 10 kB."""
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Arrival:
    """The bytes of one file, of a kind and size that may be read; nothing is known inside."""

    name: str
    """Its name in quotation marks, gated, to be shown."""
    kind: Kind
    content: bytes = field(repr=False)
    sha256: str
    """Of the content, as 64 small hexadecimal digits."""


def arrive(path: Path) -> Arrival:
    """Take a file in. Raises ImportRefusedError, with the next step, when it is of no use.

    That is: not there, no file, empty, too large, or of a kind that nobody here reads.
    """
    return arrive_as(path.name or path.resolve().name, content_of(path))


def arrive_as(file_name: str, content: bytes) -> Arrival:
    """The same for bytes that have a name already: an attachment of an e-mail."""
    name = shown(file_name)
    if not content:
        raise ImportRefusedError(f"{name} is empty.", "Choose the file that holds the report.")
    _keep_below(LIMIT_BYTES, content, name)
    suffix = Path(one_line(file_name).replace("\\", "/")).suffix.lower()
    if refused := kinds.refusal(content, suffix):
        what, remedy = refused
        raise ImportRefusedError(f"{name} is {what}, which cannot be imported.", remedy)
    kind = kinds.kind(content)
    if kind is Kind.TEXT:
        _keep_below(TEXT_LIMIT_BYTES, content, name)
    return Arrival(name, kind, content, hashlib.sha256(content).hexdigest())


def shown(file_name: str) -> str:
    """A file's name in quotation marks, gated and not longer than a line."""
    name = file_label(file_name)
    return f"“{name[:_LONGEST_NAME]}{'…' if len(name) > _LONGEST_NAME else ''}”"


def _keep_below(limit_bytes: int, content: bytes, name: str) -> None:
    if len(content) > limit_bytes:
        raise ImportRefusedError(
            f"{name} is larger than {limit_bytes // 1_000_000} MB, too large for a report.",
            "Choose the report itself, or cut it down to the report.",
        )


def content_of(path: Path) -> bytes:
    """The bytes of a file, but never more than one above LIMIT_BYTES, which `arrive_as` refuses.

    Raises ImportRefusedError, with the next step, when it cannot be read or is no file.
    """
    name = shown(path.name)
    try:
        return answered(partial(_read, path, name))
    except (OSError, ValueError) as error:
        message = f"{name} could not be read: {_reason(error)}."
        remedy = "Check the name and the place, and try again."
        if isinstance(error, TimeoutError):
            remedy = refusals.remedy(error)
        raise ImportRefusedError(message, remedy) from error


def _read(path: Path, name: str) -> bytes:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ImportRefusedError(f"{name} is a folder.", "Choose the report inside it.")
    if not stat.S_ISREG(mode):  # a pipe or a device may never end
        raise ImportRefusedError(f"{name} is not a file.", "Choose a file with a report in it.")
    with path.open("rb") as file:
        return file.read(LIMIT_BYTES + 1)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "no file can have such a name"
    if isinstance(error, PermissionError):
        return "you may not read it, or another program holds it"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    return refusals.reason(error)
