"""A demonstration is made whole, beside nothing real, and goes without a trace."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from highlight_desktop import demonstrated, files, settings
from highlight_desktop.demonstration import filling
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.errors import CancelledError, HighlightError, StoreBusyError, StoreError
from highlight_desktop.hub import returns
from highlight_desktop.hub.returns import State as Came
from highlight_desktop.report import edition
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Desk, Verdict
from highlight_desktop.store.expectations import Expected
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, new_id
from tests.demonstration.conftest import NOW


def unheard(_step: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def test_the_director_has_drafts_and_submitted_and_corrected_reports_in_all_forms(
    demonstration: Path,
) -> None:
    with Store.open(demonstration) as store:
        listed, binned = store.summaries(), store.discarded()
        assert store.check().is_clean
        last = store.last_worked_on()
        assert filling.written_in(demonstration, store) == 0
    states = Counter(each.state for each in listed)
    assert states == {State.DRAFT: 3, State.SUBMITTED: 51, State.SUPERSEDED: 3}
    assert len(binned) == 1
    assert {each.edition_id for each in listed} == {each.id for each in edition.bundled()}
    assert last is not None
    assert last.state is State.DRAFT


def test_on_the_desk_there_is_one_of_everything_that_can_happen(demonstration: Path) -> None:
    start, end = Calendar(NOW.date()).days(25)
    with Desk.open(demonstration) as desk:
        lines = returns.of_period(desk, Period("", start, end), now=NOW, due_days=2)
        verdicts = {each.verdict for each in desk.arrivals()}
        assert desk.check().is_clean
    assert {each.state for each in lines} == {*Came}
    missing = [each for each in lines if each.state is Came.MISSING]
    assert sorted(bool(each.reason) for each in missing) == [False, True]
    assert verdicts == {*Verdict}


def test_all_of_it_is_marked(demonstration: Path) -> None:
    assert demonstrated.is_one(demonstration)
    assert settings.load(demonstration).marking == demonstrated.MARKING
    with Store.open(demonstration) as store:
        reports = [store.load(each.id).report for each in store.summaries()]
    assert {each.marking for each in reports} == {demonstrated.MARKING}
    with Desk.open(demonstration) as desk:
        assert {each.marking for each in desk.returns()} == {demonstrated.MARKING, ""}
        unmarked = [each for each in desk.returns() if not each.marking]
    assert [each.verified for each in unmarked] == [False]


def draft(folder: Path) -> None:
    with Store.open(folder) as store:
        store.create(Report(new_id(), edition.newest()), now=NOW)


def draft_in_the_bin(folder: Path) -> None:
    draft(folder)
    with Store.open(folder) as store:
        store.discard(store.summaries()[0].id, now=NOW)


def expected(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.expect([Expected("Parks")], now=NOW)


def backup_alone(folder: Path) -> None:
    draft(folder)
    with Store.open(folder) as store:
        store.back_up(folder / "backups", now=NOW)
    for each in folder.glob(f"{FILE_NAME}*"):
        each.unlink()


def backup_of_a_desk_alone(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.expect([Expected("Parks")], now=NOW)
        desk.back_up(folder / "backups", now=NOW)
    for each in folder.glob("desk.db*"):
        each.unlink()


def letter(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.docx").write_bytes(b"kept")


def text_not_saved(folder: Path) -> None:
    folder.mkdir()
    (folder / "unsaved-1.json").write_bytes(b"kept")


def a_file(folder: Path) -> None:
    folder.write_bytes(b"kept")


def damaged(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"no database")


def lost(folder: Path) -> None:
    Store.open(folder).close()
    (folder / FILE_NAME).unlink()


@pytest.mark.parametrize(
    "hold",
    [
        draft,
        draft_in_the_bin,
        expected,
        backup_alone,
        backup_of_a_desk_alone,
        letter,
        text_not_saved,
        a_file,
        damaged,
        lost,
    ],
)
def test_a_folder_with_anything_real_in_it_is_refused_and_left_as_it_is(
    tmp_path: Path, hold: Callable[[Path], None]
) -> None:
    folder = tmp_path / "data"
    hold(folder)
    before = content(folder)
    with pytest.raises(StoreError) as refused:
        filling.fill(folder, now=NOW, progress=unheard)
    assert refused.value.remedy
    assert content(folder) == before
    assert names(tmp_path) == ["data"]
    assert not demonstrated.is_one(folder)


def test_none_is_made_where_no_reports_may_be_begun(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="OneDrive copies it"):
        filling.fill(tmp_path / "OneDrive" / "data", now=NOW, progress=unheard)
    assert names(tmp_path) == []


def test_a_folder_that_is_open_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data"), pytest.raises(StoreBusyError):
        filling.fill(tmp_path / "data", now=NOW, progress=unheard)


def test_what_a_first_start_left_is_back_when_the_demonstration_is_gone(tmp_path: Path) -> None:
    """Though an earlier attempt was cut short by a power cut, between its two steps."""
    folder, left = tmp_path / "data", tmp_path / ".data-being-made-12"
    left.mkdir()
    Store.open(left / "before the demonstration").close()
    settings.save(Settings(author="Ann Lark"), left / "before the demonstration")
    (left / "reports.db").write_bytes(b"half")
    made = filling.fill(folder, now=NOW, progress=unheard)
    assert made.folder == folder
    assert settings.load(folder).author != "Ann Lark"
    with pytest.raises(StoreError, match="already"):
        filling.fill(folder, now=NOW, progress=unheard)
    draft(folder)
    with Store.open(folder) as store:
        assert filling.written_in(folder, store) == 1
    filling.remove(folder)
    assert settings.load(folder).author == "Ann Lark"
    with Store.open(folder) as store:
        assert store.summaries() == []
    assert names(tmp_path) == ["data"]


@pytest.mark.parametrize("step", [1, 27])
def test_stopped_at_any_step_nothing_is_there(tmp_path: Path, step: int) -> None:
    def stop(_step: str, done: int, _of: int) -> None:
        if done == step:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        filling.fill(tmp_path / "data", now=NOW, progress=stop)
    assert names(tmp_path) == []


def test_a_disk_that_refuses_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _to: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files, "rename", refuse)
    with pytest.raises(StoreError, match="the disk is full") as refused:
        filling.fill(tmp_path / "data", now=NOW, progress=unheard)
    assert refused.value.remedy.startswith("Nothing was changed.")
    assert names(tmp_path) == []


def test_what_is_no_demonstration_is_never_removed(tmp_path: Path) -> None:
    draft(tmp_path / "data")
    with pytest.raises(HighlightError, match="holds no demonstration"):
        filling.remove(tmp_path / "data")
    with Store.open(tmp_path / "data") as store:
        assert len(store.summaries()) == 1


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def content(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    # What opening a database notes beside it is not what anybody wrote.
    kept = (each for each in path.rglob("*") if each.is_file() and each.suffix not in (".closed",))
    return {str(each.relative_to(path)): each.read_bytes() for each in kept}
