"""Where nothing can be written the reports are read all the same, from a copy (fault S4)."""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreUnwritableError,
)
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.store import reading
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reading import ReadingStore
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
BARRED = StoreUnwritableError("Nothing can be written here.")


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.fixture
def kept(folder: Path, written: Written, now: datetime) -> Report:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    return report


@pytest.fixture
def barred(folder: Path, kept: Report, tmp_path: Path) -> Iterator[Path]:
    """The same reports on a disk that is only read; by root on Linux alone."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        run("mount", "-t", "tmpfs", "-o", "size=8m", "none", str(place))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a read-only disk can be mounted here by root on Linux only")
    try:
        shutil.copytree(folder, place / "data")
        run("mount", "-o", "remount,ro", str(place))
        yield place / "data"
    finally:
        run("umount", "--lazy", str(place))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def test_reports_on_a_disk_that_is_only_read_are_refused_as_such_and_can_be_read(
    barred: Path, kept: Report
) -> None:
    with pytest.raises(StoreUnwritableError) as refused:
        Store.open(barred)
    assert refused.value.remedy
    with ReadingStore.of(barred, refused.value) as store:
        assert store.read_only_because is refused.value
        assert store.load(kept.id).report == kept


def test_nothing_that_is_done_to_them_is_kept_and_each_try_is_told(
    folder: Path, kept: Report, written: Written, now: datetime
) -> None:
    before = contents(folder)
    with ReadingStore.of(folder, BARRED) as store:
        for act in (
            lambda: store.create(written("Parks"), now=now),
            lambda: store.discard(kept.id, now=now),
        ):
            with pytest.raises(StoreUnwritableError, match="only be read"):
                act()
        assert [each.id for each in store.summaries()] == [kept.id]
        copy = store._database.path.parent
    assert contents(folder) == before
    assert not copy.exists()


def test_what_a_crash_left_in_the_log_is_read_as_well(
    folder: Path, tmp_path: Path, written: Written, now: datetime
) -> None:
    report, crashed = written(), tmp_path / "crashed"
    with Store.open(folder) as store:
        store.create(report, now=now)
        shutil.copytree(folder, crashed)
    assert (crashed / f"{FILE_NAME}-wal").stat().st_size
    before = contents(crashed)
    with ReadingStore.of(crashed, BARRED) as store:
        assert store.load(report.id).report == report
    assert contents(crashed) == before


def test_a_damaged_one_and_none_at_all_are_told(folder: Path, kept: Report, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There are no reports"):
        ReadingStore.of(tmp_path / "none", BARRED)
    (folder / FILE_NAME).write_bytes(b"x" * 5000)
    with pytest.raises(StoreDamagedError):
        ReadingStore.of(folder, BARRED)


def test_one_that_changes_while_it_is_copied_is_not_believed(
    folder: Path, kept: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copyfile

    def copy_and_change(one: Path, other: Path) -> None:
        real(one, other)
        os.utime(one, ns=(1, one.stat().st_mtime_ns + 1))

    monkeypatch.setattr(reading.shutil, "copyfile", copy_and_change)
    with pytest.raises(StoreBusyError):
        ReadingStore.of(folder, BARRED)


def test_a_log_that_went_while_it_was_copied_is_not_laid_beside_the_newer_file(
    folder: Path, tmp_path: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program opens what a crash left, writes more, and closes it, in the middle of it."""
    report, crashed = written(), tmp_path / "crashed"
    with Store.open(folder) as store:
        store.create(report, now=now)
        shutil.copytree(folder, crashed)
    real, done = shutil.copyfile, []
    later, change = report.fill_in(FieldId.AUTHOR, "Somebody else")

    def copied_and_closed(one: Path, other: Path) -> None:
        real(one, other)
        if not done and one.name.endswith("-wal"):
            done.append(one)
            with Store.open(crashed) as store:
                store.save(later, [change.place], now=now)

    monkeypatch.setattr(reading.shutil, "copyfile", copied_and_closed)
    with ReadingStore.of(crashed, BARRED) as store:
        assert done
        assert store.load(report.id).report == later


def test_no_room_for_the_copy_is_told(
    folder: Path, kept: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_one: Path, _other: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reading.shutil, "copyfile", full)
    with pytest.raises(StoreError, match="disk is full"):
        ReadingStore.of(folder, BARRED)


def test_what_is_read_is_found_also_where_nobody_had_read_it_for_the_search_yet(
    folder: Path, kept: Report
) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        for table in ("subject", "passage"):
            assert connection.execute(f"DELETE FROM {table}").rowcount
        connection.execute("UPDATE passage_index_state SET is_current = 0")
    before = contents(folder)
    with ReadingStore.of(folder, BARRED) as store:
        assert store.search("talking books").total
    assert contents(folder) == before
