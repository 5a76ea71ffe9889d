"""Knows the road from the list of backups to one that is in the place of the reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop.errors import HighlightError
from ui.background import Background, Progress
from ui.home.backups_dialog import BackupsDialog, reports
from ui.local_time import printed_here
from ui.problem_dialog import show_problem
from ui.progress_dialog import ProgressDialog

if TYPE_CHECKING:
    from highlight_desktop.store.backup import Backup
    from highlight_desktop.store.reports import Store, Summary

Listed = tuple[list["Backup"], list[HighlightError]]


class Backups(QObject):
    """Shows the backups there are, and what each holds; makes one; asks before one is restored."""

    restore_agreed = Signal(object)
    """The user wants this backup in the place of the reports; carries its path."""
    failed = Signal(object)

    def __init__(
        self, window: QWidget, background: Background, folders: Callable[[], Sequence[Path]]
    ) -> None:
        """`folders` are where backups go; those found elsewhere are added to the list."""
        super().__init__(window)
        self._window = window
        self._background = background
        self._folders = folders
        self._elsewhere: list[Path] = []
        self._backups: list[Backup] = []
        self._store: Store | None = None
        self._dialog: BackupsDialog | None = None

    def folders(self) -> Sequence[Path]:
        """Where backups go."""
        return self._folders()

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store
        if self._dialog is not None:
            self._dialog.allow_making(store is not None)

    def show(self, also_in: Sequence[Path] = ()) -> None:
        """Open the list, if it is not open, with the backups in these places as well."""
        self._elsewhere += [each for each in also_in if each not in self._elsewhere]
        if self._dialog is None:
            dialog = self._dialog = BackupsDialog(self._window)
            dialog.backup_chosen.connect(self._on_chosen)
            dialog.make_requested.connect(self._on_make)
            dialog.place_requested.connect(self._on_place_wanted)
            dialog.restore_requested.connect(self._on_restore_wanted)
            dialog.finished.connect(self._on_closed)
            dialog.allow_making(self._store is not None)
        self._list()

    def put_away(self) -> None:
        """Close the list, if it is open."""
        if self._dialog is not None:
            self._dialog.accept()

    def _list(self, chosen: Path | None = None) -> None:
        places = [*self._folders(), *self._elsewhere]
        work = partial(_listed, places)
        self._background.run(work, partial(self._on_listed, chosen), self.failed.emit)

    def _on_listed(self, chosen: Path | None, found: Listed) -> None:
        self._backups, errors = found
        if self._dialog is None:
            return
        own = self._store.identity if self._store is not None else ""
        self._dialog.show_backups(self._backups, chosen, own)
        if errors:
            self._dialog.tell(" ".join(str(each) for each in errors))
        if not self._dialog.isVisible():
            self._dialog.open()

    def _on_chosen(self, path: Path) -> None:
        self._background.run(
            partial(_held, path), partial(self._on_held, path), partial(self._on_unusable, path)
        )

    def _on_held(self, path: Path, held: list[Summary]) -> None:
        if self._dialog is not None:
            self._dialog.show_held(path, held)

    def _on_unusable(self, path: Path, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            self.failed.emit(error)
        elif self._dialog is not None:
            self._dialog.show_unusable(path, str(error))

    def _on_make(self) -> None:
        if self._store is not None:
            work = partial(_make, self._store, self._folders())
            task = self._background.run_long(work, self._on_made, self._on_not_made)
            ProgressDialog("Backing up your reports", task, self._dialog or self._window)

    def _on_made(self, made: Backup) -> None:
        if self._dialog is not None:
            self._dialog.tell(f"Backed up: {reports(made.reports)}, read back and whole.")
            self._list(made.path)

    def _on_not_made(self, error: BaseException) -> None:
        if isinstance(error, HighlightError):
            show_problem(self._dialog or self._window, error)
            self._list()
        else:
            self.failed.emit(error)

    def _on_place_wanted(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._dialog, "Look for backups in", "")
        if chosen:
            folder = Path(chosen)
            self._elsewhere = [folder, *(each for each in self._elsewhere if each != folder)]
            self._list()

    def _on_restore_wanted(self, path: Path) -> None:
        [wanted] = [each for each in self._backups if each.path == path]
        made = printed_here(wanted.made_at)
        own = self._store.identity if self._store is not None else ""
        whose = ", which are those of another computer" if wanted.is_others(own) else ""
        work = partial(_count, self._store)
        self._background.run(
            work,
            partial(self._ask, path, f"the {reports(wanted.reports)} of {made}{whose}"),
            self.failed.emit,
        )

    def _ask(self, path: Path, backup: str, there: int | None) -> None:
        from ui.restore_question import RestoreQuestion

        there_now = (
            "What is there now" if there is None else f"What you have now, {reports(there)},"
        )
        question = RestoreQuestion(backup, there_now, self._dialog)
        question.accepted.connect(partial(self._on_agreed, path))
        question.finished.connect(question.deleteLater)
        question.open()

    def _on_agreed(self, path: Path) -> None:
        self.put_away()
        self.restore_agreed.emit(path)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


def _listed(folders: Sequence[Path]) -> Listed:
    """The backups of all places, the newest first, and why a place could not be looked at."""
    from highlight_desktop.store import backup

    found: dict[Path, Backup] = {}
    errors: list[HighlightError] = []
    for folder in folders:
        try:
            found |= {each.path: each for each in backup.listed(folder)}
        except HighlightError as error:
            errors.append(error)
    return sorted(found.values(), key=lambda each: each.made_at, reverse=True), errors


def _held(path: Path) -> list[Summary]:
    from highlight_desktop.store.contents import held

    return held(path)


def _count(store: Store | None) -> int | None:
    return None if store is None else len(store.summaries()) + len(store.discarded())


def _make(store: Store, folders: Sequence[Path], progress: Progress) -> Backup:
    """One in each folder; the first is told of. Raises StoreError."""
    made = []
    for number, folder in enumerate(folders):
        progress("Backing up your reports", number, len(folders))
        made.append(store.back_up(folder, now=datetime.now(UTC)))
    return made[0]
