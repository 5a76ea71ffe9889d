"""Knows in which order typing, and acts that no single text can take back, are taken back.

Each text has an undo of its own, Qt's. An act such as moving a paragraph is a step in several
of them, or in none (an answer without text). It is remembered here with where each text stood
before and after it, and so keeps its place in the order of what was typed there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.editor.prose_editor import REDO_KEYS, UNDO_KEYS
from ui.editor.writable_prose import WritableProse


@dataclass(slots=True, eq=False)
class Act:
    """Something that was done to one text or to several, and is taken back as one."""

    name: str
    """What was done: "Move to “Finance”"."""
    stood: dict[WritableProse, tuple[int, int]]
    """How many steps each text could take back before it, and after."""
    back: Callable[[], object]
    """Takes back what is no text."""
    again: Callable[[], object]
    """Does it again."""
    whole: bool
    """True when a part of it alone would lose or double something."""


class Acts(QObject):
    """What was done in the texts of one open report, in each in the order it was done."""

    told = Signal(str)
    """What was taken back, or why it cannot be, in words."""

    def __init__(
        self,
        page: QWidget,
        here: Callable[[], WritableProse | None],
    ) -> None:
        """`here` says which text is in sight."""
        super().__init__(page)
        self._page = page
        self._names: dict[WritableProse, str] = {}
        self._here = here
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._is_at_work = False
        self.actions = (
            self._action("&Undo", UNDO_KEYS, self._undo_here),
            self._action("&Redo", REDO_KEYS, self._redo_here),
        )
        """For a menu and for their keys, wherever in the page the focus is."""

    def mind(self, text: WritableProse, name: str) -> None:
        """Keep the order of what is done in a text as well; `name` is what it is called."""
        self._names[text] = name
        text.order_steps(self)
        text.edited.connect(partial(self._on_edited, text))

    @contextmanager
    def one(
        self,
        name: str,
        texts: Sequence[WritableProse],
        *,
        back: Callable[[], object] | None = None,
        again: Callable[[], object] | None = None,
        whole: bool = True,
    ) -> Iterator[Act]:
        """Whatever is done inside to these texts, and what `back` takes back, is one act."""
        before = {text: text.steps_to_undo() for text in texts}
        act = Act(name, {}, back or _nothing, again or _nothing, whole)
        for text in texts:
            text.end_step()
        yield act
        for text in texts:
            text.end_step()
            self._forget_undone(text)
            stood = (before[text], text.steps_to_undo())
            if back is not None or stood[0] != stood[1]:
                act.stood[text] = stood
        if act.stood:
            self._done.append(act)

    def undo(self, text: WritableProse) -> None:
        """Take back what was done last in a text, with all else it did."""
        act = _last(self._done, text)
        if act is not None and text.steps_to_undo() <= act.stood[text][1]:
            self.take_back(act)
        else:
            with self._at_work():
                text.undo_step()
            text.end_step()

    def redo(self, text: WritableProse) -> None:
        """Do again what was taken back last in a text."""
        act = _last(self._undone, text)
        if act is not None and text.steps_to_undo() == act.stood[text][0]:
            self._do_again(act)
        else:
            with self._at_work():
                text.redo_step()
            text.end_step()

    def can_undo(self, text: WritableProse) -> bool:
        """True when there is something to take back."""
        return bool(text.steps_to_undo()) or _last(self._done, text) is not None

    def can_redo(self, text: WritableProse) -> bool:
        """True when there is something to do again."""
        return text.document().isRedoAvailable() or _last(self._undone, text) is not None

    def is_done(self, act: Act) -> bool:
        """False for an act that was taken back."""
        return act in self._done

    def take_back(self, act: Act) -> Sequence[WritableProse] | None:
        """Take back an act; the texts left as they are, changed since. None if nothing was."""
        if act not in self._done:
            return None
        left = [text for text in act.stood if not self._ends_with(act, text)]
        if left and (act.whole or len(left) == len(act.stood)):
            self._tell_to_go_first(left, "was changed since. Undo that there first")
            return None
        with self._at_work():
            for text, (before, _) in act.stood.items():
                while text not in left and text.steps_to_undo() > before:
                    text.undo_step()
            act.back()
        self._pass(act, self._done, self._undone, left)
        self.told.emit(f"Taken back: {act.name}.{_kept_in([self._names[each] for each in left])}")
        return left

    def _do_again(self, act: Act) -> None:
        left = [
            text
            for text, (before, _) in act.stood.items()
            if text.steps_to_undo() != before or _last(self._undone, text) is not act
        ]
        if left and act.whole:
            self._tell_to_go_first(left, "has more to do again. Redo that there first")
            return
        with self._at_work():
            for text, (_, after) in act.stood.items():
                while text not in left and text.steps_to_undo() < after:
                    text.redo_step()
            act.again()
        self._pass(act, self._undone, self._done, left)
        self.told.emit(f"Done again: {act.name}.")

    def _pass(
        self, act: Act, out: list[Act], into: list[Act], left: Sequence[WritableProse]
    ) -> None:
        """Move an act from one list to the other, without the texts that go their own ways."""
        for text in left:
            del act.stood[text]
        for text in act.stood:
            text.end_step()
        out.remove(act)
        into.append(act)
        for text in act.stood:
            text.steps_changed()

    def _ends_with(self, act: Act, text: WritableProse) -> bool:
        return _last(self._done, text) is act and text.steps_to_undo() == act.stood[text][1]

    def _on_edited(self, text: WritableProse) -> None:
        if not self._is_at_work and any(text in act.stood for act in self._undone):
            self._forget_undone(text)

    def _forget_undone(self, text: WritableProse) -> None:
        """Something new was done: what was taken back cannot be done again, and no half of it."""
        text.forget_undone()
        for act in [each for each in self._undone if text in each.stood]:
            if act in self._undone:
                self._undone.remove(act)
                for other in act.stood:
                    self._forget_undone(other)

    def _undo_here(self) -> None:
        field = self._page.focusWidget()
        text = self._here()
        if isinstance(field, QLineEdit) and field.isUndoAvailable() and not field.isReadOnly():
            field.undo()
        elif text is not None:
            self.undo(text)

    def _redo_here(self) -> None:
        field = self._page.focusWidget()
        text = self._here()
        if isinstance(field, QLineEdit) and field.isRedoAvailable() and not field.isReadOnly():
            field.redo()
        elif text is not None:
            self.redo(text)

    def _tell_to_go_first(self, texts: Sequence[WritableProse], why: str) -> None:
        named = " and ".join(f"“{self._names[text]}”" for text in texts)
        self.told.emit(f"{named} {why}.")

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        self._is_at_work = True
        try:
            yield
        finally:
            self._is_at_work = False

    def _action(self, text: str, keys: Sequence[str], act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        return action


def _last(acts: Sequence[Act], text: WritableProse) -> Act | None:
    return next((act for act in reversed(acts) if text in act.stood), None)


def _kept_in(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f" Not in {' and '.join(f'“{each}”' for each in names)}, changed since."


def _nothing() -> None:
    """Nothing but text was changed."""
