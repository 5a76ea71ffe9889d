"""The mutation run of `make mutants`: which small changes of the code would no test notice?

    python -m tests.mutants [--minutes M] [--seed S] [--again] [--surveyed] [WORD ...]

What was tried is in out/mutants/ after every mutant; started again it goes on from there, in an
order drawn by the seed, so that whatever has been done is a fair sample of each module. WORDs
choose mutants by what is in their names. Survivors that have no reason in survivors.toml are tried
again for longer, at the end or, with --again, at once; with --surveyed the tests are not looked at
anew before. Writes docs/mutants.md.
"""

import argparse
import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.mutants import page
from tests.mutants.ledger import Ledger, Trial
from tests.mutants.mutations import Mutant, mutants
from tests.mutants.survey import Order, Survey
from tests.mutants.tree import REPOSITORY, Tree
from tests.mutants.workers import Host, say

OUT = REPOSITORY / "out" / "mutants"
PAGE = REPOSITORY / "docs" / "mutants.md"
FOLDERS = ("highlight_desktop/store", "highlight_desktop/inbox/quarantine")
MINUTES = 110
SEED = 20261122
FIRST_S, AGAIN_S = 2.0, 30.0
"""How long tests may take, as surveyed, on one mutant; and when it is tried again."""
CONTROL_EVERY = 40
"""So often a module is tried as it is: what notices that is no test of it."""


class Run:
    """Mutants that are still to be tried, taken by one thread after the other."""

    def __init__(self, ledger: Ledger, survey: Survey, until: float) -> None:
        self._sources = {each: (REPOSITORY / each).read_bytes() for each in modules()}
        self._ledger = ledger
        self._survey = survey
        self._until = until
        self._order = Order()
        self._lock = threading.Lock()
        self._done = 0
        self._left: Iterator[Mutant] = iter(())
        self._of = 0
        self._reasons = page.Reasons(page.REASONS)

    def learn(self, known: list[Mutant]) -> None:
        """From what was tried before."""
        for mutant in known:
            trial = self._ledger.of(mutant)
            if trial and trial.ended == "failed" and trial.by:
                self._order.learn(mutant, trial.by)

    def choose(self, drawn: list[Mutant], *, again: bool) -> None:
        """Those that are new; or those that survived and may not, which have few tests first."""
        if not again:
            chosen = [each for each in drawn if self._ledger.of(each) is None]
        else:
            chosen = [each for each in drawn if self._is_left(each)]
            chosen.sort(key=lambda each: len(self._survey.at_line(each)))
        self._left, self._of = iter(chosen), len(chosen)

    def _is_left(self, mutant: Mutant) -> bool:
        """Whether it survived unexplained, and has not met the tests that it would meet now."""
        trial = self._ledger.of(mutant)
        if trial is None or trial.is_noticed or self._reasons.of(mutant.key):
            return False
        tests, of = self._tests(mutant, self._sources[mutant.module], AGAIN_S)
        return (len(tests), of) != (trial.tests, trial.of)

    def work(self, folder: Path, most_s: float) -> None:
        """Try one after the other, until none is left or the time is over."""
        tree = Tree(folder)
        for module, source in self._sources.items():
            tree.write(module, source)  # what is changed meanwhile is another run's business
        hosts = {way: Host(tree, way) for way in ("ready", "bare")}
        with self._lock:
            self._survey.meet(hosts["ready"].tests)
        for number, mutant in enumerate(self._taken()):
            source = self._sources[mutant.module]
            if number % CONTROL_EVERY == 0:
                self._control(tree, hosts, mutant, source)
            tree.write(mutant.module, mutant.applied(source))
            trial = self._tried(hosts, mutant, source, most_s)
            tree.write(mutant.module, source)
            with self._lock:
                self._ledger.keep(trial)
                if trial.ended == "failed":
                    self._order.learn(mutant, trial.by)
                self._done += 1
                say(f"{self._done}/{self._of} {trial.ended} {trial.took_s:.1f} s {mutant.key}")
        for host in hosts.values():
            host.end()

    def _taken(self) -> Iterator[Mutant]:
        while time.monotonic() < self._until:
            with self._lock:
                mutant = next(self._left, None)
            if mutant is None:
                return
            yield mutant

    def _tests(
        self, mutant: Mutant, source: bytes, most_s: float
    ) -> tuple[list[list[object]], int]:
        with self._lock:
            reaching = self._survey.reaching(mutant, source)
            ordered = self._order.of(mutant, reaching, self._survey)
        chosen: list[list[object]] = []
        for test in ordered:
            most_s -= self._survey.took_s[test]
            if most_s < 0 and chosen:
                break
            chosen.append([test, self._survey.took_s[test]])
        return chosen, len(ordered)

    def _tried(self, hosts: dict[str, Host], mutant: Mutant, source: bytes, most_s: float) -> Trial:
        tests, of = self._tests(mutant, source, most_s)
        if not tests:
            return Trial(mutant.key, mutant.code, "unreached")
        answer = {"ended": "bare"}
        if not self._survey.runs_at_import(mutant):
            answer = hosts["ready"].ask({"do": "judge", "module": mutant.module, "tests": tests})
        if answer["ended"] == "bare":
            answer = hosts["bare"].ask({"tests": tests})
        told = {name: answer[name] for name in ("by", "why", "took_s", "tests") if name in answer}
        return Trial(mutant.key, mutant.code, answer["ended"], of=of, **told)

    def _control(self, tree: Tree, hosts: dict[str, Host], mutant: Mutant, source: bytes) -> None:
        tests, _ = self._tests(mutant, source, FIRST_S)
        tree.write(mutant.module, source)
        way = "bare" if self._survey.runs_at_import(mutant) else "ready"
        answer = hosts[way].ask({"do": "judge", "module": mutant.module, "tests": tests})
        with self._lock:
            self._ledger.keep(
                Trial(f"control {mutant.key}", mutant.code, answer["ended"], answer.get("by", ""))
            )
            say(f"control: {answer}")


def all_mutants(words: list[str]) -> list[Mutant]:
    """Of every module, in its order."""
    found = []
    for module in modules():
        found += mutants(module, (REPOSITORY / module).read_bytes())
    return [each for each in found if not words or any(word in each.key for word in words)]


def modules() -> list[str]:
    """What is tried."""
    return sorted(
        str(each.relative_to(REPOSITORY))
        for folder in FOLDERS
        for each in (REPOSITORY / folder).glob("*.py")
    )


def drawn(found: list[Mutant], seed: int) -> list[Mutant]:
    """In an order of which every beginning holds the same share of each module."""
    chance = random.Random(seed)
    of: dict[str, list[Mutant]] = {}
    for each in found:
        of.setdefault(each.module, []).append(each)
    ranked = []
    for each in of.values():
        chance.shuffle(each)
        ranked += [((n + chance.random()) / len(each), m.key, m) for n, m in enumerate(each)]
    return [mutant for *_, mutant in sorted(ranked, key=lambda each: each[:2])]


def main() -> int:
    """Go on with the run for so long; 0 when nine of ten that were tried are noticed."""
    asked = _asked()
    OUT.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + asked.minutes * 60
    ledger, found = Ledger(OUT / "ledger.jsonl"), all_mutants(asked.words)
    if asked.minutes > 0:
        survey = Survey(OUT / "survey.json", modules())
        if not asked.surveyed:
            survey.bring_up_to_date(OUT / "tree-survey")
        survey.lay_out()
        for most_s in (FIRST_S, AGAIN_S)[asked.again :]:
            run = Run(ledger, survey, until)
            run.learn(found)
            run.choose(drawn(found, asked.seed), again=most_s == AGAIN_S)
            threads = [
                threading.Thread(target=run.work, args=(OUT / f"tree-{n}", most_s))
                for n in range(asked.workers)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return page.write(PAGE, all_mutants([]), ledger, asked.seed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--surveyed", action="store_true")
    parser.add_argument("words", nargs="*")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
