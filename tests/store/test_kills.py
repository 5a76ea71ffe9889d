"""Stories of programs that are killed: what was acknowledged is there, and nothing is half done."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreError
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Report
from highlight_desktop.store import backup, schema
from highlight_desktop.store.database import REPORTS, Database
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State

Written = Callable[..., Report]
PROGRAM = Path(__file__).with_name("dying_writer.py")
REPOSITORY = Path(__file__).parents[2]
KILLS = 24
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def start(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, PROGRAM, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
    )


@pytest.fixture
def report(folder: Path, now: datetime, written: Written) -> Report:
    """The one draft of a closed database."""
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    return report


def texts(report: Report) -> dict[str, str]:
    return {name: plain_text(answer.prose) for name, answer in report.answers.items()}


def test_every_acknowledged_edit_outlives_a_kill(folder: Path, report: Report) -> None:
    dice = random.Random(20260309)
    expected, revision = texts(report), 1
    for kill in range(KILLS):
        with start("type", folder, kill) as program:
            assert program.stdout
            lines = [program.stdout.readline() for _ in range(dice.randrange(1, 25))]
            for _ in range(dice.randrange(20_000)):
                pass  # so that the kill falls anywhere between two edits, or inside one
            program.kill()
            lines += program.stdout.readlines()
        acknowledged = [line.rstrip("\n").split(" ", 2) for line in lines if line.endswith("\n")]
        assert acknowledged
        for number, section_id, text in acknowledged:
            expected[section_id], revision = text, int(number)
        with Store.open(folder) as store:
            stored = store.load(report.id)
        found = texts(stored.report)
        changed = [name for name, text in found.items() if text != expected[name]]
        # One more edit may have been kept and not yet acknowledged.
        assert len(changed) <= stored.revision - revision <= 1, changed
        expected, revision = found, stored.revision


def killed_at_each_statement(act: str, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each folder in which the act was killed, and whether it had been acknowledged."""
    out = folder.with_name("killed")
    with start(act, folder, out) as program:
        pass
    assert program.returncode == 0
    copies = sorted(
        (path for path in out.iterdir() if path.is_dir()), key=lambda one: int(one.name)
    )
    for copy in copies:
        yield copy, copy.with_name(f"{copy.name}.done").exists()


@forks
def test_a_first_start_cut_short_anywhere_is_simply_done_again(folder: Path) -> None:
    kills = 0
    for copy, done in killed_at_each_statement("make", folder):
        kills += not done
        for _ in range(2):
            with Store.open(copy) as store:
                assert store.summaries() == []
        assert backup.listed(copy / backup.FOLDER) == []  # of what never was there
    assert kills > 20


@forks
def test_a_save_killed_anywhere_is_kept_whole_or_not_at_all(folder: Path, report: Report) -> None:
    seen = []
    for copy, done in killed_at_each_statement("save", folder):
        with Store.open(copy) as store:
            stored = store.load(report.id)
        kinds = {answer.kind for answer in stored.report.answers.values()}
        headers = set(stored.report.header.values())
        saved = stored.revision == 2
        if saved:
            assert (kinds, headers) == ({AnswerKind.NO_CHANGE}, {"changed"})
        else:
            assert stored.report == report
        assert saved or not done
        seen.append(saved)
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


@forks
def test_a_submission_killed_anywhere_is_a_draft_or_submitted_whole(
    folder: Path, report: Report
) -> None:
    seen = []
    for copy, done in killed_at_each_statement("submit", folder):
        with Store.open(copy) as store:
            stored = store.load(report.id)
            submitted = stored.state is State.SUBMITTED
            if submitted:
                assert store.snapshot(report.id).sha256 == stored.sha256
            else:
                assert stored.sha256 is None
                with pytest.raises(StoreError, match="not been submitted"):
                    store.snapshot(report.id)
        assert stored.report == report
        assert submitted or not done
        seen.append(submitted)
    assert set(seen) == {False, True}


@forks
def test_a_migration_killed_anywhere_leaves_the_old_or_the_new(
    folder: Path, report: Report
) -> None:
    versions = []
    for copy, _ in killed_at_each_statement("migrate", folder):
        opened = Database.open(copy, replace(REPORTS, migrations=(*schema.MIGRATIONS, ())))
        with opened.transaction() as connection:
            columns = connection.exec_driver_sql("SELECT * FROM report").keys()
            tables = {row.name for row in connection.exec_driver_sql("PRAGMA table_list")}
            assert ("mood" in tables) == ("mood" in columns)
            versions.append("mood" in tables)
            if versions[-1]:
                (kept,) = connection.exec_driver_sql("SELECT name FROM mood").scalars()
                assert kept == report.id
        opened.close()
    assert set(versions) == {False, True}
