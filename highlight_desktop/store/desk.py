"""Knows what the hub's desk keeps: the files that came in, and the reports that were in them.

Nothing here is ever changed in place or merged: a file is kept once, byte for byte, however
often it comes; a report is kept once, however many files it was in. Which one is current is
worked out from what they say of each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, Select, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from highlight_desktop.errors import ReportNotFoundError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.search_words import question
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store import expectations
from highlight_desktop.store.desk_place import DeskPlace, SharedPlace, alone
from highlight_desktop.store.expectations import Absence, Expected, service_key
from highlight_desktop.store.hits import EVERYWHERE, PAGE, Hit, Hits, hit_in
from highlight_desktop.store.search import Match, Narrowing, SearchIndex


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
    """Another report says it is the same version of the same report, and reads otherwise."""


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


class Desk:
    """All that the hub has received. Any thread may call it; each call is one transaction.

    Every call may raise StoreError with the reason and the next step; nothing is changed then.
    """

    def __init__(self, place: DeskPlace) -> None:
        self._place = place

    @classmethod
    def open(cls, folder: Path, address: str = "") -> Self:
        """Open the desk in a data folder, or the shared one at a database address.

        Raises StoreError with the reason, and what is missing for a shared one.
        """
        desk = cls(SharedPlace.open(address) if address else alone(folder))
        desk._bring_search_up_to_date()
        return desk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. Closing twice does no harm."""
        self._place.close()

    def record(self, arrival: Arrival, content: bytes, snapshot: Snapshot | None) -> bool:
        """Keep a file and the report in it; False when that very file is kept already.

        Of several who receive the same file at once, exactly one is told True.
        """
        with self._place.transaction() as connection:
            if snapshot is not None:
                verified = arrival.verdict is not Verdict.NOT_VERIFIED
                row = _row_of(snapshot, arrival.received_at, verified=verified)
                if self._insert_once(connection, tables.returned, row):
                    _SEARCH.put(connection, snapshot.sha256, snapshot.report)
            told = {"told": list(arrival.told), "content": content}
            names = ("sha256", "name", "source", "sender", "received_at", "verdict")
            row = {name: getattr(arrival, name) for name in names} | told
            row["returned_sha256"] = snapshot.sha256 if snapshot else None
            return self._insert_once(connection, tables.arrival, row)

    def knows(self, sha256: str) -> bool:
        """True when a file with this hash was received already."""
        query = select(func.count()).where(tables.arrival.c.sha256 == sha256)
        with self._place.transaction() as connection:
            return bool(connection.scalar(query))

    def arrivals(self) -> list[Arrival]:
        """Every file that came in, the last first."""
        own = tables.arrival.c
        query = select(*(each for each in own if each.name != "content"))
        with self._place.transaction() as connection:
            found = connection.execute(query.order_by(own.received_at.desc(), own.sha256)).all()
        return [_arrival(row) for row in found]

    def content(self, sha256: str) -> bytes:
        """A file as it came, byte for byte. Raises ReportNotFoundError."""
        return self._bytes(
            select(tables.arrival.c.content).where(tables.arrival.c.sha256 == sha256)
        )

    def snapshot(self, sha256: str) -> Snapshot:
        """A report as it was returned. Raises ReportNotFoundError."""
        own = tables.returned.c
        return Snapshot(self._bytes(select(own.snapshot).where(own.sha256 == sha256)))

    def returns(
        self, start: date | None = None, end: date | None = None, *, report_id: str | None = None
    ) -> list[Returned]:
        """The reports returned whose period has a day in common with these, or all.

        Ordered by period, service area and version; see Standing for which of them count.
        """
        own = tables.returned.c
        query = _RETURNED.order_by(
            own.period_start, own.service_key, own.version, own.submitted_at, own.sha256
        )
        if start is not None:
            query = query.where(own.period_end >= start)
        if end is not None:
            query = query.where(own.period_start <= end)
        if report_id is not None:
            query = query.where(or_(own.report_id == report_id, own.supersedes == report_id))
        with self._place.transaction() as connection:
            return [_returned(row) for row in connection.execute(query).all()]

    def search(self, typed: str, within: Narrowing = EVERYWHERE, *, at_most: int = PAGE) -> Hits:
        """Where words stand in the reports returned, the best places first.

        A hit's `sha256` says which return it is in; see `report.search_words`.
        """
        with self._place.transaction() as connection:
            shown = _SEARCH.owner_column.is_not(None)
            found = _SEARCH.seek(connection, question(typed), within, shown, at_most=at_most)
            own = tables.returned.c
            needed = {match.owner for match in found.best}
            query = select(own.sha256, own.snapshot).where(own.sha256.in_(needed))
            snapshots = {
                row.sha256: Snapshot(bytes(row.snapshot)) for row in connection.execute(query).all()
            }
        return Hits(found.total, tuple(_hit(match, snapshots[match.owner]) for match in found.best))

    def _bring_search_up_to_date(self) -> None:
        """Let what an earlier version of the program received be found as well."""
        own = tables.returned.c

        def report_of(sha256: str) -> Report:
            content = connection.scalar(select(own.snapshot).where(own.sha256 == sha256))
            return Snapshot(bytes(content or b"")).report

        with self._place.transaction() as connection:
            _SEARCH.bring_up_to_date(connection, select(own.sha256), report_of)

    def expected(self) -> list[Expected]:
        """Whom reports are expected from, now and formerly; see `expectations`."""
        with self._place.transaction() as connection:
            return expectations.all_of(connection)

    def expect(self, wanted: Iterable[Expected], *, now: datetime) -> None:
        """Make this the list of whom reports are expected from; every change is dated."""
        with self._place.transaction() as connection:
            expectations.replace_all(connection, wanted, now=now)

    def note_absence(self, absence: Absence, *, now: datetime) -> None:
        """Keep why a service area returned nothing; an empty reason takes the last one back."""
        with self._place.transaction() as connection:
            expectations.note(connection, absence, now=now)

    def absences(self, start: date, end: date) -> list[Absence]:
        """Why nothing was returned for a period, by service area."""
        with self._place.transaction() as connection:
            return expectations.absences(connection, start, end)

    def _bytes(self, query: Select[Any]) -> bytes:
        with self._place.transaction() as connection:
            content = connection.scalar(query)
        if content is None:
            raise ReportNotFoundError(
                "That is not among what was received.", "Look at the list of returns again."
            )
        return bytes(content)

    def _insert_once(self, connection: Connection, table: Any, row: dict[str, Any]) -> bool:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(row).on_conflict_do_nothing()
        return connection.execute(statement.returning(table.c.sha256)).first() is not None


_SEARCH = SearchIndex(tables.SEARCHED)
_OTHER = tables.returned.alias("other")
_OWN = tables.returned.c
_LATER = select(_OTHER.c.sha256).where(_OTHER.c.supersedes == _OWN.report_id).exists()
_RIVAL = (
    select(_OTHER.c.sha256)
    .where(_OTHER.c.report_id == _OWN.report_id, _OTHER.c.sha256 != _OWN.sha256)
    .exists()
)
_RETURNED = select(
    *(each for each in _OWN if each.name != "snapshot"),
    case((_RIVAL, Standing.CONFLICT), (_LATER, Standing.SUPERSEDED), else_=Standing.CURRENT).label(
        "standing"
    ),
)


def _hit(match: Match, snapshot: Snapshot) -> Hit:
    hit = hit_in(snapshot.report, match, state="returned", version=snapshot.version)
    return replace(hit, sha256=snapshot.sha256)


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


def _arrival(row: Row[*tuple[Any, ...]]) -> Arrival:
    values = row._asdict()
    return Arrival(**(values | {"verdict": Verdict(row.verdict), "told": tuple(row.told)}))


def _returned(row: Row[*tuple[Any, ...]]) -> Returned:
    return Returned(**(row._asdict() | {"standing": Standing(row.standing)}))
