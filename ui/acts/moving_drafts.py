"""Knows the road of drafts to another edition of the form: asked about, backed up, moved, told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import CancelledError, HighlightError, StoreError
from highlight_desktop.report.edition import Edition
from ui.dialogs.move_drafts_dialog import MoveDraftsDialog
from ui.dialogs.moved_dialog import Moved, MovedDialog
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    # SQLAlchemy takes longer to load than the window to show: it comes in the background.
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Summary


class MovingDrafts(QObject):
    """Moves the drafts that are ticked, and no others."""

    agreed = Signal(object)
    """Carries what is to be done once everything typed is saved and no draft is open."""
    moved = Signal()
    """Drafts have moved: what lists them is out of date."""
    told = Signal(str)
    """Carries why there is nothing to move."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        background: Background,
        backup_folders: Callable[[], Sequence[Path]],
        in_front: Callable[[], QWidget],
    ) -> None:
        """The backup before a move goes into the first of the folders.

        `in_front` says what the user looks at, above which dialogs are opened.
        """
        super().__init__(window)
        self._in_front = in_front
        self._background = background
        self._backup_folders = backup_folders
        self._store: Store | None = None

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store

    def offer(self, edition: Edition) -> None:
        """Look for drafts that could move to an edition, and ask about them."""
        if self._store is not None:
            work = partial(drafts_elsewhere, self._store, edition)
            self._background.run(work, partial(self._on_found, edition), self.failed.emit)

    def ask(self, edition: Edition, drafts: Sequence[Summary]) -> None:
        """Ask which of these drafts are to move."""
        dialog = MoveDraftsDialog(edition, drafts, self._in_front())
        dialog.accepted.connect(partial(self._on_agreed, dialog, edition))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_found(self, edition: Edition, drafts: Sequence[Summary]) -> None:
        if drafts:
            self.ask(edition, drafts)
        else:
            self.told.emit("There are no drafts on another edition that could move.")

    def _on_agreed(self, dialog: MoveDraftsDialog, edition: Edition) -> None:
        self.agreed.emit(partial(self._move, edition, dialog.chosen()))

    def _move(self, edition: Edition, ids: Sequence[str]) -> None:
        if self._store is not None:
            work = partial(_move, self._store, ids, edition, self._backup_folders()[0])
            task = self._background.run_long(work, self._on_moved, self._on_not_moved)
            ProgressDialog("Moving drafts", task, self._in_front())

    def _on_moved(self, done: tuple[Sequence[Moved], Sequence[HighlightError]]) -> None:
        moved, refused = done
        self.moved.emit()
        if moved:
            dialog = MovedDialog(moved, self._in_front())
            dialog.accepted.connect(partial(self._undo, moved))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        if refused:
            number = "1 draft" if len(refused) == 1 else f"{len(refused):,} drafts"
            why = "\n".join(str(each) for each in refused)
            show_problem(self._in_front(), StoreError(f"{number} could not be moved.", why))

    def _undo(self, moved: Sequence[Moved]) -> None:
        if self._store is not None:
            work = partial(_undo, self._store, moved)
            self._background.run(work, self._on_undone, self._on_not_moved)

    def _on_undone(self, _nothing: None) -> None:
        self.moved.emit()

    def _on_not_moved(self, error: BaseException) -> None:
        """Those before the stop have moved all the same."""
        self.moved.emit()
        if not isinstance(error, HighlightError):
            self.failed.emit(error)
        elif not isinstance(error, CancelledError):
            show_problem(self._in_front(), error)


# These run in the background, where what they need is loaded.


def drafts_elsewhere(store: Store, edition: Edition) -> list[Summary]:
    """The drafts on other editions; a correction stays on that of what it corrects."""
    return [
        each
        for each in store.summaries()
        if each.state == "draft" and each.version == 1 and each.edition_id != edition.id
    ]


def _move(
    store: Store, ids: Sequence[str], edition: Edition, backups: Path, progress: Progress
) -> tuple[list[Moved], list[HighlightError]]:
    """What one refuses keeps no other where it is."""
    progress("Backing up your reports", 0, len(ids) + 1)
    now = datetime.now(UTC)
    store.back_up(backups, now=now)
    moved: list[Moved] = []
    refused: list[HighlightError] = []
    for number, report_id in enumerate(ids, 1):
        progress("Moving drafts", number, len(ids) + 1)
        try:
            known = len(store.load(report_id).notes)
            report = store.move(report_id, edition, now=now)
        except HighlightError as error:
            refused.append(error)
        else:
            moved.append(Moved(report_id, report.report, report.notes[known:]))
    return moved, refused


def _undo(store: Store, moved: Sequence[Moved]) -> None:
    """What they were comes out of the bin, and what they became goes into it."""
    for each in moved:
        store.bring_back(each.before)
        store.discard(each.report.id, now=datetime.now(UTC))
