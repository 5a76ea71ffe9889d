"""Moving the reports: everything arrives, or everything stays (faults S4, S6, P2, S1)."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop import files, own_words, settings, unsaved
from highlight_desktop.errors import CancelledError, HighlightError, StoreBusyError, StoreError
from highlight_desktop.report import edition
from highlight_desktop.report.report import Place, Report, begin
from highlight_desktop.store import backup, desk_place
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from highlight_desktop.whereabouts import moving, pointer, probing
from highlight_desktop.whereabouts.doctor import Diagnosis, Observation, Weight, examine

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)


def fill(folder: Path) -> Report:
    """Something of all that a data folder holds."""
    report = begin(new_id(), edition.newest(), {"service_areas": "Parks"})
    with Store.open(folder) as store:
        store.create(report, now=NOW)
        store.back_up(folder / backup.FOLDER, now=NOW)
    desk_place.alone(folder).close()
    settings.save(settings.Settings(author="A. Writer"), folder)
    own_words.save(["Ashby"], folder)
    (folder / "editions").mkdir()
    (folder / "editions" / "ours.toml").write_text("title = 'x'", encoding="utf-8")
    (folder / "highlight-desktop.log").write_text("a line", encoding="utf-8")
    one = unsaved.Unsaved(report, frozenset({Place("marking")}), NOW, "abcd")
    unsaved.keep(one, folder)
    return report


def quiet(_step: str, _done: int, _of: int) -> None:
    """Nobody looks at the progress."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and each.name not in (moving.NOTE_NAME, pointer.FILE_NAME)
    }


@pytest.fixture
def report(home: Path) -> Report:
    return fill(home)


@pytest.fixture
def to(tmp_path: Path) -> Path:
    chosen = tmp_path / "other disk"
    chosen.mkdir()
    return moving.destination(chosen)


def test_all_that_belongs_to_the_reports_arrives_and_the_old_place_stays(
    home: Path, to: Path, report: Report
) -> None:
    before = contents(home)
    assert moving.move(home, to, now=NOW, progress=quiet) == 1

    assert pointer.data_folder() == to
    assert contents(home) == before
    assert str(to) in (home / moving.NOTE_NAME).read_text(encoding="utf-8-sig")
    with Store.open(to) as store:
        assert store.load(report.id).report == report
        assert store.check().is_clean
    desk_place.alone(to).close()
    assert (to / "desk.db").exists()
    assert settings.load(to).author == "A. Writer"
    assert own_words.load(to) == ["Ashby"]
    assert [each.reports for each in backup.listed(to / backup.FOLDER)] == [1]
    assert (to / "editions" / "ours.toml").exists()
    assert (to / "highlight-desktop.log").exists()
    assert [one.report.id for one in unsaved.found(to)] == [report.id]
    assert [each.name for each in to.parent.iterdir()] == [to.name]


def test_reports_can_move_on_and_back(home: Path, to: Path, report: Report, tmp_path: Path) -> None:
    moving.move(home, to, now=NOW, progress=quiet)
    again = moving.destination(home.parent)
    assert again.name == "highlight-desktop-2"
    moving.move(to, again, now=NOW, progress=quiet)
    assert pointer.data_folder() == again
    with Store.open(again) as store:
        assert store.load(report.id).report == report


def test_where_there_are_no_reports_yet_they_are_begun_in_the_new_place(
    home: Path, to: Path
) -> None:
    assert moving.move(home, to, now=NOW, progress=quiet) == 0
    pointer.require(to)
    with Store.open(to) as store:
        assert store.summaries() == []


def test_reports_that_are_missing_are_not_begun_anew(home: Path, to: Path, report: Report) -> None:
    (home / "reports.db").unlink()
    with pytest.raises(StoreError, match="is gone"):
        moving.move(home, to, now=NOW, progress=quiet)
    assert pointer.data_folder() == home
    assert not to.exists()


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4])
def test_a_move_can_be_stopped_at_each_step(home: Path, to: Path, report: Report, at: int) -> None:
    before, steps = contents(home), []

    def stop(step: str, _done: int, _of: int) -> None:
        steps.append(step)
        if len(steps) == at + 1:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        moving.move(home, to, now=NOW, progress=stop)
    assert contents(home) == before
    assert list(to.parent.iterdir()) == []
    assert pointer.data_folder() == home


def test_reports_that_somebody_has_open_do_not_move(home: Path, to: Path, report: Report) -> None:
    with Store.open(home), pytest.raises(StoreBusyError):
        moving.move(home, to, now=NOW, progress=quiet)
    assert list(to.parent.iterdir()) == []


@pytest.mark.parametrize("call", ["copyfile", "sync", "remember", "rename"])
def test_whatever_fails_the_reports_are_where_they_were(
    home: Path, to: Path, report: Report, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise OSError(28, os.strerror(28))

    def refuse_rename(_path: Path, _to: Path) -> None:
        raise OSError(28, os.strerror(28))

    before = contents(home)
    place = {
        "copyfile": (shutil, "copyfile", refuse),
        "sync": (files, "sync", refuse),
        "remember": (files, "write_whole", refuse),
        "rename": (Path, "rename", refuse_rename),
    }[call]
    monkeypatch.setattr(*place)
    with pytest.raises(HighlightError) as told:
        moving.move(home, to, now=NOW, progress=quiet)
    monkeypatch.undo()
    assert told.value.remedy
    assert "full" in str(told.value)
    assert contents(home) == before
    assert not to.exists()


def test_a_copy_that_lacks_a_row_is_not_believed(
    home: Path, to: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    from highlight_desktop.store.database import Database

    real = Database.copy_into

    def lose(database: Database, path: Path) -> None:
        real(database, path)
        with sqlite3.connect(path) as copy:
            if path.name == "reports.db":
                copy.execute("DELETE FROM header")
        copy.close()

    monkeypatch.setattr(Database, "copy_into", lose)
    with pytest.raises(StoreError, match="does not hold all"):
        moving.move(home, to, now=NOW, progress=quiet)
    assert not to.exists()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from highlight_desktop.whereabouts import moving

home, to, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0
real_fsync = os.fsync

def fsync(handle):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
    real_fsync(handle)

os.fsync = fsync
moving.move(home, to, now=datetime.now(UTC), progress=lambda *step: None)
"""


@pytest.mark.parametrize("at", [1, 4, 8, 12, 16, 19, 21, 23, 25, 27])
def test_killed_at_a_sync_the_reports_are_in_the_old_place_or_in_the_new_one(
    home: Path, to: Path, report: Report, at: int
) -> None:
    subprocess.run(
        [sys.executable, "-c", KILLED, str(home), str(to), str(at)],
        check=False,
        env=dict(os.environ),
        cwd=Path(__file__).parents[2],
    )
    now_at = pointer.data_folder()
    assert now_at in (home, to)
    pointer.require(now_at)
    with Store.open(now_at) as store:
        assert store.load(report.id).report == report
        assert store.check().is_clean
    if now_at == home:
        again = moving.destination(to.parent)
        assert moving.move(home, again, now=NOW, progress=quiet) == 1
        assert not list(to.parent.glob(".*"))


def judged(folder: Path) -> Diagnosis:
    return examine(probing.look(folder, "reports.db"), now=NOW)


def test_a_good_folder_is_no_obstacle(home: Path, to: Path, report: Report) -> None:
    assert moving.obstacle(home, to.parent, Diagnosis(to.parent, [])) == ""
    assert moving.obstacle(home, to.parent, judged(to.parent)) == ""


def test_an_unfit_folder_is_refused_with_a_sentence(
    home: Path, to: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfit = Diagnosis(to, [Observation(Weight.BAD, "It is on a share.", "Choose another.")])
    assert moving.obstacle(home, to.parent, unfit) == "It is on a share."
    good = Diagnosis(to, [])
    assert "inside" in moving.obstacle(home, home / backup.FOLDER, good)
    assert "--data" in moving.obstacle(to, to.parent, good)
    assert "cannot be used" in moving.obstacle(home, to.parent / "gone", good)
    usage = shutil.disk_usage(to.parent)._replace(free=1_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert "not room enough" in moving.obstacle(home, to.parent, good)


def test_links_and_what_the_program_leaves_while_it_works_are_not_copied(
    home: Path, to: Path, report: Report, tmp_path: Path
) -> None:
    (home / "link").symlink_to(tmp_path)
    (home / ".rescue-1").mkdir()
    (home / ".rescue-1" / "reports.db").write_bytes(b"x")
    moving.move(home, to, now=NOW, progress=quiet)
    assert not (to / "link").exists()
    assert not (to / ".rescue-1").exists()


def test_reports_that_can_only_be_read_move_as_well(
    home: Path, to: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    from highlight_desktop.errors import StoreUnwritableError
    from highlight_desktop.store.database import REPORTS, Database

    real = Database.open.__func__

    def refuse(
        cls: type[Database], folder: Path, kind: object = REPORTS, **named: object
    ) -> Database:
        if folder == home and kind is REPORTS:
            raise StoreUnwritableError("Nothing can be written.")
        return real(cls, folder, kind, **named)

    monkeypatch.setattr(Database, "open", classmethod(refuse))
    moving.move(home, to, now=NOW, progress=quiet)
    with Store.open(to) as store:
        assert store.load(report.id).report == report
