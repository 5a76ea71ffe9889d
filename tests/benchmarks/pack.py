"""Measures a pack of 500 reports beside one of 50: seconds, pages, and memory for each report.

python -m tests.benchmarks.pack [REPORTS]     (figures to look at; no test depends on them)

Each pack is made in a process of its own, so that what the system says of its memory is that
of one pack. Beside the clock's stands the time of the processor, which other programs running at
the same time lengthen less. The desk is filled before, in a temporary folder; reading it counts.
Then the document alone, by turns with the same texts set by ReportLab as it comes, without tags,
contents or links.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.hub import pack
from highlight_desktop.hub.binding import bind
from highlight_desktop.hub.contents import gather
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.report import period
from highlight_desktop.store.desk import Desk
from tests.benchmarks import plain_pack
from tests.benchmarks.rows import Figures, Row
from tests.hub import desks

REPORTS = 500
FEW = 50
BLOCKS = 4
TURNS = 3
MOST_TIMES = 0.6
LIMIT_MB = 0.2
"""What each further report may cost."""


def main() -> int:
    """Measure and tell. 1 when a report costs more memory than it may."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    _say(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    costly = False
    with TemporaryDirectory(prefix="pack-") as folder:
        for count in (FEW, reports):
            with Desk.open(Path(folder) / str(count)) as desk:
                desks.fill(desk, count, blocks=BLOCKS)
        for arrangement in Arrangement:
            measured = [_measured(folder, count, arrangement) for count in (FEW, reports)]
            for told, _ in measured:
                _say(told)
            (_, few_mb), (_, many_mb) = measured
            each_mb = (many_mb - few_mb) / max(1, reports - FEW)
            _say(f"  memory for each further report: {each_mb:.3f} MB (at most {LIMIT_MB})")
            costly |= each_mb > LIMIT_MB
        beside_plain(Path(folder) / str(reports))
    return int(costly)


def measure() -> list[Row]:
    """The document beside plain ReportLab’s, and what memory a report more takes."""
    with TemporaryDirectory(prefix="pack-") as made:
        folder = Path(made)
        for count in (FEW, REPORTS):
            with Desk.open(folder / str(count)) as desk:
                desks.fill(desk, count, blocks=BLOCKS)
        few_mb, many_mb = (
            _measured(made, count, Arrangement.SECTION)[1] for count in (FEW, REPORTS)
        )
        ours, plain = _by_turns(folder / str(REPORTS))
    each_mb = (many_mb - few_mb) / (REPORTS - FEW)
    (ours_pages, ours_s), (plain_pages, plain_s) = ours, plain
    return [
        Row(
            f"the document of a pack of {REPORTS} reports: {ours_pages:,} pages, tagged",
            Figures(tuple(ours_s), "s"),
            f"ReportLab as it comes, untagged: {plain_pages:,} pages",
            Figures(tuple(plain_s), "s"),
            at_most_times=MOST_TIMES,
        ),
        Row(
            "memory for each report of a pack beyond 50",
            Figures((each_mb,), "MB"),
            at_most=LIMIT_MB,
        ),
        Row(f"most memory for a pack of {REPORTS}, with its workbook", Figures((many_mb,), "MB")),
    ]


def make_one(folder: Path, count: int, arrangement: Arrangement) -> None:
    """Make one pack in this process and tell its peak of memory, in MB, as the last line."""
    began: dict[str, float] = {}

    def note(step: str, _done: int, _of: int) -> None:
        began.setdefault(step, time.process_time())

    with Desk.open(folder / str(count)) as desk:
        clock, first = time.perf_counter(), time.process_time()
        wanted = Selection(period.read(desks.period()))
        made = pack.make(desk, wanted, folder / "out", arrangement, progress=note)
        took_s = time.perf_counter() - clock
    # The steps: reading the returns, setting the pages, writing the workbook.
    _, pages_from, workbook_from = began.values()
    ended = time.process_time()
    document_mb, workbook_mb = (
        path.stat().st_size / 1e6 for path in (made.document, made.workbook)
    )
    peak_mb = _peak_mb()
    _say(
        f"by {arrangement}: {made.returns} reports, {made.pages:,} pages: read in"
        f" {pages_from - first:.1f} s, document {workbook_from - pages_from:.1f} s, workbook"
        f" {ended - workbook_from:.1f} s of processor time ({took_s:.1f} s by the clock);"
        f" document {document_mb:.1f} MB, workbook {workbook_mb:.1f} MB, peak {peak_mb:.0f} MB"
    )
    _say(f"{peak_mb}")


def _peak_mb() -> float:
    """The most memory that this process has needed; what it was begun by does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(each.split(":", 1) for each in status.read_text("ascii").splitlines())
        return int(told["VmHWM"].split()[0]) / 1e3
    # In bytes on a Mac.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def beside_plain(folder: Path) -> None:
    """The document of the larger desk, by turns with plain ReportLab, from what was read once."""
    ours, plain = _by_turns(folder)
    for what, (pages, taken) in (("ours, tagged", ours), ("plain ReportLab", plain)):
        seconds = ", ".join(f"{each:.1f}" for each in taken)
        _say(f"  {what} ({pages:,} pages): {seconds} s of processor time")
    _say(f"  ours to plain: {statistics.median(ours[1]) / statistics.median(plain[1]):.2f}")


def _by_turns(folder: Path) -> tuple[tuple[int, list[float]], tuple[int, list[float]]]:
    """The pages and seconds of the processor, ours and plain."""

    def timed(make: Callable[[], int]) -> tuple[int, float]:
        began = time.process_time()
        return make(), time.process_time() - began

    ours, plain = [], []
    wanted = Selection(period.read(desks.period()))
    with Desk.open(folder) as desk, gather(desk, wanted) as contents:
        for _ in range(TURNS):
            ours.append(timed(lambda: bind(BytesIO(), contents, Arrangement.SECTION)))
            plain.append(timed(lambda: plain_pack.write(BytesIO(), contents)))
    return (ours[0][0], [each for _, each in ours]), (plain[0][0], [each for _, each in plain])


def _measured(folder: str, count: int, arrangement: Arrangement) -> tuple[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.pack", folder, str(count), arrangement]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told, peak_mb = done.stdout.splitlines()
    return told, float(peak_mb)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        make_one(Path(sys.argv[1]), int(sys.argv[2]), Arrangement(sys.argv[3]))
    else:
        sys.exit(main())
