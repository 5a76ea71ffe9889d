"""Knows how the hub's desk is opened for its page, and how a server gets the password it wants."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import StoreError, StorePasswordError
from highlight_desktop.settings import Settings, desk_address
from ui.dialogs.desk_password_dialog import DeskPasswordDialog
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.hub.desk_door import DeskDoor
    from highlight_desktop.store.desk import Desk


class OpeningDesk(QObject):
    """Opens the desk in the background; asks for a password once, and again when it is refused."""

    opened = Signal(object)
    """Carries the Desk."""
    refused = Signal(object)
    """Carries why it cannot be opened."""
    told = Signal(object)
    """Carries what went wrong beside it, such as that the password is not kept."""

    def __init__(self, window: QWidget, door: DeskDoor, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._background = background

    def open(self, chosen: Settings) -> None:
        """Open the desk that the settings name."""
        failed = partial(self._on_failed, chosen, is_second=False)
        self._background.run(partial(self._door.open, chosen), self.opened.emit, failed)

    def _on_failed(self, chosen: Settings, error: BaseException, *, is_second: bool) -> None:
        self.refused.emit(error)
        if isinstance(error, StorePasswordError):
            ask = partial(self._ask, chosen, is_second)
            self._background.run(_cannot_keep, ask, self.told.emit)

    def _ask(self, chosen: Settings, is_second: bool, cannot_keep: str) -> None:
        from highlight_desktop.store.desk_place import name_of

        desk = name_of(desk_address(chosen))
        dialog = DeskPasswordDialog(desk, cannot_keep, refused=is_second, parent=self._window)
        dialog.given.connect(partial(self._on_given, chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_given(self, chosen: Settings, password: str, keep: bool) -> None:
        work = partial(self._door.open_with, chosen, password, keep=keep)
        failed = partial(self._on_failed, chosen, is_second=True)
        self._background.run(work, self._on_opened, failed)

    def _on_opened(self, opened: tuple[Desk, StoreError | None]) -> None:
        desk, not_kept = opened
        self.opened.emit(desk)
        if not_kept is not None:
            self.told.emit(not_kept)


# This runs in the background: a keyring may take its time.


def _cannot_keep() -> str:
    from highlight_desktop.store.desk_password import problem

    return problem()
