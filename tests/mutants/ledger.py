"""Knows what became of each mutant that was tried, line by line, so that a run can go on."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutants.mutations import Mutant

NOTICED = ("failed", "died", "fault", "time")
"""A test failed; its process ended; pytest itself fell over; it was taken to go on for ever."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one mutant."""

    key: str
    code: str
    ended: str
    by: str = ""
    """The test that noticed."""
    why: str = ""
    tests: int = 0
    """That ran without noticing, of those that reach it."""
    of: int = 0
    took_s: float = 0

    @property
    def is_noticed(self) -> bool:
        """Killed, as the trade says."""
        return self.ended in NOTICED


class Ledger:
    """A file of trials; the last one of a mutant counts, while its code is as it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._trials: dict[str, Trial] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                trial = Trial(**json.loads(line))
                self._trials[trial.key] = trial

    def of(self, mutant: Mutant) -> Trial | None:
        """The trial of this mutant of this code, if there was one."""
        found = self._trials.get(mutant.key)
        return found if found is not None and found.code == mutant.code else None

    def keep(self, trial: Trial) -> None:
        """Write it down at once."""
        self._trials[trial.key] = trial
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(trial), ensure_ascii=False) + "\n")

    def controls(self) -> list[Trial]:
        """What became of modules that were tried as they are."""
        return [each for each in self._trials.values() if each.key.startswith("control ")]
