"""Knows what a figure of the release run is: rounds that are counted, kept, and never done twice.

To add one, write a module with the work and this, and put it into `FIGURES` of
`tests.durability.__main__`:

    def rounds(share: float, counted: Counted) -> Iterator[Round]:
        for number in range(10):
            yield Round(f"Soak {number}", partial(campaign, number, 2_000), number / 10)

    FIGURE = Figure("soak", ("Soak",), rounds, code=("ui", "tests/durability/soak.py"), at_once=1)

Each round is done in a process of its own, which is given `work`: a function that can be pickled.
It returns what it counted and the faults in words. "tried" is counted in the table's first
column, "distinct" in the second, "faults" in the third, all others are told in words; those that
begin with "most " are not added up, the greatest counts.
"""

import hashlib
import json
import multiprocessing
import sqlite3
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.durability.faulty_disk import REPOSITORY

STORAGE = (
    "highlight_desktop/store",
    "highlight_desktop/report",
    "highlight_desktop/files.py",
    "highlight_desktop/folders.py",
    "highlight_desktop/refusals.py",
    "highlight_desktop/errors.py",
    "highlight_desktop/unsaved.py",
    "highlight_desktop/outbox/submit.py",
    "resources/editions",
    "tests/durability/acts.py",
    "tests/durability/at_the_desk.py",
    "tests/durability/faulty_disk.py",
    "tests/durability/faulty_disk.c",
    "tests/durability/found.py",
)
"""What decides over all figures that try the store; a change of it makes them be done anew."""

Result = tuple[Counter[str], list[str]]
Counted = Callable[[str], Counter[str]]
"""What has been counted of a row of the table so far."""


@dataclass(frozen=True, slots=True)
class Round:
    """A piece of work of some seconds up to some minutes."""

    name: str
    """Begins with the row of the table it is counted in."""
    work: Callable[[], Result]
    before: float
    """How much of the figure is done before it, from 0 to 1, to tell the time that is left."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is tried many times."""

    name: str
    """As the command line has it."""
    rows: tuple[str, ...]
    """The rows of the table it fills; a round counts in the first that its name begins with."""
    rounds: Callable[[float, Counted], Iterator[Round]]
    """All rounds of a share of the whole, in order."""
    code: tuple[str, ...]
    """The files and folders that decide over it, beside STORAGE."""
    at_once: int = 2
    """How many rounds may be done at the same time."""
    must_fail: bool = False
    """True for the controls."""

    def key(self, share: float) -> str:
        """Differs when what was done before no longer counts."""
        sha = hashlib.sha256(f"{share} {sqlite3.sqlite_version}".encode())
        for name in (*STORAGE, *self.code):
            place = REPOSITORY / name
            for path in sorted(place.rglob("*.*")) if place.is_dir() else [place]:
                if path.suffix in (".py", ".c", ".toml"):
                    sha.update(path.read_bytes())
        return sha.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a round."""

    row: str
    counted: dict[str, int]
    faults: list[str]
    """The first few."""
    took_s: float
    key: str


class Ledger:
    """What has been done, kept after every round."""

    def __init__(self, path: Path, figures: list[Figure], share: float) -> None:
        self._path = path
        self._keys = {row: figure.key(share) for figure in figures for row in figure.rows}
        self._all: dict[str, Done] = {}
        if path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            self._all = {name: Done(**values) for name, values in kept.items()}

    @property
    def rounds(self) -> dict[str, Done]:
        """The rounds that count: those of the code as it is now."""
        return {
            name: each
            for name, each in self._all.items()
            if each.key == self._keys.get(each.row, "")
        }

    def of(self, row: str) -> dict[str, Done]:
        """Those of a row of the table."""
        return {name: each for name, each in self.rounds.items() if each.row == row}

    def key(self, row: str) -> str:
        """Of the code that is tried in this row."""
        return self._keys[row]

    def keep(self, one: Round, figure: Figure, result: Result, took_s: float) -> None:
        row = next(each for each in figure.rows if one.name.startswith(f"{each} "))
        counted, faults = dict(result[0]), result[1][:5]
        self._all[one.name] = Done(row, counted, faults, took_s, self._keys[row])
        self._path.parent.mkdir(exist_ok=True)
        beside = self._path.with_suffix(".part")
        values = {name: _values(each) for name, each in self._all.items()}
        beside.write_text(json.dumps(values, indent=0), encoding="utf-8")
        beside.replace(self._path)

    def counted(self, row: str) -> Counter[str]:
        """What came of all rounds of a row."""
        found: Counter[str] = Counter()
        for each in self.of(row).values():
            for word, number in each.counted.items():
                found[word] = (
                    max(found[word], number) if word.startswith("most ") else found[word] + number
                )
        return found


def _values(done: Done) -> dict[str, object]:
    return {name: getattr(done, name) for name in Done.__slots__}


def do(one: Round) -> tuple[Result, float]:
    """A round in a process of its own; what breaks there is a fault of the round."""
    began = time.monotonic()
    start = multiprocessing.get_context("spawn")
    reading, writing = start.Pipe(duplex=False)
    child = start.Process(target=_work, args=(one.work, writing))
    child.start()
    writing.close()
    try:
        result: Result = reading.recv()
    except EOFError:
        child.join()
        result = Counter(faults=1), [f"{one.name}: died with {child.exitcode}"]
    child.join()
    return result, time.monotonic() - began


def _work(work: Callable[[], Result], telling: Connection) -> None:
    try:
        result = work()
    except BaseException:
        result = Counter(faults=1), [traceback.format_exc(limit=-4)[-1_000:]]
    telling.send(result)
