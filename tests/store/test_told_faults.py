"""What SQLite refuses is told by what it means to an author."""

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from highlight_desktop.errors import ReportLockedError, StoreError
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.database import FILE_NAME, Database
from highlight_desktop.store.recording import Arrival, Incoming, Verdict
from highlight_desktop.store.reports import Store


def test_a_submitted_report_is_locked_also_for_what_asks_no_store(
    folder: Path, written: Callable[..., Report], now: datetime
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
        frozen = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
        store.record(report.id, frozen, now=now)
    database = Database.open(folder)
    with (
        pytest.raises(ReportLockedError, match="can no longer be changed"),
        database.transaction() as connection,
    ):
        connection.execute(text("UPDATE header SET typed = 'Somebody else'"))
    database.close()
    with Store.open(folder) as store:
        assert store.load(report.id).report == report


def test_the_file_says_whose_it_is(folder: Path) -> None:
    """What file(1) and a backup go by; it never changes once released."""
    Store.open(folder).close()
    assert (folder / FILE_NAME).read_bytes()[68:72] == b"HLRD"


def test_no_word_of_a_report_gets_into_an_error_or_what_it_came_of(
    folder: Path, written: Callable[..., Report], now: datetime
) -> None:
    """Both end in a log, which whoever helps may see."""
    Store.open(folder).close()
    database = Database.open(folder)
    words = {"id": "The depot is closed", "typed": "The depot is closed"}
    with (
        pytest.raises(StoreError) as refused,
        database.transaction() as connection,
    ):
        connection.execute(text("INSERT INTO header VALUES (:id, 'author', :typed)"), words)
    database.close()
    assert "depot" not in "".join(traceback.format_exception(refused.value))

    report = written("Depots")
    frozen = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    said = ("report.pdf", "", "", now, Verdict.AS_SUBMITTED, (), frozen.sha256, "pdf")
    incoming = Incoming(Arrival("0" * 64, *said), b"The depot is closed", frozen)
    assert "Depots" not in repr(incoming)
    assert "depot" not in repr(incoming)
