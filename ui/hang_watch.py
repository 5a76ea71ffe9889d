"""Knows when saving hangs: the disk, or another program, holds it up, and nothing comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.acts.unsaved_text import UnsavedText
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.report.report import Report
    from ui.pages import Pages

EVERY_MS = 2_000
PATIENCE_S = 20.0
"""A save takes milliseconds; even a slow disk that is asked for much else answers by then."""


class HangWatch(QObject):
    """Looks now and then, tells once, and has the text put into its second place meanwhile."""

    told = Signal(str)

    def __init__(
        self, window: QWidget, pages: Pages, background: Background, unsaved: UnsavedText
    ) -> None:
        super().__init__(window)
        self._pages = pages
        self._background = background
        self._unsaved = unsaved
        self._is_told = False
        self._last: Report | None = None
        """What was put aside last: nothing is written twice."""
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.look)
        self._every.start()

    def look(self) -> None:
        """See whether text waits for work that tells nothing."""
        editor = self._pages.editor
        if editor is None or editor.all_saved:
            if self._is_told:
                self.told.emit("Saving works again, and all your changes are saved.")
            self._is_told, self._last = False, None
        elif self._background.quiet_for_s > PATIENCE_S:
            report = editor.take_in()
            if report != self._last:
                self._last = report
                self._unsaved.keep_apart(report, editor.unsaved, self._on_kept)

    def _on_kept(self, place: Path | None) -> None:
        if self._is_told or self._last is None:
            return
        self._is_told = True
        aside = (
            f"What you type is put aside in “{place.parent}” as well, and comes back by itself."
            if place is not None
            else "It could not be put aside either: copy what you have typed into another program."
        )
        self.told.emit(
            f"Saving has not come back for {PATIENCE_S:.0f} seconds: the disk, or another program,"
            f" holds it up. {aside} You can go on."
        )
