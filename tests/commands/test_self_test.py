"""The self-test must notice what is missing, or it proves nothing."""

import sys

import pytest

from highlight_desktop import policy
from highlight_desktop.commands import self_test, sending
from highlight_desktop.errors import HighlightError
from highlight_desktop.inbox.quarantine import process, readers
from highlight_desktop.outbox import workbook
from highlight_desktop.report import edition


def lines_of(said):
    ok = [line for line in said.out.splitlines() if line.startswith("ok  ")]
    failed = [line for line in said.out.splitlines() if line.startswith("failed  ")]
    assert len(ok) + len(failed) == len(self_test.CHECKS)
    return ok, failed


def test_where_everything_works_each_check_says_so(desk):
    said = desk("self-test")
    assert (said.code, said.err) == (0, "")
    assert lines_of(said)[1] == []


@pytest.mark.parametrize(
    ("place", "name", "instead", "told"),
    [
        (workbook, "is_guarded", lambda: False, "defusedxml is not in use"),
        (
            self_test,
            "this_program",
            lambda: [sys.executable, "-c", "exit('no screen')"],
            "no screen",
        ),
        (workbook, "render", lambda snapshot: b"PK", "2020-05"),
        (self_test, "find_spec", lambda name: None, "PySide6"),
        (self_test, "LETTERS", "ŵ 🎉", "🎉 [party popper]"),
        (sending, "SAMPLE", "absent.txt", "absent.txt"),
        (process, "this_program", lambda: [sys.executable, "-c", ""], "fall over"),
        (readers, "READERS", {"a kind": "that only this process knows"}, "lacks a reader"),
        (edition, "bundled", lambda: [][0], "The program made a mistake (IndexError)"),
    ],
)
def test_what_does_not_work_is_told_and_the_rest_is_still_tried(
    desk, monkeypatch, place, name, instead, told
):
    edition.bundled()
    monkeypatch.setattr(place, name, instead)
    said = desk("self-test")
    assert said.code == 1
    ok, failed = lines_of(said)
    assert any(told in line for line in failed), failed
    assert len(ok) >= 4


def test_a_data_folder_that_cannot_be_written_is_told(call, tmp_path):
    file = tmp_path / "file"
    file.touch()
    said = call("--data", file / "data", "self-test")
    assert said.code == 1
    assert "could not be written" in lines_of(said)[1][0]


def test_the_self_test_leaves_nothing_behind(desk, tmp_path):
    desk("self-test")
    assert list((tmp_path / "data").iterdir()) == []


def test_a_policy_file_that_cannot_be_read_fails_it_for_nothing_could_be_submitted(
    desk, monkeypatch, tmp_path
):
    laid_down = tmp_path / "policy.toml"
    monkeypatch.setattr(policy, "places", lambda: [laid_down])
    assert "ok      no policy file" in desk("self-test").out
    laid_down.write_text("[marking]\nlowest = 'OFFICIAL'\n", encoding="utf-8")
    assert f"ok      the policy file “{laid_down}” is kept to" in desk("self-test").out
    laid_down.write_text("[markng]\n", encoding="utf-8")
    said = desk("self-test")
    assert said.code == 1
    assert "markng is not a key of a policy" in lines_of(said)[1][0]


@pytest.mark.parametrize("part", ["psycopg", "keyring"])
def test_a_part_of_a_shared_desk_that_cannot_be_loaded_is_told(desk, monkeypatch, part):
    pytest.importorskip("psycopg")
    pytest.importorskip("keyring")

    def load(name):
        if name == part:
            raise ImportError(name)

    monkeypatch.setattr(self_test, "import_module", load)
    (failed,) = lines_of(desk("self-test"))[1]
    assert f"cannot be opened: {part} is not whole" in failed


def test_each_failure_is_one_line(desk, monkeypatch):
    def fail(data, empty):
        raise HighlightError("One line,\nand another.")

    monkeypatch.setattr(self_test, "CHECKS", (fail,))
    assert desk("self-test").out == "failed  One line, and another.\n"
