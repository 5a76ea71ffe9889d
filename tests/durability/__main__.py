"""The release run of `make durability`: all figures, resumable, written to docs/durability.md.

    python -m tests.durability [SHARE] [FIGURE ...]

SHARE is a part of the whole, such as 0.02. What has been done is in out/durability.json after
every round; started again it goes on from there. What the code that was tried decides over is done
anew when that has changed. How a figure is added is told in `tests.durability.figures`.
"""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial

from tests.durability import damage, errors, kills, living, page, power_cut
from tests.durability.faulty_disk import REPOSITORY
from tests.durability.figures import Counted, Figure, Ledger, Result, Round, do

LEDGER = REPOSITORY / "out" / "durability.json"
PAGE = REPOSITORY / "docs" / "durability.md"
STATES, KILLS, DAMAGED, CONTROL_STATES = 1_000_000, 10_000, 100_000, 2_000
KILLS_AT_ONCE, DAMAGED_AT_ONCE, CUTS_AT_ONCE, WAYS = 250, 1_000, 5_000, 12
RESCUE_EVERY = 8
"""A rescue takes fifty times as long as opening, so that it is cut at fewer seeds, in one way."""
CONTROLS = ("NORMAL", "OFF", "early")


def power_cuts(share: float, counted: Counted) -> Iterator[Round]:
    """As many seeds of every act as it takes."""
    seed = 0
    while (tried := counted("Power cut")["tried"]) < STATES * share:
        seed += 1
        for act in power_cut.TRIED:
            if act == "rescue" and seed % RESCUE_EVERY != 1:
                continue
            work = partial(power_cut.tally, act, seed, 1 if act == "rescue" else WAYS)
            yield Round(f"Power cut {act} {seed}", work, tried / STATES / share)


def controls(share: float, counted: Counted) -> Iterator[Round]:
    """Programs that are less careful."""
    for number, control in enumerate(CONTROLS):
        row, seed = f"Control {control}", 0
        while counted(row)["tried"] < CONTROL_STATES * share:
            seed += 1
            work = partial(power_cut.tally, "autosave", seed, WAYS, control)
            yield Round(f"{row} {seed}", work, number / len(CONTROLS))


def all_kills(share: float, counted: Counted) -> Iterator[Round]:
    """At random moments, and at every call."""
    whole = int(KILLS * share)
    for start in range(0, whole, KILLS_AT_ONCE):
        numbers = range(start, min(start + KILLS_AT_ONCE, whole))
        yield Round(f"SIGKILL {start}", partial(kills.campaign, numbers, 6), start / whole * 0.8)
    for number, act in enumerate(errors.TRIED):
        work = partial(errors.tally, act, [errors.DEATH], every=_every(share))
        yield Round(f"SIGKILL at calls {act}", work, 0.8 + number / len(errors.TRIED) * 0.2)


def all_errors(share: float, counted: Counted) -> Iterator[Round]:
    """Every call, or every so many."""
    of = len(errors.TRIED) * len(errors.WAYS)
    for number, act in enumerate(errors.TRIED):
        for way, each in enumerate(errors.WAYS):
            work = partial(errors.tally, act, [each], every=_every(share))
            before = (number * len(errors.WAYS) + way) / of
            yield Round(f"Errors {act} {each}", work, before)


def _every(share: float) -> int:
    return max(1, round(1 / share))


def all_damage(share: float, counted: Counted) -> Iterator[Round]:
    """Databases damaged at random, and one cut short at every byte."""
    whole = int(DAMAGED * share)
    for start in range(0, whole, DAMAGED_AT_ONCE):
        numbers = range(start, min(start + DAMAGED_AT_ONCE, whole))
        yield Round(f"Damage {start}", partial(damage.campaign, numbers, 6), start / whole / 2)
    for start in range(0, damage.LARGEST_BYTES, CUTS_AT_ONCE):
        numbers = range(start, start + CUTS_AT_ONCE, _every(share))
        work = partial(damage.cut_short, numbers)
        yield Round(f"Cut short {start}", work, 0.5 + start / damage.LARGEST_BYTES / 2)


POWER_CUT = (
    "tests/durability/power_cut.py",
    "tests/durability/disk.py",
    "tests/durability/actor.py",
)
KILL = ("tests/durability/kills.py", "tests/durability/errors.py")
FIGURES = [
    Figure("power", ("Power cut",), power_cuts, POWER_CUT),
    Figure("kills", ("SIGKILL at calls", "SIGKILL"), all_kills, KILL),
    Figure("errors", ("Errors",), all_errors, (*KILL[1:], "highlight_desktop/inbox/take_in.py")),
    Figure("damage", ("Damage", "Cut short"), all_damage, ("tests/durability/damage.py",)),
    Figure(
        "controls",
        tuple(f"Control {each}" for each in CONTROLS),
        controls,
        POWER_CUT,
        must_fail=True,
    ),
    *living.FIGURES,
]


def campaign(figure: Figure, ledger: Ledger, share: float) -> None:
    """Do what is not done yet, some rounds at once; the next begins as soon as one has ended."""
    going: dict[Future[tuple[Result, float]], Round] = {}
    with ThreadPoolExecutor(figure.at_once) as threads:
        for one in figure.rounds(share, ledger.counted):
            if one.name in ledger.rounds:
                continue
            going[threads.submit(do, one)] = one
            if len(going) == figure.at_once:
                _keep_ended(going, figure, ledger)
        while going:
            _keep_ended(going, figure, ledger)


def _keep_ended(
    going: dict[Future[tuple[Result, float]], Round], figure: Figure, ledger: Ledger
) -> None:
    """Wait until a round has ended, and keep what came of it."""
    for future in wait(going, return_when=FIRST_COMPLETED).done:
        one = going.pop(future)
        result, took_s = future.result()
        ledger.keep(one, figure, result, took_s)
        _tell(f"{one.name}: {', '.join(f'{what} {n}' for what, n in result[0].items())}")
        if one.before > 0:
            kept = (each for row in figure.rows for each in ledger.of(row).values())
            spent_s = sum(each.took_s for each in kept) / figure.at_once
            left_s = spent_s / one.before * (1 - one.before)
            _tell(f"  {figure.name}: {one.before:.0%} done, about {left_s / 60:.0f} min left")


def _tell(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def main(share: float, names: list[str]) -> int:
    """Do these figures, or all; 0 when there were no faults but those that must be."""
    ledger = Ledger(LEDGER, FIGURES, share)
    chosen = [each for each in FIGURES if not names or each.name in names]
    for number, figure in enumerate(chosen):
        after = ", ".join(each.name for each in chosen[number + 1 :]) or "nothing"
        _tell(f"{figure.name}; after it: {after}")
        campaign(figure, ledger, share)
        page.write(PAGE, FIGURES, ledger, share)
    wrong = [
        row
        for figure in chosen
        for row in figure.rows
        if bool(ledger.counted(row)["faults"]) != figure.must_fail
    ]
    _tell(f"Not as it must be: {', '.join(wrong)}" if wrong else "All is as it must be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 1.0, sys.argv[2:]))
