"""Knows what is told when drafts have moved to another edition: what found no place there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.report.report import Report, title_in_words
from ui.dialogs.edition_words import name_of
from ui.dialogs.telling_dialog import TellingDialog, bullets

_BIN = (
    "Each draft as it was lies in the bin, with its history, and can be put back from there:"
    " choose Bin above the list. A backup was made before."
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A draft as it is now."""

    before: str
    """The id of what it was, which lies in the bin."""
    report: Report
    notes: Sequence[str]
    """What found no place of its own, one sentence each."""


class MovedDialog(TellingDialog):
    """Each draft by name, and beneath it what is to be placed by hand; accepted to undo it all."""

    def __init__(self, moved: Sequence[Moved], parent: QWidget | None = None) -> None:
        number = "1 draft" if len(moved) == 1 else f"{len(moved):,} drafts"
        edition = f" to “{name_of(moved[0].report.edition)}”" if moved else ""
        told = [_told(each) for each in moved]
        super().__init__("Drafts moved", f"Moved {number}{edition}", (*told, _BIN), parent=parent)
        self._offer("&Undo the move", QDialogButtonBox.ButtonRole.AcceptRole)


def _told(moved: Moved) -> str:
    title = title_in_words(moved.report)
    if not moved.notes:
        return f"{title}: everything found its place."
    return f"{title}:\n{bullets(moved.notes)}"
