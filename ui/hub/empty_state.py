"""Knows what stands in the place of a table that has nothing to show."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui import theme
from ui.widgets.text_labels import words


class EmptyState(QFrame):
    """What is not there yet, and how it comes to be there."""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        theme.mark(self, "panel")
        self._heading = words(heading, rank="heading")
        self._text = words(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addStretch(1)

    def tell(self, heading: str, text: str) -> None:
        """Say something else instead."""
        self._heading.setText(heading)
        self._text.setText(text)
