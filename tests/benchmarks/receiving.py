"""Measures how long a year of returns takes to receive, and sees that each is accounted for.

python -m tests.benchmarks.receiving [AREAS] [PERIODS]     (40 and 26 unless told otherwise)

Before that 500 returns in one folder, half PDFs and half workbooks, and 500 workbooks; beside them,
by turns, openpyxl reads the same 500 workbooks, in one process and with nothing compared or kept.
The time is that of the clock; beside it stands the time of the processors, here and in the reading
processes, which another program running at the same time lengthens less.
"""

import os
import platform
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.receiving import Outcome, receive
from highlight_desktop.hub.returns import of_period
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report.period import Period
from highlight_desktop.store.desk import Desk
from tests.benchmarks.rows import Figures, Row, keep_compiled
from tests.hub.year import DUE_DAYS, Year, frozen, outcomes, written, year

NOW = datetime(2021, 4, 12, tzinfo=UTC)
RETURNS = 500
TURNS = 3
MOST_MS = 2_500
START, END = date(2020, 6, 8), date(2020, 6, 21)


def measure() -> list[Row]:
    """500 returns that are all well, by turns with openpyxl, which reads 500 workbooks alone."""
    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "peer": []}
    with TemporaryDirectory() as made:
        folder = Path(made)
        mixed, workbooks = write_returns(folder)
        for turn in range(TURNS):
            with Desk.open(folder / f"desk-{turn}") as desk:
                receiving = partial(receive_all, desk, mixed)
                taken["ours"].append(_taken(receiving))
            taken["peer"].append(_taken(partial(read_all, workbooks)))
    beside = f"openpyxl {openpyxl.__version__}, 500 workbooks in one process, nothing compared"
    clock, computing = (
        [Figures(tuple(each[n] for each in taken[who])) for who in ("ours", "peer")] for n in (0, 1)
    )
    what = f"{RETURNS} returns received, verified, recorded"
    return [
        Row(f"{what}, by the clock", clock[0], beside, clock[1], at_most=MOST_MS),
        Row(f"{what}, computing", computing[0], beside, computing[1]),
    ]


def _taken(work: Callable[[], None]) -> tuple[float, float]:
    clock, computed = time.perf_counter(), _computed_s()
    work()
    return 1000 * (time.perf_counter() - clock), 1000 * (_computed_s() - computed)


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print how long it took, and how much memory this process has needed at most by then."""
    clock, computed = time.perf_counter(), _computed_s()
    yield
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(
        f"{what}: {time.perf_counter() - clock:.2f} s,"
        f" {_computed_s() - computed:.2f} s of processors, {most_mb:.0f} MB"
    )


def say(line: str) -> None:
    """At once, also into a file."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _computed_s() -> float:
    used = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def receive_a_year(made: Year, folder: Path) -> None:
    """Everything that was sent becomes what it must become, or SystemExit says what did not."""
    deliveries = made.write(folder / "year")
    got: dict[tuple[str, str], Outcome] = {}
    with Desk.open(folder / "data") as desk:
        desk.expect(made.expected, now=NOW)
        with measured(f"{len(made.sent):,} files of a year received"), Examiner() as examiner:
            for delivery in deliveries:
                receipt = receive(desk, examiner, [delivery], now=NOW)
                got |= outcomes(receipt, folder / "year")
        with measured("All periods laid out"):
            states = {
                (number, line.service_area): line.state
                for number, (start, end) in enumerate(made.periods)
                for line in of_period(desk, Period("", start, end), now=NOW, due_days=DUE_DAYS)
            }
    wrong = [*_differing(got, made.outcomes), *_differing(states, made.states)]
    if wrong:
        raise SystemExit("\n".join(["Not every return is accounted for:", *wrong]))
    say(f"Each accounted for: {dict(Counter(map(str, got.values())))}")


def _differing(got: Mapping[Any, str], meant: Mapping[Any, str]) -> Iterator[str]:
    for key in got.keys() | meant.keys():
        if got.get(key) != meant.get(key):
            yield f"{key}: {got.get(key)} instead of {meant.get(key)}"


def write_returns(folder: Path) -> tuple[Path, Path]:
    """The documents of as many reports: half of each kind in one folder, workbooks in another."""
    mixed, workbooks = folder / "mixed", folder / "workbooks"
    mixed.mkdir()
    workbooks.mkdir()
    for number in range(RETURNS):
        snapshot = frozen(written(f"Area {number}", START, END), END)
        as_workbook = workbook.render(snapshot)
        (workbooks / f"{number:03}.xlsx").write_bytes(as_workbook)
        suffix, content = ("xlsx", as_workbook) if number % 2 else ("pdf", pdf.render(snapshot))
        (mixed / f"{number:03}.{suffix}").write_bytes(content)
    return mixed, workbooks


def receive_many(folder: Path) -> None:
    """All of them, by turns with openpyxl, which reads workbooks alone."""
    mixed, workbooks = write_returns(folder)
    for turn in range(TURNS):
        with Desk.open(folder / f"mixed-{turn}") as desk:
            for what in ("received", "received once more"):
                with measured(f"{RETURNS} returns {what}"):
                    receive_all(desk, mixed)
        with (
            Desk.open(folder / f"workbooks-{turn}") as desk,
            measured(f"{RETURNS} workbooks received"),
        ):
            receive_all(desk, workbooks)
        with measured(f"{RETURNS} workbooks read by openpyxl {openpyxl.__version__}"):
            read_all(workbooks)


def read_all(workbooks: Path) -> None:
    """As openpyxl reads them."""
    for path in sorted(workbooks.iterdir()):
        for sheet in openpyxl.load_workbook(path):
            for _row in sheet.iter_rows(values_only=True):
                pass


def receive_all(desk: Desk, folder: Path) -> None:
    """Receive a folder of returns that are all well."""
    with Examiner() as examiner:
        receipt = receive(desk, examiner, [folder], now=NOW)
    assert len(receipt.received) == RETURNS
    assert all(each.is_well for each in receipt.received)


def main() -> None:
    """Measure both, in a temporary folder."""
    keep_compiled()
    sizes = [int(each) for each in sys.argv[1:]] or [40, 26]
    say(
        f"{platform.platform()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f},"
        f" Python {platform.python_version()}"
    )
    with TemporaryDirectory() as folder:
        receive_many(Path(folder))
        receive_a_year(year(*sizes), Path(folder))


if __name__ == "__main__":
    main()
