"""Backups: closed copies, proved when made, put back without losing what they replace."""

import contextlib
import errno
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import backup, proving, restoring
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
HUB = Recipient("Coordination Hub", "")


def submitted(store: Store, report: Report, now: datetime) -> None:
    store.create(report, now=now)
    snapshot = freeze(report, submitted_at=now, app_version="1", recipient=HUB, version=1)
    store.record(report.id, snapshot, now=now)


def test_a_backup_is_one_file_that_holds_every_report(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    submitted(store, written(), now)
    store.create(written("Parks"), now=now)

    made = store.back_up(tmp_path / "copies", now=now)

    assert [each.name for each in (tmp_path / "copies").iterdir()] == [made.path.name]
    assert re.fullmatch(
        rf"highlight-reports-20260309T140231Z-2-{store.identity}\.db", made.path.name
    )
    assert proving.examine(made.path) == 2


def test_nothing_is_made_when_nothing_changed(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    report = written()
    store.create(report, now=now)
    first = store.back_up(tmp_path, now=now)

    assert store.back_up(tmp_path, now=now + timedelta(hours=1)) == first
    filled, change = report.fill_in(FieldId.AUTHOR, "Somebody else")
    store.save(filled, [change.place], now=now)
    assert store.back_up(tmp_path, now=now + timedelta(hours=2)) != first
    assert len(backup.listed(tmp_path)) == 2


def test_a_backup_never_takes_the_place_of_another_made_at_the_same_second(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    report = written()
    store.create(report, now=now)
    first = store.back_up(tmp_path, now=now)
    before = first.path.read_bytes()
    # The clock is set back, or somebody is quick.
    store.save(report, [], now=now)
    second = store.back_up(tmp_path, now=now)

    assert first.path.read_bytes() == before
    assert backup.listed(tmp_path) == [second, first]
    assert second.made_at - first.made_at == timedelta(seconds=1)


def test_backups_are_listed_newest_first_and_other_files_are_nobodys_business(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "holiday plan.db").write_bytes(b"mine")
    (tmp_path / "highlight-reports-20269999T999999Z-1.db").write_bytes(b"mine too")
    for day in range(3):
        store.create(written(f"Area {day}"), now=now)
        store.back_up(tmp_path, now=now + timedelta(days=day))

    assert [each.reports for each in backup.listed(tmp_path)] == [3, 2, 1]
    assert backup.listed(tmp_path / "not there") == []


def test_a_restored_backup_brings_back_what_it_held_and_keeps_what_it_replaces(
    folder: Path, written: Written, now: datetime
) -> None:
    report, other = written(), written("Parks")
    with Store.open(folder) as store:
        submitted(store, report, now)
        made = store.back_up(folder / backup.FOLDER, now=now)
        store.create(other, now=now)

    kept = restoring.restore(made.path, folder, now=now + timedelta(hours=1))

    with Store.open(folder) as store:
        assert [each.id for each in store.summaries()] == [report.id]
        assert store.snapshot(report.id).report == report
    assert [proving.examine(each) for each in kept] == [2]
    restoring.restore(kept[0], folder, now=now + timedelta(hours=2))
    with Store.open(folder) as store:
        assert store.load(other.id).report == other


def test_a_damaged_database_is_set_aside_byte_for_byte_with_its_log(
    folder: Path, written: Written, now: datetime
) -> None:
    with Store.open(folder) as store:
        store.create(written(), now=now)
        made = store.back_up(folder / backup.FOLDER, now=now)
    (folder / FILE_NAME).write_bytes(b"not a database")
    (folder / f"{FILE_NAME}-wal").write_bytes(b"some log")

    kept = restoring.restore(made.path, folder, now=now)

    assert [each.read_bytes() for each in kept] == [b"not a database", b"some log"]
    assert all(".corrupt-20260309T140231Z" in each.name for each in kept)
    with Store.open(folder) as store:
        assert len(store.summaries()) == 1


def test_restoring_into_an_empty_folder_makes_the_database(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    made = store.back_up(tmp_path / "stick", now=now)

    assert restoring.restore(made.path, tmp_path / "new laptop", now=now) == []

    with Store.open(tmp_path / "new laptop") as moved:
        assert len(moved.summaries()) == 1


def test_nothing_is_restored_while_the_reports_are_open(
    store: Store, folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    made = store.back_up(tmp_path / "copies", now=now)

    with pytest.raises(StoreBusyError):
        restoring.restore(made.path, folder, now=now)

    assert len(store.summaries()) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.floats(0, 1, exclude_max=True), stamp=st.binary(max_size=64))
@example(where=0.6, stamp=b"\x80")
def test_a_damaged_backup_is_refused_or_holds_what_it_held(
    where: float, stamp: bytes, tmp_path_factory: pytest.TempPathFactory, one_backup: bytes
) -> None:
    """An empty stamp stands for a file that was cut short."""
    cut = int(where * len(one_backup))
    after = one_backup[cut + len(stamp) :] if stamp else b""
    mutated = one_backup[:cut] + stamp + after
    folder = tmp_path_factory.mktemp("mutated")
    path = folder / "highlight-reports-20260309T140231Z-1.db"
    path.write_bytes(mutated)

    with contextlib.suppress(StoreError):
        assert proving.examine(path) == 1
    assert path.read_bytes() == mutated
    assert [each.name for each in folder.iterdir()] == [path.name]


@pytest.fixture(scope="module")
def one_backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("one")
    at = datetime.fromisoformat("2026-03-09T14:02:31+00:00")
    with Store.open(folder) as store:
        store.create(Report("0" * 32, edition.newest()), now=at)
        return store.back_up(folder / "copies", now=at).path.read_bytes()


def test_a_complaint_of_sqlites_that_is_no_text_is_damage(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    """SQLite quotes the damaged name when it says what is wrong with the file."""
    store.create(written(), now=now)
    path = store.back_up(tmp_path, now=now).path
    content = path.read_bytes()
    assert b"triggerheader_insert" in content
    path.write_bytes(content.replace(b"triggerheader_insert", b"trigger\x80eader_insert", 1))

    with pytest.raises(StoreDamagedError):
        proving.examine(path)


def test_a_backup_that_a_disk_refused_once_is_not_taken_for_damaged(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(written(), now=now)
    path = store.back_up(tmp_path, now=now).path
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] + bytes(4096))

    monkeypatch.setattr(backup.files, "read_through", lambda it: it.write_bytes(whole))

    assert proving.examine(path) == 1


def test_a_submitted_report_altered_inside_a_backup_is_found(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    submitted(store, written(), now)
    made = store.back_up(tmp_path, now=now)
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute("DROP TRIGGER submission_update")
        connection.execute("UPDATE submission SET snapshot = x'7b7d'")

    with pytest.raises(StoreDamagedError, match="altered"):
        proving.examine(made.path)


def test_a_backup_of_a_newer_program_is_left_untouched(
    store: Store, folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    made = store.back_up(tmp_path, now=now)
    store.close()
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    both = made.path, folder / FILE_NAME
    before = [each.read_bytes() for each in both]

    with pytest.raises(StoreTooNewError):
        restoring.restore(made.path, folder, now=now)

    assert [each.read_bytes() for each in both] == before


def test_thinning_never_removes_anything_while_the_newest_is_damaged(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    for week in range(20):
        store.create(written(f"Area {week}"), now=now)
        store.back_up(tmp_path, now=now + timedelta(weeks=week))
    later = now + timedelta(weeks=20)
    newest = backup.listed(tmp_path)[0]
    whole = newest.path.read_bytes()
    newest.path.write_bytes(whole[:1000])

    with pytest.raises(StoreDamagedError):
        backup.thin(tmp_path, now=later, own=store.identity)
    assert len(backup.listed(tmp_path)) == 20

    newest.path.write_bytes(whole)
    assert len(backup.thin(tmp_path, now=later, own=store.identity)) == 6
    assert newest.path.exists()


def test_what_a_killed_backup_left_behind_goes_with_the_next(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / ".highlight-reports-0123456789abcdef.part").write_bytes(b"half")
    store.create(written(), now=now)

    made = store.back_up(copies, now=now)

    assert [each.name for each in copies.iterdir()] == [made.path.name]


def test_what_stands_in_the_way_of_a_backup_is_told_of_the_backup(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    (tmp_path / "a file").write_bytes(b"")

    with pytest.raises(StoreError, match=r"^Backups in “.*” cannot be used: "):
        store.back_up(tmp_path / "a file" / "copies", now=now)


def test_a_copy_that_does_not_read_back_is_told_of_as_such_and_not_kept(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(written(), now=now)

    def half(path: Path) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])

    monkeypatch.setattr("highlight_desktop.files.sync", half)

    with pytest.raises(StoreDamagedError, match="a copy of your reports does not read back whole"):
        store.back_up(tmp_path / "copies", now=now)
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/ann lee/é.db"), "file:///home/ann%20lee/%C3%A9.db"),
        (PureWindowsPath(r"C:\Users\ann\a.db"), "file:///C:/Users/ann/a.db"),
        (PureWindowsPath(r"\\server\home\ann\a.db"), "file:////server/home/ann/a.db"),
    ],
)
def test_a_backup_on_a_share_has_an_address_that_sqlite_takes(
    path: PurePosixPath | PureWindowsPath, address: str
) -> None:
    assert proving.address_of(path) == address


def test_damage_that_sqlite_cannot_put_into_words_is_damage_all_the_same(
    one_backup: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "highlight-reports-20260309T140231Z-1.db"
    path.write_bytes(
        one_backup.replace(b"CREATE TABLE submission", b"CREATE \xff\xfe\xfd\xfc\xfb submission")
    )

    with pytest.raises(StoreDamagedError):
        proving.examine(path)
    shutil.copyfile(path, tmp_path / FILE_NAME)
    with pytest.raises(StoreDamagedError):
        Store.open(tmp_path)


def test_a_backup_that_cannot_be_read_to_its_end_is_no_damaged_one(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(written(), now=now)
    path = store.back_up(tmp_path, now=now).path
    path.write_bytes(path.read_bytes()[:-4096] + bytes(4096))

    def refused(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(backup.files, "read_through", refused)

    with pytest.raises(StoreError, match="Backups in") as told:
        proving.examine(path)
    assert not isinstance(told.value, StoreDamagedError)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_nobody_else_may_read_what_was_restored(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    made = store.back_up(tmp_path / "copies", now=now)
    new = tmp_path / "new"
    restoring.restore(made.path, new, now=now)
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    assert stat.S_IMODE((new / FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_a_database_set_aside_twice_in_a_second_is_kept_twice(folder: Path, now: datetime) -> None:
    folder.mkdir(parents=True)
    place, kept = folder / FILE_NAME, []
    for content in (b"first", b"second", b"third"):
        place.write_bytes(content)
        kept += restoring.set_aside(place, now)
    assert [each.read_bytes() for each in kept] == [b"first", b"second", b"third"]
    assert [each.name.partition("Z")[2] for each in kept] == ["", "-2", "-3"]


def test_a_backup_in_which_something_is_missing_is_not_whole(
    store: Store, written: Written, now: datetime, tmp_path: Path
) -> None:
    store.create(written(), now=now)
    path = store.back_up(tmp_path, now=now).path
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO header VALUES (?, 'author', 'Nobody')", ["0" * 32])

    with pytest.raises(StoreDamagedError, match="something in it is missing"):
        proving.examine(path)


def test_a_database_of_another_program_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "highlight-reports-20260309T140231Z-1.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (words TEXT)")

    with pytest.raises(StoreDamagedError, match="it was not made by this program"):
        proving.examine(path)


def test_a_restore_that_the_disk_refuses_changes_nothing_and_leaves_nothing_behind(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.create(written(), now=now)
    made = store.back_up(tmp_path / "copies", now=now)
    new = tmp_path / "new"
    new.mkdir()
    monkeypatch.setattr(backup.files, "sync", full)
    with pytest.raises(StoreError, match="disk is full"):
        restoring.restore(made.path, new, now=now)
    assert list(new.iterdir()) == []
    proving.examine(made.path)


def test_a_copy_that_the_disk_refuses_leaves_nothing_behind(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.create(written(), now=now)
    monkeypatch.setattr(backup.files, "sync", full)
    with pytest.raises(StoreError, match="disk is full"):
        store._database.copy_into(tmp_path / "copy.db")
    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_that_may_not_be_removed_is_told(
    store: Store, written: Written, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    store.create(written(), now=now)
    made = store.back_up(tmp_path / "copies", now=now)
    old = made.path.with_name("highlight-reports-20200309T140231Z-1.db")
    for each in (old, old.with_name("highlight-reports-20200308T140231Z-1.db")):
        shutil.copyfile(made.path, each)
    with monkeypatch.context() as barred:
        barred.setattr(Path, "unlink", refused)
        with pytest.raises(StoreError, match="Backups in"):
            backup.thin(made.path.parent, now=now, oldest=now)
    assert old.exists()
