"""Measures how long a year of returns takes to receive, and sees that each is accounted for.

python -m tests.benchmarks.receiving [AREAS] [PERIODS]     (40 and 26 unless told otherwise)

Then 500 returns in one folder, half PDFs and half workbooks. The time is that of the clock; beside
it stands the time of the processors, here and in the reading processes, which another program
running at the same time does not lengthen.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.receiving import Outcome, receive
from highlight_desktop.hub.returns import of_period
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report.period import Period
from highlight_desktop.store.desk import Desk
from tests.hub.year import DUE_DAYS, Year, frozen, outcomes, written, year

NOW = datetime(2021, 4, 12, tzinfo=UTC)
RETURNS = 500
START, END = date(2020, 6, 8), date(2020, 6, 21)


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


def receive_many(folder: Path) -> None:
    """The documents of as many reports."""
    (folder / "many").mkdir()
    for number in range(RETURNS):
        snapshot = frozen(written(f"Area {number}", START, END), END)
        render, suffix = (workbook.render, "xlsx") if number % 2 else (pdf.render, "pdf")
        (folder / "many" / f"{number:03}.{suffix}").write_bytes(render(snapshot))
    with Desk.open(folder / "other") as desk:
        for what in ("received", "received once more"):
            with measured(f"{RETURNS} returns {what}"), Examiner() as examiner:
                receipt = receive(desk, examiner, [folder / "many"], now=NOW)
            assert len(receipt.received) == RETURNS


def main() -> None:
    """Measure both, in a temporary folder."""
    sizes = [int(each) for each in sys.argv[1:]] or [40, 26]
    with TemporaryDirectory() as folder:
        receive_many(Path(folder))
        receive_a_year(year(*sizes), Path(folder))


if __name__ == "__main__":
    main()
