"""Knows how it is asked why a service area returned nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.report.text import one_line
from ui import theme
from ui.checked_field import CheckedField
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import words

_LONGEST = 300


class ReasonDialog(RoomyDialog):
    """One line; empty takes the reason back."""

    given = Signal(str)
    """Carries the reason."""

    def __init__(self, service_area: str, before: str, parent: QWidget | None = None) -> None:
        super().__init__(65 * theme.GAP_PX, parent)
        self.setWindowTitle("Why nothing came")
        self._reason = CheckedField(
            "&Why is there no report?",
            "Nobody who gave a reason is written to. Empty takes it back.",
            _problem,
        )
        self._reason.set_text(before)
        self._column.addWidget(words(service_area, rank="heading"))
        self._column.addWidget(self._reason)
        self._column.addStretch(1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())
        self._reason.go_to()

    def accept(self) -> None:
        """Close with the reason; with one that is too long stay."""
        if self._reason.problem():
            self._reason.complain()
            return
        super().accept()
        self.given.emit(one_line(self._reason.text()))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _problem(text: str) -> str:
    length = len(text.strip())
    return (
        "" if length <= _LONGEST else f"That is {length} characters; there is room for {_LONGEST}."
    )
