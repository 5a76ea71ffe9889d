"""Knows the seal of a report: a hash of all its rows, so that no changed byte passes for its text.

SQLite finds a page that is out of order, but not a letter that a failing disk has changed, nor
a row that has gone. Each save seals the report anew; reading compares. A report that an earlier
version of the program saved last has no seal yet, and is read as it is.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection

Ask = Callable[[str, tuple[str, ...]], Iterable[Any]]
"""Asks a database: SQL and its values; the rows."""

_SEALED = (
    "SELECT edition_sha256, version, created_at, notes, unplaced, marking FROM report WHERE id = ?",
    "SELECT field_id, typed FROM header WHERE report_id = ? ORDER BY field_id",
    "SELECT section_id, kind, prose, reason, completed FROM answer WHERE report_id = ?"
    " ORDER BY section_id",
)
"""All that makes up a report; not its state, which changes when another report supersedes it."""


def digest(ask: Ask, report_id: str) -> str:
    """The hash of a report's rows as they stand."""
    rows = [[tuple(row) for row in ask(query, (report_id,))] for query in _SEALED]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()


def is_whole(ask: Ask, report_id: str) -> bool:
    """True when a report is as it was sealed, or was never sealed."""
    found = [row[0] for row in ask("SELECT sha256 FROM seal WHERE report_id = ?", (report_id,))]
    return not found or found == [digest(ask, report_id)]


def seal(connection: Connection, report_id: str) -> None:
    """Seal a report as it stands now."""
    connection.exec_driver_sql(
        "INSERT INTO seal VALUES (?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256",
        (report_id, digest(asking(connection), report_id)),
    )


def asking(connection: Connection) -> Ask:
    """Ask through SQLAlchemy."""
    return lambda query, values: connection.exec_driver_sql(query, values)
