"""Knows how every call of an act is made to fail: each error there is, once and for ever.

The act is forked from a program that has everything loaded, on a copy of the folder; so a try
costs little more than the act itself.
"""

import errno
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.errors import HighlightError, StoreError
from tests.durability.acts import ACTS, Steps, run
from tests.durability.faulty_disk import (
    CHANGES,
    ERRORS,
    KILL,
    FaultyDisk,
    memory_folder,
    on_faulty_disk,
)
from tests.durability.found import facts_after, fault, learn

TRIED = (
    "first start",
    "autosave",
    "typing on",
    "submit",
    "correct",
    "export",
    "import",
    "receive",
    "backup",
    "restore",
    "removal",
    "desk backup",
    "desk restore",
    "migration",
    "rescue",
)
NAMES = {**{number: errno.errorcode[number] for number in ERRORS}, KILL: "SIGKILL"}
BY_NAME = {name: number for number, name in NAMES.items()}
LAST = 100_000


@dataclass(frozen=True)
class Way:
    """What goes wrong: an error at one call, or from that call on."""

    error: int
    for_ever: bool

    @property
    def kinds(self) -> int:
        return CHANGES if self.error == KILL else ERRORS[self.error]

    def __str__(self) -> str:
        return NAMES[self.error] + (" for ever" if self.for_ever else "")


WAYS = [Way(error, for_ever) for error in ERRORS for for_ever in (False, True)]
DEATH = Way(KILL, for_ever=False)


def tries(name: str, ways: list[Way], *, every: int = 1, seed: int = 1) -> Iterator[list[str]]:
    """Let an act fail at each call (or every so many): act, way, call, outcome, what is wrong."""
    wanted = ",".join(str(way) for way in ways)
    with on_faulty_disk("errors", name, wanted, every, seed) as program:
        assert program.stdout
        for line in program.stdout:
            if line.startswith("["):
                yield json.loads(line)
    if program.returncode:
        raise AssertionError(f"{name}: the harness itself failed")


def tally(
    name: str, ways: list[Way], *, every: int = 1, seed: int = 1
) -> tuple[Counter[str], list[str]]:
    """How many calls were made to fail and what came of it; the faults."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    for _, way, number, outcome, wrong in tries(name, ways, every=every, seed=seed):
        counted["tried"] += 1
        counted[outcome] += 1
        if wrong:
            counted["faults"] += 1
            faults.append(f"{name}, {way} at call {number}: {wrong}")
    return counted, faults


# On the faulty disk


def act_out(name: str, wanted: str, every: str, seed: str) -> None:
    """Try every call in these ways, and write a line for each."""
    act = ACTS[name]
    with TemporaryDirectory(dir=memory_folder(), prefix="errors-") as work:
        folder = Path(work, "home", "data")
        folder.parent.mkdir()
        before = learn(act, folder, int(seed))
        original = Path(work, "original")
        shutil.copytree(folder.parent, original)
        for way in (each for each in (*WAYS, DEATH) if str(each) in wanted.split(",")):
            # Another start for each way, so that few calls are never the same few.
            for at in range(
                1 + WAYS.index(way) % int(every) if way in WAYS else 1, LAST, int(every)
            ):
                shutil.rmtree(folder.parent)
                shutil.copytree(original, folder.parent)
                done, outcome, wrong, calls = _try(name, folder, way, at, int(seed))
                if not wrong:
                    try:
                        in_order = way is DEATH
                        found = facts_after(act, folder)
                        wrong = fault(before, act.promised, done, found, in_order=in_order)
                    except (HighlightError, AssertionError) as error:
                        wrong = f"{type(error).__name__}: {error}"
                sys.stdout.write(json.dumps([name, str(way), at, outcome, wrong[:400]]) + "\n")
                if calls < at:
                    break
    sys.stdout.flush()


def _try(name: str, folder: Path, way: Way, at: int, seed: int) -> tuple[list[int], str, str, int]:
    """Do the act in a child with this fault: the steps done, what came of it, and the calls."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _act_and_tell(name, folder, way, at, seed, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = [json.loads(line) for line in pipe.read().splitlines()]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    done = [line[1] for line in lines if line[0] == "done"]
    end = lines[-1] if lines and lines[-1][0] == "end" else None
    if end is None:
        return done, "killed", "" if way is DEATH else f"died with {code}", LAST
    _, done_at_last, told, wrong, calls = end
    done = sorted({*done, *done_at_last})
    if not wrong and not told and calls >= at and len(done) < len(ACTS[name].promised):
        wrong = "nothing was said"
    return done, "told" if told else "went well", wrong, calls


def _act_and_tell(name: str, folder: Path, way: Way, at: int, seed: int, pipe: int) -> None:
    def tell(*what: object) -> None:
        os.write(pipe, json.dumps(what).encode() + b"\n")

    wrong, calls = "", 0
    try:
        disk = FaultyDisk(folder.parent)
        steps = Steps(lambda number: tell("done", number))

        def heal() -> None:
            nonlocal calls
            calls = calls or disk.heal()

        disk.arm(way.kinds, at, way.error, for_ever=way.for_ever)
        try:
            run(ACTS[name], folder, steps, seed, heal)
        except StoreError as error:
            steps.told.append(str(error))
        except BaseException:
            wrong = "crashed: " + traceback.format_exc(limit=-3)
        heal()
        tell("end", steps.done, steps.told, wrong, calls)
    finally:
        with suppress(OSError):
            os.close(pipe)
        os._exit(0)


if __name__ == "__main__":
    for each in sys.argv[2:] or TRIED:
        for ways in (WAYS, [DEATH]):
            counted, faults = tally(each, ways, every=int(sys.argv[1]))
            print(each, counted, *faults[:12], sep="\n   ")  # noqa: T201
