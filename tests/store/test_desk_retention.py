"""Retention at the hub: what came in is due by the day it came, and is really gone when removed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from highlight_desktop.errors import ReportNotFoundError, StoreError
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.desk import Arrival, Desk, Standing, Verdict
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.retention import Decision
from highlight_desktop.store.stored import new_id
from tests.store import postgres

Written = Callable[..., Report]
MONTHS = 24
YEAR = timedelta(days=366)
MARKER = "The heron weir at Quarrendon leaks"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with postgres.running(programs) as address:
        yield address


@pytest.fixture(params=["alone", "shared"])
def desk(request: pytest.FixtureRequest, folder: Path) -> Iterator[Desk]:
    address = ""
    if request.param == "shared":
        address = request.getfixturevalue("server")
        postgres.empty(address)
    with Desk.open(folder, address) as opened:
        yield opened


def receive(desk: Desk, report: Report, at: datetime, **lineage: object) -> Snapshot:
    """As a PDF and a workbook, the second a day later."""
    snapshot = freeze(
        report, submitted_at=at, app_version="1", recipient=Recipient("Hub", ""), **lineage
    )  # type: ignore[arg-type]
    for kind in ("pdf", "workbook"):
        content = f"{kind} of {snapshot.sha256}: {MARKER}".encode()
        said = ("inbox", "Ann <ann@council.example>", at, Verdict.AS_SUBMITTED, ("A note.",))
        digest = sha256(content).hexdigest()
        came = Arrival(digest, f"{kind}.file", *said, snapshot.sha256, kind)
        desk.record(came, content, snapshot)
    return snapshot


def receive_unread(desk: Desk, at: datetime) -> str:
    content = f"garbage: {MARKER}".encode()
    digest = sha256(content).hexdigest()
    came = Arrival(digest, "notes.bin", "inbox", "", at, Verdict.UNREADABLE, (), None)
    desk.record(came, content, None)
    return digest


def marked(report: Report) -> Report:
    return replace(report, unplaced=blocks_of(f"{MARKER}.")[0])


def corrected(report: Report) -> Report:
    return replace(report, id=new_id())


def hashes(desk: Desk, now: datetime) -> list[str]:
    return [each.report_id for each in desk.due(MONTHS, now=now)]


def test_what_came_in_is_due_so_many_months_after_it_was_received(
    desk: Desk, written: Written, now: datetime
) -> None:
    snapshot = receive(desk, written("Parks"), now)
    unread = receive_unread(desk, now + timedelta(days=1))
    day_before = datetime(2028, 3, 8, 23, 59, tzinfo=UTC)
    assert hashes(desk, day_before) == []
    [one] = desk.due(MONTHS, now=day_before + timedelta(minutes=1))
    assert (one.report_id, one.service_areas, one.period_typed) == (
        snapshot.sha256,
        "Parks",
        "8 to 21 June 2020",
    )
    assert (one.rule, one.due_on) == ("returned, 24 months", date(2028, 3, 9))
    assert hashes(desk, now + 3 * YEAR) == [snapshot.sha256, unread]
    assert hashes(desk, datetime(1970, 1, 1, tzinfo=UTC)) == []


def test_it_is_kept_longer_for_a_reason_and_until_the_day_that_was_decided(
    desk: Desk, written: Written, now: datetime
) -> None:
    kept = receive(desk, written("Parks"), now).sha256
    unread = receive_unread(desk, now)
    with pytest.raises(StoreError, match="needs a reason"):
        desk.keep_longer([kept], Decision(date(2030, 1, 1), " ", now))
    desk.keep_longer([kept, unread, "f" * 64], Decision(date(2030, 1, 1), "An inquiry", now))
    assert hashes(desk, datetime(2029, 12, 31, tzinfo=UTC)) == []
    found = desk.due(MONTHS, now=datetime(2030, 1, 1, tzinfo=UTC))
    assert {(each.report_id, each.reason) for each in found} == {
        (kept, "An inquiry"),
        (unread, "An inquiry"),
    }


def test_what_is_removed_goes_with_its_files_and_the_rest_stays(
    desk: Desk, written: Written, now: datetime
) -> None:
    gone = receive(desk, marked(written("Parks")), now).sha256
    unread = receive_unread(desk, now)
    stays = receive(desk, written("Waste"), now + YEAR).sha256
    later = now + 2 * YEAR
    assert desk.remove_for_good([gone, unread, stays], MONTHS, now=later) == sorted([gone, unread])
    desk.leave_out_gaps()
    assert [each.sha256 for each in desk.returns()] == [stays]
    assert len(desk.arrivals()) == 2
    assert desk.search("heron").total == 0
    assert desk.search("library stop").total
    assert desk.check().is_clean
    with pytest.raises(ReportNotFoundError):
        desk.snapshot(gone)
    assert hashes(desk, later) == []


def test_what_is_left_says_which_return_it_was_and_nothing_it_said(
    desk: Desk, written: Written, now: datetime
) -> None:
    report = marked(written("Parks"))
    gone, later = receive(desk, report, now).sha256, now + 2 * YEAR
    unread = receive_unread(desk, now)
    desk.remove_for_good([gone, unread], MONTHS, now=later)
    about = {each.sha256: each for each in desk.removed()}
    left = about[gone]
    assert (left.report_id, left.service_key, left.version) == (report.id, "parks", 1)
    assert (left.period_start, left.period_end) == (date(2020, 6, 8), date(2020, 6, 21))
    assert (left.removed_at, left.rule) == (later, "returned, 24 months")
    assert (about[unread].version, about[unread].rule) == (None, "unread, 24 months")
    assert [each.sha256 for each in desk.removed(date(2020, 6, 21), date(2020, 7, 1))] == [gone]
    assert desk.removed(date(2020, 6, 22)) == []


def test_a_correction_is_not_removed_while_what_it_corrects_stays(
    desk: Desk, written: Written, now: datetime
) -> None:
    first = written("Parks")
    before = receive(desk, first, now + timedelta(days=90)).sha256
    lineage = {"version": 2, "supersedes": first.id, "correction": "A slip"}
    after = receive(desk, corrected(first), now, **lineage).sha256
    with pytest.raises(StoreError, match="Version 1 of the return of “Parks”"):
        desk.remove_for_good([after], MONTHS, now=now + 2 * YEAR)
    assert [each.standing for each in desk.returns()] == [Standing.SUPERSEDED, Standing.CURRENT]
    assert desk.removed() == []
    ids = {before, after}
    assert set(desk.remove_for_good(ids, MONTHS, now=now + 3 * YEAR)) == ids


def test_a_removed_return_that_comes_again_is_kept_again(
    desk: Desk, written: Written, now: datetime
) -> None:
    report, later = written("Parks"), now + 2 * YEAR
    gone = receive(desk, report, now).sha256
    desk.remove_for_good([gone], MONTHS, now=later)
    snapshot = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    assert snapshot.sha256 == gone
    came = Arrival(
        sha256(b"again").hexdigest(), "a.pdf", "", "", later, Verdict.AS_SUBMITTED, (), gone
    )
    assert desk.record(came, b"again", snapshot)
    assert hashes(desk, later) == []
    assert desk.search("library stop").total


def holding(folder: Path) -> list[str]:
    sought = (MARKER.lower().encode(), b"quarrendon")
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes().lower() for each in sought)
    ]


def test_nothing_of_it_is_left_in_any_byte_of_the_folder(
    folder: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        gone = receive(desk, marked(written("Parks")), now).sha256
        unread = receive_unread(desk, now)
        receive_elsewhere = replace(written("Waste"), unplaced=blocks_of("x" * 9_000)[0])
        desk.record(
            Arrival(sha256(b"w").hexdigest(), "w", "", "", now, Verdict.UNREADABLE, (), None),
            b"w", freeze(receive_elsewhere, submitted_at=now, app_version="1",
                         recipient=Recipient("Hub", "")),
        )  # fmt: skip
        assert holding(folder)
        desk.remove_for_good([gone, unread], MONTHS, now=now + 2 * YEAR)
        desk.leave_out_gaps()
        assert holding(folder) == []
    assert holding(folder) == []


def test_a_removal_that_the_disk_refuses_removes_nothing(
    folder: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        kept = receive(desk, written("Parks"), now).sha256
        desk._place._connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]
        with pytest.raises(StoreError):
            desk.remove_for_good([kept], MONTHS, now=now + 2 * YEAR)
        desk._place._connection.execute("PRAGMA query_only = OFF")  # type: ignore[attr-defined]
        assert [each.sha256 for each in desk.returns()] == [kept]
        assert desk.removed() == []


def test_a_desk_from_before_there_were_rules_is_brought_up_to_date(
    folder: Path, written: Written, now: datetime
) -> None:
    with Desk.open(folder) as desk:
        kept = receive(desk, written("Parks"), now).sha256
    with closing(sqlite3.connect(folder / DESK.file_name, isolation_level=None)) as raw:
        for statement in (
            "DROP TABLE kept_longer",
            "DROP TABLE removed",
            "PRAGMA user_version = 2",
        ):
            raw.execute(statement)
    with Desk.open(folder) as desk:
        assert hashes(desk, now + 2 * YEAR) == [kept]
        assert desk.removed() == []
