"""Knows the hub's desk in the window: made when it is first gone to, let go of with the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.settings import Settings
from ui.acts.backing_up import BackingUp
from ui.acts.backing_up_desk import TheDesk, restore
from ui.acts.backups import Backups
from ui.acts.bringing_back import is_in_place, places
from ui.acts.preferences import Preferences
from ui.dialogs.progress_dialog import ProgressDialog
from ui.opening_returns import OpeningReturns
from ui.pages import Pages
from ui.process.desk_access import DeskAccess

if TYPE_CHECKING:
    from ui.acts.collecting import Collecting


class AtTheHub(QObject):
    """What the frame has of the desk: the page, the way to a return, and to what is asked of it."""

    list_requested = Signal()
    noticed = Signal(str)
    """Carries what is to be told above the page."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        pages: Pages,
        backups: Backups,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._preferences = preferences
        preferences.changed.connect(self._obey)
        self.collecting: Collecting | None = None
        """The page at work, once it was gone to."""
        self.desk = DeskAccess(self, data_folder, lambda: preferences.settings)
        self.returns = OpeningReturns(self, pages, self.desk)
        self.returns.failed.connect(self.failed)
        self._backups = backups
        backups.use_desk(self.desk)
        backups.desk_restore_agreed.connect(self._on_restore_agreed)
        self._backing_up = BackingUp(window, TheDesk(self.desk), backups.folders)
        self._backing_up.failed.connect(self.noticed)

    def show(self) -> None:
        """Show the page, on which the desk is opened."""
        if self.collecting is None:
            # Here, because no author ever needs it, and it loads the database layer.
            from ui.acts.collecting import Collecting

            made = self.collecting = Collecting(self._window, self.desk.door)
            made.failed.connect(self.failed)
            made.page.list_requested.connect(self.list_requested)
            made.page.backups_requested.connect(self._show_backups)
            made.received.connect(self._backing_up.make)
            made.page.opened.connect(self.returns.open)
            made.page.opened_at.connect(self.returns.open)
            made.page.periods_wanted.connect(self.returns.periods.show)
        self._pages.show_hub(self.collecting.page)
        self.collecting.begin(self._preferences.settings)
        self._backing_up.make_soon()

    def finish(self, then: Callable[[], object]) -> None:
        """Make a backup of the desk at the end of a session, and do something."""
        self._backing_up.finish(then)

    def let_go(self) -> None:
        """Leave the desk, for its files are about to be moved; the next look opens it again."""
        if self.collecting is not None:
            self.collecting.page.deleteLater()
            self.collecting.close()
            self.collecting = None
        self._backing_up.settle()
        self.desk.let_go()

    def close(self) -> None:
        """Finish what is under way, and let go of the desk."""
        if self.collecting is not None:
            self.collecting.close()
        # After it: what was received to the last is backed up as well.
        self._backing_up.close()
        self.desk.close()
        self.returns.close()

    def _obey(self, chosen: Settings) -> None:
        """Go on in changed settings, which may name another desk, where the page is shown."""
        if self.collecting is not None and self.collecting.page.isVisible():
            self.collecting.begin(chosen)

    # A backup in the place of the desk

    def _show_backups(self) -> None:
        self._backups.show(places(self._backups.folders()), of_desk=True)

    def _on_restore_agreed(self, path: Path) -> None:
        self._pages.leave(partial(self._restore, path))

    def _restore(self, path: Path) -> None:
        """Let go of the desk, and put the backup in its place."""
        was_here = self.collecting is not None and self.collecting.page.isVisible()
        self._pages.show_list()
        self.let_go()
        done, failed = partial(self._on_restored, was_here), partial(self._on_stayed, was_here)
        task = self.desk.work(partial(restore, self.desk.door, path), done, failed)
        if task is not None:
            ProgressDialog("Restoring the backup", task, self._window)

    def _on_restored(self, was_here: bool, kept: list[Path]) -> None:
        self.noticed.emit(is_in_place(kept))
        if was_here:
            self.show()

    def _on_stayed(self, was_here: bool, error: BaseException) -> None:
        if was_here:
            self.show()
        self.failed.emit(error)
