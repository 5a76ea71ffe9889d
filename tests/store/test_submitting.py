"""Stories of submitted reports: recorded whole or not at all, and read-only for ever."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from highlight_desktop.errors import ReportLockedError, StoreDamagedError, StoreError
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State

Written = Callable[..., Report]


def frozen(report: Report, now: datetime, version: int = 1) -> Snapshot:
    return freeze(
        report,
        submitted_at=now,
        app_version="0.1.0",
        recipient=Recipient("Hub", "hub@example.org"),
        version=version,
    )


@pytest.fixture
def submitted(folder: Path, now: datetime, written: Written) -> Report:
    """A submitted report in a closed database, beside a draft."""
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        store.create(written("Parks"), now=now)
        store.record(report.id, frozen(report, now), now=now)
    return report


def test_a_submitted_report_keeps_the_snapshot_byte_for_byte(
    folder: Path, now: datetime, written: Written
) -> None:
    report = written()
    snapshot = frozen(report, now)
    with Store.open(folder) as store:
        draft = store.create(report, now=now)
        stored = store.record(report.id, snapshot, now=now + timedelta(seconds=2))
        assert stored.revision > draft.revision
    with Store.open(folder) as store:
        assert store.load(report.id) == stored
        assert store.snapshot(report.id).content == snapshot.content
        assert store.summaries()[0].submitted_at == snapshot.submitted_at
    assert (stored.state, stored.version) == (State.SUBMITTED, 1)
    assert (stored.sha256, stored.submitted_at) == (snapshot.sha256, snapshot.submitted_at)
    assert stored.report == report


def test_submitted_reports_are_listed_below_the_drafts(folder: Path, submitted: Report) -> None:
    with Store.open(folder) as store:
        listed = store.summaries()
    assert [summary.state for summary in listed] == [State.DRAFT, State.SUBMITTED]
    assert listed[1].id == submitted.id


def test_a_submitted_report_can_be_neither_saved_nor_submitted_again(
    folder: Path, now: datetime, submitted: Report
) -> None:
    changed, change = submitted.fill_in(FieldId.AUTHOR, "Somebody else")
    with Store.open(folder) as store:
        with pytest.raises(ReportLockedError, match="submitted") as locked:
            store.save(changed, [change.place], now=now)
        with pytest.raises(ReportLockedError):
            store.save(changed, [Place("unplaced")], now=now)
        with pytest.raises(ReportLockedError):
            store.record(submitted.id, frozen(submitted, now), now=now)
        assert store.load(submitted.id).report == submitted
    assert locked.value.remedy


ATTACKS = [
    "UPDATE report SET revision = revision + 10",
    "UPDATE report SET state = 'draft'",
    "UPDATE report SET state = 'superseded', version = 2",
    "DELETE FROM report",
    "INSERT OR REPLACE INTO report SELECT * FROM report",
    "UPDATE header SET typed = 'x'",
    "DELETE FROM header",
    "INSERT INTO header VALUES (:id, 'shoe_size', '43')",
    "UPDATE header SET report_id = :id WHERE field_id = 'author' AND report_id <> :id",
    "UPDATE answer SET completed = 0",
    "DELETE FROM answer",
    "INSERT OR REPLACE INTO answer SELECT * FROM answer",
    "UPDATE submission SET recorded_at = 'never'",
    "DELETE FROM submission",
    "INSERT OR REPLACE INTO submission SELECT * FROM submission",
    "UPDATE edition SET title = 'x'",
    "UPDATE report SET state = 'submitted'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_other_program_can_alter_a_submitted_report_either(
    attack: str, folder: Path, submitted: Report
) -> None:
    raw = sqlite3.connect(folder / FILE_NAME)
    before = "\n".join(raw.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"read-only|together"):
        raw.execute(attack, {"id": submitted.id} if ":id" in attack else {})
    raw.rollback()
    assert "\n".join(raw.iterdump()) == before
    raw.close()


def test_the_one_change_left_open_is_that_a_correction_takes_its_place(
    folder: Path, submitted: Report
) -> None:
    raw = sqlite3.connect(folder / FILE_NAME)
    raw.execute("UPDATE report SET state = 'superseded' WHERE id = ?", (submitted.id,))
    raw.commit()
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE report SET state = 'submitted' WHERE id = ?", (submitted.id,))
    raw.close()
    with Store.open(folder) as store:
        assert store.load(submitted.id).state is State.SUPERSEDED
        assert store.snapshot(submitted.id).report.id == submitted.id


def test_a_draft_alone_cannot_become_submitted_without_its_snapshot(
    folder: Path, now: datetime, written: Written
) -> None:
    with Store.open(folder) as store:
        store.create(written(), now=now)
    raw = sqlite3.connect(folder / FILE_NAME)
    with pytest.raises(sqlite3.IntegrityError, match="together"):
        raw.execute("UPDATE report SET state = 'submitted'")
    raw.close()


@pytest.mark.parametrize("refused", ["INSERT INTO submission", "UPDATE report", "COMMIT"])
def test_a_failure_while_submitting_leaves_a_draft(
    refused: str, store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)

    def refuse(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(refused):
            raise OSError(28, "No space left on device")

    def refuse_commit(connection: Connection) -> None:
        raise OSError(28, "No space left on device")

    engine = store._database._engine
    if refused == "COMMIT":
        event.listen(engine, "commit", refuse_commit, once=True)
    else:
        event.listen(engine, "after_cursor_execute", refuse, once=False)
    with pytest.raises(StoreError, match="disk is full"):
        store.record(report.id, frozen(report, now), now=now)
    if refused != "COMMIT":
        event.remove(engine, "after_cursor_execute", refuse)
    assert store.load(report.id).state is State.DRAFT
    with pytest.raises(StoreError, match="not been submitted"):
        store.snapshot(report.id)
    assert store.record(report.id, frozen(report, now), now=now).state is State.SUBMITTED


def test_a_draft_that_moved_on_is_not_submitted(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    store.create(report, now=now)
    snapshot = frozen(report, now)
    section = report.edition.sections[2]
    changed, change = report.answer(
        section.id, Answer(AnswerKind.ANSWERED, blocks_of("One more word.")[0])
    )
    store.save(changed, [change.place], now=now)
    with pytest.raises(StoreError, match="changed while"):
        store.record(report.id, snapshot, now=now)
    assert store.load(report.id).state is State.DRAFT
    store.record(report.id, frozen(changed, now), now=now)


def test_only_its_own_snapshot_submits_a_report(
    store: Store, now: datetime, written: Written
) -> None:
    report, other = written(), written("Parks")
    store.create(report, now=now)
    for snapshot in (
        frozen(other, now),
        frozen(report, now, version=2),
        frozen(replace(report, edition=other.edition, header=other.header), now),
    ):
        with pytest.raises(StoreError, match="changed while"):
            store.record(report.id, snapshot, now=now)


def test_a_snapshot_whose_bytes_changed_is_not_handed_out(folder: Path, submitted: Report) -> None:
    raw = sqlite3.connect(folder / FILE_NAME)
    raw.executescript(
        "DROP TRIGGER submission_update;"
        "UPDATE submission SET snapshot = CAST(replace(snapshot, 'library', 'Library') AS BLOB)"
    )
    raw.close()
    with Store.open(folder) as store, pytest.raises(StoreDamagedError, match=submitted.id):
        store.snapshot(submitted.id)
