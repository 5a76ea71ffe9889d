"""A Linux system without a screen, or without what Qt needs: a sentence, and no traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from highlight_desktop import screen

REPOSITORY = Path(__file__).parents[1]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring both")


def start(*python: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Open the window in a process of its own, with no more of an environment than is named."""
    here = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-B", *python],
        env={**here, "PYTHONIOENCODING": "utf-8", **variables},
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def assert_one_sentence(done: subprocess.CompletedProcess[str], about: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert about in done.stderr


@ON_LINUX
def test_where_there_is_no_screen_the_start_says_so_in_a_sentence():
    done = start("-m", "highlight_desktop", "--exit-when", "painted")
    assert_one_sentence(done, "There is no screen here")


@ON_LINUX
@pytest.mark.parametrize(
    ("environment", "is_there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-1"}, True),
        ({"QT_QPA_PLATFORM": "vnc"}, True),
    ],
)
def test_a_screen_is_one_that_the_environment_names(environment, is_there):
    assert (screen.no_screen(environment) == "") is is_there


@ON_LINUX
def test_waylands_usual_socket_needs_no_name(tmp_path):
    session = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert screen.no_screen(session)
    (tmp_path / "wayland-0").touch()
    assert screen.no_screen(session) == ""


@ON_LINUX
def test_a_library_that_the_system_lacks_is_named_with_its_package():
    story = """
import sys
from highlight_desktop import screen
screen.LIBRARIES = {"libGL-absent.so.1": "libgl1", "libc.so.6": "libc6", "libX-none.so": "libx"}
sys.modules["PySide6.QtCore"] = None
from highlight_desktop.__main__ import main
sys.argv[1:] = ["--exit-when", "painted"]
sys.exit(main())
"""
    done = start("-c", story, QT_QPA_PLATFORM="offscreen")
    assert_one_sentence(done, "libGL-absent.so.1 and libX-none.so of the system")
    assert "apt-get install libgl1 libx)" in done.stderr


@ON_LINUX
def test_a_fault_that_no_library_explains_is_not_hidden():
    story = """
import sys
sys.modules["PySide6.QtCore"] = None
from highlight_desktop.__main__ import main
sys.argv[1:] = ["--exit-when", "painted"]
main()
"""
    done = start("-c", story, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert "PySide6.QtCore" in done.stderr


def test_windows_is_never_said_to_lack_a_screen(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert screen.no_screen({}) == ""
    assert screen.lacking_libraries() == ""


def test_the_libraries_are_those_that_a_developers_set_up_looks_for():
    table = (REPOSITORY / ".ci" / "system").read_text(encoding="utf-8")
    assert dict(re.findall(r"^qt +(\S+) +(\S+)$", table, re.MULTILINE)) == screen.LIBRARIES


def test_it_page_names_the_two_that_no_build_takes_along():
    page = (REPOSITORY / "docs" / "it-page.md").read_text(encoding="utf-8")
    assert "libgl1" in page
    assert "libegl1" in page
