"""What a failing disk or another program altered is told wherever it would be read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreDamagedError, StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import rescue

Written = Callable[..., Report]


@contextmanager
def behind_its_back(path: Path) -> Iterator[sqlite3.Connection]:
    """The database as a program sees it that knows nothing of seals and rules."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


@pytest.fixture
def kept(folder: Path, written: Written, now: datetime) -> Report:
    """A draft about benches in a closed database."""
    report = written()
    section = report.edition.sections[3].id
    report, _ = report.write(section, blocks_of("Twelve new benches.")[0])
    with Store.open(folder) as store:
        store.create(report, now=now)
    return report


def test_an_altered_word_is_never_shown_as_found(kept: Report, folder: Path) -> None:
    with behind_its_back(folder / FILE_NAME) as connection:
        connection.execute("UPDATE answer SET prose = replace(prose, 'Twelve', 'Twenty')")

    with Store.open(folder) as store, pytest.raises(StoreDamagedError):
        store.search("benches")


def test_a_list_never_leaves_a_report_out_because_its_form_is_gone(
    kept: Report, folder: Path
) -> None:
    with behind_its_back(folder / FILE_NAME) as connection:
        connection.execute("DROP TRIGGER edition_update")
        connection.execute("UPDATE edition SET sha256 = ?", ["0" * 64])

    with Store.open(folder) as store:
        with pytest.raises(StoreDamagedError):
            store.summaries()
        with pytest.raises(StoreDamagedError):
            store.load(kept.id)


@pytest.mark.parametrize("letter", [0x00, 0x01, 0x0B, 0xFFFE])
def test_letters_that_the_gate_does_not_let_in_are_damage_even_without_a_seal(
    kept: Report, folder: Path, letter: int
) -> None:
    with behind_its_back(folder / FILE_NAME) as connection:
        connection.execute("DELETE FROM seal")
        connection.execute("UPDATE header SET typed = 'Sian' || char(?)", [letter])

    with Store.open(folder) as store, pytest.raises(StoreDamagedError):
        store.load(kept.id)


def test_a_form_that_was_altered_is_no_form(kept: Report, folder: Path) -> None:
    with behind_its_back(folder / FILE_NAME) as connection:
        connection.execute("DROP TRIGGER edition_update")
        title = kept.edition.title
        connection.execute("UPDATE edition SET definition = replace(definition, ?, 'X')", [title])

    with Store.open(folder) as store, pytest.raises(StoreDamagedError):
        store.load(kept.id)


@pytest.mark.parametrize("field", FieldId)
def test_a_row_that_says_it_is_another_reports_is_read_as_it_was_sealed(
    kept: Report, folder: Path, field: FieldId
) -> None:
    """One byte of a key in the middle of a page: quick_check passes over it."""
    path = folder / FILE_NAME
    with behind_its_back(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    content, key = path.read_bytes(), f"{kept.id}{field}".encode()
    assert content.count(key) == 1
    path.write_bytes(content.replace(key, bytes([key[0] - 1]) + key[1:]))

    with Store.open(folder) as store:
        try:
            assert store.load(kept.id).report == kept
        except StoreDamagedError:
            return


def test_the_journal_of_another_database_is_not_played_back(
    kept: Report, folder: Path, tmp_path: Path, now: datetime
) -> None:
    other, journal = tmp_path / "recipes.db", folder / f"{FILE_NAME}-journal"
    with behind_its_back(other) as connection:
        connection.execute("CREATE TABLE recipe (words TEXT)")
        connection.executemany("INSERT INTO recipe VALUES (?)", [("barley " * 90,)] * 200)
        journal.write_bytes(uncommitted(connection, other, "DELETE FROM recipe"))
    before = {path: path.read_bytes() for path in (folder / FILE_NAME, journal)}

    with pytest.raises(StoreDamagedError, match="belongs to another database"):
        Store.open(folder)
    assert {path: path.read_bytes() for path in before} == before

    done = rescue(folder, [], now=now)
    assert sorted(each.read_bytes() for each in done.kept) == sorted(before.values())
    with Store.open(folder) as store:
        assert store.load(kept.id).report == kept


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", bytes(2_000)])
def test_a_journal_that_says_nothing_does_no_harm(
    kept: Report, folder: Path, rubbish: bytes
) -> None:
    (folder / f"{FILE_NAME}-journal").write_bytes(rubbish)

    with Store.open(folder) as store:
        assert store.load(kept.id).report == kept


def test_the_journal_of_our_own_change_to_the_log_is_played_back(
    kept: Report, folder: Path
) -> None:
    path = folder / FILE_NAME
    with behind_its_back(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        journal = uncommitted(connection, path, "PRAGMA user_version = 99")
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4)
    path.write_bytes(content)
    (folder / f"{FILE_NAME}-journal").write_bytes(journal)

    with Store.open(folder) as store:
        assert store.load(kept.id).report == kept


def uncommitted(connection: sqlite3.Connection, path: Path, statement: str) -> bytes:
    """The journal of a change that is taken back."""
    connection.execute("PRAGMA synchronous = OFF")  # else it is marked as whole only at the end
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(statement)
    journal = path.with_name(f"{path.name}-journal").read_bytes()
    connection.execute("ROLLBACK")
    return journal


@pytest.fixture
def returned(folder: Path, written: Written, now: datetime) -> tuple[Arrival, Snapshot]:
    """A file with a report in it, on a closed desk."""
    report = replace(written(), unplaced=blocks_of("Twelve new benches.")[0])
    snapshot = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    digest, holding = sha256(b"%PDF").hexdigest(), snapshot.sha256
    said = ("report.pdf", "", "", now, Verdict.AS_SUBMITTED, (), holding, "pdf")
    arrival = Arrival(digest, *said)
    with Desk.open(folder) as desk:
        desk.record(arrival, b"%PDF", snapshot)
    return arrival, snapshot


def test_what_came_in_is_held_against_its_hash_whenever_it_is_read(
    returned: tuple[Arrival, Snapshot], folder: Path
) -> None:
    arrival, snapshot = returned
    with behind_its_back(folder / DESK.file_name) as connection:
        connection.execute("UPDATE arrival SET content = ?", [b"%PDG"])
        connection.execute(
            "UPDATE returned SET snapshot = CAST("
            "replace(CAST(snapshot AS TEXT), 'Twelve', 'Twenty') AS BLOB)"
        )

    with Desk.open(folder) as desk:
        for read in (
            lambda: desk.content(arrival.sha256),
            lambda: desk.snapshot(snapshot.sha256),
            lambda: desk.search("benches"),
        ):
            with pytest.raises(StoreDamagedError, match="no longer what it was"):
                read()


def test_a_desk_that_cannot_be_understood_is_damaged_and_no_crash(
    returned: tuple[Arrival, Snapshot], folder: Path
) -> None:
    with behind_its_back(folder / DESK.file_name) as connection:
        connection.execute("UPDATE arrival SET received_at = '2026/03-09', verdict = 'good'")
        connection.execute("UPDATE returned SET received_at = 'yesterday'")

    with Desk.open(folder) as desk:
        for read in (desk.arrivals, desk.returns, lambda: desk.find(returned[0].sha256)):
            with pytest.raises(StoreDamagedError) as told:
                read()
            assert told.value.remedy


def test_an_index_of_words_that_makes_no_sense_any_more_is_damage(
    kept: Report, folder: Path
) -> None:
    with behind_its_back(folder / FILE_NAME) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'unicode61', 'unicode0x')")

    with Store.open(folder) as store, pytest.raises(StoreError) as told:
        store.search("benches")
    assert isinstance(told.value, StoreDamagedError)


@pytest.mark.parametrize(
    "altered",
    [
        "snapshot = CAST('{\"edition\"' AS BLOB)",
        "snapshot = 'a text, and no bytes'",
        # With the hash of what was put there, so that only reading it tells.
        f"snapshot = CAST('not JSON' AS BLOB), sha256 = '{sha256(b'not JSON').hexdigest()}'",
        f"snapshot = CAST('{{}}' AS BLOB), sha256 = '{sha256(b'{}').hexdigest()}'",
    ],
)
def test_a_return_that_cannot_be_read_keeps_no_other_from_being_found(
    returned: tuple[Arrival, Snapshot], folder: Path, written: Written, now: datetime, altered: str
) -> None:
    """Damaged while the index of words was out of date as well: the desk opens and says so."""
    other = replace(written("Parks"), unplaced=blocks_of("Fourteen new lamps.")[0])
    snapshot = freeze(other, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    said = ("lamps.pdf", "", "", now, Verdict.AS_SUBMITTED, (), snapshot.sha256, "pdf")
    with Desk.open(folder) as desk:
        desk.record(Arrival(sha256(b"%PDF lamps").hexdigest(), *said), b"%PDF lamps", snapshot)
    with behind_its_back(folder / DESK.file_name) as connection:
        connection.execute(f"UPDATE returned SET {altered} WHERE sha256 = ?", [returned[1].sha256])
        for statement in ("DELETE FROM passage", "DELETE FROM subject"):
            connection.execute(statement)
        connection.execute("UPDATE passage_index_state SET is_current = 0")

    with Desk.open(folder) as desk:
        assert desk.search("lamps").total == 1
        assert desk.search("benches").total == 0
        assert desk.content(returned[0].sha256) == b"%PDF"
        said = [each.message for each in desk.check().findings]
        assert any("hash" in each or "is gone" in each for each in said)
