"""Knows how news that asks for nothing is told above the page, where it is in nobody's way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.text_labels import words


class NoticeStrip(QFrame):
    """The last piece of news, which never takes the keys; it stays until it is put away.

    One with an offer that nobody has answered stays below what is told after it.
    """

    acted = Signal()
    """What the news offers is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "panel")
        self._offered = ""
        self.setAccessibleName("Notice")
        self._told = words()
        self._act = QPushButton("Look at it…")
        self._hide = QPushButton("Hide")
        self._hide.setAccessibleName("Hide the notice")
        self._act.clicked.connect(self._on_act)
        self._hide.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        # Low screens have little room to give.
        row.setContentsMargins(theme.GAP_PX, theme.GAP_PX // 2, theme.GAP_PX, theme.GAP_PX // 2)
        row.addWidget(self._told, 1)
        row.addWidget(self._act)
        row.addWidget(self._hide)
        self.hide()

    @property
    def told(self) -> str:
        """The news that is in sight; empty when there is none."""
        return "" if self.isHidden() else self._told.text()

    def tell(self, text: str, offer: str = "") -> None:
        """Show and say something; `offer` names what can be done about it, if anything."""
        if offer or self.isHidden():
            self._offered = text if offer else ""
        self._told.setText("\n".join(dict.fromkeys(filter(None, (text, self._offered)))))
        self._act.setText(offer or self._act.text())
        self._act.setVisible(bool(self._offered))
        self.show()
        announce(self, text)

    def _on_act(self) -> None:
        self.hide()
        self.acted.emit()


def below(page: QWidget, *strips: QWidget) -> QWidget:
    """A page with strips above it, which take no room while they say nothing."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for row in (*strips, page):
        layout.addWidget(row)
    return column
