"""Knows how a report lies in rows: its form once, a row for each header field and answer."""

import hashlib
import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, delete, func, select, text
from sqlalchemy.dialects import sqlite

from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import gate
from highlight_desktop.store import schema

WHOLE = (
    select(
        schema.report,
        schema.edition.c.definition,
        schema.submission.c.submitted_at,
        schema.submission.c.sha256,
    )
    .join_from(
        schema.report,
        schema.edition,
        schema.report.c.edition_sha256 == schema.edition.c.sha256,
    )
    .outerjoin(schema.submission, schema.submission.c.report_id == schema.report.c.id)
)
"""A report's own row, its edition and its submission."""


def next_revision() -> ScalarSelect[int]:
    """The number of the save now being made: one more than any before, whatever the clock."""
    return select(func.coalesce(func.max(schema.report.c.revision), 0) + 1).scalar_subquery()


def typed(field_id: FieldId) -> Any:
    """What stands in a header field of the report of the row."""
    return (
        select(func.coalesce(func.max(schema.header.c.typed), ""))
        .where(schema.header.c.report_id == schema.report.c.id)
        .where(schema.header.c.field_id == field_id)
        .scalar_subquery()
    )


def keep_edition(connection: Connection, edition: Edition) -> str:
    """Keep the definition of the form once for all reports that use it; its key."""
    row = edition_row(edition)
    connection.execute(sqlite.insert(schema.edition).values(row).on_conflict_do_nothing())
    return row["sha256"]


def edition_row(edition: Edition) -> dict[str, str]:
    """How a form is kept."""
    definition = json.dumps(edition.to_plain(), ensure_ascii=False, sort_keys=True)
    return {
        "sha256": _sha256(definition),
        "id": edition.id,
        "title": edition.title,
        "definition": definition,
    }


@lru_cache(maxsize=16)
def edition(definition: str, sha256: str) -> Edition:
    """A form as it was kept. Raises ValueError when it is not."""
    if _sha256(definition) != sha256:
        raise ValueError("the definition of the form was altered")
    return Edition.from_plain(json.loads(definition), "edition")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_header(connection: Connection, report: Report, field_ids: Iterable[FieldId]) -> None:
    """Keep what stands in these header fields."""
    statement = sqlite.insert(schema.header)
    written = {"typed": statement.excluded.typed}
    rows = [
        {"report_id": report.id, "field_id": one, "typed": gate(report.typed(one)).text}
        for one in field_ids
    ]
    if rows:
        connection.execute(statement.on_conflict_do_update(set_=written), rows)


def write_answers(connection: Connection, report: Report, section_ids: Iterable[str]) -> None:
    """Keep the answers to these sections."""
    statement = sqlite.insert(schema.answer)
    written = {name: statement.excluded[name] for name in ("kind", "prose", "reason", "completed")}
    rows = [
        _answer_row(report, section_id, report.answer_to(report.edition.section(section_id)))
        for section_id in section_ids
    ]
    if rows:
        connection.execute(statement.on_conflict_do_update(set_=written), rows)


def replace_all(connection: Connection, report: Report) -> None:
    """Keep exactly these header fields and answers, and no others."""
    for table in (schema.header, schema.answer):
        connection.execute(delete(table).where(table.c.report_id == report.id))
    write_header(connection, report, report.header)
    write_answers(connection, report, report.answers)


def _answer_row(report: Report, section_id: str, answer: Answer) -> dict[str, object]:
    return {
        "report_id": report.id,
        "section_id": section_id,
        "kind": answer.kind,
        "prose": answer.prose,
        "reason": gate(answer.reason).text,
        "completed": answer.completed,
    }


def header(connection: Connection, report_id: str) -> dict[FieldId, str]:
    """What stands in the header fields. Raises ValueError when it is not as it was kept."""
    # As the seal reads it, whatever a damaged row says whose it is.
    table = schema.header
    found = connection.execute(select(table).where(table.c.report_id == report_id)).all()
    return {FieldId(row.field_id): _whole(row.typed) for row in found}


def headers(connection: Connection, report_ids: Collection[str]) -> dict[str, dict[FieldId, str]]:
    """The same of several reports, by their ids; one without a header is not there."""
    table = schema.header
    found: dict[str, dict[FieldId, str]] = {}
    query = select(table).where(table.c.report_id.in_(report_ids))
    for row in connection.execute(query).all():
        found.setdefault(row.report_id, {})[FieldId(row.field_id)] = _whole(row.typed)
    return found


def answers(connection: Connection, report_id: str) -> dict[str, Answer]:
    """The answers by section. Raises ValueError or KeyError when not as they were kept."""
    table = schema.answer
    found = connection.execute(select(table).where(table.c.report_id == report_id)).all()
    return {row.section_id: _answer(row) for row in found}


_ANSWERS_IN = text(
    # A list of pairs after IN would have SQLite read all answers there are.
    "SELECT report_id, section_id, kind, prose, reason, completed"
    " FROM json_each(:wanted) AS wanted CROSS JOIN answer"
    " ON report_id = json_extract(wanted.value, '$[0]')"
    " AND section_id = json_extract(wanted.value, '$[1]')"
).columns(*schema.answer.c)


def answers_in(
    connection: Connection, sections: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Answer]:
    """The same of single sections, by the ids of the report and the section."""
    wanted = json.dumps([list(each) for each in sections])
    found = connection.execute(_ANSWERS_IN, {"wanted": wanted}).all()
    return {(row.report_id, row.section_id): _answer(row) for row in found}


def _answer(row: Row[*tuple[Any, ...]]) -> Answer:
    return Answer(
        AnswerKind(row.kind), row.prose, reason=_whole(row.reason), completed=row.completed
    )


def _whole(kept: str) -> str:
    """Text as it was let in. A page of the file that was wiped reads as NULs."""
    if gate(kept).text != kept:
        raise ValueError("text that the gate would not have let in")
    return kept
