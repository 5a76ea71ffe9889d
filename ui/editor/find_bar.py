"""Knows the bar that asks what to look for and what to put in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.text import gate
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.flow_row import FlowRow
from ui.widgets.roomy_dialog import RoomyScroll
from ui.widgets.text_labels import words
from ui.widgets.tick_box import TickBox

_FIELD_PX = 26 * theme.GAP_PX
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """A field for what is sought, one for what replaces it, and what came of it in words."""

    sought_changed = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    undo_wanted = Signal()
    closed = Signal()

    def __init__(self, *, may_replace: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_replace = may_replace
        self._sought, self._replacement = QLineEdit(), QLineEdit()
        self._match_case: QCheckBox = TickBox("&Match case")
        self._whole_words: QCheckBox = TickBox("&Whole words")
        self._result = words()
        self._next = _button("&Next", "F3")
        self._previous = _button("Previ&ous", "Shift+F3")
        self._replace = _button("&Replace")
        self._replace_all = _button("Replace a&ll")
        self._undo = _button("&Undo replace all")
        self._close = _button("Close", "Esc")
        self._close.setAccessibleName("Close the search")
        self.setProperty("panel", "true")
        self.setAccessibleName("Find and replace" if may_replace else "Find")
        self._lay_out()
        self._connect()
        self.hide()

    # What is asked for

    @property
    def sought(self) -> str:
        """The text to look for, spaces at its ends included."""
        return self._sought.text()

    @property
    def replacement(self) -> str:
        """The text to put in its place, fit for a report."""
        return gate(self._replacement.text()).text.replace("\n", " ")

    @property
    def match_case(self) -> bool:
        """Whether small and capital letters differ."""
        return self._match_case.isChecked()

    @property
    def whole_words(self) -> bool:
        """Whether a part of a word does not count."""
        return self._whole_words.isChecked()

    # What is shown

    def open_for(self, sought: str, *, replacing: bool) -> None:
        """Show the bar, with other text to look for when there is some, and take the keys."""
        self._replacing.setVisible(self._may_replace and replacing)
        self.show()
        if sought:
            self._sought.setText(sought)
        self._sought.setFocus()
        self._sought.selectAll()

    def tell(self, result: str, *, spoken: bool = True) -> None:
        """Show what came of the last act, and have a screen reader say it."""
        self._result.setText(result)
        if result and spoken:
            announce(self, result)

    def offer_undo(self, *, possible: bool) -> None:
        """Show the button that takes the last “Replace all” back, or hide it."""
        if not possible and self._undo.hasFocus():
            self._replacement.setFocus()
        self._undo.setVisible(possible)

    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes; Enter goes on in whichever direction, or replaces."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in _ENTER and plain == Qt.KeyboardModifier.ShiftModifier:
            self.previous_wanted.emit()
        elif event.key() in _ENTER and plain == Qt.KeyboardModifier.NoModifier:
            replacing = self._replacement.hasFocus()
            (self.replace_wanted if replacing else self.next_wanted).emit()
        else:
            super().keyPressEvent(event)

    # How it is built

    def _lay_out(self) -> None:
        finding = FlowRow(spacing_px=theme.GAP_PX)
        for widget in (
            _labelled("F&ind", self._sought),
            self._next,
            self._previous,
            self._match_case,
            self._whole_words,
        ):
            finding.add(widget)
        self._replacing = FlowRow(spacing_px=theme.GAP_PX)
        for widget in (
            _labelled("Replace with", self._replacement),
            self._replace,
            self._replace_all,
            self._undo,
        ):
            self._replacing.add(widget)
        self._undo.hide()
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(finding)
        column.addWidget(self._replacing)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_PX * 2, theme.GAP_PX, theme.GAP_PX * 2, theme.GAP_PX)
        scroll = RoomyScroll(rows)
        # The bar's colour shows through.
        scroll.viewport().setAutoFillBackground(False)
        rows.setAutoFillBackground(False)
        left = QVBoxLayout()
        left.addWidget(scroll)
        # Never scrolled away: it says what was found.
        left.addWidget(self._result)
        row.addLayout(left, stretch=1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self._sought.textChanged.connect(self.sought_changed)
        self._match_case.toggled.connect(self.sought_changed)
        self._whole_words.toggled.connect(self.sought_changed)
        for button, wanted in (
            (self._next, self.next_wanted),
            (self._previous, self.previous_wanted),
            (self._replace, self.replace_wanted),
            (self._replace_all, self.replace_all_wanted),
            (self._undo, self.undo_wanted),
        ):
            button.clicked.connect(wanted)
        self._close.clicked.connect(self.close_bar)


def _button(text: str, keys: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    if keys:
        button.setToolTip(f"{text.replace('&', '')} ({keys})")
    return button


def _labelled(text: str, field: QLineEdit) -> QWidget:
    """A field with its label before it, which wraps as one."""
    label = QLabel(text)
    label.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    field.setMinimumWidth(_FIELD_PX)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label)
    row.addWidget(field)
    return both
