"""Check my data: what is not as it must be is told, what is safe is mended, once."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import check
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]


@pytest.fixture
def filled(folder: Path, written: Written, now: datetime) -> Path:
    """A draft, a submitted report and its submitted correction."""
    with Store.open(folder) as store:
        store.create(written("Waste"), now=now)
        first = written("Parks")
        store.create(first, now=now)
        hub = Recipient("Hub", "")
        store.record(
            first.id, freeze(first, submitted_at=now, app_version="1", recipient=hub), now=now
        )
        second = store.correct(first.id, "A slip", now=now)
        snapshot = freeze(
            second.report,
            submitted_at=now,
            app_version="1",
            recipient=hub,
            version=2,
            supersedes=first.id,
            correction="A slip",
        )
        store.record(second.report.id, snapshot, now=now)
    return folder


def damage(folder: Path, *statements: str) -> None:
    """Change the database as another program would, which keeps to none of our rules."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
        for _, sql in triggers:
            connection.execute(sql)


def found(folder: Path) -> list[tuple[str, bool]]:
    with Store.open(folder) as store:
        return [(each.message, each.mended) for each in store.check().findings]


def test_all_is_well_with_what_the_program_itself_wrote(filled: Path) -> None:
    with Store.open(filled) as store:
        checked = store.check()
        assert (checked.reports, checked.submissions, checked.is_clean) == (3, 2, True)


NAMELESS = "'00000000000000000000000000000000'"
ORPHANS = [
    f"INSERT INTO header VALUES ({NAMELESS}, 'author', 'Nobody')",
    f"INSERT INTO version VALUES ({NAMELESS}, 1, '2026-03-09T14:02:31+00:00', 'edited')",
]


def test_rows_that_belong_to_nothing_go_and_the_second_run_is_clean(filled: Path) -> None:
    damage(filled, *ORPHANS)
    assert sorted(found(filled)) == [
        ("1 row in “header” belonged to no report.", True),
        ("1 row in “version” belonged to no report.", True),
    ]
    assert found(filled) == []


def test_a_submission_that_is_not_in_the_chain_is_told_and_put_in(filled: Path) -> None:
    damage(filled, "DELETE FROM link WHERE number = 2")
    assert found(filled) == [("1 submission had not been put into the chain.", True)]
    assert found(filled) == []


def test_submissions_of_the_time_before_the_chain_are_put_in_without_a_word(filled: Path) -> None:
    damage(filled, "DELETE FROM link", "DELETE FROM seal")
    assert found(filled) == []
    damage(filled, "DELETE FROM link WHERE number = 1")
    assert ("The chain of submissions is broken at 1 link.", False) in found(filled)


CURRENT = "(SELECT id FROM report WHERE state = 'submitted')"
FAULTS = {
    "has not the hash": f"UPDATE submission SET snapshot = x'00' WHERE report_id = {CURRENT}",
    "was recorded and is gone": f"DELETE FROM submission WHERE report_id = {CURRENT}",
    "what was submitted is not there": "UPDATE report SET state = 'submitted'"
    " WHERE state = 'draft'",
    "but has a submission": f"UPDATE report SET state = 'draft' WHERE id = {CURRENT}",
    "although it has been corrected": "UPDATE report SET state = 'submitted'"
    " WHERE state = 'superseded'",
    "is not the version after": "UPDATE report SET version = 7 WHERE version = 2",
    "is not as it was last saved": "UPDATE header SET typed = 'Altered' WHERE field_id = 'author'",
    "chain of submissions is broken at 1 link": "UPDATE link SET digest ="
    " 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff' WHERE number = 2",
    "is not the one that was recorded": "UPDATE submission SET snapshot = x'41', sha256 ="
    " '559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd'",
}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("but has a submission", "The report {} is a draft, but has a submission."),
        ("is not as it was last saved", "The report {} is not as it was last saved."),
        ("has not the hash", "The submitted report {} has not the hash it was recorded with."),
        ("was recorded and is gone", "The submitted report {} was recorded and is gone."),
    ],
)
def test_a_report_is_named_by_the_first_eight_letters_of_its_id(
    filled: Path, words: str, sentence: str
) -> None:
    damage(filled, FAULTS[words])
    with Store.open(filled) as store:
        said = {each.message for each in store.check().findings}
    with closing(sqlite3.connect(filled / FILE_NAME)) as connection:
        ids = [row[0][:8] for row in connection.execute("SELECT id FROM report")]
    assert said & {sentence.format(each) for each in ids}


@pytest.mark.parametrize("words", FAULTS)
def test_what_cannot_be_mended_is_told_each_time(filled: Path, words: str) -> None:
    damage(filled, FAULTS[words])
    for _ in range(2):
        assert [mended for said, mended in found(filled) if words in said][:1] == [False]


def test_a_report_without_a_seal_gets_one_so_that_what_alters_it_later_is_found(
    filled: Path,
) -> None:
    damage(filled, "DELETE FROM seal")
    assert found(filled) == []
    damage(filled, FAULTS["is not as it was last saved"])
    assert len(found(filled)) == 3


def test_an_index_that_lost_an_entry_is_made_again_and_that_is_told(filled: Path) -> None:
    path, index = filled / FILE_NAME, "name = 'report_corrected'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        kept = connection.execute(f"SELECT * FROM sqlite_schema WHERE {index}").fetchone()
        connection.execute(f"DELETE FROM sqlite_schema WHERE {index}")
    damage(filled, "UPDATE report SET supersedes = NULL WHERE version = 2")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", kept)

    told = found(filled)
    assert ("An index of the database was not whole.", True) in told
    assert "An index of the database was not whole." not in [said for said, _ in found(filled)]


def test_what_leads_nowhere_and_belongs_to_no_report_s_text_is_told_and_left(filled: Path) -> None:
    damage(filled, f"INSERT INTO subject VALUES ({NAMELESS}, 'parks', NULL, NULL, 1)")
    assert found(filled) == found(filled) == [("1 row of “subject” lead nowhere.", False)]


def test_a_letter_that_the_disk_changed_is_not_shown_as_the_report_s(filled: Path) -> None:
    path = filled / FILE_NAME
    content = path.read_bytes()
    assert b"Mobile library stop 5" in content
    path.write_bytes(content.replace(b"Mobile library stop 5", b"Mobile library stop 6"))
    with Store.open(filled) as store:
        for each in store.summaries():
            with pytest.raises(StoreDamagedError, match="cannot be read"):
                store.load(each.id)


def test_of_many_reports_the_progress_is_told_now_and_then(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_TOLD_EVERY", 3)
    told: list[str] = []
    with Store.open(folder) as store:
        for _ in range(7):
            store.create(written(), now=now)
        store.check(lambda step, _done, _of: told.append(step))
    assert told.count("Each report as it was last saved") == 1 + 3
    assert told.count("The database file") == 1
