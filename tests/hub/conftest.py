"""A year of returns in small, a desk, and what examines the files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.hub.examining import Examiner
from highlight_desktop.store.desk import Desk
from tests.hub.year import Year, year


@pytest.fixture
def now() -> datetime:
    return datetime(2021, 4, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def small_year() -> Year:
    """Each role at least once."""
    return year(areas=6, periods=3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
def examiner() -> Iterator[Examiner]:
    with Examiner() as opened:
        yield opened
