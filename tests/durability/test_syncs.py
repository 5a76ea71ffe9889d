"""How often each act waits for the disk: counted below the real SQLite, so no clock is needed."""

import json
from pathlib import Path

import pytest

from tests.durability.faulty_disk import CAN_RUN, on_faulty_disk

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs Linux and a C compiler")


def test_a_save_waits_for_the_disk_once_and_reading_never_does(tmp_path: Path) -> None:
    with on_faulty_disk(tmp_path, module="tests.durability.syncs") as program:
        told, _ = program.communicate()
    assert program.returncode == 0
    assert json.loads(told) == {
        # The log alone; the database itself when the log is full, at some thousand saves.
        "a save": 1,
        "ten saves": 10,
        "a list": 0,
        "a report read": 0,
        "a search": 0,
        "opening": 0,
        "closing with nothing written": 0,
    }
