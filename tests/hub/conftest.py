"""Desks empty, eventful and of a year in small, what examines files, and packs bound."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from highlight_desktop.hub.binding import bind
from highlight_desktop.hub.contents import gather
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.report import period
from highlight_desktop.store.desk import Desk
from tests.hub import desks
from tests.hub.year import Year, year

Bound = Callable[..., bytes]


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


@pytest.fixture(scope="session")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on which everything happened that can; not to be changed."""
    with desks.eventful(tmp_path_factory.mktemp("desk") / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
def bound() -> Bound:
    """Makes the document of a period, in memory."""

    def make(
        desk: Desk,
        arrangement: Arrangement = Arrangement.SECTION,
        selection: Selection | None = None,
    ) -> bytes:
        output = BytesIO()
        wanted = selection or Selection(period.read(desks.period()))
        with gather(desk, wanted) as contents:
            bind(output, contents, arrangement)
        return output.getvalue()

    return make


@pytest.fixture(scope="session")
def by_section(eventful: Desk, bound: Bound) -> bytes:
    """The document of that desk, by section."""
    return bound(eventful)


@pytest.fixture(scope="session")
def by_area(eventful: Desk, bound: Bound) -> bytes:
    """The same, by service area."""
    return bound(eventful, Arrangement.AREA)
