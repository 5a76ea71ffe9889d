"""Knows what is shown of each place in which a search found its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.passages import place_in_words, span_at, text_in
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.search_words import Excerpt, excerpt, question
from highlight_desktop.store import rows, schema, seals
from highlight_desktop.store.search import Match, Narrowing, SearchIndex

INDEX = SearchIndex(schema.SEARCHED)
EVERYWHERE = Narrowing()
PAGE = 50
"""How many places are read unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in which the words stand."""

    report_id: str
    service_areas: str
    period_typed: str
    state: str
    version: int
    place: Place
    heading: str
    """What the form calls the place."""
    topic: str
    """Empty for a header field and for text that belongs nowhere yet."""
    excerpt: Excerpt
    span: Span
    """Where the excerpt's first word that was asked for stands in the place."""
    sha256: str | None = None
    """Of the return it is in, on the hub's desk."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    total: int
    """How many places there are, shown or not."""
    best: tuple[Hit, ...]
    """The best of them, the best first."""
    has_older: bool = False
    """True when `total` counts the newest alone, and only these were ranked."""


def found(
    connection: Connection,
    typed: str,
    within: Narrowing,
    *,
    at_most: int,
    newest: int | None = None,
) -> Hits:
    """Look for words in all reports but those in the bin; see `Store.search`.

    Raises ValueError or KeyError when a report is not as it was kept.
    """
    own = schema.report.c
    shown = exists().where(own.id == INDEX.owner_column, own.discarded_at.is_(None))
    asked = question(typed)
    matches = INDEX.seek(connection, asked, within, shown, at_most=at_most, newest=newest)
    return Hits(matches.total, tuple(_hits(connection, matches.best)), has_older=matches.has_older)


def hit_in(report: Report, match: Match, *, state: str, version: int) -> Hit:
    """What is shown of a match in its report."""
    text = text_in(report, match.place)
    shown = excerpt(text, match.marked)
    return Hit(
        report_id=report.id,
        service_areas=report.typed(FieldId.SERVICE_AREAS),
        period_typed=report.typed(FieldId.PERIOD),
        state=state,
        version=version,
        place=match.place,
        heading=place_in_words(report, match.place),
        topic=match.topic,
        excerpt=shown,
        span=span_at(text, *shown.at),
    )


def _hits(connection: Connection, matches: Sequence[Match]) -> Iterator[Hit]:
    """Of each report no more than its header and the one place is read.

    Raises ValueError when one is not as it was sealed: no altered text is shown as found.
    """
    ids = {match.owner for match in matches}
    if not seals.are_whole(seals.asking(connection), ids):
        raise ValueError("a report that is not as it was sealed")
    own, form = schema.report.c, schema.edition.c
    query = select(own.id, own.edition_sha256, own.state, own.version, own.unplaced)
    there = {row.id: row for row in connection.execute(query.where(own.id.in_(ids))).all()}
    forms = {row.edition_sha256 for row in there.values()}
    definitions = select(form.sha256, form.definition).where(form.sha256.in_(forms))
    editions = {
        row.sha256: rows.edition(row.definition, row.sha256)
        for row in connection.execute(definitions).all()
    }
    headers = rows.headers(connection, ids)
    sections = [(each.owner, each.place.id) for each in matches if each.place.kind == "section"]
    answers = rows.answers_in(connection, sections)
    for match in matches:
        row, key = there[match.owner], (match.owner, match.place.id)
        report = Report(
            id=row.id,
            edition=editions[row.edition_sha256],
            header=headers.get(row.id, {}),
            answers={match.place.id: answers[key]} if match.place.kind == "section" else {},
            unplaced=row.unplaced,
        )
        yield hit_in(report, match, state=row.state, version=row.version)
