"""Our own documents come in as the reports they carry; all others as before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from highlight_desktop.errors import ImportRefusedError, StoreError
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.outbox import workbook
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from highlight_desktop.verification.arrivals import HERE_ALREADY, take_in
from tests.verification.conftest import as_pdf, frozen, with_attachment, written

NOW = datetime(2020, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as store:
        yield store


@pytest.fixture
def files(tmp_path: Path, snapshot: Snapshot) -> dict[str, Path]:
    made = {"report.pdf": as_pdf(snapshot), "report.xlsx": workbook.render(snapshot)}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in made}


@pytest.mark.parametrize("name", ["report.pdf", "report.xlsx"])
def test_a_document_is_taken_in_as_what_was_submitted(
    store: Store, quarantine: Quarantine, files: dict[str, Path], snapshot: Snapshot, name: str
) -> None:
    taken = take_in(store, quarantine, files[name], None, now=NOW)
    assert taken.stored.state is State.SUBMITTED
    assert taken.stored.sha256 == snapshot.sha256
    assert taken.stored.notes == ()
    assert taken.imported.notes == ("Taken in as version 1, submitted 22 June 2020, 09:15 UTC.",)
    assert taken.imported.words_read == taken.imported.words_kept > 60
    again = store.snapshot(snapshot.report.id)
    assert again.content == snapshot.content
    assert workbook.render(again) == files["report.xlsx"].read_bytes()
    assert as_pdf(again) == files["report.pdf"].read_bytes()


def test_what_is_here_already_is_said_and_left_alone(
    store: Store, quarantine: Quarantine, files: dict[str, Path]
) -> None:
    first = take_in(store, quarantine, files["report.pdf"], None, now=NOW)
    second = take_in(store, quarantine, files["report.xlsx"], None, now=NOW)
    assert second.imported.notes == (HERE_ALREADY,)
    assert second.stored == first.stored


def test_an_altered_document_is_taken_in_as_submitted_and_says_what_differed(
    store: Store, quarantine: Quarantine, snapshot: Snapshot, tmp_path: Path
) -> None:
    other, _ = written().fill_in(snapshot.report.edition.header[0].id, "Parks and piers")
    path = tmp_path / "altered.pdf"
    path.write_bytes(with_attachment(as_pdf(frozen(other)), snapshot.content))
    taken = take_in(store, quarantine, path, None, now=NOW)
    assert taken.stored.sha256 == snapshot.sha256
    assert "altered after submission" in taken.stored.notes[0]
    assert any("Parks and piers" in note for note in taken.stored.notes)
    assert taken.imported.notes[1:] == taken.stored.notes


def test_a_document_without_its_report_is_refused(
    store: Store, quarantine: Quarantine, snapshot: Snapshot, tmp_path: Path
) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(with_attachment(as_pdf(snapshot), snapshot.content[:-1]))
    with pytest.raises(ImportRefusedError, match=r"“broken\.pdf” was altered"):
        take_in(store, quarantine, path, None, now=NOW)
    assert store.summaries() == []


def test_a_newer_report_is_refused_with_what_to_do(
    store: Store, quarantine: Quarantine, snapshot: Snapshot, tmp_path: Path
) -> None:
    path = tmp_path / "newer.pdf"
    newer = snapshot.content.replace(b"snapshot/1", b"snapshot/2")
    path.write_bytes(with_attachment(as_pdf(snapshot), newer))
    with pytest.raises(ImportRefusedError, match="Install the newest version"):
        take_in(store, quarantine, path, None, now=NOW)


def test_the_id_of_a_draft_is_not_taken_over(
    store: Store, quarantine: Quarantine, files: dict[str, Path], snapshot: Snapshot
) -> None:
    store.create(snapshot.report, now=NOW)
    with pytest.raises(StoreError, match="still a draft here"):
        take_in(store, quarantine, files["report.pdf"], None, now=NOW)


def test_a_text_becomes_a_draft_as_ever(
    store: Store, quarantine: Quarantine, tmp_path: Path
) -> None:
    path = tmp_path / "earlier.txt"
    path.write_text("RECOVERY ACTIVITY\n\nThe bandstand is open again.\n", encoding="utf-8")
    assert take_in(store, quarantine, path, None, now=NOW).stored.state is State.DRAFT


def test_a_workbook_of_another_program_is_refused(
    store: Store, quarantine: Quarantine, tmp_path: Path
) -> None:
    path = tmp_path / "budget.xlsx"
    Workbook().save(path)
    with pytest.raises(ImportRefusedError, match=r"“budget\.xlsx” was not made by this program"):
        take_in(store, quarantine, path, None, now=NOW)
