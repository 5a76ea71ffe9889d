"""Knows how jobs get to the hosts of one tree, and their answers back."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.mutants.tree import Tree

TESTS = (
    "tests/store", "tests/inbox", "tests/commands", "tests/whereabouts", "tests/hub",
    "tests/verification", "tests/durability", "tests/outbox/test_submit.py",
    "tests/test_unsaved.py", "tests/flows/test_bringing_back.py",
    "tests/flows/test_being_killed.py", "tests/flows/test_keeping_house.py",
    "tests/flows/test_restoring_a_backup.py",
    "tests/flows/test_sharing_a_desk.py", "tests/flows/test_what_can_wait.py",
    "tests/flows/test_where_one_left_off.py",
)  # fmt: skip
"""What may notice; of each mutant only those run that reach its line."""


class Host:
    """A host as its parent sees it."""

    def __init__(self, tree: Tree, way: str) -> None:
        jobs, self._jobs = os.pipe()
        self._answers, answers = os.pipe()
        scratch = Path(os.environ.get("MUTANTS_SCRATCH", "/dev/shm")) / f"mutants-{os.getpid()}"
        scratch = scratch / f"{tree.folder.name}-{way}"
        self._scratch = scratch
        (scratch / "home").mkdir(parents=True, exist_ok=True)
        tests = [each for each in TESTS if (tree.folder / each).exists()]
        command = [sys.executable, "-P", "-m", "tests.mutants.host", way]
        self._process = subprocess.Popen(
            [*command, str(answers), str(jobs), str(scratch), *tests],
            cwd=tree.folder,
            pass_fds=(jobs, answers),
            stdin=subprocess.DEVNULL,
            stdout=(tree.folder / f"{way}.log").open("w"),
            stderr=subprocess.STDOUT,
            env=_environment(tree, scratch),
        )
        os.close(jobs)
        os.close(answers)
        self._lines = os.fdopen(self._answers, encoding="utf-8")
        self.tests: list[str] = self._next()

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Give one job and wait for what became of it."""
        os.write(self._jobs, (json.dumps(job) + "\n").encode())
        answer: dict[str, Any] = self._next()
        return answer

    def _next(self) -> Any:
        if not (line := self._lines.readline()):
            raise RuntimeError("a host of the tests ended; its log lies in its tree")
        return json.loads(line)

    def end(self) -> None:
        """No more jobs."""
        os.close(self._jobs)
        self._process.wait()
        self._lines.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _environment(tree: Tree, scratch: Path) -> dict[str, str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ
    }
    return kept | {
        "PYTHONPATH": str(tree.folder),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(scratch / "home"),
        "TMPDIR": str(scratch),
        "PYTHONHASHSEED": "0",
    }


def say(line: str) -> None:
    """At once, with the time."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()
