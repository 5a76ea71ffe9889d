"""Knows the tables of the hub's desk, the same in SQLite and in PostgreSQL.

Only what happened is kept: which files came in, which reports were in them, whom reports are
expected from. What follows from that (which report is current, who is late) is worked out when
it is asked for, so several people may receive at once and no two rows can disagree.
"""

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.event import listen
from sqlalchemy.schema import CreateIndex, CreateTable

from highlight_desktop.store import search_tables
from highlight_desktop.store.schema import Migrations, UtcTime

METADATA = MetaData()

arrival = Table(
    "arrival",
    METADATA,
    Column("sha256", Text, primary_key=True),  # of the file, so that each is kept once
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),  # where it lay: a folder, an e-mail in a folder
    Column("sender", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("told", JSON(none_as_null=True), nullable=False),  # differences and notes, in words
    Column("returned_sha256", Text, ForeignKey("returned.sha256")),
    Column("kind", Text, nullable=False),  # by its content; empty when that is not known
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(sha256) = 64", name="arrival_is_hashed"),
)
"""A file that came in, byte for byte as it was."""

returned = Table(
    "returned",
    METADATA,
    Column("sha256", Text, primary_key=True),  # of the snapshot
    Column("report_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("supersedes", Text),
    Column("edition_id", Text, nullable=False),
    Column("service_areas", Text, nullable=False),
    Column("service_key", Text, nullable=False),  # by which typings of one area find each other
    Column("author", Text, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("marking", Text, nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    CheckConstraint("length(sha256) = 64", name="returned_is_hashed"),
    CheckConstraint("version >= 1", name="returned_is_numbered"),
)
"""A report that was in one or more of the files."""

expected = Table(
    "expected",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("service_area", Text, nullable=False),
    Column("service_key", Text, nullable=False),
    Column("director", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("council", Text, nullable=False),
    Column("cadence", Text, nullable=False),
    Column("first_day", Date),  # from when on a report is expected, or always
    Column("last_day", Date),  # until when, or for ever
    Column("changed_at", UtcTime, nullable=False),
    Column("replaced_at", UtcTime),  # since when a later row says otherwise
)
"""Whom reports are expected from. A change ends a row and adds one, so that each is dated."""

absence = Table(
    "absence",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("service_key", Text, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("noted_at", UtcTime, nullable=False),
)
"""Why a service area returned nothing for a period; the last one noted counts."""

kept_longer = Table(
    "kept_longer",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),  # of a return, or of a file without one
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
)
"""What somebody decided to keep beyond its time, and why; the last decision counts."""

removed = Table(
    "removed",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),  # of the return, or of the file without one
    Column("report_id", Text, nullable=False),  # empty for a file, as is the key
    Column("service_key", Text, nullable=False),
    Column("version", Integer),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("removed_at", UtcTime, nullable=False),
    Column("rule", Text, nullable=False),
)
"""What is left of what was removed for good: no text; see `store.desk_retention`."""
_IN_STEP_3 = (kept_longer, removed)

SEARCHED = search_tables.beside(METADATA, "returned.sha256")
"""What is searched of the reports returned; see `store.search`."""
_IN_STEP_2 = (SEARCHED.passage, SEARCHED.subject, SEARCHED.state)

for _statement in search_tables.ON_POSTGRESQL:
    _on_postgresql = DDL(_statement).execute_if(dialect="postgresql")  # type: ignore[no-untyped-call]
    listen(SEARCHED.passage, "after_create", _on_postgresql)

INDEXES = (
    Index("returned_by_report", returned.c.report_id),
    Index("returned_by_period", returned.c.period_end, returned.c.service_key),
    Index("arrival_by_return", arrival.c.returned_sha256),
    Index("absence_by_period", absence.c.period_end, absence.c.service_key),
)

_SQLITE: Dialect = sqlite.dialect()
MIGRATIONS: Migrations = (
    [
        *(
            str(CreateTable(each).compile(dialect=_SQLITE))
            for each in METADATA.sorted_tables
            if each not in (*_IN_STEP_2, *_IN_STEP_3)
        ),
        *(str(CreateIndex(each).compile(dialect=_SQLITE)) for each in INDEXES),
    ],
    [
        *(str(CreateTable(each).compile(dialect=_SQLITE)) for each in _IN_STEP_2),
        search_tables.NOT_CURRENT,
    ],
    [str(CreateTable(each).compile(dialect=_SQLITE)) for each in _IN_STEP_3],
)
"""What makes the tables in SQLite; a released step never changes, and a test holds its hash."""
