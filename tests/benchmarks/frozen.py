"""Measures starts of the built program, beside the same starts of its source.

Whole processes, by turns, as a start is measured in `tests.benchmarks.start`. It wants the folder
that `make build` made of the very source that is here.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.store.reports import Store
from tests.benchmarks.rows import Figures, Row
from tests.benchmarks.search import NOW, reports
from tests.benchmarks.start import whole_process
from tests.conftest import REPOSITORY

TIMES = 15
PROGRAM = REPOSITORY / "dist" / "highlight-desktop" / "highlight-desktop"
STARTS = {
    "the first paint": ["--exit-when", "painted"],
    "a report ready for typing": ["--exit-when", "ready"],
    "the list of reports, a command": ["list"],
    "a period understood, the shortest command": ["period", "8 to 21 June 2020"],
}
AT_MOST_TIMES = 1.3


def measure() -> list[Row]:
    """With one report, as most authors have it open."""
    if not PROGRAM.exists():
        sys.stderr.write("There is no built program here: “make build”, and measure again.\n")
        return []
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with Store.open(data) as store:
            for report in reports(1):
                store.create(report, now=NOW)
        asked = {what: ["--data", str(data), *words] for what, words in STARTS.items()}
        return [row for what, words in asked.items() for row in _rows(what, words)]


def _rows(what: str, words: list[str]) -> list[Row]:
    built, source = [str(PROGRAM)], [sys.executable, "-m", "highlight_desktop"]
    pairs = [
        (whole_process([*built, *words]), whole_process([*source, *words]))
        for _ in range(TIMES + 1)
    ][1:]
    rows = []
    for number, how, limit in ((0, "by the clock", AT_MOST_TIMES), (1, "computing", None)):
        ours, peer = (Figures(tuple(pair[side][number] for pair in pairs)) for side in (0, 1))
        rows.append(Row(f"{what}, {how}", ours, "the source", peer, at_most_times=limit))
    return rows
