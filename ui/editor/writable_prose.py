"""Knows what can be done to prose, each a step that can be taken back, and done again."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.remark import Edit
from ui.editor import prose_acts, prose_document, prose_spans
from ui.editor.prose_view import ProseView


class Steps(Protocol):
    """What undoes and redoes, where that is more than one text alone can do."""

    def undo(self, text: "WritableProse") -> None:
        """Take back what was done last in a text."""
        ...

    def redo(self, text: "WritableProse") -> None:
        """Do it again."""
        ...

    def can_undo(self, text: "WritableProse") -> bool:
        """True when there is something to take back."""
        ...

    def can_redo(self, text: "WritableProse") -> bool:
        """True when there is something to do again."""
        ...


class WritableProse(ProseView):
    """Prose that is changed in whole steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._steps: Steps | None = None
        super().__init__(parent)

    def show_as_one_step(self, before: Prose) -> None:
        """Let what stands here be undone, down to what stood here before; nothing is edited."""
        prose = self.prose()
        self.set_prose(before)
        self._is_being_filled = True
        prose_acts.replace_all(QTextCursor(self.document()), prose)
        self._is_being_filled = False
        self.end_step()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.content_changed.emit()

    def replace_spans(self, edits: Sequence[Edit]) -> int:
        """Put other text in place of some, as one undo step; says how many were there to change."""
        return prose_spans.replace(self.document(), edits)

    def toggle_subheading(self, wanted: bool) -> None:
        """Make the selected blocks sub-headings, or paragraphs again."""
        self._set_kind(BlockKind.SUBHEADING if wanted else BlockKind.PARAGRAPH)

    def toggle_bullet(self, wanted: bool) -> None:
        """Make the selected blocks bullets, or paragraphs again."""
        self._set_kind(BlockKind.BULLET if wanted else BlockKind.PARAGRAPH)

    def toggle_bold(self, wanted: bool) -> None:
        """Make the selected text, or what is typed next, bold or not."""
        self.mergeCurrentCharFormat(prose_document.weight(bold=wanted))

    def move_deeper(self) -> None:
        """Move the selected bullets one level in."""
        prose_acts.shift_level(self.textCursor(), 1)

    def move_shallower(self) -> None:
        """Move the selected bullets one level out."""
        prose_acts.shift_level(self.textCursor(), -1)

    def add_block(self, block: Block) -> None:
        """Put a whole block where the cursor is, as one step to undo."""
        if not self.isReadOnly():
            self._act(lambda cursor: prose_acts.add_block(cursor, block))

    def replace_all(self, prose: Prose) -> None:
        """Put whole blocks in the place of all there are, as one step to undo."""
        self._act(lambda cursor: prose_acts.replace_all(cursor, prose))

    def add_below(self, prose: Prose) -> None:
        """Put whole blocks below all others, as one step to undo."""
        self._act(lambda cursor: prose_acts.append(cursor, prose))

    def take_out(self) -> Prose:
        """Remove the blocks at the cursor, as one step to undo, and return them."""
        cursor = self.textCursor()
        taken = prose_acts.take_out(cursor)
        self.setTextCursor(cursor)
        return taken

    # Undoing

    def order_steps(self, steps: Steps) -> None:
        """Let what is done here be undone in one order with what is done elsewhere."""
        self._steps = steps

    def undo(self) -> None:
        """Take back what was done last."""
        if self._steps is not None:
            self._steps.undo(self)
        else:
            self.undo_step()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._steps is not None:
            self._steps.redo(self)
        else:
            self.redo_step()

    def can_undo(self) -> bool:
        """True when there is something to take back."""
        steps = self._steps
        return steps.can_undo(self) if steps else self.document().isUndoAvailable()

    def can_redo(self) -> bool:
        """True when there is something to do again."""
        steps = self._steps
        return steps.can_redo(self) if steps else self.document().isRedoAvailable()

    def undo_step(self) -> None:
        """Take back the last step of this text alone."""
        super().undo()

    def redo_step(self) -> None:
        """Do the next step of this text alone again."""
        super().redo()

    def steps_to_undo(self) -> int:
        """A number that grows with each step, and is what it was when the step is taken back."""
        return self.document().availableUndoSteps()

    def end_step(self) -> None:
        """Let what comes next be a step of its own: Qt joins it only to what was not yet saved."""
        self.document().setModified(False)

    def forget_undone(self) -> None:
        """Nothing can be done again."""
        self.document().clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    def steps_changed(self) -> None:
        """There is more or less to undo, though the text is the same perhaps."""
        self.content_changed.emit()

    def _act(self, act: Callable[[QTextCursor], object]) -> None:
        cursor = self.textCursor()
        act(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _set_kind(self, kind: BlockKind) -> None:
        prose_acts.set_kind(self.textCursor(), kind)
        self.content_changed.emit()
