"""What is said when a command fails: one line, an exit code, and never a traceback."""

import os
import sys
from io import BytesIO, TextIOWrapper

import pytest

from highlight_desktop import commands, forms
from highlight_desktop.commands import form
from highlight_desktop.errors import NotReadyError
from highlight_desktop.store.reports import Store
from highlight_desktop.verification import arrivals


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["show", "ab"], ["import", "absent.txt", "--json"]]
)
def test_a_busy_database_is_told_in_one_line(desk, tmp_path, arguments):
    with Store.open(tmp_path / "data"):
        said = desk(*arguments).one_line_of_trouble()
    told = "Another window or command has your reports open. Close it and try again."
    assert said.startswith(f"{told} It is process {os.getpid()} on ")


def test_a_damaged_database_is_told_in_one_line(desk, tmp_path):
    desk("list")
    (tmp_path / "data" / "reports.db").write_bytes(b"not a database" * 100)
    assert "is damaged" in desk("list").one_line_of_trouble()


def test_a_data_folder_that_is_a_file_is_told_in_one_line(call, tmp_path):
    file = tmp_path / "file"
    file.touch()
    call("--data", file, "list").one_line_of_trouble()


def test_a_fault_of_our_own_is_one_line_and_written_down_without_values(
    desk, tmp_path, monkeypatch
):
    words = " ".join(("some", "private", "words"))

    def at_fault() -> None:
        raise ValueError(words)

    monkeypatch.setattr(forms, "bundled", at_fault)
    said = desk("editions").one_line_of_trouble()
    assert said.startswith("The program made a mistake (ValueError)")
    log = (tmp_path / "data" / "highlight-desktop.log").read_text(encoding="utf-8")
    assert "at_fault" in log
    assert words not in log + said


def test_a_fault_that_cannot_be_written_down_is_still_one_line(call, tmp_path, monkeypatch):
    monkeypatch.setattr(forms, "bundled", lambda: [][1])
    file = tmp_path / "file"
    file.touch()
    said = call("--data", file, "editions").one_line_of_trouble()
    assert said == "The program made a mistake (IndexError), and it could not be written down.\n"


def test_a_fault_in_reading_one_file_does_not_stop_the_others(desk, report_file, monkeypatch):
    take_in = arrivals.take_in

    def at_fault(store, quarantine, path, form, **known):
        if path.name == "odd.txt":
            raise IndexError
        return take_in(store, quarantine, path, form, **known)

    monkeypatch.setattr(arrivals, "take_in", at_fault)
    said = desk("import", "odd.txt", report_file)
    assert said.code == 2
    assert said.err.startswith("“odd.txt”: The program made a mistake (IndexError)")
    assert "words kept" in said.out


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 2, "Stopped before it was done.\n"),
        (BrokenPipeError(), 2, "The output was cut short, because nobody reads it any more.\n"),
        (NotReadyError("The period is missing.", "Type it."), 1, "The period is missing. Type it."),
        (PermissionError(13, "no", "a.txt"), 2, "“a.txt” cannot be used: it is open in another"),
        (OSError(28, "no"), 2, "That cannot be done: the disk is full. Make room on the disk"),
    ],
)
def test_whatever_stops_a_command_is_told_in_one_line(desk, monkeypatch, raised, code, said):
    def stopped(asked):
        raise raised

    monkeypatch.setattr(form, "WORK", {"editions": stopped})
    told = desk("editions")
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(said)
    assert told.err.count("\n") == 1


def test_a_program_without_a_console_runs_in_silence(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    asked = commands.parse(["--data", str(tmp_path), "editions"])
    assert commands.run(asked) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
def test_an_answer_that_cannot_be_written_is_told_and_not_told_again_at_the_end(monkeypatch):
    err = TextIOWrapper(BytesIO())
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "stderr", err)
        asked = commands.parse(["editions"])
        assert commands.run(asked) == 2
    err.seek(0)
    assert err.read().startswith("That cannot be done: the disk is full.")
