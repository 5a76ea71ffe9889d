"""Where the password of a shared desk comes from, and where it never goes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from highlight_desktop.errors import StoreError
from highlight_desktop.store import desk_password
from highlight_desktop.store.desk_place import name_of
from tests.store.keyrings import Forgetful, InMemory, Locked, in_use

DESK = "hub@db.council.example/desk"


@pytest.fixture
def ring() -> Iterator[InMemory]:
    with in_use(InMemory()) as ring:
        yield ring


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


def test_a_desk_of_one_computer_loads_neither_the_keyring_nor_the_driver(tmp_path: Path) -> None:
    looked = (
        "import sys; from pathlib import Path; from highlight_desktop.store.desk import Desk;"
        f" Desk.open(Path({str(tmp_path)!r})).close();"
        " print([each for each in ('keyring', 'psycopg') if each in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
