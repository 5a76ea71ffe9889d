"""Knows how a submitted report is corrected: by a next version that takes its place."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from highlight_desktop.errors import ReportLockedError, StoreError
from highlight_desktop.report.snapshot import CORRECTION_LIMIT
from highlight_desktop.report.text import one_line
from highlight_desktop.store import schema


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which version a report is, and of what."""

    version: int
    supersedes: str | None
    """The id of the report it corrects, or None."""
    correction: str
    """Why, on one line; empty when it corrects none."""


FIRST = Lineage(1, None, "")
"""What every report is that corrects no other."""


def lineage(report_id: str, version: int, state: str, reason: str) -> Lineage:
    """What a correction of this report is.

    Raises StoreError without a reason, or for a draft; ReportLockedError when there is a
    later version, which is the one to correct.
    """
    if state == "draft":
        raise StoreError(
            "This report is still a draft, so there is nothing to correct.",
            "Change it as you like, then submit it.",
        )
    if state == "superseded":
        raise superseded()
    why = one_line(reason)
    if not why:
        raise StoreError("A correction needs a reason.", "Say in a few words what was wrong.")
    if len(why) > CORRECTION_LIMIT:
        raise StoreError(
            f"The reason is {len(why)} characters long; there is room for {CORRECTION_LIMIT}.",
            "Say it in fewer words.",
        )
    return Lineage(version + 1, report_id, why)


def begun(connection: Connection, report_id: str) -> str | None:
    """The id of the draft that corrects this report, if one is being written."""
    own = schema.report.c
    query = select(own.id).where(
        own.supersedes == report_id, own.state == "draft", own.discarded_at.is_(None)
    )
    return connection.scalar(query.order_by(own.revision.desc()).limit(1))


def give_reason(connection: Connection, report_id: str, correction: str) -> None:
    """Say otherwise why a draft corrects what it corrects."""
    own = schema.report
    connection.execute(update(own).where(own.c.id == report_id).values(correction=correction))


def supersede(connection: Connection, report_id: str) -> None:
    """Let a correction take the place of this report. Raises ReportLockedError if one has."""
    own = schema.report
    current = own.c.id == report_id, own.c.state == "submitted"
    if not connection.execute(update(own).where(*current).values(state="superseded")).rowcount:
        raise superseded()


def superseded() -> ReportLockedError:
    """The error for correcting a report that has been corrected already."""
    return ReportLockedError(
        "This report has been corrected already: a later version took its place.",
        "Correct the current version instead.",
    )
