"""Knows how power cuts are tried: an act is recorded, then cut off at every call in many ways."""

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from highlight_desktop.errors import HighlightError
from highlight_desktop.store import database
from tests.durability.acts import ACTS, Facts
from tests.durability.disk import Call, Disk, Left, digest, lay_down, prefixes, read_log
from tests.durability.faulty_disk import memory_folder, on_faulty_disk
from tests.durability.found import facts_after, fault, learn

TRIED = (
    "autosave",
    "submit",
    "correct",
    "receive",
    "backup",
    "restore",
    "removal",
    "desk backup",
    "desk restore",
    "migration",
    "first start",
    "rescue",
)


@dataclass(frozen=True)
class Trace:
    """What one act asked of the disk."""

    act: str
    home: Path
    """As it was before."""
    before: Facts
    promised: list[Facts]
    calls: list[Call]


def trace(name: str, seed: int, work: Path, control: str = "") -> Trace:
    """Record an act in an empty folder."""
    act = ACTS[name]
    folder = work / "home" / "data"
    folder.parent.mkdir()
    before = learn(act, folder, seed)
    kept, log = work / "before", work / "log"
    shutil.copytree(folder.parent, kept)
    with on_faulty_disk("record", name, seed, folder, log, control) as program:
        pass
    if program.returncode:
        raise AssertionError(f"{name} could not be recorded")
    shutil.rmtree(folder.parent)
    shutil.copytree(kept, folder.parent)
    return Trace(name, folder.parent, before, list(act.promised), read_log(log))


class Judge:
    """What is found in each state of the disk; of two that are the same to a byte, once.

    The program is given no more than the disk's content, so it finds the same there again.
    """

    def __init__(self, traced: Trace, place: Path) -> None:
        self._traced = traced
        self._place = place
        self.found: dict[bytes, Facts | str] = {}
        """By the digest of the content: the facts, or why they could not be read."""

    def fault(self, left: Left, done: list[int]) -> str:
        """What is wrong with what a power cut left after these steps; empty when nothing."""
        key = digest(left)
        if key not in self.found:
            lay_down(left, self._place)
            self.found[key] = self._look()
        found = self.found[key]
        if isinstance(found, str):
            return found
        return fault(self._traced.before, self._traced.promised, done, found, in_order=True)

    def _look(self) -> Facts | str:
        try:
            found = facts_after(ACTS[self._traced.act], self._place / "data")
        except (HighlightError, AssertionError) as error:
            return f"{type(error).__name__}: {error}"
        return {sys.intern(key): sys.intern(value) for key, value in found.items()}


def states(traced: Trace, seed: int, ways: int, judge: Judge) -> Iterator[tuple[str, str]]:
    """Cut the power at every call, in so many ways each: which state it was, and what is wrong."""
    disk = Disk(traced.home)
    for number in prefixes(disk, traced.calls):
        for way in range(1 if disk.is_at_rest else ways):
            state = f"{traced.act} {seed} {number} {way}"
            yield state, judge.fault(disk.cut(random.Random(state)), disk.acknowledged)


@contextmanager
def statements_kept() -> Iterator[None]:
    """Let SQLAlchemy put each statement together once, and not again for each database opened.

    That takes as long as all that SQLite does to open and read one.
    """
    make, made = database.create_engine, []

    def engine(*arguments: Any, **named: Any) -> Any:
        made.append(make(*arguments, **named))
        first, one = made[0], made.pop() if len(made) > 1 else made[0]
        one.dialect, one._compiled_cache = first.dialect, first._compiled_cache
        return one

    database.create_engine = engine
    try:
        yield
    finally:
        database.create_engine = make


def share(ways: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Every act but the rescue, which takes a minute."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    for name in (each for each in TRIED if each != "rescue"):
        found, wrong = tally(name, seed, ways)
        counted.update({**found, f"tried of {name}": found["tried"]})
        faults += wrong
    return counted, faults


def tally(name: str, seed: int, ways: int, control: str = "") -> tuple[Counter[str], list[str]]:
    """How many states were tried of an act and how many were at fault; the first of those."""
    counted: Counter[str] = Counter()
    examples: list[str] = []
    with TemporaryDirectory(dir=memory_folder(), prefix="power-cut-") as work:
        traced = trace(name, seed, Path(work), control)
        judge = Judge(traced, Path(work, "cut"))
        with statements_kept():
            for state, wrong in states(traced, seed, ways, judge):
                counted["tried"] += 1
                if wrong:
                    counted["faults"] += 1
                    examples.append(f"{state}: {wrong}"[:400])
        counted["distinct"] = len(judge.found)
    return counted, examples[:5]


if __name__ == "__main__":
    for each in sys.argv[3:] or TRIED:
        print(each, *tally(each, 1, int(sys.argv[1]), sys.argv[2].strip("-")), sep="\n  ")  # noqa: T201
