"""Knows how the storage process is killed at random while it saves, submits, removes, restores."""

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.errors import HighlightError
from tests.durability.acts import ACTS, Act, Facts, Steps, run
from tests.durability.faulty_disk import memory_folder, on_faulty_disk
from tests.durability.found import facts_after, fault, learn

TRIED = (
    *("autosave", "autosave", "autosave", "autosave", "submit", "receive", "backup", "restore"),
    *("removal", "desk backup", "desk restore", "rescue"),
)
"""Typing is what a program is mostly killed at."""


def campaign(numbers: Sequence[int], seed: int) -> tuple[Counter[str], list[str]]:
    """Kill it so many times: how many, at which act, and the faults."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with on_faulty_disk("kills", seed, *numbers) as program:
        assert program.stdout
        for line in program.stdout:
            number, name, done, wrong = json.loads(line)
            counted["tried"] += 1
            counted[f"in {name}"] += 1
            counted["after an acknowledgement"] += bool(done)
            if wrong:
                counted["faults"] += 1
                faults.append(f"{seed} {number}, {name}: {wrong}")
    if program.returncode:
        raise AssertionError("the harness itself failed")
    return counted, faults


def act_out(seed: str, *numbers: str) -> None:
    """Kill a child for each number, and write a line about what it left."""
    with TemporaryDirectory(dir=memory_folder(), prefix="kills-") as work:
        learnt: dict[str, tuple[Path, Facts, float]] = {}
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            name = chance.choice(TRIED)
            if name not in learnt:
                learnt[name] = _learnt(ACTS[name], Path(work, name))
            home, before, lasts_s = learnt[name]
            place = Path(work, "killed")
            shutil.copytree(home, place)
            done = _killed(ACTS[name], place / "data", chance.uniform(0, lasts_s))
            try:
                found = facts_after(ACTS[name], place / "data")
                wrong = fault(before, ACTS[name].promised, done, found, in_order=True)
            except (HighlightError, AssertionError) as error:
                wrong = f"{type(error).__name__}: {error}"
            shutil.rmtree(place)
            sys.stdout.write(json.dumps([int(number), name, done, wrong[:400]]) + "\n")
    sys.stdout.flush()


def _learnt(act: Act, work: Path) -> tuple[Path, Facts, float]:
    """The folder as it is before the act, its facts, and how long the act takes."""
    folder = work / "home" / "data"
    folder.parent.mkdir(parents=True)
    before = learn(act, folder, 1)
    trial = work / "trial"
    shutil.copytree(folder.parent, trial)
    began = time.perf_counter()
    run(act, trial / "data", Steps(lambda _: None), 1)
    return folder.parent, before, time.perf_counter() - began


def _killed(act: Act, folder: Path, after_s: float) -> list[int]:
    """Do an act in a child that is killed; the steps it said were done."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            run(act, folder, Steps(lambda number: os.write(writing, bytes([number])) and None), 1)
        os._exit(0)
    os.close(writing)
    select.select([], [], [], after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return list(pipe.read())


if __name__ == "__main__":
    print(*campaign(range(int(sys.argv[1])), 1), sep="\n")  # noqa: T201
