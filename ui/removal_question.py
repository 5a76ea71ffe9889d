"""Knows what is asked before reports are removed for good, and what cannot be reached then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui import theme
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import to_read_through, words

_LIST_HEIGHT_PX = 26 * theme.GAP_PX
_SAID = (
    "Their text, earlier versions and search words are written over on this computer, and nobody"
    " can bring them back. What remains says which report it was, its period, its hash, when it"
    " was removed and by which rule.",
    "This does not reach what has left the program: documents and e-mails you wrote out or sent,"
    " and copies that OneDrive or your council’s own backups keep. Nor can any program be sure"
    " of it on a disk without moving parts (SSD), which may keep an old copy of its own.",
)


class RemovalQuestion(RoomyDialog):
    """Each by name; accepted to remove them."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(78 * theme.GAP_PX, parent)
        self.setWindowTitle("Remove for good")
        number = "this report" if len(names) == 1 else f"these {len(names):,} reports"
        self.setAccessibleDescription(" ".join(_SAID))
        self._column.addWidget(words(f"Remove {number} for good?", rank="heading"))
        listed = to_read_through(names, "Reports to be removed", _LIST_HEIGHT_PX)
        self._column.addWidget(listed)
        for each in _SAID:
            self._column.addWidget(words(each))
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        buttons = QDialogButtonBox()
        remove = buttons.addButton("&Remove for good", QDialogButtonBox.ButtonRole.AcceptRole)
        remove.setAutoDefault(False)
        leave = buttons.addButton("&Leave all as it is", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(leave, "primary")
        leave.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        leave.setFocus()
