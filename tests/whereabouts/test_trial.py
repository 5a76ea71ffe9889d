"""A folder is tried for real: written, synced, moved, locked (faults S4, S6, S12)."""

import fcntl
import os
from pathlib import Path

import pytest

from highlight_desktop.whereabouts.trial import try_folder


def test_a_good_folder_takes_files_and_keeps_locks_and_nothing_stays_behind(tmp_path: Path) -> None:
    trial = try_folder(tmp_path)
    assert trial.refused == ""
    assert trial.locks is True
    assert list(tmp_path.iterdir()) == []


def test_of_a_folder_that_is_not_there_the_nearest_one_is_tried(tmp_path: Path) -> None:
    assert try_folder(tmp_path / "a" / "b").refused == ""
    assert list(tmp_path.iterdir()) == []


def test_locks_that_keep_nobody_out_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "fcntl", lambda *_asked: b"")
    assert try_folder(tmp_path).locks is False


def test_a_system_without_locks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    assert try_folder(tmp_path).locks is False


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [("open", 24, "too many files"), ("fsync", 5, "fault"), ("fsync", 28, "full")],
)
def test_a_refusal_of_the_system_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*((os, call) if call == "fsync" else (Path, call)), refuse)
    assert words in try_folder(tmp_path).refused
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
