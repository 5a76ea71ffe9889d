"""Knows how the buttons of one of the hub's tables stand below it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import theme


class ActionsRow(QWidget):
    """Buttons side by side, in the order they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP_PX)
        self._row.addStretch(1)

    def button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """One more button."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        self._row.insertWidget(self._row.count() - 1, button)
        return button
