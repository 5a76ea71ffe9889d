"""Knows how databases are damaged at random, and what a damaged one may and may not do.

It opens with nothing wrong in it, or it is refused as it is: no byte of it or of its journals is
changed by that. What a rescue then brings back is only what once stood there.
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from highlight_desktop.errors import HighlightError, StoreDamagedError, StoreError
from highlight_desktop.outbox import submit as outbox
from highlight_desktop.report.passages import text_in
from highlight_desktop.report.report import Report
from highlight_desktop.store import backup, closed, restoring
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk_place import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import IN_PART, rescue
from tests.durability import at_the_desk
from tests.durability.acts import (
    DRAFT,
    HUB,
    NOW,
    SUBMITTED,
    Steps,
    prepare_backup,
    prepare_reports,
    receive,
    type_into,
)
from tests.durability.faulty_disk import memory_folder

SECTOR_BYTES, PAGE_BYTES = 512, 4096
RESCUED_EVERY = 20
"""A rescue costs many times what opening does, so that only every so many damaged one has it."""
LARGEST_BYTES = 200_000
"""More than the database has that is cut short."""
LOG, JOURNAL = f"{FILE_NAME}-wal", f"{FILE_NAME}-journal"
States = dict[str, list[Report]]
"""The reports by their ids, each as it was at any time."""


@dataclass(frozen=True)
class Foreign:
    """Files that belong to other databases."""

    log: bytes
    journal: bytes


def originals(place: Path) -> tuple[Path, States]:
    """A data folder as a crash left it, with a log that waits; each state its reports were in."""
    live, folder = place / "live", place / "original"
    prepare_backup(live)
    copies = live / backup.FOLDER
    states: States = {DRAFT: [], SUBMITTED: []}
    with TemporaryDirectory(dir=place) as old:
        restoring.restore(backup.listed(copies)[0].path, Path(old, "data"), now=NOW)
        _look(Path(old, "data"), states)
    with Store.open(live) as store:
        states[DRAFT].append(store.load(DRAFT).report)
        for number in range(3):
            report, change = states[DRAFT][-1].set_aside(())
            report, change = report.mark(f"OFFICIAL {number}")
            store.save(report, [change.place], now=NOW)
            states[DRAFT].append(report)
        shutil.copytree(live, folder)
    return folder, states


def _look(folder: Path, states: States) -> None:
    with Store.open(folder) as store:
        for each in states:
            states[each].append(store.load(each).report)


def corrected(place: Path) -> tuple[Path, States]:
    """A data folder that was closed, with a correction, an earlier backup and a hub's desk."""
    folder = place / "corrected"
    prepare_backup(folder)
    states: States = {DRAFT: [], SUBMITTED: []}
    with TemporaryDirectory(dir=place) as old:
        restoring.restore(backup.listed(folder / backup.FOLDER)[0].path, Path(old, "data"), now=NOW)
        _look(Path(old, "data"), states)
    with Store.open(folder) as store:
        begun = store.correct(SUBMITTED, "A figure was wrong", now=NOW).report
        outbox.submit(store, begun.id, place / "out", recipient=HUB, now=NOW)
        store.discard(DRAFT, now=NOW)
    states[begun.id] = []
    _look(folder, states)
    receive(folder, Steps(lambda _: None), lambda: None)
    return folder, states


def foreign_log(place: Path) -> bytes:
    """The log of a session with somebody else's reports."""
    prepare_reports(place / "foreign")
    with Store.open(place / "foreign") as store:
        type_into(store, Steps(lambda _: None), times=3)
        return (place / "foreign" / LOG).read_bytes()


def foreign_journal(place: Path) -> bytes:
    """The journal of another program's database, just before it would have committed."""
    with closing(sqlite3.connect(place / "other.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE recipe (words TEXT)")
        other.executemany("INSERT INTO recipe VALUES (?)", [("barley soup " * 90,)] * 90)
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN")
        other.execute("UPDATE recipe SET words = 'leek soup'")
        return (place / "other.db-journal").read_bytes()


def beside(folder: Path, name: str, chance: random.Random, foreign: Foreign) -> str:
    """Do something to what SQLite keeps beside a database, one time in five; what it was."""
    way = chance.randrange(35)
    log, journal = folder / f"{name}-wal", folder / f"{name}-journal"
    if way == 0 and log.exists():
        log.unlink()
    elif way == 1:
        log.write_bytes(foreign.log)
    elif way == 2:
        log.write_bytes(chance.randbytes(chance.choice((1, 31, 32, 4_000, 40_000))))
    elif way == 3:
        journal.write_bytes(chance.randbytes(chance.choice((1, 512, 9_000))))
    elif way == 4:
        journal.write_bytes(foreign.journal)
    elif way == 5:
        journal.write_bytes(damaged(foreign.journal, chance))
    elif way == 6 and log.exists():
        log.write_bytes(damaged(log.read_bytes(), chance))
    else:
        return ""
    return ("no log", "a foreign log", "a log of rubbish", "a journal of rubbish",
            "a foreign journal", "a damaged foreign journal", "a damaged log")[way]  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """What a disk, a broken copy or a stray program makes of a file."""
    changed, way = bytearray(content), chance.random()
    if way < 0.3:  # sectors or pages of rubbish, zeros, or another place's content
        for _ in range(chance.randint(1, 4)):
            size = chance.choice((SECTOR_BYTES, PAGE_BYTES))
            at = chance.randrange(0, len(changed), size)
            other = chance.randrange(0, len(changed), size)
            new = chance.choice((bytes(size), chance.randbytes(size), content[other:][:size]))
            changed[at : at + size] = new[: len(changed) - at]
    elif way < 0.45:  # single bits
        for _ in range(chance.randint(1, 5)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    elif way < 0.7:  # a few bytes, often in the header
        for _ in range(chance.randint(1, 5)):
            limit = chance.choice((100, len(changed), len(changed)))
            changed[chance.randrange(limit)] = chance.randrange(256)
    elif way < 0.8:
        del changed[chance.randrange(len(changed)) :]
    elif way < 0.9:  # shifted: bytes put in or taken out
        at = chance.randrange(len(changed))
        changed[at : at + chance.choice((0, 1, 7))] = chance.randbytes(chance.choice((0, 1, 3)))
    else:  # one sector for another
        one, two = (chance.randrange(0, len(changed), SECTOR_BYTES) for _ in range(2))
        first, second = (bytes(changed[at : at + SECTOR_BYTES]) for at in (one, two))
        changed[one : one + len(second)], changed[two : two + len(first)] = second, first
    return bytes(changed)


def tried(folder: Path, states: States, *, with_rescue: bool) -> tuple[str, str]:
    """Open a damaged folder: what came of it, and what is wrong with that."""
    names = [name for name in (FILE_NAME, LOG, JOURNAL) if (folder / name).exists()]
    before = {name: (folder / name).read_bytes() for name in names}
    try:
        opened = Store.open(folder)
    except HighlightError as refused:
        if not isinstance(refused, StoreError) or not refused.remedy:
            return "refused", f"no sentence: {refused!r}"
        if any((folder / name).read_bytes() != content for name, content in before.items()):
            return "refused", "the damaged file was changed"
        if not (with_rescue and isinstance(refused, StoreDamagedError)):
            return "refused", ""
        return "rescued", _rescued(folder, states, before)
    except Exception as error:
        return "crashed", repr(error)[:200]
    with opened:
        return _read(opened, states)


def tried_unnoticed(folder: Path, states: States) -> tuple[str, str]:
    """The same where a disk gives back other bytes and nothing else tells of it.

    Such a file is opened and read before it is looked through. What the list lacks meanwhile is
    no fault if that is told before anything is written; a wrong text is one at any time.
    """
    before = (folder / FILE_NAME).read_bytes()
    closed.sign(folder / FILE_NAME)
    try:
        opened = Store.open(folder, at_leisure=True)
    except HighlightError:
        outcome = "refused", ""
    except Exception as error:
        return "crashed", repr(error)[:200]
    else:
        with opened:
            outcome = _read(opened, states)
            try:
                opened.bring_back(DRAFT)
            except StoreDamagedError:
                at_once = "wrong" in outcome[1]
                outcome = "told before a write", outcome[1] if at_once else ""
            except StoreError:
                return outcome
            else:
                return outcome
    if (folder / FILE_NAME).read_bytes() != before:
        return outcome[0], "the damaged file was changed"
    return outcome


def _read(store: Store, states: States) -> tuple[str, str]:
    """Read all of a store that opened: nothing wrong may be shown, and nothing be missing."""
    try:
        listed = {each.id for each in (*store.summaries(), *store.discarded())}
        if not listed:
            return "opened", "opened silently empty"
        if missing := states.keys() - listed:
            return "opened", f"silently without {missing}"
        for report_id, seen in states.items():
            stored = store.load(report_id)
            if stored.report not in seen:
                return "opened", f"wrong text of {report_id}"
            if stored.submitted_at and store.snapshot(report_id).report not in seen:
                return "opened", f"a wrong snapshot of {report_id}"
        for hit in store.search("talking books").best:
            written = [text_in(each, hit.place) for each in states[hit.report_id]]
            if not any(
                at_the_desk.words(hit.excerpt.text) in at_the_desk.words(each) for each in written
            ):
                return "opened", f"found a wrong text: {hit.excerpt.text!r}"
    except StoreDamagedError:
        return "told when read", ""
    except StoreError as error:
        return "opened", f"not told for damage: {error}"
    except Exception as error:
        return "opened", repr(error)[:200]
    return "opened", ""


def _rescued(folder: Path, states: States, before: dict[str, bytes]) -> str:
    try:
        done = rescue(folder, [folder / backup.FOLDER], now=NOW)
    except Exception as error:
        return f"rescue: {error!r}"[:200]
    if {path.name.partition(".corrupt")[0] for path in done.kept} < before.keys():
        return "the damaged files were not all kept"
    if any(path.read_bytes() not in {*before.values(), b""} for path in done.kept):
        return "what was kept is not what was found"
    with Store.open(folder) as store:
        for each in (*store.summaries(), *store.discarded()):
            stored = store.load(each.id)
            if each.id in states and stored.report not in states[each.id]:
                return f"wrong text of {each.id} taken for good"
            if each.id not in states and IN_PART not in stored.notes:
                return "a report that never was"
        with suppress(StoreError):
            store.snapshot(SUBMITTED)
        if not {DRAFT, SUBMITTED} <= {each.id for each in (*store.summaries(), *store.discarded())}:
            return "a report that the backup had is gone"
    return ""


def unnoticed(numbers: Sequence[int], seed: int) -> tuple[Counter[str], list[str]]:
    """Damage a closed database behind the back of the file system, so many times."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with TemporaryDirectory(dir=memory_folder(), prefix="damage-") as work:
        folder, states = originals(Path(work))
        Store.open(folder).close()
        content = (folder / FILE_NAME).read_bytes()
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            (folder / FILE_NAME).write_bytes(damaged(content, chance))
            outcome, wrong = tried_unnoticed(folder, states)
            _count(counted, faults, outcome, f"{seed} {number} unnoticed", wrong)
    return counted, faults


def campaign(numbers: Sequence[int], seed: int) -> tuple[Counter[str], list[str]]:
    """Damage a database or what lies beside it, so many times: what came of it, and the faults."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with TemporaryDirectory(dir=memory_folder(), prefix="damage-") as made:
        work = Path(made)
        crashed, closed = originals(work), corrected(work)
        desk = closed[0], at_the_desk.known(closed[0])
        foreign = Foreign(foreign_log(work), foreign_journal(work))
        for number in numbers:
            chance = random.Random(f"{seed} {number}")
            with_rescue = number % RESCUED_EVERY == 0
            is_desk, place = chance.random() < 0.25, work / "tried"
            (folder, states) = closed if is_desk or chance.random() < 0.4 else crashed
            name = DESK.file_name if is_desk else FILE_NAME
            _copy(folder, place, name, with_backups=with_rescue and not is_desk)
            what = beside(place, name, chance, foreign)
            if not what:
                (place / name).write_bytes(damaged((folder / name).read_bytes(), chance))
            if is_desk:
                outcome, wrong = at_the_desk.tried(place, desk[1])
            else:
                outcome, wrong = tried(place, states, with_rescue=with_rescue)
            told = f"{seed} {number} {name} {what}".strip()
            _count(counted, faults, outcome, told, wrong)
            counted["of the desk" if is_desk else "of the reports"] += 1
            shutil.rmtree(place)
    return counted, faults


def _copy(folder: Path, place: Path, name: str, *, with_backups: bool) -> None:
    place.mkdir()
    for each in folder.glob(f"{name}*"):
        shutil.copyfile(each, place / each.name)
    if with_backups:
        shutil.copytree(folder / backup.FOLDER, place / backup.FOLDER)


def cut_short(numbers: Sequence[int] | None = None) -> tuple[Counter[str], list[str]]:
    """Cut the database off at these bytes, or at every single one."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with TemporaryDirectory(dir=memory_folder(), prefix="damage-") as work:
        folder, states = originals(Path(work))
        with Store.open(folder):
            pass
        content = (folder / FILE_NAME).read_bytes()
        for size in numbers if numbers is not None else range(len(content)):
            if size < len(content):
                (folder / FILE_NAME).write_bytes(content[:size])
                outcome, wrong = tried(folder, states, with_rescue=False)
                if outcome != "refused":
                    wrong = wrong or "a file cut short was opened"
                _count(counted, faults, outcome, f"cut at {size}", wrong)
    return counted, faults


def _count(counted: Counter[str], faults: list[str], outcome: str, what: str, wrong: str) -> None:
    counted["tried"] += 1
    counted[outcome] += 1
    if wrong:
        counted["faults"] += 1
        faults.append(f"{what}: {wrong}")
