"""Knows the road from the list of backups to one that is in the place of the reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop.errors import HighlightError
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.home.backups_dialog import BackupsDialog, contents, received, reports
from ui.process.background import Background, Progress
from ui.process.desk_access import DeskAccess
from ui.widgets.local_time import printed_here

if TYPE_CHECKING:
    from highlight_desktop.store.backup import Backup
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Summary

OpenDesk = Callable[[], "Desk"]
"""Opens the desk of this computer, in the background."""


class Backups(QObject):
    """Shows the backups there are, and what each holds; makes one; asks before one is restored."""

    restore_agreed = Signal(object)
    """The user wants this backup in the place of the reports; carries its path."""
    desk_restore_agreed = Signal(object)
    """The same for the hub's desk."""
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
        self._desk: DeskAccess | None = None
        self._dialog: BackupsDialog | None = None

    def folders(self) -> Sequence[Path]:
        """Where backups go."""
        return self._folders()

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store
        if self._dialog is not None:
            self._dialog.allow_making(store is not None)

    def use_desk(self, desk: DeskAccess) -> None:
        """The way to the hub's desk, whose backups are among these."""
        self._desk = desk

    def show(self, also_in: Sequence[Path] = (), *, of_desk: bool = False) -> None:
        """Open the list, if it is not open, with the backups in these places as well.

        With `of_desk` the newest whole one of the hub's desk is chosen in it.
        """
        self._elsewhere += [each for each in also_in if each not in self._elsewhere]
        if self._dialog is None:
            dialog = self._dialog = BackupsDialog(self._window)
            dialog.backup_chosen.connect(self._on_chosen)
            dialog.make_requested.connect(self._on_make)
            dialog.place_requested.connect(self._on_place_wanted)
            dialog.restore_requested.connect(self._on_restore_wanted)
            dialog.finished.connect(self._on_closed)
            dialog.allow_making(self._store is not None)
        self._list(of_desk=of_desk)

    def put_away(self) -> None:
        """Close the list, if it is open."""
        if self._dialog is not None:
            self._dialog.accept()

    def _own(self) -> str:
        return self._store.identity if self._store is not None else ""

    def _open_desk(self) -> OpenDesk | None:
        return self._desk.way_to_own() if self._desk is not None else None

    def _list(self, chosen: Path | None = None, *, of_desk: bool = False) -> None:
        places = [*self._folders(), *self._elsewhere]
        work = partial(_listed, places, chosen, self._own() if of_desk else None)
        self._background.run(work, self._on_listed, self.failed.emit)

    def _on_listed(self, found: Listed) -> None:
        self._backups = found.backups
        if self._dialog is None:
            return
        self._dialog.show_backups(found.backups, found.chosen, self._own())
        if found.errors:
            self._dialog.tell(" ".join(str(each) for each in found.errors))
        if not self._dialog.isVisible():
            self._dialog.open()

    def _on_chosen(self, path: Path) -> None:
        [chosen] = [each for each in self._backups if each.path == path]
        work = partial(_held_on_desk if chosen.is_of_desk else _held, path)
        self._background.run(work, partial(self._on_held, path), partial(self._on_unusable, path))

    def _on_held(self, path: Path, held: tuple[list[Summary], str]) -> None:
        if self._dialog is not None:
            self._dialog.show_held(path, *held)

    def _on_unusable(self, path: Path, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            self.failed.emit(error)
        elif self._dialog is not None:
            self._dialog.show_unusable(path, str(error))

    def _on_make(self) -> None:
        if self._store is not None:
            work = partial(_make, self._store, self._open_desk(), self._folders())
            task = self._background.run_long(work, self._on_made, self._on_not_made)
            ProgressDialog("Backing up your reports", task, self._dialog or self._window)

    def _on_made(self, made: Sequence[Backup]) -> None:
        if self._dialog is not None:
            held = "; ".join(contents(each) for each in made)
            self._dialog.tell(f"Backed up: {held}, read back and whole.")
            self._list(made[0].path)

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
        of_another = wanted.is_others(self._own())
        whose = ", which are those of another computer" if of_another else ""
        if wanted.files is not None:
            held = received(wanted.files, wanted.reports)
            work = partial(_count_on_desk, self._open_desk())
        else:
            held = reports(wanted.reports)
            work = partial(_count, self._store)
        said = f"the {held} of {made}{whose}"
        self._background.run(work, partial(self._ask, wanted, said), self.failed.emit)

    def _ask(self, wanted: Backup, said: str, there: str) -> None:
        from ui.dialogs.restore_question import RestoreQuestion

        there_now = f"What you have now, {there}," if there else "What is there now"
        place = "the hub’s desk" if wanted.is_of_desk else "your reports"
        question = RestoreQuestion(said, there_now, self._dialog, place=place)
        question.accepted.connect(partial(self._on_agreed, wanted))
        question.finished.connect(question.deleteLater)
        question.open()

    def _on_agreed(self, wanted: Backup) -> None:
        self.put_away()
        agreed = self.desk_restore_agreed if wanted.is_of_desk else self.restore_agreed
        agreed.emit(wanted.path)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


@dataclass(frozen=True, slots=True)
class Listed:
    """The backups of all places, and which of them is to be looked at."""

    backups: list[Backup]
    """The newest first."""
    errors: list[HighlightError]
    """Why a place could not be looked at."""
    chosen: Path | None


def _listed(folders: Sequence[Path], chosen: Path | None, own_desk: str | None) -> Listed:
    """With `own_desk`, whose it is, the newest whole backup of the hub's desk is chosen."""
    from highlight_desktop.store import backup, desk_backup, proving

    found: dict[Path, Backup] = {}
    errors: list[HighlightError] = []
    for folder in folders:
        try:
            for sort in (proving.REPORTS, desk_backup.DESK):
                found |= {each.path: each for each in backup.listed(folder, sort)}
        except HighlightError as error:
            errors.append(error)
    if own_desk is not None:
        newest = desk_backup.newest_whole(folders, own_desk, now=datetime.now(UTC))
        chosen = newest.path if newest is not None else None
    newest_first = sorted(found.values(), key=lambda each: each.made_at, reverse=True)
    return Listed(newest_first, errors, chosen)


def _held(path: Path) -> tuple[list[Summary], str]:
    from highlight_desktop.store.contents import held

    found = held(path)
    return found, reports(len(found))


def _held_on_desk(path: Path) -> tuple[list[Summary], str]:
    """The returns, as reports stand in a list."""
    from highlight_desktop.report.calendar_words import printed
    from highlight_desktop.store.desk_backup import held
    from highlight_desktop.store.stored import State, Summary

    found = held(path)
    last_first = len(found.returns)
    shown = [
        Summary(
            id=each.sha256,
            title=each.edition_id,
            edition_id=each.edition_id,
            service_areas=each.service_areas,
            period_typed=printed(each.first_day, each.last_day),
            state=State.SUPERSEDED if each.is_superseded else State.SUBMITTED,
            version=each.version,
            revision=last_first - number,
            created_at=each.submitted_at,
            edited_at=each.submitted_at,
            submitted_at=each.submitted_at,
        )
        for number, each in enumerate(found.returns)
    ]
    return shown, f"The hub’s desk: {received(found.files, len(shown))}"


def _count(store: Store | None) -> str:
    return "" if store is None else reports(len(store.summaries()) + len(store.discarded()))


def _count_on_desk(open_desk: OpenDesk | None) -> str:
    """Empty for none, and for one that is damaged and so about to be replaced."""
    with suppress(HighlightError):
        if open_desk is not None:
            desk = open_desk()
            return received(len(desk.arrivals()), len(desk.returns()))
    return ""


def _make(
    store: Store, open_desk: OpenDesk | None, folders: Sequence[Path], progress: Progress
) -> list[Backup]:
    """One of the reports in each folder, one of the desk; the first two are told of."""
    made = []
    now = datetime.now(UTC)
    for number, folder in enumerate(folders):
        progress("Backing up your reports", number, len(folders))
        made.append([store.back_up(folder, now=now)])
        if open_desk is not None:
            made[-1].append(open_desk().back_up(folder, now=now, progress=progress))
    return made[0]
