"""Knows how the buttons of one of the hub's tables stand below it."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.widgets.flow_row import FlowRow


class ActionsRow(FlowRow):
    """Buttons side by side, in the order they were asked for; on two lines where it is narrow."""

    def __init__(self) -> None:
        super().__init__(spacing_px=theme.GAP_PX)

    def button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """One more button."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        self.add(button)
        return button
