"""Stories of the bin: a deleted draft can be brought back for thirty days, then it goes."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from highlight_desktop.errors import ReportLockedError, ReportNotFoundError
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
DAY = timedelta(days=1)


def test_a_deleted_draft_is_out_of_the_list_and_comes_back_as_it_was(
    store: Store, now: datetime, written: Written
) -> None:
    report, other = written(), written("Parks")
    before = store.create(report, now=now)
    store.create(other, now=now)
    store.discard(report.id, now=now + DAY)
    assert [each.id for each in store.summaries()] == [other.id]
    [binned] = store.discarded()
    assert (binned.id, binned.kept_until) == (report.id, now + 31 * DAY)
    with pytest.raises(ReportNotFoundError):
        store.find(report.id)
    store.bring_back(report.id)
    assert store.load(report.id) == before
    assert store.discarded() == []
    assert store.find(report.id) == report.id


def test_the_bin_is_emptied_of_what_has_lain_in_it_for_thirty_days(
    folder: Path, store: Store, now: datetime, written: Written
) -> None:
    old, young, kept = written("Old"), written("Young"), written("Kept")
    for report in (old, young, kept):
        store.create(report, now=now)
        store.save(report, [Place("unplaced")], now=now)
    store.discard(old.id, now=now)
    store.discard(young.id, now=now + DAY)
    assert store.purge(now=now + 30 * DAY - timedelta(seconds=1)) == 0
    assert store.purge(now=now + 30 * DAY) == 1
    assert [each.id for each in store.discarded()] == [young.id]
    assert [each.id for each in store.summaries()] == [kept.id]
    with pytest.raises(ReportNotFoundError):
        store.bring_back(old.id)
    store.close()
    raw = sqlite3.connect(folder / FILE_NAME)
    for table in ("header", "answer", "version", "version_place"):
        query = f"SELECT count(*) FROM {table} WHERE report_id = ?"
        assert raw.execute(query, (old.id,)).fetchone() == (0,)
        assert raw.execute(query, (young.id,)).fetchone() != (0,)
    raw.close()


def test_the_words_of_what_the_bin_let_go_are_never_found_in_another_report(
    store: Store, now: datetime, written: Written
) -> None:
    """The index is told what goes: the numbers of its places are used again."""
    old = written("Zebra")
    store.create(old, now=now)
    assert store.search("zebra").total == 1
    store.discard(old.id, now=now)
    store.purge(now=now + 30 * DAY)
    store.create(written("Parks"), now=now)
    assert store.search("zebra").total == 0
    assert store.search("parks").total == 1


def test_a_clock_that_was_set_back_empties_nothing_early(
    store: Store, now: datetime, written: Written
) -> None:
    report, other = written(), written("Parks")
    store.create(report, now=now)
    store.create(other, now=now)
    store.discard(report.id, now=now - 20_000 * DAY)
    assert store.purge(now=now) == 0
    store.discard(other.id, now=now)
    assert store.purge(now=now - 20_000 * DAY) == store.purge(now=now + 29 * DAY) == 0
    assert store.purge(now=now + 30 * DAY) == 2


def test_a_submitted_report_is_never_deleted(
    folder: Path, store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    to = Recipient("Hub", "")
    store.record(
        report.id, freeze(report, submitted_at=now, app_version="0.1.0", recipient=to), now=now
    )
    with pytest.raises(ReportLockedError, match="cannot be deleted") as told:
        store.discard(report.id, now=now)
    assert "correction" in told.value.remedy
    assert store.purge(now=now + 100 * DAY) == 0
    store.close()
    raw = sqlite3.connect(folder / FILE_NAME)
    for statement in ("UPDATE report SET discarded_at = edited_at", "DELETE FROM report"):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(statement)
    raw.close()


def test_what_is_in_the_bin_is_not_submitted(store: Store, now: datetime, written: Written) -> None:
    report = written()
    store.create(report, now=now)
    store.discard(report.id, now=now)
    frozen = freeze(report, submitted_at=now, app_version="0.1.0", recipient=Recipient("Hub", ""))
    with pytest.raises(ReportNotFoundError):
        store.record(report.id, frozen, now=now)
    assert len(store.discarded()) == 1


def test_only_what_is_there_can_be_deleted_or_brought_back(store: Store, now: datetime) -> None:
    with pytest.raises(ReportNotFoundError):
        store.discard("0" * 32, now=now)
    with pytest.raises(ReportNotFoundError):
        store.bring_back("0" * 32)
