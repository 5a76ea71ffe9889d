"""No more files can be opened, or there is no folder for temporary ones (fault S12)."""

import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop import unsaved
from highlight_desktop.errors import HighlightError, StoreUnwritableError
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.store.contents import held
from highlight_desktop.store.database import Database
from highlight_desktop.store.reading import ReadingStore
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]


@contextmanager
def no_more_files() -> Iterator[None]:
    """Every file that this process may have open is open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
    taken: list[int] = []
    try:
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        yield
    finally:
        for each in taken:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_what_cannot_be_opened_is_told_and_nothing_that_was_saved_is_lost(
    folder: Path, written: Written, now: datetime, tmp_path: Path
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        made = store.back_up(tmp_path / "backups", now=now)
        edited, change = report.set_aside(blocks_of("Typed without a file to spare.")[0])
        saves = lambda: store.save(edited, [change.place], now=now)  # noqa: E731
        refused = []
        with no_more_files():
            for act in (saves, lambda: store.back_up(tmp_path, now=now), lambda: held(made.path)):
                try:
                    act()
                except HighlightError as error:
                    refused.append(str(error))
        assert len(refused) >= 2
        assert all("too many files" in each for each in refused), refused
        saves()
        assert store.load(report.id).report == edited


def test_a_start_without_a_file_to_spare_is_told_as_that_and_not_as_a_disk_that_is_only_read(
    folder: Path, written: Written, now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    told = ""
    with no_more_files():
        try:
            Store.open(folder)
        except HighlightError as error:
            told, kind = str(error), type(error)
    assert "too many files" in told
    assert kind is not StoreUnwritableError
    with Store.open(folder) as store:
        assert store.load(report.id).report == report


def test_a_file_that_sqlite_cannot_make_for_want_of_files_is_not_told_as_one_that_is_barred(
    folder: Path, tmp_path: Path
) -> None:
    opened = Database.open(folder)
    told = ""
    with no_more_files():
        try:
            opened.copy_into(tmp_path / "copy.db")
        except HighlightError as error:
            told, kind = str(error), type(error)
    assert "too many files" in told
    assert kind is not StoreUnwritableError
    opened.copy_into(tmp_path / "copy.db")
    opened.close()


def test_without_a_folder_for_temporary_files_all_goes_on(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        made = store.back_up(tmp_path / "backups", now=now)
    assert [each.id for each in held(made.path)] == [report.id]
    with ReadingStore.of(folder, StoreUnwritableError("Only read.")) as store:
        assert store.load(report.id).report == report
    one = unsaved.Unsaved(report, frozenset(), now, "abcd")
    assert unsaved.keep(one, folder).parent == folder
    assert not (tmp_path / "missing").exists()
