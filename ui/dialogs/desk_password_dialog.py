"""Knows how the password of the shared desk is asked for, and where it is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox

REFUSED = "The server did not take that password. Try again."


class DeskPasswordDialog(RoomyDialog):
    """One line to type it in, and whether the computer's keyring is to keep it."""

    given = Signal(str, bool)
    """Carries the password, and whether it is to be kept."""

    def __init__(
        self, desk: str, cannot_keep: str, *, refused: bool = False, parent: QWidget | None = None
    ) -> None:
        """`cannot_keep` is why no password can be kept, as the end of a sentence, or empty."""
        super().__init__(60 * theme.GAP_PX, parent)
        self.setWindowTitle("Password of the shared desk")
        asks = f"The shared desk “{desk}” asks for your password."
        self.setAccessibleDescription(f"{REFUSED if refused else ''} {asks}".strip())
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._keep = TickBox("&Keep it in this computer’s keyring")
        self._keep.setChecked(not cannot_keep)
        self._keep.setEnabled(not cannot_keep)
        label = words("&Password")
        label.setBuddy(self._line)
        self._column.addWidget(words(asks))
        if refused:
            self._column.addWidget(words(REFUSED, bad=True))
        self._column.addWidget(label)
        self._column.addWidget(self._line)
        self._column.addWidget(self._keep)
        kept_for = "Without the tick it is used until the program is closed, and kept nowhere."
        why = f"It cannot be kept: {cannot_keep}. It is used until the program is closed."
        self._column.addWidget(words(why if cannot_keep else kept_for, muted=True))
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())
        self._line.setFocus()
        if refused:
            announce(self, REFUSED)

    def accept(self) -> None:
        """Close with a password; without one stay."""
        if self._line.text():
            super().accept()
            self.given.emit(self._line.text(), self._keep.isChecked())
        else:
            self._line.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        go = buttons.addButton("&Open the desk", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(go, "primary")
        go.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
