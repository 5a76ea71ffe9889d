"""Knows how a rescue is told: report by report, what came back, from where, and what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QTextEdit, QWidget

from ui import theme
from ui.widgets.local_time import printed_here
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from highlight_desktop.store.salvage import Found, Rescue

_LIST_HEIGHT_PX = 36 * theme.GAP_PX
_HEADINGS = {
    "NOWHERE": "Not brought back",
    "PART": "Brought back in part, as a draft to be looked through",
    "BACKUP": "Brought back from the backup, as it stood then",
    "DATABASE": "Brought back whole, as it was saved last",
}
"""By the names of `salvage.Source`, what was lost first."""


class RescuedDialog(RoomyDialog):
    """What a rescue came to, to be read through and copied."""

    def __init__(self, rescue: Rescue, parent: QWidget | None = None) -> None:
        super().__init__(80 * theme.GAP_PX, parent)
        self.setWindowTitle("What was brought back")
        told = in_words(rescue)
        self._column.addWidget(words(_heading(rescue.reports), rank="heading"))
        self._column.addWidget(words(_from_where(rescue)))
        label = words("&Reports", rank="subheading")
        text = QTextEdit()
        text.setPlainText(told)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Reports")
        text.setMinimumHeight(10 * theme.GAP_PX)
        text.setMaximumHeight(_LIST_HEIGHT_PX)
        label.setBuddy(text)
        self._column.addWidget(label)
        self._column.addWidget(text, 1)
        self._column.addSpacing(theme.GAP_PX)
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        self.setAccessibleDescription(f"{_heading(rescue.reports)} {_from_where(rescue)}")
        text.setFocus()


def in_words(rescue: Rescue) -> str:
    """Every report by name and time, those that were lost first; then where the files are."""
    lines = []
    for source, heading in _HEADINGS.items():
        found = [each for each in rescue.reports if each.source.name == source]
        if found:
            lines += [heading, *(f"• {_report(each)}" for each in found), ""]
    if not rescue.reports:
        lines += ["No report could be found.", ""]
    if rescue.kept:
        lines += ["The damaged files are kept as they were found", *map(str, rescue.kept)]
    return "\n".join(lines).rstrip()


def _report(found: Found) -> str:
    if found.edited_at is None:
        return f"{found.name} (the name is all that could be read)"
    return f"{found.name}, last edited {_moment(found.edited_at)}"


def _heading(reports: Sequence[Found]) -> str:
    lost = sum(each.source.name == "NOWHERE" for each in reports)
    back = len(reports) - lost
    if not reports:
        return "Nothing could be brought back."
    came = "1 report was brought back" if back == 1 else f"{back:,} reports were brought back"
    if lost:
        return f"{came}, {lost:,} could not be."
    return f"{came}."


def _from_where(rescue: Rescue) -> str:
    if rescue.backup is None:
        return (
            "There was no backup that is whole. Reports of which no trace was left in the damaged"
            " file cannot be named here."
        )
    made = _moment(rescue.backup.made_at)
    return (
        f"The backup of {made} was used beside the damaged file. Reports begun after that, of"
        " which no trace was left in the file, cannot be named here."
    )


def _moment(at: datetime) -> str:
    return printed_here(at)
