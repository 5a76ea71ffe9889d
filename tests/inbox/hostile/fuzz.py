"""The campaign of `make fuzz`: thousands of damaged files, and not one may crash anything.

    python -m tests.inbox.hostile.fuzz [HOW_MANY] [SEED]

They go through the real command, `import`, and so all the way to the database. What has been done
is written to `out/fuzz-SEED.json` after every thousand; started again, it goes on from there. A
failure names its number, from which `mutations.mutated` makes the file again.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.inbox.hostile.mutations import genuine, mutated

REPOSITORY = Path(__file__).parents[3]
HOW_MANY, SEED, AT_ONCE, ONE_COMMAND = 100_000, 4, 1_000, 100
GIVEN_UP = {"took too long": "too long", "fall over": "fell over", "more memory": "memory"}
EXPECTED = ("read", "refused")

Outcome = tuple[int, str, str]
"""The number of a mutation, the name of its source, and what came of it."""


def outcomes(sources: Mapping[str, bytes], seed: int, numbers: range) -> list[Outcome]:
    """Import these mutations with one command, and see what it says of each."""
    with TemporaryDirectory(prefix="highlight-fuzz-") as folder:
        names: dict[int, tuple[str, str]] = {}
        for number in numbers:
            source, content = mutated(sources, seed, number)
            names[number] = source, f"{number}{Path(source).suffix}"
            (Path(folder) / names[number][1]).write_bytes(content)
        files = [file for _, file in names.values()]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "highlight_desktop",
                "--data",
                "data",
                "import",
                "--json",
                *files,
            ],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    read = {one["file"] for one in json.loads(done.stdout)} if done.returncode in (0, 2) else set()
    told = done.stderr.splitlines()
    return [(n, source, _outcome(file, read, told)) for n, (source, file) in names.items()]


def _outcome(file: str, read: set[str], told: list[str]) -> str:
    if file in read:
        return "read"
    line = next(
        (line for line in told if line.startswith(f"“{file}”")), "CRASHED: nothing was said"
    )
    if "made a mistake" in line or not line.endswith("."):
        return f"CRASHED: {line}"[:300]
    return next((word for said, word in GIVEN_UP.items() if said in line), "refused")


def campaign(numbers: range, seed: int) -> list[Outcome]:
    """Try these mutations, two commands at once."""
    starts = range(numbers.start, numbers.stop, ONE_COMMAND)
    parts = [range(start, min(start + ONE_COMMAND, numbers.stop)) for start in starts]
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(partial(outcomes, genuine(), seed), parts)
        return [one for part in found for one in part]


def main(how_many: int = HOW_MANY, seed: int = SEED) -> int:
    """Go on with the campaign; the exit code is 1 when something crashed."""
    record = Path("out") / f"fuzz-{seed}.json"
    record.parent.mkdir(exist_ok=True)
    kept = (
        json.loads(record.read_text()) if record.exists() else {"done": 0, "found": {}, "odd": []}
    )
    while kept["done"] < how_many:
        begun, stop = time.monotonic(), min(kept["done"] + AT_ONCE, how_many)
        found = campaign(range(kept["done"], stop), seed)
        counts = Counter(kept["found"])
        counts.update(f"{source}: {what.partition(':')[0]}" for _, source, what in found)
        odd = kept["odd"] + [one for one in found if one[2] not in EXPECTED]
        kept = {"done": stop, "found": dict(counts), "odd": odd}
        record.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
        sys.stdout.write(f"{stop:,} done, {time.monotonic() - begun:.0f} s for the last\n")
        sys.stdout.flush()
    for line, count in sorted(kept["found"].items()):
        sys.stdout.write(f"{count:8,}  {line}\n")
    for number, source, what in kept["odd"][:50]:
        sys.stdout.write(f"number {number} of seed {seed}, {source}: {what}\n")
    return int(any("CRASHED" in what for _, _, what in kept["odd"]))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
