"""Stories of a disk with no room left: the user is told, and what was kept can still be read.

Fault S1.
"""

import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreError
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]


def fill(store: Store, report: Report, now: datetime) -> tuple[Report, StoreError]:
    """Type until the store refuses: the report as it was last kept, and the refusal."""
    kept = report
    for number in range(1, 1000):
        section = report.edition.sections[number % len(report.edition.sections)]
        prose = blocks_of(f"Potholes {number}. " * 500 * number)[0]
        edited, change = kept.answer(section.id, Answer(AnswerKind.ANSWERED, prose))
        try:
            store.save(edited, [change.place], now=now)
        except StoreError as refused:
            return kept, refused
        kept = edited
    raise AssertionError("the disk never filled up")


def test_a_full_database_is_told_and_typing_can_go_on_when_there_is_room(
    store: Store, folder: Path, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    with store._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")
    kept, refused = fill(store, report, now)
    assert refused.message == "The disk is full."
    assert refused.remedy
    assert store.load(report.id).report == kept
    with pytest.raises(StoreError, match="disk is full"):
        store.create(written("Parks " * 100_000), now=now)
    with store._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    edited, change = kept.set_aside(blocks_of("Room again. " * 30_000)[0])
    store.save(edited, [change.place], now=now)
    store.close()
    with Store.open(folder) as again:
        assert again.load(report.id).report == edited


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted here by root on Linux only")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_is_told_and_everything_acknowledged_is_read_back(
    small_disk: Path, now: datetime, written: Written
) -> None:
    report, data = written(), small_disk / "data"
    photographs = small_disk / "photographs"
    photographs.write_bytes(bytes(600_000))
    store = Store.open(data)
    store.create(report, now=now)
    kept, refused = fill(store, report, now)
    assert refused.message == "The disk is full."
    assert store.load(report.id).report == kept
    filler = small_disk / "filler"
    _take_all_room(filler)
    store.close()
    with Store.open(data) as again:
        assert again.load(report.id).report == kept
        with pytest.raises(StoreError) as told:
            again.create(written("Parks " * 10_000), now=now)
        assert told.value.remedy
        filler.unlink()
        photographs.unlink()
        edited, change = kept.set_aside(blocks_of("Room again.")[0])
        again.save(edited, [change.place], now=now)
    with Store.open(data) as again:
        assert again.load(report.id).report == edited


def test_a_disk_that_is_full_from_the_start_is_told(small_disk: Path) -> None:
    _take_all_room(small_disk / "filler")
    with pytest.raises(StoreError, match="disk is full") as told:
        Store.open(small_disk / "data")
    assert told.value.remedy
    (small_disk / "filler").unlink()
    Store.open(small_disk / "data").close()


def _take_all_room(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            return
