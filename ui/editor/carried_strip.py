"""Knows the strip above a text that says what of it waits to be confirmed, and offers to do so."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.editor.carried_marks import CarriedMarks
from ui.widgets.flow_row import FlowRow
from ui.widgets.text_labels import words


class CarriedStrip(QFrame):
    """Hidden while nothing waits."""

    def __init__(self, marks: CarriedMarks, parent: QWidget | None = None) -> None:
        # Shown without a parent it would be a window of its own.
        super().__init__(parent)
        self.setProperty("panel", "true")
        self._marks = marks
        self._told = words()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX] * 4)
        column.setSpacing(theme.GAP_PX // 2)
        column.addWidget(self._told)
        row = FlowRow(spacing_px=theme.GAP_PX)
        for action in (marks.confirm_action, marks.confirm_all_action, marks.next_action):
            row.add(_button(action))
        column.addWidget(row)
        marks.counted.connect(self._show)
        self._show()

    def _show(self) -> None:
        told = self._marks.in_words
        self._told.setText(told)
        self.setVisible(bool(told))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.toolTip())
    return button
