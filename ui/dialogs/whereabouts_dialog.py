"""Knows how the place where reports are kept is shown: what is good there, what is not, what to do.

Every sentence is a label of its own, so that a screen reader goes from one to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from highlight_desktop.whereabouts.doctor import Diagnosis, Observation, Weight
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import to_copy, words

if TYPE_CHECKING:
    from pathlib import Path

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_HEADINGS = {
    Weight.GOOD: "Your reports are in a good place.",
    Weight.DOUBTFUL: "Your reports can stay here, but there is something you should know.",
    Weight.BAD: "This is not a good place for your reports.",
}
_MARKS = {Weight.GOOD: "✓", Weight.DOUBTFUL: "!", Weight.BAD: "✗"}
_SPOKEN = {Weight.GOOD: "Good", Weight.DOUBTFUL: "To be known", Weight.BAD: "Not good"}


class WhereaboutsDialog(RoomyDialog):
    """The folder, a verdict, and each thing that was looked at. It may be looked at again."""

    look_requested = Signal()
    move_requested = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(85 * theme.GAP_PX, parent)
        self.setWindowTitle("Where my reports are kept")
        self._folder = folder
        self._told = ""
        self._verdict = words("Looking…", rank="heading")
        # Also what comes first scrolls: a low screen has little room.
        rows, column = _rows()
        found, self._lines = _rows()
        self._copied = words(good=True)
        label = words("&Folder", muted=True)
        path = to_copy(str(folder), "Folder")
        label.setBuddy(path)
        for row in (label, path, found, self._copied):
            column.addWidget(row)
        column.addStretch(1)
        self._column.addWidget(self._verdict)
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addWidget(self._buttons())
        self.show_looking()

    def show_looking(self) -> None:
        """Say that the folder is being looked at, which may take a while."""
        self._again.setEnabled(False)
        self._copy.setEnabled(False)
        self._verdict.setText("Looking…")
        self._copied.setText("")

    def show_diagnosis(self, found: Diagnosis) -> None:
        """Show and say what was found, the worst first."""
        heading = _HEADINGS[found.weight]
        self._verdict.setText(heading)
        self._clear()
        ordered = sorted(found.observations, key=lambda each: -each.weight)
        for each in ordered:
            self._lines.addWidget(_line(each))
        self._told = in_words(found)
        self._again.setEnabled(True)
        self._copy.setEnabled(True)
        concerns = " ".join(map(str, found.concerns))
        self.setAccessibleDescription(f"{heading} {concerns}".strip())
        announce(self, self.accessibleDescription())

    def show_no_answer(self, why: str) -> None:
        """Say that the folder did not answer."""
        self._clear()
        self._verdict.setText("This folder does not answer.")
        self._lines.addWidget(words(why))
        self._again.setEnabled(True)
        announce(self, f"{self._verdict.text()} {why}")

    def _clear(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _buttons(self) -> QWidget:
        buttons = QDialogButtonBox()
        move = buttons.addButton("&Move my reports…", QDialogButtonBox.ButtonRole.ActionRole)
        self._again = buttons.addButton("&Look again", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy = buttons.addButton("Co&py as text", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        close.setFocus()
        for button in (move, self._again, self._copy):
            button.setAutoDefault(False)
        move.clicked.connect(self.move_requested)
        self._again.clicked.connect(self.look_requested)
        self._copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._told)
        self._copied.setText("Copied.")
        announce(self, self._copied.text())


class MoveQuestion(RoomyDialog):
    """Where from, where to, and what becomes of the old folder; accepted to go on."""

    def __init__(
        self, folder: Path, to: Path, concerns: list[Observation], parent: QWidget | None = None
    ) -> None:
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("Move my reports")
        said = (
            "Your reports, backups, settings and own words are copied, and every copy is read back"
            " and counted. Only then does the program use the new folder.",
            "The old folder stays as it is, with a note in it that says where your reports went.",
            *map(str, concerns),
        )
        self.setAccessibleDescription(" ".join(said))
        rows, column = _rows()
        self._column.addWidget(words("Keep your reports in this folder?", rank="heading"))
        for text, path in (("&From", folder), ("&To", to)):
            label = words(text, muted=True)
            line = to_copy(str(path), text.replace("&", ""))
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        for each in said:
            column.addWidget(words(each))
        column.addStretch(1)
        self._column.addWidget(RoomyScroll(rows), 1)
        buttons = QDialogButtonBox()
        move = buttons.addButton("&Move", QDialogButtonBox.ButtonRole.AcceptRole)
        move.setAutoDefault(False)
        stay = buttons.addButton("&Leave all as it is", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(stay, "primary")
        stay.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        stay.setFocus()


def in_words(found: Diagnosis) -> str:
    """All that was found, as plain lines to copy."""
    ordered = sorted(found.observations, key=lambda each: -each.weight)
    lines = [f"{_SPOKEN[each.weight]}: {each}" for each in ordered]
    return "\n".join([_HEADINGS[found.weight], str(found.folder), "", *lines, ""])


def _rows() -> tuple[QWidget, QVBoxLayout]:
    rows = QWidget()
    layout = QVBoxLayout(rows)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_PX)
    return rows, layout


def _line(observation: Observation) -> QLabel:
    label = words(f"{_MARKS[observation.weight]} {observation}")
    label.setAccessibleName(f"{_SPOKEN[observation.weight]}: {observation}")
    label.setTextInteractionFlags(_SELECTABLE)
    if observation.weight is Weight.BAD:
        theme.mark(label, "bad")
    return label
