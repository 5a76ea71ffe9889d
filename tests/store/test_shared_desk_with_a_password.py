"""A shared desk whose server asks for a password, and what it says when something is wrong."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from highlight_desktop.errors import StoreDamagedError, StoreError, StorePasswordError
from highlight_desktop.store import desk_password, desk_place
from highlight_desktop.store.desk_place import SharedPlace
from tests.store import postgres

PASSWORD = "swordfish-7"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    " AND pid <> pg_backend_pid()"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with postgres.server(programs, PASSWORD) as made:
        yield made.address


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment, nor a file of libpq, nor a keyring knows the password."""
    monkeypatch.delenv(desk_password.PASSWORD_VARIABLE, raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.setattr(desk_password, "find", lambda _name: "")


@pytest.mark.parametrize("password", ["", "swordfish-8"])
def test_without_the_right_password_it_is_asked_for(server: str, password: str) -> None:
    with pytest.raises(StorePasswordError, match="wants a password, or another one") as refused:
        SharedPlace.open(server, password)
    assert desk_password.PASSWORD_VARIABLE in refused.value.remedy
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))


def test_with_it_the_desk_opens_and_one_that_is_kept_is_found(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    SharedPlace.open(server, PASSWORD).close()
    names: list[str] = []

    def found(name: str) -> str:
        names.append(name)
        return PASSWORD

    monkeypatch.setattr(desk_password, "find", found)
    SharedPlace.open(server).close()
    assert names == [desk_place.name_of(server)]


def test_what_else_is_wrong_is_no_matter_of_the_password(server: str) -> None:
    nowhere = server.rpartition("/")[0] + "/nowhere"
    with pytest.raises(StoreError, match="does not exist") as refused:
        SharedPlace.open(nowhere, PASSWORD)
    assert not isinstance(refused.value, StorePasswordError)
    assert refused.value.message.endswith("exist.")
    assert "\n" not in refused.value.message


def test_a_desk_that_does_not_fit_is_let_go_of(server: str) -> None:
    SharedPlace.open(server, PASSWORD).close()
    engine = create_engine(server.replace("hub@", f"hub:{PASSWORD}@"))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE arrival ADD COLUMN newer TEXT"))
    with pytest.raises(StoreDamagedError, match="made by another version"):
        SharedPlace.open(server, PASSWORD)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE arrival DROP COLUMN newer"))
        for _ in range(100):  # a server takes a moment to see that somebody has gone
            if not (still_there := connection.scalar(text(OTHERS))):
                break
            connection.execute(text("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()"))
    engine.dispose()
    assert not still_there


def test_no_word_of_a_return_gets_into_what_an_error_came_of(server: str) -> None:
    place = SharedPlace.open(server, PASSWORD)
    words = {"words": "The depot is closed"}
    with pytest.raises(StoreError) as refused, place.transaction() as connection:
        connection.execute(text("SELECT length(:words) / 0"), words)
    place.close()
    assert "depot" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no route to host.\nIs it running?", "no route to host"),
        ('in "host=a password=swordfish-7 user=hub"', 'in "host=a password=… user=hub"'),
        ("  \n", "it gave no reason"),
    ],
)
def test_what_a_server_says_is_one_line_without_a_password(said: str, told: str) -> None:
    assert desk_place._first_line(Exception(said)) == told
