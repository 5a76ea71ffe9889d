"""Receiving at the hub: every file accounted for, whatever it is and however often it comes."""

import json
import os
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from highlight_desktop import patience
from highlight_desktop.errors import CancelledError
from highlight_desktop.hub import examining
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.receiving import Outcome, Received, receive
from highlight_desktop.hub.returns import of_period
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from highlight_desktop.settings import DESK_VARIABLE
from highlight_desktop.store.desk import Desk, Standing, Verdict
from tests.hub import year as years
from tests.hub.year import DUE_DAYS, Year, frozen, written
from tests.store import postgres

START, END = date(2020, 6, 8), date(2020, 6, 21)
REPORTS = 140
"""Of which 60 come twice, as PDF and as workbook: 200 files."""
Receive = Callable[..., list[Received]]


@pytest.fixture
def take_in(desk: Desk, examiner: Examiner, now: datetime) -> Receive:
    return lambda *paths: list(receive(desk, examiner, paths, now=now).received)


@pytest.fixture
def report() -> Report:
    return written("Libraries", START, END)


def test_every_file_of_a_year_is_accounted_for_exactly(
    desk: Desk, examiner: Examiner, tmp_path: Path, small_year: Year, now: datetime
) -> None:
    folder = tmp_path / "year"
    got: dict[tuple[str, str], Outcome] = {}
    for delivery in small_year.write(folder):
        got |= years.outcomes(receive(desk, examiner, [delivery], now=now), folder)

    assert got == small_year.outcomes
    not_kept = (Outcome.LEFT_OUT, Outcome.DUPLICATE)
    recorded = [outcome for outcome in got.values() if outcome not in not_kept]
    again = sum("saved again.pdf" in name for _, name in got)
    assert len(desk.arrivals()) == len(recorded) + again


def test_each_service_area_of_a_year_stands_as_it_should(
    desk: Desk, examiner: Examiner, tmp_path: Path, small_year: Year, now: datetime
) -> None:
    receive(desk, examiner, small_year.write(tmp_path / "year"), now=now)
    desk.expect(small_year.expected, now=now)

    for number, (start, end) in enumerate(small_year.periods):
        lines = of_period(desk, Period("", start, end), now=now, due_days=DUE_DAYS)
        assert [line.told for line in lines if line.expected is None] == []
        assert {line.service_area: line.state for line in lines} == {
            area: state for (which, area), state in small_year.states.items() if which == number
        }


def test_receiving_the_same_folder_twice_changes_nothing(
    desk: Desk, examiner: Examiner, tmp_path: Path, small_year: Year, now: datetime
) -> None:
    small_year.write(tmp_path / "year")
    first = receive(desk, examiner, [tmp_path / "year"], now=now)
    before = desk.arrivals(), desk.returns()

    second = receive(desk, examiner, [tmp_path / "year"], now=now)

    assert (desk.arrivals(), desk.returns()) == before
    assert len(second.received) == len(first.received) == len(small_year.outcomes)
    assert set(second.counts) == {Outcome.DUPLICATE, Outcome.LEFT_OUT}
    bad_before = {each.sha256 for each in first.received if not each.is_well}
    assert {each.sha256 for each in second.received if not each.is_well} >= bad_before


def test_pdf_and_workbook_of_a_report_are_one_return(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report
) -> None:
    snapshot = frozen(report, END)
    (tmp_path / "r.pdf").write_bytes(pdf.render(snapshot))
    (tmp_path / "r.xlsx").write_bytes(workbook.render(snapshot))

    found = take_in(tmp_path / "r.xlsx", tmp_path / "r.pdf")

    assert [each.outcome for each in found] == [Outcome.AS_SUBMITTED] * 2
    assert [each.returned for each in found] == desk.returns() * 2
    assert desk.snapshot(snapshot.sha256).content == snapshot.content
    assert desk.content(found[1].sha256) == pdf.render(snapshot)


def test_what_was_altered_is_kept_as_submitted_and_the_differences_told(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report
) -> None:
    snapshot = frozen(report, END)
    edited = years.retyped(workbook.render(snapshot), b"more doors", b"less doors")
    (tmp_path / "r.xlsx").write_bytes(edited)

    (found,) = take_in(tmp_path / "r.xlsx")

    assert (found.outcome, found.verdict) == (Outcome.ALTERED, Verdict.ALTERED)
    assert any("more doors" in each and "less doors" in each for each in found.told)
    assert desk.snapshot(snapshot.sha256).content == snapshot.content
    assert desk.content(found.sha256) == edited


def test_an_earlier_report_has_the_same_identity_as_text_and_saved_once_more(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report
) -> None:
    text = years.as_text(report)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text + "\n\n", encoding="utf-8")

    first, again = take_in(tmp_path / "a.txt", tmp_path / "b.txt")

    assert (first.outcome, again.outcome) == (Outcome.NOT_VERIFIED, Outcome.DUPLICATE)
    (returned,) = desk.returns()
    assert (returned.verified, returned.standing) == (False, Standing.CURRENT)


def test_two_earlier_reports_that_differ_stand_in_conflict(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report
) -> None:
    for name, each in (("a.txt", report), ("b.txt", years.corrected(report))):
        (tmp_path / name).write_text(years.as_text(each), encoding="utf-8")

    assert {each.outcome for each in take_in(tmp_path)} >= {Outcome.CONFLICT}
    assert [each.standing for each in desk.returns()] == [Standing.CONFLICT] * 2


def test_the_sender_is_known_of_what_came_by_mail(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report
) -> None:
    (sent,) = years._by_mail(years._Sender("01", "libraries"), report, END)
    (tmp_path / "post.eml").write_bytes(sent.content)

    found = take_in(tmp_path / "post.eml")

    assert {each.name: each.outcome for each in found} == sent.leaves
    assert {each.sender for each in found} == {"A. Head <head@council.example>"}
    assert {each.source for each in found} == {str(tmp_path / "post.eml")}
    assert {each.sender for each in desk.arrivals()} == {"A. Head <head@council.example>"}


def test_an_earlier_report_attached_as_text_is_received(
    take_in: Receive, tmp_path: Path, report: Report
) -> None:
    message = years.EmailMessage()
    message["Message-ID"] = "<1@council.example>"
    message.set_content("The period is 8 to 21 June 2020.")
    message.add_attachment(years.as_text(report), filename="Report.TXT")
    (tmp_path / "post.eml").write_bytes(message.as_bytes())

    (found,) = take_in(tmp_path / "post.eml")

    assert (found.name, found.outcome) == ("Report.TXT", Outcome.NOT_VERIFIED)


def test_a_mail_without_a_report_is_kept_and_said_to_be_one(
    desk: Desk, take_in: Receive, tmp_path: Path
) -> None:
    (tmp_path / "post.eml").write_bytes(b"Message-ID: <1@x>\nSubject: Hello\n\nNothing here.\n")

    (found,) = take_in(tmp_path / "post.eml")

    assert (found.name, found.outcome) == ("post.eml", Outcome.UNREADABLE)
    assert "No report is attached" in found.told[0]
    assert desk.content(found.sha256).startswith(b"Message-ID")


def test_what_cannot_be_read_at_all_is_told_and_not_dropped(
    take_in: Receive, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "large.pdf").write_bytes(b"%PDF-1.7" + bytes(10_000_001))
    (tmp_path / "in" / "empty.pdf").touch()
    (tmp_path / "in" / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    os.mkfifo(tmp_path / "in" / "pipe.pdf")

    found = {each.name: each for each in take_in(tmp_path / "in")}

    assert {each.outcome for each in found.values()} == {Outcome.UNREADABLE}
    assert sorted(found) == ["empty.pdf", "gone.pdf", "large.pdf", "pipe.pdf", "round"]
    assert "larger than 10 MB" in found["large.pdf"].told[0]
    assert "was not followed" in found["round"].told[0]


def test_a_folder_that_may_not_be_looked_into_is_told_and_the_rest_is_received(
    desk: Desk,
    examiner: Examiner,
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("closed", "open"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "shopping.txt").write_text("Milk and bread")
    real = Path.iterdir

    def look(folder: Path) -> Iterator[Path]:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", look)
    receipt = receive(desk, examiner, [tmp_path / "in"], now=now)

    closed, other = receipt.received
    assert (closed.name, closed.outcome) == ("closed", Outcome.UNREADABLE)
    assert closed.told[0].startswith("“closed” is a folder you may not look into. Ask its owner")
    assert other.name == "shopping.txt"


def test_a_mistake_of_the_program_stops_with_its_file(
    desk: Desk,
    examiner: Examiner,
    tmp_path: Path,
    report: Report,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fall_over(*_arguments: object) -> None:
        raise RuntimeError("with words of the report in it")

    snapshot = frozen(report, END)
    (tmp_path / "a.xlsx").write_bytes(workbook.render(snapshot))
    (tmp_path / "b.pdf").write_bytes(pdf.render(snapshot))
    monkeypatch.setattr(examining, "judge", fall_over)

    receipt = receive(desk, examiner, [tmp_path / "a.xlsx", tmp_path / "b.pdf"], now=now)
    outcomes = [each.outcome for each in receipt.received]

    assert outcomes == [Outcome.UNREADABLE, Outcome.AS_SUBMITTED]
    assert "words of the report" not in receipt.received[0].told[0]
    assert [type(each) for each in receipt.faults] == [RuntimeError]
    monkeypatch.undo()
    (again,) = receive(desk, examiner, [tmp_path / "a.xlsx"], now=now).received
    assert again.outcome is Outcome.AS_SUBMITTED


def test_work_can_be_stopped_and_taken_up_again(
    desk: Desk, examiner: Examiner, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        snapshot = frozen(written(f"Area {number}", START, END), END)
        (folder / f"{number:02}.pdf").write_bytes(pdf.render(snapshot))
    steps: list[tuple[int, int]] = []

    def stop_at_five(_step: str, done: int, of: int) -> None:
        steps.append((done, of))
        if done == 5:
            raise CancelledError("Stopped.")

    stopped = receive(desk, examiner, [folder], now=now, progress=stop_at_five)
    resumed = receive(desk, examiner, [folder], now=now)

    assert steps == [(done, 12) for done in range(6)]
    assert len(stopped.received) == 5
    assert [path.name for path in stopped.not_read] == [
        f"{number:02}.pdf" for number in range(5, 12)
    ]
    assert resumed.counts == {Outcome.DUPLICATE: 5, Outcome.AS_SUBMITTED: 7}


def test_a_cancelled_examiner_ends_the_work_at_once(
    desk: Desk, tmp_path: Path, report: Report, now: datetime
) -> None:
    (tmp_path / "r.pdf").write_bytes(pdf.render(frozen(report, END)))
    with Examiner() as examiner:
        examiner.cancel()
        receipt = receive(desk, examiner, [tmp_path / "r.pdf"], now=now)

    assert (receipt.received, receipt.not_read) == ((), (tmp_path / "r.pdf",))


@pytest.fixture(scope="module")
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


def test_a_shared_desk_accounts_for_every_file_as_one_alone_does(
    shared: str, examiner: Examiner, tmp_path: Path, now: datetime
) -> None:
    folder, made = tmp_path / "year", years.year(areas=12, periods=1)
    got: dict[tuple[str, str], Outcome] = {}
    with Desk.open(tmp_path, shared) as desk:
        desk.expect(made.expected, now=now)
        for delivery in made.write(folder):
            got |= years.outcomes(receive(desk, examiner, [delivery], now=now), folder)
        period = Period("", *made.periods[0])
        lines = of_period(desk, period, now=now, due_days=DUE_DAYS)

    assert got == made.outcomes
    assert {(0, line.service_area): line.state for line in lines} == made.states


def test_four_who_receive_the_same_200_files_at_once_record_each_once(
    shared: str, tmp_path: Path
) -> None:
    sent = two_hundred_files(tmp_path / "in")
    command = [sys.executable, "-m", "highlight_desktop", "--data", str(tmp_path)]
    at_once = [
        subprocess.Popen(
            [*command, "hub", "receive", str(tmp_path / "in"), "--json"],
            stdout=subprocess.PIPE,
            env={**os.environ, DESK_VARIABLE: shared},
        )
        for _ in range(4)
    ]
    told = [json.loads(each.communicate()[0]) for each in at_once]

    assert [each.returncode for each in at_once] == [0] * 4
    for each in told:
        assert each["files"] == sum(each["counts"].values()) == 200
        assert sorted(line["file"] for line in each["received"]) == sorted(sent)
    became = Counter((line["file"], line["outcome"]) for each in told for line in each["received"])
    for name in sent:
        outcome = Outcome.NOT_VERIFIED if name.endswith(".txt") else Outcome.AS_SUBMITTED
        assert became[name, outcome] == 1
        assert became[name, Outcome.DUPLICATE] == 3
    with Desk.open(tmp_path, shared) as desk:
        assert {each.name: desk.content(each.sha256) for each in desk.arrivals()} == sent
        assert len(desk.arrivals()) == 200
        returned = desk.returns()
    assert {each.standing for each in returned} == {Standing.CURRENT}
    areas = [each.service_areas for each in returned]
    assert sorted(areas) == sorted(f"Area {number}" for number in range(REPORTS))


def two_hundred_files(folder: Path) -> dict[str, bytes]:
    """Reports as PDF and as workbook, and earlier ones as text, by name."""
    sent = dict[str, bytes]()
    for number in range(REPORTS):
        report = written(f"Area {number}", START, END)
        if number < 200 - REPORTS:
            snapshot = frozen(report, END)
            sent[f"{number:03}.pdf"] = pdf.render(snapshot)
            sent[f"{number:03}.xlsx"] = workbook.render(snapshot)
        else:
            sent[f"{number:03}.txt"] = years.as_text(report).encode()
    folder.mkdir()
    for name, content in sent.items():
        (folder / name).write_bytes(content)
    return sent


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are not on this system")
def test_what_never_ends_or_never_answers_is_told_and_the_rest_is_received(
    desk: Desk, take_in: Receive, tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I10, S8: a device, a link to one, a pipe, and one that says of itself it is a file."""
    came = tmp_path / "in"
    came.mkdir()
    (came / "endless.pdf").symlink_to("/dev/zero")
    os.mkfifo(came / "pipe.xlsx")
    (came / "whole.pdf").write_bytes(pdf.render(frozen(report, END)))
    outcomes = {each.name: each for each in take_in(came, Path("/dev/urandom"))}
    for name in ("endless.pdf", "pipe.xlsx", "urandom"):
        assert "is not a file" in outcomes[name].told[0]
    assert outcomes["whole.pdf"].outcome is Outcome.AS_SUBMITTED

    monkeypatch.setattr(stat, "S_ISREG", lambda _mode: True)
    monkeypatch.setattr(patience, "PATIENCE_S", 0.05)
    (came / "endless.pdf").unlink()
    [hangs, again] = take_in(came)
    assert (hangs.name, again.outcome) == ("pipe.xlsx", Outcome.DUPLICATE)
    assert "does not answer" in hangs.told[0]
    os.close(os.open(came / "pipe.xlsx", os.O_RDWR | os.O_NONBLOCK))
