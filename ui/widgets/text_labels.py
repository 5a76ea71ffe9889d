"""Knows how words stand on a page: plain text that wraps, in the ranks of the style sheet."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit

from ui import theme

_PLAIN_PERCENT = 100


def words(text: str = "", **marks: bool | str) -> QLabel:
    """A label that wraps and never reads its text as markup; `marks` are the style sheet's."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    for name, value in marks.items():
        theme.mark(label, name, value)
    return label


def heading(text: str, rank: str = "heading") -> QLabel:
    """A heading that can take the focus, so that a screen reader begins there."""
    label = words(text, rank=rank, landing=True)
    # A frame, such as the one that shows the focus, would indent the text.
    label.setIndent(0)
    label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return label


def to_copy(text: str, name: str) -> QLineEdit:
    """One line that is too long to wrap and may be wanted elsewhere: a path, a fingerprint."""
    line = QLineEdit(text)
    line.setReadOnly(True)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    return line


def zoomed_fields(plain: QFont, percent: int) -> str:
    """A style sheet for what is typed or read, in a size compared with that of other words.

    The program's style sheet takes a font back that is set on a widget itself.
    """
    if percent == _PLAIN_PERCENT:
        return ""
    size_pt = plain.pointSizeF() * percent / 100
    return f"QLineEdit, QComboBox, QTextEdit {{ font-size: {size_pt}pt; }}"


def to_read_through(sentences: Sequence[str], name: str, highest_px: int) -> QTextEdit:
    """Sentences one below the other, to scroll and copy; Tab leaves. `name`: for screen readers."""
    text = _ToReadThrough(min(highest_px, (3 + 4 * len(sentences)) * theme.GAP_PX), highest_px)
    text.setPlainText("\n".join(f"• {each}" for each in sentences))
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(name)
    return text


class _ToReadThrough(QTextEdit):
    """As tall as its words need at the width they have, up to a limit; the rest is scrolled to."""

    def __init__(self, first_px: int, highest_px: int) -> None:
        super().__init__()
        self._highest_px = highest_px
        self.setFixedHeight(first_px)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self, size: QSizeF) -> None:
        needed_px = ceil(size.height()) + 2 * self.frameWidth()
        self.setFixedHeight(min(self._highest_px, needed_px))
