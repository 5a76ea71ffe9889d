"""Knows how much is told at once on a low screen: one text to go through, buttons in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTextEdit, QWidget

from ui import theme
from ui.widgets.roomy_dialog import RoomyDialog
from ui.widgets.text_labels import words

_WIDTH_PX = 80 * theme.GAP_PX
_LEAST_PX, _MOST_PX = 10 * theme.GAP_PX, 52 * theme.GAP_PX
_AROUND_PX = 4 * theme.GAP_PX


class TellingDialog(RoomyDialog):
    """A heading, paragraphs that can be scrolled and copied, and the way out; others add buttons.

    What has no button pressed has done nothing.
    """

    def __init__(
        self,
        title: str,
        heading: str,
        paragraphs: Sequence[str],
        close: str = "&Close",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WIDTH_PX, parent)
        self.setWindowTitle(title)
        told = "\n\n".join(filter(None, paragraphs))
        self.setAccessibleDescription(f"{heading}. {told}")
        self._column.addWidget(words(heading, rank="heading"))
        self._column.addWidget(_Told(told, title), 1)
        self._column.addSpacing(theme.GAP_PX)
        self._buttons = QDialogButtonBox()
        closing = self._buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(closing, "primary")
        closing.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._column.addWidget(self._buttons)
        closing.setFocus()

    def _offer(self, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        """One more button, which Enter does not press by itself."""
        button = self._buttons.addButton(text, role)
        button.setAutoDefault(False)
        return button


def bullets(sentences: Sequence[str]) -> str:
    """One below the other."""
    return "\n".join(f"• {each}" for each in sentences)


class _Told(QTextEdit):
    """As tall as its text, within reason."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setPlainText(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setMinimumHeight(_LEAST_PX)
        self.setMaximumHeight(_MOST_PX)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the text needs at the width of the dialog."""
        document = self.document().clone()
        document.setTextWidth(_WIDTH_PX - 2 * _AROUND_PX)
        needed_px = round(document.size().height()) + _AROUND_PX
        document.deleteLater()
        return QSize(_WIDTH_PX, max(_LEAST_PX, min(needed_px, _MOST_PX)))
