"""Commands find the reports where they were moved to, and begin none beside a missing disk (S5)."""

from pathlib import Path

import pytest

from highlight_desktop import commands
from highlight_desktop.commands import self_test
from highlight_desktop.store.reports import Store
from highlight_desktop.whereabouts import pointer
from highlight_desktop.whereabouts.trial import Trial


@pytest.fixture
def moved_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    place = tmp_path / "disk" / "highlight-desktop"
    pointer.remember(place)
    return place


def test_a_command_finds_reports_that_were_moved_and_a_name_wins(call, moved_to, monkeypatch):
    Store.open(moved_to).close()
    assert commands.parse(["list"]).data == moved_to
    assert call("list").code == 0
    assert commands.parse(["--data", "named", "list"]).data == Path("named")
    monkeypatch.setenv("HIGHLIGHT_DATA", "from-environment")
    assert commands.parse(["list"]).data == Path("from-environment")


@pytest.mark.parametrize("command", [("list",), ("backup",), ("import", "x.txt")])
def test_reports_on_a_disk_that_is_not_there_are_missed_and_none_are_begun(call, moved_to, command):
    assert "cannot be reached" in call(*command).one_line_of_trouble()
    assert not moved_to.exists()


def test_what_needs_no_reports_is_done_all_the_same(call, moved_to):
    assert call("editions").code == 0
    said = call("self-test")
    assert said.code == 1
    assert "cannot be reached" in said.out


def test_the_self_test_judges_the_place(desk, tmp_path, monkeypatch):
    assert "can be kept in" in desk("self-test").out
    monkeypatch.setenv("OneDrive", str(tmp_path))
    said = desk("self-test")
    assert said.code == 1
    assert "OneDrive copies this folder" in said.out


def test_the_self_test_tells_what_is_only_doubtful_and_succeeds(tmp_path, monkeypatch):
    real = self_test.probing.look
    doubtful = 400_000_000

    def look(folder, name):
        from dataclasses import replace

        return replace(real(folder, name), free_bytes=doubtful, trial=Trial(locks=True))

    monkeypatch.setattr(self_test.probing, "look", look)
    assert "But: The disk is nearly full" in self_test.data_folder(tmp_path, tmp_path)
