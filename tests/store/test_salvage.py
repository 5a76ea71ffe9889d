"""A damaged database: what can be read and what a backup holds, brought together."""

import errno
import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreBusyError, StoreDamagedError, StoreError
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import backup, salvage, salvaged_rows
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import Found, Source, rescue
from highlight_desktop.store.stored import State

Written = Callable[..., Report]
HUB = Recipient("Coordination Hub", "")
PAGE_BYTES = 4096


def submit(store: Store, report: Report, now: datetime) -> None:
    snapshot = freeze(report, submitted_at=now, app_version="1", recipient=HUB, version=1)
    store.record(report.id, snapshot, now=now)


def sources(found: tuple[Found, ...]) -> dict[str, Source]:
    return {each.report_id: each.source for each in found}


def wipe_table(folder: Path, table: str) -> None:
    """Fill the first page of a table with rubbish, as a failing disk would."""
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(query, [table]).fetchone()
        connection.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = b"\xa5" * PAGE_BYTES
    path.write_bytes(content)


def test_what_was_saved_since_the_backup_is_rescued_from_the_file(
    folder: Path, written: Written, now: datetime
) -> None:
    old, new = written(), written("Parks")
    with Store.open(folder) as store:
        store.create(old, now=now)
        store.back_up(folder / backup.FOLDER, now=now)
        changed, change = old.fill_in(FieldId.AUTHOR, "Changed since")
        store.save(changed, [change.place], now=now + timedelta(hours=1))
        store.create(new, now=now)
        submit(store, new, now)
    wipe_table(folder, "sqlite_autoindex_answer_1")
    with pytest.raises(StoreDamagedError):
        Store.open(folder)

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert sources(done.reports) == {old.id: Source.DATABASE, new.id: Source.DATABASE}
    with Store.open(folder) as store:
        assert store.load(old.id).report == changed
        assert store.load(new.id).state is State.SUBMITTED
        assert store.snapshot(new.id).report == new


def test_the_history_of_a_rescued_report_comes_with_it(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        changed, change = report.fill_in(FieldId.AUTHOR, "Changed since")
        store.save(changed, [change.place], now=now + timedelta(hours=1))
        before = store.history(report.id)
    wipe_table(folder, "sqlite_autoindex_answer_1")

    rescue(folder, [], now=now)

    with Store.open(folder) as store:
        assert store.history(report.id) == before
        assert len(before) > 1
        assert report in [store.version(report.id, each.revision) for each in before]


def test_two_readings_that_differ_are_a_fault_of_the_disk_and_nothing_is_changed(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    wipe_table(folder, "sqlite_autoindex_answer_1")
    before = (folder / FILE_NAME).read_bytes()
    read_out = salvage._read_out

    def once_without(damaged: Mapping[str, Path], into: Path) -> salvage._ReadOut:
        read = read_out(damaged, into)
        if into.name == "read":
            with salvaged_rows.unlocked(into) as new:
                salvaged_rows.remove(new, report.id)
        return read

    with monkeypatch.context() as faulty:
        faulty.setattr(salvage, "_read_out", once_without)
        with pytest.raises(StoreError, match="the disk reported a fault"):
            rescue(folder, [], now=now)
    assert (folder / FILE_NAME).read_bytes() == before

    assert sources(rescue(folder, [], now=now).reports) == {report.id: Source.DATABASE}


def test_nothing_is_put_in_place_without_the_log_that_belongs_to_it(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(folder) as store:
        store.create(written(), now=now)
    wipe_table(folder, "sqlite_autoindex_answer_1")
    before = (folder / FILE_NAME).read_bytes()
    join = salvage._join

    def could_not_empty_it(read: salvage._ReadOut, whole: Path) -> list[Found]:
        found = join(read, whole)
        (whole / f"{FILE_NAME}-wal").write_bytes(b"what was rescued")
        return found

    monkeypatch.setattr(salvage, "_join", could_not_empty_it)

    with pytest.raises(StoreError, match="the disk reported a fault"):
        rescue(folder, [], now=now)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_report_whose_text_is_gone_comes_from_the_backup_and_is_told_apart(
    folder: Path, written: Written, now: datetime
) -> None:
    old, new = written(), written("Parks", "22 June to 5 July 2020")
    with Store.open(folder) as store:
        store.create(old, now=now)
        made = store.back_up(folder / backup.FOLDER, now=now)
        store.create(new, now=now + timedelta(hours=1))
    wipe_table(folder, "answer")
    damaged_bytes = (folder / FILE_NAME).read_bytes()

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert done.backup == made
    assert done.reports == (
        Found(new.id, "Parks, 22 June to 5 July 2020", Source.NOWHERE, None),
        Found(old.id, "Libraries, 8 to 21 June 2020", Source.BACKUP, now),
    )
    assert [each.read_bytes() for each in done.kept] == [damaged_bytes]
    with Store.open(folder) as store:
        assert [each.id for each in store.summaries()] == [old.id]
        assert store.load(old.id).report == old


def test_a_file_that_is_no_database_any_more_comes_back_from_the_newest_whole_backup(
    folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    first, second = written(), written("Parks")
    elsewhere = tmp_path / "Documents"
    with Store.open(folder) as store:
        store.create(first, now=now)
        good = store.back_up(elsewhere, now=now)
        store.create(second, now=now)
        broken = store.back_up(folder / backup.FOLDER, now=now + timedelta(days=1))
    broken.path.write_bytes(broken.path.read_bytes()[:5000])
    (folder / FILE_NAME).write_bytes(b"")

    done = rescue(folder, [folder / backup.FOLDER, elsewhere], now=now)

    assert done.backup == good
    assert sources(done.reports) == {first.id: Source.BACKUP}


def test_without_a_backup_what_can_be_read_is_all_there_is(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    (folder / FILE_NAME).write_bytes(bytes(20_000))

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert (done.reports, done.backup) == ((), None)
    assert done.kept[0].read_bytes() == bytes(20_000)
    with Store.open(folder) as store:
        assert store.summaries() == []


def test_what_a_crash_left_in_the_log_is_rescued_as_well(
    folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    report = written()
    crashed = tmp_path / "crashed"
    with Store.open(folder) as store:
        store.create(report, now=now)
        changed, change = report.fill_in(FieldId.AUTHOR, "Only in the log")
        store.save(changed, [change.place], now=now)
        shutil.copytree(folder, crashed)
    assert (crashed / f"{FILE_NAME}-wal").stat().st_size > 0

    done = rescue(crashed, [], now=now)

    assert sources(done.reports) == {report.id: Source.DATABASE}
    assert len(done.kept) == 2
    with Store.open(crashed) as store:
        assert store.load(report.id).report == changed


def test_the_state_of_a_report_and_its_correction_come_back_together(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        submit(store, report, now)
        store.back_up(folder / backup.FOLDER, now=now)
        correction = store.correct(report.id, "A figure was wrong", now=now)
        snapshot = freeze(
            correction.report,
            submitted_at=now,
            app_version="1",
            recipient=HUB,
            version=2,
            supersedes=report.id,
            correction="A figure was wrong",
        )
        store.record(correction.report.id, snapshot, now=now)

    rescue(folder, [folder / backup.FOLDER], now=now)

    with Store.open(folder) as store:
        assert store.load(report.id).state is State.SUPERSEDED
        assert store.load(correction.report.id).state is State.SUBMITTED


@pytest.mark.parametrize("seed", [32, 57, 270, 592, *range(20)])
def test_whatever_is_damaged_no_wrong_text_is_taken_for_good(
    folder: Path, written: Written, now: datetime, seed: int
) -> None:
    """Damage as disks do it: whole sectors of rubbish or zeros, at places a seed chooses."""
    chance = random.Random(seed)
    states: dict[str, list[Report]] = {}
    with Store.open(folder) as store:
        for number in range(6):
            report = written(f"Area {number}")
            store.create(report, now=now)
            states[report.id] = [report]
        made = store.back_up(folder / backup.FOLDER, now=now)
        for report_id in list(states)[:3]:
            before = states[report_id][0]
            first = before.edition.sections[3]
            prose = blocks_of("Bins were emptied a day late. " * 40)[0]
            after, change = before.answer(first.id, Answer(AnswerKind.ANSWERED, prose))
            store.save(after, [change.place], now=now + timedelta(hours=1))
            states[report_id].append(after)
    content = bytearray((folder / FILE_NAME).read_bytes())
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(0, len(content), 512)
        content[start : start + 512] = chance.choice((bytes(512), chance.randbytes(512)))
    (folder / FILE_NAME).write_bytes(content)

    done = rescue(folder, [folder / backup.FOLDER], now=now)

    assert {each.report_id for each in done.reports} >= set(states)
    assert done.backup == made
    with Store.open(folder) as store:
        for report_id, seen in states.items():
            assert store.load(report_id).report in seen
    assert done.kept[0].read_bytes() == bytes(content)


def test_nothing_is_rescued_while_another_program_has_the_reports_open(
    folder: Path, written: Written, now: datetime
) -> None:
    with Store.open(folder) as store:
        store.create(written(), now=now)
        with pytest.raises(StoreBusyError):
            rescue(folder, [], now=now)
        assert len(store.summaries()) == 1
    assert not list(folder.glob("*.corrupt-*"))


def test_a_rescue_cut_short_when_the_damaged_file_was_set_aside_can_be_repeated(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    wipe_table(folder, "sqlite_autoindex_answer_1")

    def power_cut(beside: Path, path: Path) -> None:
        if path.name == FILE_NAME:
            raise KeyboardInterrupt
        beside.replace(path)

    with monkeypatch.context() as faulty:
        faulty.setattr(salvage.files, "move_into_place", power_cut)
        with pytest.raises(KeyboardInterrupt):
            rescue(folder, [], now=now)
    assert not (folder / FILE_NAME).exists()

    done = rescue(folder, [], now=now)

    assert sources(done.reports) == {report.id: Source.DATABASE}
    with Store.open(folder) as store:
        assert store.load(report.id).report == report


def test_a_disk_that_is_full_is_told_and_nothing_is_changed(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(folder) as store:
        store.create(written(), now=now)
    (folder / FILE_NAME).write_bytes(b"rubbish")

    def full(_from: Path, _to: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(salvage.shutil, "copyfile", full)

    with pytest.raises(StoreError, match="the disk is full"):
        rescue(folder, [], now=now)
    assert (folder / FILE_NAME).read_bytes() == b"rubbish"


def test_a_data_folder_that_is_gone_comes_back_from_a_backup_elsewhere(
    folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        store.back_up(tmp_path / "Documents", now=now)
    shutil.rmtree(folder)

    done = rescue(folder, [folder / backup.FOLDER, tmp_path / "Documents"], now=now)

    assert sources(done.reports) == {report.id: Source.BACKUP}
    assert done.kept == ()


def test_a_backup_made_while_a_clock_was_wrong_is_not_taken_for_the_newest(
    folder: Path, written: Written, now: datetime
) -> None:
    old, new = written(), written("Parks")
    with Store.open(folder) as store:
        store.create(old, now=now)
        store.back_up(folder / backup.FOLDER, now=now + timedelta(days=10_000))
        store.create(new, now=now)
        made = store.back_up(folder / backup.FOLDER, now=now)
    (folder / FILE_NAME).write_bytes(b"")

    assert rescue(folder, [folder / backup.FOLDER], now=now).backup == made
