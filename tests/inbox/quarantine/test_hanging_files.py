"""A file that is online only, and does not come, is told; the next is read (fault S8)."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from highlight_desktop import patience
from highlight_desktop.errors import HighlightError, ImportRefusedError, StoreError
from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.store import backup, proving, restoring


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pipe that nobody writes to, and that says of itself it is an ordinary file."""
    path = tmp_path / "highlight-reports-20260309T140200Z-1.db"
    os.mkfifo(path)
    monkeypatch.setattr(stat, "S_ISREG", lambda _mode: True)
    monkeypatch.setattr(Path, "is_file", Path.exists)
    monkeypatch.setattr(patience, "PATIENCE_S", 0.05)
    yield path
    os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))


def test_an_import_of_it_is_refused_and_the_next_file_is_read(
    hanging: Path, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefusedError, match="does not answer") as told:
        arrive(hanging)
    assert told.value.remedy
    (tmp_path / "next.txt").write_text("A report.", encoding="utf-8")
    assert arrive(tmp_path / "next.txt").content == b"A report."


def test_a_backup_of_that_kind_replaces_nothing(hanging: Path, tmp_path: Path) -> None:
    for act in (
        lambda: proving.examine(hanging),
        lambda: restoring.restore(hanging, tmp_path / "data", now=backup.named(hanging).made_at),
    ):
        with pytest.raises(HighlightError, match="does not answer") as told:
            act()
        assert isinstance(told.value, StoreError)
    assert not (tmp_path / "data").exists()
