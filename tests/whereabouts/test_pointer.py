"""Where the reports went is remembered, and a place that is gone is never begun anew (fault S5)."""

from pathlib import Path

import pytest

from highlight_desktop import files
from highlight_desktop.errors import OutputError, StoreError
from highlight_desktop.whereabouts import pointer


def test_without_a_move_reports_are_where_they_always_were(home: Path) -> None:
    assert pointer.data_folder() == home
    assert pointer.is_remembered(home)
    pointer.require(home)


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
