"""Knows what may be found in a data folder after an act was interrupted, and what must be.

Facts are what a user could see of it: texts, states, snapshots, tombstones, documents, backups.
"""

import hashlib
import shutil
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from highlight_desktop.errors import StoreDamagedError
from highlight_desktop.store import backup, proving
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.store.salvage import rescue
from tests.durability.acts import CORRECTION, DUE, NOT_DUE, NOW, OUT, WORD, Act, Facts, Steps, run
from tests.durability.at_the_desk import desk_facts

USELESS = "cannot be used"


def facts(folder: Path) -> Facts:
    """All a user could see. Raises StoreError, or AssertionError for what must never be seen."""
    found = _documents(folder.parent / OUT) | desk_facts(folder)
    found |= _backups(folder / backup.FOLDER) | _words(folder)
    if (folder / DESK.kind.file_name).exists() and not (folder / FILE_NAME).exists():
        return found  # a hub that writes no reports
    with Store.open(folder) as store, store._database.transaction() as connection:
        ask = connection.exec_driver_sql
        if (said := ask("PRAGMA integrity_check").scalars().all()) != ["ok"]:
            raise AssertionError(f"integrity: {said}")
        if ask("PRAGMA foreign_key_check").first():
            raise AssertionError("rows that belong to nothing")
        for row in ask("SELECT report_id, field_id, typed FROM header"):
            found[f"text {row[0]} {row[1]}"] = row[2]
        for row in ask("SELECT report_id, section_id, kind, prose, reason, completed FROM answer"):
            found[f"text {row[0]} {row[1]}"] = repr(tuple(row[2:]))
        for row in ask(
            "SELECT report.id, state, version, supersedes, unplaced, marking, snapshot, sha256"
            " FROM report LEFT JOIN submission ON report_id = report.id"
        ):
            found[f"report {row[0]}"] = repr(tuple(row[1:6]))
            if (row[1] == "draft") != (row[6] is None):
                raise AssertionError(f"half a submission: {row[0]}")
            if row[6] is not None:
                if hashlib.sha256(row[6]).hexdigest() != row[7]:
                    raise AssertionError(f"an altered snapshot: {row[0]}")
                found[f"snapshot {row[0]}"] = row[7]
        for row in ask("SELECT report_id, state, version, sha256, rule FROM tombstone"):
            found[f"tombstone {row[0]}"] = repr(tuple(row[1:]))
    _see_that_all_are_there_or_buried(found)
    return found


def _see_that_all_are_there_or_buried(found: Facts) -> None:
    """Of the reports that a removal is tried on: also where all went well."""
    reports, buried = (
        {key.removeprefix(kind) for key in found if key.startswith(kind)}
        for kind in ("report ", "tombstone ")
    )
    if (reports | buried) & (DUE | {CORRECTION}) and (
        reports & buried or not reports >= NOT_DUE or reports | buried != DUE | NOT_DUE
    ):
        raise AssertionError(f"there: {sorted(reports)}, buried: {sorted(buried)}")


def _backups(folder: Path) -> Facts:
    found = {}
    for sort in (proving.REPORTS, DESK):
        for each in backup.listed(folder, sort):
            key = f"backup {sort.stem} {each.made_at:%d %H:%M:%S}"
            try:
                told = each.reports if each.files is None else (each.reports, each.files)
                found[key] = f"{proving.counted(each.path, sort)} of {told}"
                found[f"a whole {sort.stem}"] = "is there"  # at any time, once there was one
            except StoreDamagedError:
                found[key] = USELESS
    return found


def _words(folder: Path) -> Facts:
    """Which files hold the word of the reports that are removed, in whatever place of them."""
    return {
        f"words in {path.name.partition('-wal')[0]}": "are there"
        for path in folder.rglob("*")
        if path.is_file() and WORD.encode() in path.read_bytes().lower()
    }


def _documents(folder: Path) -> Facts:
    if not folder.is_dir():
        return {}
    return {
        f"document {path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.startswith(".")  # beside its place, never offered as a document
    }


def facts_after(act: Act, folder: Path) -> Facts:
    """The facts once the next start has done what it does: a rescue, or a restore done again."""
    if act.name == "rescue":
        with suppress(StoreDamagedError):
            return facts(folder)
        rescue(folder, [folder / backup.FOLDER], now=NOW + timedelta(days=2))
    return facts(folder)


def learn(act: Act, folder: Path, seed: int) -> Facts:
    """Do the act in an empty place where all goes well, to see what each step changes."""
    act.prepare(folder)
    rehearsal = folder.parent.with_name("rehearsal") / folder.name
    rehearsal.parent.mkdir()
    if folder.exists():
        shutil.copytree(folder, rehearsal)
    before = {} if act.name == "rescue" else _copied_facts(rehearsal)
    seen = [before]
    steps = Steps(lambda _: seen.append(_copied_facts(rehearsal)))
    run(act, rehearsal, steps, seed)
    if steps.told or steps.number != len(seen) - 1:
        raise AssertionError(f"{act.name} does not go well where all is well: {steps.told}")
    ever = {key for each in seen for key in each if key.startswith("a whole")}
    # Before the last step, which is to close: that clears away what should be gone by then.
    left = {key for key in seen[-2] if key.startswith("words")}
    if wrong := (ever - seen[-1].keys()) | left:
        raise AssertionError(f"{act.name} does not do what it should: {wrong}")
    act.promised = [
        {
            key: after.get(key, "")
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
        }
        for before, after in pairwise(seen)
    ]
    return before


def _copied_facts(folder: Path) -> Facts:
    """The facts of a folder that may be open: of a copy, then."""
    copy = folder.parent.with_name("look")
    shutil.copytree(folder.parent, copy)
    try:
        return facts(copy / folder.name)
    finally:
        shutil.rmtree(copy)


def fault(
    before: Mapping[str, str],
    promised: Sequence[Facts],
    done: Sequence[int],
    found: Facts,
    *,
    in_order: bool,
) -> str:
    """What is wrong with the facts found after these steps were done; empty when nothing.

    `in_order` when the steps stopped at the first that was not: then the one after may be there
    as well, as a whole or not at all. Otherwise each of the steps that were refused may be.
    """
    kept, told = dict(before), set(done)
    may: dict[str, set[str]] = {}
    for number, changed in enumerate(promised):
        if number in told:
            kept |= changed
            for key in changed:
                may.pop(key, None)
        elif not in_order:
            for key, value in changed.items():
                may.setdefault(key, set()).add(value)
    differing = {
        key: found.get(key, "")
        for key in kept.keys() | found.keys()
        if found.get(key, "") != kept.get(key, "") and (key in found or not key.startswith("words"))
    }
    if in_order and differing:
        following = max(told, default=-1) + 1
        if following >= len(promised):
            return _difference("lost or altered", differing)
        next_one = promised[following]
        if any(not _is_as(value, {next_one.get(key)}) for key, value in differing.items()):
            return _difference("lost or altered", differing)
        seen = sum(not _is_file(key) for key in differing)
        if seen not in (0, sum(not _is_file(key) for key in next_one)):
            return _difference("half done", differing)
        return ""
    wrong = {
        key: value for key, value in differing.items() if not _is_as(value, may.get(key, set()))
    }
    return _difference("lost or altered", wrong) if wrong else ""


def _is_as(value: str, wanted: Set[str | None]) -> bool:
    """True for a backup too that is being overwritten: it is not gone yet, nor shown as good."""
    return value in wanted or (value == USELESS and "" in wanted)


def _is_file(key: str) -> bool:
    """True for what comes file by file: each is whole or not there, but not all come at once."""
    return key.startswith(("document", "backup", "words"))


def _difference(what: str, differing: Facts) -> str:
    return f"{what}: " + ", ".join(f"{key} = {value[:40]!r}" for key, value in differing.items())
