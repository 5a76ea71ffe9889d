"""Knows what removing for good does, step by step, in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from highlight_desktop import policy, unsaved
from highlight_desktop.errors import HighlightError
from ui.process.background import Progress

if TYPE_CHECKING:
    from highlight_desktop.store.ageing import Copies
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.reports import Store


@dataclass(frozen=True, slots=True)
class Removal:
    """What came of removing reports."""

    ids: Sequence[str]
    held: Copies | None
    """None when not all places could be looked into."""
    remark: str = ""
    """What could not be done to the end; empty when all was."""


def remove(
    store: Store,
    ids: Sequence[str],
    data_folder: Path,
    folders: Sequence[Path],
    progress: Progress,
) -> Removal:
    """Remove those of these reports that are due; look which copies still hold them."""
    from highlight_desktop.store import ageing

    months = policy.load().retention.by_state
    progress("Removing the reports", 0, 3)
    gone = store.remove_for_good(ids, months, now=datetime.now(UTC))
    if not gone:
        return Removal((), ageing.Copies((), ()))
    # From here on it is done, and is seen through to its end.
    for each in gone:
        unsaved.forget(each, data_folder)
    remark = _gaps_left_out(store)
    try:
        held: Copies | None = ageing.copies(gone, data_folder, folders)
    except HighlightError as error:
        held = None
        remark = _not_looked_into(remark, error)
    return Removal(gone, held, remark)


def remove_from_desk(
    ids: Sequence[str], data_folder: Path, folders: Sequence[Path], desk: Desk
) -> Removal:
    """Remove those of these that are due on the hub's desk; look which copies still hold them.

    A shared desk is in no backup of ours.
    """
    from highlight_desktop.store import ageing
    from highlight_desktop.store.desk_backup import DESK

    months = policy.load().retention.returned
    gone: list[str] = []
    if months is not None:
        gone = desk.remove_for_good(ids, months, now=datetime.now(UTC))
    if not gone or desk.is_shared:
        return Removal(gone, ageing.Copies((), ()), _gaps_left_out(desk) if gone else "")
    remark = _gaps_left_out(desk)
    try:
        return Removal(gone, ageing.copies(gone, data_folder, folders, DESK), remark)
    except HighlightError as error:
        return Removal(gone, None, _not_looked_into(remark, error))


def together(own: Removal, at_the_hub: Removal) -> Removal:
    """What came of removing an author's own reports, and what the hub received."""
    held = None
    if own.held is not None and at_the_hub.held is not None:
        held = own.held + at_the_hub.held
    said = " ".join(filter(None, (own.remark, at_the_hub.remark)))
    return Removal([*own.ids, *at_the_hub.ids], held, said)


def _not_looked_into(remark: str, error: HighlightError) -> str:
    return f"{remark} Not all backups could be looked into: {error}".strip()


def _gaps_left_out(place: Store | Desk) -> str:
    """What is to be told where free places could not be cleared; empty when they were."""
    try:
        place.leave_out_gaps()
    except HighlightError as error:
        return (
            "Their rows are gone, but free places of the database could not be cleared, and may"
            f" still hold words of earlier saves: {error} Remove anything again to clear them."
        )
    return ""


def replace_copies(
    store: Store,
    open_desk: Callable[[], Desk] | None,
    held: Copies,
    folders: Sequence[Path],
    progress: Progress,
) -> list[Path]:
    """Make fresh backups in each folder, then remove the copies; what was removed."""
    from highlight_desktop.store import ageing

    progress("Making a fresh backup", 0, 1)
    now = datetime.now(UTC)
    gone: list[Path] = []
    if own := held.of_desk(is_wanted=False):
        gone += ageing.replace_copies(store, own, folders, now=now)
    at_the_hub = held.of_desk(is_wanted=True)
    if at_the_hub and open_desk is not None:
        gone += ageing.replace_copies(open_desk(), at_the_hub, folders, now=now)
    return gone
