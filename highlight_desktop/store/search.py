"""Knows the full-text index: how it is kept in step with the reports, and how it is asked.

SQLite finds words with FTS5 over the rows of `passage`, PostgreSQL with a generated tsvector;
an SQLite that was built without FTS5 looks through the words one by one. An index that was
left behind by such a build, or by a rescue, is made again when the reports are opened.
Whatever is asked reaches the engines as quoted words of letters and digits, so nothing a user
types can be an error of syntax.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from sqlalchemy.dialects import sqlite

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.passages import Passage, passages
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.search_words import VERSION, Question, to_index
from highlight_desktop.store.search_engines import FullText, OneByOne, PostgreSql
from highlight_desktop.store.search_tables import SearchTables

_INDEX_PLACE = text(
    "INSERT INTO passage_index (rowid, words) SELECT id, words FROM passage"
    " WHERE owner = :owner AND place = :place AND place_id = :place_id"
)
_UNINDEX_PLACE = text(
    "INSERT INTO passage_index (passage_index, rowid, words) VALUES ('delete', :number, :words)"
)

_REBUILD = text("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")


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
    has_older: bool = False
    """True when `total` counts the newest alone, and only these were ranked."""


def has_full_text(connection: Connection) -> bool:
    """True when this SQLite was built with FTS5."""
    return bool(connection.scalar(select(func.sqlite_compileoption_used("ENABLE_FTS5"))))


class SearchIndex:
    """The index of one database. Every call is part of the caller's transaction."""

    def __init__(self, tables: SearchTables) -> None:
        self._passage = tables.passage
        self._subject = tables.subject
        self._state = tables.state
        self._made: dict[tuple[str, str], Any] = {}
        """Statements by dialect and table; one that was made is not put together again."""

    def bring_up_to_date(
        self,
        connection: Connection,
        owners: Select[str],
        report_of: Callable[[str], Report | None],
    ) -> None:
        """Read what has not been read yet, and make the index again where it was left behind.

        `owners` selects the ids of all reports; one of which `report_of` gives None is left out.
        """
        if not _is_postgresql(connection) and not has_full_text(connection):
            connection.execute(update(self._state).values(is_current=0))
        self.read(connection, self.unread(connection, owners), report_of)
        self.prepare(connection)

    def prepare(self, connection: Connection) -> None:
        """Make the full-text index again where it was left behind; quick while little is read."""
        if _is_postgresql(connection) or not has_full_text(connection):
            return
        if not self._is_indexed(connection):
            _make_index(connection)
            connection.execute(update(self._state).values(is_current=1))

    def unread(self, connection: Connection, owners: Select[str]) -> list[str]:
        """Of all reports those that have not been read yet, or by an earlier version."""
        own = self._subject.c
        read = select(own.owner).where(own.words_version == VERSION)
        return list(connection.scalars(owners.except_(read)).all())

    def read(
        self,
        connection: Connection,
        owners: Iterable[str],
        report_of: Callable[[str], Report | None],
    ) -> None:
        """Read these; one of which `report_of` gives None is left out."""
        for owner in owners:
            report = report_of(owner)
            if report is not None:
                self.put(connection, owner, report)

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
        there = {Place(row.place, row.place_id): row for row in connection.execute(query).all()}
        written = {}
        for passage in passages(report, places):
            old, words = there.pop(passage.place, None), to_index(passage.text)
            if old is None or old.words != words:
                written[passage] = words, old
        indexed = self._is_indexed(connection)
        self._remove(connection, list(there.values()), indexed=indexed)
        self._write(connection, owner, written, indexed=indexed)
        if places is None or any(place.kind == "header" for place in places):
            self._tell_subject(connection, owner, report)

    def forget(self, connection: Connection, owners: Iterable[str]) -> None:
        """Let go of reports that are about to be deleted."""
        own = self._passage.c
        query = select(own.id, own.words).where(own.owner.in_(list(owners)))
        rows = connection.execute(query).all()
        self._remove(connection, rows, indexed=self._is_indexed(connection))

    def make_again(self, connection: Connection) -> None:
        """Make the full-text index anew: FTS5 itself keeps words of what it was told to forget."""
        if self._is_indexed(connection):
            connection.execute(_REBUILD)

    def seek(
        self,
        connection: Connection,
        asked: Question,
        within: Narrowing,
        shown: ColumnElement[bool],
        *,
        at_most: int,
        newest: int | None = None,
    ) -> Matches:
        """Where all that is asked for stands in one place, the best places first.

        To rank a word that stands nearly everywhere takes long; with `newest`, FTS5 ranks so
        many of the places kept last and leaves out the others.

        `shown` says of `owner_column` which reports may be looked in at all.
        """
        if not asked:
            return Matches(0, ())
        where = [shown, *self._narrowed(within)]
        engine = self._engine(connection, asked)
        own = self._passage.c
        found = engine.found(select(own.id).where(*where))
        if newest is not None and isinstance(engine, FullText):
            ranked = connection.execute(engine.newest(found).limit(newest + 1)).all()
            total, has_older = min(len(ranked), newest), len(ranked) > newest
            best_first = sorted((rank, -number) for number, rank in ranked[:newest])
            ids: Sequence[int] = [-number for _, number in best_first[:at_most]]
        else:
            total = connection.scalar(select(func.count()).select_from(found.subquery())) or 0
            has_older = False
            ids = connection.scalars(engine.ranked(found).limit(at_most)).all()
        there = {
            row.id: row
            for row in connection.execute(
                select(own.id, own.owner, own.place, own.place_id, own.topic).where(own.id.in_(ids))
            ).all()
        }
        marked = engine.marked(connection, ids)
        best = [
            Match(row.owner, Place(row.place, row.place_id), row.topic, marked[row.id])
            for row in (there[each] for each in ids)
        ]
        return Matches(total, tuple(best), has_older)

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
        written: Mapping[Passage, tuple[str, Any]],
        *,
        indexed: bool,
    ) -> None:
        """Keep the words of these passages, and have the index forget what stood there."""
        if not written:
            return
        if indexed:
            _unindex(connection, [old for _, old in written.values() if old is not None])
        rows = [
            {
                "owner": owner,
                "place": passage.place.kind,
                "place_id": str(passage.place.id),
                "topic": passage.topic,
                "words": words,
            }
            for passage, (words, _) in written.items()
        ]
        key = ("owner", "place", "place_id")
        connection.execute(self._upsert(connection, self._passage, key), rows)
        if indexed:
            connection.execute(_INDEX_PLACE, rows)

    def _remove(self, connection: Connection, rows: Sequence[Any], *, indexed: bool) -> None:
        """Let go of rows that have an id and words."""
        if not rows:
            return
        if indexed:
            _unindex(connection, rows)
        own = self._passage
        connection.execute(delete(own).where(own.c.id.in_([row.id for row in rows])))

    def _tell_subject(self, connection: Connection, owner: str, report: Report) -> None:
        period = report.period_if_understood()
        row = {
            "owner": owner,
            "service_words": to_index(report.typed(FieldId.SERVICE_AREAS)),
            "period_start": period and period.start,
            "period_end": period and period.end,
            "words_version": VERSION,
        }
        connection.execute(self._upsert(connection, self._subject, ("owner",)), [row])

    def _upsert(self, connection: Connection, table: Table, key: Sequence[str]) -> Any:
        """Keep a row in the place of the one with the same key."""
        made = connection.dialect.name, table.name
        if made not in self._made:
            statement = _insert(connection, table)
            told = [each.name for each in table.columns if each.name not in (*key, "id")]
            self._made[made] = statement.on_conflict_do_update(
                index_elements=list(key),
                set_={name: statement.excluded[name] for name in told},
            )
        return self._made[made]


def _insert(connection: Connection, table: Table) -> Any:
    if not _is_postgresql(connection):
        return sqlite.insert(table)
    # Here, because an author's own reports never need it, and it takes long to load.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _unindex(connection: Connection, rows: Sequence[Any]) -> None:
    """FTS5 has to be told what stood there: it keeps no copy of its own."""
    if rows:
        values = [{"number": row.id, "words": row.words} for row in rows]
        connection.execute(_UNINDEX_PLACE, values)


def _make_index(connection: Connection) -> None:
    for statement in (
        "DROP TABLE IF EXISTS passage_index",
        "CREATE VIRTUAL TABLE passage_index USING fts5 (words, content = 'passage',"
        " content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')",
    ):
        connection.execute(text(statement))
    connection.execute(_REBUILD)
