"""Knows how a whole sentence is a button: it wraps, and looks like the link it acts as."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PAD_PX = theme.GAP_PX // 2
_NARROWEST_PX = 25 * theme.GAP_PX


class LinkButton(QPushButton):
    """A button as wide as its place and as tall as its sentence needs."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._asked = sentence
        self.is_done = False
        """True when nothing is left to do about it."""
        self.show_done(done=False)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_done(self, *, done: bool) -> None:
        """Say that nothing is left to do about it, or again what is."""
        self.is_done = done
        self._sentence = f"Done: {self._asked}" if done else self._asked
        # An ampersand in a button's text would become a mnemonic.
        self.setText(self._sentence.replace("&", "&&"))
        self.setAccessibleName(self._sentence)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Room for the wrapped sentence."""
        room = QRect(0, 0, width - 2 * _PAD_PX, 100_000)
        return self._metrics().boundingRect(room, _WRAP, self._sentence).height() + 2 * _PAD_PX

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line, up to a comfortable width."""
        width = min(self._metrics().horizontalAdvance(self._sentence) + 2 * _PAD_PX, 640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow enough for a small window."""
        return QSize(_NARROWEST_PX, self._metrics().height() + 2 * _PAD_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the sentence as a link, framed while it has the focus."""
        painter = QPainter(self)
        palette = self.palette()
        font = self.font()
        font.setUnderline(not self.is_done)
        painter.setFont(font)
        role = QPalette.ColorRole.WindowText if self.is_done else QPalette.ColorRole.Link
        painter.setPen(palette.color(role))
        room = self.rect().adjusted(_PAD_PX, _PAD_PX, -_PAD_PX, -_PAD_PX)
        painter.drawText(room, _WRAP, self._sentence)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())
