"""Knows how the real window is killed while keys arrive, and what the next start must find.

A program that is stopped (SIGSTOP) has on its disk just what it would leave if it were killed at
that moment: so from one start the disk is copied many times, and at the end the program is killed.
"""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop import settings
from highlight_desktop.errors import HighlightError
from highlight_desktop.outbox import submit as outbox
from highlight_desktop.settings import Settings
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from tests.durability.acts import OUT, prepare_reports
from tests.durability.faulty_disk import REPOSITORY, memory_folder
from tests.durability.found import facts
from tests.durability.typing_on import text_of_report
from tests.hub.year import year

Message = list[str]
Result = tuple[Counter[str], list[str]]
START_S, NEXT_S, AFTER_S = 180.0, 60.0, 1.0
"""So long a start may take, and the next word of the program; within so long it is killed."""


def campaign(numbers: Sequence[int], seed: int, stops: int = 0, control: str = "true") -> Result:
    """Kill the window once for each number, after stopping it so many times."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with TemporaryDirectory(dir=memory_folder(), prefix="window-") as work:
        home = Path(work, "home")
        _prepare(home)
        left: set[tuple[str, str]] = {("", "")}
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            if number % 20 == 0 and number != numbers[0]:
                # Not for ever in one folder: what a crash left behind must not add up.
                shutil.rmtree(home)
                _prepare(home)
                left = {("", "")}
            one = _Window(home, f"{seed} {number}", control)
            try:
                for stop in range(stops + 1):
                    wrong = one.stop_and_look(chance, is_last=stop == stops)
                    counted["tried"] += 1
                    counted["of a stopped program"] += stop < stops
                    counted["after an acknowledgement"] += one.said
                    faults += [f"{seed} {number} {stop}: {each}" for each in wrong]
                wrong = one.not_followed
                if (led := one.led_to) not in left:
                    wrong.append(f"the start led to {led}, not to {left}")
                faults += [f"{seed} {number}: {each}" for each in wrong]
                counted["led back"] += led != ("", "")
                left = one.leads_to
            finally:
                one.end()
    counted["faults"] = len(faults)
    return counted, faults


def _prepare(home: Path) -> None:
    """A draft, a submitted report, and a return that can be received."""
    data = home / "data"
    home.mkdir()
    prepare_reports(data)
    settings.save(Settings(collects=True, outbox_folder=str(home / OUT)), data)
    (home / "returns").mkdir()
    [one, *_] = [each for each in year(areas=1, periods=1).sent if each.path.endswith(".pdf")]
    (home / "returns" / "return.pdf").write_bytes(one.content)


class _Window:
    """The program, what it has said so far, and its disk."""

    def __init__(self, home: Path, seed: str, control: str) -> None:
        self._home = home
        self._messages: list[Message] = []
        self._rest = b""
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.typing_on", str(home), seed, control],
            cwd=REPOSITORY,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._program.stdout
        os.set_blocking(self._program.stdout.fileno(), False)

    @property
    def said(self) -> bool:
        """It has called something saved."""
        return any(what == "said" for what, *_ in self._messages)

    @property
    def led_to(self) -> tuple[str, str]:
        """The report and the place that the start led to."""
        return next((which, place) for what, which, place, _ in self._messages if what == "led")

    @property
    def leads_to(self) -> set[tuple[str, str]]:
        """Where the next start may lead: what was noted last, or what was just being noted."""
        asked = [self.led_to, *self._all("noting")]
        noted = len(self._all("noted"))
        return set(asked[noted : noted + 2])

    @property
    def not_followed(self) -> list[str]:
        """Places where an act ended that the next start was never asked to lead to."""
        last, wrong = self.led_to, []
        for what, which, place, _ in self._messages:
            if what == "noting":
                last = (which, place)
            elif what == "at" and last != (which, place):
                wrong.append(f"at {which} {place}, but the next start would lead to {last}")
        return wrong

    def _all(self, wanted: str) -> list[tuple[str, str]]:
        return [(which, place) for what, which, place, _ in self._messages if what == wanted]

    def stop_and_look(self, chance: random.Random, *, is_last: bool) -> list[str]:
        """Stop it at a random moment, or kill it; what is wrong with what it leaves."""
        self._listen_until_said(chance.randint(1, 2))
        # Half of all moments are those in which a program that speaks too early is found out.
        self._listen(
            chance.uniform(0, 0.005) if chance.random() < 0.5 else chance.uniform(0, AFTER_S)
        )
        self._program.send_signal(signal.SIGKILL if is_last else signal.SIGSTOP)
        os.waitid(os.P_PID, self._program.pid, os.WEXITED | os.WSTOPPED | os.WNOWAIT)
        self._read()
        if is_last:
            return self._judge(self._home)
        left = self._home.with_name("left")
        shutil.copytree(self._home, left)
        self._program.send_signal(signal.SIGCONT)
        os.waitid(os.P_PID, self._program.pid, os.WCONTINUED)
        try:
            return self._judge(left)
        finally:
            shutil.rmtree(left)

    def end(self) -> None:
        """Be gone, whatever went wrong."""
        self._program.kill()
        self._program.communicate()

    # What it says

    def _listen_until_said(self, times: int) -> None:
        wanted = sum(what == "said" for what, *_ in self._messages) + times
        until = time.monotonic() + START_S
        while sum(what == "said" for what, *_ in self._messages) < wanted:
            self._listen(NEXT_S, at_most=1)
            if self._program.poll() is not None or time.monotonic() > until:
                self._program.kill()
                _, errors = self._program.communicate()
                raise AssertionError(f"the program ended by itself: {errors[-1_500:]!r}")

    def _listen(self, for_s: float, at_most: int = 0) -> None:
        """Take in what it says for so long, or until it has said so much."""
        assert self._program.stdout
        until, before = time.monotonic() + for_s, len(self._messages)
        while (left := until - time.monotonic()) > 0:
            if select.select([self._program.stdout], [], [], left)[0] and not self._read():
                return
            if at_most and len(self._messages) >= before + at_most:
                return

    def _read(self) -> bool:
        """All that it has said by now; False when that is all it ever says."""
        assert self._program.stdout
        try:
            while piece := os.read(self._program.stdout.fileno(), 65_536):
                *lines, self._rest = (self._rest + piece).split(b"\n")
                self._messages += [json.loads(line) for line in lines]
        except BlockingIOError:
            return True
        return False

    # What it leaves

    def _judge(self, home: Path) -> list[str]:
        try:
            facts(home / "data")
            with Store.open(home / "data") as store:
                wrong = [*self._lost(store), *_half_done(store, home)]
                if not (checked := store.check()).is_clean:
                    wrong.append(f"not sound: {checked.findings}")
            with Desk.open(home / "data") as desk:
                wrong += [
                    f"{each.name} is not as it came"
                    for each in desk.arrivals()
                    if sha256(desk.content(each.sha256)).hexdigest() != each.sha256
                ]
        except (HighlightError, AssertionError) as error:
            return [f"{type(error).__name__}: {error}"]
        return wrong

    def _lost(self, store: Store) -> list[str]:
        """What was called saved or submitted, and is not there."""
        wrong = []
        allowed: dict[str, set[str]] = {}
        for what, report_id, _, text in self._messages:
            if what in ("said", "opened"):
                allowed[report_id] = {text}
            elif what == "asked":
                allowed.setdefault(report_id, set()).add(text)
            elif what == "submitted" and store.load(report_id).state is State.DRAFT:
                wrong.append(f"{report_id} was called submitted, and is a draft")
        for report_id, texts in allowed.items():
            if text_of_report(store.load(report_id).report) not in texts:
                wrong.append(f"an acknowledged edit of {report_id} is lost")
        return wrong


def _half_done(store: Store, home: Path) -> list[str]:
    """Documents that are not those of a submitted report, whole."""
    found = sorted(path for path in (home / OUT).glob("*") if not path.name.startswith("."))
    submitted = [each for each in store.summaries() if each.state is not State.DRAFT]
    genuine: dict[str, bytes] = {}
    if found:
        again = home.with_name("again")
        for each in submitted:
            made = outbox.export(store, each.id, again).documents
            genuine |= {one.path.name: one.path.read_bytes() for one in made}
        shutil.rmtree(again)
    return [
        f"{path.name} is not what was submitted"
        for path in found
        if genuine.get(path.name) != path.read_bytes()
    ]


if __name__ == "__main__":
    first, last, by_seed, many = map(int, sys.argv[1:5])
    sys.stdout.write(json.dumps(campaign(range(first, last), by_seed, many, *sys.argv[5:])) + "\n")
