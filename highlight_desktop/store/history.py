"""Knows the earlier states of a draft: when one is kept, what of it is stored, which may go.

A version is kept in the very transaction that is about to write over it, and only after a
pause or another break in the work, so that it costs no write of its own. Versions are told
apart and put in order by revision; clocks only help to decide which are worth keeping. Of
each only the places are stored in which it differs from the version before.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import from_plain, to_kept
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.store import schema

PAUSE = timedelta(seconds=5)
"""When nothing was saved for so long, what stands there is a version of its own."""
_WHOLE_HOUR = timedelta(hours=1)
"""Every version of the last hour stays; before that, the last of each ten minutes."""
_WHOLE_DAY = timedelta(days=1)
"""Of anything older than a day, the last version of each day stays."""
_TEN_MINUTES_S = 600
_ABSENT = "null"


class Cause(StrEnum):
    """How a version came about."""

    EDITED = "edited"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Version:
    """One state a report has been in."""

    revision: int
    """Of the save that made it; a later version has a greater one, whatever the clock said."""
    saved_at: datetime
    cause: Cause
    places: tuple[Place, ...]
    """Where it differs from the version before it; in the first, all that was there."""


def is_worth_keeping(
    connection: Connection, report_id: str, now: datetime, *, after_break: bool
) -> bool:
    """True when a draft should be kept as it stands before it is written over.

    That is so for the first state of all, after a break, and when the author rested since;
    a clock that was set back counts as a rest.
    """
    own, kept = schema.report.c, schema.version.c
    begun = exists().where(kept.report_id == own.id)
    query = select(own.edited_at, begun).where(own.id == report_id, own.state == "draft")
    row = connection.execute(query).one_or_none()
    if row is None:
        return False
    saved_at, is_begun = row
    return after_break or not is_begun or abs(now - saved_at) >= PAUSE


def keep(
    connection: Connection,
    report: Report,
    revision: int,
    saved_at: datetime,
    *,
    now: datetime,
    cause: Cause = Cause.EDITED,
) -> None:
    """Keep this state of a draft unless it is the one kept last, and let old ones go."""
    there = _texts(report)
    changed = _differing(_stored(connection, report.id), there)
    begun = exists().where(schema.version.c.report_id == report.id)
    if not changed and connection.scalar(select(begun)):
        return
    key = {"report_id": report.id, "revision": revision}
    connection.execute(insert(schema.version).values(**key, saved_at=saved_at, cause=cause))
    if changed:
        rows = [
            {
                **key,
                "place": place.kind,
                "place_id": place.id,
                "content": zlib.compress(there.get(place, _ABSENT).encode("utf-8")),
            }
            for place in changed
        ]
        connection.execute(insert(schema.version_place), rows)
    _thin_out(connection, report.id, now)


def versions(
    connection: Connection, report: Report, revision: int, saved_at: datetime
) -> list[Version]:
    """All versions of a report, the oldest first; the last is the state it is in now."""
    table, stood = schema.version, schema.version_place
    places: dict[int, list[Place]] = {}
    changes = connection.execute(
        select(stood.c.revision, stood.c.place, stood.c.place_id)
        .where(stood.c.report_id == report.id)
        .order_by(stood.c.place, stood.c.place_id)
    )
    for row in changes.all():
        places.setdefault(row.revision, []).append(Place(row.place, row.place_id))
    kept = connection.execute(
        select(table).where(table.c.report_id == report.id).order_by(table.c.revision)
    )
    found = [
        Version(row.revision, row.saved_at, Cause(row.cause), tuple(places.get(row.revision, ())))
        for row in kept.all()
    ]
    changed = _differing(_stored(connection, report.id), _texts(report))
    if changed or not found:
        found.append(Version(revision, saved_at, Cause.EDITED, tuple(changed)))
    return found


def report_at(connection: Connection, report: Report, revision: int) -> Report | None:
    """The report as it stood at one of its versions, or None when there is no such version."""
    table = schema.version.c
    known = select(exists().where(table.report_id == report.id, table.revision == revision))
    if not connection.scalar(known):
        return None
    return _report(report, _stored(connection, report.id, revision))


def superfluous(kept: Sequence[tuple[int, datetime]], now: datetime) -> list[int]:
    """The revisions that need not be kept any longer; `kept` is in the order of revisions.

    The first and the last are always kept, and so is one whose time has not come yet.
    """
    last_of_each = {_stretch(revision, at, now): revision for revision, at in kept}
    staying = {*last_of_each.values(), kept[0][0], kept[-1][0]} if kept else set()
    return [revision for revision, _ in kept if revision not in staying]


def _stretch(revision: int, at: datetime, now: datetime) -> tuple[str, int]:
    """Of all versions in one stretch of time only the last is worth keeping."""
    if now - at < _WHOLE_HOUR:
        return "each", revision
    if now - at < _WHOLE_DAY:
        return "ten minutes", int(at.timestamp()) // _TEN_MINUTES_S
    return "day", at.toordinal()


def _thin_out(connection: Connection, report_id: str, now: datetime) -> None:
    """Let versions go; what they alone say passes to the next one that stays."""
    table = schema.version.c
    query = select(table.revision, table.saved_at).where(table.report_id == report_id)
    found = connection.execute(query.order_by("revision")).all()
    kept = [(row.revision, row.saved_at) for row in found]
    going = set(superfluous(kept, now))
    for (revision, _), (following, _) in pairwise(kept):
        if revision in going:
            _fold(connection, report_id, revision, following)


def _fold(connection: Connection, report_id: str, revision: int, into: int) -> None:
    own = schema.version_place
    other = own.alias()
    said_later = exists().where(
        other.c.report_id == report_id,
        other.c.revision == into,
        other.c.place == own.c.place,
        other.c.place_id == own.c.place_id,
    )
    moving = own.c.report_id == report_id, own.c.revision == revision, ~said_later
    connection.execute(update(own).where(*moving).values(revision=into))
    table = schema.version
    gone = table.c.report_id == report_id, table.c.revision == revision
    connection.execute(delete(table).where(*gone))


def _stored(
    connection: Connection, report_id: str, revision: int | None = None
) -> dict[Place, str]:
    """What stood in each place at a version; without one, at the last."""
    table = schema.version_place.c
    # SQLite takes the other columns from the row that has the maximum (sqlite.org/lang_select).
    query = select(table.place, table.place_id, table.content, func.max(table.revision))
    query = query.where(table.report_id == report_id)
    if revision is not None:
        query = query.where(table.revision <= revision)
    return {
        Place(row.place, row.place_id): _unpacked(row.content)
        for row in connection.execute(query.group_by(table.place, table.place_id)).all()
    }


def _unpacked(content: bytes) -> str:
    try:
        return zlib.decompress(content).decode("utf-8")
    except zlib.error as error:
        raise ValueError("an earlier version is not as it was kept") from error


def _differing(before: Mapping[Place, str], after: Mapping[Place, str]) -> list[Place]:
    places = dict.fromkeys((*after, *before))
    return [place for place in places if before.get(place, _ABSENT) != after.get(place, _ABSENT)]


def _texts(report: Report) -> dict[Place, str]:
    """What stands in each place, as JSON that is the same for the same content."""
    return {place: json.dumps(value, ensure_ascii=False) for place, value in _values(report)}


def _values(report: Report) -> Iterator[tuple[Place, object]]:
    for field_id, typed in report.header.items():
        yield Place("header", str(field_id)), typed
    for section_id, answer in report.answers.items():
        yield Place("section", section_id), _answer_to_plain(answer)
    if report.unplaced:
        yield Place("unplaced"), to_kept(report.unplaced)
    if report.marking:
        yield Place("marking"), report.marking


def _report(now: Report, texts: Mapping[Place, str]) -> Report:
    """The report these texts make; raises ValueError or KeyError when they are none of ours."""
    values = {place: json.loads(text) for place, text in texts.items() if text != _ABSENT}
    return replace(
        now,
        header={
            FieldId(place.id): str(value)
            for place, value in values.items()
            if place.kind == "header"
        },
        answers={
            place.id: _answer_from_plain(value)
            for place, value in values.items()
            if place.kind == "section"
        },
        unplaced=from_plain(values.get(Place("unplaced"), [])),
        marking=str(values.get(Place("marking"), "")),
    )


def _answer_to_plain(answer: Answer) -> dict[str, object]:
    return {
        "kind": str(answer.kind),
        "prose": to_kept(answer.prose),
        "reason": answer.reason,
        "completed": answer.completed,
    }


def _answer_from_plain(value: Mapping[str, Any]) -> Answer:
    return Answer(
        AnswerKind(value["kind"]),
        from_plain(value["prose"]),
        str(value["reason"]),
        bool(value["completed"]),
    )
