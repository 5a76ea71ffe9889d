"""Knows what stands above a return that is open: where it came from, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.hub.return_words import SHAPES, came_in_words, verdict_in_words
from ui.hub.shapes import SIDE_PX, Shape, paint_shape
from ui.widgets.flow_row import FlowRow
from ui.widgets.text_labels import to_copy, to_read_through, words

if TYPE_CHECKING:
    from highlight_desktop.hub.reading import Reading

VERSIONS_KEYS = "F9"
PERIODS_KEYS = "Shift+F9"
"""Of the menu; here they are only told."""
_ROOMY_FROM_PX = 560
"""A page so high has room for all of it, and still for the text."""
_LIST_HEIGHT_PX = 9 * theme.GAP_PX


class ReturnStrip(QFrame):
    """The verdict in words and a shape, the sender, the file and its hash, and what to do next."""

    back_wanted = Signal()
    details_wanted = Signal()
    versions_wanted = Signal()
    periods_wanted = Signal()
    file_wanted = Signal()
    """The file is wanted as it was received."""

    def __init__(self, reading: Reading, back: str) -> None:
        """`back` is what the button says that goes to where it was opened from."""
        super().__init__()
        self.setProperty("panel", "true")
        self.setAccessibleName("Where this return came from")
        self._reading = reading
        best = reading.files[0] if reading.files else None
        self._verdict = words(verdict_in_words(reading), rank="subheading")
        self._came = words(came_in_words(best) if best else "", muted=True)
        self._hash = QWidget()
        self._told = to_read_through(best.told if best else (), "What was noticed", _LIST_HEIGHT_PX)
        self._has_news = bool(best and best.told)
        self._buttons = FlowRow(spacing_px=theme.GAP_PX)
        self._when_roomy: list[QWidget] = [self._came, self._hash]
        self._lay_out(back)
        self.fit(0)

    def fit(self, page_height_px: int) -> None:
        """Take no more room than the page can give; the details tell all of it in any case."""
        roomy = page_height_px >= _ROOMY_FROM_PX
        for widget in self._when_roomy:
            widget.setVisible(roomy)
        self._told.setVisible(roomy and self._has_news)

    def _lay_out(self, back: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_PX)
        top.addWidget(_ShapeMark(SHAPES[self._reading.verdict]), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._verdict, 1)
        self._add_hash()
        pressed = (
            (back, self.back_wanted, "", False),
            ("Deta&ils…", self.details_wanted, "", False),
            ("Com&pare versions…", self.versions_wanted, VERSIONS_KEYS, True),
            ("Throu&gh all periods…", self.periods_wanted, PERIODS_KEYS, True),
            ("Ope&n the file…", self.file_wanted, "", True),
        )
        for text, signal, keys, only_roomy in pressed:
            button = QPushButton(text)
            button.clicked.connect(signal)
            if keys:
                button.setToolTip(f"{text.replace('&', '')} ({keys})")
            if signal is self.versions_wanted:
                button.setEnabled(bool(self._reading.others))
            self._buttons.add(button)
            if only_roomy:
                self._when_roomy.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(
            2 * theme.GAP_PX, theme.GAP_PX // 2, 2 * theme.GAP_PX, theme.GAP_PX // 2
        )
        column.setSpacing(theme.GAP_PX // 2)
        column.addLayout(top)
        for widget in (self._came, self._told, self._hash, self._buttons):
            column.addWidget(widget)

    def _add_hash(self) -> None:
        row = QHBoxLayout(self._hash)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_PX)
        label = words("SHA-256 of the report", muted=True)
        label.setWordWrap(False)
        sha256 = to_copy(self._reading.snapshot.sha256, "SHA-256 of the report")
        label.setBuddy(sha256)
        row.addWidget(label)
        row.addWidget(sha256, 1)


class _ShapeMark(QWidget):
    """A shape, for whom words alone are not enough."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape
        self.setFixedSize(QSize(SIDE_PX, SIDE_PX + theme.GAP_PX // 2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it on the line of the first words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect().toRectF().adjusted(0, theme.GAP_PX // 4, 0, -theme.GAP_PX // 4)
        paint_shape(painter, place, self._shape, self.palette())
        painter.end()
