"""Which journals beside a database SQLite may play back: its own, as far as it is whole."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.report.report import Report
from highlight_desktop.store import journal
from highlight_desktop.store.database import APPLICATION_ID, FILE_NAME
from highlight_desktop.store.reports import Store


@pytest.fixture
def database(folder: Path, written: Callable[..., Report], now: datetime) -> Path:
    """A closed database with a report in it."""
    with Store.open(folder) as store:
        store.create(written(), now=now)
    return folder / FILE_NAME


def journal_of(path: Path, statement: str) -> bytes:
    """What SQLite would need to take a change back that was never finished."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = OFF")  # else it is marked as whole only at the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        written = path.with_name(f"{path.name}-journal").read_bytes()
        connection.execute("ROLLBACK")
    return written


def recipes_as_large_as(database: Path, path: Path) -> Path:
    """A database of another program that has as many pages."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipe (words TEXT)")
        while path.stat().st_size < database.stat().st_size:
            connection.execute("INSERT INTO recipe VALUES (zeroblob(3000))")
    assert path.stat().st_size == database.stat().st_size
    return path


def test_the_journal_of_a_program_with_as_large_a_database_is_foreign(
    database: Path, tmp_path: Path
) -> None:
    recipes = recipes_as_large_as(database, tmp_path / "recipes.db")
    left_there = journal_of(recipes, "PRAGMA user_version = 99")
    journal.beside(database).write_bytes(left_there)

    assert journal.is_foreign(database, APPLICATION_ID)
    with pytest.raises(StoreDamagedError, match="belongs to another database"):
        Store.open(database.parent)


def test_the_journal_of_an_earlier_copy_of_the_same_reports_is_foreign(
    database: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copyfile(database, tmp_path / "copy.db"))
    left_there = journal_of(copy, "DELETE FROM answer")
    journal.beside(database).write_bytes(left_there)

    with pytest.raises(StoreDamagedError, match="belongs to another database"):
        Store.open(database.parent)


def test_of_a_torn_journal_only_what_is_whole_counts(database: Path, tmp_path: Path) -> None:
    """A power cut left a second page in it, half written; SQLite plays the first back and stops."""
    copy = Path(shutil.copyfile(database, tmp_path / "copy.db"))
    own = journal_of(copy, "PRAGMA user_version = 99")
    page_bytes = int.from_bytes(own[24:28])
    record = own[-(page_bytes + 8) :]
    assert record[:4] == (1).to_bytes(4), "one record, of the first page"
    for torn in (
        (2).to_bytes(4) + b"\x07" * page_bytes + record[-4:],
        ((2).to_bytes(4) + record[4:])[:-1],
    ):
        journal.beside(database).write_bytes(own + torn)
        assert not journal.is_foreign(database, APPLICATION_ID)

    journal.beside(database).write_bytes(own + (2).to_bytes(4) + record[4:])
    assert journal.is_foreign(database, APPLICATION_ID), (
        "a second page that is whole is played back"
    )


def test_a_journal_for_a_database_of_another_size_is_foreign(
    database: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copyfile(database, tmp_path / "copy.db"))
    left_there = journal_of(copy, "PRAGMA user_version = 99")
    with database.open("ab") as file:
        file.write(bytes(4_096))
    journal.beside(database).write_bytes(left_there)

    assert journal.is_foreign(database, APPLICATION_ID), "SQLite would cut the database"
