"""Check my data at the hub: every file and every return still has its hash, and its other half."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from highlight_desktop.errors import CancelledError
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.desk_place import DESK

Written = Callable[..., Report]


@pytest.fixture
def filled(folder: Path, written: Written, now: datetime) -> Path:
    """A desk with a file that brought a report, and one that could not be read."""
    report = written("Parks")
    snapshot = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    with Desk.open(folder) as desk:
        for content, brought in ((b"%PDF parks", snapshot), (b"garbage", None)):
            arrival = Arrival(
                sha256(content).hexdigest(), f"{content[-5:].decode()}.pdf", "", "", now,
                Verdict.AS_SUBMITTED if brought else Verdict.UNREADABLE, (),
                brought.sha256 if brought else None,
            )  # fmt: skip
            desk.record(arrival, content, brought)
    return folder


def found(folder: Path) -> list[str]:
    with Desk.open(folder) as desk:
        return [each.message for each in desk.check().findings]


def test_nothing_on_the_desk_is_mended_because_it_came_from_others(filled: Path) -> None:
    damage(filled, "DELETE FROM returned")
    with Desk.open(filled) as desk:
        assert [each.mended for each in desk.check().findings] == [False]


def damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / DESK.file_name, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount


def test_all_is_well_with_what_the_program_itself_received(filled: Path) -> None:
    with Desk.open(filled) as desk:
        checked = desk.check()
        assert (checked.files, checked.returns, checked.is_clean) == (2, 1, True)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE arrival SET content = x'00' WHERE name = 'parks.pdf'",
            "The file “parks.pdf” is not as it came in.",
        ),
        (
            "UPDATE returned SET snapshot = cast('{\"x\":1}' AS BLOB)",
            "The return of “Parks”, version 1, has not the hash it was recorded with.",
        ),
        ("DELETE FROM returned", "The report that was in the file “parks.pdf” is gone."),
        (
            "DELETE FROM arrival WHERE name = 'parks.pdf'",
            "The file that brought the return of “Parks” is gone.",
        ),
    ],
)
def test_what_is_damaged_is_told_each_time_and_left_as_it_is(
    filled: Path, statement: str, told: str
) -> None:
    """D9 for the hub's desk."""
    damage(filled, statement)
    assert found(filled) == [told]
    assert found(filled) == [told]


def test_it_can_be_stopped(filled: Path) -> None:
    def stop(_step: str, _done: int, _of: int) -> None:
        raise CancelledError("Stopped.")

    with Desk.open(filled) as desk:
        with pytest.raises(CancelledError):
            desk.check(stop)
        assert desk.check().is_clean


def test_an_index_that_the_disk_altered_is_told_though_the_desk_still_opens(filled: Path) -> None:
    """One letter of a key: that is nothing `quick_check` would see."""
    path = filled / DESK.file_name
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'returned_by_report'"
        (page,) = connection.execute(query).fetchone()
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
        (key,) = connection.execute("SELECT report_id FROM returned").fetchone()
    content = bytearray(path.read_bytes())
    at = content.index(key.encode(), (page - 1) * page_bytes, page * page_bytes)
    content[at + 3] ^= 1
    path.write_bytes(content)

    assert any(each.startswith("The hub’s desk is damaged: SQLite says") for each in found(filled))
