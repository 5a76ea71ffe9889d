"""A program that writes reports and is killed: the tests of kills start it, it is no test itself.

    dying_writer.py type FOLDER SEED         types until killed, printing each revision acknowledged
    dying_writer.py ACT FOLDER OUT           does one act on copies of FOLDER, and dies in the k-th
                                             copy at the k-th SQL statement, for k = 1, 2, ...
                                             until one lives to the end

The copies are OUT/1, OUT/2, ...; OUT/k.done is there when the act was acknowledged.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import opening, schema
from highlight_desktop.store.database import REPORTS, Database
from highlight_desktop.store.reports import Store

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
NEXT_STEP = (
    "CREATE TABLE mood (name TEXT)",
    "INSERT INTO mood SELECT id FROM report",
    "ALTER TABLE report ADD COLUMN mood TEXT",
)


def type_until_killed(folder: Path, seed: int) -> None:
    """Edit one section after the other; a line "revision section text" for each saved one."""
    dice = random.Random(seed)
    with Store.open(folder) as store:
        report = store.load(store.summaries()[0].id).report
        while True:
            section = dice.choice(report.edition.sections)
            text = f"Hedges {dice.getrandbits(32)}" + " cut" * dice.randrange(3000)
            answer = Answer(AnswerKind.ANSWERED, blocks_of(text)[0])
            report, change = report.answer(section.id, answer)
            revision = store.save(report, [change.place], now=NOW)
            sys.stdout.write(f"{revision} {section.id} {text}\n")
            sys.stdout.flush()


def make(folder: Path) -> None:
    """Make a database where there is none."""
    Store.open(folder).close()


def save(folder: Path) -> None:
    """Change every place of the report at once."""
    with Store.open(folder) as store:
        report = store.load(store.summaries()[0].id).report
        places = [Place("unplaced")]
        for field in report.edition.header:
            report, change = report.fill_in(field.id, "changed")
            places.append(change.place)
        for section in report.edition.sections:
            report, change = report.answer(section.id, Answer(AnswerKind.NO_CHANGE))
            places.append(change.place)
        store.save(report, places, now=NOW)


def submit(folder: Path) -> None:
    """Submit the report."""
    with Store.open(folder) as store:
        report = store.load(store.summaries()[0].id).report
        hub = Recipient("Hub", "")
        snapshot = freeze(report, submitted_at=NOW, app_version="0", recipient=hub)
        store.record(report.id, snapshot, now=NOW)


def migrate(folder: Path) -> None:
    """Bring the database forward by one step."""
    Database.open(folder, replace(REPORTS, migrations=(*schema.MIGRATIONS, NEXT_STEP))).close()


def die_at_each_statement(act: Callable[[Path], None], folder: Path, out: Path) -> None:
    """Fork a child for each k, until one is not killed."""
    out.mkdir()
    for number in range(1, 1000):
        copy = out / str(number)
        if folder.exists():
            shutil.copytree(folder, copy)
        child = os.fork()
        if child == 0:
            try:
                _die_at(number)
                act(copy)
                (out / f"{number}.done").touch()
                os._exit(0)
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != -signal.SIGKILL:
            sys.exit(code)


def _die_at(number: int) -> None:
    connect = opening._connect
    left = number

    def count(statement: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_and_count(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.set_trace_callback(count)
        return connection

    opening._connect = connect_and_count


if __name__ == "__main__":
    name, first, second = sys.argv[1:]
    if name == "type":
        type_until_killed(Path(first), int(second))
    else:
        acts = {"make": make, "save": save, "submit": submit, "migrate": migrate}
        die_at_each_statement(acts[name], Path(first), Path(second))
