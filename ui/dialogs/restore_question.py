"""Knows what is asked before a backup takes the place of the reports."""

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui import theme
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words


class RestoreQuestion(RoomyDialog):
    """What goes, what comes, and that nothing is lost; accepted to go on."""

    def __init__(
        self,
        backup: str,
        there_now: str,
        parent: QWidget | None = None,
        *,
        place: str = "your reports",
    ) -> None:
        """All in words: "12 reports of 3 March 2026, 14:02", what is there now, and where."""
        super().__init__(70 * theme.GAP_PX, parent)
        self.setWindowTitle("Restore a backup")
        said = (
            f"{there_now} will be replaced by {backup}.",
            "What is there now is kept: as a backup of its own, which you can restore in the same"
            " way, or, if it is damaged, as the files it consists of.",
        )
        self.setAccessibleDescription(" ".join(said))
        self._column.addWidget(words(f"Put this backup in the place of {place}?", rank="heading"))
        for each in said:
            self._column.addWidget(words(each))
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        buttons = QDialogButtonBox()
        restore = buttons.addButton("&Restore", QDialogButtonBox.ButtonRole.AcceptRole)
        restore.setAutoDefault(False)
        cancel = buttons.addButton("&Leave all as it is", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(cancel, "primary")
        cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        cancel.setFocus()
