"""The campaign of `make fuzz`: thousands of damaged files, and not one may crash anything.

    python -m tests.inbox.hostile.fuzz [HOW_MANY] [SEED]

Writes what it has done to `out/fuzz-SEED.json` after every thousand, and goes on from there when
it is started again. A failure names its number, and `mutations.mutated` makes the file again.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import eml, take_in
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from tests.inbox.hostile.mutations import genuine, mutated

HOW_MANY, SEED, AT_ONCE = 100_000, 4, 1_000
GIVEN_UP = {"took too long": "too long", "fall over": "fell over", "more memory": "memory"}


def outcome(quarantine: Quarantine, name: str, content: bytes) -> str:
    """What came of one file, in a word or two. Anything but a refusal is let through."""
    try:
        arrival = arrive_as(name, content)
        if arrival.kind is Kind.MESSAGE:
            eml.understood(quarantine.read(arrival).values)
        else:
            take_in._read(quarantine, arrival, None)
    except ImportRefusedError as refused:
        if not (refused.message.endswith(".") and refused.remedy.endswith(".")):
            raise AssertionError(f"no sentence and next step: {refused}") from refused
        return next((word for said, word in GIVEN_UP.items() if said in refused.message), "refused")
    return "read"


def numbered(
    quarantine: Quarantine, sources: dict[str, bytes], seed: int, number: int
) -> tuple[str, str, int]:
    """The name, the outcome and the number of one mutation."""
    name, content = mutated(sources, seed, number)
    try:
        return name, outcome(quarantine, name, content), number
    except Exception as error:
        return name, f"CRASHED {type(error).__name__}: {error}"[:200], number


def campaign(numbers: Iterable[int], seed: int, told: Callable[[str, str, int], None]) -> None:
    """Try these mutations, two at once, and tell of each."""
    sources = genuine()
    with Quarantine() as quarantine, ThreadPoolExecutor(2) as threads:
        for found in threads.map(partial(numbered, quarantine, sources, seed), numbers):
            told(*found)


def main(how_many: int, seed: int) -> int:
    """Go on with the campaign; the exit code is 1 when something crashed."""
    record = Path("out") / f"fuzz-{seed}.json"
    record.parent.mkdir(exist_ok=True)
    kept = (
        json.loads(record.read_text()) if record.exists() else {"done": 0, "found": {}, "odd": []}
    )
    found, odd = Counter(kept["found"]), list(kept["odd"])

    def told(name: str, what: str, number: int) -> None:
        found[f"{name}: {what.partition(':')[0]}"] += 1
        if what not in ("read", "refused"):
            odd.append([number, name, what])

    while kept["done"] < how_many:
        begun, begin = time.monotonic(), kept["done"]
        campaign(range(begin, min(begin + AT_ONCE, how_many)), seed, told)
        kept = {"done": min(begin + AT_ONCE, how_many), "found": dict(found), "odd": odd}
        record.write_text(json.dumps(kept, indent=1))
        sys.stdout.write(f"{kept['done']:,} done, {time.monotonic() - begun:.0f} s for the last\n")
    for line, count in sorted(found.items()):
        sys.stdout.write(f"{count:8,}  {line}\n")
    for number, name, what in odd[:50]:
        sys.stdout.write(f"number {number} of seed {seed}, {name}: {what}\n")
    return int(any("CRASHED" in what for _, _, what in odd))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:]), *(HOW_MANY, SEED)[len(sys.argv) - 1 :]))
