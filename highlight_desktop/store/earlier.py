"""Knows which reports the same services made before another, or of the same days; in any form."""

from datetime import date

from sqlalchemy import Connection, select

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from highlight_desktop.store import rows, schema

_SUPERSEDED = "superseded"
_CURRENT = "submitted"
"""The state of a submitted report that no correction has superseded."""


def ids_before(connection: Connection, report: Report) -> list[str]:
    """The ids of the current submitted reports before this one, the latest period first.

    The same services are those typed alike but for capitals and spaces. A report is before
    another when its period ends before the other's does, so that of a correction the report
    it corrects is none. While this one's period is not understood, all others are before it.
    """
    areas = _folded(report.typed(FieldId.SERVICE_AREAS))
    if not areas:
        return []
    query = select(
        schema.report.c.id,
        schema.report.c.revision,
        rows.typed(FieldId.SERVICE_AREAS).label("service_areas"),
        rows.typed(FieldId.PERIOD).label("period"),
    ).where(schema.report.c.state == _CURRENT, schema.report.c.id != report.id)
    limit = _end(report.typed(FieldId.PERIOD)) or date.max
    found = [
        (end, row.revision, row.id)
        for row in connection.execute(query).all()
        if _folded(row.service_areas) == areas
        and (end := _end(row.period)) is not None
        and end < limit
    ]
    return [report_id for _, _, report_id in sorted(found, reverse=True)]


def periods_shared(connection: Connection, report: Report) -> list[Period]:
    """The periods of other reports of the same services that share a day with this one's.

    Drafts count too; what a correction has taken the place of, or is to, does not.
    """
    areas, this = _folded(report.typed(FieldId.SERVICE_AREAS)), report.period_if_understood()
    if not areas or this is None:
        return []
    own = schema.report.c
    corrected = select(own.supersedes).where(own.id == report.id).scalar_subquery()
    query = select(
        rows.typed(FieldId.SERVICE_AREAS).label("service_areas"),
        rows.typed(FieldId.PERIOD).label("period"),
    ).where(
        own.state != _SUPERSEDED,
        own.discarded_at.is_(None),
        own.id != report.id,
        own.id.is_distinct_from(corrected),
        own.supersedes.is_distinct_from(report.id),
    )
    found = [
        there
        for row in connection.execute(query).all()
        if _folded(row.service_areas) == areas
        and (there := _period(row.period)) is not None
        and there.start <= this.end
        and this.start <= there.end
    ]
    return sorted(found, key=lambda each: each.start)


def _period(typed: str) -> Period | None:
    try:
        return period.read(typed)
    except PeriodError:
        return None


def _end(typed: str) -> date | None:
    """The last day of a period, or None while it is not understood."""
    understood = _period(typed)
    return understood.end if understood else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
