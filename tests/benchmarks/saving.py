"""Measures what it costs to save a section, beside putting as many bytes on the disk."""

import os
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place
from highlight_desktop.store.reports import Store
from tests.benchmarks.rows import Row, by_turns
from tests.benchmarks.search import NOW, reports

TIMES = 200
TEXT = "The reading room opened again on Monday with more visitors than last year. " * 12


def measure() -> list[Row]:
    """One section of 900 characters, saved again and again in one report."""
    with TemporaryDirectory(dir=Path.cwd()) as made, Store.open(Path(made) / "data") as store:
        [report] = reports(1)
        store.create(report, now=NOW)
        place = Place("section", report.edition.sections[0].id)
        numbers = count()

        def save() -> None:
            changed, _ = report.write(place.id, blocks_of(f"{TEXT}{next(numbers)}.")[0])
            store.save(changed, [place], now=NOW)

        log = Path(made) / "data" / "reports.db-wal"
        for _ in range(3):
            save()
        before = log.stat().st_size
        save()
        size_bytes = log.stat().st_size - before
        with (Path(made) / "raw").open("wb", buffering=0) as file:
            content = os.urandom(size_bytes)

            def write() -> None:
                file.write(content)
                os.fsync(file.fileno())

            ours, raw = by_turns(save, write, TIMES)
    what = f"a save: its commit is {size_bytes:,} bytes of log, with the words for the search"
    return [Row(what, ours, "writing as many bytes and fsync", raw, at_most_times=3)]
