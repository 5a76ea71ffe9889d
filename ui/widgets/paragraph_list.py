"""Knows how paragraphs that can only be read are walked through one by one, and how they look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.settings import PLAIN_TEXT_PERCENT
from ui import theme

_PAD_PX = theme.GAP_PX // 2
_INDENT_PX = theme.GAP_PX * 2
_BAR_PX = 3
"""The bar that marks the paragraph chosen, whoever has the keys."""
_FOCUS_LINE_PX = 2
_SMALL = 0.88
"""A caption, as a share of the font's size."""
_BULLETS = "•◦"
_BATCH = 100
"""How many paragraphs are laid out before the window may answer again."""

Index = QModelIndex | QPersistentModelIndex


class Mark(Enum):
    """What distinguishes some words; never by colour alone."""

    PLAIN = auto()
    BOLD = auto()
    NEW = auto()
    """Underlined."""
    GONE = auto()
    """Struck through."""
    FOUND = auto()
    """Bold and underlined."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is shown."""

    shape: Block
    """What kind of block it looks like."""
    runs: tuple[tuple[str, Mark], ...]
    """Its words, cut where their marks change."""
    spoken: str
    """What a screen reader says."""
    caption: str = ""
    """What became of it, above its words; empty where there is nothing to say."""
    to_copy: Block | None = None
    """The earlier text that can be taken over from here."""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(text for text, _ in self.runs)


class ParagraphList(QListView):
    """Paragraphs one below the other; the arrow keys walk, Enter activates."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = PLAIN_TEXT_PERCENT
        self._paragraphs = _Paragraphs()
        self.setModel(self._paragraphs)
        self.setItemDelegate(_Look(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        theme.mark(self, "reading")

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these; the place in the list stays where it was, as far as there is one."""
        if self._paragraphs.shown == tuple(paragraphs):
            return
        row = max(0, self.currentIndex().row())
        self._paragraphs.replace(paragraphs)
        self.setCurrentIndex(self._paragraphs.index(min(row, len(paragraphs) - 1)))

    def set_zoom(self, percent: int) -> None:
        """Show the paragraphs in another size."""
        self._percent = percent
        self.scheduleDelayedItemsLayout()

    def text_font(self) -> QFont:
        """The font of the paragraphs, in the size they are shown in."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self._percent / PLAIN_TEXT_PERCENT)
        return font

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell that the walk has gone on; both places look different now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.chosen_changed.emit()

    def paragraph(self, index: Index) -> Paragraph:
        """The paragraph at a place in the list."""
        return self._paragraphs.shown[index.row()]

    def chosen(self) -> Paragraph | None:
        """The paragraph the walk has come to."""
        index = self.currentIndex()
        return self.paragraph(index) if index.isValid() else None

    @property
    def row_width_px(self) -> int:
        """The room for a paragraph, the same with and without a scroll bar: no row is laid
        out for more than it gets when the bar comes.
        """
        bar = self.verticalScrollBar().sizeHint().width()
        return self.contentsRect().width() - bar

    def go_on(self) -> None:
        """Choose the next paragraph; at the last one stay."""
        following = self._paragraphs.index(self.currentIndex().row() + 1)
        if following.isValid():
            self.setCurrentIndex(following)


class _Paragraphs(QAbstractListModel):
    shown: tuple[Paragraph, ...] = ()

    def replace(self, paragraphs: Sequence[Paragraph]) -> None:
        self.beginResetModel()
        self.shown = tuple(paragraphs)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        paragraph = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return paragraph.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return paragraph.spoken
        return None


class _Look(QStyledItemDelegate):
    """Draws a paragraph: its caption, the mark of a bullet, and its words with their marks."""

    def __init__(self, view: ParagraphList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        paragraph = self._view.paragraph(index)
        height = self._words(paragraph).boundingRect().height()
        return QSize(
            self._view.row_width_px, round(height + self._caption_height(paragraph)) + 2 * _PAD_PX
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paragraph, room, palette = self._view.paragraph(index), option.rect, self._view.palette()
        painter.save()
        if index.row() == self._view.currentIndex().row():
            self._paint_chosen(painter, room)
        at = QPointF(room.topLeft()) + QPointF(_left_px(paragraph.shape), _PAD_PX)
        if paragraph.caption:
            font = self._caption_font()
            painter.setFont(font)
            painter.setPen(theme.muted(palette))
            painter.drawText(at + QPointF(0, QFontMetricsF(font).ascent()), paragraph.caption)
            at += QPointF(0, self._caption_height(paragraph))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        words = self._words(paragraph)
        words.draw(painter, at)
        if paragraph.shape.kind is BlockKind.BULLET and words.lineCount():
            painter.setFont(self._view.text_font())
            at += QPointF(-_INDENT_PX * 0.75, words.lineAt(0).ascent())
            painter.drawText(at, _BULLETS[paragraph.shape.level])
        painter.restore()

    def _paint_chosen(self, painter: QPainter, room: QRect) -> None:
        """A bar beside the words, and with the keys here a frame: their colours stay readable."""
        colour = self._view.palette().color(QPalette.ColorRole.Highlight)
        painter.fillRect(room.x(), room.y(), _BAR_PX, room.height(), colour)
        if self._view.hasFocus():
            painter.setPen(QPen(colour, _FOCUS_LINE_PX))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def _words(self, paragraph: Paragraph) -> QTextLayout:
        layout = QTextLayout(paragraph.text, self._view.text_font())
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        layout.setFormats(list(self._formats(paragraph)))
        layout.beginLayout()
        width, top = self._view.row_width_px - _left_px(paragraph.shape) - _PAD_PX, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _formats(self, paragraph: Paragraph) -> Iterator[QTextLayout.FormatRange]:
        start, palette = 0, self._view.palette()
        for text, mark in paragraph.runs:
            look = QTextCharFormat()
            if mark in (Mark.BOLD, Mark.FOUND) or paragraph.shape.kind is BlockKind.SUBHEADING:
                look.setFontWeight(QFont.Weight.Bold)
            if mark is Mark.FOUND:
                look.setFontUnderline(True)
            elif mark is Mark.NEW:
                look.setFontUnderline(True)
                look.setForeground(theme.good(palette))
            elif mark is Mark.GONE:
                look.setFontStrikeOut(True)
                look.setForeground(theme.bad(palette))
            run = QTextLayout.FormatRange()
            run.start, run.length, run.format = start, _utf16_length(text), look
            start += run.length
            yield run

    def _caption_font(self) -> QFont:
        font = QFont(self._view.text_font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def _caption_height(self, paragraph: Paragraph) -> float:
        return QFontMetricsF(self._caption_font()).height() if paragraph.caption else 0.0


def _left_px(shape: Block) -> int:
    """Where the words begin."""
    depth = shape.level + 1 if shape.kind is BlockKind.BULLET else 0
    return _BAR_PX + _PAD_PX + depth * _INDENT_PX


def _utf16_length(text: str) -> int:
    """Qt counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
