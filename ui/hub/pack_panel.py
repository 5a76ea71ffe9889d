"""Knows what is asked before a pack is made, and what is told of the one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.hub.selection import Arrangement, in_order, title_of
from highlight_desktop.report.text import one_line
from highlight_desktop.store.expectations import Council
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.roomy_dialog import RoomyScroll
from ui.widgets.sight import bring_into_sight
from ui.widgets.text_labels import to_copy, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from highlight_desktop.hub.pack import Packed
    from highlight_desktop.report.edition import Edition, Topic

_WIDEST_PX = 90 * theme.GAP_PX
_COUNCILS: tuple[tuple[str, Council | None], ...] = (
    ("All service areas", None),
    ("Those of CCC", Council.CCC),
    ("Those of PCC", Council.PCC),
    ("Those of both", Council.BOTH),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be in a pack, but for its period."""

    arrangement: Arrangement
    council: Council | None
    topics: tuple[Topic, ...]
    words: str


class PackPanel(QWidget):
    """How the pack is arranged and what is left out of it; then where it lies."""

    wanted = Signal(object)
    """Carries what is Wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._arrangements = QButtonGroup(self)
        self._council, self._topic = ChoiceBox(), ChoiceBox()
        self._words = QLineEdit()
        self._make = QPushButton("&Make the pack")
        self._told = words()
        self._folder = Path()
        self._made = QFrame()
        self._document, self._workbook = to_copy("", "Document"), to_copy("", "Workbook")
        self._open_document = QPushButton("Open the &document")
        self._open_folder = QPushButton("Ope&n the folder")
        rows = QWidget()
        rows.setMaximumWidth(_WIDEST_PX)
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_PX)
        self._lay_out()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = RoomyScroll(rows)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(scroll, 1)
        self._make.clicked.connect(self._on_make)
        self._open_document.clicked.connect(self._on_open_document)
        self._open_folder.clicked.connect(self._on_open_folder)

    @property
    def begins_at(self) -> QWidget | None:
        """Where the keys go when it is shown."""
        return self._arrangements.checkedButton()

    def name_topics(self, added: Sequence[Edition]) -> None:
        """Offer the topics as the newest form calls them, of these and the program’s."""
        chosen = self._topic.currentData()
        self._topic.clear()
        self._topic.addItem("All topics", None)
        for topic in in_order(added):
            if topic is not None:
                self._topic.addItem(title_of(topic, added), topic)
        self._topic.setCurrentIndex(max(0, self._topic.findData(chosen)))

    def say(self, text: str) -> None:
        """Say what stands in the way."""
        self._told.setText(text)
        announce(self, text)

    def show_made(self, made: Packed) -> None:
        """Say what was made, and lead to it."""
        self.say(in_words(made))
        self._folder = made.document.parent
        self._document.setText(str(made.document))
        self._workbook.setText(str(made.workbook))
        for line in (self._document, self._workbook):
            line.setCursorPosition(0)
        self._made.show()
        bring_into_sight(self._made)

    def _lay_out(self) -> None:
        theme.mark(self._make, "primary")
        for number, arrangement in enumerate(Arrangement):
            button = QRadioButton(arrangement.in_words)
            self._arrangements.addButton(button, number)
            self._rows.addWidget(button)
        self._arrangements.button(0).setChecked(True)
        self._council.addItems([text for text, _ in _COUNCILS])
        self.name_topics(())
        policy = self._topic.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._topic.setSizeAdjustPolicy(policy)
        self._words.setPlaceholderText("All texts")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (text, name, field) in enumerate(
            (
                ("&Which service areas", "Which service areas", self._council),
                ("Which topi&cs", "Which topics", self._topic),
                ("With these w&ords only", "With these words only", self._words),
            )
        ):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        for box in (self._council, self._topic):
            box.view().setAccessibleName(box.accessibleName())
        self._rows.addLayout(grid)
        make = QHBoxLayout()
        make.addWidget(self._make)
        make.addWidget(self._told, 1)
        self._rows.addLayout(make)
        self._rows.addWidget(self._made)
        self._rows.addStretch(1)
        self._lay_out_made()

    def _lay_out_made(self) -> None:
        theme.mark(self._made, "panel")
        column = QVBoxLayout(self._made)
        column.setSpacing(theme.GAP_PX)
        for text, line in (("Document", self._document), ("Workbook", self._workbook)):
            label = words(text, muted=True)
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open_document)
        buttons.addWidget(self._open_folder)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._made.hide()

    def _on_make(self) -> None:
        self._made.hide()
        self._told.clear()
        topic = self._topic.currentData()
        self.wanted.emit(
            Wanted(
                list(Arrangement)[self._arrangements.checkedId()],
                _COUNCILS[self._council.currentIndex()][1],
                (topic,) if topic else (),
                one_line(self._words.text()).strip(),
            )
        )

    def _on_open_document(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._document.text()))

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def in_words(made: Packed) -> str:
    """How much is in a pack, and who is not."""
    if not made.returns:
        return (
            "Nothing was returned that could be in this pack; it says who is missing. Receive"
            " reports (Ctrl+1), or choose another period or less narrowly."
        )
    reports = "1 report" if made.returns == 1 else f"{made.returns:,} reports"
    pages = "1 page" if made.pages == 1 else f"{made.pages:,} pages"
    missing = f", {made.missing:,} returned nothing" if made.missing else ""
    return f"The pack is ready: {reports} on {pages}{missing}."
