"""Stories of reports that were submitted elsewhere: kept as they were, in whatever order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ReportLockedError, StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State

Written = Callable[..., Report]
IDS = [digit * 32 for digit in "1234"]


def frozen(report: Report, now: datetime, version: int = 1, before: str | None = None) -> Snapshot:
    return freeze(
        report,
        submitted_at=now,
        app_version="0.1.0",
        recipient=Recipient("Hub", "hub@council.example"),
        version=version,
        supersedes=before,
        correction="A slip" if before else "",
    )


@pytest.fixture
def chain(now: datetime, written: Written) -> list[Snapshot]:
    """A report and three corrections of it, each of the one before."""
    report = written()
    return [
        frozen(replace(report, id=own), now, version, before)
        for version, (own, before) in enumerate(zip(IDS, [None, *IDS], strict=False), 1)
    ]


def test_it_is_kept_as_it_was_submitted(
    store: Store, folder: Path, now: datetime, written: Written
) -> None:
    snapshot = frozen(replace(written(), marking="OFFICIAL"), now)
    later = now + timedelta(days=3)
    stored, is_new = store.receive(snapshot, now=later, notes=["It was altered."])
    assert is_new
    assert (stored.state, stored.version, stored.supersedes) == (State.SUBMITTED, 1, None)
    assert (stored.sha256, stored.submitted_at) == (snapshot.sha256, snapshot.submitted_at)
    assert stored.notes == ("It was altered.",)
    store.close()
    with Store.open(folder) as again:
        assert again.load(snapshot.report.id) == stored
        assert again.snapshot(snapshot.report.id).content == snapshot.content
        assert again.load(snapshot.report.id).report == snapshot.report


def test_a_form_this_program_does_not_have_comes_with_it(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    form = replace(report.edition, id="2031-04", title="Highlight report of 2031")
    stored, _ = store.receive(frozen(replace(report, edition=form), now), now=now)
    assert stored.report.edition == form
    assert store.summaries()[0].edition_id == "2031-04"


def test_the_same_again_changes_nothing(store: Store, now: datetime, written: Written) -> None:
    snapshot = frozen(written(), now)
    first, _ = store.receive(snapshot, now=now)
    again, is_new = store.receive(snapshot, now=now + timedelta(days=1), notes=["Once more"])
    assert not is_new
    assert again == first == store.load(snapshot.report.id)


def test_a_report_submitted_here_is_known_when_it_comes_back(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    snapshot = frozen(report, now)
    submitted = store.record(report.id, snapshot, now=now)
    assert store.receive(snapshot, now=now) == (submitted, False)


def test_other_content_under_the_same_id_is_told_and_nothing_overwritten(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    first, _ = store.receive(frozen(report, now), now=now)
    other, _ = report.fill_in(FieldId.AUTHOR, "B. Writer")
    with pytest.raises(StoreError, match="submitted with other content"):
        store.receive(frozen(other, now), now=now)
    assert store.load(report.id) == first


@pytest.mark.parametrize("discarded", [False, True])
def test_a_draft_of_the_same_id_is_told_and_left_alone(
    store: Store, now: datetime, written: Written, discarded: bool
) -> None:
    report = written()
    store.create(report, now=now)
    if discarded:
        store.discard(report.id, now=now)
    draft = store.load(report.id)
    with pytest.raises(StoreError, match="still a draft here"):
        store.receive(frozen(report, now), now=now)
    assert store.load(report.id) == draft


def test_a_chain_of_corrections_may_come_in_in_any_order(
    tmp_path: Path, now: datetime, chain: list[Snapshot]
) -> None:
    for number, order in enumerate(permutations(chain)):
        with Store.open(tmp_path / str(number)) as store:
            for snapshot in order:
                store.receive(snapshot, now=now)
                assert_is_consistent(store, chain)
            assert [store.load(each).state for each in IDS] == ["superseded"] * 3 + ["submitted"]


def assert_is_consistent(store: Store, chain: list[Snapshot]) -> None:
    here = {each.id for each in store.summaries()}
    for snapshot in chain:
        if snapshot.report.id in here:
            stored = store.load(snapshot.report.id)
            is_corrected = any(
                each.supersedes == snapshot.report.id and each.report.id in here for each in chain
            )
            assert stored.state == ("superseded" if is_corrected else "submitted")
            assert (stored.version, stored.supersedes) == (snapshot.version, snapshot.supersedes)
            assert stored.sha256 == snapshot.sha256


@pytest.mark.parametrize("first_is_here", [False, True])
def test_of_two_corrections_of_one_report_the_second_is_refused(
    store: Store, now: datetime, chain: list[Snapshot], first_is_here: bool
) -> None:
    if first_is_here:
        store.receive(chain[0], now=now)
    store.receive(chain[1], now=now)
    rival = frozen(replace(chain[1].report, id="9" * 32), now, 2, IDS[0])
    with pytest.raises(ReportLockedError, match="corrected already"):
        store.receive(rival, now=now)
    assert "9" * 32 not in {each.id for each in store.summaries()}


def test_a_correction_does_not_lean_on_a_draft_that_may_be_deleted(
    store: Store, now: datetime, chain: list[Snapshot]
) -> None:
    store.create(chain[0].report, now=now)
    stored, _ = store.receive(chain[1], now=now)
    assert stored.supersedes == IDS[0]
    store.discard(IDS[0], now=now)
    assert store.purge(now=now + timedelta(days=31)) == 1
    assert store.load(IDS[1]).supersedes == IDS[0]


def test_a_report_from_elsewhere_can_be_corrected_here(
    store: Store, now: datetime, chain: list[Snapshot]
) -> None:
    store.receive(chain[1], now=now)
    draft = store.correct(IDS[1], "Another slip", now=now)
    assert (draft.version, draft.supersedes) == (3, IDS[1])
    third = frozen(draft.report, now, 3, IDS[1])
    with pytest.raises(StoreError, match="changed while"):
        store.record(draft.report.id, third, now=now)
    # What arrives first counts; the draft is kept, and says why it cannot be submitted.
    store.receive(chain[2], now=now)
    rightly = freeze(
        draft.report,
        submitted_at=now,
        app_version="0.1.0",
        recipient=Recipient("", ""),
        version=3,
        supersedes=IDS[1],
        correction="Another slip",
    )
    with pytest.raises(ReportLockedError, match="corrected already"):
        store.record(draft.report.id, rightly, now=now)
    assert store.load(draft.report.id).state == State.DRAFT


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(arrivals=st.lists(st.integers(0, 3), max_size=8))
def test_however_often_and_in_whatever_order_they_arrive(
    tmp_path_factory: pytest.TempPathFactory,
    now: datetime,
    chain: list[Snapshot],
    arrivals: list[int],
) -> None:
    with Store.open(tmp_path_factory.mktemp("data")) as store:
        seen: set[int] = set()
        for arrival in arrivals:
            _, is_new = store.receive(chain[arrival], now=now)
            assert is_new == (arrival not in seen)
            seen.add(arrival)
            assert_is_consistent(store, chain)
