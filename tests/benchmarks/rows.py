"""Knows how a benchmark is told: ours and its peer by turns, their medians, and one row for both.

Each module here has a function ``measure() -> list[Row]``, and nothing else is asked of it.
``python -m tests.benchmarks`` runs those that are named, or all, and writes their rows into
docs/performance.md. Absolute times say little on a machine that others share; the ratio of two
things that were done by turns does. A peer that is not there is told, with the reason.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figures:
    """The same thing measured several times."""

    each: tuple[float, ...]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.each)

    def __str__(self) -> str:
        """The median, and the middle half of all."""
        if len(self.each) < 4:
            return f"{_short(self.median)} {self.unit}"
        low, _, high = statistics.quantiles(self.each, n=4)
        return f"{_short(self.median)} {self.unit} ({_short(low)} to {_short(high)})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: Figures
    beside: str = "–"
    """What it is measured beside, or why that could not be run."""
    peer: Figures | None = None
    at_most_times: float | None = None
    """The goal, as a multiple of the peer."""
    at_most: float | None = None
    """The goal as it stands, in the unit of the figures."""

    @property
    def ratio(self) -> float | None:
        """How many times the peer it took: the median of the pairs, if they were done by turns."""
        if self.peer is None:
            return None
        if len(self.peer.each) != len(self.ours.each):
            return self.ours.median / self.peer.median
        pairs = zip(self.ours.each, self.peer.each, strict=True)
        return statistics.median(ours / peer for ours, peer in pairs)

    @property
    def is_reached(self) -> bool | None:
        """True when the goal is reached; None without one, or without the peer it needs."""
        if self.at_most is not None:
            return self.ours.median <= self.at_most
        if self.at_most_times is None or self.ratio is None:
            return None
        return self.ratio <= self.at_most_times

    def markdown(self) -> str:
        """The line."""
        goal = f"{self.at_most_times:g} ×" if self.at_most_times is not None else "–"
        goal = f"{self.at_most:g} {self.ours.unit}" if self.at_most is not None else goal
        cells = (
            self.what,
            str(self.ours),
            self.beside,
            str(self.peer) if self.peer is not None else "–",
            f"{self.ratio:.2f} ×" if self.ratio is not None else "–",
            goal,
            {True: "yes", False: "**no**", None: "–"}[self.is_reached],
        )
        return f"| {' | '.join(cells)} |"


HEAD = "| what | ours | beside | that took | ratio | at most | reached |"
_LINE = "|---|---:|---|---:|---:|---:|---|"


def table(rows: Sequence[Row]) -> str:
    """All rows as a table of Markdown."""
    return "\n".join([HEAD, _LINE, *(row.markdown() for row in rows)])


def timed(work: Callable[[], object]) -> float:
    """How long it took by the clock, in milliseconds."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def computed(work: Callable[[], object]) -> float:
    """How long the processor was at it, in milliseconds: other programs lengthen that little."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def by_turns(
    ours: Callable[[], object],
    peer: Callable[[], object],
    times: int,
    measured: Callable[[Callable[[], object]], float] = timed,
) -> tuple[Figures, Figures]:
    """Both, one after the other, so often; the first round warms up and is not counted."""
    pairs = [(measured(ours), measured(peer)) for _ in range(times + 1)][1:]
    return Figures(tuple(each for each, _ in pairs)), Figures(tuple(each for _, each in pairs))


def repeated(
    work: Callable[[], object],
    times: int,
    measured: Callable[[Callable[[], object]], float] = timed,
) -> Figures:
    """The same again and again; the first time warms up and is not counted."""
    return Figures(tuple([measured(work) for _ in range(times + 1)][1:]))


def environment() -> dict[str, str]:
    """For other processes: no screen, and modules compiled once."""
    keep_compiled()
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def keep_compiled() -> None:
    """Let other processes keep what Python compiles, as it is where one installs.

    Where Python is told not to, each start would compile the whole program once more.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def machine() -> str:
    """Where it was measured, and how busy that was."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}{load}"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
