"""A disk that goes away in the middle is told, and taken up again when it is back (faults S3, S5).

Bind mounts stand for the disk: unmounted lazily, the open file goes on taking what is written, as
some drives do for a while. Only root on Linux can mount them; elsewhere folders are renamed.
"""

import contextlib
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from highlight_desktop.errors import StoreDamagedError, StoreError
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.store import presence
from highlight_desktop.store.database import FILE_NAME, Database
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]


@dataclass
class Stick:
    """A disk that can be pulled out of its place and put back, or another in its stead."""

    place: Path
    content: Path

    def put_in(self, content: Path | None = None) -> None:
        run("mount", "--bind", str(content or self.content), str(self.place))

    def pull_out(self) -> None:
        run("umount", "--lazy", str(self.place))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    stick = Stick(tmp_path / "place", tmp_path / "content")
    stick.place.mkdir()
    stick.content.mkdir()
    try:
        stick.put_in()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk can be mounted and pulled out here by root on Linux only")
    yield stick
    # A test that failed may have left none there, or one on top of another.
    with contextlib.suppress(subprocess.CalledProcessError):
        while True:
            stick.pull_out()


def edited(report: Report, text: str) -> tuple[Report, set]:
    report, change = report.set_aside(blocks_of(text)[0])
    return report, {change.place}


def test_nothing_is_said_to_be_saved_on_a_disk_that_was_pulled_out(
    stick: Stick, written: Written, now: datetime
) -> None:
    data, report = stick.place / "data", written()
    with Store.open(data) as store:
        store.create(report, now=now)
        stick.pull_out()
        report, places = edited(report, "Typed without a disk.")
        for _ in range(2):
            with pytest.raises(StoreError, match="no longer there") as told:
                store.save(report, places, now=now)
            assert "kept until it is back" in told.value.remedy
        with pytest.raises(StoreError, match="no longer there"):
            store.back_up(data / "backups", now=now)
        assert list(stick.place.iterdir()) == []
        stick.put_in()
        store.save(report, places, now=now)
        assert store.load(report.id).report == report
    with Store.open(data) as store:
        assert store.load(report.id).report == report


def test_a_disk_that_comes_back_as_another_device_is_opened_again_with_all_that_was_saved(
    stick: Stick, written: Written, now: datetime, tmp_path: Path
) -> None:
    data, report = stick.place / "data", written()
    with Store.open(data) as store:
        store.create(report, now=now)
        for _ in range(3):
            store.create(written(), now=now)
        before = store.changes
        assert before > 30
        stick.pull_out()
        # The same files under other numbers, their log beside them, as on a disk plugged in anew.
        again = tmp_path / "again"
        shutil.copytree(stick.content, again)
        assert (again / "data" / f"{FILE_NAME}-wal").stat().st_size
        stick.put_in(again)
        assert store.load(report.id).report == report
        report, places = edited(report, "Typed with the disk back.")
        store.save(report, places, now=now)
        assert store.changes > before
    with Store.open(again / "data") as store:
        assert store.load(report.id).report == report


def test_somebody_elses_disk_in_the_same_place_is_not_written_to(
    stick: Stick, written: Written, now: datetime, tmp_path: Path
) -> None:
    data, report = stick.place / "data", written()
    theirs = tmp_path / "theirs"
    with Store.open(theirs / "data") as store:
        store.create(written("Parks"), now=now)
    before = (theirs / "data" / FILE_NAME).read_bytes()
    with Store.open(data) as store:
        store.create(report, now=now)
        stick.pull_out()
        stick.put_in(theirs)
        report, places = edited(report, "Typed on.")
        with pytest.raises(StoreError, match="Other reports than yours"):
            store.save(report, places, now=now)
        assert (theirs / "data" / FILE_NAME).read_bytes() == before
        stick.pull_out()
        stick.put_in()
        store.save(report, places, now=now)
    with Store.open(stick.content / "data") as store:
        assert store.load(report.id).report == report


def test_a_folder_that_is_renamed_for_a_while_is_missed_and_taken_up_again(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        away = folder.rename(folder.with_name("away"))
        with pytest.raises(StoreError, match="no longer there"):
            store.summaries()
        away.rename(folder)
        assert len(store.summaries()) == 1


def test_one_that_comes_back_damaged_is_told_and_the_good_one_taken_up_after_it(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        away = folder.rename(folder.with_name("away"))
        shutil.copytree(away, folder)
        (folder / f"{FILE_NAME}-wal").unlink()
        (folder / FILE_NAME).write_bytes(b"rubbish" * 1000)
        for _ in range(2):
            with pytest.raises(StoreDamagedError):
                store.summaries()
        assert store.changes
        shutil.rmtree(folder)
        away.rename(folder)
        assert [each.id for each in store.summaries()] == [report.id]


def test_after_a_fault_of_the_disk_the_database_is_opened_and_checked_again(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        first = store._database._connection
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        with pytest.raises(StoreError, match="disk reported a fault"):
            fail_at_commit(store, DBAPIError("COMMIT", None, error))
        before = store.changes
        assert store.load(report.id).report == report
        assert store._database._connection is not first
        assert store.changes == before > 0, "what was written before goes on counting"
        store.create(written(), now=now)
        assert store.changes > before


def test_a_database_without_a_name_of_its_own_is_opened_again_all_the_same(tmp_path: Path) -> None:
    """The hub's desk goes by the name of the reports beside it, where there are any."""
    desk = Database.open(tmp_path, DESK)
    shutil.copy2(desk.path, tmp_path / "copy")
    (tmp_path / "copy").replace(desk.path)
    with desk.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM arrival").scalar() == 0
    desk.close()


def fail_at_commit(store: Store, error: DBAPIError) -> None:
    with store._database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM passage")
        raise error


def test_a_path_that_leads_nowhere_is_told_from_one_that_leads_elsewhere(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.touch()
    other.touch()
    assert presence.seen(one) == presence.seen(one) is not None
    assert presence.seen(one) != presence.seen(other)
    assert presence.seen(tmp_path / "none") is None
    assert presence.seen(one / "below") is None
