"""Submitting: all or nothing up to the record, and afterwards nothing that cannot be made again."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from highlight_desktop.errors import (
    CancelledError,
    NotReadyError,
    OutputError,
    ReportLockedError,
    StoreError,
)
from highlight_desktop.outbox import comparison, mail, pdf, submit, workbook
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State

NOW = datetime(2020, 6, 22, 9, 15, tzinfo=UTC)
HUB = Recipient("Coordination Hub", "hub@council.example")
STEPS = [
    "Checking the report",
    *(f"Making the {kind.label}" for kind in Kind),
    "Recording the report as submitted",
    *(f"Writing the {kind.label}" for kind in Kind),
]
SUFFIXES = sorted(kind.suffix for kind in Kind)
ReportOf = Callable[..., Report]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "Sent reports" / "2020"


@pytest.fixture
def draft(store: Store, report_of: ReportOf) -> str:
    return store.create(report_of(), now=NOW).report.id


def submitted(store: Store, report_id: str, folder: Path) -> submit.Outgoing:
    return submit.submit(store, report_id, folder, recipient=HUB, now=NOW)


def names(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir()) if folder.exists() else []


def stop_at(step: str) -> submit.Progress:
    def progress(now: str, done: int, of: int) -> None:
        if now == step:
            raise CancelledError("Stopped.")

    return progress


def test_a_report_leaves_as_a_file_of_each_kind(store: Store, draft: str, outbox: Path) -> None:
    outgoing = submitted(store, draft, outbox)
    assert store.load(draft).state is State.SUBMITTED
    assert store.snapshot(draft) == outgoing.snapshot
    assert [document.kind for document in outgoing.documents] == list(Kind)
    written = [document.path.read_bytes() for document in outgoing.documents]
    paper, book, letter = written[:3]
    assert paper == pdf.render(outgoing.snapshot)
    assert book == workbook.render(outgoing.snapshot)
    attached = message_from_bytes(letter, policy=SMTP).iter_attachments()
    assert [part.get_content() for part in attached] == [paper, book]
    assert [document.size_bytes for document in outgoing.documents] == [*map(len, written)]
    assert mail.recipient(outgoing.snapshot) == ("Coordination Hub", "hub@council.example")


def test_what_stands_in_the_way_is_told_and_nothing_happens(
    store: Store, report_of: ReportOf, outbox: Path
) -> None:
    report, _ = report_of().fill_in(FieldId.AUTHOR, "")
    report, _ = report.answer("guidance", Answer())
    store.create(report, now=NOW)
    with pytest.raises(NotReadyError, match="2 things stand in its way") as told:
        submitted(store, report.id, outbox)
    assert isinstance(told.value, submit.BlockedError)
    assert [finding.place for finding in told.value.findings] == [
        Place("header", "author"),
        Place("section", "guidance"),
    ]
    assert "Fill in “Report author”." in str(told.value)
    assert store.load(report.id).state is State.DRAFT
    assert names(outbox) == []


def test_a_report_marked_lower_than_is_asked_for_stays_a_draft(
    store: Store, draft: str, outbox: Path
) -> None:
    with pytest.raises(NotReadyError, match="Choose the protective marking OFFICIAL or higher"):
        submit.submit(store, draft, outbox, recipient=HUB, now=NOW, lowest_marking="OFFICIAL")
    assert store.load(draft).state is State.DRAFT
    assert names(outbox) == []


def test_a_report_is_submitted_once(store: Store, draft: str, outbox: Path) -> None:
    submitted(store, draft, outbox)
    with pytest.raises(ReportLockedError):
        submitted(store, draft, outbox)


def test_each_step_is_told(store: Store, draft: str, outbox: Path) -> None:
    told: list[tuple[str, int, int]] = []
    submit.submit(
        store,
        draft,
        outbox,
        recipient=HUB,
        now=NOW,
        progress=lambda step, done, of: told.append((step, done, of)),
    )
    assert told == [(step, done, len(STEPS)) for done, step in enumerate(STEPS)]


@pytest.mark.parametrize("step", STEPS[: -len(Kind)])
def test_stopped_before_the_record_it_is_still_a_draft(
    store: Store, draft: str, outbox: Path, step: str
) -> None:
    with pytest.raises(CancelledError) as told:
        submit.submit(store, draft, outbox, recipient=HUB, now=NOW, progress=stop_at(step))
    assert "submitted" not in str(told.value)
    assert store.load(draft).state is State.DRAFT
    assert names(outbox) == []
    submitted(store, draft, outbox)


@pytest.mark.parametrize(("written", "step"), [*enumerate(STEPS[-len(Kind) :])])
def test_stopped_after_the_record_it_says_what_is_left_to_do(
    store: Store, draft: str, outbox: Path, step: str, written: int
) -> None:
    with pytest.raises(CancelledError) as told:
        submit.submit(store, draft, outbox, recipient=HUB, now=NOW, progress=stop_at(step))
    assert told.value.message == (
        f"The report is submitted and kept. Stopped: {written} of {len(Kind)} files were written."
    )
    assert told.value.remedy == "Export the report again to write them."
    assert store.load(draft).state is State.SUBMITTED
    assert len(names(outbox)) == written
    submit.export(store, draft, outbox)
    assert names(outbox) == SUFFIXES


def test_exports_are_the_same_bytes_for_ever(
    store: Store, draft: str, outbox: Path, tmp_path: Path
) -> None:
    first = submitted(store, draft, outbox)
    again = submit.export(store, draft, tmp_path / "elsewhere")
    for one, other in zip(first.documents, again.documents, strict=True):
        assert one.path.name == other.path.name
        assert one.path != other.path
        assert one.path.read_bytes() == other.path.read_bytes()


def test_a_page_on_what_changed_is_kept_with_the_report_and_exported_again(
    store: Store, draft: str, report_of: ReportOf, outbox: Path
) -> None:
    submitted(store, draft, outbox)
    after = replace(report_of("New."), id="ab" * 16)
    after, _ = after.fill_in(FieldId.PERIOD, "22 June to 5 July 2020")
    store.create(after, now=NOW)
    first = submit.submit(store, after.id, outbox, recipient=HUB, now=NOW, what_changed=True)
    since = store.snapshot(after.id).since
    assert since is not None
    assert (since.report_id, since.version) == (draft, 1)
    assert since.sha256 == store.snapshot(draft).sha256
    again = submit.export(store, after.id, outbox.parent / "again")
    for one, other in zip(first.documents, again.documents, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()


def test_words_of_a_report_with_a_stricter_marking_do_not_stand_in_this_one(
    store: Store, report_of: ReportOf, outbox: Path
) -> None:
    strict = report_of(marking="OFFICIAL-SENSITIVE")
    store.create(strict, now=NOW)
    submitted(store, strict.id, outbox)
    after = replace(report_of("New.", marking="OFFICIAL"), id="ab" * 16)
    after, _ = after.fill_in(FieldId.PERIOD, "22 June to 5 July 2020")
    store.create(after, now=NOW)
    found = comparison.find(store, after)
    assert found.why_not.startswith("The last report was marked OFFICIAL-SENSITIVE and this one ")
    outgoing = submit.submit(store, after.id, outbox, recipient=HUB, now=NOW, what_changed=True)
    assert outgoing.snapshot.since is None


def test_one_document_can_be_exported_alone(
    store: Store, draft: str, outbox: Path, tmp_path: Path
) -> None:
    submitted(store, draft, outbox)
    alone = submit.export(store, draft, tmp_path / "alone", [Kind.WORKBOOK])
    assert [document.kind for document in alone.documents] == [Kind.WORKBOOK]
    assert names(tmp_path / "alone") == [".xlsx"]


def test_a_draft_cannot_be_exported(store: Store, draft: str, outbox: Path) -> None:
    with pytest.raises(StoreError, match="has not been submitted"):
        submit.export(store, draft, outbox)
    assert names(outbox) == []


def test_what_cannot_be_rendered_stays_a_draft(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """openpyxl writes to the temporary folder, which may be full."""
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refusing(errno.ENOSPC))
    with pytest.raises(OutputError, match="the disk is full") as told:
        submitted(store, draft, outbox)
    assert "submitted" not in str(told.value)
    assert store.load(draft).state is State.DRAFT
    assert names(outbox) == []


def test_a_folder_that_cannot_be_used_leaves_a_draft(
    store: Store, draft: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match="cannot be used"):
        submitted(store, draft, tmp_path / "file" / "outbox")
    assert store.load(draft).state is State.DRAFT


def test_a_disk_that_is_full_beforehand_is_told_while_the_report_is_still_a_draft(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("highlight_desktop.files.os.fsync", refusing(errno.ENOSPC))
    with pytest.raises(OutputError, match="cannot be used: the disk is full") as told:
        submitted(store, draft, outbox)
    assert "Make room" in told.value.remedy
    assert store.load(draft).state is State.DRAFT
    assert names(outbox) == []


def test_a_disk_that_fills_up_on_the_way_is_told_and_the_report_stays_submitted(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("highlight_desktop.files.Path.replace", refusing(errno.ENOSPC))
        with pytest.raises(OutputError) as told:
            submitted(store, draft, outbox)
    assert told.value.message.startswith("The report is submitted and kept. ")
    message = told.value.message
    assert message.endswith(f"None of the files could be written to “{outbox}”: the disk is full.")
    assert "Make room" in told.value.remedy
    assert "Export the report again" in told.value.remedy
    assert store.load(draft).state is State.SUBMITTED
    assert names(outbox) == []
    assert len(submit.export(store, draft, outbox).documents) == len(Kind)


def test_a_file_open_elsewhere_stays_whole_and_the_others_are_written(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = submitted(store, draft, outbox).documents
    paper, book, letter, *_ = (document.path for document in documents)
    paper.write_bytes(b"an older file, open in a reader")
    book.write_bytes(b"an older workbook")
    letter.unlink()
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == paper:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(OutputError, match="open in another program") as told:
            submit.export(store, draft, outbox)
    assert paper.name in told.value.message
    assert "Close it there" in told.value.remedy
    assert paper.read_bytes() == b"an older file, open in a reader"
    assert book.read_bytes() != b"an older workbook"
    assert letter.exists()
    assert names(outbox) == SUFFIXES


def test_what_another_program_holds_stays_and_a_second_name_is_taken_and_told(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S10, S11: a virus scanner or Excel has it; the e-mail and the PDF get their own names."""
    before = submitted(store, draft, outbox)
    book = before.documents[1].path
    whole = book.read_bytes()
    book.write_bytes(b"open in Excel, with notes of somebody's")
    book.with_stem(f"{book.stem}-2").write_bytes(b"something else")
    really, waited = Path.replace, []

    def held(self: Path, target: Path) -> Path:
        if Path(target) == book:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return really(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", waited.append)
    assert before.remark == ""
    for _ in range(2):  # the second time it is there already
        again = submit.export(store, draft, outbox)
        renamed = [each.kind for each in again.documents if each.path.stem.endswith("-3")]
        assert renamed == [Kind.WORKBOOK]
        assert again.documents[1].path.read_bytes() == whole
        assert f"“{book.name}” is open in another program and stayed as it was" in again.remark
        assert f"{book.stem}-3.xlsx" in again.remark
    assert book.read_bytes() == b"open in Excel, with notes of somebody's"
    assert book.with_stem(f"{book.stem}-2").read_bytes() == b"something else"
    assert sum(waited) < 5


def test_where_every_name_is_held_it_is_told_and_nothing_is_touched(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [each.path for each in submitted(store, draft, outbox).documents]
    for path in paths:
        path.write_bytes(b"older")

    def held(_self: Path, _target: Path) -> Path:
        error = PermissionError(errno.EACCES, "held")
        error.winerror = 5  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _s: None)
    with pytest.raises(OutputError, match="open in another program"):
        submit.export(store, draft, outbox)
    assert [path.read_bytes() for path in paths] == [b"older"] * len(Kind)
    assert names(outbox) == SUFFIXES


def test_a_file_that_is_already_right_may_be_open_elsewhere(
    store: Store, draft: str, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(store, draft, outbox)
    monkeypatch.setattr(Path, "replace", refusing(errno.EACCES))
    assert len(submit.export(store, draft, outbox).documents) == len(Kind)


def test_a_draft_changed_meanwhile_is_not_submitted(store: Store, draft: str, outbox: Path) -> None:
    def edit(step: str, done: int, of: int) -> None:
        if step == "Making the workbook":
            report, change = store.load(draft).report.fill_in(FieldId.AUTHOR, "Someone else")
            store.save(report, [change.place], now=NOW)

    with pytest.raises(StoreError, match="changed while it was being submitted"):
        submit.submit(store, draft, outbox, recipient=HUB, now=NOW, progress=edit)
    assert store.load(draft).state is State.DRAFT
    assert names(outbox) == []


def refusing(code: int) -> Callable[..., None]:
    """A system call that fails."""

    def call(*arguments: object) -> None:
        raise OSError(code, os.strerror(code))

    return call
