"""Files are put in place whole, or not at all."""

import errno
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop import files, refusals
from highlight_desktop.errors import OutputError


def test_a_file_is_written_into_a_folder_that_did_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "report.pdf"
    files.write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert [each.name for each in path.parent.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EIO, "the disk reported a fault"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "it is open in another program, or you may not write there"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_writing_fails_the_old_file_is_whole_and_the_next_step_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, step: str
) -> None:
    path = tmp_path / "report.pdf"
    files.write_whole(path, b"old")

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path if step == "replace" else os, step, fail)
    with pytest.raises(OutputError, match=said) as raised:
        files.write_whole(path, b"new")
    assert "report.pdf" in raised.value.message
    assert raised.value.remedy.endswith("try again.")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_stopping_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path if step == "replace" else os, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "report.pdf", b"content")
    assert list(tmp_path.iterdir()) == []


def test_a_file_another_program_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.xlsx"
    files.write_whole(path, b"old")
    really_replace, refusals = Path.replace, [32, 5, 33]

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = refusals.pop()  # type: ignore[attr-defined]
            raise error
        return really_replace(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(OutputError):
        files.write_whole(tmp_path / "report.pdf", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_gives_a_name_every_system_accepts(text: str) -> None:
    name = files.safe_name(text)
    assert re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,80}", name)
    assert name.rstrip("-") not in {"con", "nul", "prn", "aux"} or name.endswith("-")


@pytest.mark.parametrize("reserved", ["CON", "nul", "Com1", "LPT9", "aux", "PRN"])
def test_a_name_windows_keeps_for_itself_is_never_given(reserved: str) -> None:
    assert files.safe_name(reserved) == f"{reserved.lower()}-"


def test_accents_become_plain_letters_in_a_name() -> None:
    assert files.safe_name("Dŵr & Parks/Libraries (CCC)") == "dwr-parks-libraries-ccc"


@pytest.mark.parametrize(("winerror", "letters"), [(206, 10), (111, 10), (3, 300)])
def test_a_path_too_long_for_windows_is_told_as_that(winerror: int, letters: int) -> None:
    """N1: Windows says of 260 letters that there is no such place."""
    error = FileNotFoundError(errno.ENOENT, "gone", "x" * letters)
    error.winerror = winerror  # type: ignore[attr-defined]
    assert refusals.reason(error) == "its name and folder are too long together"
    assert "shorter" in refusals.remedy(error)
    error = FileNotFoundError(errno.ENOENT, "gone", "x" * 100)
    error.winerror = 3  # type: ignore[attr-defined]
    assert refusals.reason(error) == "the folder cannot be reached"


def test_reading_through_a_file_raises_only_where_the_disk_cannot(tmp_path: Path) -> None:
    (tmp_path / "whole").write_bytes(bytes(3_000_000))
    files.read_through(tmp_path / "whole")
    files.read_through(tmp_path / "not there")
    with pytest.raises(OSError, match=r"directory|denied"):
        files.read_through(tmp_path)
