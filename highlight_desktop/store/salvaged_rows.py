"""Knows how the rows of a report are read where a database is damaged, and written into a new one.

What cannot be read is told from what the disk only refuses now. What was read is written as it
is, submitted or not: here the database does not guard what was submitted.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from highlight_desktop.errors import EditionError
from highlight_desktop.report.edition import Edition, FieldId
from highlight_desktop.report.text import gate, one_line
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.rows import edition as as_kept
from highlight_desktop.store.rows import edition_row

NAMELESS = "A report whose name cannot be read"
TABLES = ("header", "answer", "submission", "version", "version_place", "seal")
"""What belongs to a report, beside its own row and its edition."""
_REFUSALS = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
)
"""What a disk refuses now, it may give when it is asked again: that is no damage."""
_HISTORY = ("version", "version_place")
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""All rows of a report, by table."""


def connected(path: Path) -> sqlite3.Connection:
    """A database of which nothing is believed yet, whose rows have names. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def unlocked(folder: Path) -> Iterator[sqlite3.Connection]:
    """A database of ours in one transaction, in which submitted reports may be written."""
    with closing(connected(folder / FILE_NAME)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        # What a report corrects may be beyond rescue; the correction is not.
        connection.execute(
            "UPDATE report SET supersedes = NULL WHERE supersedes NOT IN (SELECT id FROM report)"
        )
        # What is searched is made again from the reports, once they are opened.
        for statement in ("DELETE FROM passage", "DELETE FROM subject"):
            connection.execute(statement)
        connection.execute("UPDATE passage_index_state SET is_current = 0")
        for _, sql in triggers:
            connection.execute(sql)


@contextmanager
def _as_far_as_it_reads() -> Iterator[None]:
    """Give up where the file is damaged. Raises sqlite3.Error when the disk refuses."""
    try:
        yield
    except UnicodeDecodeError:
        return  # SQLite's own message quotes the damage, and is no text
    except sqlite3.Error as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _REFUSALS:
            raise


class Reader:
    """Reads the rows of a database that may be damaged."""

    def __init__(self, connection: sqlite3.Connection, known: Sequence[Edition] = ()) -> None:
        """`known` are editions of the form that need not be read from it."""
        self._connection = connection
        there = {row["name"] for row in self._rows("SELECT name FROM sqlite_schema") or ()}
        self._tables = [table for table in TABLES if table in there]
        self._known: list[dict[str, Any]] = [dict(edition_row(each)) for each in known]
        self._whole = {
            table
            for table in self._tables
            if [*map(list, map(dict.values, self._rows(f"PRAGMA integrity_check({table})") or ()))]
            == [["ok"]]
        }

    @property
    def is_whole(self) -> bool:
        """True when no table has anything wrong in it."""
        return self._whole.issuperset(TABLES)

    def ids(self) -> list[str]:
        """Every id that any table has, as far as it can be read."""
        found: dict[str, None] = {}
        for table, column in (("report", "id"), *((each, "report_id") for each in self._tables)):
            with _as_far_as_it_reads():
                for row in self._connection.execute(f"SELECT DISTINCT +{column} FROM {table}"):
                    found[str(row[0])] = None
        return list(found)

    def report(self, report_id: str) -> Rows | None:
        """All rows there are of a report, by table; None when some of them cannot be read."""
        own = self._of("report", "id", report_id)
        form = own and self._form(own[0]["edition_sha256"])
        if not own or not form:
            return None
        rows: dict[str, list[dict[str, Any]]] = {"edition": [form], "report": own}
        # Earlier states are a comfort: they are left out rather than let in with gaps.
        history_is_whole = self._whole.issuperset(_HISTORY)
        for table in self._tables:
            if table in _HISTORY and not history_is_whole:
                continue
            found = self._of(table, "report_id", report_id)
            if found is None:
                return None
            rows[table] = found
        return rows

    def has_all(self, rows: Rows) -> bool:
        """True when no row of a report can be missing without a trace."""
        form = as_kept(rows["edition"][0]["definition"], rows["edition"][0]["sha256"])
        full = {"header": len(form.header), "answer": len(form.sections)}
        return all(
            table in self._whole or len(rows[table]) >= full.get(table, 0)
            for table in rows
            if table in TABLES
        )

    def name(self, report_id: str) -> str:
        """As much of a report's name as can be read."""
        rows = self._of("header", "report_id", report_id) or ()
        typed = {row["field_id"]: gate(str(row["typed"])).text for row in rows}
        return named(typed.get(FieldId.SERVICE_AREAS, ""), typed.get(FieldId.PERIOD, ""))

    def tombstones(self) -> Sequence[Mapping[str, Any]]:
        """What is left of the reports that were removed for good, as far as it can be read."""
        return self._rows("SELECT * FROM tombstone ORDER BY number") or ()

    def _form(self, sha256: str) -> dict[str, Any] | None:
        """The form of a report: as it is kept, or the very same one that comes with the program."""
        kept: list[dict[str, Any]] = self._of("edition", "sha256", sha256) or []
        for row in (*kept, *self._known):
            with suppress(ValueError, EditionError):
                if row["sha256"] == sha256:
                    as_kept(row["definition"], sha256)
                    return row
        return None

    def _of(self, table: str, column: str, value: str) -> list[dict[str, Any]] | None:
        """The rows with a value; the plus keeps SQLite from asking an index that is damaged."""
        index = "" if table in self._whole else "+"
        return self._rows(f"SELECT * FROM {table} WHERE {index}{column} = ?", value)

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]] | None:
        found: list[list[dict[str, Any]]] = []
        with _as_far_as_it_reads():
            rows = self._connection.execute(query, values).fetchall()
            found.append([dict(row) for row in rows])
        return next(iter(found), None)


def inserted(new: sqlite3.Connection, report_id: str, rows: Rows) -> bool:
    """True when all rows of a report could be written; else none of them is there."""
    try:
        insert(new, rows)
    except sqlite3.IntegrityError:
        remove(new, report_id)
        return False
    return True


def insert(new: sqlite3.Connection, report: Rows) -> None:
    """Write all rows of a report. Raises sqlite3.IntegrityError for what no database holds."""
    for table, rows in report.items():
        for row in rows:
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            ignore = "OR IGNORE " if table == "edition" else ""
            new.execute(
                f"INSERT {ignore}INTO {table} ({names}) VALUES ({marks})", list(row.values())
            )


def bury_again(stones: Sequence[Mapping[str, Any]], new: sqlite3.Connection) -> None:
    """Keep the record of what was removed for good; a report of a backup may be back from there."""
    there = {tuple(row) for row in new.execute("SELECT report_id, revision FROM tombstone")}
    for stone in stones:
        row = {name: value for name, value in stone.items() if name != "number"}
        if (row["report_id"], row["revision"]) not in there:
            with suppress(sqlite3.IntegrityError):
                insert(new, {"tombstone": [row]})


def remove(new: sqlite3.Connection, report_id: str) -> None:
    """Take all rows of a report away."""
    for table in reversed(TABLES):
        new.execute(f"DELETE FROM {table} WHERE report_id = ?", [report_id])
    new.execute("DELETE FROM report WHERE id = ?", [report_id])


def named(service_areas: str, period: str) -> str:
    """What a report is called by what is typed in two fields; never empty."""
    return ", ".join(filter(None, (one_line(service_areas), one_line(period)))) or NAMELESS
