"""Knows when a report has been kept long enough, and what is left of one that is removed.

Nothing goes by itself: what is due is listed, and somebody decides. What is removed leaves a
tombstone without a word of text, so that the chain of submissions can still be followed.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from highlight_desktop.errors import StoreError
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.text import one_line
from highlight_desktop.store import rows, schema
from highlight_desktop.store.search import SearchIndex

REASON_LIMIT = 300
"""Letters in the reason for keeping a report longer."""


@dataclass(frozen=True, slots=True)
class Due:
    """A report that has been kept as long as the rules ask for."""

    report_id: str
    service_areas: str
    period_typed: str
    state: str
    """"draft", "submitted" or "superseded"; `desk_retention` has two more."""
    version: int
    since: datetime
    """When a draft was last edited; when any other was submitted, or received at the hub."""
    months: int
    """How long reports in that state are kept."""
    due_on: date
    """In UTC: `months` after `since`, or when a longer time somebody decided on ran out."""
    reason: str
    """Why it was kept longer before; empty when nobody decided so."""

    @property
    def rule(self) -> str:
        """By which it is due, for its tombstone."""
        return f"{self.state}, {self.months} months"


@dataclass(frozen=True, slots=True)
class Decision:
    """That a report is kept beyond its time."""

    until: date
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a report that was removed for good."""

    report_id: str
    state: str
    version: int
    period_start: date | None
    """None for a period that could not be understood."""
    period_end: date | None
    sha256: str | None
    """Of the snapshot, when it had been submitted."""
    removed_at: datetime
    rule: str


def due(connection: Connection, months: Mapping[str, int], *, now: datetime) -> list[Due]:
    """The reports that are due, the longest due first; a state without months is kept for ever.

    Not those in the bin, which has a clock of its own, nor a report that is being corrected.
    """
    own, decided = schema.report, _last_decisions(connection)
    begun = select(own.c.supersedes).where(own.c.state == "draft", own.c.supersedes.is_not(None))
    query = (
        select(
            own.c.id,
            own.c.state,
            own.c.version,
            func.coalesce(schema.submission.c.submitted_at, own.c.edited_at).label("since"),
            rows.typed(FieldId.SERVICE_AREAS).label("service_areas"),
            rows.typed(FieldId.PERIOD).label("period_typed"),
        )
        .outerjoin_from(own, schema.submission, schema.submission.c.report_id == own.c.id)
        .where(own.c.discarded_at.is_(None), own.c.state.in_(list(months)))
        .where(own.c.id.not_in(begun))
    )
    found = []
    for row in connection.execute(query).all():
        until, reason = decided.get(row.id, (date.min, ""))
        asked = months[row.state]
        due_on = max(months_later(row.since.astimezone(UTC).date(), asked), until)
        if due_on <= now.astimezone(UTC).date():
            named = row.service_areas, row.period_typed
            state = row.state, row.version
            found.append(Due(row.id, *named, *state, row.since, asked, due_on, reason))
    return sorted(found, key=lambda each: (each.due_on, each.since, each.report_id))


def keep_longer(connection: Connection, report_ids: Iterable[str], decision: Decision) -> None:
    """Record a decision; it counts until its last day, or until a later one.

    Raises StoreError as `checked_reason` does.
    """
    reason = checked_reason(decision.reason)
    known = select(schema.report.c.id).where(schema.report.c.id.in_(list(report_ids)))
    for report_id in connection.scalars(known).all():
        connection.execute(
            insert(schema.kept_longer).values(
                report_id=report_id,
                until=decision.until,
                reason=reason,
                decided_at=decision.decided_at,
            )
        )


def checked_reason(reason: str) -> str:
    """The reason on one line. Raises StoreError where there is none, or it is too long."""
    said = one_line(reason)
    if not said:
        raise StoreError("Keeping a report longer needs a reason.", "Say it in a few words.")
    if len(said) > REASON_LIMIT:
        raise StoreError(
            f"The reason is {len(said)} characters long; there is room for {REASON_LIMIT}.",
            "Say it in fewer words.",
        )
    return said


def remove(
    connection: Connection, report_ids: Iterable[str], months: Mapping[str, int], *, now: datetime
) -> list[str]:
    """Remove those of these reports that are due even now; which they were."""
    wanted = set(report_ids)
    gone = [each for each in due(connection, months, now=now) if each.report_id in wanted]
    for each in gone:
        _bury(connection, each, now)
    ids = [each.report_id for each in gone]
    if ids:
        own, submission = schema.report, schema.submission
        led_here = own.c.supersedes.in_(ids)
        connection.execute(update(own).where(led_here).values(supersedes=None))
        connection.execute(delete(submission).where(submission.c.report_id.in_(ids)))
        connection.execute(delete(own).where(own.c.id.in_(ids)))
        SearchIndex(schema.SEARCHED).make_again(connection)
    return ids


def tombstones(connection: Connection) -> list[Tombstone]:
    """All of them, the first removed first."""
    table = schema.tombstone
    found = connection.execute(select(table).order_by(table.c.number)).all()
    return [
        Tombstone(
            row.report_id,
            row.state,
            row.version,
            row.period_start,
            row.period_end,
            row.sha256,
            row.removed_at,
            row.rule,
        )
        for row in found
    ]


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month: 31 January, 28 February.

    Fewer than none go back; beyond the calendar's ends it is its first or last day.
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_before(moment: datetime, months: int) -> datetime:
    """The moment from which on less than so many months have passed."""
    return moment - (moment.date() - months_later(moment.date(), -months))


def _bury(connection: Connection, each: Due, now: datetime) -> None:
    own, about = schema.report.c, schema.SEARCHED.subject.c
    facts = connection.execute(
        select(own.revision, schema.submission.c.sha256, about.period_start, about.period_end)
        .select_from(
            schema.report.outerjoin(
                schema.submission, schema.submission.c.report_id == own.id
            ).outerjoin(schema.SEARCHED.subject, about.owner == own.id)
        )
        .where(own.id == each.report_id)
    ).one()
    connection.execute(
        insert(schema.tombstone).values(
            report_id=each.report_id,
            revision=facts.revision,
            state=each.state,
            version=each.version,
            period_start=facts.period_start,
            period_end=facts.period_end,
            sha256=facts.sha256,
            removed_at=now,
            rule=each.rule,
        )
    )


def _last_decisions(connection: Connection) -> dict[str, tuple[date, str]]:
    table = schema.kept_longer
    found = connection.execute(select(table).order_by(table.c.number)).all()
    return {row.report_id: (row.until, row.reason) for row in found}
