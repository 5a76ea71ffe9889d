"""Knows how everything about one return is told: each file it came in, and what was noticed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from highlight_desktop.report.text import one_line
from ui import theme
from ui.hub.return_words import (
    name_in_words,
    name_of,
    sender_in_words,
    verdict_in_words,
    version_in_words,
    when_in_words,
)
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import to_copy, to_read_through, words

if TYPE_CHECKING:
    from highlight_desktop.hub.reading import Reading
    from highlight_desktop.store.desk import Arrival

_LIST_HEIGHT_PX = 20 * theme.GAP_PX


class ReturnDialog(RoomyDialog):
    """One return: its verdict and hash, then file by file who sent it and what differs in it."""

    file_wanted = Signal(str)
    """Carries the hash of a file that is wanted as it was received."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(80 * theme.GAP_PX, parent)
        self.setWindowTitle("A return")
        self.setAccessibleDescription(verdict_in_words(reading))
        self._column.addWidget(words(name_of(reading.returned), rank="heading"))
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_PX)
        self._rows.addWidget(words(verdict_in_words(reading)))
        self._rows.addWidget(words(f"{version_in_words(reading.returned)}.", muted=True))
        self._add_hash("SHA-&256 of the report", reading.snapshot.sha256)
        for number, each in enumerate(reading.files, 1):
            self._add_file(each, number, of=len(reading.files))
        self._rows.addStretch(1)
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addSpacing(theme.GAP_PX)
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        close.setFocus()

    def _add_file(self, arrival: Arrival, number: int, *, of: int) -> None:
        which = "The file" if of == 1 else f"File {number} of {of}"
        self._rows.addSpacing(theme.GAP_PX)
        self._rows.addWidget(words(f"{which}: {arrival.verdict}", rank="subheading"))
        source = f"It lay in {one_line(arrival.source)}" if arrival.source else ""
        told = (name_in_words(arrival), sender_in_words(arrival), when_in_words(arrival), source)
        for text in told:
            if text:
                self._rows.addWidget(words(text))
        if arrival.told:
            name = f"What was noticed of {which.lower()}"
            self._rows.addWidget(to_read_through(arrival.told, name, _LIST_HEIGHT_PX))
        self._add_hash(f"SHA-256 of {which.lower()}", arrival.sha256)
        look = QPushButton("&Open it as received…" if of == 1 else f"Open file &{number}…")
        look.setAutoDefault(False)
        look.setSizePolicy(look.sizePolicy().Policy.Maximum, look.sizePolicy().Policy.Fixed)
        look.clicked.connect(partial(self.file_wanted.emit, arrival.sha256))
        self._rows.addWidget(look)

    def _add_hash(self, name: str, sha256: str) -> None:
        label = words(name, muted=True)
        line = to_copy(sha256, name.replace("&", ""))
        label.setBuddy(line)
        self._rows.addWidget(label)
        self._rows.addWidget(line)
