"""Knows how each database is asked for words: FTS5, a tsvector, or a look at every word."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)

from highlight_desktop.report.search_words import Question
from highlight_desktop.store.search_tables import LEXEMES

_ON, _OFF = "[", "]"
"""Put around the words that were found; the words that are kept have neither."""
_HEADLINE = f"HighlightAll=true, StartSel={_ON}, StopSel={_OFF}"
_RANK: ColumnElement[float] = literal_column("passage_index.rank")
_INDEX = table("passage_index", column("rowid"))


class FullText:
    """Asks FTS5; the rank is its BM25."""

    def __init__(self, passage: Any, asked: Question) -> None:
        self._passage = passage
        terms = (" OR ".join(f'"{each}"' for each in spellings) for spellings in asked.terms)
        self._match = literal_column("passage_index").op("MATCH")(
            bindparam("asked", " AND ".join(f"({term})" for term in terms))
        )

    def found(self, places: Select[int]) -> Select[int]:
        """These of the places in which all that is asked for stands."""
        # The plus makes SQLite begin with the words, not with every place.
        matching = self._passage.c.id == literal_column("+passage_index.rowid")
        return places.join(_INDEX, matching).where(self._match)

    def ranked(self, found: Select[int]) -> Select[int]:
        """The best of what was found first."""
        return found.order_by(_RANK, self._passage.c.id.desc())

    def newest(self, found: Select[int]) -> Select[Any]:
        """What was found with its rank, less being better; the last kept first, and not sorted."""
        return found.add_columns(_RANK).order_by(literal_column("passage_index.rowid").desc())

    def marked(self, connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The numbers of the words that were asked for, in each of these places."""
        highlighted: ColumnElement[str] = literal_column(
            f"highlight(passage_index, 0, '{_ON}', '{_OFF}')"
        )
        query = select(_INDEX.c.rowid, highlighted).where(self._match, _INDEX.c.rowid.in_(ids))
        return {number: _marked(found) for number, found in connection.execute(query).all()}


class PostgreSql:
    """Asks a tsvector, which keeps none of the commonest words, such as “the”."""

    def __init__(self, passage: Any, asked: Question) -> None:
        self._passage = passage
        terms = [" or ".join(f'"{each}"' for each in spellings) for spellings in asked.terms]
        each = [func.websearch_to_tsquery(literal_column("'english'"), term) for term in terms]
        self._asked: ColumnElement[Any] = each[0]
        for further in each[1:]:
            self._asked = self._asked.op("&&")(further)
        self._lexemes: ColumnElement[Any] = literal_column(f"passage.{LEXEMES}")

    def asks_for_something(self, connection: Connection) -> bool:
        """False when all words are of those that it keeps none of."""
        return bool(connection.scalar(select(func.numnode(self._asked))))

    def found(self, places: Select[int]) -> Select[int]:
        """These of the places in which all that is asked for stands."""
        return places.where(self._lexemes.op("@@")(self._asked))

    def ranked(self, found: Select[int]) -> Select[int]:
        """The best of what was found first."""
        rank = func.ts_rank_cd(self._lexemes, self._asked)
        return found.order_by(rank.desc(), self._passage.c.id.desc())

    def marked(self, connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The numbers of the words that were asked for, in each of these places."""
        headline = func.ts_headline(
            literal_column("'english'"), self._passage.c.words, self._asked, _HEADLINE
        )
        own = self._passage.c
        query = select(own.id, headline).where(own.id.in_(ids))
        return {number: _marked(found) for number, found in connection.execute(query).all()}


class OneByOne:
    """Looks through all words; the last report kept first. A plural finds its singular."""

    def __init__(self, passage: Any, asked: Question) -> None:
        self._passage = passage
        self._asked = [[_stem(each) for each in spellings] for spellings in asked.terms]

    def found(self, places: Select[int]) -> Select[int]:
        """These of the places in which all that is asked for stands."""
        padded = literal(" ") + self._passage.c.words
        return places.where(
            *(
                or_(*(padded.contains(f" {each}") for each in spellings))
                for spellings in self._asked
            )
        )

    def ranked(self, found: Select[int]) -> Select[int]:
        """The best of what was found first."""
        return found.order_by(self._passage.c.id.desc())

    def marked(self, connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The numbers of the words that were asked for, in each of these places."""
        own = self._passage.c
        sought = tuple(word for term in self._asked for each in term for word in each.split(" "))
        rows = connection.execute(select(own.id, own.words).where(own.id.in_(ids))).all()
        return {
            row.id: tuple(n for n, one in enumerate(row.words.split(" ")) if one.startswith(sought))
            for row in rows
        }


def _stem(spelling: str) -> str:
    return spelling.removesuffix("s") if len(spelling) > len("gas") else spelling


def _marked(highlighted: str) -> tuple[int, ...]:
    """The numbers of the words between the marks; one mark may hold several words."""
    found: list[int] = []
    inside = False
    for number, word in enumerate(highlighted.split(" ")):
        inside = inside or _ON in word
        if inside:
            found.append(number)
        inside = inside and _OFF not in word
    return tuple(found)
