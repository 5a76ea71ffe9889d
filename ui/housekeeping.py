"""Knows what is done about the data as a whole: reviewed, checked, watched, told to who helps."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.background import Background
from ui.backups import Backups
from ui.checking_data import CheckingData
from ui.desk_access import DeskAccess
from ui.hang_watch import HangWatch
from ui.local_time import printed_here
from ui.menus import Menus
from ui.pages import Pages
from ui.reviewing import Reviewing
from ui.saving_for_support import SavingForSupport
from ui.unsaved_text import UnsavedText

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store


class Housekeeping(QObject):
    """What the Tools and Help menus ask about all reports; the frame hands them over."""

    removed = Signal()
    """Reports are gone: what lists them is out of date."""
    noticed = Signal(str)
    """Carries what is to be told above the page."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        backups: Backups,
        background: Background,
        pages: Pages,
        unsaved: UnsavedText,
        desk: DeskAccess,
    ) -> None:
        super().__init__(window)
        self._background = background
        self._store: Store | None = None
        self._reviewing = Reviewing(window, data_folder, background, backups.folders)
        self._checking = CheckingData(window, data_folder, background, desk)
        self._support = SavingForSupport(window, data_folder, background)
        self.hang_watch = HangWatch(window, pages, background, unsaved)
        self.hang_watch.told.connect(self.noticed)
        self._reviewing.removed.connect(self.removed)
        self._reviewing.noticed.connect(self.noticed)
        self._checking.backups_wanted.connect(backups.show)
        for each in (self._reviewing, self._checking, self._support):
            each.failed.connect(self.failed)

    def answer(self, menus: Menus) -> None:
        """Do what is asked for in the menus."""
        menus.review_requested.connect(self._reviewing.show)
        menus.data_check_requested.connect(self._checking.check)
        menus.support_requested.connect(self._support.choose)

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        for each in (self._reviewing, self._checking, self._support):
            each.use(store)
        self._store = store

    def look(self) -> None:
        """Look what is to be told of the reports, now that the author has them."""
        if self._store is not None:
            self._reviewing.look()
            clock = partial(_clock, self._store)
            self._background.run(clock, self._on_clock_read, self.failed.emit)

    def _on_clock_read(self, words: str) -> None:
        if words:
            self.noticed.emit(words)


def _clock(store: Store) -> str:
    """What is to be told of this computer's clock, in the background; nothing when it is well."""
    from highlight_desktop.whereabouts.doctor import CLOCK_TOLERANCE

    now, latest = datetime.now(UTC), store.latest_known()
    if latest is None or latest - now <= CLOCK_TOLERANCE:
        return ""
    return (
        f"This computer’s clock says {printed_here(now)}, but reports were last changed"
        f" {printed_here(latest)}. Set the clock right: the dates of what you write now would be"
        " wrong. Nothing is lost, and versions keep their order."
    )
