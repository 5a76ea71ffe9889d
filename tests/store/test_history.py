"""Stories of earlier versions: kept at every pause, thinned out in time, and brought back whole."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from highlight_desktop.errors import ReportLockedError, StoreDamagedError, StoreError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Change, Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.history import Cause, superfluous
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id

Written = Callable[..., Report]
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def author(report: Report, name: str) -> tuple[Report, Change]:
    return report.fill_in(FieldId.AUTHOR, name)


def authors(store: Store, report_id: str) -> list[str]:
    """What each version says in the author's field, the oldest first."""
    return [
        store.version(report_id, version.revision).typed(FieldId.AUTHOR)
        for version in store.history(report_id)
    ]


def write(store: Store, report: Report, names: list[str], at: list[datetime]) -> Report:
    """Write these names into the author's field, one save each."""
    for name, moment in zip(names, at, strict=True):
        report, change = author(report, name)
        store.save(report, [change.place], now=moment)
    return report


def test_a_version_is_kept_at_every_pause_and_none_in_the_middle_of_typing(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    typing = [now + number * SECOND for number in (1, 2, 3)]
    resumed = [moment + MINUTE for moment in typing]
    write(store, report, ["A", "Am", "Amy", "B", "Be", "Ben"], typing + resumed)
    assert authors(store, report.id) == ["A. Writer", "Amy", "Ben"]
    first, pause, last = store.history(report.id)
    assert [one.saved_at for one in (first, pause, last)] == [now, typing[-1], resumed[-1]]
    assert first.revision < pause.revision < last.revision
    assert set(first.places) >= {Place("header", "author"), Place("section", "guidance")}
    assert pause.places == last.places == (Place("header", "author"),)


def test_going_elsewhere_keeps_a_version_even_without_a_pause(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    report = write(store, report, ["Amy"], [now + SECOND])
    report, change = report.mark("OFFICIAL")
    store.save(report, [change.place], now=now + 2 * SECOND, after_break=True)
    assert [one.places for one in store.history(report.id)[1:]] == [
        (Place("header", "author"),),
        (Place("marking"),),
    ]


def test_a_report_nobody_changed_has_one_version_and_a_save_without_a_change_adds_none(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    assert len(store.history(report.id)) == 1
    for number in (1, 2, 3):
        store.save(report, [Place("header", "author")], now=now + number * HOUR)
    assert len(store.history(report.id)) == 1


def test_keeping_a_version_costs_no_transaction_of_its_own(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    commits: list[object] = []
    event.listen(store._database._engine, "commit", commits.append)
    write(store, report, ["Amy", "Ben"], [now + MINUTE, now + 2 * MINUTE])
    assert len(commits) == 2
    assert len(store.history(report.id)) == 3


def test_restoring_is_a_new_version_and_so_can_be_taken_back(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    latest = write(store, report, ["Amy", "Ben"], [now + MINUTE, now + 2 * MINUTE])
    first = store.history(report.id)[0]
    restored = store.restore(report.id, first.revision, now=now + 2 * MINUTE + SECOND)
    assert restored.report == report == store.load(report.id).report
    assert authors(store, report.id) == ["A. Writer", "Amy", "Ben", "A. Writer"]
    versions = store.history(report.id)
    assert versions[-1].cause is Cause.RESTORED
    assert versions[-1].revision == restored.revision
    back = store.restore(report.id, versions[-2].revision, now=now + 3 * MINUTE)
    assert back.report == latest
    write(store, latest, ["Cat"], [now + 3 * MINUTE + SECOND])
    assert authors(store, report.id) == ["A. Writer", "Amy", "Ben", "A. Writer", "Ben", "Cat"]


def test_text_nobody_had_confirmed_then_comes_back_unconfirmed(store: Store, now: datetime) -> None:
    prose, _ = blocks_of("From last period.")
    carried = tuple(replace(block, carried=True) for block in prose)
    report, _ = Report(new_id(), edition.newest()).write("guidance", carried)
    report, _ = report.set_aside(carried)
    first = store.create(report, now=now).revision
    confirmed, section = report.write("guidance", prose)
    confirmed, unplaced = confirmed.set_aside(prose)
    store.save(confirmed, [section.place, unplaced.place], now=now + HOUR)
    restored = store.restore(report.id, first, now=now + 2 * HOUR).report
    assert restored == report


def test_what_was_empty_then_is_empty_again(store: Store, now: datetime) -> None:
    empty = Report(new_id(), edition.newest())
    store.create(empty, now=now)
    report, change = empty.answer("guidance", Answer(AnswerKind.NO_CHANGE))
    report, other = report.set_aside(blocks_of("Found in a drawer.")[0])
    store.save(report, [change.place, other.place], now=now)
    assert store.restore(empty.id, store.history(empty.id)[0].revision, now=now).report == empty


def test_the_history_of_a_submitted_report_can_be_read_and_not_written(
    folder: Path, store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    report = write(store, report, ["Amy"], [now + MINUTE])
    snapshot = freeze(report, submitted_at=now, app_version="0.1.0", recipient=Recipient("Hub", ""))
    store.record(report.id, snapshot, now=now)
    assert authors(store, report.id) == ["A. Writer", "Amy"]
    with pytest.raises(ReportLockedError):
        store.restore(report.id, store.history(report.id)[0].revision, now=now)
    store.close()
    raw = sqlite3.connect(folder / FILE_NAME)
    for statement in ("DELETE FROM version", "UPDATE version_place SET content = x''"):
        with pytest.raises(sqlite3.IntegrityError, match="read-only"):
            raw.execute(statement)
    raw.close()


def test_a_version_that_is_not_kept_is_told(store: Store, now: datetime, written: Written) -> None:
    report = written()
    store.create(report, now=now)
    with pytest.raises(StoreError, match="no longer kept"):
        store.restore(report.id, 10_000, now=now)
    assert store.load(report.id).report == report


def test_an_earlier_version_that_was_altered_is_damage(
    folder: Path, store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    write(store, report, ["Amy"], [now + MINUTE])
    store.close()
    raw = sqlite3.connect(folder / FILE_NAME)
    raw.execute("UPDATE version_place SET content = x'00'")
    raw.commit()
    raw.close()
    with Store.open(folder) as again:
        first = again.history
        with pytest.raises(StoreDamagedError):
            first(report.id)
        assert again.load(report.id).report.typed(FieldId.AUTHOR) == "Amy"


def test_old_versions_are_thinned_out_and_the_first_and_last_stay(now: datetime) -> None:
    start = now - 9 * DAY
    kept = [(number, start + number * 5 * MINUTE) for number in range(9 * 24 * 12)]
    going = set(superfluous(kept, now))
    staying = [at for revision, at in kept if revision not in going]
    assert staying[0] == start
    assert len([at for at in staying if now - at < HOUR]) == 11
    assert len([at for at in staying if HOUR <= now - at < DAY]) in range(23 * 6 - 1, 23 * 6 + 2)
    days = [at.date() for at in staying[1:] if now - at >= DAY]
    assert len(days) == len(set(days)) == 9
    assert superfluous([], now) == superfluous(kept[:1], now) == []


@pytest.mark.parametrize("age", [HOUR, DAY])
def test_of_what_is_an_hour_or_a_day_old_to_the_moment_the_last_stays(
    now: datetime, age: timedelta
) -> None:
    kept = [(1, now - 9 * DAY), (2, now - age - MINUTE), (3, now - age), (4, now)]
    assert superfluous(kept, now) == [2]
    younger = [(1, now - 9 * DAY), (2, now - HOUR + SECOND), (3, now - HOUR + 2 * SECOND), (4, now)]
    assert superfluous(younger, now) == []


def test_what_is_thinned_out_takes_no_text_with_it(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    moments = [now + number * 7 * MINUTE for number in range(1, 60)]
    latest = write(store, report, [f"Author {number}" for number in range(1, 60)], moments)
    latest, change = latest.mark("OFFICIAL")
    store.save(latest, [change.place], now=now + 3 * DAY)
    store.save(author(latest, "Zoe")[0], [Place("header", "author")], now=now + 4 * DAY)
    assert authors(store, report.id) == ["A. Writer", "Author 59", "Author 59", "Zoe"]


def test_a_clock_that_jumps_loses_no_order(store: Store, now: datetime, written: Written) -> None:
    report = written()
    store.create(report, now=now)
    jumps = [now + 20 * 365 * DAY, now - 30 * 365 * DAY, now, now - HOUR]
    write(store, report, ["A", "B", "C", "D"], jumps)
    assert authors(store, report.id)[0] == "A. Writer"
    assert authors(store, report.id)[-1] == "D"
    revisions = [version.revision for version in store.history(report.id)]
    assert revisions == sorted(revisions)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["header", "section", "nil", "unplaced", "marking", "restore"]),
        st.text("ab \n", max_size=4),
        st.sampled_from([0, 1, 6, 700, 4_000, 90_000, -50, -100_000]),
        st.booleans(),
    ),
    max_size=25,
)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_every_version_is_what_was_stored_then(
    steps: list[tuple[str, str, int, bool]],
) -> None:
    now = datetime.fromisoformat("2026-03-09T14:02:31+00:00")
    report = Report(new_id(), edition.newest())
    with TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        was = {store.create(report, now=now).revision: report}
        for kind, text, seconds, after_break in steps:
            now += seconds * SECOND
            if kind == "restore":
                versions = store.history(report.id)
                chosen = versions[len(text) % len(versions)].revision
                stored = store.restore(report.id, chosen, now=now)
                assert stored.report == was[chosen]
                report, revision = stored.report, stored.revision
            else:
                report, change = edited(report, kind, text)
                revision = store.save(report, [change.place], now=now, after_break=after_break)
            was[revision] = report
            versions = store.history(report.id)
            assert versions[0].revision == min(was)
            assert {v.revision: store.version(report.id, v.revision) for v in versions} == {
                v.revision: was[v.revision] for v in versions
            }
            assert was[versions[-1].revision] == report


def edited(report: Report, kind: str, text: str) -> tuple[Report, Change]:
    prose = blocks_of(text)[0]
    match kind:
        case "header":
            return author(report, text)
        case "section":
            return report.write("guidance", prose)
        case "nil":
            return report.answer("activity", Answer(AnswerKind.NOT_APPLICABLE, prose, "closed"))
        case "unplaced":
            return report.set_aside(prose)
        case _:
            return report.mark(text.strip())


def test_a_rest_of_five_seconds_is_one_and_a_moment_less_is_none(
    store: Store, written: Written, now: datetime
) -> None:
    first = written()
    store.create(first, now=now)
    moments = [now + 6 * SECOND]
    for gap in (4.999, 5.0, 5.001):
        moments.append(moments[-1] + gap * SECOND)
    write(store, first, ["B", "C", "D", "E"], moments)
    assert authors(store, first.id) == ["A. Writer", "C", "D", "E"]
