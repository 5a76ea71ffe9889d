"""Knows how the list of whom reports are expected from is shown, changed, pasted and copied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store.expectations import Council, Expected
from ui import theme
from ui.hub.actions_row import ActionsRow
from ui.hub.current_stack import CurrentStack
from ui.hub.empty_state import EmptyState
from ui.hub.expected_dialog import ExpectedDialog
from ui.hub.rows import Columns, Row, RowsModel, RowsTable
from ui.widgets.announce import announce
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_COLUMNS = Columns(
    ("Service area", "Director", "E-mail address", "Council", "How often", "When"),
    left_out_narrow=frozenset({1, 3, 4}),
    snug=frozenset({3, 4}),
)
_NONE_YET = (
    "Add the service areas that report to the hub one by one, open a list (.xlsx or .csv), or copy"
    " it in a spreadsheet and choose Paste list. Its columns may be: Service area, Director,"
    " Address, Council, Cadence, First day, Last day. All but the first may be left out."
)


class ExpectedPanel(QWidget):
    """Every service area with its director, address and cadence; each change is kept, dated."""

    edited = Signal(object)
    """Carries an Edit: what a service area was, and what it is to be."""
    undo_wanted = Signal()
    pasted = Signal(str)
    """Carries the text of a spreadsheet's cells."""
    copy_wanted = Signal()
    open_wanted = Signal()
    """A list is to be read from a file."""
    save_wanted = Signal()
    changes_wanted = Signal()
    """It is to be told what was changed in the list, and when."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: Sequence[Expected] = ()
        self._model = RowsModel(_COLUMNS, self)
        self._table = RowsTable(self._model, "Service areas that reports are expected from")
        self._count = words(muted=True)
        self._actions = ActionsRow()
        self._add = self._actions.button("&Add…", self._on_add)
        theme.mark(self._add, "primary")
        self._edit = self._actions.button("Ed&it…", self._on_edit)
        self._end = self._actions.button("E&nd…", self._on_end)
        self._remove = self._actions.button("Re&move", self._on_remove)
        self._undo = self._actions.button("&Undo", self.undo_wanted.emit)
        self._actions.button("&Paste list", self.paste)
        self._copy = self._actions.button("&Copy list", self._on_copy)
        self._actions.button("&Open a list…", self.open_wanted.emit)
        self._save = self._actions.button("&Save the list…", self.save_wanted.emit)
        self._actions.button("Chan&ges…", self.changes_wanted.emit)
        self._empty = EmptyState("Nobody is expected yet", _NONE_YET)
        self._states = CurrentStack(self._empty, self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(self._count)
        column.addWidget(self._states, 1)
        column.addWidget(self._actions)
        self._table.activated.connect(self._on_edit)
        self._table.installEventFilter(self)
        self.offer_undo(False)
        self.show_expected(())

    @property
    def begins_at(self) -> QWidget:
        """Where the keys go when it is shown."""
        return self._table if self._listed else self._add

    def show_expected(self, listed: Sequence[Expected]) -> None:
        """Show this list."""
        self._listed = listed
        self._model.show_rows([_row(each) for each in listed])
        self._states.setCurrentWidget(self._table if listed else self._empty)
        self._count.setText(_counted(len(listed)))
        for button in (self._edit, self._end, self._remove, self._copy, self._save):
            button.setEnabled(bool(listed))

    def offer_undo(self, offered: bool) -> None:
        """Let the last change be taken back, while there is one of this session."""
        self._undo.setEnabled(offered)

    def say(self, text: str) -> None:
        """Say what came of a change, of pasting or copying, of a file."""
        self._count.setText(f"{_counted(len(self._listed))} {text}".strip())
        announce(self, text)

    def paste(self) -> None:
        """Ask for the cells on the clipboard to be taken into the list."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys that paste, copy, delete and undo mean the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            for key, act in (
                (QKeySequence.StandardKey.Paste, self.paste),
                (QKeySequence.StandardKey.Copy, self._on_copy),
                (QKeySequence.StandardKey.Delete, self._on_remove),
                (QKeySequence.StandardKey.Undo, self._undo.click),
            ):
                if event.matches(key):
                    act()
                    return True
        return super().eventFilter(watched, event)

    def _on_add(self) -> None:
        self._ask(None)

    def _on_edit(self) -> None:
        row = self._table.current()
        if row is not None:
            self._ask(row.about)

    def _on_end(self) -> None:
        """The same questions, at the last one."""
        row = self._table.current()
        if row is not None:
            self._ask(row.about).go_to_last_day()

    def _on_remove(self) -> None:
        row = self._table.current()
        if row is not None:
            self.edited.emit((row.about, None))

    def _on_copy(self) -> None:
        self.copy_wanted.emit()

    def _ask(self, before: Expected | None) -> ExpectedDialog:
        taken = {each.service_key for each in self._listed if each != before}
        dialog = ExpectedDialog(before, taken, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(partial(self._on_answered, before, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_answered(self, before: Expected | None, dialog: ExpectedDialog) -> None:
        if dialog.expected() != before:
            self.edited.emit((before, dialog.expected()))


def _row(each: Expected) -> Row:
    council = "CCC and PCC" if each.council is Council.BOTH else each.council.value
    when = _when(each.first_day, each.last_day)
    cells = (each.service_area, each.director, each.address, council)
    return Row(each.service_key, (*cells, each.cadence.value.capitalize(), when), about=each)


def _when(first: date | None, last: date | None) -> str:
    if first and last:
        return printed(first, last)
    if last:
        return f"Until {printed(last, last)}"
    return f"From {printed(first, first)}" if first else "Always"


def _counted(number: int) -> str:
    if not number:
        return ""
    return "1 service area." if number == 1 else f"{number:,} service areas."
