"""The window opens on a real screen, comes to the point where it takes keys, and leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.real_window
@pytest.mark.parametrize("moment", ["painted", "ready"])
def test_the_window_opens_on_a_real_screen_and_leaves_when_asked(tmp_path, moment):
    done = subprocess.run(
        [sys.executable, "-m", "highlight_desktop", "--data", tmp_path, "--exit-when", moment],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
