"""Knows how long work in the background is shown, and how the user stops it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QWidget

from ui import theme
from ui.process.background import Task
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

PATIENCE_MS = 300
"""Work that ends sooner shows nothing: a dialog that flashes by only startles."""


class ProgressDialog(RoomyDialog):
    """Shows one task while it runs, and goes away with it; it need not be kept or opened."""

    def __init__(self, title: str, task: Task, parent: QWidget) -> None:
        super().__init__(50 * theme.GAP_PX, parent)
        self.setWindowTitle(title)
        self._task = task
        self._step = words(f"{title}…")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName("Progress")
        # Words in it would lie half on the bar and half beside it; the step is told above.
        self._bar.setTextVisible(False)
        buttons = QDialogButtonBox()
        self._cancel = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        for row in (self._step, self._bar, buttons):
            self._column.addWidget(row)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.open)
        self._patience.start()
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)

    def reject(self) -> None:
        """Ask the task to stop; the dialog stays until it has."""
        self._task.cancel()
        self._cancel.setEnabled(False)
        self._say("Stopping at the next step…")

    def _on_progressed(self, step: str, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        if self._cancel.isEnabled():
            self._say(step)

    def _on_ended(self) -> None:
        # Deleting waits for the event loop, which may first run a dialog opened by the result.
        self._patience.stop()
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()

    def _say(self, text: str) -> None:
        if text != self._step.text():
            self._step.setText(text)
            if self.isVisible():
                announce(self, text)
