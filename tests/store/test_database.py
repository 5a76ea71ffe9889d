"""Stories of the file: opened safely and alone, or refused without changing a byte of it."""

import errno
import hashlib
import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from highlight_desktop.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store import database, marker, pragmas, schema
from highlight_desktop.store.database import (
    APPLICATION_ID,
    FILE_NAME,
    REPORTS,
    Database,
    sqlite_version,
)
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id

Written = Callable[..., Report]
PAGE_BYTES = 4096
MARKER = FILE_NAME + marker.MARKER_SUFFIX
CLOSED = f"{FILE_NAME}.closed"
needs_a_quiet_close = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="Python 3.11 cannot close a database without a checkpoint"
)


def value(opened: Database, pragma: str) -> object:
    with opened.transaction() as connection:
        return connection.execute(text(f"PRAGMA {pragma}")).scalar_one()


def content(folder: Path) -> dict[str, str]:
    """The hash of every file in a folder."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


@pytest.fixture
def filled(folder: Path, now: datetime, written: Written) -> Path:
    """The file of a closed database with thirty drafts."""
    with Store.open(folder) as store:
        for number in range(30):
            store.create(written(f"Area {number}"), now=now)
    return folder / FILE_NAME


@contextmanager
def crashed(folder: Path) -> Iterator[None]:
    """Leave the folder as a kill does: committed changes still in the log beside the file."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from highlight_desktop.store.database import Database\n"
        "opened = Database.open(Path(sys.argv[1]))\n"
        "with opened.transaction() as connection:\n"
        "    connection.exec_driver_sql('UPDATE report SET notes = ?', ('[\"killed\"]',))\n"
        "    connection.exec_driver_sql('DELETE FROM seal')\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, folder], check=False, cwd=Path(__file__).parents[2])
    assert (folder / f"{FILE_NAME}-wal").stat().st_size
    yield


def test_the_settings_that_keep_text_safe_are_in_force(folder: Path) -> None:
    opened = Database.open(folder)
    assert value(opened, "locking_mode") == "exclusive"
    assert value(opened, "journal_mode") == "wal"
    assert value(opened, "synchronous") == 2
    assert value(opened, "foreign_keys") == 1
    assert value(opened, "mmap_size") == 0
    assert value(opened, "trusted_schema") == 0
    assert value(opened, "busy_timeout") == 200
    assert value(opened, "application_id") == APPLICATION_ID
    assert value(opened, "user_version") == len(schema.MIGRATIONS)
    opened.close()


def test_a_setting_that_does_not_take_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pragmas, "JOURNAL", ("journal_mode", "MEMORY", "wal"))
    with pytest.raises(StoreError, match="journal_mode is memory"):
        Database.open(folder)


def test_closing_leaves_one_file_its_marker_and_how_it_stood(folder: Path) -> None:
    opened = Database.open(folder)
    opened.close()
    opened.close()
    assert sorted(content(folder)) == [FILE_NAME, CLOSED, MARKER]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_nobody_else_may_read_the_reports(folder: Path) -> None:
    opened = Database.open(folder)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    opened.close()
    assert modes[FILE_NAME] == modes[f"{FILE_NAME}-wal"] == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_tables_spoken_of_are_the_tables_made(folder: Path) -> None:
    Database.open(folder).close()
    raw = sqlite3.connect(folder / FILE_NAME)
    made = {
        name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")]
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    raw.close()
    assert made == {
        name: [column.name for column in table.columns]
        for name, table in schema.METADATA.tables.items()
    }


def test_so_are_their_keys_and_what_may_not_be_missing_of_a_passage(folder: Path) -> None:
    Database.open(folder).close()
    raw = sqlite3.connect(folder / FILE_NAME)
    for name, table in schema.METADATA.tables.items():
        columns = raw.execute(f"PRAGMA table_info({name})").fetchall()
        assert {row[1] for row in columns if row[5]} == set(table.primary_key.columns.keys()), name
        if table in (schema.SEARCHED.passage, schema.SEARCHED.subject, schema.SEARCHED.state):
            needed = {row[1] for row in columns if row[3]}
            assert needed == {each.name for each in table.columns if not each.nullable}, name
    raw.close()


def test_a_second_window_is_told_to_close_the_first(folder: Path) -> None:
    with Store.open(folder) as store:
        with pytest.raises(StoreBusyError, match="Another window or command") as busy:
            Store.open(folder)
        assert busy.value.remedy.startswith("Close it and try again.")
        code = (
            "import sys; from pathlib import Path\n"
            "from highlight_desktop.store.reports import Store\n"
            "from highlight_desktop.errors import StoreBusyError\n"
            "try: Store.open(Path(sys.argv[1]))\n"
            "except StoreBusyError: print('busy')"
        )
        told = subprocess.run(
            [sys.executable, "-c", code, folder],
            check=False,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert told.stdout == "busy\n", told.stderr
        assert store.summaries() == []
    Store.open(folder).close()


def test_a_linked_folder_or_file_is_the_same_database(folder: Path, now: datetime) -> None:
    report = Report(new_id(), edition.newest())
    with Store.open(folder) as store:
        store.create(report, now=now)
    linked_folder = folder.with_name("linked")
    elsewhere = folder.with_name("elsewhere")
    elsewhere.mkdir()
    try:
        linked_folder.symlink_to(folder, target_is_directory=True)
        (elsewhere / FILE_NAME).symlink_to(folder / FILE_NAME)
    except OSError:
        pytest.skip("links may not be made here")
    for place in (linked_folder, elsewhere):
        with Store.open(place) as store:
            assert store.load(report.id).report == report
    assert list(content(elsewhere)) == [FILE_NAME]


def zero_length(path: Path) -> None:
    path.write_bytes(b"")


def not_a_database(path: Path) -> None:
    path.write_bytes(b"Dear colleague, please find attached\n" * 300)


def wiped_header(path: Path) -> None:
    path.write_bytes(bytes(100) + path.read_bytes()[100:])


def cut_at_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * PAGE_BYTES])


def cut_inside_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1777])


def cut_to_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def a_garbage_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    page = len(content) // PAGE_BYTES // 2
    content[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = random.Random(1).randbytes(PAGE_BYTES)
    path.write_bytes(content)


def last_page_zeroed(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE_BYTES] + bytes(PAGE_BYTES))


def another_program_s(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA application_id = 1")
    raw.close()


def no_program_s(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA application_id = 0")
    raw.execute("PRAGMA user_version = 0")
    raw.close()


def replaced_by_an_empty_database(path: Path) -> None:
    path.unlink()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()


DAMAGES = [
    zero_length,
    not_a_database,
    wiped_header,
    cut_at_a_page,
    cut_inside_a_page,
    cut_to_the_header,
    a_garbage_page,
    last_page_zeroed,
    another_program_s,
    no_program_s,
    replaced_by_an_empty_database,
]


SAID = {
    zero_length: "it is empty",
    cut_at_a_page: "",  # SQLite, in words that depend on which page it is
    cut_inside_a_page: "it has been cut short",
    another_program_s: "it was not made by this program",
    no_program_s: "it was not made by this program",
    replaced_by_an_empty_database: "it was not made by this program",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_refused_and_left_as_it_is(
    damage: Callable[[Path], None], filled: Path
) -> None:
    damage(filled)
    before = content(filled.parent)
    for _ in range(2):
        with pytest.raises(StoreDamagedError, match=r"reports\.db") as told:
            Store.open(filled.parent)
        assert told.value.remedy
        assert SAID.get(damage, "SQLite says") in told.value.message
        assert content(filled.parent) == before


def test_what_a_disk_refused_once_is_not_taken_for_damage(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = filled.read_bytes()
    a_garbage_page(filled)

    def now_it_reads_well(path: Path) -> None:
        if path == filled:
            path.write_bytes(whole)

    monkeypatch.setattr(database.files, "read_through", now_it_reads_well)

    with Store.open(filled.parent) as store:
        assert len(store.summaries()) == 30


def test_a_file_that_the_disk_does_not_read_is_no_damaged_one(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_garbage_page(filled)

    def refused(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(database.files, "read_through", refused)

    with pytest.raises(StoreError, match="the disk reported a fault") as told:
        Store.open(filled.parent)
    assert not isinstance(told.value, StoreDamagedError)


def test_a_database_that_has_gone_is_missed(filled: Path) -> None:
    filled.unlink()
    before = content(filled.parent)
    with pytest.raises(StoreDamagedError, match="gone") as told:
        Store.open(filled.parent)
    assert MARKER in told.value.remedy
    assert content(filled.parent) == before
    (filled.parent / MARKER).unlink()
    with Store.open(filled.parent) as store:
        assert store.summaries() == []


def test_an_empty_file_that_nobody_here_made_is_not_taken_for_new(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).touch()
    with pytest.raises(StoreDamagedError, match="empty"):
        Store.open(folder)
    assert list(content(folder)) == [FILE_NAME]


def test_a_database_put_back_without_its_marker_gets_one(filled: Path) -> None:
    (filled.parent / MARKER).unlink()
    with Store.open(filled.parent) as store:
        assert len(store.summaries()) == 30
    assert MARKER in content(filled.parent)


@needs_a_quiet_close
def test_damage_with_a_log_beside_it_leaves_both_as_they_are(filled: Path) -> None:
    with crashed(filled.parent):
        with filled.open("r+b") as file:
            file.seek(7 * PAGE_BYTES)
            file.write(bytes(PAGE_BYTES))
        before = content(filled.parent)
        with pytest.raises(StoreDamagedError):
            Store.open(filled.parent)
        assert content(filled.parent) == before


def test_what_was_committed_before_a_crash_is_read_from_the_log(filled: Path) -> None:
    with crashed(filled.parent), Store.open(filled.parent) as store:
        assert store.load(store.summaries()[0].id).notes == ("killed",)


def test_a_wiped_page_never_passes_for_text(folder: Path, now: datetime) -> None:
    report = Report(new_id(), edition.newest())
    long = "Verges were cut. " * 700
    report, _ = report.fill_in(report.edition.header[0].id, long)
    report, _ = report.answer("activity", Answer(AnswerKind.ANSWERED, blocks_of(long)[0]))
    with Store.open(folder) as store:
        store.create(report, now=now)
    path = folder / FILE_NAME
    good = path.read_bytes()
    refused = 0
    for offset in range(0, len(good), PAGE_BYTES):
        path.write_bytes(good[:offset] + bytes(PAGE_BYTES) + good[offset + PAGE_BYTES :])
        try:
            with Store.open(folder) as store:
                assert store.load(report.id).report == report, "a page of the index was wiped"
        except StoreDamagedError:
            refused += 1
    assert refused >= len(good) // PAGE_BYTES // 2


@pytest.mark.parametrize("ahead", [1, 7, 2**31 - 1 - len(schema.MIGRATIONS)])
def test_a_newer_database_is_refused_and_left_as_it_is(ahead: int, filled: Path) -> None:
    newer = len(schema.MIGRATIONS) + ahead
    raw = sqlite3.connect(filled)
    raw.execute(f"PRAGMA user_version = {newer}")
    raw.close()
    before = content(filled.parent)
    with pytest.raises(StoreTooNewError, match=f"version {newer}"):
        Store.open(filled.parent)
    assert content(filled.parent) == before


@needs_a_quiet_close
def test_a_newer_database_with_a_log_beside_it_is_left_as_it_is(filled: Path) -> None:
    raw = sqlite3.connect(filled)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with crashed_raw(filled):
        before = content(filled.parent)
        with pytest.raises(StoreTooNewError):
            Store.open(filled.parent)
        assert content(filled.parent) == before


@contextmanager
def crashed_raw(path: Path) -> Iterator[None]:
    code = (
        "import os, sqlite3, sys; raw = sqlite3.connect(sys.argv[1]);"
        "raw.execute('PRAGMA locking_mode = EXCLUSIVE');"
        "raw.execute('CREATE TABLE later (x)'); raw.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, path], check=False)
    yield


NEXT_STEP = ("ALTER TABLE report ADD COLUMN mood TEXT", "CREATE TABLE mood (name TEXT)")


def test_an_older_database_is_brought_forward(filled: Path) -> None:
    newer = replace(REPORTS, migrations=(*schema.MIGRATIONS, NEXT_STEP))
    opened = Database.open(filled.parent, newer)
    assert value(opened, "user_version") == len(schema.MIGRATIONS) + 1
    with opened.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM report WHERE mood IS NULL")).scalar()
    opened.close()
    Database.open(filled.parent, newer).close()


def test_a_step_that_fails_is_taken_back_whole(filled: Path) -> None:
    raw = sqlite3.connect(filled)
    before = list(raw.iterdump())
    raw.close()
    failing = (*NEXT_STEP, "DELETE FROM answer", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreError, match="nowhere"):
        Database.open(filled.parent, replace(REPORTS, migrations=(*schema.MIGRATIONS, failing)))
    opened = Database.open(filled.parent)
    assert value(opened, "user_version") == len(schema.MIGRATIONS)
    opened.close()
    raw = sqlite3.connect(filled)
    assert list(raw.iterdump()) == before
    raw.close()


def test_the_steps_before_a_failing_one_are_kept(filled: Path) -> None:
    steps = (*schema.MIGRATIONS, NEXT_STEP, ("INSERT INTO nowhere VALUES (1)",))
    with pytest.raises(StoreError, match="nowhere"):
        Database.open(filled.parent, replace(REPORTS, migrations=steps))
    opened = Database.open(filled.parent, replace(REPORTS, migrations=steps[:-1]))
    assert value(opened, "user_version") == len(schema.MIGRATIONS) + 1
    opened.close()


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(StoreError, match="cannot be") as told:
            Store.open(place)
        assert told.value.remedy


def test_a_folder_where_the_file_should_be_is_told(filled: Path) -> None:
    filled.unlink()
    filled.mkdir()
    with pytest.raises(StoreError) as told:
        Store.open(filled.parent)
    assert told.value.remedy


@pytest.mark.parametrize("barred", ["folder", "file"])
def test_a_folder_or_file_that_may_not_be_written_is_told(barred: str, filled: Path) -> None:
    target, mode = (filled, 0o400) if barred == "file" else (filled.parent, 0o500)
    target.chmod(mode)
    try:
        if os.access(target, os.W_OK):
            pytest.skip("this user may write everywhere")
        before = content(filled.parent)
        with pytest.raises(StoreError, match="may not write") as told:
            Store.open(filled.parent)
        assert told.value.remedy
        assert content(filled.parent) == before
    finally:
        target.chmod(0o700)
    Store.open(filled.parent).close()


def test_a_transaction_that_fails_leaves_nothing_behind(folder: Path) -> None:
    opened = Database.open(folder)

    def fail_after_writing() -> None:
        with opened.transaction() as connection:
            connection.execute(text("INSERT INTO passage_index_state VALUES (7)"))
            connection.execute(text("CREATE TABLE later (x)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    with opened.reading() as connection:
        assert connection.execute(text("SELECT * FROM passage_index_state")).all() == [(0,)]
        assert not connection.scalar(
            text("SELECT count(*) FROM sqlite_schema WHERE name = 'later'")
        )
    opened.close()


def test_who_writes_has_the_lock_from_the_beginning_and_who_reads_sees_one_state(
    folder: Path,
) -> None:
    """As it would be in a file that is not locked for good: nothing leans on that alone."""
    Database.open(folder).close()
    path = folder / FILE_NAME
    opened = Database(path, sqlite3.connect(path, isolation_level=None))
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    adding = "INSERT INTO passage_index_state VALUES (1)"
    counting = text("SELECT count(*) FROM passage_index_state")
    with opened.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute(adding)
    with opened.reading() as connection:
        assert connection.scalar(counting) == 1
        other.execute(adding)
        assert connection.scalar(counting) == 1
    with opened.reading() as connection:
        assert connection.scalar(counting) == 2
    other.close()
    opened.close()


def test_to_open_what_is_up_to_date_writes_nothing(filled: Path) -> None:
    with Store.open(filled.parent) as store:
        assert store.changes == 0


def test_the_sqlite_that_is_named_is_the_one_that_keeps_the_reports(folder: Path) -> None:
    opened = Database.open(folder)
    with opened.reading() as connection:
        assert sqlite_version() == connection.scalar(text("SELECT sqlite_version()"))
    opened.close()
