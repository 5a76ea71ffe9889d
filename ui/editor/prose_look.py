"""Knows what is laid over a document without being part of it: sub-headings and misspelt words.

Nothing here can be stored, copied or undone.
"""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from highlight_desktop.report.prose import BlockKind
from ui.editor import misspelt_words
from ui.editor.misspelt_words import Misspelt
from ui.editor.prose_document import kind_of

_SLICE_S = 0.008
"""How long the window may be kept from its keys at a time."""
_JOINERS = ("'", "’", "-")
"""A word that one of these was just typed after may go on."""


class ProseLook(QSyntaxHighlighter):
    """Shows sub-headings larger and bold, and a wave under misspelt words.

    Qt has it look at each block that changes. The word being typed is left alone until the
    cursor is elsewhere.
    """

    looked = Signal()
    """The whole document has been looked at again."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._misspelt: Misspelt | None = None
        self._typed_at: int | None = None
        self._unfinished: tuple[int, int] | None = None
        self._to_do: QTextCursor | None = None
        self.is_at_work = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_on)
        self._set_formats(QColor())
        # First ours, then Qt's, which looks at the blocks at once.
        editor.document().contentsChange.connect(self._on_change)
        editor.cursorPositionChanged.connect(self._on_cursor_moved)
        self.setDocument(editor.document())

    @property
    def has_unfinished_word(self) -> bool:
        """True while a misspelt word is left alone because it is being typed."""
        return self._unfinished is not None

    def look_for(self, misspelt: Misspelt | None, wave: QColor) -> None:
        """Look at the document afresh, with a wave in this colour; None finds nothing misspelt."""
        if misspelt is None and self._misspelt is None:
            return
        self._misspelt = misspelt
        self._set_formats(wave)
        self._to_do = QTextCursor(self.document())
        self.go_on()

    def go_on(self) -> None:
        """Take up what was left because the editor was not in sight."""
        if self._to_do is not None and self._editor.isVisible():
            self._timer.start(0)

    def finish_word(self) -> None:
        """The author has gone on: the word last typed is looked at too."""
        unfinished, self._typed_at, self._unfinished = self._unfinished, None, None
        if unfinished is not None:
            self._look_at(self.document().findBlock(unfinished[0]))

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Qt calls this for each block that changed."""
        block = self.currentBlock()
        is_heading = kind_of(block) is BlockKind.SUBHEADING
        if is_heading:
            self.setFormat(0, block.length(), self._subheading)
        if self._misspelt is None:
            return
        waved = self._waved_subheading if is_heading else self._waved
        for start, end in misspelt_words.spans(block, self._misspelt):
            if self._is_being_typed(block, start, end, text):
                self._unfinished = (block.position() + start, block.position() + end)
            else:
                self.setFormat(start, end - start, waved)

    def _is_being_typed(self, block: QTextBlock, start: int, end: int, text: str) -> bool:
        if self._typed_at is None:
            return False
        typed_at = self._typed_at - block.position()
        joined = typed_at == end + 1 and text[typed_at - 1 : typed_at] in _JOINERS
        return start < typed_at <= end or (start < typed_at and joined)

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        """A letter or two came in: somebody types. A dead key and its letter are two."""
        if not self.is_at_work:
            self._typed_at = position + added if added <= 2 else None
            self._unfinished = None

    def _on_cursor_moved(self) -> None:
        if self._unfinished is not None:
            start, end = self._unfinished
            if not start <= self._editor.textCursor().position() <= end + 1:
                self.finish_word()

    def _look_on(self) -> None:
        """Look at some blocks, then let the window have its keys."""
        if self._to_do is None or not self._editor.isVisible():
            return
        enough = time.monotonic() + _SLICE_S
        while time.monotonic() < enough:
            self._look_at(self._to_do.block())
            if not self._to_do.movePosition(QTextCursor.MoveOperation.NextBlock):
                self._to_do = None
                self.looked.emit()
                return
        self._timer.start(0)

    def _look_at(self, block: QTextBlock) -> None:
        """Qt tells of a new look as of a change of the content; `is_at_work` tells them apart."""
        self.is_at_work = True
        self.rehighlightBlock(block)
        self.is_at_work = False

    def _set_formats(self, wave: QColor) -> None:
        self._subheading = QTextCharFormat()
        self._subheading.setFontWeight(QFont.Weight.Bold)
        # One step up in the scale of HTML headings: it follows the document's font.
        self._subheading.setProperty(QTextFormat.Property.FontSizeAdjustment, 1)
        self._waved = QTextCharFormat()
        self._waved_subheading = QTextCharFormat(self._subheading)
        for waved in (self._waved, self._waved_subheading):
            waved.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            waved.setUnderlineColor(wave)
