"""Knows what whoever supports the program may see: facts and the log, and no word of a report.

Left out, and said so in the file itself: every text, title and file name, the names and addresses
in the settings, and the name of the user in paths.
"""

import json
import os
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from shutil import disk_usage

from highlight_desktop import __version__, folders, policy, refusals, settings
from highlight_desktop.errors import HighlightError, SettingsError
from highlight_desktop.settings import Settings
from highlight_desktop.store import desk_backup, proving
from highlight_desktop.store.database import sqlite_version
from highlight_desktop.store.reports import Store

LEFT_OUT = (
    "the text of every report, its title, its service areas and its author",
    "words that were searched for, and words that were added to the dictionary",
    "names of files that came in or were written, and the folders they are in",
    "names, addresses and folders in the settings",
    "the name of the user, wherever it stands in a path",
)
"""What the file never holds, for people to read."""
_PARTS = (
    "PySide6-Essentials", "SQLAlchemy", "reportlab", "openpyxl", "lxml", "defusedxml", "pypdf",
    "chunspell", "platformdirs", "psycopg",
)  # fmt: skip
_PLAIN = ("appearance", "text_percent", "beside", "what_changed", "collects", "due_days")
"""The settings that are told as they are; of the others, whether they are filled in."""
_LOG_LIMIT_BYTES = 2_000_000


def collected(data_folder: Path, store: Store | None, *, now: datetime) -> bytes:
    """The file for support, a ZIP of three kinds of text: read me, facts, the log.

    `store` is None while the reports cannot be opened; then nothing is counted.
    """
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("read me.txt", _read_me()),
            ("facts.json", json.dumps(_facts(data_folder, store, now), indent=2)),
            *_logs(data_folder),
        ):
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), text.encode("utf-8"))
    return made.getvalue()


def masked(text: str) -> str:
    """Text without the user's name in its paths: the home folder becomes “~”."""
    for home in _homes():
        text = re.sub(f'{re.escape(home)}(?![^/\\\\\\s"”])', "~", text, flags=re.IGNORECASE)
    return re.sub(r"(?i)((?:/home/|/users/|[a-z]:\\users\\))[^/\\\s\"”]+", r"\1~", text)


def _homes() -> list[str]:
    """However the home folder may be written, the longest first."""
    known = {str(Path.home()), os.path.realpath(Path.home())}
    return sorted((each for each in known if len(each) > 1), key=len, reverse=True)


def _read_me() -> str:
    lines = [
        f"A file for whoever supports highlight-desktop {__version__}.",
        "",
        "It holds facts about this computer and the program (facts.json), and the log of faults.",
        "It does not hold:",
        *(f"- {each};" for each in LEFT_OUT),
        "",
        "It was sent nowhere. Look through it before you pass it on.",
    ]
    return "\n".join(lines) + "\n"


def _facts(data_folder: Path, store: Store | None, now: datetime) -> dict[str, object]:
    return {
        "made": now.isoformat(timespec="seconds"),
        "program": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "sqlite": sqlite_version(),
        "parts": dict(_versions()),
        "data folder": masked(str(data_folder)),
        "storage": _storage(data_folder),
        "settings": _settings(data_folder),
        "policy": _policy(),
        "reports": _counts(store),
    }


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PARTS:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "not there"


def _storage(data_folder: Path) -> dict[str, object]:
    """Sizes by kind of file: the names of files may say something."""
    sizes: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    try:
        free_bytes = disk_usage(data_folder).free
        for path in sorted(data_folder.rglob("*")):
            if path.is_file():
                numbers[_kind(path)] += 1
                sizes[_kind(path)] += path.stat().st_size
    except OSError as error:
        return {"problem": refusals.reason(error)}
    kinds = {each: {"files": numbers[each], "bytes": sizes[each]} for each in sorted(sizes)}
    return {
        "free bytes": free_bytes,
        "may be written to": os.access(data_folder, os.W_OK),
        "kinds": kinds,
    }


_KINDS = (
    ("the reports", r"reports\.db(-wal|-shm|-journal|\.made|\.open|\.id)?"),
    ("the hub’s desk", r"desk\.db(-wal|-shm|-journal|\.made|\.open|\.id)?"),
    ("set aside as damaged", r".*\.corrupt-.*"),
    ("backups", proving.NAME.pattern),
    ("backups of the hub’s desk", desk_backup.DESK.name.pattern),
    ("text that could not be saved", r"unsaved-.*\.json"),
    ("settings", r"settings\.json"),
    ("log", rf"{re.escape(folders.LOG_NAME)}.*"),
)


def _kind(path: Path) -> str:
    return next((kind for kind, names in _KINDS if re.fullmatch(names, path.name)), "other")


def _settings(data_folder: Path) -> dict[str, object]:
    try:
        chosen = settings.load(data_folder)
    except SettingsError:
        return {"problem": "The settings cannot be read."}
    values, usual = asdict(chosen), asdict(Settings())
    return {
        each.name: values[each.name]
        if each.name in _PLAIN
        else ("as it comes" if values[each.name] == usual[each.name] else "filled in")
        for each in fields(Settings)
    }


def _policy() -> Mapping[str, object]:
    try:
        rules = policy.load()
    except SettingsError:
        return {"problem": "The policy file cannot be used."}
    said = {
        "marking": rules.marking != policy.Marking(),
        "hub": rules.hub != policy.Hub(),
        "folders": rules.folders != policy.Folders(),
    }
    return {
        "given": rules.path is not None,
        "retention months": asdict(rules.retention),
        "lays down": [name for name, holds in said.items() if holds],
    }


def _counts(store: Store | None) -> dict[str, object]:
    if store is None:
        return {"problem": "The reports are not open."}
    try:
        listed, binned = store.summaries(), store.discarded()
        removed = len(store.tombstones())
    except HighlightError:
        return {"problem": "The reports cannot be listed."}
    states = Counter(f"{each.state}, form {each.edition_id}" for each in listed)
    return {**dict(sorted(states.items())), "in the bin": len(binned), "removed for good": removed}


def _logs(data_folder: Path) -> Iterator[tuple[str, str]]:
    try:
        paths = sorted(data_folder.glob(f"{folders.LOG_NAME}*"))
        for path in paths:
            with path.open("rb") as file:
                content = file.read(_LOG_LIMIT_BYTES)
            yield path.name, masked(content.decode("utf-8", "replace"))
    except OSError as error:
        yield "log that cannot be read.txt", f"The log cannot be read: {refusals.reason(error)}.\n"
