"""Knows how an error becomes words and a next step on the screen."""

import traceback
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QWidget

from highlight_desktop.errors import HighlightError
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class ProblemDialog(RoomyDialog):
    """What happened, what to do next, and for a fault of the program the details to copy."""

    def __init__(
        self, message: str, remedy: str = "", details: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(60 * theme.GAP_PX, parent)
        self.setWindowTitle("There is a problem")
        self.setAccessibleDescription(f"{message} {remedy}".strip())
        self._details = details
        self._copied = words(good=True)
        for text, marks in ((message, {"rank": "heading"}), (remedy, {})):
            if text:
                label = words(text, **marks)
                label.setTextInteractionFlags(_SELECTABLE)
                self._column.addWidget(label)
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        foot = QHBoxLayout()
        foot.addWidget(self._copied, 1)
        foot.addWidget(self._buttons())
        self._column.addLayout(foot)
        self._close.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Say it: not every screen reader reads a dialog's description."""
        super().showEvent(event)
        announce(self, self.accessibleDescription())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(self._close, "primary")
        self._close.setDefault(True)
        buttons.rejected.connect(self.reject)
        if self._details:
            copy = buttons.addButton("Copy &details", QDialogButtonBox.ButtonRole.ActionRole)
            copy.setAutoDefault(False)
            copy.clicked.connect(self._on_copy)
        return buttons

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copied.setText("Copied the details.")
        announce(self, self._copied.text())


def show_problem(
    parent: QWidget | None, error: BaseException, log_file: Path | None = None
) -> ProblemDialog:
    """Open a dialog about an error and return at once; it goes away when it is closed.

    A HighlightError speaks for itself; anything else is a fault of the program, told as such
    with the file it is written down in.
    """
    if isinstance(error, HighlightError):
        dialog = ProblemDialog(error.message, error.remedy, parent=parent)
    else:
        dialog = ProblemDialog(
            "Something went wrong in the program. Your text is kept.",
            _what_to_do(log_file),
            "".join(traceback.format_exception(error)),
            parent,
        )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _what_to_do(log_file: Path | None) -> str:
    written = f" They are also written down in {log_file}." if log_file else ""
    return (
        "You can go on working. If it happens again, copy the details and send them to"
        f" whoever looks after this program for you.{written}"
    )
