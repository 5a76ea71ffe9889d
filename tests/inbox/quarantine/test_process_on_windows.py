"""How the reading process is started on Windows, with stand-ins: none of it ever ran there."""

import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from highlight_desktop.inbox.quarantine import limits, process


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.mark.usefixtures("on_windows")
def test_it_shows_no_console_and_gives_way_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0x4000, raising=False)
    assert process._quiet_and_low() == 0x08004000


def test_it_is_told_where_windows_is_and_nothing_of_the_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without SYSTEMROOT Python does not start there; it writes names of variables in capitals."""
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    monkeypatch.setenv("USERPROFILE", r"C:\Users\ann")
    told = process._environment("folder")
    assert told["SYSTEMROOT"] == r"C:\Windows"
    assert (told["TEMP"], told["TMP"]) == ("folder", "folder")
    assert not any("ann" in value for value in told.values())


@pytest.mark.usefixtures("on_windows")
def test_it_joins_a_job_and_asks_for_no_limit_that_only_posix_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    kernel = object()
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(limits, "_join_job", lambda *arguments: asked.append(arguments))
    monkeypatch.setattr(sys, "addaudithook", asked.append)
    monkeypatch.setitem(sys.modules, "resource", None)  # which Windows has not
    limits.impose(300_000_000)
    assert asked == [(kernel, 300_000_000), limits._refuse]
    limits.allow_computing(4.0)
