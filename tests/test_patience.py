"""A file that hangs is waited for ten seconds and no longer (fault S8)."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from highlight_desktop import patience, refusals


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Path]:
    """A file that gives nothing for as long as the test lasts: a pipe that nobody writes to."""
    path = tmp_path / "online only.txt"
    os.mkfifo(path)
    yield path
    # Whoever still waits is let go.
    os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))


def test_what_answers_is_given_and_what_fails_is_raised(tmp_path: Path) -> None:
    assert patience.answered(lambda: 7) == 7
    with pytest.raises(FileNotFoundError):
        patience.begin_to_read(tmp_path / "none")


def test_what_does_not_answer_is_told_in_words(
    hanging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patience.PATIENCE_S == 10
    monkeypatch.setattr(patience, "PATIENCE_S", 0.05)
    with pytest.raises(TimeoutError) as told:
        patience.begin_to_read(hanging)
    assert "online only" in refusals.reason(told.value)
    assert "OneDrive" in refusals.remedy(told.value)
    waiting = [each for each in threading.enumerate() if each.name == "patience"]
    assert waiting
    assert all(each.daemon for each in waiting)


@pytest.mark.parametrize("number", [358, 362, 404])
def test_what_windows_says_of_a_cloud_is_understood(number: int) -> None:
    error = OSError(22, "?")
    error.winerror = number
    assert "online only" in refusals.reason(error)
    assert "OneDrive" in refusals.remedy(error)
