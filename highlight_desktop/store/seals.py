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

_REPORT, _HEADER, _ANSWER, _SEAL = range(4)
_WIDTHS = {_REPORT: 6, _HEADER: 2, _ANSWER: 5, _SEAL: 1}
"""How many columns each kind of row has; the rest of a row of `_SEALED` is filled up."""
_SEALED = f"""
    SELECT {_REPORT}, edition_sha256, version, created_at, notes, unplaced, marking
        FROM report WHERE id = ?1
    UNION ALL SELECT {_HEADER}, field_id, typed, NULL, NULL, NULL, NULL
        FROM header WHERE report_id = ?1
    UNION ALL SELECT {_ANSWER}, section_id, kind, prose, reason, completed, NULL
        FROM answer WHERE report_id = ?1
    UNION ALL SELECT {_SEAL}, sha256, NULL, NULL, NULL, NULL, NULL
        FROM seal WHERE report_id = ?1
    ORDER BY 1, 2"""
"""All that makes up a report, and its seal, asked for at once because each save asks for it.

Not its state, which changes when another report supersedes it.
"""


def is_whole(ask: Ask, report_id: str) -> bool:
    """True when a report is as it was sealed, or was never sealed."""
    digest, kept = _sealed(ask, report_id)
    return kept in (None, digest)


def seal(connection: Connection, report_id: str) -> None:
    """Seal a report as it stands now."""
    connection.exec_driver_sql(
        "INSERT INTO seal VALUES (?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256",
        (report_id, _sealed(asking(connection), report_id)[0]),
    )


def asking(connection: Connection) -> Ask:
    """Ask through SQLAlchemy."""
    return lambda query, values: connection.exec_driver_sql(query, values)


def _sealed(ask: Ask, report_id: str) -> tuple[str, str | None]:
    """The hash of a report's rows as they stand, and the one that is kept, if there is one."""
    found: dict[int, list[tuple[Any, ...]]] = {each: [] for each in _WIDTHS}
    for kind, *values in ask(_SEALED, (report_id,)):
        found[kind].append(tuple(values[: _WIDTHS[kind]]))
    rows = [found[each] for each in (_REPORT, _HEADER, _ANSWER)]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()
    return digest, found[_SEAL][0][0] if found[_SEAL] else None
