import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.report.report import Report
from highlight_desktop.store import closed, opening
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store

PAGE_BYTES = 4096
Looks = list[Path]


@pytest.fixture
def report(written: Callable[..., Report]) -> Report:
    return written()


@pytest.fixture
def file(folder: Path, now: datetime, report: Report) -> Path:
    """The file of a closed database with one draft."""
    with Store.open(folder) as store:
        store.create(report, now=now)
    return folder / FILE_NAME


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Grows by the file's path each time the whole of it is looked through."""
    done: Looks = []
    look_through = opening.look_through

    def noted(path: Path, connection: object) -> None:
        done.append(path)
        look_through(path, connection)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "look_through", noted)
    return done


def test_a_file_that_nothing_touched_is_looked_through_only_before_the_first_write(
    file: Path, looks: Looks, report: Report, now: datetime
) -> None:
    with Store.open(file.parent, at_leisure=True) as store:
        assert store.load(report.id).report == report
        assert len(store.summaries()) == 1
        assert store.search("library").total
        assert not looks
        for number in range(2):
            marked, change = report.mark(f"OFFICIAL {number}")
            store.save(marked, [change.place], now=now)
        assert looks == [file]


def test_who_does_not_open_at_leisure_has_it_looked_through_at_once(
    file: Path, looks: Looks
) -> None:
    with Store.open(file.parent):
        assert looks == [file]


def touched(file: Path) -> None:
    os.utime(file)


def copied(file: Path) -> None:
    shutil.copy2(file, file.with_name("copy"))
    file.with_name("copy").replace(file)


def left_by_a_crash(file: Path) -> None:
    note = closed._note(file)
    note.unlink()


def noted_by_nobody(file: Path) -> None:
    closed._note(file).write_bytes(b"\xff\xfe not a note of ours")


@pytest.mark.parametrize("happened", [touched, copied, left_by_a_crash, noted_by_nobody])
def test_a_file_that_may_have_been_touched_is_looked_through_at_once(
    file: Path, looks: Looks, happened: Callable[[Path], None]
) -> None:
    happened(file)
    with Store.open(file.parent, at_leisure=True):
        assert looks == [file]


def test_while_it_is_open_nothing_says_that_it_was_closed_whole(file: Path) -> None:
    assert closed.is_untouched(file)
    with Store.open(file.parent, at_leisure=True):
        assert not closed.is_untouched(file)
    assert closed.is_untouched(file), "nothing was written to it, so all is as it was"


def test_closing_twice_does_not_speak_for_one_who_has_it_open_by_then(file: Path) -> None:
    first = Store.open(file.parent)
    first.close()
    with Store.open(file.parent):
        first.close()
        assert not closed.is_untouched(file)


def test_of_a_file_that_turns_out_damaged_not_a_byte_is_ever_written(
    file: Path, report: Report, now: datetime
) -> None:
    content = bytearray(file.read_bytes())
    content[-PAGE_BYTES:] = bytes(PAGE_BYTES)
    file.write_bytes(content)
    closed.sign(file)  # as if the disk alone had changed it
    with Store.open(file.parent, at_leisure=True) as store:
        for _ in range(2):
            with pytest.raises(StoreDamagedError):
                store.make_sure()
            with pytest.raises(StoreDamagedError):
                store.create(report, now=now)
        with pytest.raises(StoreDamagedError):
            store.back_up(file.parent / "backups", now=now)
    assert file.read_bytes() == content
    assert not closed.is_untouched(file)


def test_sqlite_itself_refuses_to_write_before_that(file: Path) -> None:
    with Store.open(file.parent, at_leisure=True) as store:
        connection = store._database._connection
        with pytest.raises(Exception, match="readonly"):
            connection.execute("UPDATE report SET version = 7")


def test_what_looks_damaged_once_and_is_whole_when_it_is_read_anew_is_written_to(
    file: Path, report: Report, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_through, looks = opening.look_through, []

    def refused_once(path: Path, connection: sqlite3.Connection) -> None:
        looks.append(path)
        if len(looks) == 1:
            raise StoreDamagedError("unable to get the page")
        look_through(path, connection)

    monkeypatch.setattr(opening, "look_through", refused_once)
    with Store.open(file.parent, at_leisure=True) as store:
        store.discard(report.id, now=now)
        assert looks == [file, file]
        assert [each.id for each in store.discarded()] == [report.id]
    assert closed.is_untouched(file)


def test_a_file_that_comes_back_while_it_is_open_is_looked_through_at_once(
    file: Path, looks: Looks
) -> None:
    with Store.open(file.parent, at_leisure=True) as store:
        shutil.copy2(file, file.with_name("copy"))
        file.with_name("copy").replace(file)
        assert len(store.summaries()) == 1
        assert looks == [file]


def test_another_file_in_its_place_is_not_said_to_have_been_closed_whole(file: Path) -> None:
    with Store.open(file.parent):
        shutil.copy2(file, file.with_name("copy"))
        file.with_name("copy").replace(file)
    assert not closed.is_untouched(file)


def test_with_a_journal_beside_it_it_is_looked_through_at_once(file: Path, looks: Looks) -> None:
    file.with_name(f"{FILE_NAME}-journal").write_bytes(b"")
    with Store.open(file.parent, at_leisure=True):
        assert looks == [file]


@pytest.fixture
def built_without_secure_delete(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems have their SQLite write zeros always, so that nobody would miss the setting."""
    leaving = (*opening.pragmas.SETTINGS, ("secure_delete", "OFF", 0))
    monkeypatch.setattr(opening.pragmas, "SETTINGS", leaving)


@pytest.mark.usefixtures("built_without_secure_delete")
def test_what_was_removed_before_the_first_look_is_written_over_with_zeros(
    file: Path, looks: Looks
) -> None:
    with Store.open(file.parent, at_leisure=True) as store:
        with store._database.erasing() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        with store._database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 0
        assert looks == [file]
        store.leave_out_gaps()


@pytest.mark.parametrize("act", ["copy", "leave out gaps", "erase"])
def test_whatever_reads_or_writes_all_of_it_looks_through_it_before(
    file: Path, looks: Looks, act: str
) -> None:
    with Store.open(file.parent, at_leisure=True) as store:
        kept = store._database
        if act == "copy":
            kept.copy_into(file.with_name("copy.db"))
        elif act == "leave out gaps":
            kept.leave_out_gaps()
        else:
            with kept.erasing() as connection:
                connection.exec_driver_sql("DELETE FROM header")
        assert looks == [file]


@pytest.mark.usefixtures("built_without_secure_delete")
def test_what_is_removed_from_a_file_that_came_back_is_written_over_with_zeros(file: Path) -> None:
    with Store.open(file.parent) as store:
        shutil.copy2(file, file.with_name("copy"))
        file.with_name("copy").replace(file)
        with store._database.erasing() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_where_no_note_can_be_written_or_taken_away_the_file_is_looked_through_once_more(
    file: Path, looks: Looks
) -> None:
    note = closed._note(file)
    note.unlink()
    note.mkdir()
    with Store.open(file.parent, at_leisure=True) as store:
        assert len(store.summaries()) == 1
    closed.sign(file)
    assert looks == [file]
    assert note.is_dir()
