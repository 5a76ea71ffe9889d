"""Knows the commands about copies of all reports and of the desk: backup, backups, restore."""

import argparse
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from highlight_desktop.commands import chosen, console, values
from highlight_desktop.commands.outcome import DONE, Work
from highlight_desktop.errors import SettingsError, StoreError
from highlight_desktop.report.text import one_line
from highlight_desktop.store import backup, desk_backup, identity, proving, restoring
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.reports import Store


def back_up(asked: argparse.Namespace) -> int:
    """Make a backup, in the data folder or in the one named; of the hub's desk as well."""
    folder = asked.to or asked.data / backup.FOLDER
    with Store.open(asked.data) as store:
        _tell(store.back_up(folder, now=datetime.now(UTC)))
    if (asked.data / DESK.kind.file_name).exists():
        with Desk.open(asked.data) as desk:
            _tell(desk.back_up(folder, now=datetime.now(UTC)))
    return DONE


def _tell(made: Backup) -> None:
    console.say(f"{one_line(str(made.path))}: {_held(made)}, read back and whole")


def list_all(asked: argparse.Namespace) -> int:
    """The backups in the data folder and the one named in Settings, each looked into."""
    there = (
        one
        for folder in _folders(asked)
        for sort in (proving.REPORTS, DESK)
        for one in backup.listed(folder, sort)
    )
    newest_first = sorted(there, key=attrgetter("made_at"), reverse=True)
    found = [(one, _fault(one)) for one in newest_first]
    own = identity.known(asked.data / FILE_NAME)
    if asked.json:
        console.say_json([values.of_backup(one, fault) for one, fault in found])
    elif not found:
        console.say("There are no backups yet.")
    else:
        for one, fault in found:
            made = f"{one.made_at:%d/%m/%Y %H:%M} UTC"
            whose = ", of another computer" if one.is_others(own) else ""
            held = f"{_held(one)}{whose}"
            console.say(f"{one.path.name}  {made}  {held}: {fault or 'whole'}")
    return DONE


def restore(asked: argparse.Namespace) -> int:
    """Put a backup in the place of the reports, or the hub's desk; what was there is kept."""
    path = _named(asked)
    if desk_backup.is_of_desk(path):
        kept, held = _restore_desk(path, asked.data)
    else:
        kept, held = _restore_reports(path, asked.data)
    console.say(f"The backup is in place: {held}.")
    for path in kept:
        console.say(f"What it replaced is kept as “{one_line(str(path))}”.")
    return DONE


def _restore_reports(path: Path, data: Path) -> tuple[list[Path], str]:
    kept = restoring.restore(path, data, now=datetime.now(UTC))
    with Store.open(data) as store:
        return kept, _reports(len(store.summaries()) + len(store.discarded()))


def _restore_desk(path: Path, data: Path) -> tuple[list[Path], str]:
    kept = desk_backup.restore(path, data, now=datetime.now(UTC))
    with Desk.open(data) as desk:
        return kept, _desk(len(desk.returns()), len(desk.arrivals()))


def _named(asked: argparse.Namespace) -> Path:
    """A path, or the bare name that `backups` shows."""
    path: Path = asked.backup
    if path.exists():
        return path
    return next((each for one in _folders(asked) if (each := one / path).exists()), path)


def _folders(asked: argparse.Namespace) -> list[Path]:
    """Where backups are; settings that cannot be read keep nobody from the others."""
    second = None
    with suppress(SettingsError):
        second = chosen.in_force(asked.data).second_backups
    return [asked.data / backup.FOLDER, *([second] if second else [])]


def _fault(one: Backup) -> str:
    """Why a backup cannot be used; empty when it can."""
    try:
        if one.is_of_desk:
            returns, files = proving.counted(one.path, DESK)
            is_as_named = (returns, files) == (one.reports, one.files)
            return "" if is_as_named else f"It holds {_desk(returns, files)}."
        found = proving.examine(one.path)
    except StoreError as error:
        return error.message
    return "" if found == one.reports else f"It holds {_reports(found)}."


def _held(one: Backup) -> str:
    return _reports(one.reports) if one.files is None else _desk(one.reports, one.files)


def _desk(returns: int, files: int) -> str:
    returned = "1 return" if returns == 1 else f"{returns:,} returns"
    received = "1 file" if files == 1 else f"{files:,} files"
    return f"the hub’s desk, {received} with {returned}"


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number:,} reports"


WORK: Mapping[str, Work] = MappingProxyType(
    {"backup": back_up, "backups": list_all, "restore": restore}
)
