"""Knows what is done about the data as a whole: reviewed, checked, watched, told to who helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.forms import Forms
from ui.acts.backups import Backups
from ui.acts.checking_data import CheckingData
from ui.acts.form_editions import FormEditions
from ui.acts.reviewing import Reviewing
from ui.acts.saving_for_support import SavingForSupport
from ui.acts.unsaved_text import UnsavedText
from ui.hang_watch import HangWatch
from ui.menus import Menus
from ui.pages import Pages
from ui.process.background import Background
from ui.process.desk_access import DeskAccess
from ui.widgets.local_time import printed_here

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
        self._store: Store | None = None
        self._last_saved: datetime | None = None
        self._reviewing = Reviewing(window, data_folder, background, backups.folders, desk)
        self._checking = CheckingData(window, data_folder, background, desk)
        self._support = SavingForSupport(window, data_folder, background)
        self.hang_watch = HangWatch(window, pages, background, unsaved)
        self.hang_watch.told.connect(self.noticed)
        self._reviewing.removed.connect(self.removed)
        self._reviewing.noticed.connect(self.noticed)
        self._checking.backups_wanted.connect(backups.show)
        self._pages = pages
        self.editions = FormEditions(window, data_folder, background, backups.folders)
        self.editions.moving.agreed.connect(self._on_move_agreed)
        self.editions.moving.moved.connect(self.removed)
        self.editions.noticed.connect(self.noticed)
        for each in (self._reviewing, self._checking, self._support, self.editions):
            each.failed.connect(self.failed)

    def answer(self, menus: Menus) -> None:
        """Do what is asked for in the menus."""
        self.editions.changed.connect(partial(self._offer_editions, menus))
        menus.edition_requested.connect(self.editions.choose)
        menus.editions_requested.connect(self.editions.manage)
        menus.review_requested.connect(self._reviewing.show)
        menus.data_check_requested.connect(self._checking.check)
        menus.support_requested.connect(self._support.choose)

    def use(self, store: Store | None, last_saved: datetime | None = None) -> None:
        """The reports that are at hand, and when one was last saved; None while there are none."""
        for each in (self._reviewing, self._checking, self._support, self.editions):
            each.use(store)
        self._store, self._last_saved = store, last_saved

    def look(self) -> None:
        """Look what is to be told of the reports, now that the author has them."""
        if self._store is not None:
            self.editions.load()
            self._reviewing.look()
            words = _clock(datetime.now(UTC), self._last_saved)
            if words:
                self.noticed.emit(words)

    def _offer_editions(self, menus: Menus, known: Forms) -> None:
        menus.show_editions(known.newest_first)
        self._pages.home.show_editions(known.newest_first)

    def _on_move_agreed(self, move: Callable[[], object]) -> None:
        self._pages.leave(partial(self._leave_for, move))

    def _leave_for(self, move: Callable[[], object]) -> None:
        """Nobody may type on in a draft that moves."""
        self._pages.show_list()
        move()


def _clock(now: datetime, last_saved: datetime | None) -> str:
    """What is to be told of this computer's clock; nothing when it is well.

    A year that cannot be is told by who looks at the folder, with or without reports.
    """
    from highlight_desktop.whereabouts.doctor import CLOCK_TOLERANCE, FIRST_YEAR, LAST_YEAR

    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return ""
    if last_saved is None or last_saved - now <= CLOCK_TOLERANCE:
        return ""
    return (
        f"This computer’s clock says {printed_here(now)}, but reports were last changed"
        f" {printed_here(last_saved)}. Set the clock right: the dates of what you write now would"
        " be wrong. Nothing is lost, and versions keep their order."
    )
