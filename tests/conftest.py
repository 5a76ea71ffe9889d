"""What every test may ask for."""

import os
from pathlib import Path

import pytest

# Before anything imports Qt: the tests need no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The three real reports, which are never part of the repository."""
    found = sorted((REPOSITORY.parent / "shared" / "samples").glob("*.txt"))
    if len(found) != 3:
        pytest.skip("the real reports are not beside this checkout (../shared/samples)")
    return found
