"""Databases made by earlier schemas: one file is kept of each, and must open for ever."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Place, Report
from highlight_desktop.store import backup, database, proving, restoring, schema
from highlight_desktop.store.database import FILE_NAME, REPORTS, Database
from highlight_desktop.store.reports import Store
from highlight_desktop.store.search import Narrowing
from highlight_desktop.store.stored import State, new_id

RELEASED = Path(__file__).parent / "released"
NOW = datetime(2026, 3, 10, tzinfo=UTC)
DRAFT, SUBMITTED = "a" * 32, "b" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of somebody who used the program when its schema was the first."""
    shutil.copy(RELEASED / "schema-1.db", tmp_path / FILE_NAME)
    return tmp_path


def test_there_is_a_file_of_every_schema_but_the_present_one() -> None:
    expected = [f"schema-{number}.db" for number in range(1, len(schema.MIGRATIONS))]
    assert sorted(path.name for path in RELEASED.iterdir()) == expected


def test_a_database_of_the_first_schema_opens_with_all_it_held(folder: Path) -> None:
    with Store.open(folder) as store:
        assert [each.state for each in store.summaries()] == [State.DRAFT, State.SUBMITTED]
        draft = store.load(DRAFT)
        assert draft.report.typed(FieldId.SERVICE_AREAS) == "Libraries"
        assert draft.notes == ("A note.",)
        assert (draft.report.marking, draft.correction) == ("", "")
        assert len(draft.report.answers) == len(draft.report.edition.sections)
        snapshot = store.snapshot(SUBMITTED)
        assert snapshot.sha256.startswith("459675402fe9d5509d4d")
        assert (snapshot.report.marking, snapshot.correction) == ("", "")


def test_what_is_new_works_on_it(folder: Path) -> None:
    with Store.open(folder) as store:
        report, change = store.load(DRAFT).report.mark("OFFICIAL")
        store.save(report, [change.place], now=NOW)
        assert [each.places for each in store.history(DRAFT)][1:] == [(Place("marking"),)]
        assert store.correct(SUBMITTED, "A slip", now=NOW).version == 2
        store.discard(DRAFT, now=NOW)
        assert store.purge(now=NOW + timedelta(days=30)) == 1


def test_a_form_that_the_first_release_kept_is_not_kept_a_second_time(folder: Path) -> None:
    with Store.open(folder) as store:
        form = store.load(DRAFT).report.edition
        store.create(Report(new_id(), form), now=NOW)
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM edition").fetchone()
    assert kept == 1


def test_a_migration_cut_short_leaves_the_schema_it_found(folder: Path) -> None:
    broken = (schema.MIGRATIONS[0], (*schema.MIGRATIONS[1], "CREATE TABLE report (id)"))
    with pytest.raises(database.StoreError):
        Database.open(folder, replace(REPORTS, migrations=broken))
    Database.open(folder, replace(REPORTS, migrations=schema.MIGRATIONS[:1])).close()
    with Store.open(folder) as store:
        assert len(store.summaries()) == 2


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The data folder of somebody who used the program when its schema was the second."""
    folder = tmp_path / "second"
    folder.mkdir()
    shutil.copy(RELEASED / "schema-2.db", folder / FILE_NAME)
    return folder


def test_a_database_of_the_second_schema_opens_with_all_it_held(second: Path) -> None:
    with Store.open(second) as store:
        assert [each.state for each in store.summaries()] == [
            State.DRAFT,
            State.SUBMITTED,
            State.SUBMITTED,
        ]
        assert [each.id for each in store.discarded()] == ["d" * 32]
        assert store.load(DRAFT).report.marking == "OFFICIAL"
        assert len(store.history(DRAFT)) == 2
        assert store.snapshot(SUBMITTED).sha256.startswith("8ec69a383464de2031b1")


@pytest.mark.parametrize("number", [1, 2])
def test_what_an_earlier_schema_held_is_found_once_it_is_opened(
    tmp_path: Path, number: int
) -> None:
    shutil.copy(RELEASED / f"schema-{number}.db", tmp_path / FILE_NAME)
    for _time in range(2):
        with Store.open(tmp_path) as store:
            assert [hit.report_id for hit in store.search("parks").best] == [SUBMITTED]
            [hit] = store.search("Libraries", Narrowing(service_area="libraries"), at_most=1).best
            assert hit.report_id == DRAFT


def test_a_reading_cut_short_is_done_again(second: Path) -> None:
    Database.open(second).close()  # the tables are there, and nothing in them
    with Store.open(second) as store:
        assert store.search("COVID-19").total == 30


def test_a_database_of_the_fourth_schema_opens_with_its_chain_and_can_be_reviewed(
    tmp_path: Path,
) -> None:
    shutil.copy(RELEASED / "schema-4.db", tmp_path / FILE_NAME)
    with Store.open(tmp_path) as store:
        assert store.check().is_clean
        months = {"draft": 12, "submitted": 12}
        due = {each.report_id for each in store.due(months, now=NOW + timedelta(days=400))}
        # The submitted report has a correction that was begun, which is due itself.
        assert SUBMITTED not in due
        assert len(due) == 2
        assert len(store.remove_for_good(due, months, now=NOW + timedelta(days=400))) == 2
        assert store.check().is_clean


# The copy that is kept before


@pytest.mark.parametrize("number", range(1, len(schema.MIGRATIONS)))
def test_before_it_is_brought_forward_a_proved_copy_of_it_is_kept(
    tmp_path: Path, number: int
) -> None:
    """D6: as a backup, dated by when the reports were last written, and named as theirs."""
    shutil.copy(RELEASED / f"schema-{number}.db", tmp_path / FILE_NAME)
    written_at = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC).timestamp()
    os.utime(tmp_path / FILE_NAME, (written_at, written_at))
    with Store.open(tmp_path) as store:
        ids = {each.id for each in (*store.summaries(), *store.discarded())}
    [kept] = backup.listed(tmp_path / backup.FOLDER)
    assert kept.reports == proving.examine(kept.path) == len(ids)
    assert proving.ids_in(kept.path) == ids
    assert f"{kept.made_at:%Y-%m-%d %H:%M:%S}" == "2026-02-03 04:05:06"
    with closing(sqlite3.connect(kept.path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (number,)
    Store.open(tmp_path).close()
    assert backup.listed(tmp_path / backup.FOLDER) == [kept]


def test_the_copy_can_be_restored_and_is_brought_forward_again(folder: Path) -> None:
    with Store.open(folder) as store:
        store.discard(DRAFT, now=NOW)
    [kept] = backup.listed(folder / backup.FOLDER)
    restoring.restore(kept.path, folder, now=NOW)
    with Store.open(folder) as store:
        assert {each.id for each in store.summaries()} == {DRAFT, SUBMITTED}


@pytest.mark.parametrize("fails", ["copy", "proof"])
def test_without_such_a_copy_nothing_is_brought_forward(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    before = (folder / FILE_NAME).read_bytes()

    def refuse(path: Path, *_sort: object) -> int:
        if fails == "copy":
            raise OSError(errno.ENOSPC, "full")
        raise StoreDamagedError("It does not read back.")

    with monkeypatch.context() as patch:
        patch.setattr(*((files, "sync") if fails == "copy" else (backup, "counted")), refuse)
        with pytest.raises(StoreError, match=r"full|does not read back") as told:
            Store.open(folder)
    assert told.value.remedy
    assert told.value.message.startswith(("Backups in", "No backup could be made"))
    assert (folder / FILE_NAME).read_bytes() == before
    assert backup.listed(folder / backup.FOLDER) == []
    with Store.open(folder) as store:
        assert len(store.summaries()) == 2


def test_a_migration_that_is_tried_again_keeps_one_copy(folder: Path) -> None:
    broken = (schema.MIGRATIONS[0], (*schema.MIGRATIONS[1], "CREATE TABLE report (id)"))
    for _ in range(3):
        with pytest.raises(StoreError):
            Database.open(
                folder,
                replace(REPORTS, migrations=broken),
                before_migration=backup.before_migration,
            )
    assert len(backup.listed(folder / backup.FOLDER)) == 1
