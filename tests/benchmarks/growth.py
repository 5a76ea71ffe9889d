"""Measures how what is done often grows with the number of reports, and with their length.

Beside its table it draws docs/growth.svg: both scales are those of powers, so that what takes as
long for ten times as much lies flat, and what takes ten times as long rises as steeply as the grid.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.hub import pack
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report import period
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.reports import Store
from tests.benchmarks.growth_plot import plot
from tests.benchmarks.rows import Figures, Row, computed, repeated
from tests.benchmarks.search import NOW, RARE, reports
from tests.conftest import REPOSITORY
from tests.hub import desks

SIZES = (1, 10, 100, 1_000, 10_000)
TEXT_BYTES = (1_000, 10_000, 100_000, 1_000_000)
SENTENCE = "The reading room opened again on Monday with more visitors than last year.\n"
TIMES = 7
Lines = dict[str, dict[int, Figures]]


def measure() -> list[Row]:
    """By the processor's time, a line for each size; and the plot of both."""
    numbers, lengths = {**_of_numbers(), **_of_packs()}, _of_lengths()
    plot(REPOSITORY / "docs" / "growth.svg", {"reports kept": numbers, "bytes of text": lengths})
    return [*_rows(numbers, "{:,} kept"), *_rows(lengths, "{:,} bytes")]


def _rows(lines: Lines, words: str) -> Iterable[Row]:
    for what, figures in lines.items():
        sizes = sorted(figures)
        for before, size in zip([None, *sizes], sizes, strict=False):
            beside = words.format(before) if before else "–"
            peer = figures[before] if before else None
            ours = figures[size]
            yield Row(
                f"{what}: {words.format(size)}",
                ours,
                beside,
                peer,
                at_most_times=_steepest(before, size),
            )


def _steepest(before: int | None, size: int) -> float | None:
    """Nothing may grow faster than what there is of it, but for a quarter: two runs differ."""
    return 1.25 * size / before if before else None


def _of_numbers() -> Lines:
    lines: Lines = {}
    for size in SIZES:
        with TemporaryDirectory() as made:
            folder = Path(made)
            with Store.open(folder) as store, store._database.transaction() as connection:
                for last in reports(size):
                    store._create(connection, last, NOW)
            Store.open(folder).close()
            for what, figures in _acts(folder, last).items():
                lines.setdefault(what, {})[size] = figures
    return lines


def _acts(folder: Path, report: Report) -> dict[str, Figures]:
    place, numbers = Place("section", report.edition.sections[0].id), count()
    moment = NOW

    def save() -> None:
        nonlocal moment
        moment += timedelta(seconds=1)
        changed, _ = report.write(place.id, blocks_of(f"{SENTENCE}{next(numbers)}.")[0])
        store.save(changed, [place], now=moment)

    def start() -> None:
        with Store.open(folder, at_leisure=True) as opened:
            opened.last_worked_on()

    told = {"opening the last report at a start": repeated(start, TIMES, computed)}
    with Store.open(folder) as store:
        told["reading a report"] = repeated(lambda: store.load(report.id), TIMES, computed)
        told["saving a section"] = repeated(save, 3 * TIMES, computed)
        told["searching, a rare word"] = repeated(
            lambda: store.search(RARE, newest=1_000), TIMES, computed
        )
        told["listing all"] = repeated(store.summaries, TIMES, computed)
        told["what the last period says"] = repeated(
            lambda: store.last_submitted(report), TIMES, computed
        )
    return told


def _of_packs() -> Lines:
    """With its workbook; of 10,000 reports a pack takes minutes, and is not measured."""
    made: dict[int, Figures] = {}
    for size in SIZES[:-1]:
        with TemporaryDirectory() as folder, Desk.open(Path(folder) / "desk") as desk:
            desks.fill(desk, size, blocks=4)
            wanted = Selection(period.read(desks.period()))
            out = Path(folder) / "out"
            bind = partial(pack.make, desk, wanted, out, Arrangement.SECTION)
            made[size] = Figures((computed(bind),)) if size > 100 else repeated(bind, 1, computed)
    return {"a pack of all, with its workbook": made}


def _of_lengths() -> Lines:
    lines: Lines = {}
    for size in TEXT_BYTES:
        with TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
            for what, act in _acts_on_text(store, size).items():
                times = 3 if size < TEXT_BYTES[-1] else 1
                lines.setdefault(what, {})[size] = repeated(act, times, computed)
    return lines


def _acts_on_text(store: Store, size: int) -> dict[str, Callable[[], object]]:
    """One section has so many bytes."""
    [report] = reports(1)
    place = Place("section", report.edition.sections[0].id)
    prose = blocks_of(SENTENCE * (size // len(SENTENCE)))[0]
    report, _ = report.write(place.id, prose)
    store.create(report, now=NOW)
    frozen = freeze(report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", ""))
    acts: dict[str, Callable[[], object]] = {
        "saving a long section": lambda: store.save(report, [place], now=NOW),
        "reading a long report": lambda: store.load(report.id),
        "a long PDF": lambda: pdf.render(frozen),
    }
    if size < TEXT_BYTES[-1]:  # a workbook of more lines takes minutes
        acts["a long workbook"] = lambda: workbook.render(frozen)
    return acts
