"""Knows where the characters of a prose stand in its document, and how to put others there.

A prose counts blocks and code points of gated text; Qt counts UTF-16 units of whatever stands in
the document, where an emoji is two and a line separator inside a block still waits for the gate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from highlight_desktop.report.remark import Edit, Span
from highlight_desktop.report.text import gate
from ui.editor.prose_document import one_step


@dataclass(frozen=True, slots=True)
class _Line:
    """One block of the prose."""

    start: int
    """Where it begins in the document, in UTF-16 units."""
    text: str
    """What the document has there, before the gate."""

    def position(self, offset: int) -> int | None:
        """The place in the document of a gated character, or of the end; None past it."""
        if gate(self.text).text == self.text:
            fits = offset <= len(self.text)
            return self.start + units(self.text[:offset]) if fits else None
        gone = 0
        for number, character in enumerate(self.text):
            if gone == offset:
                return self.start + units(self.text[:number])
            gone += len(gate(character).text)
        return self.start + units(self.text) if gone == offset else None

    def offset(self, position: int) -> int:
        """How many gated characters stand before a place in the document."""
        before = self.text.encode("utf-16-le", "surrogatepass")[: 2 * (position - self.start)]
        return len(gate(before.decode("utf-16-le", "replace")).text)


class ProseMap:
    """Where everything stands in a document as it is now; an edit makes it stale."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._lines = list(_lines(document))

    @property
    def texts(self) -> list[str]:
        """The text of each block of the prose."""
        return [gate(line.text).text for line in self._lines]

    def cursor(self, span: Span) -> QTextCursor | None:
        """A cursor that selects a span; None where the document has no such characters."""
        if not 0 <= span.block < len(self._lines):
            return None
        line = self._lines[span.block]
        start, end = line.position(span.start), line.position(span.end)
        if start is None or end is None:
            return None
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def span(self, cursor: QTextCursor) -> Span:
        """What a cursor selects, as far as it lies in the block the selection begins in."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        number = max(0, sum(line.start <= start for line in self._lines) - 1)
        line = self._lines[number]
        end = min(end, line.start + units(line.text))
        return Span(number, line.offset(start), line.offset(max(start, end)))


def replace(document: QTextDocument, edits: Sequence[Edit]) -> int:
    """Make edits that lie apart, as one undo step; each takes the look of what it replaces.

    Returns how many were made: those whose characters are gone are left out.
    """
    where = ProseMap(document)
    cursors = [(where.cursor(edit.span), edit.text) for edit in edits]
    ready = [(cursor, text) for cursor, text in cursors if cursor is not None]
    if ready:
        with one_step(ready[0][0]):
            for cursor, text in ready:
                _put(cursor, text)
    return len(ready)


def units(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) + sum(character > "\uffff" for character in text)


def _put(cursor: QTextCursor, text: str) -> None:
    first = QTextCursor(cursor)
    first.setPosition(min(cursor.selectionStart() + 1, cursor.selectionEnd()))
    cursor.insertText(text, first.charFormat())


def _lines(document: QTextDocument) -> Iterator[_Line]:
    block = document.begin()
    while block.isValid():
        start = block.position()
        for text in _split(block.text()):
            yield _Line(start, text)
            start += units(text) + 1
        block = block.next()


def _split(text: str) -> list[str]:
    """The text at its line ends, whichever the gate takes for one."""
    if "\n" not in gate(text).text:
        return [text]
    lines = [""]
    for character in text:
        if gate(character).text == "\n":
            lines.append("")
        else:
            lines[-1] += character
    return lines
