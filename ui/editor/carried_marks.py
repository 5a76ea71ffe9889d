"""Knows what a text was carried over with from last period: how that is shown, said, confirmed."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.carry import folded
from ui import theme
from ui.editor import prose_acts, prose_document
from ui.editor.prose_editor import ProseEditor
from ui.widgets.announce import announce

CONFIRM_KEYS = "Ctrl+Shift+K"
_SMALL = 0.88
"""The words beside a block, as a share of the font's size."""
_LONGEST = "unchanged for 33 periods"
_PAUSE_MS = 150
_NARROWEST_TEXT_PX = 320
"""Where the text would be narrower, the words stand above it alone."""
_YOUNG = "from last period"


def age_in_words(periods: int) -> str:
    """How long a block has been as it is: "from last period, unchanged for 3 periods"."""
    return f"from last period, unchanged for {periods} periods" if periods > 1 else _YOUNG


class CarriedMarks(QObject):
    """Minds the carried blocks of one editor; costs nothing where there are none."""

    counted = Signal(int)
    """Carries how many blocks wait to be confirmed, whenever that or the cursor's place changes."""

    def __init__(self, editor: ProseEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._ages: Mapping[str, int] = {}
        self._count = 0
        self._spoken = -1
        self._is_minding = False
        self._gutter = _Gutter(editor, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._recount)
        self.confirm_action = self._action(
            f"Confirm this ({CONFIRM_KEYS})", "Confirm this paragraph", CONFIRM_KEYS
        )
        self.confirm_all_action = self._action("Confirm all here", "Confirm all in this section")
        self.next_action = self._action("Next (F4)", "Go to the next one from last period")
        self.confirm_action.triggered.connect(self.confirm)
        self.confirm_all_action.triggered.connect(self.confirm_all)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)
        editor.cursorPositionChanged.connect(self._on_cursor_moved)
        self.look()

    @property
    def count(self) -> int:
        """How many blocks wait to be confirmed, as last counted."""
        return self._count

    @property
    def in_words(self) -> str:
        """How many there are, and what is known of the one at the cursor."""
        if not self._count:
            return ""
        paragraphs = "1 paragraph is" if self._count == 1 else f"{self._count} paragraphs are"
        each = "it" if self._count == 1 else "each"
        here = self._editor.textCursor().block()
        at_cursor = f" At the cursor: {self.age_of(here)}." if self.is_marked(here) else ""
        return f"{paragraphs} from last period. Confirm, change or remove {each}.{at_cursor}"

    def look(self) -> None:
        """Look what was put into the editor, and mind it if any of it was carried over."""
        self._recount()
        if self._count and not self._is_minding:
            self._is_minding = True
            self._editor.document().contentsChanged.connect(self._pause.start)

    def show_ages(self, ages: Mapping[str, int]) -> None:
        """Show for how many periods a text, its spaces folded, has been the same."""
        self._ages = ages
        self._gutter.update()
        self.counted.emit(self._count)

    def confirm(self) -> None:
        """Confirm the block at the cursor or all selected ones, and go on to the next."""
        if self._editor.isReadOnly():
            return
        confirmed = prose_acts.confirm(self._editor.textCursor())
        self._recount()
        if confirmed:
            self._spoken = -1
            self._editor.setFocus()
            if not self.go_to_next():
                self.go_to_next(from_start=True)
            announce(self._editor, f"Confirmed. {self._count} left in this section.")

    def confirm_all(self) -> None:
        """Confirm every block of the text, as one step to undo."""
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        prose_acts.confirm(cursor)
        self._recount()
        announce(self._editor, "All confirmed in this section.")
        self._editor.setFocus()

    def go_to_next(self, *, back: bool = False, from_start: bool = False) -> bool:
        """Put the cursor in the next carried block, or the one before; False if there is none.

        From the start, or going back from the end, of the text rather than from the cursor.
        """
        here = self._editor.textCursor().blockNumber()
        numbers = [block.blockNumber() for block in self._blocks()]
        if not from_start:
            numbers = [each for each in numbers if (each < here if back else each > here)]
        if not numbers:
            return False
        found = self._editor.document().findBlockByNumber(numbers[-1 if back else 0])
        cursor = self._editor.textCursor()
        cursor.setPosition(found.position())
        self._editor.setFocus()
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def is_marked(self, block: QTextBlock) -> bool:
        """True for a block that waits to be confirmed."""
        return not self._editor.isReadOnly() and prose_document.is_carried(block)

    def age_of(self, block: QTextBlock) -> str:
        """What is known of a carried block, in words."""
        return age_in_words(self._ages.get(folded(block.text()), 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the words beside the text where it is, and know when it may be changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._gutter.place()
        elif event.type() is QEvent.Type.ReadOnlyChange:
            self._recount()
        elif event.type() is QEvent.Type.FocusIn and watched is self._editor:
            self._spoken = -1
            self._on_cursor_moved()
        return super().eventFilter(watched, event)

    def _action(self, text: str, tip: str, keys: str = "") -> QAction:
        action = QAction(text, self._editor)
        action.setToolTip(tip)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._editor.addAction(action)
        return action

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self._editor.document().begin()
        while block.isValid():
            if self.is_marked(block):
                yield block
            block = block.next()

    def _recount(self) -> None:
        self._pause.stop()
        self._count = sum(1 for _ in self._blocks())
        self._gutter.place()
        for action in (self.confirm_action, self.confirm_all_action, self.next_action):
            action.setEnabled(self._count > 0)
        self.counted.emit(self._count)

    def _on_cursor_moved(self) -> None:
        """Say of a carried block what it is, once, as the cursor comes to it."""
        block = self._editor.textCursor().block()
        if not self._count or block.blockNumber() == self._spoken:
            return
        self._spoken = block.blockNumber()
        self.counted.emit(self._count)
        if self.is_marked(block) and self._editor.hasFocus():
            announce(self._editor, f"{self.age_of(block).capitalize()}.")


class _Gutter(QWidget):
    """The words beside each carried block: never colour alone."""

    def __init__(self, editor: ProseEditor, marks: CarriedMarks) -> None:
        super().__init__(editor)
        self._editor = editor
        self._marks = marks
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        editor.verticalScrollBar().valueChanged.connect(self.update)
        editor.document().documentLayout().update.connect(self.update)

    def place(self) -> None:
        """Stand at the right of the text while there is something to tell, and room for it."""
        width = QFontMetrics(self._font()).horizontalAdvance(_LONGEST) + 2 * theme.GAP_PX
        roomy = self._editor.width() - width >= _NARROWEST_TEXT_PX
        wanted = self._marks.count > 0 and roomy
        if not wanted and self.isHidden():
            return
        if wanted == self.isHidden():
            self.setVisible(wanted)
            self._editor.setViewportMargins(0, 0, width if wanted else 0, 0)
        text = self._editor.viewport().geometry()
        self.setGeometry(QRect(text.right() + 1, text.top(), width, text.height()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Beside the first lines of each block that waits; two lines where there is room."""
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(theme.muted(self.palette()))
        layout = self._editor.document().documentLayout()
        top = self._editor.verticalScrollBar().value()
        block = self._editor.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(0, -top).toRect()
            if place.top() > event.rect().bottom():
                break
            if self._marks.is_marked(block):
                self._tell(painter, place, self._marks.age_of(block))
            block = block.next()

    def _tell(self, painter: QPainter, block: QRect, words: str) -> None:
        lines = words.split(", ")
        line = painter.fontMetrics().height()
        if len(lines) * line > block.height() + line // 2:
            lines = lines[-1:]
        for number, each in enumerate(lines):
            row = QRect(theme.GAP_PX, block.top() + number * line, self.width(), line)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, each)

    def _font(self) -> QFont:
        font = QFont(self._editor.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font
