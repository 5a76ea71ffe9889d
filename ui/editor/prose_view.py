"""Knows how prose is shown: its size, the marks beside it, and what is laid over it."""

from PySide6.QtCore import QByteArray, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QShowEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from highlight_desktop.report.prose import BlockKind, Prose
from highlight_desktop.report.remark import Span
from ui import theme
from ui.editor import misspelt_words, prose_document, prose_spans
from ui.editor.prose_look import ProseLook
from ui.process.spelling import Spelling

_MARGIN_PX = 12


class ProseView(QTextEdit):
    """Prose on the screen. Its document, and so its undo, lives as long as it does."""

    edited = Signal()
    """The content was changed by hand; not sent by `set_prose`."""
    content_changed = Signal()
    """The content is another, by whatever means."""
    spelling_looked_at = Signal()
    """All words have been looked at, or looked at again: there may be other ones to check."""
    zoom_turned = Signal(int)
    """The wheel was turned with Ctrl: 1 for larger text, -1 for smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_being_filled = False
        self._zoom_percent = 100
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(_MARGIN_PX)
        self._spelling: Spelling | None = None
        self._look = ProseLook(self)
        self._look.looked.connect(self.spelling_looked_at)
        self.set_prose(())
        self.document().contentsChange.connect(self._on_contents_change)

    def prose(self) -> Prose:
        """The content as it stands. Costs a walk through it: ask after a pause, not on each key."""
        return prose_document.read(self.document())

    def set_prose(self, prose: Prose) -> None:
        """Show other content; what was there, and its undo, is gone."""
        self._is_being_filled = True
        prose_document.prepare(self.document())
        prose_document.write(self.document(), prose)
        self._is_being_filled = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.content_changed.emit()

    def use_spelling(self, spelling: Spelling) -> None:
        """Show misspelt words from now on, as soon as the dictionary is there."""
        self._spelling = spelling
        spelling.changed.connect(self._look_for_misspelt)
        self._look_for_misspelt()

    def words_to_check(self) -> int:
        """How many misspelt words there are, but for the one being typed."""
        if self._spelling is None or self.isReadOnly():
            return 0
        found = self._spelling.misspelt(self.toPlainText())
        return max(0, len(found) - self._look.has_unfinished_word)

    def show_selected(self, word: QTextCursor) -> None:
        """Select a word and bring it into the upper part of what is in sight."""
        self.setTextCursor(word)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def select_span(self, span: Span) -> bool:
        """Select some characters and bring them into sight; False when they are not there."""
        cursor = prose_spans.ProseMap(self.document()).cursor(span)
        if cursor is not None:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        return cursor is not None

    def set_zoom(self, percent: int) -> None:
        """Show the text smaller or larger; neither the prose nor its undo knows of it."""
        self._zoom_percent = percent
        self._show_zoom()

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802
        """Keep the text from being changed; it can still be reached and copied by keyboard."""
        super().setReadOnly(read_only)
        if read_only:
            flag = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        theme.dress_again(self)
        self._look_for_misspelt()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at the words that could wait until they are seen."""
        super().showEvent(event)
        self._look.go_on()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the wheel asks for larger or smaller text, everywhere at once."""
        turned = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif turned:
            self.zoom_turned.emit(1 if turned > 0 else -1)
            event.accept()

    def loadResource(self, kind: int, name: QUrl | str) -> QByteArray:  # noqa: N802
        """Nothing is ever loaded for a text, no file, no address; at None Qt would look itself."""
        return QByteArray()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The text is Qt's, the marks of bullets are ours."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(-left, -top)
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid() and block.layout().position().y() <= top + event.rect().bottom():
            if prose_document.kind_of(block) is BlockKind.BULLET:
                prose_document.paint_bullet(painter, block)
            if prose_document.is_carried(block):
                painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
                prose_document.paint_carried(painter, block)
                painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Keep the text in step with the font, which a change of appearance sets afresh."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_zoom()
        elif event.type() == QEvent.Type.PaletteChange:
            self._look_for_misspelt()

    def _look_for_misspelt(self) -> None:
        wanted = self._spelling is not None and self._spelling.is_ready and not self.isReadOnly()
        misspelt = self._spelling.misspelt if self._spelling is not None and wanted else None
        self._look.look_for(misspelt, theme.bad(self.palette()))

    def _misspelt_at(self, position: int) -> QTextCursor | None:
        if self._spelling is None or self.isReadOnly():
            return None
        return misspelt_words.at(self.document(), position, self._spelling.misspelt)

    def _show_zoom(self) -> None:
        # The document's font, not the widget's: style sheets take that one back.
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * self._zoom_percent / 100)
        self._is_being_filled = True
        self.document().setDefaultFont(font)
        prose_document.prepare(self.document())
        prose_document.respace(self.document())
        self._is_being_filled = False

    def _on_contents_change(self) -> None:
        if self._look.is_at_work:
            return
        if not self._is_being_filled:
            self.edited.emit()
        self.content_changed.emit()
