"""The hub's desk: each file once, each report once, alone and shared alike."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import sqlite

from highlight_desktop.errors import ReportNotFoundError, StoreDamagedError, StoreError
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store import desk_place
from highlight_desktop.store.desk import Arrival, Desk, Incoming, Standing, Verdict
from highlight_desktop.store.expectations import (
    Absence,
    Cadence,
    Council,
    Expected,
    Kept,
    service_key,
)
from highlight_desktop.store.recording import RETURNED
from highlight_desktop.store.search import Narrowing
from highlight_desktop.store.stored import new_id
from tests.store import postgres

Written = Callable[..., Report]
HUB = Recipient("Coordination Hub", "")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with postgres.running(programs) as address:
        yield address


@pytest.fixture
def shared(server: str) -> str:
    """An empty shared desk."""
    postgres.empty(server)
    return server


@pytest.fixture(params=["alone", "shared"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    address = request.getfixturevalue("shared") if request.param == "shared" else ""
    with Desk.open(tmp_path / "data", address) as opened:
        yield opened


def frozen(report: Report, now: datetime, **lineage: object) -> Snapshot:
    return freeze(report, submitted_at=now, app_version="1", recipient=HUB, **lineage)  # type: ignore[arg-type]


def arrival(content: bytes, snapshot: Snapshot | None, now: datetime, **values: object) -> Arrival:
    return Arrival(
        sha256(content).hexdigest(),
        str(values.get("name", "report.pdf")),
        str(values.get("source", "inbox")),
        str(values.get("sender", "")),
        now,
        Verdict(str(values.get("verdict", Verdict.AS_SUBMITTED))),
        ("A note with “quotes” and ŵ.",),
        snapshot.sha256 if snapshot else None,
    )


def test_a_file_is_kept_byte_for_byte_with_what_was_found_of_it(
    desk: Desk, written: Written, now: datetime
) -> None:
    content = bytes(range(256)) * 10
    snapshot = frozen(written(), now)
    came = arrival(content, snapshot, now, sender="Ann <ann@council.example>")

    assert desk.record(came, content, snapshot)

    assert desk.arrivals() == [came]
    assert desk.content(came.sha256) == content
    assert desk.snapshot(snapshot.sha256).content == snapshot.content
    (returned,) = desk.returns()
    assert (returned.service_areas, returned.period_start) == ("Libraries", date(2020, 6, 8))
    assert (returned.standing, returned.verified) == (Standing.CURRENT, True)


def test_the_same_file_again_changes_nothing(desk: Desk, written: Written, now: datetime) -> None:
    snapshot = frozen(written(), now)
    came = arrival(b"pdf", snapshot, now)
    assert desk.record(came, b"pdf", snapshot)

    again = replace(came, name="copy of it.pdf", received_at=now + timedelta(days=1))

    assert not desk.record(again, b"pdf", snapshot)
    assert desk.arrivals() == [came]
    assert desk.knows(came.sha256)
    assert not desk.knows("0" * 64)


def test_pdf_and_workbook_of_one_report_are_one_return(
    desk: Desk, written: Written, now: datetime
) -> None:
    snapshot = frozen(written(), now)

    assert desk.record(arrival(b"pdf", snapshot, now), b"pdf", snapshot)
    assert desk.record(arrival(b"xlsx", snapshot, now), b"xlsx", snapshot)

    assert len(desk.returns()) == 1
    assert len(desk.arrivals()) == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_correction_supersedes_in_whichever_order_they_come(
    desk: Desk, written: Written, now: datetime, order: tuple[int, int]
) -> None:
    report = written()
    first = frozen(report, now)
    second = frozen(
        replace(report, id=new_id()), now, version=2, supersedes=report.id, correction="A figure"
    )
    for number in order:
        snapshot = (first, second)[number]
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)

    found = desk.returns()

    assert [(each.version, each.standing) for each in found] == [
        (1, Standing.SUPERSEDED),
        (2, Standing.CURRENT),
    ]
    assert desk.returns(report_id=report.id) == found


def test_two_that_say_they_are_the_same_version_stand_in_conflict(
    desk: Desk, written: Written, now: datetime
) -> None:
    report = written()
    for number, marking in enumerate(("OFFICIAL", "")):
        snapshot = frozen(replace(report, marking=marking), now)
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)

    assert [each.standing for each in desk.returns()] == [Standing.CONFLICT] * 2


def test_two_corrections_of_one_report_stand_in_conflict(
    desk: Desk, written: Written, now: datetime
) -> None:
    report = written()
    for number in range(2):
        correction = replace(written(f"Libraries {number}"), id=new_id())
        snapshot = frozen(correction, now, version=2, supersedes=report.id)
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)

    assert [each.standing for each in desk.returns()] == [Standing.CONFLICT] * 2


def test_how_many_returns_stand_to_each_other_is_asked_once_not_once_for_each(
    tmp_path: Path,
) -> None:
    asked = RETURNED.compile(dialect=sqlite.dialect())
    values = tuple(asked.params[name] for name in asked.positiontup or ())
    with Desk.open(tmp_path) as desk, desk._place.transaction() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values).all()
    assert plan
    assert not [row.detail for row in plan if "CORRELATED" in row.detail]


def test_of_each_file_recorded_at_once_it_is_told_what_it_is_to_the_others(
    desk: Desk, written: Written, now: datetime
) -> None:
    snapshot = frozen(written(), now)
    came = {
        content: replace(arrival(content, snapshot, now), kind=kind)
        for content, kind in ((b"1", "pdf"), (b"2", "workbook"), (b"3", "pdf"))
    }
    batch = [Incoming(came[each], each, snapshot) for each in (b"1", b"2", b"3", b"1")]

    first = desk.record_all(batch)
    again = desk.record_all(batch[1:3])

    assert [each.is_new for each in first] == [True, True, True, False]
    assert [each.is_again for each in first] == [False, False, True, True]
    assert [each.is_new for each in again] == [False, False]
    assert all(each.returned == desk.returns()[0] for each in (*first, *again))
    assert desk.find(came[b"2"].sha256) == (came[b"2"], desk.returns()[0])
    assert desk.find("0" * 64) is None


def test_what_could_not_be_read_once_may_be_read_later(
    desk: Desk, written: Written, now: datetime
) -> None:
    snapshot = frozen(written(), now)
    unread = arrival(b"pdf", None, now, verdict=Verdict.UNREADABLE)
    read = arrival(b"pdf", snapshot, now)

    assert desk.record(unread, b"pdf", None)
    assert not desk.record(unread, b"pdf", None)
    assert desk.record(read, b"pdf", snapshot)
    assert not desk.record(read, b"pdf", snapshot)
    assert not desk.record(unread, b"pdf", None)

    assert desk.arrivals() == [read]


@pytest.mark.parametrize(
    "typed",
    ["Parks & Libraries – North", "PARKS and  libraries - north", "parks&libraries — North"],
)
def test_typings_of_one_service_area_find_each_other(typed: str) -> None:
    assert service_key(typed) == "parks and libraries - north"


def test_what_could_not_be_read_is_kept_with_the_reason(desk: Desk, now: datetime) -> None:
    came = arrival(b"MZ rubbish", None, now, verdict=Verdict.UNREADABLE)

    assert desk.record(came, b"MZ rubbish", None)

    assert desk.arrivals() == [came]
    assert desk.returns() == []


def test_returns_are_found_by_the_days_of_their_period(
    desk: Desk, written: Written, now: datetime
) -> None:
    for number, period in enumerate(("8 to 21 June 2020", "22 June to 5 July 2020")):
        snapshot = frozen(written(period=period), now)
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)

    found = desk.returns(date(2020, 6, 22), date(2020, 7, 5))

    assert [each.period_end for each in found] == [date(2020, 7, 5)]
    assert len(desk.returns(date(2020, 6, 21), date(2020, 6, 22))) == 2


def test_files_are_found_by_the_days_of_the_report_in_them_from_one_day_on_or_until_one(
    desk: Desk, written: Written, now: datetime
) -> None:
    came = []
    for number, period in enumerate(("8 to 21 June 2020", "22 June to 5 July 2020")):
        snapshot = frozen(written(period=period), now)
        came.append(arrival(b"%d" % number, snapshot, now))
        desk.record(came[-1], b"%d" % number, snapshot)

    assert desk.arrivals(start=date(2020, 6, 22)) == [came[1]]
    assert desk.arrivals(end=date(2020, 6, 21)) == [came[0]]


def test_what_was_never_received_is_said_so(desk: Desk) -> None:
    with pytest.raises(ReportNotFoundError):
        desk.returned("0" * 64)
    with pytest.raises(ReportNotFoundError):
        desk.content("0" * 64)
    with pytest.raises(ReportNotFoundError):
        desk.snapshot("0" * 64)


def test_whom_reports_are_expected_from_is_kept_and_every_change_dated(
    desk: Desk, now: datetime
) -> None:
    libraries = Expected("Libraries", "A. Head", "head@council.example", Council.CCC)
    parks = Expected("Parks", cadence=Cadence.MONTHLY, first_day=date(2020, 6, 1))
    desk.expect([parks, libraries], now=now)
    assert desk.expected() == [libraries, parks]

    moved = replace(libraries, director="B. Head")
    desk.expect([moved, parks], now=now + timedelta(days=1))

    assert desk.expected() == [moved, parks]
    desk.expect([], now=now + timedelta(days=2))
    assert desk.expected() == []
    assert desk.expected_before() == [
        Kept(libraries, now, now + timedelta(days=1)),
        Kept(parks, now, now + timedelta(days=2)),
        Kept(moved, now + timedelta(days=1), now + timedelta(days=2)),
    ]


def test_the_last_reason_for_a_missing_report_counts_and_can_be_taken_back(
    desk: Desk, now: datetime
) -> None:
    start, end = date(2020, 6, 8), date(2020, 6, 21)
    for minute, reason in enumerate(("On leave", "Told by telephone")):
        absence = Absence("parks", start, end, reason)
        desk.note_absence(absence, now=now + timedelta(minutes=minute))

    [absence] = desk.absences(start, end)
    assert absence == Absence("parks", start, end, "Told by telephone")
    assert absence.noted_at == now + timedelta(minutes=1)
    assert desk.absences(start - timedelta(days=99), end) == [absence]
    desk.note_absence(Absence("parks", start, end, ""), now=now + timedelta(hours=1))
    assert desk.absences(start, end) == []
    assert desk.absences(end, end) == []


def test_of_many_who_receive_the_same_files_at_once_each_is_recorded_once(
    shared: str, tmp_path: Path, written: Written, now: datetime
) -> None:
    snapshots = [frozen(written(f"Area {number}"), now) for number in range(30)]

    def receive_all(_person: int) -> int:
        with Desk.open(tmp_path, shared) as desk:
            return sum(
                desk.record(arrival(each.content, each, now), each.content, each)
                for each in snapshots
            )

    with ThreadPoolExecutor(4) as people:
        recorded = sum(people.map(receive_all, range(4)))

    assert recorded == len(snapshots)
    with Desk.open(tmp_path, shared) as desk:
        assert {each.sha256 for each in desk.returns()} == {each.sha256 for each in snapshots}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "not the address"),
        ("sqlite:///x.db", "not the address"),
        ("postgresql+psycopg://hub@127.0.0.1", "not the address"),
        ("postgresql+psycopg://hub:secret@127.0.0.1/desk", "has a password in it"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        Desk.open(tmp_path, address)
    assert "secret" not in str(refused.value)


def test_a_shared_desk_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="shared desk, desk on"):
        Desk.open(tmp_path, "postgresql+psycopg://hub@127.0.0.1:9/desk")


def test_without_its_driver_the_shared_desk_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_place, "find_spec", lambda _name: None)

    with pytest.raises(StoreError, match="psycopg is not installed"):
        Desk.open(tmp_path, "postgresql+psycopg://hub@127.0.0.1/desk")


def test_a_shared_desk_of_another_version_is_left_alone(shared: str, tmp_path: Path) -> None:
    Desk.open(tmp_path, shared).close()
    engine = create_engine(shared)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE arrival ADD COLUMN colour TEXT"))
    engine.dispose()

    with pytest.raises(StoreDamagedError, match="another version"):
        Desk.open(tmp_path, shared)


def test_words_are_found_in_what_was_returned(desk: Desk, written: Written, now: datetime) -> None:
    for number, areas in enumerate(("Libraries", "Dŵr a gwastraff")):
        report = written(areas, ("8 to 21 June 2020", "22 June to 5 July 2020")[number])
        section = report.edition.sections[3]
        text = f"Nothing yet.\nThe re-opened depot’s C-19 van cost £{number + 1}2,500."
        report, _ = report.write(section.id, blocks_of(text)[0])
        snapshot = frozen(report, now)
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)
        desk.record(arrival(b"%dx" % number, snapshot, now), b"%dx" % number, snapshot)

    for asked in ("COVID-19", "vans depot", '"depots covid 19 van"', "£12,500 OR", "reopened van"):
        hits = desk.search(asked.removesuffix(" OR"))
        assert hits.total == (1 if "£" in asked else 2), asked
        assert {hit.span.block for hit in hits.best} == {1}
        assert all(hit.excerpt.marks for hit in hits.best)
    [hit] = desk.search("dwr").best
    assert desk.snapshot(hit.sha256 or "").report.id == hit.report_id
    assert desk.search("van", Narrowing(service_area="libraries")).total == 1
    assert desk.search("van", Narrowing(start=date(2020, 6, 22))).total == 1
    assert desk.search("van", Narrowing(topic=section.topic)).total == 2
    assert desk.search("the").total == 4
    assert desk.search("zebra").total == 0
    assert len(desk.search("van", at_most=1).best) == 1


def test_what_was_returned_before_there_was_a_search_is_found(
    tmp_path: Path, shared: str, written: Written, now: datetime
) -> None:
    for address in ("", shared):
        with Desk.open(tmp_path, address) as desk:
            snapshot = frozen(written("Quarries"), now)
            desk.record(arrival(b"pdf", snapshot, now), b"pdf", snapshot)
            with desk._place.transaction() as connection:
                for table in ("passage", "subject"):
                    connection.execute(text(f"DELETE FROM {table}"))
        with Desk.open(tmp_path, address) as desk:
            assert desk.search("quarry").total == 1


def test_a_place_with_more_different_words_than_a_shared_desk_can_index_is_received(
    desk: Desk, written: Written, now: datetime
) -> None:
    report = written()
    prose = blocks_of(" ".join(f"w{number}" for number in range(200_000)))[0]
    report, _ = report.write(report.edition.sections[3].id, prose)
    snapshot = frozen(report, now)

    assert desk.record(arrival(b"pdf", snapshot, now), b"pdf", snapshot)

    assert desk.search("w7").total == 1


@given(st.text() | st.text(alphabet="ab\"'*()^:-+{}<>&|!\\~ ORANDNEAR,.%_[]"))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sought_at_the_desk_is_no_error(desk: Desk, typed: str) -> None:
    assert desk.search(typed).total == 0


@pytest.mark.parametrize(
    ("number", "hashed"),
    [(0, "875cd3a82024aca9"), (1, "42f0dda5d573b28f"), (2, "c71a036d8437b3c1")],
)
def test_each_step_of_the_desk_stays_as_it_was_released(number: int, hashed: str) -> None:
    statements = "\n".join(desk_place.DESK.migrations[number])

    assert sha256(statements.encode()).hexdigest()[:16] == hashed


def test_a_desk_that_is_in_order_is_told_so_alone_and_shared(
    desk: Desk, written: Written, now: datetime
) -> None:
    snapshot = frozen(written(), now)
    desk.record(arrival(snapshot.content, snapshot, now), snapshot.content, snapshot)
    checked = desk.check()
    assert (checked.files, checked.returns, checked.is_clean) == (1, 1, True)


def test_a_start_of_the_desk_that_is_stopped_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_desk: Desk) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as while_starting:
        while_starting.setattr(Desk, "_bring_search_up_to_date", stopped)
        with pytest.raises(KeyboardInterrupt):
            Desk.open(tmp_path)
    Desk.open(tmp_path).close()


def test_a_desk_whose_search_cannot_be_made_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_desk: Desk) -> None:
        raise StoreError("The disk is full.", "Make room on it and try again.")

    monkeypatch.setattr(Desk, "_bring_search_up_to_date", full)
    with Desk.open(tmp_path) as desk:
        assert desk.returns() == []


def test_what_is_found_at_the_desk_says_how_its_return_stands(
    desk: Desk, written: Written, now: datetime
) -> None:
    def states() -> set[str]:
        return {each.state for each in desk.search("talking books").best}

    report = written()
    for number, (marking, stands) in enumerate((("OFFICIAL", "returned"), ("", "conflict"))):
        snapshot = frozen(replace(report, marking=marking), now)
        desk.record(arrival(b"%d" % number, snapshot, now), b"%d" % number, snapshot)
        assert states() == {stands}


def test_the_file_of_the_desk_says_whose_it_is(tmp_path: Path) -> None:
    """What file(1) and a backup go by; it never changes once released."""
    Desk.open(tmp_path).close()
    assert (tmp_path / desk_place.DESK.file_name).read_bytes()[68:72] == b"HLDH"
