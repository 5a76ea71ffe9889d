"""Knows how it is told what was removed for good, and which copies still hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from highlight_desktop.report.calendar_words import printed_moment
from ui import theme
from ui.roomy_dialog import RoomyDialog
from ui.text_labels import to_read_through, words

if TYPE_CHECKING:
    from highlight_desktop.store.ageing import Copies

_LIST_HEIGHT_PX = 24 * theme.GAP_PX
_OFFER = (
    "They can go now: first a fresh backup is made in each place and read back; only when it is"
    " whole are these written over and removed. Otherwise the backups go by and by, as newer ones"
    " take their place, and the last good one is never removed.",
)


class RemovedDialog(RoomyDialog):
    """Accepted to make a fresh backup and remove the copies; without copies it only tells."""

    def __init__(
        self, removed: int, held: Copies | None, remark: str = "", parent: QWidget | None = None
    ) -> None:
        """`remark`: what else has to be said of the removal."""
        super().__init__(78 * theme.GAP_PX, parent)
        self.setWindowTitle("Removed for good")
        gone = "1 report was removed" if removed == 1 else f"{removed:,} reports were removed"
        self._column.addWidget(words(f"{gone} for good.", rank="heading"))
        if remark:
            self._column.addWidget(words(remark))
        copies = _copies(held) if held is not None else []
        said = _still(len(copies))
        if held is None:
            said = "Some backups may still hold it."
        self._column.addWidget(words(said))
        if copies:
            self._column.addWidget(
                to_read_through(copies, "Copies that still hold it", _LIST_HEIGHT_PX)
            )
            for each in _OFFER:
                self._column.addWidget(words(each))
        self.setAccessibleDescription(f"{gone} for good. {remark} {said}")
        self._column.addStretch(1)
        self._column.addSpacing(2 * theme.GAP_PX)
        self._column.addWidget(self._buttons(offers=bool(copies)))

    def _buttons(self, *, offers: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        if offers:
            role = QDialogButtonBox.ButtonRole.AcceptRole
            buttons.addButton("&Make a fresh backup and remove these", role).setAutoDefault(False)
        text = "&Keep them for now" if offers else "&Close"
        close = buttons.addButton(text, QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _copies(held: Copies) -> list[str]:
    return [
        *(
            f"The backup of {printed_moment(each.made_at.astimezone())}, in {each.path.parent}"
            for each in held.backups
        ),
        *(f"A damaged database that was set aside: {path}" for path in held.set_aside),
    ]


def _still(number: int) -> str:
    if number == 0:
        return "No backup that the program knows of holds it any more."
    if number == 1:
        return "One copy still holds it, or cannot be read and may:"
    return f"{number:,} copies still hold something of it, or cannot be read and may:"
