"""Knows how each kind of field of a report is searched, shown and changed."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QLineEdit

from highlight_desktop.report.prose import Prose
from highlight_desktop.report.remark import Edit, Span
from highlight_desktop.report.report import Place
from ui.editor.prose_editor import ProseEditor
from ui.editor.prose_spans import ProseMap, units


class SearchPlace(Protocol):
    """One field that can be looked through."""

    place: Place

    @property
    def editor(self) -> ProseEditor | None:
        """Where its text is written and can be replaced; None where it never is."""
        ...

    def lines(self) -> list[str]:
        """Its text, block by block."""
        ...

    def selected(self) -> Span:
        """What is selected there, empty at the cursor when nothing is."""
        ...

    def select(self, span: Span) -> None:
        """Select some of it and bring it into sight, without taking the keys."""
        ...

    def leave(self) -> None:
        """The search has gone elsewhere."""
        ...

    def replace(self, edits: Sequence[Edit]) -> int:
        """Make edits as one undo step; says how many were made, 0 where nothing may change."""
        ...


class Texts(Protocol):
    """Where prose is written, each text made when it is first looked at."""

    def editor_of(self, place: Place) -> ProseEditor | None:
        """Where the prose of a place is written."""
        ...

    def editor_if_made(self, place: Place) -> ProseEditor | None:
        """The same, unless nobody has looked at it."""
        ...

    def as_opened(self, place: Place) -> Prose:
        """What stands there until somebody looks at it."""
        ...


class ProsePlace:
    """The text of a section, or the one not yet placed."""

    def __init__(self, place: Place, texts: Texts) -> None:
        self.place = place
        self._texts = texts

    @property
    def editor(self) -> ProseEditor | None:
        """Where it is written."""
        return self._texts.editor_of(self.place)

    def lines(self) -> list[str]:
        """The text of each block."""
        editor = self._texts.editor_if_made(self.place)
        if editor is not None:
            return ProseMap(editor.document()).texts
        return [block.text for block in self._texts.as_opened(self.place)]

    def selected(self) -> Span:
        """What is selected in the editor."""
        editor = self._texts.editor_if_made(self.place)
        if editor is None:
            return Span(0, 0, 0)
        return ProseMap(editor.document()).span(editor.textCursor())

    def select(self, span: Span) -> None:
        """Select in the editor."""
        if self.editor is not None:
            self.editor.select_span(span)

    def leave(self) -> None:
        """Its selection is where the author finds it again."""

    def replace(self, edits: Sequence[Edit]) -> int:
        """Replace in the editor; a text set aside by a nil answer, or submitted, may not change."""
        editor = self.editor
        return 0 if editor is None or editor.isReadOnly() else editor.replace_spans(edits)


class FieldPlace:
    """One field of the header: found, but never replaced in."""

    def __init__(self, place: Place, field: QLineEdit) -> None:
        self.place = place
        self._field = field

    @property
    def editor(self) -> ProseEditor | None:
        """None: nothing is replaced here."""
        return None

    def lines(self) -> list[str]:
        """Its one line."""
        return [self._field.text()]

    def selected(self) -> Span:
        """What is selected in the line, else where its cursor stands."""
        text = self._field.text()
        start = self._field.selectionStart()
        if start < 0:
            at = _characters(text, self._field.cursorPosition())
            return Span(0, at, at)
        return Span(0, _characters(text, start), _characters(text, self._field.selectionEnd()))

    def select(self, span: Span) -> None:
        """Select in the line."""
        text = self._field.text()
        self._field.setSelection(units(text[: span.start]), units(text[span.start : span.end]))

    def leave(self) -> None:
        """Beside other fields, what is selected would look like the match."""
        self._field.deselect()

    def replace(self, edits: Sequence[Edit]) -> int:
        """Nothing: a period or a name is changed on purpose, not along with the text."""
        return 0


def _characters(text: str, position: int) -> int:
    """How many characters stand before so many UTF-16 units."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * position]
    return len(before.decode("utf-16-le", "replace"))
