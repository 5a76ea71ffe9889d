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
from tests.hub import desks

REPORTS = 500
FEW = 50
BLOCKS = 4
TURNS = 3
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
            few_mb, many_mb = (_measured(folder, count, arrangement) for count in (FEW, reports))
            each_mb = (many_mb - few_mb) / max(1, reports - FEW)
            _say(f"  memory for each further report: {each_mb:.3f} MB (at most {LIMIT_MB})")
            costly |= each_mb > LIMIT_MB
        beside_plain(Path(folder) / str(reports))
    return int(costly)


def measure(folder: Path, count: int, arrangement: Arrangement) -> None:
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
    # In kilobytes on Linux, in bytes on a Mac.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mb = peak / (1e6 if sys.platform == "darwin" else 1e3)
    _say(
        f"by {arrangement}: {made.returns} reports, {made.pages:,} pages: read in"
        f" {pages_from - first:.1f} s, document {workbook_from - pages_from:.1f} s, workbook"
        f" {ended - workbook_from:.1f} s of processor time ({took_s:.1f} s by the clock);"
        f" document {document_mb:.1f} MB, workbook {workbook_mb:.1f} MB, peak {peak_mb:.0f} MB"
    )
    _say(f"{peak_mb}")


def beside_plain(folder: Path) -> None:
    """The document of the larger desk, by turns with plain ReportLab, from what was read once."""
    wanted = Selection(period.read(desks.period()))
    seconds: dict[str, list[float]] = {}

    def timed(what: str, make: Callable[[], int]) -> None:
        began = time.process_time()
        pages = make()
        seconds.setdefault(f"{what} ({pages:,} pages)", []).append(time.process_time() - began)

    with Desk.open(folder) as desk, gather(desk, wanted) as contents:
        for _ in range(TURNS):
            timed("ours, tagged", lambda: bind(BytesIO(), contents, Arrangement.SECTION))
            timed("plain ReportLab", lambda: plain_pack.write(BytesIO(), contents))
    ours, plain = (statistics.median(taken) for taken in seconds.values())
    for what, taken in seconds.items():
        _say(f"  {what}: {', '.join(f'{each:.1f}' for each in taken)} s of processor time")
    _say(f"  ours to plain: {ours / plain:.2f}")


def _measured(folder: str, count: int, arrangement: Arrangement) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.pack", folder, str(count), arrangement]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told, peak_mb = done.stdout.splitlines()
    _say(told)
    return float(peak_mb)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(Path(sys.argv[1]), int(sys.argv[2]), Arrangement(sys.argv[3]))
    else:
        sys.exit(main())
