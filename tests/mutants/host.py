"""Knows how tests are run in a process that lives for one mutant: forked from one that is ready.

    python -m tests.mutants.host ready|bare ANSWERS JOBS FOLDER [TEST FILE ...]

A *ready* host has collected all tests; its forks put the changed code into the functions there are,
and run. A *bare* host has only loaded the libraries, for what takes effect at import.
Jobs and answers are lines of JSON over two pipes. Also the one that surveys is a ready host.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

TREE = Path(__file__).parents[2]
MEMORY_BYTES = 12_000_000_000
AT_LEAST_S = 20.0
"""How long the quickest test may take before it is taken to go on for ever."""
TIMES = 12
SERVER_S = 2.0
"""What PostgreSQL costs a mutant, which starts it for itself."""
_LIBRARIES = (
    "sqlalchemy.dialects.sqlite", "sqlalchemy.orm", "lxml.etree", "lxml.html", "openpyxl",
    "pypdf", "reportlab.pdfbase.ttfonts", "defusedxml.ElementTree", "PySide6.QtWidgets",
    "PySide6.QtTest", "hypothesis.strategies", "platformdirs", "email.message", "zipfile",
)  # fmt: skip

Job = dict[str, Any]


def _quietly_and_alike() -> None:
    """The same examples each time, none written down, none made smaller."""
    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")


class Host:
    """Forks for each job, watches the fork, and tells what became of it."""

    def __init__(self, jobs: int, answers: int, folder: str) -> None:
        self._jobs = os.fdopen(jobs, encoding="utf-8")
        self._answers = answers
        self._folder = folder

    def serve(self, work: Any) -> None:
        """Until there are no more jobs."""
        for line in self._jobs:
            job = json.loads(line)
            reading, writing = os.pipe()
            child = os.fork()
            if not child:
                os.close(reading)
                self._live(work, job, writing)
            os.close(writing)
            self._tell(self._answers, self._watched(child, reading))

    def _live(self, work: Any, job: Job, writing: int) -> None:
        try:
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nothing, number)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            for said in work(job):
                self._tell(writing, said)
        except BaseException as error:
            self._tell(writing, {"ended": "fault", "why": f"{type(error).__name__}: {error}"[:300]})
        finally:
            os._exit(0)

    @staticmethod
    def _tell(to: int, said: object) -> None:
        data = (json.dumps(said) + "\n").encode()
        while data:
            data = data[os.write(to, data) :]

    def _watched(self, child: int, reading: int) -> Job:
        """What it said last; or that it was stopped, or ended without a word, and in which test."""
        last: Job = {"ended": "died", "by": ""}
        began, buffer, most_s = time.monotonic(), b"", AT_LEAST_S * TIMES
        while True:
            if not select.select([reading], [], [], most_s)[0]:
                last |= {"ended": "time"}
                break
            if not (more := os.read(reading, 1 << 16)):
                break
            buffer += more
            *lines, buffer = buffer.split(b"\n")
            for line in lines:
                said = json.loads(line)
                if "at" in said:
                    last = {"ended": "died", "by": said["at"]}
                    most_s = AT_LEAST_S + TIMES * said["took_s"]
                else:
                    last = said
        for group in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                group(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        self._end_servers()
        return last | {"took_s": round(time.monotonic() - began, 2)}

    def _end_servers(self) -> None:
        """A server of PostgreSQL outlives a fork that had no time to stop it."""
        for note in Path(self._folder).glob("postgres-*/data/postmaster.pid"):
            with contextlib.suppress(ProcessLookupError, OSError, ValueError, IndexError):
                os.kill(int(note.read_text(encoding="ascii").split()[0]), signal.SIGQUIT)
            shutil.rmtree(note.parents[1], ignore_errors=True)


class Ready:
    """Pytest's own loop over what it collected, replaced by jobs."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._session: pytest.Session
        self._items: dict[str, pytest.Item] = {}
        self._failed: list[str] = []
        self._functions: list[FunctionType] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._session = session
        self._items = {each.nodeid: each for each in session.items}
        self._functions = [
            each
            for each in gc.get_objects()
            if type(each) is FunctionType and each.__code__.co_filename.startswith(f"{TREE}/high")
        ]
        gc.collect()
        gc.freeze()
        self._host._tell(self._host._answers, list(self._items))
        self._host.serve(self._work)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.append(str(report.longrepr)[-300:])

    def _work(self, job: Job) -> Iterator[Job]:
        if job["do"] == "survey":
            return self._survey(job["tests"])
        if job["do"] == "imported":
            return self._imported()
        return self._judge(job)

    @staticmethod
    def _imported() -> Iterator[Job]:
        from tests.mutants import marks

        yield {"ended": "surveyed", "lines": marks.read()}

    def _survey(self, tests: list[str]) -> Iterator[Job]:
        from tests.mutants import marks

        found: dict[str, object] = {}
        for test, after in zip(tests, [*tests[1:], None], strict=True):
            yield {"at": test, "took_s": 60}
            marks.clear()
            began = time.monotonic()
            whole = self._passes(test, after)
            took_s = round(time.monotonic() - began, 3)
            if _starts_a_server(self._items[test]):
                took_s += SERVER_S
            found[test] = {"took_s": took_s, "whole": whole, "lines": marks.read()}
        yield {"ended": "surveyed", "found": found}

    def _judge(self, job: Job) -> Iterator[Job]:
        if job["module"] and not self._exchange(job["module"]):
            yield {"ended": "bare"}
            return
        tests = [(test, took_s) for test, took_s in job["tests"] if test in self._items]
        for number, (test, took_s) in enumerate(tests):
            yield {"at": test, "took_s": took_s}
            after = tests[number + 1][0] if number + 1 < len(tests) else None
            if not self._passes(test, after):
                self._session._setupstate.teardown_exact(None)
                yield {"ended": "failed", "by": test, "why": self._failed[0]}
                return
        yield {"ended": "passed", "tests": len(tests)}

    def _passes(self, test: str, after: str | None) -> bool:
        self._failed.clear()
        item, following = self._items[test], self._items[after] if after else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self._failed

    def _exchange(self, module: str) -> bool:
        """Give the functions that were loaded the code that is in the file now."""
        path = TREE / module
        new: dict[tuple[str, int], list[CodeType]] = {}
        for code in _codes(compile(path.read_bytes(), path, "exec")):
            new.setdefault((code.co_qualname, code.co_firstlineno), []).append(code)
        for each in self._functions:
            old = each.__code__
            if old.co_filename != str(path):
                continue
            codes = new.get((old.co_qualname, old.co_firstlineno), [])
            if old in codes:
                continue
            if len(codes) != 1 or codes[0].co_freevars != old.co_freevars:
                return False
            each.__code__ = codes[0]
        return True


def _starts_a_server(item: pytest.Item) -> bool:
    return "server" in getattr(item, "fixturenames", ()) or "[shared" in item.nodeid


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def bare(job: Job, folder: str) -> Iterator[Job]:
    """Everything of ours is loaded in the fork, from the changed file."""
    tests = [test for test, _ in job["tests"]]
    told = _Told(tests)
    yield {"at": tests[0] if tests else "", "took_s": 5 + sum(took_s for _, took_s in job["tests"])}
    files = sorted({test.split("::")[0] for test in tests})
    code = pytest.main(["-x", "-q", *_options(folder), *files], plugins=[told])
    if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        yield {"ended": "passed", "tests": len(tests)}
    else:
        yield {"ended": "failed", "by": told.by, "why": told.why or f"ended with {code}"}


class _Told:
    """Takes of what was collected these tests in this order, and remembers the first that fails."""

    def __init__(self, tests: list[str]) -> None:
        self.by = self.why = ""
        self._place = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [each for each in items if each.nodeid in self._place]
        items[:] = sorted(chosen, key=lambda each: self._place[each.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.by:
            self.by, self.why = report.nodeid, str(report.longrepr)[-300:]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.by:
            self.by, self.why = report.nodeid, str(report.longrepr)[-300:]


def _options(folder: str) -> list[str]:
    return ["-s", "-p", "no:cacheprovider", f"--basetemp={folder}/tmp", "--tb=native",
            "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # fmt: skip


def main(way: str, answers: str, jobs: str, folder: str, *tests: str) -> int:
    """Serve until the jobs are done."""
    host = Host(int(jobs), int(answers), folder)
    _quietly_and_alike()
    if way == "ready":
        return int(pytest.main(["-q", *_options(folder), *tests], plugins=[Ready(host)]))
    for name in _LIBRARIES:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    host._tell(int(answers), [])
    host.serve(lambda job: bare(job, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
