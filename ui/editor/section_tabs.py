"""Knows how the sections of a form stand one below the other as tabs, with parts and marks."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QProxyStyle,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QTabBar,
    QWidget,
)

from ui import theme
from ui.editor.status import Status, paint_mark

MOVABLE = "application/x-highlight-unplaced"
"""The kind of dragged text that a section's tab takes."""
_WIDTH_IN_LINES = 15.5
_NARROW_IN_LINES = 10.5
"""In a window with little room, as with very large text."""
_SMALL = 0.88
"""Status words and captions, as a share of the font's size."""
_WRAPPED = Qt.TextFlag.TextWordWrap
_EDGE_PX = 18
_AROUND_CAPTION = (_EDGE_PX, 0, -theme.GAP_PX, 0)
_ABOVE_AND_BELOW_PX = 5
_TIGHT_PX = 2
"""The same in a low window, such as one on a screen of 768 pixels, where else not all were seen."""
_SELECTED_BAR_PX = 5
_FOCUS_LINE_PX = 2


@dataclass(frozen=True, slots=True)
class _Tab:
    heading: str
    caption: str
    status: Status = Status.NOT_YET_STARTED
    takes_text: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says; the caption opens its part."""
        name = f"{self.heading}, {self.status.label}"
        return f"{self.caption}. {name}" if self.caption else name


class _Upright(QProxyStyle):
    """Keeps the two buttons that scroll one above the other at the foot of the bar.

    Qt takes a bar that is wider than high for a row of tabs, and scrolls the tabs of an upright
    one out of sight (seen in 6.12 with everything drawn three times as large).
    """

    def subElementRect(  # noqa: N802 - Qt's name
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Where a part of the bar stands."""
        up = QStyle.SubElement.SE_TabBarScrollLeftButton
        down = QStyle.SubElement.SE_TabBarScrollRightButton
        if element not in (up, down) or widget is None:
            return self.baseStyle().subElementRect(element, option, widget)
        # The widget's own style is this one with the style sheet over it.
        width = QStyle.PixelMetric.PM_TabBarScrollButtonWidth
        height = widget.style().pixelMetric(width, None, widget)
        top = widget.height() - height * (2 if element == up else 1)
        return QRect(0, top, widget.width(), height)


class SectionTabs(QTabBar):
    """Tabs on the west side with horizontal text: a mark, the heading, the status in words.

    Headings wrap instead of being cut. When the tabs do not fit, the bar gets buttons to
    scroll; turning the wheel over it never changes the section.
    """

    text_dropped = Signal(int)
    """Carries the index of the tab that not yet placed text was dropped on."""
    pressed = Signal()
    """A tab was chosen with the mouse, be it the one that was chosen before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        upright = _Upright()
        upright.setParent(self)
        self.setStyle(upright)
        self._width_in_lines = _WIDTH_IN_LINES
        self._shows_chosen = True
        self._around_px = _ABOVE_AND_BELOW_PX
        self.setAcceptDrops(True)
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Sections")

    def add_section(self, heading: str, caption: str = "", *, takes_text: bool = False) -> int:
        """Add a tab at the end, not yet started, and return its index.

        A caption, the heading of a part, is shown above the part's first tab. On a tab that
        takes text, text not yet placed can be dropped.
        """
        index = self.addTab(heading.replace("&", "&&"))
        self._put(index, _Tab(heading, caption, takes_text=takes_text))
        return index

    def set_status(self, index: int, status: Status) -> None:
        """Show and speak how far a section is."""
        self._put(index, replace(self._tab(index), status=status))

    def status(self, index: int) -> Status:
        """The status a tab shows."""
        return self._tab(index).status

    def show_chosen(self, *, chosen: bool) -> None:
        """Mark the tab that is chosen, or none while no section is shown."""
        self._shows_chosen = chosen
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room to the text, where there is little."""
        width = _NARROW_IN_LINES if narrow else _WIDTH_IN_LINES
        if width != self._width_in_lines:
            self._width_in_lines = width
            self._size_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is not the height for all of them, they stand closer together."""
        super().resizeEvent(event)
        heights = (self.tabSizeHint(index).height() for index in range(self.count()))
        roomy_px = sum(heights) + 2 * (_ABOVE_AND_BELOW_PX - self._around_px) * self.count()
        around_px = _ABOVE_AND_BELOW_PX if roomy_px <= event.size().height() else _TIGHT_PX
        if around_px != self._around_px:
            self._around_px = around_px
            self._size_anew()

    def _size_anew(self) -> None:
        """Have Qt ask for the sizes of the tabs again; there is no other way."""
        self.setIconSize(self.iconSize())

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """As high as its heading needs in bold, and a caption above it."""
        width = round(self._width_in_lines * self.fontMetrics().height())
        column = QRect(0, 0, width, 0).adjusted(*self._around_words())
        height = self._words_height(index, column, self._bold(self.font()))
        return QSize(width, self._caption_height(index) + height + 2 * self._around_px)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Tabs do not shrink: a bar that is too short scrolls."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the whole bar; no style draws horizontal text in vertical tabs."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        for index in range(self.count()):
            if self.tabRect(index).intersects(event.rect()):
                self._paint_caption(painter, index)
                self._paint_ground(painter, index)
                self._paint_words(painter, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down to the neighbours, Home and End to the ends."""
        steps = {
            Qt.Key.Key_Up: self.currentIndex() - 1,
            Qt.Key.Key_Down: self.currentIndex() + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count() - 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentIndex(max(0, min(step, self.count() - 1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell when a tab was chosen with the mouse, once what it stands for is shown."""
        super().mouseReleaseEvent(event)
        on_tab = self.tabAt(event.position().toPoint()) == self.currentIndex()
        if on_tab and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies behind: Qt would change the section."""
        event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Text that is not yet placed is welcome; on which tab, its move decides."""
        if event.mimeData().hasFormat(MOVABLE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Take it on sections alone."""
        event.setAccepted(self._takes(event))

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which section; as a copy, or Qt would remove the letters that were dragged."""
        if self._takes(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.text_dropped.emit(self.tabAt(event.position().toPoint()))

    def _takes(self, event: QDropEvent) -> bool:
        is_text = event.mimeData().hasFormat(MOVABLE)
        return is_text and self._tab(self.tabAt(event.position().toPoint())).takes_text

    def _tab(self, index: int) -> _Tab:
        # Qt asks for the size of a tab while it is being added, before it has its data.
        tab = self.tabData(index)
        return tab if isinstance(tab, _Tab) else _Tab("", "")

    def _put(self, index: int, tab: _Tab) -> None:
        if tab != self.tabData(index):
            self.setTabData(index, tab)
            self.setAccessibleTabName(index, tab.spoken)
            # Not its rectangle alone: asking for that has Qt lay out all tabs at once.
            self.update()

    def _body(self, index: int) -> QRect:
        """The tab itself, without the caption above it."""
        return self.tabRect(index).adjusted(0, self._caption_height(index), 0, 0)

    def _caption_height(self, index: int) -> int:
        caption = self._tab(index).caption
        if not caption:
            return 0
        width = round(self._width_in_lines * self.fontMetrics().height())
        column = QRect(0, 0, width, 0).adjusted(*_AROUND_CAPTION)
        metrics = QFontMetrics(self._bold(self._small_font()))
        words = metrics.boundingRect(column, _WRAPPED, caption).height()
        return words + round(0.8 * self.fontMetrics().height())

    def _mark_size(self) -> int:
        return self.fontMetrics().ascent() + 2

    def _around_words(self) -> tuple[int, int, int, int]:
        """What lies between a tab's edges and its words: left, top, right, bottom."""
        return _EDGE_PX + self._mark_size() + theme.GAP_PX + 2, 0, -theme.GAP_PX, 0

    def _words_height(self, index: int, column: QRect, font: QFont) -> int:
        heading = QFontMetrics(font).boundingRect(column, _WRAPPED, self._tab(index).heading)
        return heading.height() + QFontMetrics(self._small_font()).height()

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    @staticmethod
    def _bold(font: QFont) -> QFont:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold

    def _paint_caption(self, painter: QPainter, index: int) -> None:
        place = self.tabRect(index)
        place.setHeight(self._caption_height(index) - self._around_px)
        painter.setFont(self._bold(self._small_font()))
        painter.setPen(theme.muted(self.palette()))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        words = self._tab(index).caption
        painter.drawText(place.adjusted(*_AROUND_CAPTION), bottom | _WRAPPED, words)

    def _paint_ground(self, painter: QPainter, index: int) -> None:
        if index != self.currentIndex():
            return
        body = self._body(index)
        action = self.palette().color(QPalette.ColorRole.Highlight)
        if self._shows_chosen:
            painter.fillRect(body, self.palette().color(QPalette.ColorRole.Base))
            painter.fillRect(QRect(body.topLeft(), QSize(_SELECTED_BAR_PX, body.height())), action)
        if self.hasFocus():
            painter.setPen(QPen(action, _FOCUS_LINE_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(body.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, index: int) -> None:
        tab, body, palette = self._tab(index), self._body(index), self.palette()
        size = self._mark_size()
        mark = QRectF(body.left() + _EDGE_PX, body.center().y() - size / 2, size, size)
        paint_mark(painter, mark, tab.status, palette)
        is_chosen = self._shows_chosen and index == self.currentIndex()
        font = self._bold(self.font()) if is_chosen else self.font()
        words = body.adjusted(*self._around_words())
        height = self._words_height(index, words, font)
        words = QRect(words.left(), body.center().y() - height // 2, words.width(), height)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(words, _WRAPPED, tab.heading)
        painter.setFont(self._small_font())
        painter.setPen(theme.muted(palette))
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, tab.status.label)
