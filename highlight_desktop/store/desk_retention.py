"""Knows when what the hub received has been kept long enough, and what is left when it is removed.

As with an author's own reports nothing goes by itself: what is due is listed, and somebody
decides. A return goes with every file it came in; a file that could not be read goes alone.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from highlight_desktop.errors import StoreError
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store import desk_tables as tables
from highlight_desktop.store import recording
from highlight_desktop.store.retention import Decision, Due, checked_reason, months_later

RETURN, FILE = "returned", "unread"
"""The states of what is due at the hub: a report that came in, and a file without one."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left of a return, or of a file without one: which it was, and nothing it said."""

    sha256: str
    """Of the snapshot; of the file where there was no report in it."""
    report_id: str
    """Empty for a file without a report, as is the key; it then has no version and no period."""
    service_key: str
    version: int | None
    period_start: date | None
    period_end: date | None
    removed_at: datetime
    rule: str


def due(connection: Connection, months: int, *, now: datetime) -> list[Due]:
    """What has been kept so many months after it was received, the longest due first.

    A `Due` here has the hash for its id, and RETURN or FILE for its state.
    """
    found = _everything(connection, months)
    today = now.astimezone(UTC).date()
    return sorted(
        (each for each in found if each.due_on <= today),
        key=lambda each: (each.due_on, each.since, each.report_id),
    )


def keep_longer(connection: Connection, hashes: Collection[str], decision: Decision) -> None:
    """Record a decision, as `retention.keep_longer` does."""
    reason = checked_reason(decision.reason)
    for sha256 in sorted(_known(connection, hashes)):
        connection.execute(
            insert(tables.kept_longer).values(
                id=uuid.uuid4().hex,
                sha256=sha256,
                until=decision.until,
                reason=reason,
                decided_at=decision.decided_at,
            )
        )


def remove(
    connection: Connection, hashes: Iterable[str], months: int, *, now: datetime
) -> list[str]:
    """Remove those of these that are due even now, with their files; which they were.

    Raises StoreError where an earlier version would stay behind and look as if it counted.
    """
    wanted = set(hashes)
    gone = [each for each in due(connection, months, now=now) if each.report_id in wanted]
    ids = [each.report_id for each in gone]
    if not ids:
        return []
    _see_that_no_earlier_version_stays(connection, ids)
    for each in gone:
        _bury(connection, each, now)
    recording.SEARCH.forget(connection, ids)
    came, report, kept = tables.arrival, tables.returned, tables.kept_longer
    with_it = or_(came.c.returned_sha256.in_(ids), came.c.sha256.in_(ids))
    connection.execute(delete(came).where(with_it))
    connection.execute(delete(report).where(report.c.sha256.in_(ids)))
    connection.execute(delete(kept).where(kept.c.sha256.in_(ids)))
    recording.SEARCH.make_again(connection)
    return ids


def removed(
    connection: Connection, start: date | None = None, end: date | None = None
) -> list[Removed]:
    """What was removed, the first removed first; of given days what was about one of them."""
    own = tables.removed.c
    query = select(*(each for each in own if each.name != "id"))
    if start is not None:
        query = query.where(own.period_end >= start)
    if end is not None:
        query = query.where(own.period_start <= end)
    rows = connection.execute(query.order_by(own.removed_at, own.sha256)).all()
    return [Removed(**row._asdict()) for row in rows]


def _everything(connection: Connection, months: int) -> Iterator[Due]:
    decided = _last_decisions(connection)
    report, came = tables.returned.c, tables.arrival.c

    def kept(named: tuple[str, str, str, str, int], since: datetime) -> Due:
        until, reason = decided.get(named[0], (date.min, ""))
        due_on = max(months_later(since.astimezone(UTC).date(), months), until)
        return Due(*named, since, months, due_on, reason)

    asked = (report.sha256, report.service_areas, report.version, report.received_at)
    for row in connection.execute(select(*asked, report.period_start, report.period_end)).all():
        period = printed(row.period_start, row.period_end)
        named = row.sha256, row.service_areas, period, RETURN, row.version
        yield kept(named, row.received_at)
    unread = select(came.sha256, came.name, came.received_at).where(came.returned_sha256.is_(None))
    for file in connection.execute(unread).all():
        yield kept((file.sha256, file.name, "", FILE, 1), file.received_at)


def _known(connection: Connection, hashes: Collection[str]) -> set[str]:
    found: set[str] = set()
    for own in (tables.returned.c.sha256, tables.arrival.c.sha256):
        found.update(connection.scalars(select(own).where(own.in_(list(hashes)))).all())
    return found


def _see_that_no_earlier_version_stays(connection: Connection, going: Collection[str]) -> None:
    own = tables.returned.c
    corrected = select(own.supersedes).where(own.sha256.in_(going), own.supersedes.is_not(None))
    staying = select(own.service_areas, own.version).where(
        own.report_id.in_(corrected), own.sha256.not_in(going)
    )
    row = connection.execute(staying.order_by(own.service_areas, own.version)).first()
    if row is not None:
        raise StoreError(
            f"Version {row.version} of the return of “{row.service_areas}” is still kept, and would"
            " look as if it had never been corrected.",
            "Nothing was removed. Remove all its versions together, or keep them all.",
        )


def _bury(connection: Connection, each: Due, now: datetime) -> None:
    own = tables.returned.c
    query = select(
        own.report_id, own.service_key, own.version, own.period_start, own.period_end
    ).where(own.sha256 == each.report_id)
    found = connection.execute(query).first()
    about: dict[str, Any] = {"report_id": "", "service_key": ""}
    if found is not None:
        about = found._asdict()
    row = about | {"sha256": each.report_id, "removed_at": now, "rule": each.rule}
    connection.execute(insert(tables.removed).values(id=uuid.uuid4().hex, **row))


def _last_decisions(connection: Connection) -> dict[str, tuple[date, str]]:
    own = tables.kept_longer.c
    found = connection.execute(select(tables.kept_longer).order_by(own.decided_at, own.id)).all()
    return {row.sha256: (row.until, row.reason) for row in found}
