"""Knows whom reports are expected from, since when, and why one did not come."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from highlight_desktop.report.text import APOSTROPHES, DASHES
from highlight_desktop.store import desk_tables as tables

_PLAIN = str.maketrans(dict.fromkeys(DASHES, "-") | dict.fromkeys(APOSTROPHES, "'"))


class Cadence(StrEnum):
    """How often a report is expected."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class Council(StrEnum):
    """Which of the two councils a service area reports to."""

    CCC = "CCC"
    """Cambridgeshire County Council."""
    PCC = "PCC"
    """Peterborough City Council."""
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Expected:
    """A service area that reports are expected from."""

    service_area: str
    director: str = ""
    address: str = ""
    """The e-mail address a chaser goes to."""
    council: Council = Council.BOTH
    cadence: Cadence = Cadence.FORTNIGHTLY
    first_day: date | None = None
    """From when on a report is expected; None for always."""
    last_day: date | None = None
    """Until when; None while it still is."""

    @property
    def service_key(self) -> str:
        """By which different typings of the same service area find each other."""
        return service_key(self.service_area)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the list said of a service area, from when until when."""

    expected: Expected
    since: datetime
    until: datetime | None
    """None while the list says so."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a service area returned nothing for a period."""

    service_key: str
    period_start: date
    period_end: date
    reason: str
    noted_at: datetime | None = field(default=None, compare=False)
    """When it was noted; None before it is kept."""


def service_key(typed: str) -> str:
    """The same for all typings of one service area.

    Capitals, spaces, the sort of dash or apostrophe, and "&" for "and" do not count.
    """
    plain = typed.translate(_PLAIN).replace("&", " and ")
    return " ".join(plain.split()).casefold()


def all_of(connection: Connection) -> list[Expected]:
    """The list as it is now, by service area."""
    own = tables.expected.c
    query = select(tables.expected).where(own.replaced_at.is_(None)).order_by(own.service_key)
    return [_expected(row) for row in connection.execute(query).all()]


def all_before(connection: Connection) -> list[Kept]:
    """All that the list has ever said, by when it began to say so."""
    own = tables.expected.c
    query = select(tables.expected).order_by(own.changed_at, own.service_key, own.id)
    return [
        Kept(_expected(row), row.changed_at, row.replaced_at)
        for row in connection.execute(query).all()
    ]


def replace_all(connection: Connection, wanted: Iterable[Expected], *, now: datetime) -> None:
    """Make the list this one. What stays as it was keeps its date; what goes is kept, dated."""
    own = tables.expected
    before, after = set(all_of(connection)), set(wanted)
    for gone in before - after:
        same = own.c.replaced_at.is_(None), *_same(gone)
        connection.execute(update(own).where(*same).values(replaced_at=now))
    rows = [
        {name.name: getattr(each, name.name) for name in fields(Expected)}
        | {"id": uuid.uuid4().hex, "service_key": each.service_key, "changed_at": now}
        for each in sorted(after - before, key=lambda one: one.service_key)
    ]
    if rows:
        connection.execute(insert(own), rows)


def note(connection: Connection, absence: Absence, *, now: datetime) -> None:
    """Keep a reason; the last one noted counts."""
    row = {name.name: getattr(absence, name.name) for name in fields(Absence)}
    row |= {"id": uuid.uuid4().hex, "noted_at": now}
    connection.execute(insert(tables.absence), row)


def absences(connection: Connection, start: date, end: date) -> list[Absence]:
    """The reasons that count for periods within these days, each for its very period."""
    own = tables.absence.c
    query = (
        select(own.service_key, own.period_start, own.period_end, own.reason, own.noted_at)
        .where(own.period_start >= start, own.period_end <= end)
        .order_by(own.noted_at, own.id)
    )
    noted = [Absence(*row) for row in connection.execute(query).all()]
    last = {(each.period_end, each.period_start, each.service_key): each for each in noted}
    return [each for _, each in sorted(last.items()) if each.reason]


def _expected(row: Row[*tuple[Any, ...]]) -> Expected:
    council, cadence = Council(row.council), Cadence(row.cadence)
    days = row.first_day, row.last_day
    return Expected(row.service_area, row.director, row.address, council, cadence, *days)


def _same(each: Expected) -> list[ColumnElement[bool]]:
    own = tables.expected.c
    return [
        own[name.name].is_not_distinct_from(getattr(each, name.name)) for name in fields(Expected)
    ]
