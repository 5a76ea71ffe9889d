"""Knows how the list of whom reports are expected from is changed: by hand, pasted, from a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import folders
from highlight_desktop.hub import expected, expected_file
from highlight_desktop.hub.expected_changes import Change, changes
from highlight_desktop.hub.expected_edits import Edit, edited, taking_in, undoing
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Expected
from ui.hub.changes_dialog import ChangesDialog
from ui.hub.expected_panel import ExpectedPanel

Ask = Callable[[Callable[[Desk], Any], Callable[[Any], None]], None]
_OPENED = "Lists (*.xlsx *.csv *.tsv *.txt);;All files (*)"
_SAVED = "Workbook (*.xlsx);;Separated by commas (*.csv);;Separated by tabs (*.tsv)"
_NAME = "Service areas.xlsx"


class Expecting(QObject):
    """The road between the list as it is shown and the desk; what was changed can be undone."""

    def __init__(self, panel: ExpectedPanel, ask: Ask, window: QWidget) -> None:
        """`ask` does work with the desk in the background, and hands on what comes of it."""
        super().__init__(window)
        self._panel, self._ask, self._window = panel, ask, window
        self._done: list[list[Edit]] = []
        panel.edited.connect(self._edit)
        panel.undo_wanted.connect(self._undo)
        panel.pasted.connect(self._paste)
        panel.copy_wanted.connect(self._copy)
        panel.open_wanted.connect(self._open)
        panel.save_wanted.connect(self._save)
        panel.changes_wanted.connect(self._show_changes)

    def _edit(self, edit: Edit) -> None:
        self._ask(partial(_kept, [edit]), partial(self._on_kept, _told_of(edit)))

    def _undo(self) -> None:
        if self._done:
            back = undoing(self._done.pop())
            self._ask(partial(_kept, back), self._on_undone)

    def _paste(self, text: str) -> None:
        self._ask(partial(_taken_in, partial(expected.read, text), "Pasted"), self._on_taken_in)

    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open a list", "", _OPENED)
        if chosen:
            read = partial(_read_file, Path(chosen))
            self._ask(partial(_taken_in, read, "Opened"), self._on_taken_in)

    def _save(self) -> None:
        proposed = str(folders.default_outbox_folder().parent / _NAME)
        chosen, kind = QFileDialog.getSaveFileName(self._window, "Save the list", proposed, _SAVED)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(f".{kind.rpartition('.')[2][:-1]}")
            self._ask(partial(_written, path), self._on_written)

    def _copy(self) -> None:
        self._ask(_as_text, self._on_text)

    def _show_changes(self) -> None:
        self._ask(_changes, self._on_changes)

    def _on_kept(self, told: str, kept: tuple[list[Expected], list[Edit]]) -> None:
        listed, edits = kept
        self._remember(edits)
        self._panel.show_expected(listed)
        self._panel.say(told)

    def _on_undone(self, kept: tuple[list[Expected], list[Edit]]) -> None:
        self._panel.offer_undo(bool(self._done))
        self._panel.show_expected(kept[0])
        self._panel.say("Undone.")

    def _on_taken_in(self, taken: tuple[list[Expected], list[Edit], str]) -> None:
        listed, edits, told = taken
        self._remember(edits)
        self._panel.show_expected(listed)
        self._panel.say(told)

    def _remember(self, edits: list[Edit]) -> None:
        if edits:
            self._done.append(edits)
        self._panel.offer_undo(bool(self._done))

    def _on_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._panel.say("Copied. Paste it into a spreadsheet.")

    def _on_written(self, path: Path) -> None:
        self._panel.say(f"Saved as “{path}”.")

    def _on_changes(self, found: Sequence[Change]) -> None:
        dialog = ChangesDialog(found, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _told_of(edit: Edit) -> str:
    before, after = edit
    if after is None and before is not None:
        return f"“{before.service_area}” was taken off the list; Undo brings it back."
    return ""


# These run in the background.


def _kept(edits: Sequence[Edit], desk: Desk) -> tuple[list[Expected], list[Edit]]:
    desk.expect(edited(desk.expected(), edits), now=datetime.now(UTC))
    return desk.expected(), list(edits)


def _taken_in(
    read: Callable[[], list[Expected]], how: str, desk: Desk
) -> tuple[list[Expected], list[Edit], str]:
    table, before = read(), desk.expected()
    edits = taking_in(before, table)
    listed, _ = _kept(edits, desk)
    new = sum(was is None for was, _ in edits)
    told = f"{how}: {new:,} new, {len(edits) - new:,} changed. Nobody was taken off the list."
    in_table = {each.service_key for each in table}
    if left := sum(each.service_key not in in_table for each in before):
        told += f" {left:,} of it {'was' if left == 1 else 'were'} not in the table."
    return listed, edits, told


def _read_file(path: Path) -> list[Expected]:
    with Quarantine() as quarantine:
        return expected_file.read(path, quarantine)


def _written(path: Path, desk: Desk) -> Path:
    expected_file.write(path, desk.expected(), now=datetime.now(UTC))
    return path


def _as_text(desk: Desk) -> str:
    return expected.as_text(desk.expected())


def _changes(desk: Desk) -> list[Change]:
    return changes(desk.expected_before())
