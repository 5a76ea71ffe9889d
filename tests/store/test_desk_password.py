"""Where the password of a shared desk comes from, and where it never goes."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from highlight_desktop.errors import StoreError
from highlight_desktop.store import desk_password
from highlight_desktop.store.desk_place import name_of

DESK = "hub@db.council.example/desk"


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


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, ring = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_password_is_kept_in_the_keyring_and_found_there(ring: InMemory) -> None:
    assert desk_password.problem() == ""
    assert desk_password.find(DESK, {}) == ""
    desk_password.keep(DESK, "pa/ss@wŵrd")
    assert ring.kept == {(desk_password.SERVICE, DESK): "pa/ss@wŵrd"}
    assert desk_password.find(DESK, {}) == "pa/ss@wŵrd"
    assert desk_password.find("hub@elsewhere/desk", {}) == ""


def test_the_environment_comes_before_the_keyring(ring: InMemory) -> None:
    desk_password.keep(DESK, "kept")
    given = {desk_password.PASSWORD_VARIABLE: "given"}
    assert desk_password.find(DESK, given) == "given"


@pytest.mark.parametrize("kind", [Locked, Forgetful, NoKeyring])
def test_a_keyring_that_keeps_nothing_is_a_sentence(
    ring: InMemory, kind: type[KeyringBackend]
) -> None:
    keyring.set_keyring(kind())
    assert desk_password.find(DESK, {}) == ""
    with pytest.raises(StoreError) as refused:
        desk_password.keep(DESK, "secret")
    assert "The password is not kept" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_without_a_backend_it_is_said_beforehand(ring: InMemory) -> None:
    keyring.set_keyring(NoKeyring())
    assert desk_password.problem() == desk_password.NO_KEYRING


def test_without_the_package_it_is_said_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_password, "find_spec", lambda _name: None)
    assert desk_password.problem() == desk_password.NOT_INSTALLED
    assert desk_password.find(DESK, {}) == ""


def test_each_desk_has_a_name_in_the_keyring() -> None:
    assert name_of("postgresql+psycopg://hub@db.council.example/desk") == DESK
    assert name_of(" postgresql+psycopg://hub@db:5433/desk ") == "hub@db:5433/desk"
