"""Where the reports went is remembered, and a place that is gone is never begun anew (fault S5)."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import highlight_desktop
from highlight_desktop import files
from highlight_desktop.errors import OutputError, StoreError
from highlight_desktop.whereabouts import moving, pointer, probing
from highlight_desktop.whereabouts.doctor import Diagnosis, examine


def test_without_a_move_reports_are_where_they_always_were(home: Path) -> None:
    assert pointer.data_folder() == home
    assert pointer.is_remembered(home)
    pointer.require(home)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program."""
    folder = tmp_path / "carried about ŵ" / "highlight-desktop"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "highlight-desktop.exe"))
    return folder


def test_a_folder_called_data_beside_the_program_has_the_reports(home: Path, program: Path) -> None:
    assert pointer.data_folder() == home
    assert pointer.portable_folder() is None
    assert not (program / "data").exists()
    (program / "data").mkdir()
    assert pointer.data_folder() == program / "data"
    assert pointer.is_portable(program / "data")
    assert not pointer.is_portable(home)
    pointer.require(program / "data")


def test_it_wins_over_a_folder_the_reports_were_moved_to_on_this_computer(
    home: Path, program: Path, tmp_path: Path
) -> None:
    pointer.remember(tmp_path / "moved")
    (program / "data").mkdir()
    assert pointer.data_folder() == program / "data"
    fit = Diagnosis(tmp_path, [])
    assert "Move the whole folder" in moving.obstacle(program / "data", tmp_path, fit)


def test_a_file_of_that_name_makes_nothing_portable(home: Path, program: Path) -> None:
    (program / "data").write_bytes(b"")
    assert pointer.data_folder() == home


def test_from_its_source_only_a_checkout_is_portable(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an installed package lie other packages, and one of them may be called data."""
    (tmp_path / "src" / "data").mkdir(parents=True)
    inside = tmp_path / "src" / "highlight_desktop" / "__init__.py"
    monkeypatch.setattr(highlight_desktop, "__file__", str(inside))
    assert pointer.data_folder() == home
    (tmp_path / "src" / "pyproject.toml").write_bytes(b"")
    assert pointer.data_folder() == tmp_path / "src" / "data"


def test_the_doctor_says_that_it_is_carried_along(home: Path, program: Path) -> None:
    (program / "data").mkdir()
    facts = probing.look(program / "data", "reports.db")
    told = " ".join(map(str, examine(facts, now=datetime.now(UTC)).observations))
    assert "beside the program and is carried along" in told
    assert "carried along" not in str(
        examine(probing.look(home, "reports.db"), now=datetime.now(UTC))
    )


def test_the_last_move_holds(home: Path, tmp_path: Path) -> None:
    pointer.remember(tmp_path / "one")
    pointer.remember(tmp_path / "two")
    assert pointer.data_folder() == tmp_path / "two"
    assert not pointer.is_remembered(home)
    assert [each.name for each in home.iterdir()] == [pointer.FILE_NAME]


def test_where_the_first_place_takes_no_file_the_second_does_and_the_last_one_counts(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer.remember(tmp_path / "one")
    real = files.write_whole

    def refuse_home(path: Path, content: bytes) -> None:
        if path.parent == home:
            raise OutputError("No.")
        real(path, content)

    monkeypatch.setattr(files, "write_whole", refuse_home)
    pointer.remember(tmp_path / "two")
    monkeypatch.undo()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert pointer.data_folder() == tmp_path / "two"


def test_where_no_place_takes_it_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OutputError("No.")

    monkeypatch.setattr(files, "write_whole", refuse)
    with pytest.raises(OutputError):
        pointer.remember(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        b'{"format": "highlight-desktop/data-folder/1", "folder": "here", "number": 1}',
        b'{"format": "another", "folder": "/here", "number": 1}',
        b"[" * 9000,
    ],
)
def test_a_file_that_is_not_ours_leads_nowhere(home: Path, content: bytes) -> None:
    home.mkdir(parents=True)
    (home / pointer.FILE_NAME).write_bytes(content)
    assert pointer.data_folder() == home


def test_a_folder_that_was_moved_to_and_is_not_there_is_missed(tmp_path: Path) -> None:
    gone = tmp_path / "stick" / "highlight-desktop"
    pointer.remember(gone)
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be reached") as told:
            pointer.require(gone)
        assert "Plug in" in told.value.remedy
        # The folder a disk is usually shown in, without the disk.
        gone.mkdir(parents=True, exist_ok=True)
    (gone / "reports.db.made").touch()
    pointer.require(gone)
    pointer.require(tmp_path / "named at the start")
