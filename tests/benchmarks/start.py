"""Measures a start to the first paint and to a report that takes keys, beside an empty window.

Whole processes, by turns. Memory is the most that a process held at any time, as Linux tells it of
a process (VmHWM). It wants a machine that has nothing else to do.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.store.reports import Store
from tests.benchmarks.rows import Figures, Row, environment
from tests.benchmarks.search import NOW, reports
from tests.conftest import REPOSITORY

TIMES = 15
GAP_MS = 50
EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QTextEdit

class Window(QMainWindow):
    was_painted = False

    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self.close)

app = QApplication(sys.argv[:1])
window, tabs = Window(), QTabWidget()
for number in range(12):
    tabs.addTab(QTextEdit(), f"Section {number}")
window.setCentralWidget(tabs)
window.resize(1280, 760)
window.show()
code = app.exec()
"""
OURS = """
import sys
sys.argv = ["highlight-desktop", "--data", {data!r}, "--exit-when", "ready"]
from highlight_desktop.__main__ import main
code = main()
"""
MEMORY = """
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(int(line.split()[1]) / 1000)
sys.exit(code)
"""
GAPS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app

ticks, show = [], app.Start.show

def show_and_tick(start):
    start.timer = QTimer(start, interval=2)
    start.timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    start._first.painted.connect(start.timer.start)
    show(start)

app.Start.show = show_and_tick
code = app.main(Path(sys.argv[1]), "ready")
print(1000 * max(later - one for one, later in zip(ticks, ticks[1:])))
sys.exit(code)
"""
BESIDE = "an empty PySide6 window with tabs"


def measure() -> list[Row]:
    """With one report, as most authors have it open."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with Store.open(data) as store:
            for report in reports(1):
                store.create(report, now=NOW)
        ours = ["-m", "highlight_desktop", "--data", str(data), "--exit-when"]
        rows = [
            *_beside("the first paint", [*ours, "painted"], 1.10),
            *_beside("a report ready for typing", [*ours, "ready"], 2.0),
        ]
        if Path("/proc/self/status").exists():
            rows.append(_memory(OURS.format(data=str(data))))
        gaps = tuple(float(_output(["-c", GAPS, str(data)])) for _ in range(5))
    return [*rows, Row("the longest gap in the window meanwhile", Figures(gaps), at_most=GAP_MS)]


def _memory(ours: str) -> Row:
    pairs = [[float(_output(["-c", each + MEMORY])) for each in (ours, EMPTY)] for _ in range(5)]
    at_most, empty = (Figures(tuple(pair[side] for pair in pairs), "MB") for side in (0, 1))
    return Row("memory for a report ready for typing", at_most, BESIDE, empty, at_most_times=1.6)


def _beside(what: str, command: list[str], times: float) -> list[Row]:
    ours, empty = [sys.executable, *command], [sys.executable, "-c", EMPTY]
    runs = [(whole_process(ours), whole_process(empty)) for _ in range(TIMES + 1)][1:]
    return [
        Row(f"start to {what}, {how}", *_pairs(runs, number, "ms"), at_most_times=limit)
        for number, how, limit in ((0, "by the clock", times), (1, "computing", None))
    ]


def _pairs(
    runs: list[tuple[tuple[float, ...], tuple[float, ...]]], number: int, unit: str
) -> tuple[Figures, str, Figures]:
    ours, peer = (Figures(tuple(run[side][number] for run in runs), unit) for side in (0, 1))
    return ours, BESIDE, peer


def whole_process(command: list[str]) -> tuple[float, float]:
    """How long it takes from its start to its end, by the clock and computing, in milliseconds."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    took_ms = 1000 * (time.perf_counter() - began)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} left with {process.returncode}.")
    return took_ms, 1000 * (used.ru_utime + used.ru_stime)


def _output(arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
