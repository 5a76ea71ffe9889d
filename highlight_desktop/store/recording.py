"""Knows how what came in is recorded: each file and each report once, whoever brings it, when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, case, func, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store.expectations import service_key
from highlight_desktop.store.search import SearchIndex


class Verdict(StrEnum):
    """What was found of a file when it came in."""

    AS_SUBMITTED = "as submitted"
    ALTERED = "altered"
    """It differs from the report inside it; the report inside is what is kept."""
    NOT_VERIFIED = "not verified"
    """An earlier report as text or Word, that carries nothing to hold it against."""
    UNREADABLE = "unreadable"


class Standing(StrEnum):
    """What a report is to the others that were returned."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """A later version of it was returned."""
    CONFLICT = "conflict"
    """Another says it is the same version, of the same report or correcting the same one."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in."""

    sha256: str
    name: str
    source: str
    """Where it lay: a folder, or an e-mail; empty when that is not known."""
    sender: str
    """Who sent it, as the e-mail says; empty when it did not come in one."""
    received_at: datetime
    verdict: Verdict
    told: tuple[str, ...]
    """Differences, notes and reasons, one sentence each."""
    returned_sha256: str | None
    """The report in it, if it had one."""
    kind: str = ""
    """By its content: "pdf", "workbook", "word", "text"; empty when that is not known."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A report that was returned, without its text."""

    sha256: str
    """Of its snapshot."""
    report_id: str
    version: int
    supersedes: str | None
    edition_id: str
    service_areas: str
    service_key: str
    """By which different typings of the same service area find each other."""
    author: str
    period_start: date
    period_end: date
    marking: str
    submitted_at: datetime
    received_at: datetime
    verified: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to be recorded, with its bytes and the report in it."""

    arrival: Arrival
    content: bytes = field(repr=False)
    snapshot: Snapshot | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a file turned out to be to all that is kept."""

    is_new: bool
    """False when that very file was kept already."""
    is_again: bool
    """True when another file of the same kind had brought the same report."""
    returned: Returned | None
    """The report in it, as it stands to the others now."""


_SAID = tuple(each.name for each in fields(Arrival))
SEARCH = SearchIndex(tables.SEARCHED)
"""Where the words of the reports returned are found."""
_OWN = tables.returned.c
# Each of these is asked once for all rows: asked for each of 9,000 rows it takes two minutes.
_CORRECTED = select(_OWN.supersedes).where(_OWN.supersedes.is_not(None))
_TOLD_TWICE = select(_OWN.report_id).group_by(_OWN.report_id).having(func.count() > 1)
_CORRECTED_TWICE = (
    select(_OWN.supersedes, _OWN.version)
    .where(_OWN.supersedes.is_not(None))
    .group_by(_OWN.supersedes, _OWN.version)
    .having(func.count() > 1)
)
_IN_CONFLICT = or_(
    _OWN.report_id.in_(_TOLD_TWICE),
    tuple_(_OWN.supersedes, _OWN.version).in_(_CORRECTED_TWICE),
)
RETURNED = select(
    *(each for each in _OWN if each.name != "snapshot"),
    case(
        (_IN_CONFLICT, Standing.CONFLICT),
        (_OWN.report_id.in_(_CORRECTED), Standing.SUPERSEDED),
        else_=Standing.CURRENT,
    ).label("standing"),
)
"""Every report returned, as `returned_of` understands it."""


def record_all(connection: Connection, batch: Sequence[Incoming]) -> list[Recorded]:
    """Record files in the order they came in, and say what became of each.

    A file that could not be read before and now can takes the place of what was told of it.
    """
    # In the order of their hashes, so that two who record the same files never wait for each other.
    with_reports = {each.snapshot.sha256: each for each in reversed(batch) if each.snapshot}
    for sha256 in sorted(with_reports):
        _insert_report(connection, with_reports[sha256])
    files = {each.arrival.sha256: each for each in reversed(batch)}
    new = {sha256 for sha256 in sorted(files) if _insert_file(connection, files[sha256])}
    standing = _standing(connection, with_reports)
    brought = _brought(connection, with_reports, but=new)
    recorded = []
    for each in batch:
        came = each.arrival
        is_new = came.sha256 in new and files[came.sha256] is each
        bringing = came.returned_sha256, came.kind
        is_again = came.returned_sha256 is not None and bringing in brought
        brought.add(bringing)
        recorded.append(Recorded(is_new, is_again, standing.get(came.returned_sha256 or "")))
    return recorded


def returned_of(row: Row[*tuple[Any, ...]]) -> Returned:
    """A row of RETURNED."""
    return Returned(**(row._asdict() | {"standing": Standing(row.standing)}))


def arrival_of(row: Row[*tuple[Any, ...]]) -> Arrival:
    """A row of the table of arrivals, without its content."""
    values = row._asdict()
    return Arrival(**(values | {"verdict": Verdict(row.verdict), "told": tuple(row.told)}))


def _standing(connection: Connection, hashes: Iterable[str]) -> dict[str, Returned]:
    rows = connection.execute(RETURNED.where(_OWN.sha256.in_(list(hashes)))).all()
    return {row.sha256: returned_of(row) for row in rows}


def _brought(
    connection: Connection, hashes: Iterable[str], *, but: set[str]
) -> set[tuple[str | None, str]]:
    """Which reports came before in which kinds of file; `but` are files that came just now."""
    own = tables.arrival.c
    query = select(own.returned_sha256, own.kind, own.sha256)
    rows = connection.execute(query.where(own.returned_sha256.in_(list(hashes)))).all()
    return {(row.returned_sha256, row.kind) for row in rows if row.sha256 not in but}


def _insert_report(connection: Connection, each: Incoming) -> None:
    assert each.snapshot is not None
    verified = each.arrival.verdict is not Verdict.NOT_VERIFIED
    row = _row_of(each.snapshot, each.arrival.received_at, verified=verified)
    if connection.execute(_keeping_reports(connection.dialect.name), row).first() is not None:
        SEARCH.put(connection, each.snapshot.sha256, each.snapshot.report)


def _insert_file(connection: Connection, each: Incoming) -> bool:
    """True when it is kept now and was not before, or was there unread."""
    row = {name: getattr(each.arrival, name) for name in _SAID}
    row |= {"told": list(each.arrival.told), "content": each.content}
    is_read = each.arrival.verdict is not Verdict.UNREADABLE
    statement = _keeping_files(connection.dialect.name, is_read=is_read)
    return connection.execute(statement, row).first() is not None


# Made once: it takes SQLAlchemy longer to put such a statement together than SQLite to do it.


@cache
def _keeping_reports(dialect: str) -> Any:
    return _insert(dialect, tables.returned).on_conflict_do_nothing().returning(_OWN.sha256)


@cache
def _keeping_files(dialect: str, *, is_read: bool) -> Any:
    own = tables.arrival.c
    insert = _insert(dialect, tables.arrival)
    if is_read:
        return insert.on_conflict_do_update(
            index_elements=[own.sha256],
            set_={name: insert.excluded[name] for name in _SAID if name != "sha256"},
            where=own.verdict == Verdict.UNREADABLE,
        ).returning(own.sha256)
    return insert.on_conflict_do_nothing().returning(own.sha256)


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def _row_of(snapshot: Snapshot, now: datetime, *, verified: bool) -> dict[str, Any]:
    report = snapshot.report
    return {
        "sha256": snapshot.sha256,
        "report_id": report.id,
        "version": snapshot.version,
        "supersedes": snapshot.supersedes,
        "edition_id": report.edition.id,
        "service_areas": report.typed(FieldId.SERVICE_AREAS),
        "service_key": service_key(report.typed(FieldId.SERVICE_AREAS)),
        "author": report.typed(FieldId.AUTHOR),
        "period_start": snapshot.period.start,
        "period_end": snapshot.period.end,
        "marking": report.marking,
        "submitted_at": snapshot.submitted_at,
        "received_at": now,
        "verified": verified,
        "snapshot": snapshot.content,
    }
