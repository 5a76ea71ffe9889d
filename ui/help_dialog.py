"""Knows how the program explains itself: short pages, and the keys it really has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFont,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
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
from ui.roomy_dialog import within_screen

_SIZE_PX = QSize(95 * theme.GAP_PX, 60 * theme.GAP_PX)
_SUBHEADING_MARK = "= "
_IN_REPORT = "While a report is open"
_REACH = {
    Qt.ShortcutContext.ApplicationShortcut: "Everywhere",
    Qt.ShortcutContext.WindowShortcut: "Everywhere",
    Qt.ShortcutContext.WidgetWithChildrenShortcut: _IN_REPORT,
    Qt.ShortcutContext.WidgetShortcut: "While writing text",
}


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its title, and its lines, of which some are sub-headings."""

    title: str
    lines: Sequence[str]


def help_pages() -> list[HelpPage]:
    """The bundled pages, in order."""
    found = sorted((files("resources") / "help").iterdir(), key=lambda each: each.name)
    texts = (each.read_text(encoding="utf-8") for each in found if each.name.endswith(".txt"))
    return [HelpPage(*_cut(text)) for text in texts]


def keys_page(window: QWidget) -> HelpPage:
    """The keys that do something in a window as it is now, from its actions themselves."""
    told: dict[str, dict[str, None]] = {reach: {} for reach in _REACH.values()}
    for action in window.findChildren(QAction):
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys:
            told.setdefault(_reach(action), {})[f"{' or '.join(keys)} – {_words(action)}"] = None
    return HelpPage("Keys", list(_key_lines(told)))


class HelpDialog(QDialog):
    """The pages, beside the list of their titles. It may stay open while one writes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within_screen(self, _SIZE_PX))
        self._pages = [*help_pages(), keys_page(window)]
        self._titles = QListWidget()
        self._titles.setAccessibleName("Help pages")
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


def _cut(text: str) -> tuple[str, list[str]]:
    title, *lines = (line for line in text.splitlines() if line)
    return title, lines


def _reach(action: QAction) -> str:
    """Where the keys of an action do something; one that knows better than its scope says so."""
    return str(action.property("reach") or _REACH[action.shortcutContext()])


def _words(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…")


def _key_lines(told: dict[str, dict[str, None]]) -> Iterator[str]:
    for reach, lines in told.items():
        if lines:
            yield _SUBHEADING_MARK + reach
            yield from lines
    if not told[_IN_REPORT]:
        yield "More keys are listed here while a report is open."


def _write(text: QTextEdit, page: HelpPage) -> None:
    """Plain headings and paragraphs; nothing is read as markup."""
    text.clear()
    cursor = text.textCursor()
    _add(cursor, page.title, level=1)
    for line in page.lines:
        is_heading = line.startswith(_SUBHEADING_MARK)
        cursor.insertBlock()
        _add(cursor, line.removeprefix(_SUBHEADING_MARK), level=2 if is_heading else 0)
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
