"""A seal that was once made fits the rows it was made of, and no others."""

import sqlite3
from contextlib import closing

import pytest

from highlight_desktop.store import seals

REPORT = "0" * 32
TABLES = """
    CREATE TABLE report (id, edition_sha256, version, created_at, notes, unplaced, marking, state);
    CREATE TABLE header (report_id, field_id, typed);
    CREATE TABLE answer (report_id, section_id, kind, prose, reason, completed);
    CREATE TABLE seal (report_id, sha256);
"""
ROWS = {
    "report": (REPORT, "f" * 64, 1, "2026-03-09T14:02:31+00:00", "[]", "[]", "OFFICIAL", "draft"),
    "header": (REPORT, "author", "Siân Ŵyn"),
    "answer": (REPORT, "risks", "answered", '["The depot is closed – £5"]', "", 1),
    "seal": (REPORT, "7cd6f250c801c2c18e942335c04ea5a75f39f043d673190d3eddf63c53780190"),
}
COLUMNS = [
    (table, number)
    for table, row in ROWS.items()
    for number in range(1, len(row))
    if (table, number) not in {("report", 7), ("seal", 1)}
]


def is_whole(rows: dict[str, tuple[object, ...]]) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        for table, row in rows.items():
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        return seals.is_whole(connection.execute, REPORT)


def test_a_seal_that_was_made_once_goes_on_fitting() -> None:
    assert is_whole(ROWS)


@pytest.mark.parametrize(("table", "number"), COLUMNS)
def test_whatever_is_altered_breaks_it(table: str, number: int) -> None:
    row = list(ROWS[table])
    row[number] = f"{row[number]}x"
    assert not is_whole(ROWS | {table: tuple(row)})


def test_the_state_is_not_sealed_nor_is_a_report_without_a_seal_broken() -> None:
    report = (*ROWS["report"][:7], "superseded")
    assert is_whole(ROWS | {"report": report})
    assert is_whole({table: row for table, row in ROWS.items() if table != "seal"})
