"""Knows the rows that are searched: the words of each place, and what can narrow a search.

The same tables stand beside an author's reports and on the hub's desk. All in them can be made
again from the reports, so they are no part of what has to be rescued from a damaged file.
"""

from dataclasses import dataclass

from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

NOT_CURRENT = "INSERT INTO passage_index_state VALUES (0)"
"""What a database of SQLite begins with: its full-text index is made on opening."""
LEXEMES = "lexemes"
"""Only in PostgreSQL: the generated column of `passage` that its index is over."""
_INDEXED_CHARACTERS = 400_000
"""Of one place: a tsvector has room for a megabyte, and a longer text would be refused."""
ON_POSTGRESQL = (
    f"ALTER TABLE passage ADD COLUMN {LEXEMES} tsvector GENERATED ALWAYS AS"
    f" (to_tsvector('english', left(words, {_INDEXED_CHARACTERS}))) STORED",
    f"CREATE INDEX passage_by_lexeme ON passage USING gin ({LEXEMES})",
)
"""What makes the index there, once the table is made."""


@dataclass(frozen=True, slots=True)
class SearchTables:
    """The tables of one database."""

    passage: Table
    """The words of one place, as `report.search_words.to_index` gives them."""
    subject: Table
    """What a whole report is about; a report without a row here has not been read yet."""
    state: Table
    """In SQLite one row: whether the full-text index can be relied on."""


def beside(metadata: MetaData, owner: str) -> SearchTables:
    """The tables for the reports that a column such as "report.id" names."""
    passage = Table(
        "passage",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("owner", Text, ForeignKey(owner, ondelete="CASCADE"), nullable=False),
        Column("place", Text, nullable=False),
        Column("place_id", Text, nullable=False),
        Column("topic", Text, nullable=False),
        Column("words", Text, nullable=False),
        UniqueConstraint("owner", "place", "place_id", name="passage_is_of_one_place"),
    )
    subject = Table(
        "subject",
        metadata,
        Column("owner", Text, ForeignKey(owner, ondelete="CASCADE"), primary_key=True),
        Column("service_words", Text, nullable=False),
        Column("period_start", Date),
        Column("period_end", Date),
        Column("words_version", Integer, nullable=False),  # of report.search_words
    )
    state = Table("passage_index_state", metadata, Column("is_current", Integer, nullable=False))
    return SearchTables(passage, subject, state)
