"""T2: UTC is kept, the clock on the wall is shown, and the hour that comes twice is told apart."""

import ast
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ui.editor.version_words import time_in_words
from ui.home.reports_model import local_time
from ui.widgets.local_time import printed_here

REPOSITORY = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no TZ")


@pytest.fixture(autouse=True)
def in_london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rule is written out, so that no machine's time zone data is needed."""
    monkeypatch.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


NIGHTS = [
    # 25 October 2026: at 02:00 summer time the clocks go back to 01:00.
    ((2026, 10, 24, 23, 30), "25 October 2026, 00:30", ""),
    ((2026, 10, 25, 0, 30), "25 October 2026, 01:30", " (UTC+1)"),
    ((2026, 10, 25, 1, 30), "25 October 2026, 01:30", " (UTC)"),
    ((2026, 10, 25, 2, 0), "25 October 2026, 02:00", ""),
    # 28 March 2027: at 01:00 they go forward to 02:00, and 01:30 never is.
    ((2027, 3, 28, 0, 59), "28 March 2027, 00:59", ""),
    ((2027, 3, 28, 1, 0), "28 March 2027, 02:00", ""),
    ((2027, 3, 28, 1, 30), "28 March 2027, 02:30", ""),
    ((2026, 6, 12, 8, 5), "12 June 2026, 09:05", ""),
]


@pytest.mark.parametrize(("in_utc", "shown", "offset"), NIGHTS)
def test_both_nights_are_shown_as_the_wall_does_and_no_two_moments_alike(
    in_utc: tuple[int, ...], shown: str, offset: str
) -> None:
    moment = datetime(*in_utc, tzinfo=UTC)  # type: ignore[arg-type]
    assert printed_here(moment) == shown + offset
    assert local_time(moment).endswith(shown[-5:] + offset)
    here = moment.astimezone()
    assert time_in_words(here, here.date()) == f"Today {shown[-5:]}{offset}"


def test_every_minute_of_the_night_has_words_of_its_own() -> None:
    moments = [
        datetime(2026, 10, 25, hour, minute, tzinfo=UTC)
        for hour in range(4)
        for minute in range(60)
    ]
    assert len({printed_here(each) for each in moments}) == len(moments)


def test_no_zone_data_has_to_come_with_the_program() -> None:
    """Windows has none for Python; only the system's own clock is asked, which has."""
    for folder in ("highlight_desktop", "ui", "resources"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = {*(each.name for each in node.names), getattr(node, "module", "")}
                    assert not {"zoneinfo", "dateutil", "pytz"} & names
