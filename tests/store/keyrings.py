"""Keyrings of the tests' own: real ones to the package, that keep nothing on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class InMemory(KeyringBackend):
    """A keyring of the tests' own, that keeps nothing on the disk."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(username)


class Locked(InMemory):
    """One that its owner does not open."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("no")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("no")


class Forgetful(InMemory):
    """One that keeps nothing and says nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@contextmanager
def in_use(ring: InMemory) -> Iterator[InMemory]:
    """Have the program use this one, and afterwards the one it used before."""
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        yield ring
    finally:
        keyring.set_keyring(before)
