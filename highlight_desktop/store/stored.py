"""Knows what a report is to the store: a whole one, a line of the list, and a new one."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from highlight_desktop.errors import ReportNotFoundError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.text import gate
from highlight_desktop.store import corrections, hits, rows, schema, seals, submissions
from highlight_desktop.store.corrections import Lineage

_LISTED = 5
"""How many reports an ambiguous id names."""


class State(StrEnum):
    """How far a report has come; the values are those of the command line's JSON."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Stored:
    """A report with what the store knows about it."""

    report: Report
    state: State
    version: int
    """1, and one more for each correction."""
    supersedes: str | None
    """The id of the report this one corrects."""
    correction: str
    """Why it corrects that one, in the author's words; empty for a first version."""
    revision: int
    """Grows with every save of any report; a later save has a greater one, whatever the clock."""
    created_at: datetime
    edited_at: datetime
    submitted_at: datetime | None
    sha256: str | None
    """Of the snapshot, once submitted."""
    notes: tuple[str, ...]
    """What an import guessed or had to change, one sentence each."""
    discarded_at: datetime | None = None
    """Since when it lies in the bin."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of reports shows, read without their texts."""

    id: str
    title: str
    """Of the edition."""
    edition_id: str
    service_areas: str
    period_typed: str
    state: State
    version: int
    revision: int
    """Grows with every save of any report: the report last worked on has the greatest."""
    created_at: datetime
    edited_at: datetime
    submitted_at: datetime | None
    kept_until: datetime | None = None
    """When it goes from the bin for good; None when it is not in there."""


def new_id() -> str:
    """An id for a new report: 32 hexadecimal digits, never given twice."""
    return uuid.uuid4().hex


def begin(
    connection: Connection,
    report: Report,
    now: datetime,
    *,
    notes: Iterable[str] = (),
    lineage: Lineage = corrections.FIRST,
) -> None:
    """Put a new draft into the tables, with all it holds so far."""
    connection.execute(
        insert(schema.report).values(
            id=report.id,
            edition_sha256=rows.keep_edition(connection, report.edition),
            state=State.DRAFT,
            version=lineage.version,
            supersedes=lineage.supersedes,
            correction=lineage.correction,
            revision=rows.next_revision(),
            created_at=now,
            edited_at=now,
            notes=[gate(note).text for note in notes],
            unplaced=report.unplaced,
            marking=gate(report.marking).text,
        )
    )
    rows.write_header(connection, report, report.header)
    rows.write_answers(connection, report, report.answers)
    hits.INDEX.put(connection, report.id, report)
    seals.seal(connection, report.id)


def whole(connection: Connection, report_id: str) -> Stored:
    """One report, in the bin or not. Raises ReportNotFoundError; see `faults.as_written`."""
    row = connection.execute(
        rows.WHOLE.add_columns(submissions.supersedes().label("corrects")).where(
            schema.report.c.id == report_id
        )
    ).one_or_none()
    if row is None:
        # Asked so that no index is used: it may be the index that is damaged.
        own = schema.report.c
        there = select(own.revision).where(own.id.concat("") == report_id)
        if connection.scalar(there) is not None:
            raise ValueError("a report without its form")
        raise not_found(report_id)
    if not seals.is_whole(seals.asking(connection), report_id):
        raise ValueError("a report that is not as it was sealed")
    return Stored(
        report=Report(
            id=row.id,
            edition=rows.edition(row.definition, row.edition_sha256),
            header=rows.header(connection, report_id),
            answers=rows.answers(connection, report_id),
            unplaced=row.unplaced,
            marking=row.marking,
        ),
        state=State(row.state),
        version=row.version,
        supersedes=row.corrects,
        correction=row.correction,
        revision=row.revision,
        created_at=row.created_at,
        edited_at=row.edited_at,
        submitted_at=row.submitted_at,
        sha256=row.sha256,
        notes=tuple(row.notes),
        discarded_at=row.discarded_at,
    )


def id_beginning(connection: Connection, beginning: str) -> str:
    """The id that begins so. Raises ReportNotFoundError when none does, or several."""
    digits = beginning.strip().lower()
    known = schema.report.c.id
    found: Sequence[str] = ()
    if re.fullmatch("[0-9a-f]+", digits):
        there = known.startswith(digits), schema.report.c.discarded_at.is_(None)
        matching = select(known).where(*there).order_by(known)
        found = connection.scalars(matching.limit(_LISTED + 1)).all()
    if len(found) == 1:
        return found[0]
    if not found:
        raise not_found(beginning)
    names = ", ".join(found[:_LISTED]) + (", …" if len(found) > _LISTED else "")
    raise ReportNotFoundError(
        f"More than one report has an id that begins with “{digits}”: {names}.",
        "Give more of the id.",
    )


def listed(
    connection: Connection, shown: ColumnElement[bool], bin_kept_for: timedelta
) -> list[Summary]:
    """A line of each report shown: drafts first, then the last saved first."""
    report, edition, submission = schema.report, schema.edition, schema.submission
    query = (
        select(
            report.c.id,
            edition.c.title,
            edition.c.id.label("edition_id"),
            rows.typed(FieldId.SERVICE_AREAS).label("service_areas"),
            rows.typed(FieldId.PERIOD).label("period_typed"),
            report.c.state,
            report.c.version,
            report.c.revision,
            report.c.created_at,
            report.c.edited_at,
            submission.c.submitted_at,
            report.c.discarded_at,
        )
        .where(shown)
        .outerjoin_from(report, edition, report.c.edition_sha256 == edition.c.sha256)
        .outerjoin(submission, submission.c.report_id == report.c.id)
        .order_by(report.c.state != State.DRAFT, report.c.revision.desc())
    )
    return [_summary(row, bin_kept_for) for row in connection.execute(query).all()]


def _summary(row: Row[*tuple[Any, ...]], bin_kept_for: timedelta) -> Summary:
    if row.edition_id is None:
        raise ValueError("a report without its form")
    return Summary(
        id=row.id,
        title=row.title,
        edition_id=row.edition_id,
        service_areas=row.service_areas,
        period_typed=row.period_typed,
        state=State(row.state),
        version=row.version,
        revision=row.revision,
        created_at=row.created_at,
        edited_at=row.edited_at,
        submitted_at=row.submitted_at,
        kept_until=row.discarded_at and row.discarded_at + bin_kept_for,
    )


def not_found(beginning: str) -> ReportNotFoundError:
    """That there is no such report."""
    return ReportNotFoundError(
        f"There is no report with the id “{beginning}”.",
        "The list of reports shows the ids there are.",
    )
