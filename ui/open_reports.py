"""Knows what works on the reports while they are open, and how all of it lets go of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.acts.backing_up import BackingUp, OwnReports
from ui.acts.looking_back import LookingBack
from ui.acts.searching import Searching
from ui.acts.sending import Sending
from ui.acts.shelf import Shelf
from ui.acts.starting_next import StartingNext
from ui.acts.through_periods import ThroughPeriods
from ui.acts.upkeep import Upkeep
from ui.process.background import Background
from ui.process.desk_access import DeskAccess
from ui.search.page import SearchPage

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store


class OpenReports(QObject):
    """Made when the reports have been opened, and gone before they are closed."""

    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        store: Store,
        background: Background,
        data_folder: Path,
        search_page: SearchPage,
        desk: DeskAccess,
        backup_folders: Callable[[], list[Path]],
    ) -> None:
        super().__init__(window)
        self.store = store
        self.shelf = Shelf(window, store, background)
        self.sending = Sending(window, store, background, data_folder)
        self.looking_back = LookingBack(window, store, background)
        self.starting = StartingNext(window, store, background)
        self.searching = Searching(search_page, store, background, desk)
        self.through_periods = ThroughPeriods(window, store, background)
        self.upkeep = Upkeep(window, store, background)
        self.backing_up: BackingUp | None = None
        """None where they may only be read."""
        if self.may_write:
            self.backing_up = BackingUp(window, OwnReports(store), backup_folders)
        asked = self.shelf, self.sending, self.looking_back, self.starting, self.searching
        self._asked = *asked, self.through_periods, self.upkeep
        for each in self._asked:
            each.failed.connect(self.failed)

    @property
    def may_write(self) -> bool:
        """False while the database is only read."""
        return self.store.read_only_because is None

    def let_go(self) -> None:
        """Ask nothing more of the store, once what is under way has settled."""
        if self.backing_up is not None:
            self.backing_up.close()
            self.backing_up.deleteLater()
        for each in self._asked:
            each.deleteLater()
        self.deleteLater()
