"""Knows how the hub's desk of this computer is backed up and put back while the window is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from highlight_desktop.errors import CancelledError, HighlightError
from ui.acts.backing_up import oldest_kept
from ui.process.background import Progress
from ui.process.desk_access import DeskAccess

if TYPE_CHECKING:
    from highlight_desktop.hub.desk_door import DeskDoor

_NOT_OPEN = "not open"


class TheDesk:
    """What the hub received: asked whether it was changed only while it is open, and not shared.

    That is found by its rows, in the background: a copy of all that came in may take a while.
    """

    title = "Backing up the hub’s desk"
    regret = "A backup of the hub’s desk could not be made."
    comfort = "What was received is kept."

    def __init__(self, desk: DeskAccess) -> None:
        self._desk = desk

    def state(self) -> object:
        """Never the same while a desk of this computer is open: its rows tell."""
        opened = self._desk.opened
        return _NOT_OPEN if opened is None or opened.is_shared else object()

    def back_up(self, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
        """Make a backup in each folder whose newest is behind, and thin the others there."""
        from highlight_desktop.store import backup
        from highlight_desktop.store.desk_backup import DESK

        desk = self._desk.opened
        if desk is None or desk.is_shared:
            return []
        errors: list[HighlightError] = []
        now = datetime.now(UTC)
        for folder in folders:
            try:
                if desk.is_behind(folder):
                    desk.back_up(folder, now=now, progress=progress)
                    oldest = oldest_kept(now)
                    backup.thin(folder, now=now, own=desk.identity, oldest=oldest, sort=DESK)
            except CancelledError:
                raise
            except HighlightError as error:
                errors.append(error)
        return errors

    make_good = back_up


def restore(door: DeskDoor, path: Path) -> list[Path]:
    """Put a backup in the place of the desk, which is let go of first; what keeps the old one."""
    from highlight_desktop.store import desk_backup

    door.let_go()
    return desk_backup.restore(path, door.data_folder, now=datetime.now(UTC))
