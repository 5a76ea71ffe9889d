"""Knows how the window reaches the hub's desk: through one door, in a thread of its own.

Of its own, so that nobody who types, and nobody who receives, waits for a server that is far away.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from highlight_desktop.settings import Settings, desk_address
from ui.process.background import Background, Task

if TYPE_CHECKING:
    from highlight_desktop.hub.desk_door import DeskDoor
    from highlight_desktop.store.desk import Desk


class DeskAccess(QObject):
    """Short questions to the desk, answered one after the other."""

    def __init__(
        self, window: QObject, data_folder: Path, settings: Callable[[], Settings]
    ) -> None:
        """`settings` gives those in force, which name the desk."""
        super().__init__(window)
        self._data_folder = data_folder
        self._settings = settings
        self._background = Background(self)
        self._door: DeskDoor | None = None
        self._is_over = False

    @property
    def door(self) -> DeskDoor:
        """The way to the desk, for whoever has a thread of their own; loads the database layer."""
        if self._door is None:
            from highlight_desktop.hub.desk_door import DeskDoor

            self._door = DeskDoor(self._data_folder)
        return self._door

    def ask(
        self,
        work: Callable[[Desk], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do work with the desk, which is opened first if it must be, or made."""
        chosen = self._settings()
        self._run(partial(_ask, self.door, chosen, work), done, failed)

    def ask_if_there(
        self,
        work: Callable[[Desk], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> bool:
        """The same, where there is a desk; False when there is none, and nothing is asked then."""
        from highlight_desktop.hub.desk_door import there_is_a_desk

        if not there_is_a_desk(self._data_folder, self._settings()):
            return False
        self.ask(work, done, failed)
        return True

    def work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Task | None:
        """Do work that goes with what the desk said, in the same thread; None at the very end."""
        return self._run(work, done, failed)

    def way_to_own(self) -> Callable[[], Desk] | None:
        """Opens the desk of this computer, in any thread; None where there is none, or a shared."""
        from highlight_desktop.hub.desk_door import there_is_a_desk

        chosen = self._settings()
        if desk_address(chosen) or not there_is_a_desk(self._data_folder, chosen):
            return None
        return partial(self.door.open, chosen)

    @property
    def opened(self) -> Desk | None:
        """The desk while it is open."""
        return None if self._door is None else self._door.opened

    def let_go(self) -> None:
        """Let go of the desk for now: its files are about to be moved."""
        if self._door is not None:
            self._door.let_go()

    def close(self) -> None:
        """Let go of the desk after what was asked of it; nobody waits for a server far away."""
        self._is_over = True
        if self._door is not None:
            self._background.run(self._door.close, _nothing, _nothing)
        if desk_address(self._settings()):
            self._background.let_go()
        else:
            self._background.close()

    def _run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Task | None:
        if self._is_over:
            return None
        told = partial(self._deliver, done), partial(self._deliver, failed)
        return self._background.run(work, *told)

    def _deliver(self, told: Callable[[Any], None], result: object) -> None:
        if not self._is_over:
            told(result)


def _nothing(_result: object) -> None:
    """Nobody is left to be told."""


# This runs in the background.


def _ask(door: DeskDoor, chosen: Settings, work: Callable[[Desk], Any]) -> Any:
    return work(door.open(chosen))
