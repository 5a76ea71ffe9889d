"""Measures what a search costs among many reports, and what the index adds to a save.

python -m tests.benchmarks.search [REPORTS]      (figures to look at; no test depends on them)

With the index and without it by turns in the same run, on a database in a temporary folder.
"""

import platform
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place, Report
from highlight_desktop.store import hits
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id

REPORTS = 10_000
TIMES = 30
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SENTENCES = (
    "The {} branch opened again and lent {} more books than last year.",
    "Crews from {} emptied {} bins and swept the market.",
    "Visitors to {} were counted at the gate: {} on Sunday.",
    "The COVID-19 helpline at {} took {} calls.",
    "Benches in {} were mended at £{} each.",
)
RARE, USUAL, WORST = "puffin", "helpline market", "the"


def section_text(chance: random.Random) -> str:
    """About 90 words of a made-up council."""
    lines = [
        chance.choice(SENTENCES).format(f"Ward{chance.randrange(400)}", chance.randrange(5000))
        for _ in range(8)
    ]
    if chance.random() < 0.001:
        lines.append("A puffin was seen.")
    return "\n".join(lines)


def reports(count: int) -> Iterator[Report]:
    """Reports of 40 service areas over many periods, with all sections written."""
    chance, form = random.Random(5), edition.newest()
    for number in range(count):
        report = Report(new_id(), form)
        report, _ = report.fill_in(FieldId.SERVICE_AREAS, f"Service {number % 40}")
        report, _ = report.fill_in(FieldId.PERIOD, f"June {2000 + number // 40 % 25}")
        for section in form.sections:
            report, _ = report.write(section.id, blocks_of(section_text(chance))[0])
        yield report


@contextmanager
def left_out(store: Store) -> Iterator[None]:
    """As in an SQLite that was built without FTS5."""
    with store._database.transaction() as connection:
        connection.execute(text("UPDATE passage_index_state SET is_current = 0"))
    yield
    with store._database.transaction() as connection:
        connection.execute(text("UPDATE passage_index_state SET is_current = 1"))


def timed(
    work: Callable[[], object], times: int = TIMES, clock: Callable[[], float] = time.process_time
) -> float:
    """The median in milliseconds; of the processor, so that other work here counts little."""
    taken = []
    for _ in range(times):
        began = clock()
        work()
        taken.append(1000 * (clock() - began))
    return statistics.median(taken)


def main(count: int) -> None:
    """Say what was measured."""
    say(
        f"{platform.platform()}, Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}; {count:,} reports"
    )
    with TemporaryDirectory() as made:
        folder = Path(made)
        with Store.open(folder) as store, store._database.transaction() as connection:
            for each in reports(count):
                last = each
                store._create(connection, each, NOW)
        places = forget_everything(folder)
        indexing = timed(lambda: Store.open(folder).close(), 1)
        say(f"{places:,} places read and indexed: {indexing / count:.2f} ms a report")
        say(f"opened again: {timed(lambda: Store.open(folder).close(), 3):.0f} ms")
        with Store.open(folder) as store:
            for words in (RARE, USUAL, WORST):
                measure_search(store, words)
            measure_saves(store, last)


def forget_everything(folder: Path) -> int:
    """Leave the reports as an earlier version of the program would; how many places there are."""
    with Store.open(folder) as store, store._database.transaction() as connection:
        places = connection.scalar(text("SELECT count(*) FROM passage"))
        for table in ("passage", "subject"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("UPDATE passage_index_state SET is_current = 0"))
    return int(places or 0)


def measure_search(store: Store, words: str) -> None:
    """One search with its page of excerpts, and the same without the index."""
    total = store.search(words).total
    quick = timed(partial(store.search, words))
    with left_out(store):
        slow = timed(partial(store.search, words), 5)
    say(
        f"“{words}”, {total:,} places: {quick:.1f} ms;"
        f" one by one {slow:.1f} ms, x {slow / quick:.1f}"
    )


def measure_saves(store: Store, report: Report) -> None:
    """A section that grows by a word at each save, and a whole report."""
    place = Place("section", report.edition.sections[0].id)
    growing = report

    def save() -> None:
        nonlocal growing
        prose = growing.answers[place.id].prose
        last = replace(prose[-1], text=prose[-1].text + " again")
        growing, _ = growing.write(place.id, (*prose[:-1], last))
        store.save(growing, [place], now=NOW)

    with_index, without = [], []
    put = hits.INDEX.put
    for _ in range(6):
        with_index.append(timed(save, clock=time.perf_counter))
        hits.INDEX.put = lambda *_rest: None  # type: ignore[method-assign]
        without.append(timed(save, clock=time.perf_counter))
        hits.INDEX.put = put  # type: ignore[method-assign]
    one, other = statistics.median(with_index), statistics.median(without)
    say(f"a save {one:.2f} ms, without what is searched {other:.2f} ms, x {one / other:.2f}")
    chance = random.Random(7)

    def whole() -> None:
        changed = report
        for section in report.edition.sections:
            changed, _ = changed.write(section.id, blocks_of(section_text(chance))[0])
        with store._database.transaction() as connection:
            hits.INDEX.put(connection, report.id, changed)

    say(f"all sections of a report indexed anew in {timed(whole):.1f} ms")


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
