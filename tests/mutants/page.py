"""Knows how the mutation run is written down in docs/mutants.md, and when it is good enough."""

import platform
import sqlite3
import tomllib
from collections.abc import Iterable
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from tests.durability.page import commit
from tests.mutants.ledger import Ledger, Trial
from tests.mutants.mutations import Mutant

REASONS = Path(__file__).with_name("survivors.toml")
AIM = 0.9
"""The share of mutants that must be noticed."""


def write(path: Path, found: list[Mutant], ledger: Ledger, seed: int) -> int:
    """Write the page; 0 when as many are noticed as must be, and no survivor lacks its reason."""
    tried = [(each, trial) for each in found if (trial := ledger.of(each))]
    survivors = [(each, trial) for each, trial in tried if not trial.is_noticed]
    reasons = Reasons(REASONS)
    told = [reasons.of(each.key) for each, _ in survivors]
    path.write_text(
        TEXT.format(
            rows="\n".join(_rows(found, ledger)),
            total=_row("**all**", found, ledger),
            tried=f"{len(tried):,}",
            all=f"{len(found):,}",
            extent=_extent(len(tried), len(found), seed),
            unexplained=_unexplained(told),
            noticed=_share(len(tried) - len(survivors), len(tried)),
            noticed_of_those=_share(len(tried) - len(survivors), len(tried) - _equivalent(told)),
            equivalent=_equivalent(told),
            survivors="\n".join(_survivors(survivors, reasons)) or "None.",
            controls=_controls(ledger.controls()),
            took=f"{sum(trial.took_s for _, trial in tried) / 60:,.0f}",
            commit=commit(),
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
            alchemy=version("SQLAlchemy"),
            pytest=version("pytest"),
            hypothesis=version("hypothesis"),
            system=f"{platform.system()} {platform.release()}",
        ),
        encoding="utf-8",
    )
    enough = len(tried) - len(survivors) >= AIM * len(tried)
    return 0 if enough and all(told) else 1


class Reasons:
    """Why survivors may live, as somebody who looked at each has written it down."""

    def __init__(self, path: Path) -> None:
        kept = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._whys = {
            mutant: each["why"] for each in kept.get("reason", ()) for mutant in each["mutants"]
        }

    def of(self, key: str) -> str:
        """The reason given for a mutant, or for those that begin like it and end in a star."""
        if key in self._whys:
            return self._whys[key]
        starred = (each for each in self._whys if each.endswith("*") and key.startswith(each[:-1]))
        return next((self._whys[each] for each in starred), "")


def _equivalent(told: Iterable[str]) -> int:
    return sum(each.startswith("equivalent") for each in told)


def _unexplained(told: list[str]) -> str:
    if all(told):
        return "Each survivor has its reason below"
    return (
        f"{told.count('')} of the {len(told)} survivors have no reason yet: most of them have not"
        " met all tests that reach them"
    )


def _extent(tried: int, found: int, seed: int) -> str:
    if tried == found:
        return "All of them were tried"
    return (
        f"**{found - tried:,} have not been tried**, or were changed since; `make mutants` goes on"
        f" with them, in an order drawn by seed {seed}"
    )


def _rows(found: list[Mutant], ledger: Ledger) -> list[str]:
    return [
        _row(f"`{module.removeprefix('highlight_desktop/')}`", list(of), ledger)
        for module, of in groupby(found, lambda each: each.module)
    ]


def _row(name: str, found: list[Mutant], ledger: Ledger) -> str:
    trials = [trial for each in found if (trial := ledger.of(each))]
    ends = [trial.ended for trial in trials]
    noticed = sum(each.is_noticed for each in trials)
    otherwise = noticed - ends.count("failed")
    return (
        f"| {name} | {len(found):,} | {len(trials):,} | {ends.count('failed'):,} |"
        f" {otherwise:,} | {ends.count('passed'):,} |"
        f" {ends.count('unreached'):,} | {_share(noticed, len(trials))} |"
    )


def _share(some: int, of: int) -> str:
    return f"{some / of:.1%}" if of else ""


def _survivors(survivors: list[tuple[Mutant, Trial]], reasons: Reasons) -> list[str]:
    lines = []
    for module, of in groupby(survivors, lambda each: each[0].module):
        lines += ["", f"### `{module}`", ""]
        for mutant, trial in of:
            about = mutant.key.removeprefix(f"{module} ")
            where, _, change = about.partition(": ")
            before, _, after = change.partition(" → ")
            ran = f"{trial.tests} of {trial.of} tests" if trial.of else "no test reaches it"
            why = reasons.of(mutant.key) or "**not explained**"
            lines.append(f"- `{where or 'the module'}`: {_code(before)} → {_code(after)} – {why}")
            if trial.tests < trial.of:
                lines[-1] += f" ({ran})"
    return lines


def _code(text: str) -> str:
    text = text if len(text) <= 110 else text[:109] + "…"
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _controls(controls: list[Trial]) -> str:
    noticed = [each for each in controls if each.ended != "passed"]
    said = (
        f"{len(controls)} times a module was tried as it is, and {len(noticed)} times a test failed"
    )
    return said + "".join(f"\n- {each.key}: {each.by}" for each in noticed)


TEXT = """# Which small changes no test would notice

Written by `make mutants`; do not edit. One small thing is changed in the store, the backups or the
quarantine, and the tests that reach it are run until one fails. What none notices is a survivor.

**{noticed}** of {tried} mutants were noticed; without the {equivalent} that no test can notice,
because the program is the same with them, {noticed_of_those}. There are {all} mutants. {extent}.
{unexplained}.

| Module | Mutants | Tried | A test failed | Died, or no end | Survived | Not reached | Noticed |
|---|---:|---:|---:|---:|---:|---:|---:|
{rows}
{total}

Commit {commit}. Python {python}, SQLite {sqlite}, SQLAlchemy {alchemy}, pytest {pytest}, hypothesis
{hypothesis}, {system}; {took} minutes of one core.

## How

- **Changed** are comparisons, `and`/`or`, conditions, reckoning, numbers, truth values, and words
  that are compared with; statements, values returned, `with` and `except` are taken away. Left
  alone are words (docstrings, annotations, sentences of errors, SQL), decorators, asserts, and what
  only Windows runs.
- **Which tests**: a survey runs each test once and notes the lines it reaches, also in processes it
  starts: the reading process of the quarantine, commands, programs that are killed. A mutant is put
  to the tests that reach its line, those first that noticed others nearby, for a few seconds; a
  survivor is tried again for longer. Where not all ran that reach it, that is said.
- **Where**: in a copy of the repository. The changed file lies there for every process that is
  started; a process forked from one that has collected all tests takes over its code and runs them.
- **Alike**: hypothesis is given the same examples each time. {controls}.
- mutmut 3.8 was looked at first. It leaves alone what has a decorator (properties, contexts) and
  all that stands outside functions, and tells a mutant by a variable of the environment, which the
  reading process of the quarantine is not given. cosmic-ray starts the tests anew for each mutant.

## The survivors
{survivors}
"""
