"""Knows how the file for support is asked for, and what is said of it before it is passed on."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import files, folders
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store


class SavingForSupport(QObject):
    """Asks where it is to go, writes it whole, and says what it holds."""

    failed = Signal(object)

    def __init__(self, window: QWidget, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._store: Store | None = None

    def use(self, store: Store | None) -> None:
        """The reports that are counted; None while they cannot be opened."""
        self._store = store

    def choose(self) -> None:
        """Ask where the file is to go."""
        name = f"highlight-desktop support {datetime.now().astimezone():%Y-%m-%d}.zip"
        proposed = folders.default_outbox_folder().parent / name
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save a file for support", str(proposed), "ZIP (*.zip)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write it there."""
        work = partial(_save, self._data_folder, self._store, path)
        task = self._background.run_long(work, self._on_saved, self.failed.emit)
        ProgressDialog("Saving a file for support", task, self._window)

    def _on_saved(self, path: Path) -> None:
        from ui.dialogs.support_saved_dialog import SupportSavedDialog

        dialog = SupportSavedDialog(path, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


# In the background, where what it needs is loaded.


def _save(data_folder: Path, store: Store | None, path: Path, _progress: Progress) -> Path:
    from highlight_desktop import support

    files.write_whole(path, support.collected(data_folder, store, now=datetime.now().astimezone()))
    return path
