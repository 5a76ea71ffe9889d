"""Knows how a correction of a submitted report is begun: by saying why."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from highlight_desktop.report.snapshot import CORRECTION_LIMIT
from ui import theme
from ui.widgets.checked_field import CheckedField
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words


def ask_why(window: QWidget, title: str, version: int, begin: Callable[[str], object]) -> None:
    """Ask for the reason of a correction, and begin it with that."""
    dialog = CorrectionDialog(title, version, window)
    dialog.accepted.connect(lambda: begin(dialog.reason()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class CorrectionDialog(RoomyDialog):
    """Asks the reason; once accepted, `reason()` has it."""

    def __init__(self, title: str, version: int, parent: QWidget | None = None) -> None:
        """`title` says which report, `version` which one of it was submitted."""
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Issue a correction")
        self._reason = CheckedField(
            "&Why is it being corrected?",
            "One line. It is printed in the report and stands in the e-mail.",
            _problem,
        )
        layout = self._column
        layout.addWidget(words("Issue a correction?", rank="heading"))
        layout.addWidget(words(title))
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        # First, so that it is in sight where there is room for little more.
        column.addWidget(self._reason)
        column.addSpacing(theme.GAP_PX)
        column.addWidget(
            words(
                f"Version {version} stays as it was submitted. You get a copy of it to change;"
                f" once that is submitted, it is version {version + 1} and takes its place."
                " If you have begun one already, it is opened and gets this reason.",
                muted=True,
            )
        )
        column.addStretch(1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(RoomyScroll(rows), 1)
        layout.addSpacing(theme.GAP_PX)
        layout.addWidget(self._buttons())

    def reason(self) -> str:
        """Why, in the author's words."""
        return self._reason.text()

    def accept(self) -> None:
        """Close to begin; without a reason stay, and ask for it."""
        if self._reason.problem():
            self._reason.complain()
            return
        super().accept()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        begin = buttons.addButton("&Begin the correction", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.mark(begin, "primary")
        begin.setDefault(True)
        buttons.addButton("Ca&ncel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _problem(text: str) -> str:
    length = len(text.strip())
    if not length:
        return "Say in a few words what was wrong."
    if length > CORRECTION_LIMIT:
        return f"That is {length} characters; there is room for {CORRECTION_LIMIT}."
    return ""
