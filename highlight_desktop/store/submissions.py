"""Knows how what was submitted is kept for ever, here or wherever else it was submitted.

A correction may come in before the report it corrects. Then the database cannot name that
report yet; the snapshot, which is the truth, names it all the same.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, case, cast, func, insert, select, update

from highlight_desktop.errors import StoreError
from highlight_desktop.report.report import short_id
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store import chain, corrections, rows, schema
from highlight_desktop.store.corrections import Lineage

_UNTOUCHED = "Nothing was changed."


def supersedes() -> ColumnElement[str | None]:
    """The id of the report that the report of the row corrects, whether that is here or not."""
    own, content = schema.report.c, schema.submission.c.snapshot
    named = func.json_extract(cast(content, Text), "$.supersedes")
    return case((own.version > 1, func.coalesce(own.supersedes, named)))


def keep(
    connection: Connection,
    report_id: str,
    snapshot: Snapshot,
    *,
    now: datetime,
    state: str = "submitted",
) -> None:
    """Make a draft the submitted report of this snapshot."""
    connection.execute(
        insert(schema.submission).values(
            report_id=report_id,
            submitted_at=snapshot.submitted_at,
            recorded_at=now,
            sha256=snapshot.sha256,
            snapshot=snapshot.content,
        )
    )
    connection.execute(
        update(schema.report)
        .where(schema.report.c.id == report_id)
        .values(state=state, revision=rows.next_revision())
    )
    chain.extend(connection)


def is_here(connection: Connection, snapshot: Snapshot) -> bool:
    """True when this very report is kept already.

    Raises StoreError when its id belongs to a draft or to a report with other content.
    """
    own = schema.report.c
    query = select(own.state, schema.submission.c.sha256).outerjoin_from(
        schema.report, schema.submission, schema.submission.c.report_id == own.id
    )
    found = connection.execute(query.where(own.id == snapshot.report.id)).one_or_none()
    if found is None or found.sha256 == snapshot.sha256:
        return found is not None
    report = f"report {short_id(snapshot.report.id)}"
    if found.state == "draft":
        raise StoreError(
            f"The {report} is still a draft here, and this document is that report as submitted.",
            f"{_UNTOUCHED} Keep the document as it is, or submit your draft.",
        )
    raise StoreError(
        f"The {report} was submitted with other content than this document has.",
        f"{_UNTOUCHED} Ask the sender which of the two is right.",
    )


def lineage(connection: Connection, snapshot: Snapshot) -> Lineage:
    """Which version a report from elsewhere is; what it corrects is superseded if it is here.

    Raises ReportLockedError when another correction of that report is here already.
    """
    before = snapshot.supersedes
    if before is None:
        return corrections.FIRST
    if is_superseded(connection, before):
        raise corrections.superseded()
    own = schema.report.c
    state = connection.scalar(select(own.state).where(own.id == before))
    if state == "submitted":
        corrections.supersede(connection, before)
    # A draft can be deleted for good, so nothing that stays may lean on it.
    is_kept = state in ("submitted", "superseded")
    return Lineage(snapshot.version, before if is_kept else None, snapshot.correction)


def is_superseded(connection: Connection, report_id: str) -> bool:
    """True when a submitted report that corrects this one is here."""
    query = select(schema.report.c.id).join_from(
        schema.report, schema.submission, schema.submission.c.report_id == schema.report.c.id
    )
    return connection.scalar(query.where(supersedes() == report_id).limit(1)) is not None
