"""Knows how it is told what was removed for good, and which copies still hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ui.dialogs.telling_dialog import TellingDialog, bullets
from ui.widgets.local_time import printed_here

if TYPE_CHECKING:
    from highlight_desktop.store.ageing import Copies

_OFFER = (
    "Older copies still hold it. They can go now: first a fresh backup is made in each place and"
    " read back; only when it is whole are these written over and removed. Otherwise the backups"
    " go by and by, as newer ones take their place, and the last good one is never removed."
)
_WHOSE = {False: "", True: " of the hub’s desk"}
_NOT_ALL = "Some backups may still hold it."


class RemovedDialog(TellingDialog):
    """Accepted to make a fresh backup and remove the copies; without copies it only tells."""

    def __init__(
        self, removed: int, held: Copies | None, remark: str = "", parent: QWidget | None = None
    ) -> None:
        """`held`: None when not all places could be looked into; `remark`: what else is so."""
        gone = "1 report was removed" if removed == 1 else f"{removed:,} reports were removed"
        copies = _copies(held) if held is not None else []
        said = _NOT_ALL if held is None else _still(len(copies))
        offer = _OFFER if copies else ""
        super().__init__(
            "Removed for good",
            f"{gone} for good",
            (remark, offer, said, bullets(copies)),
            "&Keep them for now" if copies else "&Close",
            parent,
        )
        if copies:
            role = QDialogButtonBox.ButtonRole.AcceptRole
            self._offer("&Make a fresh backup and remove these", role)


def _copies(held: Copies) -> list[str]:
    return [
        *(
            f"The backup of {printed_here(each.made_at)}{_WHOSE[each.is_of_desk]}, in"
            f" {each.path.parent}"
            for each in held.backups
        ),
        *(f"A damaged database that was set aside: {path}" for path in held.set_aside),
    ]


def _still(number: int) -> str:
    if number == 0:
        return "No backup that the program knows of holds it any more."
    if number == 1:
        return "One copy still holds it, or cannot be read and may:"
    return f"{number:,} copies still hold some of it, or cannot be read and may:"
