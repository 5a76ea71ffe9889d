"""Writes every sort of PDF the program can make, and has veraPDF judge them: python -m tests.pdf_ua

By both standards, PDF/UA-1 and PDF/A-3a. Needs Java and the checker beside this checkout, and the
network for its engine, once; without them it says so and leaves it at that.
Not a test: the judge takes minutes.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings

from highlight_desktop.hub.binding import bind
from highlight_desktop.hub.contents import gather
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.inbox.text import parse
from highlight_desktop.outbox import pdf
from highlight_desktop.report import edition
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Printable, Snapshot, freeze, proof
from highlight_desktop.store.desk import Desk
from tests.hub import desks
from tests.outbox import packs, printables

SHARED = Path(__file__).parents[2] / "shared"
CHECK = SHARED / "tools" / "verapdf" / "check"
_JUDGEMENTS = ("PASS ", "FAIL ", "ERROR ")
RANDOM = 200
SEED = 20260622
PACKED = 500


def main() -> int:
    """Write, judge and count. 0 when every file conforms, or nothing could be judged."""
    if not (shutil.which("java") and shutil.which("javac") and CHECK.exists()):
        _say("No judgement by veraPDF: that needs Java and ../shared/tools/verapdf/check.")
        return 0
    with TemporaryDirectory(prefix="pdf-ua-") as folder:
        for name, content in _documents():
            (Path(folder) / f"{name}.pdf").write_bytes(content)
        paths = sorted(Path(folder).iterdir())
        _say(f"veraPDF judges {len(paths)} files by PDF/UA-1 and PDF/A-3a.")
        command = [os.fspath(CHECK), "ua1,3a", *map(os.fspath, paths)]
        judged = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = judged.stdout.splitlines()
    if not any(line.startswith(_JUDGEMENTS) for line in lines):
        _say("No judgement by veraPDF: the checker did not start; it fetches its engine once.")
        return 0
    passed = sum(line.startswith("PASS ") for line in lines)
    _say("\n".join(line for line in lines if not line.startswith("PASS ")))
    _say(f"{passed} of {2 * len(paths)} judgements: it conforms.")
    return 0 if judged.returncode == 0 and passed == 2 * len(paths) else 1


def _documents() -> Iterator[tuple[str, bytes]]:
    for path in sorted((SHARED / "samples").glob("*.txt")):
        yield from _both(path.stem, parse(path.read_text(encoding="utf-8"), "5a" * 16).report)
    for form in edition.bundled():
        yield from _both(f"blank-{form.id}", Report("5a" * 16, form))
    made = _random()
    for number, snapshot in enumerate(made):
        yield f"random-{number:03}", pdf.render(snapshot)
    submitted = [each for each in made if isinstance(each, Snapshot)]
    yield "pack", packs.bound(lambda: (submitted[at % len(submitted)] for at in range(PACKED)))
    yield from _packs(submitted)


def _packs(submitted: Iterable[Snapshot]) -> Iterator[tuple[str, bytes]]:
    """What the hub binds: an eventful period, and reports at random, in both arrangements."""
    with TemporaryDirectory() as folder:
        with desks.eventful(Path(folder) / "eventful") as desk:
            yield from _bound("hub-eventful", desk, Period("", *desks.days(0)))
        with Desk.open(Path(folder) / "random") as desk:
            yield from _bound("hub-empty", desk, Period("", *desks.days(0)))
            for each in submitted:
                desks.receive(desk, each)
            yield from _bound("hub-random", desk, Period("", date(2020, 1, 1), date(2020, 12, 31)))


def _bound(name: str, desk: Desk, period: Period) -> Iterator[tuple[str, bytes]]:
    for arrangement in Arrangement:
        output = BytesIO()
        with gather(desk, Selection(period)) as contents:
            bind(output, contents, arrangement)
        yield f"{name}-{arrangement}", output.getvalue()


def _both(name: str, report: Report) -> Iterator[tuple[str, bytes]]:
    """A report submitted, when its period is understood, and its draft."""
    marked = replace(report, marking="OFFICIAL")
    yield f"{name}-draft", pdf.render(proof(marked, proofed_at=printables.NOW, app_version="0"))
    if report.period_if_understood():
        snapshot = freeze(
            report,
            submitted_at=printables.NOW,
            app_version="0",
            recipient=printables.HUB,
        )
        yield name, pdf.render(snapshot)


def _random() -> list[Printable]:
    made: list[Printable] = []

    @seed(SEED)
    @settings(
        max_examples=RANDOM,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(printables.printables())
    def keep(snapshot: Printable) -> None:
        made.append(snapshot)

    keep()
    return made


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
