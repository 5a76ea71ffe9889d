"""Knows how all that is kept is checked while the window is open, and where that leads."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import CancelledError
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress
from ui.process.desk_access import DeskAccess

if TYPE_CHECKING:
    from highlight_desktop.store.check import Checked
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.desk_check import CheckedDesk
    from highlight_desktop.store.reports import Store

_TITLE = "Checking your data"


class CheckingData(QObject):
    """One check at a time, with its steps; stopped, it has changed nothing."""

    backups_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        background: Background,
        desk: DeskAccess,
    ) -> None:
        """While the hub's desk is open nobody else can open it, so that one is checked."""
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._desk = desk
        self._store: Store | None = None
        self._is_checking = False

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store

    def check(self) -> None:
        """Look at everything, and tell."""
        if self._store is not None and not self._is_checking:
            self._is_checking = True
            work = partial(_check, self._store, self._desk.opened, self._data_folder)
            task = self._background.run_long(work, self._on_checked, self._on_failed)
            ProgressDialog(_TITLE, task, self._window)

    def _on_checked(self, found: tuple[Checked, CheckedDesk | None]) -> None:
        from ui.dialogs.data_check_dialog import DataCheckDialog

        self._is_checking = False
        dialog = DataCheckDialog(*found, self._window)
        dialog.backups_wanted.connect(self.backups_wanted)
        dialog.again_wanted.connect(self.check)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_failed(self, error: BaseException) -> None:
        self._is_checking = False
        if not isinstance(error, CancelledError):
            self.failed.emit(error)


# In the background, where what it needs is loaded.


def _check(
    store: Store, desk: Desk | None, data_folder: Path, progress: Progress
) -> tuple[Checked, CheckedDesk | None]:
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.desk_place import DESK

    checked = store.check(progress)
    if desk is not None:
        return checked, desk.check(progress)
    if not (data_folder / DESK.file_name).exists():
        return checked, None
    with Desk.open(data_folder) as own:
        return checked, own.check(progress)
