"""Knows the page that finds words in all reports, and what the search can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.edition import Topic
from ui import theme
from ui.search.found import counted, shown
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.paragraph_list import ParagraphList
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from highlight_desktop.report.period import Period
    from highlight_desktop.store.hits import Hit, Hits

HOW = (
    "All the words must stand in one place; “in quotation marks” they are a phrase. C19, C-19 and"
    " COVID-19 find each other."
)
_LOWEST_PX = 5 * theme.GAP_PX
_ALL_TOPICS = "All topics"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and where; what is empty does not narrow it."""

    words: str
    service_area: str
    period: Period | None
    topic: str


class SearchPage(QWidget):
    """Words to look for, what narrows the search, and the places found, the best first."""

    searched = Signal(object)
    """Carries what is wanted."""
    opened = Signal(object)
    """Carries the hit whose place is to be shown."""
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Search all reports")
        self._words = QLineEdit()
        self._area = QLineEdit()
        self._period = QLineEdit()
        self._topic = ChoiceBox()
        self._search = QPushButton("&Search")
        self._open = QPushButton("&Open the place")
        self._back = QPushButton("&Back to the list")
        self._status = words(HOW)
        self._reading = words()
        self._places = ParagraphList()
        self._is_all_read = True
        self._hits: tuple[Hit, ...] = ()
        self._goes_on = False
        self._lay_out()
        self._connect()
        self.show_hits(None)

    def begin(self) -> None:
        """Be ready for other words; what was found before is looked for again."""
        if self._words.text().strip():
            self.look()
            # Whoever types other words at once must not find the keys gone when it comes.
            self._goes_on = False
        self._words.setFocus()
        self._words.selectAll()

    def look(self) -> None:
        """Look for the words, or say what is wrong with what was typed."""
        typed = self._period.text().strip()
        try:
            understood = period.read(typed) if typed else None
        except PeriodError as error:
            self._tell(str(error))
            self._period.setFocus()
            return
        if not self._words.text().strip():
            self.show_hits(None)
            announce(self, HOW)
            self._words.setFocus()
            return
        self._goes_on = True
        if self._is_all_read:
            self._reading.hide()
        topic = str(self._topic.currentData() or "")
        self.searched.emit(Wanted(self._words.text(), self._area.text(), understood, topic))

    def show_hits(self, found: Hits | None, remark: str = "") -> None:
        """Show what was found; None where nothing was looked for.

        `remark` says what could not be searched, or not yet. Of more for the same words the place
        that was chosen stays so.
        """
        chosen = self._chosen()
        self._hits = found.best if found else ()
        says_where = any(hit.sha256 for hit in self._hits)
        self._places.show_paragraphs([shown(hit, says_where=says_where) for hit in self._hits])
        row = self._hits.index(chosen) if chosen in self._hits else 0
        self._places.setCurrentIndex(self._places.model().index(row, 0))
        self._places.setVisible(bool(self._hits))
        self._open.setVisible(bool(self._hits))
        self._tell(f"{counted(found)} {remark}".strip() if found else HOW)
        if self._hits and self._goes_on and self._words.hasFocus():
            self._places.setFocus()

    def show_reading(self, known: int, of: int) -> None:
        """Say how many of all reports can be found by now, while older ones are being read."""
        was_read, self._is_all_read = self._is_all_read, known == of
        if not self._is_all_read:
            self._reading.setText(f"Older reports are still being read: {known:,} of {of:,}.")
            self._reading.show()
        elif not was_read:
            self._tell_of_reading("All reports have been read now. Search again to see everything.")

    def show_reading_stopped(self) -> None:
        """Say that not all reports can be found, and when that is tried again."""
        self._is_all_read = True
        self._tell_of_reading(
            "Not all older reports could be read for the search; the next start tries again."
        )

    def _tell_of_reading(self, text: str) -> None:
        self._reading.setText(text)
        self._reading.show()
        announce(self._reading, text)

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Go on to the words. (With a focus proxy, Tab would not get past it.)"""
        self._words.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme.mark(self._search, "primary")
        self._places.setAccessibleName("Places found")
        self._topic.addItem(_ALL_TOPICS, "")
        for topic in Topic:
            self._topic.addItem(topic.value.replace("_", " ").capitalize(), str(topic))
        for widget in (self._topic, self._topic.view()):
            widget.setAccessibleName("Topic")
        self._area.setPlaceholderText("Any")
        self._period.setPlaceholderText("Any, or: June 2020")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(theme.GAP_PX)
        top = QHBoxLayout()
        top.addWidget(words("Search all reports", rank="title"), 1)
        top.addWidget(self._back)
        layout.addLayout(top)
        layout.addLayout(self._fields())
        layout.addWidget(self._status)
        self._reading.hide()
        layout.addWidget(self._reading)
        # On a small screen with everything large, the list is what can do with least.
        self._places.setMinimumHeight(_LOWEST_PX)
        layout.addWidget(self._places, 1)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(0)

    def _fields(self) -> QGridLayout:
        fields = QGridLayout()
        placed: tuple[tuple[str, QWidget, int, int], ...] = (
            ("&Words", self._words, 0, 0),
            ("Service a&rea", self._area, 0, 2),
            ("&Period", self._period, 1, 0),
            ("Top&ic", self._topic, 1, 2),
        )
        for text, widget, row, column in placed:
            fields.addWidget(_label(text, widget), row, column)
            fields.addWidget(widget, row, column + 1)
        fields.addWidget(self._search, 0, 4)
        fields.setColumnStretch(1, 3)
        fields.setColumnStretch(3, 2)
        return fields

    def _connect(self) -> None:
        for field in (self._words, self._area, self._period):
            field.returnPressed.connect(self.look)
        self._search.clicked.connect(self.look)
        self._back.clicked.connect(self._on_back)
        self._open.clicked.connect(self._on_open)
        self._places.activated.connect(self._on_activated)

    def _tell(self, text: str) -> None:
        if text != self._status.text():
            self._status.setText(text)
            announce(self._status, text)

    def _on_back(self) -> None:
        self.back_requested.emit()

    def _on_open(self) -> None:
        self._on_activated(self._places.currentIndex())

    def _chosen(self) -> Hit | None:
        row = self._places.currentIndex().row()
        return self._hits[row] if 0 < row < len(self._hits) else None

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._hits[index.row()])


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label
