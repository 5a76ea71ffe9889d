"""Knows how the file of a form edition comes in: read in a process apart, then checked."""

from pathlib import Path

from highlight_desktop.errors import EditionError, ImportRefusedError
from highlight_desktop.forms import SUFFIX, understood
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.report import issuing
from highlight_desktop.report.edition import Edition

_ANOTHER = "Choose the file of a form edition; its name ends in .toml."


def read(content: bytes) -> Plain:
    """The reader of such files. Raises ImportRefusedError with the place of a fault."""
    try:
        plain: Plain = understood(content, "The file").to_plain()
    except EditionError as error:
        raise ImportRefusedError(error.message, error.remedy) from error
    return plain


def take_in(path: Path, quarantine: Quarantine) -> Edition:
    """The edition in a file. Raises EditionError with the file's name and the place of a fault.

    Nothing is kept. Raises CancelledError when the quarantine was told to stop.
    """
    try:
        arrival = arrive(path)
        if arrival.kind is not Kind.TEXT:
            raise EditionError(f"{arrival.name} is not the file of a form edition.", _ANOTHER)
        values = quarantine.read(arrival, {Kind.TEXT: f"{__name__}:{read.__name__}"}).values
    except ImportRefusedError as error:
        raise EditionError(error.message, _remedy(error)) from error
    return _checked(values, arrival)


def refuse(arrival: Arrival) -> None:
    """Raise ImportRefusedError for such a file where a report is wanted; its text could be one."""
    if arrival.name.removesuffix("”").lower().endswith(SUFFIX):
        raise ImportRefusedError(
            f"{arrival.name} is the file of a form edition, not a report.",
            "Add it with File, Add a form edition.",
        )


def _checked(values: Plain, arrival: Arrival) -> Edition:
    """The same once more: what a process answers that read a file is believed of nothing."""
    edition = Edition.from_plain(values, arrival.name)
    issuing.check(edition.to_plain(), arrival.name)
    return edition


def _remedy(error: ImportRefusedError) -> str:
    """What is told about a report is of no use here."""
    return _ANOTHER if "report" in error.remedy or "import" in error.remedy else error.remedy
