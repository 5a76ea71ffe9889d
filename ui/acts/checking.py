"""Knows how the window checks a document that came back: chosen, judged apart, told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop.errors import CancelledError
from highlight_desktop.report.text import one_line
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    from highlight_desktop.verification.verdict import Verification
    from ui.dialogs.verdict_dialog import VerdictDialog

_AS_IT_WAS = " Import it to have the report as it was submitted."
_MEANINGS = {
    "as_submitted": "It says what was submitted, and nothing else.",
    "altered": "It does not say what was submitted.",
    "not_ours": "There is no submitted report in it that it could be compared with.",
}


class Checking(QObject):
    """Asks for a document and tells whether it is as it was submitted."""

    failed = Signal(object)
    """Carries why it cannot be told."""

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._background = background

    def choose(self) -> None:
        """Ask which document."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            "Check a document",
            "",
            "PDFs and workbooks (*.pdf *.xlsx);;All files (*)",
        )
        if chosen:
            self.check(Path(chosen))

    def check(self, path: Path) -> None:
        """Judge a document in the background, and tell."""
        work = partial(_verify, path)
        task = self._background.run_long(work, partial(self._tell, path), self._on_failed)
        ProgressDialog("Checking the document", task, self._window)

    def _tell(self, path: Path, checked: Verification) -> None:
        dialog = verdict_dialog(path.name, checked, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self.failed.emit(error)


def verdict_dialog(
    file_name: str, checked: Verification, parent: QWidget | None = None
) -> VerdictDialog:
    """What was found out about a document, ready to be shown."""
    from ui.dialogs.verdict_dialog import VerdictDialog

    meaning = _MEANINGS[checked.verdict]
    if checked.differences and checked.snapshot is not None:
        meaning += _AS_IT_WAS
    return VerdictDialog(
        one_line(file_name),
        checked.verdict.label,
        meaning,
        checked.snapshot,
        (*(each.in_words for each in checked.differences), *checked.notes),
        parent,
    )


def _verify(path: Path, progress: Progress) -> Verification:
    """In the background, where what it needs is loaded."""
    from highlight_desktop.inbox.quarantine.arrival import arrive
    from highlight_desktop.inbox.quarantine.isolation import Quarantine
    from highlight_desktop.verification.documents import verify

    progress(f"Checking “{path.name}”", 0, 1)
    with Quarantine() as quarantine:
        return verify(arrive(path), quarantine)
