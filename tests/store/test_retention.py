"""Retention: what is due is listed, kept longer or removed, and what is removed is really gone."""

import errno
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ReportNotFoundError, StoreError
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store import ageing, backup, proving
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.retention import Decision, months_before, months_later
from highlight_desktop.store.salvage import rescue
from highlight_desktop.store.stored import State

Written = Callable[..., Report]
MONTHS = {"draft": 12, "submitted": 24, "superseded": 6}
YEAR = timedelta(days=366)
MARKER = "The otter bridge at Quarrendon stays shut"
"""Words that only a removed report has, in its text, its versions and its search words."""


def submitted(
    store: Store, report: Report, *, at: datetime, supersedes: str | None = None
) -> Snapshot:
    stored = store.load(report.id)
    snapshot = freeze(
        stored.report, submitted_at=at, app_version="1", recipient=Recipient("Hub", ""),
        version=stored.version, supersedes=supersedes, correction=stored.correction,
    )  # fmt: skip
    store.record(report.id, snapshot, now=at)
    return snapshot


def marked(report: Report, text: str = MARKER) -> Report:
    """The report with the marker in its header, in an answer and in what belongs nowhere."""
    report, _ = report.fill_in(FieldId.AUTHOR, text)
    section = report.edition.sections[3]
    report, _ = report.answer(section.id, Answer(AnswerKind.ANSWERED, blocks_of(f"{text}.\n")[0]))
    return replace(report, unplaced=blocks_of(f"{text} for now.")[0])


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def where(folder: Path, text: str) -> list[str]:
    """The files in which a word of the text is found, in any of the ways it is kept."""
    sought = [
        text.encode(),
        text.encode("utf-16-le"),
        *(w.lower().encode() for w in ("Quarrendon",)),
    ]
    return [
        name
        for name, content in bytes_of(folder).items()
        if any(each in content or each in content.lower() for each in sought)
    ]


# What is due


def test_a_report_is_due_once_it_has_been_kept_as_long_as_its_state_asks_for(
    store: Store, now: datetime, written: Written
) -> None:
    draft, sent = written("Waste"), written("Parks")
    store.create(draft, now=now)
    store.create(sent, now=now)
    submitted(store, sent, at=now)
    day_before = datetime(2027, 3, 8, 23, 59, tzinfo=UTC)
    assert store.due(MONTHS, now=day_before) == []
    [one] = store.due(MONTHS, now=day_before + timedelta(minutes=1))
    assert (one.report_id, one.rule, one.due_on) == (draft.id, "draft, 12 months", date(2027, 3, 9))
    ids = [each.report_id for each in store.due(MONTHS, now=now + 3 * YEAR)]
    assert ids == [draft.id, sent.id]


def test_where_it_gave_no_rules_nothing_is_ever_due(
    store: Store, now: datetime, written: Written
) -> None:
    store.create(written(), now=now)
    assert store.due({}, now=now + 500 * YEAR) == []


def test_what_lies_in_the_bin_or_is_being_corrected_is_not_due(
    store: Store, now: datetime, written: Written
) -> None:
    binned, sent = written("Waste"), written("Parks")
    for report in (binned, sent):
        store.create(report, now=now)
    store.discard(binned.id, now=now)
    submitted(store, sent, at=now)
    correction = store.correct(sent.id, "A slip", now=now + 3 * YEAR)
    assert store.due(MONTHS, now=now + 3 * YEAR) == []
    assert store.remove_for_good([sent.id, binned.id], MONTHS, now=now + 3 * YEAR) == []
    assert store.load(correction.report.id).version == 2


def test_a_report_is_kept_longer_until_the_day_that_was_decided_and_its_reason_is_told(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    decision = Decision(date(2030, 1, 1), "An inquiry is under way", now + YEAR)
    store.keep_longer([report.id], decision)
    assert store.due(MONTHS, now=datetime(2029, 12, 31, tzinfo=UTC)) == []
    [one] = store.due(MONTHS, now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (one.due_on, one.reason) == (date(2030, 1, 1), "An inquiry is under way")


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 301])
def test_keeping_longer_needs_a_reason_in_a_few_words(
    store: Store, now: datetime, written: Written, reason: str
) -> None:
    report = written()
    store.create(report, now=now)
    with pytest.raises(StoreError):
        store.keep_longer([report.id], Decision(date(2030, 1, 1), reason, now))
    store.keep_longer([report.id], Decision(date(2030, 1, 1), "x" * 300, now))


def test_a_clock_that_was_set_back_makes_nothing_due(
    store: Store, now: datetime, written: Written
) -> None:
    """T1: year 1970, and a report from a future that never was."""
    store.create(written(), now=now)
    store.create(written("Future"), now=datetime(2099, 1, 1, tzinfo=UTC))
    assert store.due(MONTHS, now=datetime(1970, 1, 1, tzinfo=UTC)) == []


# What is removed


def test_nothing_of_a_removed_report_is_left_in_any_byte_of_the_folder(
    folder: Path, now: datetime, written: Written
) -> None:
    """Rows, versions, search words, free pages and the log: text, and words one by one."""
    with Store.open(folder) as store:
        other, gone = written("Waste"), written("Parks")
        store.create(other, now=now)
        store.create(gone, now=now)
        for minute in range(12):
            text = marked(gone, f"{MARKER} {minute} " + "x" * 900 * minute)
            store.save(
                text, [*map(Place, ("unplaced",)), Place("header", "author"),
                Place("section", text.edition.sections[3].id)],
                now=now + timedelta(minutes=minute), after_break=True,
            )  # fmt: skip
        assert len(store.history(gone.id)) > 5
        assert store.search("Quarrendon").total
        assert where(folder, MARKER)
        assert store.remove_for_good([gone.id], MONTHS, now=now + 2 * YEAR) == [gone.id]
        store.leave_out_gaps()
        assert where(folder, MARKER) == []
        assert (folder / f"{FILE_NAME}-wal").stat().st_size == 0
        with pytest.raises(ReportNotFoundError):
            store.load(gone.id)
        assert store.search("Quarrendon").total == 0
        assert store.search("library stop").total
        assert store.check().is_clean
        assert store.load(other.id).report == other
    assert where(folder, MARKER) == []


def test_the_test_above_would_find_what_is_merely_deleted(
    folder: Path, now: datetime, written: Written
) -> None:
    """The control: an ordinary deletion leaves words behind in the search index."""
    with Store.open(folder) as store:
        report = marked(written())
        store.create(report, now=now)
        store.discard(report.id, now=now)
        store.purge(now=now + timedelta(days=31))
        assert where(folder, MARKER)


def test_a_tombstone_says_which_report_it_was_and_nothing_of_what_it_said(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        report = marked(written(MARKER, period="8 to 21 June 2020"))
        store.create(report, now=now)
        snapshot = submitted(store, report, at=now)
        later = now + 3 * YEAR
        store.remove_for_good([report.id], MONTHS, now=later)
        store.leave_out_gaps()
        [stone] = store.tombstones()
        assert (stone.report_id, stone.state, stone.version) == (report.id, "submitted", 1)
        assert (stone.period_start, stone.period_end) == (date(2020, 6, 8), date(2020, 6, 21))
        assert (stone.sha256, stone.removed_at) == (snapshot.sha256, later)
        assert stone.rule == "submitted, 24 months"
    assert where(folder, MARKER) == []


def test_the_chain_of_submissions_still_holds_where_members_were_removed(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        reports = [written(f"Area {number}") for number in range(3)]
        for number, report in enumerate(reports):
            store.create(report, now=now)
            submitted(store, report, at=now + number * YEAR)
        store.remove_for_good([reports[0].id], MONTHS, now=now + 2 * YEAR)
        assert store.check().is_clean
        fourth = written("Area 4")
        store.create(fourth, now=now)
        submitted(store, fourth, at=now + 4 * YEAR)
        checked = store.check()
        assert (checked.is_clean, checked.reports, checked.submissions) == (True, 3, 3)


def test_a_correction_outlives_what_it_corrected_and_still_names_it(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        first = marked(written())
        store.create(first, now=now)
        submitted(store, first, at=now)
        second = store.correct(first.id, "A slip", now=now).report
        second, change = second.answer(
            second.edition.sections[3].id, Answer(AnswerKind.NO_CHANGE, completed=True)
        )
        cleared = replace(written(), id=second.id)
        places = [Place("section", each.id) for each in cleared.edition.sections]
        places += [Place("header", field.id) for field in cleared.edition.header]
        store.save(cleared, [*places, Place("unplaced")], now=now)
        snapshot = submitted(store, second, at=now, supersedes=first.id)
        assert change
        removed = store.remove_for_good([first.id], MONTHS, now=now + YEAR)
        assert removed == [first.id]
        store.leave_out_gaps()
        kept = store.load(second.id)
        assert (kept.state, kept.version, kept.supersedes) == (State.SUBMITTED, 2, first.id)
        assert store.snapshot(second.id) == snapshot
        assert store.check().is_clean
        third = store.correct(second.id, "Another", now=now)
        assert third.version == 3


def test_what_was_worked_on_meanwhile_is_not_removed(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    assert store.due(MONTHS, now=now + 2 * YEAR)
    store.save(report, [Place("unplaced")], now=now + 2 * YEAR)
    assert store.remove_for_good([report.id], MONTHS, now=now + 2 * YEAR) == []
    assert store.load(report.id).report == report


def test_a_submitted_report_still_cannot_be_removed_without_its_tombstone(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        report = written()
        store.create(report, now=now)
        submitted(store, report, at=now)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "DELETE FROM submission",
            "DELETE FROM report",
            "UPDATE report SET supersedes = 'x'",
            "UPDATE report SET version = 2",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(statement)
        stone = (
            "INSERT INTO tombstone (report_id, revision, state, version, removed_at, rule)"
            " VALUES (?, ?, 'submitted', 1, '2026-03-09T00:00:00+00:00', 'x')"
        )
        raw.execute(stone, ("f" * 32, 1))
        for statement in ("DELETE FROM tombstone", "UPDATE tombstone SET rule = ''"):
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(statement)


def test_a_removed_report_that_comes_in_again_is_kept_and_locked_as_any_other(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        report = written()
        store.create(report, now=now)
        snapshot = submitted(store, report, at=now)
        store.remove_for_good([report.id], MONTHS, now=now + 3 * YEAR)
        other = written("Other")
        store.create(other, now=now)
        store.save(other, [Place("unplaced")], now=now)
        assert store.receive(snapshot, now=now + 3 * YEAR)[1]
        assert store.check().is_clean
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("DELETE FROM report WHERE id = ?", (report.id,))
    with Store.open(folder) as store:
        assert store.remove_for_good([report.id], MONTHS, now=now + 3 * YEAR) == [report.id]
        assert len(store.tombstones()) == 2
        assert store.check().is_clean


def test_a_removal_that_the_disk_refuses_removes_nothing(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        report = written()
        store.create(report, now=now)
        store._database._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError):
            store.remove_for_good([report.id], MONTHS, now=now + 2 * YEAR)
        store._database._connection.execute("PRAGMA query_only = OFF")
        assert store.load(report.id).report == report
        assert store.tombstones() == []


# Backups under the same clock


def test_backups_that_hold_it_are_named_and_go_once_a_fresh_one_is_whole(
    folder: Path, tmp_path: Path, now: datetime, written: Written
) -> None:
    places = [folder / "backups", tmp_path / "second"]
    with Store.open(folder) as store:
        store.create(written("Waste"), now=now)
        before = store.back_up(places[0], now=now)
        gone = marked(written())
        store.create(gone, now=now)
        held = [store.back_up(place, now=now + timedelta(hours=1)) for place in places]
        (folder / f"{FILE_NAME}.corrupt-20260101T000000Z").write_bytes(MARKER.encode())
        later = now + 2 * YEAR
        store.remove_for_good([gone.id], MONTHS, now=later)
        store.leave_out_gaps()
        assert where(folder, MARKER)
        found = ageing.copies([gone.id], folder, places)
        assert {each.path for each in found.backups} == {each.path for each in held}
        assert len(found.set_aside) == 1
        gone_with_it = ageing.replace_copies(store, found, places, now=later)
        assert set(gone_with_it) == {*(each.path for each in found.backups), *found.set_aside}
        assert where(folder, MARKER) == where(tmp_path / "second", MARKER) == []
        left = {each.path for place in places for each in backup.listed(place)}
        assert before.path in left
        assert len(left) == 3
        assert not ageing.copies([gone.id], folder, places)
        for path in left:
            proving.examine(path)


def test_no_backup_is_removed_where_no_fresh_one_can_be_made(
    folder: Path, tmp_path: Path, now: datetime, written: Written
) -> None:
    """“The last good one is never deleted” wins over retention."""
    place = folder / "backups"
    with Store.open(folder) as store:
        report = written()
        store.create(report, now=now)
        made = store.back_up(place, now=now)
        store.remove_for_good([report.id], MONTHS, now=now + 2 * YEAR)
        found = ageing.copies([report.id], folder, [place])
        (tmp_path / "a file").touch()
        with pytest.raises(StoreError):
            ageing.replace_copies(store, found, [place, tmp_path / "a file"], now=now + 2 * YEAR)
        assert made.path.exists()


def test_a_damaged_database_that_was_set_aside_is_a_copy_where_there_is_no_backup(
    folder: Path, store: Store
) -> None:
    aside = folder / f"{FILE_NAME}.corrupt-20260101T000000Z"
    aside.touch()
    found = ageing.copies(["f" * 32], folder, [folder / "backups"])
    assert found
    assert (found.backups, found.set_aside) == ((), (aside,))


def test_a_copy_that_cannot_be_written_over_is_told(
    folder: Path, now: datetime, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with Store.open(folder) as store:
        store.create(written(), now=now)
        (folder / f"{FILE_NAME}.corrupt-20260101T000000Z").touch()
        found = ageing.copies([], folder, [])
        monkeypatch.setattr(ageing.files, "overwrite", refused)
        with pytest.raises(StoreError, match="Backups in"):
            ageing.replace_copies(store, found, [], now=now)


def test_a_backup_that_cannot_be_read_is_told_as_one_that_may_hold_it(
    folder: Path, now: datetime, written: Written
) -> None:
    place = folder / "backups"
    with Store.open(folder) as store:
        store.create(written(), now=now)
        made = store.back_up(place, now=now)
        made.path.write_bytes(b"garbage" * 1000)
        assert ageing.copies(["f" * 32], folder, [place]).backups == (made,)


def test_backups_older_than_the_limit_go_but_never_the_newest_nor_one_from_the_future(
    folder: Path, now: datetime, written: Written
) -> None:
    """T1 as well: a date in the future is a wrong clock, and nobody knows which."""
    place = folder / "backups"
    with Store.open(folder) as store:
        store.create(written(), now=now)
        made = store.back_up(place, now=now).path
    moments = [now - timedelta(days=days) for days in (400, 40, 20, -9_000)]
    copied = []
    for at in moments:
        copied.append(made.with_name(f"highlight-reports-{at:%Y%m%dT%H%M%SZ}-1.db"))
        shutil.copy(made, copied[-1])
    made.unlink()
    gone = backup.thin(place, now=now, oldest=months_before(now, 1))
    assert set(gone) == set(copied[:2])
    later = now + timedelta(days=700)
    assert backup.thin(place, now=later, oldest=months_before(later, 1)) == []


# Months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 9), 24, date(2028, 3, 9)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(9998, 12, 31), 12, date.max),
        (date(9999, 12, 9), 1, date.max),
        (date(1, 1, 9), -1, date.min),
        (date(9998, 3, 9), 12, date(9999, 3, 9)),
        (date(2, 3, 9), -12, date(1, 3, 9)),
        (date(2026, 3, 9), 1_000_000, date.max),
        (date(2026, 3, 9), -1_000_000, date.min),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)), st.integers(1, 1_200))
def test_more_months_are_never_sooner(day: date, months: int) -> None:
    assert day < months_later(day, months) <= months_later(day, months + 1)
    assert months_later(months_later(day, months), -months) <= day


# A rescue


def test_a_rescue_keeps_the_record_of_what_was_removed(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        gone, kept = written("Parks"), written("Waste")
        store.create(gone, now=now)
        store.remove_for_good([gone.id], MONTHS, now=now + 2 * YEAR)
        store.create(kept, now=now + 2 * YEAR)
        before = store.tombstones()
    (folder / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes() + b"garbage")
    rescue(folder, [], now=now + 2 * YEAR)
    with Store.open(folder) as store:
        assert store.tombstones() == before
        assert [each.id for each in store.summaries()] == [kept.id]
        assert store.check().is_clean
