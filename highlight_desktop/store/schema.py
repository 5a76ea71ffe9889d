"""Knows what the database holds: its tables, and the numbered steps that made them so.

The steps are written out in SQL and never change once released; the tables below are how
the rest of the store speaks of the result. Two rules live in the database itself, so that no
other program can break them either: a submitted report cannot be altered, nor removed without
leaving a tombstone, and a report becomes submitted only together with its submission.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from highlight_desktop.report.prose import Prose, from_plain, to_kept
from highlight_desktop.store import search_tables

Migrations = Sequence[Sequence[str]]
"""The steps in order, each a list of SQL statements; step 1 makes the first schema."""


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as ISO 8601 text in UTC. Refuses a time that does not know its zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the database. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time must know its time zone")
        return value.astimezone(UTC).isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database. Raises ValueError for anything but such text."""
        return None if value is None else datetime.fromisoformat(value)


class ProseJson(TypeDecorator[Prose]):
    """The text of an answer, kept as the JSON of `report.prose.to_kept`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Prose | None, dialect: Dialect) -> object:
        """To the database."""
        return to_kept(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> Prose:
        """From the database. Raises ValueError or KeyError for any other JSON."""
        return from_plain(value)


METADATA = MetaData()

edition = Table(
    "edition",
    METADATA,
    Column("sha256", Text, primary_key=True),  # of the definition, so that each is kept once
    Column("id", Text),
    Column("title", Text),
    Column("definition", Text),
)

report = Table(
    "report",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("edition_sha256", Text),
    Column("state", Text),
    Column("version", Integer),
    Column("supersedes", Text),
    Column("revision", Integer),  # counts every save in the database: what orders reports
    Column("created_at", UtcTime),
    Column("edited_at", UtcTime),
    Column("notes", JSON),
    Column("unplaced", ProseJson),
    Column("marking", Text),
    Column("correction", Text),  # why it corrects the report it supersedes
    Column("discarded_at", UtcTime),  # since when it lies in the bin
)

header = Table(
    "header",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("field_id", Text, primary_key=True),
    Column("typed", Text),
)

answer = Table(
    "answer",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("section_id", Text, primary_key=True),
    Column("kind", Text),
    Column("prose", ProseJson),
    Column("reason", Text),
    Column("completed", Boolean),
)

submission = Table(
    "submission",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("submitted_at", UtcTime),  # as the snapshot says
    Column("recorded_at", UtcTime),  # when this row was written
    Column("sha256", Text),
    Column("snapshot", LargeBinary),
)

version = Table(
    "version",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("saved_at", UtcTime),
    Column("cause", Text),
)
"""Earlier states of a report that can be shown and restored."""

version_place = Table(
    "version_place",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("place_id", Text, primary_key=True),
    Column("content", LargeBinary),
)
"""What stood in a place from that version on, until a later one says otherwise."""

SEARCHED = search_tables.beside(METADATA, "report.id")
"""What is searched; see `store.search`."""

seal = Table(
    "seal",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("sha256", Text),
)
"""Of all rows of a report as it was last saved; see `store.seals`."""

link = Table(
    "link",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("report_id", Text),
    Column("sha256", Text),
    Column("digest", Text),
)
"""The submissions in the order in which they were recorded; see `store.chain`."""

kept_longer = Table(
    "kept_longer",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("report_id", Text),
    Column("until", Date),
    Column("reason", Text),
    Column("decided_at", UtcTime),
)
"""What somebody decided to keep beyond its time, and why; the last decision counts."""

tombstone = Table(
    "tombstone",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("report_id", Text),
    Column("revision", Integer),  # of the report as it was removed
    Column("state", Text),
    Column("version", Integer),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("sha256", Text),  # of what was submitted
    Column("removed_at", UtcTime),
    Column("rule", Text),
)
"""What is left of a report that was removed for good: no text; see `store.retention`."""

_READ_ONLY = "BEGIN SELECT RAISE(ABORT, 'a submitted report is read-only'); END"


def _locks(table: str) -> list[str]:
    """Triggers that keep the rows of a report that is no draft; INSERT because of REPLACE."""
    conditions = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    return [
        f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN EXISTS ("
        f" SELECT 1 FROM report WHERE state <> 'draft'"
        f" AND id IN ({', '.join(f'{row}.report_id' for row in rows)})) {_READ_ONLY}"
        for event, rows in conditions.items()
    ]


_STEP_1 = (
    """CREATE TABLE edition (
        sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        definition TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE report (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
        edition_sha256 TEXT NOT NULL REFERENCES edition (sha256),
        state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'superseded')),
        version INTEGER NOT NULL CHECK (version >= 1),
        supersedes TEXT REFERENCES report (id),
        revision INTEGER NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        notes TEXT NOT NULL,
        unplaced TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE header (
        report_id TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        field_id TEXT NOT NULL,
        typed TEXT NOT NULL,
        PRIMARY KEY (report_id, field_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answer (
        report_id TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        section_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        prose TEXT NOT NULL,
        reason TEXT NOT NULL,
        completed INTEGER NOT NULL CHECK (completed IN (0, 1)),
        PRIMARY KEY (report_id, section_id)
    ) STRICT""",
    """CREATE TABLE submission (
        report_id TEXT NOT NULL PRIMARY KEY REFERENCES report (id),
        submitted_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        snapshot BLOB NOT NULL
    ) STRICT""",
    *_locks("header"),
    *_locks("answer"),
    *_locks("submission"),
    f"""CREATE TRIGGER report_insert BEFORE INSERT ON report
        WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id AND state <> 'draft') {_READ_ONLY}""",
    f"""CREATE TRIGGER report_delete BEFORE DELETE ON report
        WHEN OLD.state <> 'draft' {_READ_ONLY}""",
    # The one change a submitted report may still see: a correction takes its place.
    f"""CREATE TRIGGER report_update BEFORE UPDATE ON report
        WHEN OLD.state <> 'draft' AND NOT (
            OLD.state = 'submitted' AND NEW.state = 'superseded'
            AND (NEW.id, NEW.edition_sha256, NEW.version, NEW.supersedes, NEW.revision,
                NEW.created_at, NEW.edited_at, NEW.notes, NEW.unplaced)
            IS (OLD.id, OLD.edition_sha256, OLD.version, OLD.supersedes, OLD.revision,
                OLD.created_at, OLD.edited_at, OLD.notes, OLD.unplaced)
        ) {_READ_ONLY}""",
    """CREATE TRIGGER report_submit BEFORE UPDATE ON report
        WHEN OLD.state = 'draft' AND NEW.state <> 'draft' AND NOT EXISTS (
            SELECT 1 FROM submission WHERE report_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'a report is submitted together with its snapshot'); END""",
    f"CREATE TRIGGER edition_update BEFORE UPDATE ON edition {_READ_ONLY}",
)

_STEP_2 = (
    "ALTER TABLE report ADD COLUMN marking TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN correction TEXT NOT NULL DEFAULT ''",
    """ALTER TABLE report ADD COLUMN discarded_at TEXT
        CHECK (discarded_at IS NULL OR state = 'draft')""",
    "DROP TRIGGER report_update",
    f"""CREATE TRIGGER report_update BEFORE UPDATE ON report
        WHEN OLD.state <> 'draft' AND NOT (
            OLD.state = 'submitted' AND NEW.state = 'superseded'
            AND (NEW.id, NEW.edition_sha256, NEW.version, NEW.supersedes, NEW.revision,
                NEW.created_at, NEW.edited_at, NEW.notes, NEW.unplaced, NEW.marking,
                NEW.correction, NEW.discarded_at)
            IS (OLD.id, OLD.edition_sha256, OLD.version, OLD.supersedes, OLD.revision,
                OLD.created_at, OLD.edited_at, OLD.notes, OLD.unplaced, OLD.marking,
                OLD.correction, OLD.discarded_at)
        ) {_READ_ONLY}""",
    # Of two corrections of one report only one can ever be submitted.
    "CREATE UNIQUE INDEX report_corrected ON report (supersedes) WHERE state <> 'draft'",
    """CREATE TABLE version (
        report_id TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        cause TEXT NOT NULL CHECK (cause IN ('edited', 'restored')),
        PRIMARY KEY (report_id, revision)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE version_place (
        report_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        place TEXT NOT NULL,
        place_id TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (report_id, revision, place, place_id),
        FOREIGN KEY (report_id, revision) REFERENCES version ON DELETE CASCADE
    ) STRICT""",
    *_locks("version"),
    *_locks("version_place"),
)

# Without the full-text index: not every SQLite has the module for that, so it is made on opening.
_STEP_3 = (
    """CREATE TABLE passage (
        id INTEGER NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        place TEXT NOT NULL,
        place_id TEXT NOT NULL,
        topic TEXT NOT NULL,
        words TEXT NOT NULL,
        UNIQUE (owner, place, place_id)
    ) STRICT""",
    """CREATE TABLE subject (
        owner TEXT NOT NULL PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        service_words TEXT NOT NULL,
        period_start TEXT,
        period_end TEXT,
        words_version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE passage_index_state (is_current INTEGER NOT NULL) STRICT",
    search_tables.NOT_CURRENT,
)

_STEP_4 = (
    # One seal for each report, see `store.seals`; one link for each submission, see `store.chain`.
    """CREATE TABLE seal (
        report_id TEXT NOT NULL PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
    ) STRICT""",
    """CREATE TABLE link (
        number INTEGER NOT NULL PRIMARY KEY,
        report_id TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        digest TEXT NOT NULL CHECK (length(digest) = 64)
    ) STRICT""",
    f"CREATE TRIGGER link_update BEFORE UPDATE ON link {_READ_ONLY}",
)

_REMOVED = """EXISTS (SELECT 1 FROM tombstone JOIN report AS gone
    ON gone.id = tombstone.report_id AND gone.revision = tombstone.revision WHERE gone.id = {})"""
"""True when this very report is being removed: its tombstone is there already."""

_STEP_5 = (
    """CREATE TABLE kept_longer (
        number INTEGER NOT NULL PRIMARY KEY,
        report_id TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        until TEXT NOT NULL,
        reason TEXT NOT NULL,
        decided_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE tombstone (
        number INTEGER NOT NULL PRIMARY KEY,
        report_id TEXT NOT NULL CHECK (length(report_id) = 32),
        revision INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'superseded')),
        version INTEGER NOT NULL,
        period_start TEXT,
        period_end TEXT,
        sha256 TEXT CHECK (length(sha256) = 64),
        removed_at TEXT NOT NULL,
        rule TEXT NOT NULL
    ) STRICT""",
    f"CREATE TRIGGER tombstone_update BEFORE UPDATE ON tombstone {_READ_ONLY}",
    f"CREATE TRIGGER tombstone_delete BEFORE DELETE ON tombstone {_READ_ONLY}",
    # From here on a submitted report can be removed, but only together with its tombstone.
    "DROP TRIGGER submission_delete",
    f"""CREATE TRIGGER submission_delete BEFORE DELETE ON submission WHEN EXISTS (
        SELECT 1 FROM report WHERE state <> 'draft' AND id = OLD.report_id)
        AND NOT {_REMOVED.format("OLD.report_id")} {_READ_ONLY}""",
    "DROP TRIGGER report_delete",
    f"""CREATE TRIGGER report_delete BEFORE DELETE ON report
        WHEN OLD.state <> 'draft' AND NOT {_REMOVED.format("OLD.id")} {_READ_ONLY}""",
    # A correction outlives what it corrected; its snapshot goes on naming that by its id.
    "DROP TRIGGER report_update",
    f"""CREATE TRIGGER report_update BEFORE UPDATE ON report
        WHEN OLD.state <> 'draft' AND NOT (
            (NEW.id, NEW.edition_sha256, NEW.version, NEW.revision,
                NEW.created_at, NEW.edited_at, NEW.notes, NEW.unplaced, NEW.marking,
                NEW.correction, NEW.discarded_at)
            IS (OLD.id, OLD.edition_sha256, OLD.version, OLD.revision,
                OLD.created_at, OLD.edited_at, OLD.notes, OLD.unplaced, OLD.marking,
                OLD.correction, OLD.discarded_at)
            AND ((OLD.state = 'submitted' AND NEW.state = 'superseded'
                    AND NEW.supersedes IS OLD.supersedes)
                OR (NEW.state = OLD.state AND NEW.supersedes IS NULL
                    AND {_REMOVED.format("OLD.supersedes")}))
        ) {_READ_ONLY}""",
)

MIGRATIONS: Migrations = (_STEP_1, _STEP_2, _STEP_3, _STEP_4, _STEP_5)
"""Step n brings a database from schema n - 1 to schema n. Released steps are never edited."""
