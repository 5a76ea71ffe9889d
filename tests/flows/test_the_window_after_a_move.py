"""After a move the program goes on by itself, in a window on the new folder (fault S6)."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.flow

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)

MOVER = """
import sys
from functools import partial
from pathlib import Path

from highlight_desktop import settings
from ui import app

data, to = map(Path, sys.argv[1:])
settings.save(settings.Settings(), data)
seen = []

def go_on(window, folder):
    seen.append(folder)
    print(folder, len(window._store.summaries()), flush=True)
    if len(seen) == 1:
        window._on_move_agreed(to)
    else:
        window.close()

def share(window, folder):
    window.ready.connect(partial(go_on, window, folder))

app.share = share
sys.exit(app.main(data))
"""


def test_another_window_opens_on_the_new_folder_with_the_same_reports(tmp_path: Path) -> None:
    data = tmp_path / "share" / "highlight-desktop"
    to = tmp_path / "disk" / "highlight-desktop"
    to.parent.mkdir()
    with Store.open(data) as store:
        store.create(begin(new_id(), edition.newest(), {}), now=NOW)
    done = subprocess.run(
        [sys.executable, "-c", MOVER, str(data), str(to)],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "XDG_DATA_HOME": str(tmp_path / "share"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.stdout.splitlines() == [f"{data} 1", f"{to} 1"], done.stderr
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
