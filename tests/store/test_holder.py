"""Who has the reports open is named where it can be known, and never wrongly (faults D1, D2)."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreBusyError
from highlight_desktop.store import holder
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store

_HUGE = json.dumps({"process": 10**40, "computer": platform.node()}).encode()


def test_whoever_is_refused_is_told_which_process_has_them(folder: Path) -> None:
    with Store.open(folder), pytest.raises(StoreBusyError) as refused:
        Store.open(folder)
    assert refused.value.remedy == (
        f"Close it and try again. It is process {os.getpid()} on {platform.node()}."
    )
    assert not list(folder.glob("*.open"))


def test_a_process_that_a_crash_left_behind_is_not_named(folder: Path) -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{FILE_NAME}.open"
    note.write_text(json.dumps({"process": done.pid, "computer": platform.node()}))
    if os.name == "posix":
        assert holder.named(folder / FILE_NAME) == ""


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"process": "x", "computer": 1}', b"9" * 5000, _HUGE]
)
def test_a_note_that_is_not_ours_names_nobody(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{FILE_NAME}.open").write_bytes(content)
    assert holder.named(folder / FILE_NAME) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff garbage",
        json.dumps({"process": os.getpid(), "computer": platform.node()}).encode(),
        json.dumps({"process": 1, "computer": "LIB-0042"}).encode(),
        _HUGE,
    ],
)
def test_whatever_a_crash_left_behind_never_blocks_a_start(folder: Path, content: bytes) -> None:
    Store.open(folder).close()
    (folder / f"{FILE_NAME}.open").write_bytes(content)
    with Store.open(folder) as store:
        assert store.summaries() == []


def test_one_in_another_computer_is_named_with_it(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{FILE_NAME}.open"
    note.write_text(json.dumps({"process": 7, "computer": "LIB-0042"}))
    assert holder.named(folder / FILE_NAME) == "It is process 7 on LIB-0042."


def test_a_folder_that_takes_no_note_is_opened_all_the_same(folder: Path) -> None:
    with Store.open(folder):
        pass
    (folder / f"{FILE_NAME}.open").mkdir()
    with Store.open(folder) as store:
        assert store.summaries() == []


def test_a_process_of_somebody_else_is_named_though_it_may_not_be_touched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_ours(_process: int, _signal: int) -> None:
        raise PermissionError

    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{FILE_NAME}.open"
    note.write_text(json.dumps({"process": 7, "computer": platform.node()}))
    monkeypatch.setattr(os, "kill", not_ours)
    assert holder.named(folder / FILE_NAME) == f"It is process 7 on {platform.node()}."
