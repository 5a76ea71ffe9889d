"""Knows whether this program has a hub's desk, and opens it once for all who ask for it."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from highlight_desktop.errors import StoreError
from highlight_desktop.settings import Settings, desk_address
from highlight_desktop.store import desk_password
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_place import DESK, name_of


def there_is_a_desk(data_folder: Path, chosen: Settings) -> bool:
    """True when one is shared, or was once made here; asking makes none."""
    return bool(desk_address(chosen)) or (data_folder / DESK.file_name).exists()


@dataclass(frozen=True, slots=True)
class _Opened:
    address: str
    desk: Desk


class DeskDoor:
    """The one way to the desk. Any thread may call it; whoever comes second waits for the first."""

    def __init__(self, data_folder: Path) -> None:
        self._data_folder = data_folder
        self._turn = threading.Lock()
        self._opened: _Opened | None = None
        self._passwords: dict[str, str] = {}
        """Those given in this session, by address."""
        self._is_closed = False

    @property
    def data_folder(self) -> Path:
        """Where this computer keeps its own data, whatever desk is opened."""
        return self._data_folder

    def open(self, chosen: Settings) -> Desk:
        """The desk that the settings name, opened or made if it is not.

        Raises StoreError with the reason.
        """
        with self._turn:
            address = desk_address(chosen)
            if self._opened is not None and self._opened.address == address:
                return self._opened.desk
            self._let_go()
            desk = Desk.open(self._data_folder, address, self._passwords.get(address, ""))
            return self._take(address, desk)

    def open_with(
        self, chosen: Settings, password: str, *, keep: bool
    ) -> tuple[Desk, StoreError | None]:
        """The shared desk, with a password for this session.

        With `keep` the password goes into the keyring too, but only one that the server takes;
        given back is why it could not. Raises StoreError as `open` does.
        """
        with self._turn:
            address = desk_address(chosen)
            self._let_go()
            desk = self._take(address, Desk.open(self._data_folder, address, password))
            self._passwords[address] = password
            if keep:
                try:
                    desk_password.keep(name_of(address), password)
                except StoreError as error:
                    return desk, error
            return desk, None

    @property
    def opened(self) -> Desk | None:
        """The desk while it is open; one on this computer opens only once."""
        opened = self._opened
        return None if opened is None else opened.desk

    def let_go(self) -> None:
        """Let go of the desk for now; who asks for it next opens it again."""
        with self._turn:
            self._let_go()

    def close(self) -> None:
        """Let go of the desk for good. One that is being opened meanwhile is closed when it is."""
        self._is_closed = True
        if self._turn.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._turn.release()

    def _take(self, address: str, desk: Desk) -> Desk:
        if self._is_closed:
            desk.close()
        self._opened = _Opened(address, desk)
        return desk

    def _let_go(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(StoreError):
                opened.desk.close()
