"""Knows the chain of submissions: each link holds the hash of the one before, as a ledger does.

A submission that was altered or taken out, or one slipped in by another program, no longer fits;
`store.check` tells so. It is no signature: who rewrites the whole chain is not found out by it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

BEGINNING = "0" * 64
"""What the first link names as the one before."""


@dataclass(frozen=True, slots=True)
class Link:
    """One submission in the order in which they were recorded."""

    number: int
    """From 1, without gaps."""
    report_id: str
    sha256: str
    """Of the snapshot."""
    digest: str
    """Of the link before and this one."""


def links(connection: Connection) -> list[Link]:
    """The chain as it is kept."""
    query = "SELECT number, report_id, sha256, digest FROM link ORDER BY number"
    return [Link(*row) for row in connection.exec_driver_sql(query)]


def unlinked(connection: Connection) -> list[tuple[str, str]]:
    """Submissions that the chain does not name, the first recorded first: report and hash."""
    query = (
        "SELECT report_id, sha256 FROM submission"
        " WHERE report_id NOT IN (SELECT report_id FROM link) ORDER BY recorded_at, report_id"
    )
    return [(row[0], row[1]) for row in connection.exec_driver_sql(query)]


def extend(connection: Connection) -> None:
    """Add every submission that the chain does not name yet."""
    last = connection.exec_driver_sql(
        "SELECT number, digest FROM link ORDER BY number DESC LIMIT 1"
    ).first()
    number, before = (last[0], last[1]) if last else (0, BEGINNING)
    for report_id, sha256 in unlinked(connection):
        number += 1
        before = digest(before, number, report_id, sha256)
        connection.exec_driver_sql(
            "INSERT INTO link VALUES (?, ?, ?, ?)", (number, report_id, sha256, before)
        )


def broken(chain: Sequence[Link]) -> int:
    """How many links do not fit the one before them."""
    expected, wrong = BEGINNING, 0
    for number, link in enumerate(chain, 1):
        expected = digest(expected, number, link.report_id, link.sha256)
        wrong += (link.number, link.digest) != (number, expected)
        expected = link.digest
    return wrong


def digest(before: str, number: int, report_id: str, sha256: str) -> str:
    """What a link is known by."""
    return hashlib.sha256(f"{before} {number} {report_id} {sha256}".encode()).hexdigest()
