"""Knows when what is typed is handed over to be saved, and what the author is told of it."""

import time
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.report import Place
from ui.editor.autosave import SAVING, Autosave, SavedState, not_saved, saved_at
from ui.editor.top_bar import TopBar
from ui.widgets.announce import announce


class SaveDrive(QObject):
    """Hands over what is edited in good time, and shows in the top bar how that went."""

    due = Signal(object)
    """Carries the set of places to save now."""

    def __init__(self, page: QWidget, top: TopBar) -> None:
        super().__init__(page)
        self._page = page
        self._top = top
        self._autosave = Autosave()
        self._speak_next = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save_now)

    @property
    def unsaved(self) -> set[Place]:
        """Edited since the last save was handed over."""
        return self._autosave.unsaved

    @property
    def not_saved(self) -> set[Place]:
        """Edited, and not known to be in the database: what is under way as well."""
        return {*self._autosave.unsaved, *self._autosave.under_way}

    @property
    def all_saved(self) -> bool:
        """True when everything edited is known to be in the database."""
        return self._autosave.all_saved

    def edited(self, place: Place) -> None:
        """The author changed something."""
        self._autosave.edited(place, time.monotonic())
        if self._autosave.failures == 0:
            self._show(SAVING)
        self._arm()

    def save_now(self) -> None:
        """Hand over at once, unless a save is under way; then it follows that one."""
        if self._autosave.unsaved and not self._autosave.under_way:
            self._timer.stop()
            self.due.emit(self._autosave.hand_over())

    def save_at_wish(self) -> None:
        """Ctrl+S: everything is saved anyway, but people like to be told."""
        self.speak_next()
        if self._autosave.all_saved:
            announce(self._page, self._top.saved_words)
        self.save_now()

    def speak_next(self) -> None:
        """The next time all is saved is news, and is spoken."""
        self._speak_next = True

    def saved(self, at: datetime) -> None:
        """What was handed over is in the database."""
        self._speak_next |= self._autosave.failures > 0
        self._autosave.saved()
        self._show(saved_at(at) if self._autosave.all_saved else SAVING)
        self._arm()

    def failed(self, error: BaseException) -> None:
        """What was handed over is not in the database; it will be handed over again."""
        self._speak_next |= self._autosave.failures == 0
        self._autosave.failed(time.monotonic())
        self._show(not_saved(error))
        self._arm()

    def _arm(self) -> None:
        due_s = self._autosave.due_in(time.monotonic())
        if due_s is not None:
            self._timer.start(max(0, round(due_s * 1000)))

    def _show(self, state: SavedState) -> None:
        """Always in sight; spoken when it is news, not at every pause in typing."""
        self._top.show_saved(state)
        if self._speak_next and (state.is_good or state.is_problem):
            self._speak_next = False
            announce(self._page, state.words)
