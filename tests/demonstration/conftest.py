"""One demonstration for all tests that only look at it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.demonstration import filling

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    filling.fill(folder, now=NOW, progress=lambda *_step: None)
    return folder
