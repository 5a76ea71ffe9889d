"""The program opens its window, comes to the moment it was asked for, and leaves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def open_and_leave(platform: str, data_folder: Path, moment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "highlight_desktop", "--data", data_folder, "--exit-when", moment],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.flow
@pytest.mark.parametrize("moment", ["painted", "ready"])
def test_the_window_opens_without_a_screen_and_leaves_when_asked(tmp_path, moment):
    open_and_leave("offscreen", tmp_path, moment)


@pytest.mark.real_window
@pytest.mark.parametrize("moment", ["painted", "ready"])
def test_the_window_opens_on_a_real_screen_and_leaves_when_asked(tmp_path, moment):
    open_and_leave("xcb", tmp_path, moment)
