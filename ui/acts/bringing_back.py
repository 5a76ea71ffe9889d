"""Knows how reports come back: from a backup, out of a damaged database, after a lost profile."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import folders
from highlight_desktop.errors import StoreError
from ui.dialogs.progress_dialog import ProgressDialog
from ui.home.backups_dialog import reports
from ui.process.background import Background
from ui.widgets.local_time import printed_here

if TYPE_CHECKING:
    from highlight_desktop.store.backup import Backup
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.salvage import Rescue


class BringingBack(QObject):
    """Puts reports in the place of those of a data folder, which nobody may have open."""

    replaced = Signal(str)
    """There are reports to be opened; carries what to say once they are, or nothing."""
    failed = Signal(object)
    """All is as it was; carries why."""
    offered = Signal(str)
    """Reports may have been lost, and a backup was found; carries this in words."""

    def __init__(self, window: QWidget, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background

    def restore(self, store: Store | None, path: Path) -> None:
        """Put a backup in their place; the store is closed first."""
        work = partial(_restore, store, path, self._data_folder)
        task = self._background.run(work, self._on_restored, self.failed.emit)
        ProgressDialog("Restoring the backup", task, self._window)

    def rescue(self, named: Sequence[Path]) -> None:
        """Bring back what can be of a damaged database, with the backups there are."""
        work = partial(_rescue, self._data_folder, places(named))
        task = self._background.run(work, self._on_rescued, self.failed.emit)
        ProgressDialog("Bringing back what can be rescued", task, self._window)

    def look_for_lost(self, named: Sequence[Path]) -> None:
        """Where there are no reports: a profile was wiped, perhaps, or the computer is new."""
        work = partial(_newest_elsewhere, named[0], places(named)[1:])
        self._background.run(work, self._on_looked, self.failed.emit)

    def _on_restored(self, kept: list[Path]) -> None:
        self.replaced.emit(is_in_place(kept))

    def _on_rescued(self, rescue: Rescue) -> None:
        from ui.dialogs.rescued_dialog import RescuedDialog

        self.replaced.emit("")
        dialog = RescuedDialog(rescue, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_looked(self, newest: Backup | None) -> None:
        if newest is not None:
            made = printed_here(newest.made_at)
            self.offered.emit(
                f"There are no reports here, but there is a backup of {made} with"
                f" {reports(newest.reports)} in “{newest.path.parent}”."
            )


def is_in_place(kept: Sequence[Path]) -> str:
    """What is told when a backup was put back, and these keep what was there before."""
    names = " and ".join(f"“{each}”" for each in kept)
    replaced = f" What it replaced is kept as {names}." if kept else ""
    return f"The backup is in place.{replaced}"


def places(named: Sequence[Path]) -> list[Path]:
    """Everywhere to look for backups: where they are made, and where they usually are."""
    return list(dict.fromkeys((*named, *folders.usual_backup_folders())))


# These run in the background, where what they need is loaded.


def _restore(store: Store | None, path: Path, folder: Path) -> list[Path]:
    from highlight_desktop.store import restoring

    if store is not None:
        store.close()
    return restoring.restore(path, folder, now=datetime.now(UTC))


def _rescue(folder: Path, backups: Sequence[Path]) -> Rescue:
    from highlight_desktop.store.salvage import rescue

    return rescue(folder, backups, now=datetime.now(UTC))


def _newest_elsewhere(own: Path, others: Sequence[Path]) -> Backup | None:
    """None where there are backups of one's own: then somebody has just deleted the reports."""
    from highlight_desktop.store import backup

    found: list[Backup] = []
    if not backup.listed(own):
        for folder in others:
            with suppress(StoreError):
                found += backup.listed(folder)
    return max(found, key=attrgetter("made_at"), default=None)
