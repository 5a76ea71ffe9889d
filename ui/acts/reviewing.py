"""Knows the road from what has been kept long enough to what is kept longer, and what is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import policy
from highlight_desktop.errors import CancelledError, HighlightError
from highlight_desktop.policy import Policy
from ui.acts import removing
from ui.acts.removing import Removal
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background
from ui.process.desk_access import DeskAccess
from ui.process.fault_log import drop_old

if TYPE_CHECKING:
    from highlight_desktop.store.ageing import Copies
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.retention import Due
    from ui.home.due_dialog import DueDialog


class Reviewing(QObject):
    """Shows what is due, and does what is decided about it."""

    removed = Signal()
    """Reports are gone: what lists them is out of date."""
    noticed = Signal(str)
    """Carries what is to be told at the start: that something is due, or why nobody can say."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        background: Background,
        backup_folders: Callable[[], Sequence[Path]],
        desk: DeskAccess,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._backup_folders = backup_folders
        self._store: Store | None = None
        self._dialog: DueDialog | None = None
        self._at_the_hub: frozenset[str] = frozenset()
        """Of what is shown as due, that which the hub received."""

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store
        if self._dialog is not None:
            self._dialog.reject()

    def look(self) -> None:
        """See at the start whether anything is due."""
        if self._store is not None:
            work = partial(_look, self._store, self._data_folder)
            self._background.run(work, self._on_looked, self._on_no_rules)

    def show(self) -> None:
        """Open the review."""
        if self._store is not None and self._dialog is None:
            self._background.run(partial(_due, self._store), self._on_read, self.failed.emit)

    def _on_looked(self, found: tuple[Policy, list[Due]]) -> None:
        rules, own = found

        def tell(at_the_hub: Sequence[Due]) -> None:
            number = len(own) + len(at_the_hub)
            if number:
                reports = "1 report has" if number == 1 else f"{number:,} reports have"
                self.noticed.emit(
                    f"{reports} been kept as long as your council’s rules ask. Nothing is removed"
                    " by itself: see Tools, Review what is due."
                )

        # Why the desk cannot be opened is told to whoever goes there.
        self._ask_desk(rules, tell, lambda _error: tell(()))

    def _ask_desk(
        self,
        rules: Policy,
        then: Callable[[Sequence[Due]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """What is due at the hub, where there is a rule for it and a desk."""
        months = rules.retention.returned
        asks = months is not None and self._desk.ask_if_there(
            partial(_due_at_the_hub, months), then, failed
        )
        if not asks:
            then(())

    def _on_no_rules(self, error: BaseException) -> None:
        if isinstance(error, HighlightError):
            self.noticed.emit(str(error))
        else:
            self.failed.emit(error)

    def _on_read(self, found: tuple[Policy, list[Due]]) -> None:
        rules, own = found
        then = partial(self._show_due, rules, own)
        self._ask_desk(rules, then, partial(self._on_no_desk, then))

    def _on_no_desk(self, then: Callable[[Sequence[Due]], None], error: BaseException) -> None:
        then(())
        if not isinstance(error, HighlightError):
            self.failed.emit(error)
        elif self._dialog is not None:
            self._dialog.tell(f"What the hub received is not among these: {error}")

    def _show_due(self, rules: Policy, own: Sequence[Due], at_the_hub: Sequence[Due]) -> None:
        if self._store is None:
            return  # let go of meanwhile
        self._at_the_hub = frozenset(each.report_id for each in at_the_hub)
        if self._dialog is None:
            from ui.home.due_dialog import DueDialog

            dialog = self._dialog = DueDialog(rules, self._window)
            dialog.keep_requested.connect(self._on_keep_wanted)
            dialog.remove_requested.connect(self._on_remove_wanted)
            dialog.finished.connect(self._on_closed)
            dialog.open()
        due = sorted((*own, *at_the_hub), key=lambda each: (each.due_on, each.since))
        self._dialog.show_due(due)

    def _read_again(self, told: str) -> None:
        if self._dialog is not None and self._store is not None:
            self._dialog.tell(told)
            self._background.run(partial(_due, self._store), self._on_read, self.failed.emit)

    def _parted(self, ids: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those of this author's reports, and those of what the hub received."""
        own = [each for each in ids if each not in self._at_the_hub]
        return own, [each for each in ids if each in self._at_the_hub]

    # Kept longer

    def _on_keep_wanted(self, ids: Sequence[str], months: int, reason: str) -> None:
        if self._store is None:
            return
        own, at_the_hub = self._parted(ids)
        number = "1 report" if len(ids) == 1 else f"{len(ids):,} reports"

        def kept(_done: None) -> None:
            self._read_again(f"Kept longer: {number}.")

        def then(_done: None) -> None:
            self._desk.ask(partial(_keep, at_the_hub, months, reason), kept, self._on_refused)

        work = partial(_keep, own, months, reason, self._store)
        self._background.run(work, then if at_the_hub else kept, self._on_refused)

    # Removed

    def _on_remove_wanted(self, due: Sequence[Due]) -> None:
        from ui.dialogs.removal_question import RemovalQuestion
        from ui.home.due_model import named

        question = RemovalQuestion([named(each) for each in due], self._dialog)
        ids = [each.report_id for each in due]
        question.accepted.connect(partial(self._remove, ids))
        question.finished.connect(question.deleteLater)
        question.open()

    def _remove(self, ids: Sequence[str]) -> None:
        if self._store is None:
            return
        own, at_the_hub = self._parted(ids)
        then = partial(self._remove_at_the_hub, at_the_hub) if at_the_hub else self._on_removed
        folders = list(self._backup_folders())
        work = partial(removing.remove, self._store, own, self._data_folder, folders)
        task = self._background.run_long(work, then, self._on_refused)
        ProgressDialog("Removing for good", task, self._dialog or self._window)

    def _remove_at_the_hub(self, ids: Sequence[str], own: Removal) -> None:
        """Once this author's own are gone; what the desk says is told together with them."""

        def then(there: Removal) -> None:
            self._on_removed(removing.together(own, there))

        def failed(error: BaseException) -> None:
            if isinstance(error, HighlightError):
                said = f"Nothing that the hub received was removed: {error}"
                self._on_removed(replace(own, remark=f"{own.remark} {said}".strip()))
            else:
                self.failed.emit(error)

        folders = list(self._backup_folders())
        work = partial(removing.remove_from_desk, ids, self._data_folder, folders)
        self._desk.ask(work, then, failed)

    def _on_removed(self, removal: Removal) -> None:
        from ui.dialogs.removed_dialog import RemovedDialog

        self.removed.emit()
        number = "1 report" if len(removal.ids) == 1 else f"{len(removal.ids):,} reports"
        self._read_again(f"Removed for good: {number}.")
        args = len(removal.ids), removal.held, removal.remark
        dialog = RemovedDialog(*args, self._dialog or self._window)
        if removal.held is not None:
            dialog.accepted.connect(partial(self._replace_copies, removal.held))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _replace_copies(self, held: Copies) -> None:
        if self._store is not None:
            ways = self._store, self._desk.way_to_own()
            work = partial(removing.replace_copies, *ways, held, list(self._backup_folders()))
            task = self._background.run_long(work, self._on_replaced, self._on_refused)
            ProgressDialog("Making a fresh backup", task, self._dialog or self._window)

    def _on_replaced(self, gone: list[Path]) -> None:
        number = "1 older copy" if len(gone) == 1 else f"{len(gone):,} older copies"
        if self._dialog is not None:
            self._dialog.tell(
                f"A fresh backup was made and read back; {number} of what was removed went."
            )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self._read_again("Stopped. Nothing was removed.")
        elif isinstance(error, HighlightError):
            show_problem(self._dialog or self._window, error)
            self._read_again("")
        else:
            self.failed.emit(error)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


def _look(store: Store, data_folder: Path) -> tuple[Policy, list[Due]]:
    from highlight_desktop.store.retention import months_before

    found = _due(store)
    months = found[0].retention.logs
    if months is not None:
        drop_old(data_folder, months_before(datetime.now(UTC), months))
    return found


def _due(store: Store) -> tuple[Policy, list[Due]]:
    rules = policy.load()
    return rules, store.due(rules.retention.by_state, now=datetime.now(UTC))


def _due_at_the_hub(months: int, desk: Desk) -> list[Due]:
    return desk.due(months, now=datetime.now(UTC))


def _keep(ids: Sequence[str], months: int, reason: str, place: Store | Desk) -> None:
    from highlight_desktop.store.retention import Decision, months_later

    now = datetime.now(UTC)
    place.keep_longer(ids, Decision(months_later(now.date(), months), reason, now))
