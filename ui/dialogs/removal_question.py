"""Knows what is asked before reports are removed for good, and what cannot be reached then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui.dialogs.telling_dialog import TellingDialog, bullets

_SAID = (
    "The text, earlier versions and search words are written over on this computer, and nobody"
    " can bring them back. What remains says which report it was, its period, its hash, when it"
    " was removed and by which rule.",
    "This does not reach what has left the program: documents and e-mails you wrote out or sent,"
    " and copies that OneDrive, your council’s own backups or the server of a shared desk keep."
    " Nor can any program be sure of it on a disk without moving parts (SSD), which may keep an old"
    " copy of its own.",
)


class RemovalQuestion(TellingDialog):
    """Each by name; accepted to remove them."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        number = "this report" if len(names) == 1 else f"these {len(names):,} reports"
        super().__init__(
            "Remove for good",
            f"Remove {number} for good?",
            (*_SAID, bullets(names)),
            "&Leave all as it is",
            parent,
        )
        self._offer("&Remove for good", QDialogButtonBox.ButtonRole.AcceptRole)
