"""Knows the full-text index: how it is kept in step with the reports, and how it is asked.

SQLite finds words with FTS5 over the rows of `passage`, PostgreSQL with a generated tsvector;
an SQLite that was built without FTS5 looks through the words one by one. An index that was
left behind by such a build, or by a rescue, is made again when the reports are opened.
Whatever is asked reaches the engines as quoted words of letters and digits, so nothing a user
types can be an error of syntax.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.passages import Passage, passages
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.search_words import VERSION, Question, to_index
from highlight_desktop.store.search_engines import FullText, OneByOne, PostgreSql
from highlight_desktop.store.search_tables import SearchTables


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which reports and places alone are looked in; what is left out does not narrow."""

    service_area: str = ""
    """Words of it."""
    start: date | None = None
    end: date | None = None
    """Only reports whose period shares a day with these."""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A place with the words that were asked for."""

    owner: str
    place: Place
    topic: str
    marked: tuple[int, ...]
    """The numbers of the words found, as `search_words.words` counts them."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found, the best first."""

    total: int
    best: tuple[Match, ...]


def has_full_text(connection: Connection) -> bool:
    """True when this SQLite was built with FTS5."""
    return bool(connection.scalar(select(func.sqlite_compileoption_used("ENABLE_FTS5"))))


class SearchIndex:
    """The index of one database. Every call is part of the caller's transaction."""

    def __init__(self, tables: SearchTables) -> None:
        self._passage = tables.passage
        self._subject = tables.subject
        self._state = tables.state

    def bring_up_to_date(
        self,
        connection: Connection,
        owners: Select[str],
        report_of: Callable[[str], Report | None],
    ) -> None:
        """Read what has not been read yet, and make the index again where it was left behind.

        `owners` selects the ids of all reports; one of which `report_of` gives None is left out.
        """
        for_words = not _is_postgresql(connection) and has_full_text(connection)
        if not _is_postgresql(connection) and not for_words:
            connection.execute(update(self._state).values(is_current=0))
        own = self._subject.c
        read = select(own.owner).where(own.words_version == VERSION)
        for owner in connection.scalars(owners.except_(read)).all():
            report = report_of(owner)
            if report is not None:
                self.put(connection, owner, report)
        if for_words and not self._is_indexed(connection):
            _make_index(connection)
            connection.execute(update(self._state).values(is_current=1))

    def put(
        self,
        connection: Connection,
        owner: str,
        report: Report,
        places: Collection[Place] | None = None,
    ) -> None:
        """Keep the words of these places of a report, or of all; others stay as they are."""
        own = self._passage.c
        query = select(own.id, own.place, own.place_id, own.words).where(own.owner == owner)
        if places is not None:
            these = [and_(own.place == each.kind, own.place_id == each.id) for each in places]
            query = query.where(or_(False, *these))
        before = {Place(row.place, row.place_id): row for row in connection.execute(query).all()}
        after = {each.place: each for each in passages(report, places)}
        indexed = self._is_indexed(connection)
        if not before and places is None:
            self._write_all(connection, owner, after.values(), indexed=indexed)
            after = {}
        for place, row in before.items():
            if place not in after:
                self._remove(connection, [(row.id, row.words)], indexed=indexed)
        for place, passage in after.items():
            words = to_index(passage.text)
            old = before.get(place)
            if old is None or old.words != words:
                self._write(connection, owner, passage, words, old, indexed=indexed)
        if places is None or any(place.kind == "header" for place in places):
            self._tell_subject(connection, owner, report)

    def forget(self, connection: Connection, owners: Iterable[str]) -> None:
        """Let go of reports that are about to be deleted."""
        own = self._passage.c
        query = select(own.id, own.words).where(own.owner.in_(list(owners)))
        rows = [(row.id, row.words) for row in connection.execute(query).all()]
        self._remove(connection, rows, indexed=self._is_indexed(connection))

    def seek(
        self,
        connection: Connection,
        asked: Question,
        within: Narrowing,
        shown: ColumnElement[bool],
        *,
        at_most: int,
    ) -> Matches:
        """Where all that is asked for stands in one place, the best places first.

        `shown` says of `owner_column` which reports may be looked in at all.
        """
        if not asked:
            return Matches(0, ())
        where = [shown, *self._narrowed(within)]
        engine = self._engine(connection, asked)
        own = self._passage.c
        found = engine.found(select(own.id).where(*where))
        total = connection.scalar(select(func.count()).select_from(found.subquery())) or 0
        ids = connection.scalars(engine.ranked(found).limit(at_most)).all()
        best = []
        for each in ids:
            row = connection.execute(
                select(own.owner, own.place, own.place_id, own.topic).where(own.id == each)
            ).one()
            place = Place(row.place, row.place_id)
            best.append(Match(row.owner, place, row.topic, engine.marked(connection, each)))
        return Matches(total, tuple(best))

    @property
    def owner_column(self) -> ColumnElement[str]:
        """Whose the passage of a row is."""
        return self._passage.c.owner

    def _engine(self, connection: Connection, asked: Question) -> FullText | PostgreSql | OneByOne:
        if self._is_indexed(connection):
            return FullText(self._passage, asked)
        if _is_postgresql(connection):
            lexemes = PostgreSql(self._passage, asked)
            if lexemes.asks_for_something(connection):
                return lexemes
        return OneByOne(self._passage, asked)

    def _narrowed(self, within: Narrowing) -> list[ColumnElement[bool]]:
        own, about = self._passage.c, self._subject.c
        narrowed: list[ColumnElement[bool]] = []
        words = to_index(within.service_area)
        if words:
            padded = literal(" ") + about.service_words + " "
            narrowed.append(padded.contains(f" {words} "))
        if within.start is not None:
            narrowed.append(about.period_end >= within.start)
        if within.end is not None:
            narrowed.append(about.period_start <= within.end)
        where: list[ColumnElement[bool]] = []
        if narrowed:
            where.append(own.owner.in_(select(about.owner).where(*narrowed)))
        if within.topic:
            where.append(own.topic == within.topic)
        return where

    def _is_indexed(self, connection: Connection) -> bool:
        """True when there is an FTS5 index that has to be kept in step."""
        return not _is_postgresql(connection) and bool(
            connection.scalar(select(self._state.c.is_current))
        )

    def _write(
        self,
        connection: Connection,
        owner: str,
        passage: Passage,
        words: str,
        old: Any,
        *,
        indexed: bool,
    ) -> None:
        if indexed and old is not None:
            _unindex(connection, [(old.id, old.words)])
        statement = _upsert(connection.dialect.name, self._passage, "topic", "words")
        row = _row_of(owner, passage, words)
        number = connection.scalar(statement.returning(self._passage.c.id), row)
        if indexed:
            values = {"number": number, "words": words}
            connection.execute(
                text("INSERT INTO passage_index (rowid, words) VALUES (:number, :words)"), values
            )

    def _write_all(
        self, connection: Connection, owner: str, new: Iterable[Passage], *, indexed: bool
    ) -> None:
        """The whole of a report that has not been read, by as few statements as there can be."""
        rows = [_row_of(owner, each, to_index(each.text)) for each in new]
        if rows:
            statement = _upsert(connection.dialect.name, self._passage, "topic", "words")
            connection.execute(statement, rows)
        if indexed:
            connection.execute(
                text(
                    "INSERT INTO passage_index (rowid, words)"
                    " SELECT id, words FROM passage WHERE owner = :owner"
                ),
                {"owner": owner},
            )

    def _remove(
        self, connection: Connection, rows: Sequence[tuple[int, str]], *, indexed: bool
    ) -> None:
        if indexed:
            _unindex(connection, rows)
        own = self._passage
        for number, _ in rows:
            connection.execute(delete(own).where(own.c.id == number))

    def _tell_subject(self, connection: Connection, owner: str, report: Report) -> None:
        period = report.period_if_understood()
        row = {
            "service_words": to_index(report.typed(FieldId.SERVICE_AREAS)),
            "period_start": period and period.start,
            "period_end": period and period.end,
            "words_version": VERSION,
        }
        statement = _upsert(connection.dialect.name, self._subject, *row)
        connection.execute(statement, row | {"owner": owner})


@cache
def _upsert(dialect: str, into: Table, *changed: str) -> Any:
    """Insert a row, or change these columns of the one with the same key."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(into)
    key = [each.name for each in into.c if each.name not in (*changed, "id")]
    return statement.on_conflict_do_update(
        index_elements=key, set_={name: statement.excluded[name] for name in changed}
    )


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _unindex(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """FTS5 has to be told what stood there: it keeps no copy of its own."""
    statement = text(
        "INSERT INTO passage_index (passage_index, rowid, words) VALUES ('delete', :number, :words)"
    )
    for number, words in rows:
        connection.execute(statement, {"number": number, "words": words})


def _make_index(connection: Connection) -> None:
    for statement in (
        "DROP TABLE IF EXISTS passage_index",
        "CREATE VIRTUAL TABLE passage_index USING fts5 (words, content = 'passage',"
        " content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')",
        "INSERT INTO passage_index (passage_index) VALUES ('rebuild')",
    ):
        connection.execute(text(statement))


def _row_of(owner: str, passage: Passage, words: str) -> dict[str, str]:
    return {
        "owner": owner,
        "place": passage.place.kind,
        "place_id": passage.place.id,
        "topic": passage.topic,
        "words": words,
    }
