"""Measures a search among 10,000 reports beside LIKE; `search` tells more of it."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from highlight_desktop.store.reports import Store
from tests.benchmarks.rows import Row, by_turns, computed
from tests.benchmarks.search import NOW, RARE, REPORTS, USUAL, WORST, reports
from ui.acts.searching import _RANKED

TIMES = 15
USUAL_MS, WORST_MS = 3, 20


def measure() -> list[Row]:
    """As the window searches, with 50 excerpts; beside it LIKE, which only counts."""
    with TemporaryDirectory() as made:
        with Store.open(Path(made)) as store, store._database.transaction() as connection:
            for each in reports(REPORTS):
                store._create(connection, each, NOW)
        with Store.open(Path(made), at_leisure=True) as store:
            return [
                _row(store, what, asked, at_most)
                for what, asked, at_most in (
                    ("a rare word", RARE, USUAL_MS),
                    ("a word in one place of sixty", "ward17", USUAL_MS),
                    ("two words in most places", USUAL, WORST_MS),
                    ("a word in nearly all", WORST, WORST_MS),
                )
            ]


def _row(store: Store, what: str, asked: str, at_most: float) -> Row:
    words = asked.split()
    query = text(
        "SELECT count(*) FROM passage WHERE "
        + " AND ".join(f"' ' || words LIKE :word{n}" for n in range(len(words)))
    )
    values = {f"word{n}": f"% {word}%" for n, word in enumerate(words)}

    def like() -> None:
        with store._database.reading() as connection:
            connection.execute(query, values).all()

    found = store.search(asked, newest=_RANKED)
    ours, peer = by_turns(partial(store.search, asked, newest=_RANKED), like, TIMES, computed)
    places = f"{'more than ' if found.has_older else ''}{found.total:,} places"
    return Row(f"{what}: {places}", ours, "LIKE, counting its places", peer, at_most=at_most)
