"""The program is killed while somebody types; what the status line called saved is there."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from highlight_desktop.report.prose import plain_text
from highlight_desktop.store.reports import Store
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.flow

ROUNDS = 5
"""Kills, one after another on the same data; each takes about two seconds."""


def type_until_killed(data_folder: Path, seed: int) -> list[str]:
    """Let somebody type for a while, kill the program, and return what it had called saved."""
    command = [sys.executable, "-m", "tests.flows.typist", str(data_folder), str(seed)]
    chance = random.Random(seed)
    acknowledgements = chance.randint(2, 6)
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        said = []
        for line in program.stdout:
            said.append(json.loads(line))
            if len(said) == acknowledgements:
                # At any moment from now on, so that the kill meets every step of a save.
                threading.Timer(chance.random(), program.send_signal, [signal.SIGKILL]).start()
        _, errors = program.communicate()
    assert program.returncode == -signal.SIGKILL, errors
    return said


def stored_text(data_folder: Path) -> str:
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        return plain_text(store.load(summary.id).report.answers["activity"].prose)


def test_whatever_was_called_saved_survives_a_kill_and_the_next_start_goes_on_from_it(
    data_folder: Path,
) -> None:
    before = ""
    for seed in range(ROUNDS):
        said = type_until_killed(data_folder, seed)
        assert said[0].startswith(before), "the next start did not go on from what was stored"
        stored = stored_text(data_folder)
        assert stored.startswith(said[-1].rstrip()), "a saved word is missing"
        before = stored.rstrip()
