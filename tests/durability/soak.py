"""Knows what a month of work in one window may cost: memory, handles, threads and the log.

    python -m tests.durability.soak SEED ACTS [VERBOSE]

The same seed and number do the same acts, so what went wrong can be done again. Costs are measured
at rest: the list is shown, everything is saved, Python's garbage is collected.
"""

import ctypes
import gc
import json
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from highlight_desktop import settings
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from tests.durability.month import ACTS, Month
from tests.durability.sitting import (
    Chosen,
    Faults,
    application,
    at_the_window,
    delete_what_is_over,
)
from tests.hub.year import year

LARGEST_GROWTH_BYTES = 20_000_000
LARGEST_LOG_BYTES = 4_000_000
TIMES_AT_REST = 20
LOG = "most bytes of log"
_EARLIER = (
    "HIGHLIGHT REPORT\n\nSERVICE AREAS:\tWaste\n\nNEW GUIDANCE AND IMPACT\n\nA new rota began.\n"
)


@dataclass(frozen=True)
class Cost:
    """What the program takes at rest."""

    memory_bytes: int
    """Written by it and held by nobody else, without what malloc keeps for later.

    Pages of libraries are left out: whether they are shared depends on what else runs.
    """
    handles: int
    threads: int
    widgets: int


def cost() -> Cost:
    """Of this process, once all that is over is gone."""
    delete_what_is_over()
    gc.collect()
    delete_what_is_over()
    ctypes.CDLL(None).malloc_trim(0)
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))
    return Cost(
        own * 1024,
        sum(1 for _ in Path("/proc/self/fd").iterdir()),
        sum(1 for _ in Path("/proc/self/task").iterdir()),
        len(QApplication.allWidgets()),
    )


def campaign(seed: int, acts: int, tell: Callable[[str], object] | None = None) -> "Result":
    """So many acts, and before them each act once to be warm: counts, and what was wrong."""
    with TemporaryDirectory(prefix="soak-") as work:
        return Soak(Path(work), seed, tell or (lambda _: None)).run(acts)


Result = tuple[Counter[str], list[str]]


class Soak:
    """One window, and somebody who works in it all month."""

    def __init__(self, work: Path, seed: int, tell: Callable[[str], object]) -> None:
        self._work = work
        self._seed = seed
        self._tell = tell
        self._counted: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._costs: list[Cost] = []

    def run(self, acts: int) -> Result:
        faults, chosen = Faults(), Chosen()
        app = application(self._work)
        faults.listen()
        chosen.put_in_place()
        folder = self._work / "data"
        folder.mkdir()
        settings.save(
            Settings(collects=True, outbox_folder=str(self._work / "out"), hub_name="The Desk"),
            folder,
        )
        returns = year(areas=4, periods=2)
        earlier = self._work / "earlier.txt"
        earlier.write_text(_EARLIER, encoding="utf-8")
        deliveries = returns.write(self._work / "returns")
        with at_the_window(app, folder) as person:
            month = Month(person, chosen, self._work, returns, deliveries, [earlier])
            done = all(self._do(month, name, n, faults) for n, name in self._script(month, acts))
            if done:
                self._look(month)
            person.window.settle()
        with Store.open(folder) as store:
            checked = store.check()
            if not checked.is_clean:
                self._wrong.append(f"{self._seed}: not sound afterwards: {checked}")
        self._judge()
        self._counted["faults"] = len(self._wrong)
        return self._counted, self._wrong

    def _script(self, month: Month, acts: int) -> Iterator[tuple[int, str]]:
        """Each act twice, so that every page was there and the caches are full; then by chance."""
        names = [name for name in ACTS for _ in range(2)]
        for number, name in enumerate(["begin_another", "submit", *names]):
            yield number - len(names) - 2, name
        self._look(month)
        every = max(1, acts // TIMES_AT_REST)
        chance = random.Random(self._seed)
        weights = [weight for _, weight in ACTS.values()]
        for number, name in enumerate(chance.choices(list(ACTS), weights, k=acts)):
            yield number, name
            if number % every == every - 1:
                self._look(month)

    def _do(self, month: Month, name: str, number: int, faults: Faults) -> bool:
        """Do one act; False when there is no going on."""
        month.chance = random.Random(f"{self._seed} {number}")
        try:
            ACTS[name][0](month)
            modal = QApplication.activeModalWidget()
            assert modal is None, f"it left {type(modal).__name__} open"
        except Exception:
            self._wrong.append(f"{self._seed} {number} {name}: {traceback.format_exc()[-900:]}")
            while (modal := QApplication.activeModalWidget()) is not None:
                modal.close()
            return False
        finally:
            self._wrong += [f"{self._seed} {number} {name}: {each}" for each in faults]
            faults.clear()
        self._counted["tried"] += 1
        logs = [each.stat().st_size for each in (self._work / "data").glob("*-wal")]
        self._counted[LOG] = max([self._counted[LOG], *logs])
        return True

    def _look(self, month: Month) -> None:
        month.to_list()
        if month.person.window._hub.collecting is not None:
            month.settle_desk()
        self._costs.append(cost())
        self._tell(f"{self._counted['tried']}: {self._costs[-1]}")

    def _judge(self) -> None:
        """What grew from the first third or half of the acts to the last."""
        costs = self._costs[1:]  # the first is the one before the acts by chance
        if len(costs) < TIMES_AT_REST:
            return
        third, half = len(costs) // 3, len(costs) // 2
        memory = [each.memory_bytes for each in costs]
        # The lowest: Python gives memory back in pieces of 1 MB, each as soon as all of it is free.
        growth = min(memory[-third:]) - min(memory[:third])
        self._counted["most bytes grown"] = growth
        self._counted["most bytes of memory"] = max(memory)
        if growth > LARGEST_GROWTH_BYTES:
            self._wrong.append(f"{self._seed}: memory grew by {growth:,} bytes")
        if self._counted[LOG] > LARGEST_LOG_BYTES:
            self._wrong.append(f"{self._seed}: a log of {self._counted[LOG]:,} bytes")
        for what in ("handles", "threads", "widgets"):
            before, after = (
                max(getattr(each, what) for each in part) for part in (costs[:half], costs[half:])
            )
            if after > before:
                self._wrong.append(f"{self._seed}: {before} {what} became {after}")


if __name__ == "__main__":
    loud = sys.stderr.write if sys.argv[3:] else None
    said = (lambda line: loud(f"{line}\n")) if loud else None
    sys.stdout.write(json.dumps(campaign(int(sys.argv[1]), int(sys.argv[2]), said)) + "\n")
