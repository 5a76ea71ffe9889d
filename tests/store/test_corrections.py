"""Stories of corrections: a submitted report never unlocks, a next version takes its place."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop.errors import ReportLockedError, StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import CORRECTION_LIMIT, Recipient, Snapshot, freeze
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, Stored

Written = Callable[..., Report]
WHY = "The figures for April were those of March"


def hand_in(store: Store, stored: Stored, now: datetime) -> Snapshot:
    snapshot = freeze(
        stored.report,
        submitted_at=now,
        app_version="0.1.0",
        recipient=Recipient("Hub", "hub@council.example"),
        version=stored.version,
        supersedes=stored.supersedes,
        correction=stored.correction,
    )
    store.record(stored.report.id, snapshot, now=now)
    return snapshot


@pytest.fixture
def first(store: Store, now: datetime, written: Written) -> Stored:
    """A submitted report."""
    stored = store.create(replace(written(), marking="OFFICIAL"), now=now)
    hand_in(store, stored, now)
    return store.load(stored.report.id)


def test_a_correction_begins_as_a_draft_of_what_was_submitted(
    store: Store, now: datetime, first: Stored
) -> None:
    draft = store.correct(first.report.id, f"  {WHY}\n", now=now)
    assert draft.report == replace(first.report, id=draft.report.id)
    assert draft.report.id != first.report.id
    assert (draft.state, draft.version) == (State.DRAFT, 2)
    assert (draft.supersedes, draft.correction) == (first.report.id, WHY)
    # Until it is submitted, the first version is the one that counts.
    assert store.load(first.report.id) == first


def test_submitting_it_supersedes_the_first_in_the_same_transaction(
    store: Store, now: datetime, first: Stored
) -> None:
    before = store.snapshot(first.report.id)
    draft = store.correct(first.report.id, WHY, now=now)
    report, change = draft.report.fill_in(FieldId.AUTHOR, "B. Writer")
    store.save(report, [change.place], now=now)
    snapshot = hand_in(store, store.load(report.id), now + timedelta(days=1))
    assert (snapshot.version, snapshot.supersedes) == (2, first.report.id)
    assert snapshot.correction == WHY
    assert snapshot.report.marking == "OFFICIAL"
    assert store.load(first.report.id) == replace(first, state=State.SUPERSEDED)
    assert store.snapshot(first.report.id) == before
    states = [(each.version, each.state) for each in store.summaries()]
    assert states == [(2, State.SUBMITTED), (1, State.SUPERSEDED)]


def test_a_correction_that_cannot_be_recorded_leaves_the_first_in_force(
    store: Store, now: datetime, first: Stored
) -> None:
    draft = store.correct(first.report.id, WHY, now=now)
    with pytest.raises(StoreError, match="changed while"):
        hand_in(store, replace(draft, report=replace(draft.report, marking="")), now)
    assert store.load(first.report.id).state is State.SUBMITTED
    assert store.load(draft.report.id).state is State.DRAFT


def test_the_correction_that_was_begun_is_gone_on_with(
    store: Store, now: datetime, first: Stored
) -> None:
    draft = store.correct(first.report.id, WHY, now=now)
    report, change = draft.report.fill_in(FieldId.AUTHOR, "B. Writer")
    store.save(report, [change.place], now=now)
    again = store.correct(first.report.id, "A better reason", now=now)
    assert (again.report, again.correction) == (report, "A better reason")
    store.discard(draft.report.id, now=now)
    other = store.correct(first.report.id, "Another reason", now=now)
    assert other.report.id != draft.report.id
    assert other.correction == "Another reason"


def test_of_two_corrections_only_one_is_submitted(
    folder: Path, store: Store, now: datetime, first: Stored
) -> None:
    binned = store.correct(first.report.id, WHY, now=now)
    store.discard(binned.report.id, now=now)
    hand_in(store, store.correct(first.report.id, WHY, now=now), now)
    store.bring_back(binned.report.id)
    with pytest.raises(ReportLockedError, match="corrected already"):
        hand_in(store, binned, now)
    with pytest.raises(ReportLockedError, match="corrected already"):
        store.correct(first.report.id, WHY, now=now)
    assert store.load(binned.report.id).state is State.DRAFT
    store.close()
    raw = sqlite3.connect(folder / FILE_NAME)
    raw.execute(
        "INSERT INTO submission SELECT ?, submitted_at, recorded_at, sha256, snapshot"
        " FROM submission LIMIT 1",
        (binned.report.id,),
    )
    with pytest.raises(sqlite3.IntegrityError, match="supersedes"):
        raw.execute("UPDATE report SET state = 'submitted' WHERE id = ?", (binned.report.id,))
    raw.close()


def test_the_correction_can_be_corrected_in_turn(
    store: Store, now: datetime, first: Stored
) -> None:
    second = store.correct(first.report.id, WHY, now=now)
    hand_in(store, second, now)
    third = store.correct(second.report.id, "One more slip", now=now)
    assert (third.version, third.supersedes) == (3, second.report.id)
    hand_in(store, third, now)
    states = [(each.version, each.state) for each in store.summaries()]
    assert states == [(3, State.SUBMITTED), (2, State.SUPERSEDED), (1, State.SUPERSEDED)]


@pytest.mark.parametrize("reason", ["", " \n ", "x" * (CORRECTION_LIMIT + 1)])
def test_a_correction_asks_for_a_reason_that_fits(
    reason: str, store: Store, now: datetime, first: Stored
) -> None:
    with pytest.raises(StoreError, match="reason"):
        store.correct(first.report.id, reason, now=now)
    assert len(store.summaries()) == 1


def test_the_longest_reason_that_fits_is_kept_whole(
    store: Store, now: datetime, first: Stored
) -> None:
    reason = "x" * CORRECTION_LIMIT
    assert store.correct(first.report.id, reason, now=now).correction == reason


def test_a_draft_needs_no_correction(store: Store, now: datetime, written: Written) -> None:
    draft = store.create(written(), now=now)
    with pytest.raises(StoreError, match="still a draft"):
        store.correct(draft.report.id, WHY, now=now)


def test_the_marking_is_kept_with_the_draft(store: Store, now: datetime, written: Written) -> None:
    report = written()
    store.create(report, now=now)
    report, change = report.mark("OFFICIAL-SENSITIVE")
    assert change.place == Place("marking")
    store.save(report, [change.place], now=now)
    assert store.load(report.id).report == report
