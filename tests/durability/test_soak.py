"""A share of the working month of `make durability`: what it costs does not grow."""

import json
import os
import subprocess
import sys

import pytest

from tests.durability import month
from tests.durability.faulty_disk import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_a_day_of_work_costs_no_more_at_its_end_than_at_its_beginning() -> None:
    """In a process of its own, whose memory is nobody else's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.soak", "1", "300"],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    counted, faults = json.loads(done.stdout)
    assert counted["tried"] > 300 + len(month.ACTS)
    assert faults == []
