"""The release run of `make durability`: all figures, resumable, written to docs/durability.md.

    python -m tests.durability [SHARE] [FIGURE ...]

SHARE is a part of the whole, such as 0.02. What has been done is in out/durability.json after
every round; started again it goes on from there, and begins anew when the code has changed.
"""

import hashlib
import json
import platform
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.durability import errors, power_cut
from tests.durability.faulty_disk import REPOSITORY

LEDGER = REPOSITORY / "out" / "durability.json"
PAGE = REPOSITORY / "docs" / "durability.md"
STATES, KILLS, DAMAGED, CONTROL_STATES = 1_000_000, 10_000, 100_000, 2_000
KILLS_AT_ONCE, DAMAGED_AT_ONCE, CUTS_AT_ONCE, WAYS = 250, 1_000, 5_000, 12
LARGEST_BYTES = 200_000
"""More than the database of the damage figure has."""
Result = tuple[Counter[str], list[str]]
Round = tuple[str, Callable[[], Result]]


def _aside(call: str) -> Callable[[], Result]:
    """A round in a process of its own, so that two can be done at once."""

    def work() -> Result:
        code = f"import json\nfrom tests.durability import power_cut, errors, kills, damage\n{call}"
        done = subprocess.run(
            [sys.executable, "-c", f"{code}\nprint(json.dumps(result))"],
            cwd=REPOSITORY, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            return Counter(faults=1), [f"{call}: {done.stderr[-600:]}"]
        counted, faults = json.loads(done.stdout)
        return Counter(counted), faults

    return work


def power_cuts(share: float, counted: Callable[[str], Counter[str]]) -> Iterator[Round]:
    """As many seeds of every act as it takes."""
    seed = 0
    while counted("Power cut")["states"] < STATES * share:
        seed += 1
        for act in power_cut.TRIED:
            ways = 2 if act == "rescue" else WAYS
            call = f"result = power_cut.tally({act!r}, {seed}, {ways})"
            yield f"Power cut {act} {seed}", _aside(call)


def controls(share: float, counted: Callable[[str], Counter[str]]) -> Iterator[Round]:
    for control in ("NORMAL", "OFF", "early"):
        figure, seed = f"Control {control}", 0
        while counted(figure)["states"] < CONTROL_STATES * share:
            seed += 1
            call = f"result = power_cut.tally('autosave', {seed}, {WAYS}, {control!r})"
            yield f"{figure} {seed}", _aside(call)


def all_kills(share: float, counted: Callable[[str], Counter[str]]) -> Iterator[Round]:
    for start in range(0, int(KILLS * share), KILLS_AT_ONCE):
        numbers = range(start, start + KILLS_AT_ONCE)
        yield f"SIGKILL {start}", _aside(f"result = kills.campaign({numbers!r}, 6)")
    for act in errors.TRIED:
        call = f"result = errors.tally({act!r}, [errors.DEATH], every={_every(share)})"
        yield f"SIGKILL at calls {act}", _aside(call)


def all_errors(share: float, counted: Callable[[str], Counter[str]]) -> Iterator[Round]:
    for act in errors.TRIED:
        for number in range(len(errors.WAYS)):
            call = f"errors.tally({act!r}, [errors.WAYS[{number}]], every={_every(share)})"
            yield f"Errors {act} {number}", _aside(f"result = {call}")


def _every(share: float) -> int:
    return max(1, round(1 / share))


def all_damage(share: float, counted: Callable[[str], Counter[str]]) -> Iterator[Round]:
    for start in range(0, int(DAMAGED * share), DAMAGED_AT_ONCE):
        numbers = range(start, start + DAMAGED_AT_ONCE)
        yield f"Damage {start}", _aside(f"result = damage.campaign({numbers!r}, 6)")
    for start in range(0, LARGEST_BYTES, CUTS_AT_ONCE):
        numbers = range(start, start + CUTS_AT_ONCE, _every(share))
        yield f"Damage, cut short {start}", _aside(f"result = damage.cut_short({numbers!r})")


FIGURES = {
    "power": power_cuts, "controls": controls, "kills": all_kills, "errors": all_errors,
    "damage": all_damage,
}  # fmt: skip
HEADINGS = (
    "Power cut", "Control NORMAL", "Control OFF", "Control early", "SIGKILL", "SIGKILL at calls",
    "Errors", "Damage", "Damage, cut short",
)  # fmt: skip


class Ledger:
    """What has been done, kept after every round."""

    def __init__(self, code: str, share: float) -> None:
        self.about = {"code": code, "share": share}
        self.rounds: dict[str, tuple[dict[str, int], list[str], float]] = {}
        if LEDGER.exists():
            kept = json.loads(LEDGER.read_text())
            if kept["about"] == self.about:
                self.rounds = kept["rounds"]

    def keep(self, name: str, result: Result, took_s: float) -> None:
        self.rounds[name] = dict(result[0]), result[1][:5], took_s
        LEDGER.parent.mkdir(exist_ok=True)
        beside = LEDGER.with_suffix(".part")
        beside.write_text(json.dumps({"about": self.about, "rounds": self.rounds}))
        beside.replace(LEDGER)

    def counted(self, figure: str) -> Counter[str]:
        """What came of all rounds of a figure."""
        found: Counter[str] = Counter()
        for name, (counts, _, took_s) in self.rounds.items():
            longest = max((one for one in HEADINGS if name.startswith(f"{one} ")), key=len)
            if longest == figure:
                found.update(counts)
                found["seconds"] += round(took_s)
        return found

    def faults(self) -> list[str]:
        return [
            fault
            for name, (_, faults, _) in self.rounds.items()
            if not name.startswith("Control")
            for fault in faults
        ]


def code_tried() -> str:
    """A name for the state of the code that was tried, of the program and of the harness."""
    sha = hashlib.sha256()
    for folder in ("highlight_desktop", "tests/durability"):
        for path in sorted((REPOSITORY / folder).rglob("*.*")):
            if path.suffix in (".py", ".c"):
                sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


def campaign(share: float, figures: list[str]) -> Ledger:
    """Do what is not done yet, two rounds at once."""
    ledger = Ledger(code_tried(), share)

    def do(one: Round) -> tuple[str, Result, float]:
        began = time.monotonic()
        return one[0], one[1](), time.monotonic() - began

    for figure in figures:
        rounds = FIGURES[figure](share, ledger.counted)
        with ThreadPoolExecutor(2) as threads:
            while pair := [one for one, _ in zip(rounds, range(2), strict=False)]:
                left = [one for one in pair if one[0] not in ledger.rounds]
                for name, result, took_s in threads.map(do, left):
                    ledger.keep(name, result, took_s)
                    sys.stdout.write(f"{name}: {dict(result[0])}\n")
                    sys.stdout.flush()
    return ledger


def page(ledger: Ledger, share: float) -> str:
    """The figures in words."""
    lines = []
    for figure in HEADINGS:
        counted = ledger.counted(figure)
        tried = counted["states"] + counted["kills"] + counted["tried"]
        of = ", ".join(
            f"{word} {counted[word]:,}"
            for word in sorted(counted)
            if word not in ("states", "kills", "tried", "faults", "seconds")
        )
        row = f"| {figure} | {tried:,} | {counted['faults']:,} | {of} | {counted['seconds']:,} s |"
        lines.append(row if tried else f"| {figure} | not run | | | |")
    faults = ledger.faults()
    return TEXT.format(
        rows="\n".join(lines),
        faults="\n".join(f"- {each}" for each in faults) or "None.",
        code=ledger.about["code"],
        share=f"{share:.1%}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        system=platform.platform(),
    )


TEXT = """# What survives

Written by `make durability`; do not edit. It says what was tried, not what is hoped.

Share of the whole run: {share}. Code tried: {code}. Python {python}, SQLite {sqlite}, {system}.
Seeds are the numbers in the names of the rounds; a fault names its round, its seed and its state.

| Figure | Tried | Faults | What came of them | Time of one core |
|---|---:|---:|---|---:|
{rows}

The three controls must show faults: settings `synchronous=NORMAL` and `OFF`, and a program that
says “saved” before it is. If they did not, the harness would prove nothing. All other rows must
show none.

## Faults

{faults}

## How

- **Power cut.** The real program does an act (autosave, submit, correct, backup, restore,
  migration, first start, rescue) with a C library before libc, which writes down every write,
  cut, sync, move and removal. The record is cut off at every call; what was not synced by then is
  lost, kept, torn by sectors of 512 bytes, or rubbish, in any order. Names of files last once
  their folder is synced. The result is opened with the program (where it refuses a damaged file:
  after a rescue), and read: integrity, foreign keys, every text, snapshot, document and backup.
  Each state counts, also one like another.
- **SIGKILL.** At random moments while the storage process saves, submits, backs up, restores or
  rescues; and at every call to the disk, a write when half of it is done.
- **Errors.** ENOSPC, EDQUOT, EIO, EACCES, EROFS, EMFILE at the k-th call that can give that error,
  once and for ever, for every k (a share of them in a share of the run). The same library fails
  the call. Wanted: a sentence and a next step, nothing acknowledged lost, nothing half done.
- **Damage.** Sectors and pages of rubbish or zeros, swapped, shifted and cut, single bytes, in the
  database and in a log that a crash left; every twentieth that is refused is rescued as well.
"""

if __name__ == "__main__":
    how_much = float(sys.argv[1]) if sys.argv[1:] else 1.0
    done = campaign(how_much, sys.argv[2:] or list(FIGURES))
    PAGE.write_text(page(done, how_much), encoding="utf-8")
    weak = [
        name for name in HEADINGS if name.startswith("Control") and not done.counted(name)["faults"]
    ]
    sys.exit(1 if done.faults() or (weak and not sys.argv[2:]) else 0)
