"""Knows how prose lives inside a QTextDocument: how it is written in and read back out.

A sub-heading is a block with a heading level, a bullet an indented block, a bold span a run
of heavy characters. The look of a sub-heading (see `prose_look`) is laid over it and is no part
of the document, so it can never come back as bold, however blocks are cut and joined. Nor are
the marks of bullets: Qt's lists take quadratic time (10,000 items: 1.9 s) and blot the marks of
selected ones.

A block that was carried over from the last period bears the imprint of its words. It counts as
carried only while they are the same, so that editing makes it the author's own, and undoing
the edit makes it what it was, without a step of its own in the undo history.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from highlight_desktop.report.prose import Block, BlockKind, Prose, runs, tidy_spans
from highlight_desktop.report.text import gate

_SUBHEADING_LEVEL = 3
"""The page's title is level 1, the section's heading level 2."""
_LINE_HEIGHT_PERCENT = 125
_SPACE_IN_LINES = {
    BlockKind.PARAGRAPH: (0.0, 0.4),
    BlockKind.SUBHEADING: (0.5, 0.25),
    BlockKind.BULLET: (0.0, 0.25),
}
"""The space above and below each kind of block, in heights of a line."""
_INDENT_IN_LINES = 1.1
_MARK_IN_X_HEIGHTS = 0.6
_BLANK = Block(BlockKind.PARAGRAPH, "")
# A number and not the words: Qt keeps formats that differ in text apart in quadratic time.
_IMPRINT = QTextFormat.Property.UserProperty.value + 1
_CARRIED_BAR_PX = (3, 4)
"""How far from the edge the bar beside a carried block stands, and its width."""


def prepare(document: QTextDocument) -> None:
    """Set the indent of bullets; again whenever the document's font changes."""
    document.setIndentWidth(_INDENT_IN_LINES * _line_height(document))


def write(document: QTextDocument, prose: Prose) -> None:
    """Fill the document afresh; nothing of this can be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.setBlockCharFormat(QTextCharFormat())
    with one_step(cursor):
        for number, block in enumerate(prose or (_BLANK,)):
            if number:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            fill(cursor, block)
    document.setUndoRedoEnabled(True)


def fill(cursor: QTextCursor, block: Block) -> None:
    """Make the cursor's block, which is empty, this one."""
    shape(cursor, block.kind, block.level)
    cursor.setBlockCharFormat(weight(bold=False))
    for text, bold in runs(block):
        cursor.insertText(text, weight(bold=bold))
    if block.carried:
        _press(cursor, _imprint(cursor.block().text()))


def read(document: QTextDocument) -> Prose:
    """The prose in the document, blank blocks included, all text gated.

    A document always has one block; an empty paragraph standing alone reads as no prose.
    """
    prose: list[Block] = []
    block = document.begin()
    while block.isValid():
        prose.extend(_blocks_in(block))
        block = block.next()
    return () if prose == [_BLANK] else tuple(prose)


def read_between(document: QTextDocument, start: int, end: int) -> Prose:
    """The prose between two positions, its first and last block cut there; blanks included."""
    prose: list[Block] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        prose.extend(_blocks_in(block, start, end))
        block = block.next()
    return tuple(prose)


def kind_of(block: QTextBlock) -> BlockKind:
    """What a block of the document is."""
    block_format = block.blockFormat()
    if block_format.indent():
        return BlockKind.BULLET
    return BlockKind.SUBHEADING if block_format.headingLevel() else BlockKind.PARAGRAPH


def level_of(block: QTextBlock) -> int:
    """How deep a bullet is nested; 0 for other blocks."""
    return max(0, block.blockFormat().indent() - 1)


def is_carried(block: QTextBlock) -> bool:
    """True for what was taken over from the last period, and neither confirmed nor edited."""
    imprint = block.blockFormat().intProperty(_IMPRINT)
    return bool(imprint) and imprint == _imprint(block.text())


def confirm(block: QTextBlock) -> None:
    """Make a carried block the author's own; this can be undone."""
    _press(QTextCursor(block), 0)


def shape(cursor: QTextCursor, kind: BlockKind, level: int = 0) -> None:
    """Make the cursor's block one of this kind; its text, bold spans and imprint stay."""
    line = _line_height(cursor.document())
    above, below = _SPACE_IN_LINES[kind]
    block_format = QTextBlockFormat()
    block_format.setTopMargin(above * line)
    block_format.setBottomMargin(below * line)
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    block_format.setLineHeight(_LINE_HEIGHT_PERCENT, proportional)
    if kind is BlockKind.SUBHEADING:
        block_format.setHeadingLevel(_SUBHEADING_LEVEL)
    elif kind is BlockKind.BULLET:
        block_format.setIndent(level + 1)
    if imprint := cursor.blockFormat().intProperty(_IMPRINT):
        block_format.setProperty(_IMPRINT, imprint)
    cursor.setBlockFormat(block_format)


def respace(document: QTextDocument) -> None:
    """Give every block the space that goes with the document's font, if nothing can be undone yet.

    Qt takes such a change for an edit. It would be an undo step that nobody made, so once there
    is something to undo the space stays as it is until the report is opened again.
    """
    if document.isUndoAvailable() or document.isRedoAvailable():
        return
    document.setUndoRedoEnabled(False)
    with one_step(QTextCursor(document)):
        block = document.begin()
        while block.isValid():
            shape(QTextCursor(block), kind_of(block), level_of(block))
            block = block.next()
    document.setUndoRedoEnabled(True)


def paint_bullet(painter: QPainter, block: QTextBlock) -> None:
    """Paint a bullet's mark before its first line, in the document's coordinates and pen's colour.

    A disc, or a ring for the inner level, half the indent away from the text.
    """
    document, layout = block.document(), block.layout()
    metrics = QFontMetricsF(document.defaultFont())
    line = layout.lineAt(0)
    middle = layout.position() + line.position()
    middle += QPointF(-document.indentWidth() / 2, line.ascent() - metrics.xHeight() / 2)
    radius = metrics.xHeight() * _MARK_IN_X_HEIGHTS / 2
    painter.setBrush(Qt.BrushStyle.NoBrush if level_of(block) else painter.pen().brush())
    painter.drawEllipse(middle, radius, radius)


def paint_carried(painter: QPainter, block: QTextBlock) -> None:
    """Paint the bar beside a carried block, in the document's coordinates and pen's colour."""
    left, width = _CARRIED_BAR_PX
    place = block.document().documentLayout().blockBoundingRect(block)
    painter.fillRect(QRectF(left, place.top(), width, place.height()), painter.pen().color())


def weight(*, bold: bool) -> QTextCharFormat:
    """The format of characters in or out of a bold span."""
    text_format = QTextCharFormat()
    text_format.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return text_format


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Whatever is done inside is taken back by one undo."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def _blocks_in(block: QTextBlock, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """One block, or several where a line separator got in (as U+2028 may, with an input method).

    With positions in the document given, only what lies between them.
    """
    kind, level, carried = kind_of(block), level_of(block), is_carried(block)
    text = ""
    spans: list[tuple[int, int]] = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        bold = fragment.charFormat().fontWeight() >= QFont.Weight.DemiBold
        words = fragment.text() if end is None else _words_between(block, fragment, start, end)
        for number, line in enumerate(gate(words).text.split("\n")):
            if number:
                yield _block(kind, text, level, spans, carried)
                text, spans = "", []
            if bold:
                spans.append((len(text), len(text) + len(line)))
            text += line
        part += 1
    yield _block(kind, text, level, spans, carried)


def _words_between(block: QTextBlock, fragment: QTextFragment, start: int, end: int) -> str:
    cursor = QTextCursor(block)
    last = fragment.position() + fragment.length()
    cursor.setPosition(min(max(start, fragment.position()), last))
    cursor.setPosition(max(min(end, last), fragment.position()), QTextCursor.MoveMode.KeepAnchor)
    # A cursor left behind the other by the cuts selects backwards: nothing lies between.
    return cursor.selectedText() if cursor.anchor() < cursor.position() else ""


def _block(
    kind: BlockKind, text: str, level: int, spans: list[tuple[int, int]], carried: bool
) -> Block:
    bold = () if kind is BlockKind.SUBHEADING else tidy_spans(spans, len(text))
    return Block(kind, text, level, bold, carried)


def _press(cursor: QTextCursor, imprint: int) -> None:
    """Give the cursor's block an imprint, or with 0 take it away."""
    block_format = cursor.blockFormat()
    if imprint:
        block_format.setProperty(_IMPRINT, imprint)
    else:
        block_format.clearProperty(_IMPRINT)
    cursor.setBlockFormat(block_format)


def _imprint(text: str) -> int:
    """A number that stands for the words of a text, whatever the spaces; 0 if there are none."""
    words = " ".join(text.split())
    # 31 bits: Qt keeps a greater number as another type, which it cannot tell apart quickly.
    return (zlib.crc32(words.encode("utf-16", "surrogatepass")) & 0x3FFFFFFF) + 1 if words else 0


def _line_height(document: QTextDocument) -> float:
    return QFontMetricsF(document.defaultFont()).height()
