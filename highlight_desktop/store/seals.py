"""Knows the seal of a report: a hash of all its rows, so that no changed byte passes for its text.

SQLite finds a page that is out of order, but not a letter that a failing disk has changed, nor
a row that has gone. Each save seals the report anew; reading compares. A report that an earlier
version of the program saved last has no seal yet, and is read as it is.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Connection

Ask = Callable[[str, tuple[str, ...]], Iterable[Any]]
"""Asks a database: SQL and its values; the rows."""

_REPORT, _HEADER, _ANSWER, _SEAL = range(4)
_WIDTHS = {_REPORT: 6, _HEADER: 2, _ANSWER: 5, _SEAL: 1}
"""How many columns each kind of row has; the rest of a row of `_SEALED` is filled up."""
_SEALED = f"""
    WITH wanted AS (SELECT value FROM json_each(?1))
    SELECT id, {_REPORT}, edition_sha256, version, created_at, notes, unplaced, marking
        FROM report WHERE id IN wanted
    UNION ALL SELECT report_id, {_HEADER}, field_id, typed, NULL, NULL, NULL, NULL
        FROM header WHERE report_id IN wanted
    UNION ALL SELECT report_id, {_ANSWER}, section_id, kind, prose, reason, completed, NULL
        FROM answer WHERE report_id IN wanted
    UNION ALL SELECT report_id, {_SEAL}, sha256, NULL, NULL, NULL, NULL, NULL
        FROM seal WHERE report_id IN wanted
    ORDER BY 2, 3"""
"""All that makes up some reports, and their seals, asked for at once because each save asks for it.

Not its state, which changes when another report supersedes it.
"""


def is_whole(ask: Ask, report_id: str) -> bool:
    """True when a report is as it was sealed, or was never sealed."""
    return are_whole(ask, [report_id])


def are_whole(ask: Ask, report_ids: Collection[str]) -> bool:
    """True when that is true of each of these reports, however many they are."""
    return all(kept in (None, digest) for digest, kept in _sealed(ask, report_ids))


def seal(connection: Connection, report_id: str) -> None:
    """Seal a report as it stands now."""
    connection.exec_driver_sql(
        "INSERT INTO seal VALUES (?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256",
        (report_id, _sealed(asking(connection), [report_id])[0][0]),
    )


def asking(connection: Connection) -> Ask:
    """Ask through SQLAlchemy."""
    return lambda query, values: connection.exec_driver_sql(query, values)


def _sealed(ask: Ask, report_ids: Collection[str]) -> list[tuple[str, str | None]]:
    """Of each report the hash of its rows as they stand, and the one that is kept, if any is."""
    found: dict[str, dict[int, list[tuple[Any, ...]]]] = {
        report_id: {kind: [] for kind in _WIDTHS} for report_id in report_ids
    }
    for report_id, kind, *values in ask(_SEALED, (json.dumps(list(report_ids)),)):
        found[report_id][kind].append(tuple(values[: _WIDTHS[kind]]))
    return [(_digest(rows), _kept(rows)) for rows in found.values()]


def _digest(rows: dict[int, list[tuple[Any, ...]]]) -> str:
    sealed = [rows[each] for each in (_REPORT, _HEADER, _ANSWER)]
    return hashlib.sha256(json.dumps(sealed, ensure_ascii=True).encode()).hexdigest()


def _kept(rows: dict[int, list[tuple[Any, ...]]]) -> str | None:
    return rows[_SEAL][0][0] if rows[_SEAL] else None
