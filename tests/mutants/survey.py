"""Knows which tests reach which lines, and so which may notice a mutant, the likeliest first."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.mutants.mutations import Mutant
from tests.mutants.tree import REPOSITORY, Tree
from tests.mutants.workers import TESTS, Host, say

_USUAL_S = 0.2
_ALSO = {
    "database": ("closed", "presence", "holder", "journal", "altered", "full_disk", "faults"),
    "opening": ("database", "closed", "holder", "journal", "altered", "faults"),
    "marker": ("database",),
    "pragmas": ("database",),
    "stepping": ("desk_backup",),
    "proving": ("backup",),
    "restoring": ("backup",),
    "salvage": ("rescued_in_part", "retention", "altered"),
    "salvaged_rows": ("salvage", "rescued_in_part"),
    "search": ("words_found", "desk."),
    "search_engines": ("words_found", "desk."),
    "hits": ("words_found",),
    "seals": ("altered", "check"),
    "rows": ("reports", "altered", "submitting"),
    "schema": ("reports", "database", "history"),
    "reports": ("submitting", "corrections", "receiving", "history", "search"),
    "recording": ("desk.", "receiving"),
    "desk": ("returns", "expected"),
    "desk_place": ("desk.", "shared_desk"),
    "desk_tables": ("desk.",),
    "expectations": ("desk.", "expected"),
    "carrying": ("moving",),
    "submissions": ("submitting", "corrections"),
    "isolation": ("child", "hanging"),
    "process": ("isolation", "child"),
    "child": ("isolation",),
    "kinds": ("arrival",),
    "letters": ("arrival",),
    "readers": ("child", "isolation"),
}
"""What the tests of a module are called, where they are not called like it."""


class Survey:
    """Of each test: how long it takes, whether it passes, and what it reaches."""

    def __init__(self, path: Path, modules: list[str]) -> None:
        self._path = path
        self._modules = modules
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self._files: dict[str, Any] = kept.get("files", {})
        self._imported: dict[str, list[int]] = kept.get("imported", {})
        self._reaching: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.took_s: dict[str, float] = {}
        self.not_whole: list[str] = []

    def bring_up_to_date(self, folder: Path) -> None:
        """Run what was changed since it was surveyed; one test file at a time, which is kept."""
        code = {module: _hash(REPOSITORY / module) for module in self._modules}
        files = sorted(
            str(each.relative_to(REPOSITORY)) for each in (REPOSITORY / "tests").rglob("test_*.py")
        )
        files.sort(key=_first)
        stale = [name for name in files if not self._is_current(name, code)]
        if stale or not self._imported:
            tree = Tree(folder)
            _prepare(tree, self._modules)
            self._survey(Host(tree, "ready"), stale, code)

    def _is_current(self, name: str, code: dict[str, str]) -> bool:
        kept = self._files.get(name)
        return (
            kept is not None
            and kept["code"] == _hash(REPOSITORY / name)
            and all(
                code[module] == was for module, was in kept["modules"].items() if module in code
            )
        )

    def _survey(self, host: Host, stale: list[str], code: dict[str, str]) -> None:
        self._imported = host.ask({"do": "imported"})["lines"]
        of = defaultdict(list)
        for test in host.tests:
            of[test.split("::")[0]].append(test)
        for name in stale:
            found = {}
            if of[name]:
                answer = host.ask({"do": "survey", "tests": of[name]})
                found = answer.get("found", {})
                say(f"surveyed {name}: {answer['ended']}, {len(found)} tests")
            reached = {module for each in found.values() for module in each["lines"]}
            self._files[name] = {
                "code": _hash(REPOSITORY / name),
                "modules": {module: code[module] for module in sorted(reached)},
                "tests": found,
            }
            self._keep()
        self._keep()
        host.end()

    def _keep(self) -> None:
        kept = {"files": self._files, "imported": self._imported}
        self._path.write_text(json.dumps(kept), encoding="utf-8")

    def lay_out(self) -> None:
        """Of what has been surveyed."""
        for name, kept in self._files.items():
            if not (name.startswith(TESTS) and (REPOSITORY / name).exists()):
                continue
            for test, seen in kept["tests"].items():
                if not seen["whole"]:
                    self.not_whole.append(test)
                    continue
                self.took_s[test] = seen["took_s"]
                for module, lines in seen["lines"].items():
                    for line in lines:
                        self._reaching[module, line].add(test)

    def meet(self, tests: list[str]) -> None:
        """Let tests that were not surveyed take part for what runs at import."""
        for test in set(tests) - self.took_s.keys() - set(self.not_whole):
            self.took_s[test] = _USUAL_S

    def runs_at_import(self, mutant: Mutant) -> bool:
        """Whether it does its work while modules are imported, though it may be in a function."""
        lines = range(mutant.line, mutant.last_line + 1)
        return not mutant.runs_later or not set(lines).isdisjoint(
            self._imported.get(mutant.module, ())
        )

    def at_line(self, mutant: Mutant) -> set[str]:
        """Those that run the very line."""
        lines = range(mutant.line, mutant.last_line + 1)
        return set().union(*(self._reaching[mutant.module, line] for line in lines))

    def reaching(self, mutant: Mutant, source: bytes) -> set[str]:
        """The tests that run its function, in which a line may do its work once for all.

        For what runs at import, those that may come to use it.
        """
        if not self.runs_at_import(mutant):
            lines = range(mutant.around[0], mutant.around[1] + 1)
            return set().union(*(self._reaching[mutant.module, line] for line in lines))
        texts = source.decode().splitlines()
        named = [n for n, text in enumerate(texts, 1) if mutant.named and mutant.named in text]
        found = set().union(*(self._reaching[mutant.module, line] for line in named))
        if not found:
            every = (self._reaching[mutant.module, line] for line in range(1, len(texts) + 1))
            found = set().union(*every)
        beside = f"tests/{mutant.module.partition('/')[2].rpartition('/')[0]}/"
        return found | {test for test in self.took_s if test.startswith(beside)}


class Order:
    """Learns which tests notice what in which module."""

    def __init__(self) -> None:
        self._noticed: Counter[tuple[str, str]] = Counter()

    def learn(self, mutant: Mutant, test: str) -> None:
        """This one noticed it."""
        self._noticed[mutant.module, test] += 1
        self._noticed[f"{mutant.module} {mutant.where}", test] += 4

    def of(self, mutant: Mutant, tests: set[str], survey: Survey) -> list[str]:
        """The likeliest for their time first: those of its own, those that reach the very line."""
        at_line = survey.at_line(mutant)
        stem = mutant.module.rpartition("/")[2].removesuffix(".py")
        own = tuple(f"/test_{each}" for each in (stem, *_ALSO.get(stem, ())))

        def cost(test: str) -> tuple[float, str]:
            known = self._noticed[mutant.module, test]
            known += self._noticed[f"{mutant.module} {mutant.where}", test]
            likely = 1.0 + known
            likely *= 20 if any(each in test for each in own) else 1
            likely *= 10 if test in at_line else 1
            return (survey.took_s[test] + 0.02) / likely, test

        return sorted(tests, key=cost)


def _first(name: str) -> int:
    return next((n for n, folder in enumerate(TESTS) if name.startswith(folder)), len(TESTS))


def _prepare(tree: Tree, modules: list[str]) -> None:
    """Let the copy keep marks: its own module about them finds the tree by where it lies."""
    code = f"from tests.mutants import marks; marks.prepare({modules!r})"
    subprocess.run([sys.executable, "-c", code], cwd=tree.folder, check=True)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:16]
