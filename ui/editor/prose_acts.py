"""Knows what each act of writing does to the blocks of a document; each is one undo step."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor

from highlight_desktop.inbox.clipboard.pasted import Pasted
from highlight_desktop.report.prose import BULLET_LEVELS, Block, BlockKind, Prose, runs
from ui.editor.copied_text import Copied
from ui.editor.prose_document import confirm as confirm_block
from ui.editor.prose_document import (
    fill,
    is_carried,
    kind_of,
    level_of,
    one_step,
    read_between,
    shape,
    weight,
)

_TYPED_MARKS = ("- ", "* ")


def set_kind(cursor: QTextCursor, kind: BlockKind) -> None:
    """Make all selected blocks one kind. Blank ones between others stay as they are."""
    with one_step(cursor):
        for block in _to_be_changed(cursor):
            if kind_of(block) is not kind:
                shape(QTextCursor(block), kind)


def shift_level(cursor: QTextCursor, by: int) -> None:
    """Move the selected bullets in (1) or out (-1), as far as levels go."""
    with one_step(cursor):
        for block in _selected_blocks(cursor):
            level = level_of(block) + by
            if kind_of(block) is BlockKind.BULLET and 0 <= level < BULLET_LEVELS:
                shape(QTextCursor(block), BlockKind.BULLET, level)


def start_block(cursor: QTextCursor) -> None:
    """What Enter does: go on with the same kind, but end a list and leave a sub-heading."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        kind = kind_of(block)
        if kind is not BlockKind.PARAGRAPH and not block.text():
            shape(cursor, BlockKind.PARAGRAPH)
        elif kind is BlockKind.SUBHEADING and cursor.atBlockStart():
            cursor.insertBlock()
            shape(QTextCursor(cursor.block().previous()), BlockKind.PARAGRAPH)
        elif kind is BlockKind.SUBHEADING and cursor.atBlockEnd():
            cursor.insertBlock()
            shape(cursor, BlockKind.PARAGRAPH)
            cursor.setBlockCharFormat(weight(bold=False))
        else:
            cursor.insertBlock()


def leave_list(cursor: QTextCursor) -> bool:
    """What Backspace does at the start of a bullet; False anywhere else, and nothing done."""
    at_bullet = kind_of(cursor.block()) is BlockKind.BULLET and cursor.atBlockStart()
    if cursor.hasSelection() or not at_bullet:
        return False
    with one_step(cursor):
        shape(cursor, BlockKind.PARAGRAPH)
    return True


def bullet_from_mark(cursor: QTextCursor) -> None:
    """Turn "- " or "* " just typed at the start of a paragraph into a bullet.

    In a bullet the mark just goes: many type one before each line of a list.
    """
    block = cursor.block()
    typed = block.text()[: cursor.positionInBlock()]
    if kind_of(block) is BlockKind.SUBHEADING or typed not in _TYPED_MARKS:
        return
    with one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if kind_of(block) is BlockKind.PARAGRAPH:
            shape(cursor, BlockKind.BULLET)


def put_in(cursor: QTextCursor, pasted: Pasted) -> None:
    """Replace the selection with pasted text; a single line stays within its sentence."""
    first = cursor.document().findBlock(cursor.selectionStart())
    kind, level = kind_of(first), level_of(first)
    with one_step(cursor):
        cursor.removeSelectedText()
        if not cursor.block().text():
            # Of several blocks that are emptied Qt keeps the last.
            shape(cursor, kind, level)
        is_plain = all(block.kind is BlockKind.PARAGRAPH for block in pasted.prose)
        if pasted.inline and (is_plain or cursor.block().text()):
            _put_words_in(cursor, pasted.inline)
        else:
            _put_blocks_in(cursor, pasted)


def replace_word(word: QTextCursor, text: str) -> None:
    """Put another word in the place of the selected one, bold if that begins so."""
    first = QTextCursor(word)
    first.setPosition(word.selectionStart() + 1)
    with one_step(word):
        word.insertText(text, first.charFormat())


def add_block(cursor: QTextCursor, block: Block) -> None:
    """Put a whole block, its kind and bold spans with it, where the cursor is; cut none in two.

    It takes the place of a blank block, goes above the one at whose start the cursor stands,
    and else below. What is selected stays.
    """
    with one_step(cursor):
        cursor.setPosition(cursor.position())
        if not cursor.block().text().strip():
            _select_block(cursor)
            cursor.removeSelectedText()
        elif cursor.atBlockStart():
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock()
        fill(cursor, block)


def append(cursor: QTextCursor, prose: Prose) -> None:
    """Put blocks below all others, with what is known of them; a blank last one gives way."""
    with one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.End)
        _select_block(cursor)
        if not cursor.selectedText().strip():
            cursor.removeSelectedText()
        for block in prose:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            if cursor.block().text():
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            fill(cursor, block)


def replace_all(cursor: QTextCursor, prose: Prose) -> None:
    """Put blocks, with what is known of them, in the place of all there are."""
    with one_step(cursor):
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        append(cursor, prose)


def take_out(cursor: QTextCursor) -> Prose:
    """Remove the selected blocks, whole, and return them.

    Where nothing is selected it is the cursor's block, and with a sub-heading what stands
    below it up to the next one.
    """
    blocks = list(_selected_blocks(cursor))
    if len(blocks) == 1 and kind_of(blocks[0]) is BlockKind.SUBHEADING:
        below = blocks[0].next()
        while below.isValid() and kind_of(below) is not BlockKind.SUBHEADING:
            blocks.append(below)
            below = below.next()
    first, last = blocks[0], blocks[-1]
    end = last.position() + last.length() - 1
    taken = read_between(cursor.document(), first.position(), end)
    with one_step(cursor):
        cursor.setPosition(first.position())
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        _remove_with_line_end(cursor, last.next())
    return taken


def confirm(cursor: QTextCursor) -> int:
    """Confirm the carried ones of the selected blocks; how many they were."""
    carried = [block for block in _selected_blocks(cursor) if is_carried(block)]
    with one_step(cursor):
        for block in carried:
            confirm_block(block)
    return len(carried)


def copied(cursor: QTextCursor) -> Copied:
    """What is selected, to be taken elsewhere; a block cut at its start is a paragraph."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    prose = list(read_between(cursor.document(), start, end))
    if prose and start > cursor.document().findBlock(start).position():
        prose[0] = replace(prose[0], kind=BlockKind.PARAGRAPH, level=0)
    return Copied(tuple(prose))


def _put_blocks_in(cursor: QTextCursor, pasted: Pasted) -> None:
    """A block for each line; plain lines put into a list become bullets of it."""
    home, level = kind_of(cursor.block()), level_of(cursor.block())
    joins_list = home is BlockKind.BULLET and all(
        block.kind is BlockKind.PARAGRAPH for block in pasted.prose
    )
    for number, block in enumerate(pasted.prose):
        marked = block.kind is not BlockKind.PARAGRAPH
        if number or (marked and not cursor.atBlockStart()):
            cursor.insertBlock()
        if joins_list:
            block = replace(block, kind=home, level=level)
        if number or marked:
            shape(cursor, block.kind, block.level)
        _put_words_in(cursor, block)
    if pasted.ends_line and not cursor.atBlockEnd():
        cursor.insertBlock()
        shape(cursor, home, level)


def _put_words_in(cursor: QTextCursor, block: Block) -> None:
    for text, bold in runs(block):
        cursor.insertText(text, weight(bold=bold))


def _remove_with_line_end(cursor: QTextCursor, below: QTextBlock) -> None:
    """Remove whole blocks that are selected, and leave no blank one in their place."""
    document, start = cursor.document(), cursor.selectionStart()
    kept = below if below.isValid() else document.findBlock(start).previous()
    block_format, char_format = kept.blockFormat(), kept.charFormat()
    if below.isValid():
        cursor.setPosition(start)
        cursor.setPosition(below.position(), QTextCursor.MoveMode.KeepAnchor)
    elif kept.isValid():
        end = cursor.selectionEnd()
        cursor.setPosition(start - 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if kept.isValid():
        # Of two blocks made one, which one's format stays depends on what was empty.
        cursor.setBlockFormat(block_format)
        cursor.setBlockCharFormat(char_format)
    else:
        shape(cursor, BlockKind.PARAGRAPH)


def _select_block(cursor: QTextCursor) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)


def _to_be_changed(cursor: QTextCursor) -> list[QTextBlock]:
    blocks = list(_selected_blocks(cursor))
    return [block for block in blocks if block.text().strip()] or blocks


def _selected_blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The blocks the selection touches; one whose start it only reaches is not meant."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    last = cursor.document().findBlock(end)
    if start < end == last.position():
        end -= 1
    yield from _blocks_between(cursor, start, end)


def _blocks_between(cursor: QTextCursor, start: int, end: int) -> Iterator[QTextBlock]:
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() <= end:
        yield block
        block = block.next()
