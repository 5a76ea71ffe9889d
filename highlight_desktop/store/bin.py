"""Knows the bin: how long a deleted draft lies in it, and that submitted reports never do."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from highlight_desktop.errors import ReportLockedError
from highlight_desktop.store import schema
from highlight_desktop.store.search import SearchIndex

KEPT_FOR = timedelta(days=30)
"""How long a deleted draft can be brought back, unless IT says otherwise."""


def discard(connection: Connection, report_id: str, *, now: datetime) -> bool:
    """Put a draft in the bin; False when there is no draft of that id."""
    own = schema.report
    since = max(now, latest_known(connection) or now)
    draft = own.c.id == report_id, own.c.state == "draft"
    changed = connection.execute(update(own).where(*draft).values(discarded_at=since))
    return changed.rowcount > 0


def bring_back(connection: Connection, report_id: str) -> bool:
    """Take a draft out of the bin; False when it is not there, or no longer."""
    own = schema.report
    there = own.c.id == report_id, own.c.discarded_at.is_not(None)
    return connection.execute(update(own).where(*there).values(discarded_at=None)).rowcount > 0


def purge(connection: Connection, *, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Remove for good what has lain in the bin long enough; how many drafts that were."""
    own = schema.report.c
    binned = connection.execute(
        select(own.id, own.discarded_at).where(own.discarded_at.is_not(None))
    )
    due = [row.id for row in binned if now - row.discarded_at >= kept_for]
    if due:
        SearchIndex(schema.SEARCHED).forget(connection, due)
        connection.execute(delete(schema.report).where(own.id.in_(due), own.state == "draft"))
    return len(due)


def undeletable() -> ReportLockedError:
    """The error for deleting what has been submitted."""
    return ReportLockedError(
        "This report has been submitted and cannot be deleted.", "Issue a correction instead."
    )


def latest_known(connection: Connection) -> datetime | None:
    """The latest moment the database knows of: a clock that was set back is behind it."""
    own = schema.report.c
    moments = connection.execute(select(func.max(own.edited_at), func.max(own.discarded_at))).one()
    return max((moment for moment in moments if moment is not None), default=None)
