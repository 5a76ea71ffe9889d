"""A rescue of what is only half there: never taken for whole, never lost without a word."""

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.store import backup, restoring, salvage, salvaged_rows
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import IN_PART, Source, rescue
from highlight_desktop.store.stored import State

Written = Callable[..., Report]
MONTHS = {"draft": 12}
TWO_YEARS = timedelta(days=730)


def behind_its_back(folder: Path, *statements: str) -> None:
    """Change rows as a disk might that gives back other bytes: no rule of the database is asked."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount, statement


def alter_an_index(path: Path, report_id: str) -> None:
    """One letter of a key: that is nothing `quick_check` would see."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_answer_1'"
        (page,) = connection.execute(query).fetchone()
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    at = content.index(report_id.encode(), (page - 1) * page_bytes, page * page_bytes)
    content[at + len(report_id) + 2] ^= 1
    path.write_bytes(content)


def told(done: salvage.Rescue) -> set[tuple[str, Source]]:
    return {(each.report_id, each.source) for each in done.reports}


@pytest.fixture
def kept(folder: Path, written: Written, now: datetime) -> tuple[Report, Report]:
    """Two drafts, of which the first is in a backup, and was worked on since."""
    first, second = written(), written("Parks")
    with Store.open(folder) as store:
        store.create(first, now=now)
        store.back_up(folder / backup.FOLDER, now=now)
        changed, change = first.fill_in(FieldId.AUTHOR, "Changed since")
        store.save(changed, [change.place], now=now + timedelta(hours=1))
        store.create(second, now=now)
    return first, second


def test_a_report_of_which_a_section_is_gone_becomes_a_draft_of_its_own_that_says_so(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    lost, left = first.edition.sections[3], first.edition.sections[4]
    behind_its_back(
        folder, f"DELETE FROM answer WHERE report_id = '{first.id}' AND section_id = '{lost.id}'"
    )

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    [(beside, _)] = [each for each in told(done) if each[1] is Source.PART]
    assert told(done) == {
        (second.id, Source.DATABASE), (first.id, Source.BACKUP), (beside, Source.PART),
    }  # fmt: skip
    with Store.open(folder) as store:
        assert store.load(first.id).report == first
        assert store.load(second.id).report == second
        in_part = store.load(beside)
        assert in_part.state is State.DRAFT
        assert IN_PART in in_part.notes
        assert in_part.report.typed(FieldId.AUTHOR) == "Changed since"
        assert in_part.report.answers[left.id] == first.answers[left.id]
        assert in_part.report.answers.get(lost.id) != first.answers[lost.id]
        assert store.check().is_clean


def test_without_a_backup_the_part_is_all_there_is(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    behind_its_back(folder, f"DELETE FROM header WHERE report_id = '{first.id}'")

    done = rescue(folder, [], now=now)

    assert {source for _, source in told(done)} == {Source.DATABASE, Source.PART}
    assert first.id not in {each for each, _ in told(done)}
    with Store.open(folder) as store:
        assert len(store.summaries()) == 2
        assert store.load(second.id).report == second


def test_a_report_with_a_row_that_no_database_takes_comes_from_the_backup(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    behind_its_back(folder, f"UPDATE answer SET completed = 7 WHERE report_id = '{first.id}'")

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert told(done) == {(second.id, Source.DATABASE), (first.id, Source.BACKUP)}
    with Store.open(folder) as store:
        assert store.load(first.id).report == first
        assert store.check().is_clean


def test_and_without_a_backup_it_is_told_of_by_its_name(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    behind_its_back(folder, f"UPDATE answer SET completed = 7 WHERE report_id = '{second.id}'")

    done = rescue(folder, [], now=now)

    assert told(done) == {(second.id, Source.NOWHERE), (first.id, Source.DATABASE)}
    assert done.reports[0].name == "Parks, 8 to 21 June 2020"


def test_a_report_whose_history_cannot_be_read_is_not_taken_for_whole(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    behind_its_back(folder, "UPDATE version_place SET content = x'ff'")

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert told(done) == {(second.id, Source.DATABASE), (first.id, Source.BACKUP)}
    with Store.open(folder) as store:
        assert store.load(first.id).report == first


def test_nor_is_one_of_which_an_earlier_state_alone_cannot_be_read(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    with Store.open(folder) as store:
        for author in ("Changed again", "And again"):
            changed, change = first.fill_in(FieldId.AUTHOR, author)
            store.save(changed, [change.place], now=now, after_break=True)
    behind_its_back(
        folder,
        "UPDATE version_place SET content = x'ff' WHERE place_id = 'author'"
        " AND revision = (SELECT min(revision) FROM version_place WHERE place_id = 'author')",
    )
    with Store.open(folder) as store:
        assert len(store.history(first.id)) > 2, "the list itself does not tell"

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert told(done) == {(second.id, Source.DATABASE), (first.id, Source.BACKUP)}


def test_a_report_is_rescued_without_its_history_where_that_has_a_row_that_no_database_takes(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    first, second = kept
    behind_its_back(folder, "UPDATE version SET cause = 'a slip'")

    done = rescue(folder, [], now=now)

    assert told(done) == {(first.id, Source.DATABASE), (second.id, Source.DATABASE)}
    with Store.open(folder) as store:
        assert store.load(first.id).report.typed(FieldId.AUTHOR) == "Changed since"
        assert len(store.history(first.id)) == 1


def test_what_was_read_out_and_then_reads_back_damaged_is_a_fault_of_the_disk(
    kept: tuple[Report, Report], folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / FILE_NAME).read_bytes()
    read_twice = salvage._read_twice

    def spoilt_since(damaged: Mapping[str, Path], into: Path) -> salvage._ReadOut:
        read = read_twice(damaged, into)
        alter_an_index(read.folder / FILE_NAME, kept[0].id)
        return read

    with monkeypatch.context() as faulty:
        faulty.setattr(salvage, "_read_twice", spoilt_since)
        with pytest.raises(StoreError, match="the disk reported a fault"):
            rescue(folder, [], now=now)
    assert (folder / FILE_NAME).read_bytes() == before


def test_the_records_of_removals_on_both_sides_of_a_restore_are_kept(
    folder: Path, written: Written, now: datetime
) -> None:
    """Both are the first of their database: each was removed from what the other did not see."""
    later = now + TWO_YEARS
    before, after = folder / "before", folder / "after"
    with Store.open(folder) as store:
        parks, waste = written("Parks"), written("Waste")
        store.create(parks, now=now)
        store.create(waste, now=now)
        made = store.back_up(before, now=now)
        store.remove_for_good([parks.id], MONTHS, now=later)
        store.back_up(after, now=later)
    restoring.restore(made.path, folder, now=later)
    with Store.open(folder) as store:
        store.remove_for_good([waste.id], MONTHS, now=later)

    rescue(folder, [after], now=later)

    with Store.open(folder) as store:
        assert {each.report_id for each in store.tombstones()} == {parks.id, waste.id}
        assert store.check().is_clean


def test_a_record_of_a_removal_that_is_itself_damaged_keeps_nothing_from_being_rescued(
    folder: Path, written: Written, now: datetime
) -> None:
    later = now + TWO_YEARS
    with Store.open(folder) as store:
        gone, kept = written("Parks"), written("Waste")
        store.create(gone, now=now)
        store.remove_for_good([gone.id], MONTHS, now=later)
        store.create(kept, now=later)
    behind_its_back(folder, "UPDATE tombstone SET state = 'x'")

    done = rescue(folder, [], now=later)

    assert told(done) == {(kept.id, Source.DATABASE)}
    with Store.open(folder) as store:
        assert store.load(kept.id).report == kept


def test_what_a_rescue_that_was_killed_left_behind_goes_with_the_next(
    kept: tuple[Report, Report], folder: Path, now: datetime
) -> None:
    left = folder / ".rescue-abc"
    (left / "read").mkdir(parents=True)
    (left / "read" / FILE_NAME).touch()

    rescue(folder, [], now=now)

    assert not list(folder.glob(".rescue-*"))
    with Store.open(folder) as store:
        assert {each.id for each in store.summaries()} == {each.id for each in kept}


def test_what_does_not_read_back_whole_is_not_put_in_place(
    kept: tuple[Report, Report], folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, join = (folder / FILE_NAME).read_bytes(), salvage._join

    def spoilt_since(read: salvage._ReadOut, whole: Path) -> list[salvage.Found]:
        found = join(read, whole)
        alter_an_index(whole / FILE_NAME, kept[0].id)
        return found

    monkeypatch.setattr(salvage, "_join", spoilt_since)
    with pytest.raises(StoreError):
        rescue(folder, [], now=now)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_folder_of_backups_that_cannot_be_looked_into_keeps_no_other_from_being_used(
    kept: tuple[Report, Report], folder: Path, now: datetime, tmp_path: Path
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    (folder / FILE_NAME).write_bytes(b"")

    done = rescue(folder, [loop, folder / backup.FOLDER], now=now)

    assert told(done) == {(kept[0].id, Source.BACKUP)}


@pytest.mark.parametrize(
    ("code", "is_refused"),
    [
        (sqlite3.SQLITE_IOERR_READ, True),
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_CANTOPEN, True),
        (sqlite3.SQLITE_NOMEM, True),
        (sqlite3.SQLITE_CORRUPT, False),
        (sqlite3.SQLITE_CORRUPT_INDEX, False),
        (sqlite3.SQLITE_NOTADB, False),
        (None, False),
    ],
)
def test_what_a_disk_refuses_now_is_no_damage(code: int | None, is_refused: bool) -> None:
    error = sqlite3.DatabaseError("what SQLite said")
    if code is not None:
        error.sqlite_errorcode = code
    with contextlib.ExitStack() as expected:
        if is_refused:
            expected.enter_context(pytest.raises(sqlite3.DatabaseError))
        with salvaged_rows._as_far_as_it_reads():
            raise error


def test_a_complaint_of_sqlites_that_is_no_text_is_damage_to_a_rescue() -> None:
    with salvaged_rows._as_far_as_it_reads():
        b"\xff".decode()


def test_what_stands_alike_in_both_counts_as_read_from_the_database(
    folder: Path, written: Written, now: datetime
) -> None:
    """Nothing was lost of it, so nobody need be told of a backup."""
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        store.back_up(folder / backup.FOLDER, now=now)
        store.create(later := written("Parks"), now=now)
    behind_its_back(folder, f"UPDATE answer SET completed = 7 WHERE report_id = '{later.id}'")

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert told(done) == {(report.id, Source.DATABASE), (later.id, Source.NOWHERE)}
