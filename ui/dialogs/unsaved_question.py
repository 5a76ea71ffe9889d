"""Knows what is asked when the author leaves a report and its text cannot be saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words


class UnsavedQuestion(RoomyDialog):
    """Stay, take a copy, or leave: nothing is lost unasked. It stays until one is chosen."""

    stayed = Signal()
    copy_wanted = Signal()
    left = Signal()

    def __init__(self, reason: str, parent: QWidget) -> None:
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Not saved yet")
        self._reason = words(reason)
        self._copied = words(good=True)
        self._waiting = words()
        self._column.addWidget(words("Your last changes are not saved yet.", rank="heading"))
        self._column.addWidget(self._reason)
        self._column.addWidget(self._waiting)
        self._column.addWidget(self._copied)
        self._column.addStretch(1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())
        self.setAccessibleDescription(reason)
        self.rejected.connect(self.stayed)
        self.accepted.connect(self.left)

    def show_reason(self, reason: str) -> None:
        """Say why it cannot be saved, when that has changed."""
        if reason != self._reason.text():
            self._reason.setText(reason)
            announce(self, reason)

    def show_waiting(self, place: str) -> None:
        """Say that leaving loses nothing, when the text waits in a file in this folder."""
        told = (
            f"Your text waits in a file in “{place}”. If you leave, you will be asked at the next"
            " start whether to bring it back."
        )
        if self._waiting.text() != told * bool(place):
            self._waiting.setText(told * bool(place))
            announce(self, self._waiting.text())

    def show_copied(self, name: str) -> None:
        """Say that a copy was written."""
        self._copied.setText(f"A copy was written to “{name}”. It can be imported again.")
        announce(self, self._copied.text())

    def put_away(self) -> None:
        """Close without an answer: there is nothing to ask any more."""
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        stay = buttons.addButton("&Stay and try again", QDialogButtonBox.ButtonRole.RejectRole)
        copy = buttons.addButton("Save a &copy as text…", QDialogButtonBox.ButtonRole.ActionRole)
        leave = buttons.addButton("&Leave without saving", QDialogButtonBox.ButtonRole.AcceptRole)
        for button in (copy, leave):
            button.setAutoDefault(False)
        theme.mark(stay, "primary")
        stay.setDefault(True)
        stay.setFocus()
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        copy.clicked.connect(self.copy_wanted)
        return buttons
