"""Knows how it is asked why a service area returned nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.hub.returns import Line
from highlight_desktop.report.period import Period
from highlight_desktop.report.text import listed, one_line
from ui import theme
from ui.widgets.checked_field import CheckedField
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_LONGEST = 300


class ReasonDialog(RoomyDialog):
    """One line; empty takes the reason back."""

    given = Signal(str)
    """Carries the reason."""

    def __init__(self, line: Line, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(65 * theme.GAP_PX, parent)
        self.setWindowTitle("Why nothing came")
        self._reason = CheckedField(
            "&Why is there no report?",
            "Nobody who gave a reason is written to. An empty line takes it back.",
            _problem,
        )
        self._reason.set_text(line.reason)
        self._column.addWidget(words(listed(line.service_area), rank="heading"))
        self._column.addWidget(words(period.label, muted=True))
        self._column.addWidget(self._reason)
        if line.reason:
            self._column.addWidget(words(f"Until now: {line.reason_dated}", muted=True))
        self._column.addStretch(1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons(is_change=bool(line.reason)))
        self._reason.go_to()

    def accept(self) -> None:
        """Close with the reason; with one that is too long stay."""
        if self._reason.problem():
            self._reason.complain()
            return
        super().accept()
        self.given.emit(one_line(self._reason.text()))

    def _buttons(self, *, is_change: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(save, "primary")
        save.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        if is_change:
            back = buttons.addButton("&Take it back", QDialogButtonBox.ButtonRole.ResetRole)
            back.setAutoDefault(False)
            back.clicked.connect(self._on_taken_back)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_taken_back(self) -> None:
        self._reason.set_text("")
        self.accept()


def _problem(text: str) -> str:
    length = len(text.strip())
    return (
        "" if length <= _LONGEST else f"That is {length} characters; there is room for {_LONGEST}."
    )
