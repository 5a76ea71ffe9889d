"""Knows how pages of text are read in a dialog: titles in a list, and the chosen one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.roomy_dialog import within_screen

SUBHEADING_MARK = "= "
"""How a line of a page begins that is a sub-heading."""
_SIZE_PX = QSize(95 * theme.GAP_PX, 60 * theme.GAP_PX)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, and its lines, of which some are sub-headings."""

    title: str
    lines: Sequence[str]


class ReadingDialog(QDialog):
    """The pages, beside the list of their titles. It may stay open while one writes."""

    def __init__(self, window: QWidget, title: str, of: str, pages: Sequence[Page]) -> None:
        """Show the first of the pages; `of` says what the list of them is, to a screen reader."""
        super().__init__(window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within_screen(self, _SIZE_PX))
        self._pages = pages
        self._titles = QListWidget()
        self._titles.setAccessibleName(of)
        self._titles.addItems([page.title for page in self._pages])
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.document().setDocumentMargin(2 * theme.GAP_PX)
        self._titles.currentRowChanged.connect(self._on_page_chosen)
        self._titles.setCurrentRow(0)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        frame_px = 2 * (self._titles.frameWidth() + theme.GAP_PX)
        self._titles.setMinimumWidth(self._titles.sizeHintForColumn(0) + frame_px)
        row.addWidget(self._titles, 1)
        row.addWidget(self._text, 3)
        buttons = QDialogButtonBox()
        # A standard button would wear an icon on some desktops, as no other of ours does.
        buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        column.setSpacing(2 * theme.GAP_PX)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _on_page_chosen(self, row: int) -> None:
        page = self._pages[row]
        self._text.setAccessibleName(page.title)
        _write(self._text, page)


def _write(text: QTextEdit, page: Page) -> None:
    """Plain headings and paragraphs; nothing is read as markup."""
    text.clear()
    cursor = text.textCursor()
    _add(cursor, page.title, level=1)
    for line in page.lines:
        is_heading = line.startswith(SUBHEADING_MARK)
        cursor.insertBlock()
        _add(cursor, line.removeprefix(SUBHEADING_MARK), level=2 if is_heading else 0)
    text.moveCursor(QTextCursor.MoveOperation.Start)


def _add(cursor: QTextCursor, words: str, *, level: int) -> None:
    block = QTextBlockFormat()
    block.setBottomMargin(theme.GAP_PX)
    block.setHeadingLevel(level)
    letters = QTextCharFormat()
    if level:
        letters.setFontWeight(QFont.Weight.Bold)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 3 - level)
    cursor.setBlockFormat(block)
    cursor.insertText(words, letters)
