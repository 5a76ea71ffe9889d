"""What a key costs the disk: counted, because a count is the same on every machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.conftest import Person

pytestmark = pytest.mark.flow

OpenWindow = Callable[..., Person]

KEYS = 60
PAGE_BYTES = 4096 + 24
A_KEY_BYTES = 12 * PAGE_BYTES // KEYS
"""One save for all: a short section, its words for the search, its seal and its first version."""


def log_bytes(data_folder: Path) -> int:
    """All that is written goes there first."""
    return (data_folder / "reports.db-wal").stat().st_size


def test_keys_are_written_together_and_each_costs_few_bytes(
    open_window: OpenWindow, data_folder: Path
) -> None:
    person = open_window(data_folder)
    person.begin_report()
    person.wait(lambda: person.window._spelling.is_ready)
    person.window._background.settle()
    saves: list[object] = []
    person.editor.save_requested.connect(lambda *told: saves.append(told))
    before = log_bytes(data_folder)
    # However slow the machine is, no pause in typing comes in between.
    person.editor._saving._timer.blockSignals(True)
    person.write("x" * KEYS)
    assert not saves, "a key by itself writes nothing"
    assert log_bytes(data_folder) == before
    person.editor.save_now()
    person.wait(lambda: person.editor.all_saved)
    assert len(saves) == 1
    assert 0 < log_bytes(data_folder) - before <= KEYS * A_KEY_BYTES
