"""Knows where misspelt words stand in a document, whose positions are not those of characters.

Qt counts in UTF-16 units, the speller in characters: an emoji is two of the first.
"""

import re
from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

Misspelt = Callable[[str], list[tuple[int, int]]]
"""Gives the spans of the misspelt words of a text, in characters."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def spans(block: QTextBlock, misspelt: Misspelt) -> Iterator[tuple[int, int]]:
    """The misspelt words of a block, as positions in the block."""
    text = block.text()
    found = misspelt(text)
    if block.length() - 1 == len(text):
        yield from found
    else:
        for start, end in found:
            yield units(text[:start]), units(text[:end])


def units(text: str) -> int:
    """How many positions of a document a text takes."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def at(document: QTextDocument, position: int, misspelt: Misspelt) -> QTextCursor | None:
    """The misspelt word that a position is in or beside, selected."""
    block = document.findBlock(position)
    inside = position - block.position()
    for start, end in spans(block, misspelt):
        if start <= inside <= end:
            return _selected(block, start, end)
    return None


def after(document: QTextDocument, position: int, misspelt: Misspelt) -> QTextCursor | None:
    """The first misspelt word that begins at a position or after it, selected."""
    block = document.findBlock(position)
    while block.isValid():
        for start, end in spans(block, misspelt):
            if block.position() + start >= position:
                return _selected(block, start, end)
        block = block.next()
    return None


def everywhere(document: QTextDocument, word: str, misspelt: Misspelt) -> list[QTextCursor]:
    """Each place where this word stands misspelt, selected."""
    found = []
    block = document.begin()
    while block.isValid():
        if word in block.text():
            each = (_selected(block, start, end) for start, end in spans(block, misspelt))
            found += [cursor for cursor in each if cursor.selectedText() == word]
        block = block.next()
    return found


def sentence(word: QTextCursor) -> tuple[str, int]:
    """The sentence a selected word stands in, and at which character of it the word begins."""
    block = word.block()
    text = block.text()
    before = word.selectionStart() - block.position()
    place = next(i for i in range(len(text) + 1) if units(text[:i]) >= before)
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if gap.start() > place:
            return text[start : gap.start()], place - start
        start = gap.end()
    return text[start:], place - start


def _selected(block: QTextBlock, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
