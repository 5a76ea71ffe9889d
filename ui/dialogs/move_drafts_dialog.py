"""Knows what is asked before drafts move to another edition of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from highlight_desktop.report.edition import Edition
from highlight_desktop.report.report import UNTITLED
from highlight_desktop.report.text import one_line
from ui import theme
from ui.dialogs.edition_words import name_of
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from highlight_desktop.store.stored import Summary

_LONGEST, _LONGEST_ID = 28, 12
"""A box does not wrap its words; the beginning tells which draft it is."""
_SAID = (
    "Drafts stay on the edition they were begun on. Those you tick move to the new one: each text"
    " goes to the section with the same topic, and what the new form has no section for is kept"
    " under “Not yet placed”. A backup is made before, and each draft as it was lies in the bin."
)


class MoveDraftsDialog(RoomyDialog):
    """Drafts with a box each, none of them ticked; accepted, `chosen()` has those to move."""

    def __init__(
        self, edition: Edition, drafts: Sequence[Summary], parent: QWidget | None = None
    ) -> None:
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Move drafts to the new edition")
        self._boxes = {each.id: TickBox(_named(each).replace("&", "&&")) for each in drafts}
        self._move = QPushButton("&Move what is ticked")
        self._all = QPushButton("&Tick all")
        number = "a draft" if len(drafts) == 1 else f"{len(drafts):,} drafts"
        self._column.addWidget(words(f"Move {number} to “{name_of(edition)}”?", rank="heading"))
        self._column.addWidget(words(_SAID))
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, theme.GAP_PX, 0, theme.GAP_PX)
        for box in self._boxes.values():
            box.toggled.connect(self._on_ticked)
            column.addWidget(box)
        column.addStretch(1)
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addWidget(self._buttons())
        self._on_ticked()

    def chosen(self) -> list[str]:
        """The ids of the drafts to move."""
        return [report_id for report_id, box in self._boxes.items() if box.isChecked()]

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self._all, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._move, QDialogButtonBox.ButtonRole.AcceptRole)
        leave = buttons.addButton(
            "&Leave them where they are", QDialogButtonBox.ButtonRole.RejectRole
        )
        theme.mark(leave, "primary")
        leave.setDefault(True)
        for button in (self._all, self._move):
            button.setAutoDefault(False)
        self._all.clicked.connect(self._tick_all)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        leave.setFocus()
        return buttons

    def _tick_all(self) -> None:
        for box in self._boxes.values():
            box.setChecked(True)

    def _on_ticked(self) -> None:
        self._move.setEnabled(bool(self.chosen()))


def _named(draft: Summary) -> str:
    areas, period = one_line(draft.service_areas) or UNTITLED, one_line(draft.period_typed)
    named = ", ".join(_shortened(each, _LONGEST) for each in (areas, period) if each)
    return f"{named} (on {_shortened(draft.edition_id, _LONGEST_ID)})"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
