"""Knows how an earlier report becomes a draft: read whole, then kept whole with its notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import word_report
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.text import Imported, read_report
from highlight_desktop.report.edition import Edition
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import Stored, new_id


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file that came in."""

    path: Path
    imported: Imported
    stored: Stored
    """The new draft."""


def take_in(
    store: Store,
    quarantine: Quarantine,
    path: Path,
    edition: Edition | None,
    *,
    now: datetime,
    marking: str = "",
    added: Sequence[Edition] = (),
) -> TakenIn:
    """Read an earlier report from a file and keep it as a draft.

    Without an edition the one that fits best is taken, of those that come with the program and
    those `added`. `marking` is given to a report that
    came without a protective marking, as to a new one, and a note says so. Raises
    ImportRefusedError when the file cannot be read as a report, StoreError when it cannot be
    kept; then nothing is.
    """
    arrival = arrive(path)
    contents = None if arrival.kind is Kind.TEXT else quarantine.read(arrival)
    return keep(
        store, path, understood(arrival, contents, edition, added), now=now, marking=marking
    )


def keep(
    store: Store, path: Path, imported: Imported, *, now: datetime, marking: str = ""
) -> TakenIn:
    """Make a draft of what was read; the same as in `take_in`."""
    if marking and not imported.report.marking:
        imported = _marked(imported, marking)
    return TakenIn(path, imported, store.create(imported.report, now=now, notes=imported.notes))


def _marked(imported: Imported, marking: str) -> Imported:
    report, _ = imported.report.mark(marking)
    note = (
        f"It came without a protective marking, and got the one new reports begin with: {marking}."
        " Another can be chosen in the header."
    )
    return replace(imported, report=report, notes=(*imported.notes, note))


def understood(
    arrival: Arrival,
    contents: Contents | None,
    edition: Edition | None,
    added: Sequence[Edition] = (),
) -> Imported:
    """The report in a text, which has no contents apart, or in a Word document.

    Raises ImportRefusedError when there is none.
    """
    if contents is None:
        return read_report(arrival, new_id(), edition, added)
    if contents.kind is Kind.WORD:
        return word_report.read(contents, arrival.name, new_id(), edition, added)
    raise ImportRefusedError(
        f"{arrival.name} is not a report itself.",
        "If one is attached to it, save that, and import it.",
    )
