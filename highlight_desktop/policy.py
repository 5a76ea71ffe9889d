"""Knows the rules that IT sets for a computer, which its users cannot change.

One TOML file in a place where only IT writes. Where there is none, there are no rules. It is
read as strictly as a form edition: a key that is not known may be a misspelt one, and a rule
that is not kept because of it would be worse than a sentence that names it.
"""

import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from highlight_desktop import address, folders, refusals, windows
from highlight_desktop.errors import SettingsError
from highlight_desktop.report.marking import covers, from_typed
from highlight_desktop.report.text import one_line

FILE_NAME = "policy.toml"
MOST_MONTHS, MOST_DAYS = 1_200, 3_650
_MACHINE_WIDE = Path("/etc") / folders.APP_FOLDER
_LONGEST = 200
"""Letters in a name or a path."""
_REMEDY = "Have IT put it right. Until then nothing is submitted, and nothing is removed."


@dataclass(frozen=True, slots=True)
class Retention:
    """How many months each kind of thing is kept; what has no number is kept as without rules."""

    drafts: int | None = None
    """After they were last edited."""
    submitted: int | None = None
    """After they were submitted."""
    superseded: int | None = None
    """The same, once a correction has taken their place."""
    bin_days: int | None = None
    """Days, not months: how long a deleted draft can be brought back; 30 unless IT says so."""
    backups: int | None = None
    """After they were made; the newest always stays."""
    logs: int | None = None
    """After they were last written to."""
    returned: int | None = None
    """After the hub received them; what came in and could not be read as well."""

    @property
    def by_state(self) -> dict[str, int]:
        """For reports, by their state; only those that are not kept for ever."""
        asked = {
            "draft": self.drafts,
            "submitted": self.submitted,
            "superseded": self.superseded,
        }
        return {state: months for state, months in asked.items() if months is not None}


@dataclass(frozen=True, slots=True)
class Marking:
    """Which protective markings reports have."""

    default: str = ""
    """The one new reports begin with; empty leaves it to the user."""
    lowest: str = ""
    """What a report must have at least to be submitted; empty for anything."""


@dataclass(frozen=True, slots=True)
class Hub:
    """Whom reports go to; what is empty is left to the user."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files go; what is empty is left to the user."""

    outbox: str = ""
    """Submitted reports."""
    backups: str = ""
    """The second copy of each backup."""


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules of a computer."""

    path: Path | None = None
    """The file they are from; None when IT gave none."""
    retention: Retention = field(default_factory=Retention)
    marking: Marking = field(default_factory=Marking)
    hub: Hub = field(default_factory=Hub)
    folders: Folders = field(default_factory=Folders)


def places() -> list[Path]:
    """Where the file may lie, the first that is there counts: machine-wide, beside the program."""
    machine_wide = _MACHINE_WIDE
    if windows.IS_HERE:
        machine_wide = Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / folders.APP_FOLDER
    beside = [Path(sys.executable).parent] if getattr(sys, "frozen", False) else []
    return [folder / FILE_NAME for folder in (machine_wide, *beside)]


def load() -> Policy:
    """The rules of this computer; those of nobody when IT gave none.

    Raises SettingsError, which names the path of the key, for a file that cannot be used.
    """
    for path in places():
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise _unusable(path, refusals.reason(error)) from error
        return read(content, path)
    return Policy()


def read(content: bytes, path: Path) -> Policy:
    """The rules in a file. Raises SettingsError, which names the path of the key at fault."""
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _unusable(path, f"it is not TOML ({error})") from error
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _SECTIONS:
            raise _unusable(path, f"{key} is not a key of a policy")
        if not isinstance(value, dict):
            raise _unusable(path, f"{key} must be a table")
        found[key] = _SECTIONS[key](value, path, key)
    return Policy(path=path, **found)


def _retention(values: Mapping[str, object], path: Path, at: str) -> Retention:
    numbers: dict[str, int] = {}
    for key, value in values.items():
        if key not in Retention.__dataclass_fields__:
            raise _unusable(path, f"{at}.{key} is not a key of a policy")
        unit, most = ("days", MOST_DAYS) if key.endswith("_days") else ("months", MOST_MONTHS)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _unusable(path, f"{at}.{key} must be a whole number of {unit}")
        if not 1 <= value <= most:
            raise _unusable(path, f"{at}.{key} must be 1 to {most} {unit}")
        numbers[key] = value
    return Retention(**numbers)


def _marking(values: Mapping[str, object], path: Path, at: str) -> Marking:
    given = _texts(values, Marking, path, at)
    rules = Marking(**{key: from_typed(text) for key, text in given.items()})
    if rules.default and not covers(rules.default, rules.lowest):
        raise _unusable(path, f"{at}.default must not be lower than {at}.lowest")
    return rules


def _hub(values: Mapping[str, object], path: Path, at: str) -> Hub:
    rules = Hub(**_texts(values, Hub, path, at))
    if rules.address and (problem := address.problem(rules.address)):
        raise _unusable(path, f"{at}.address is no e-mail address ({problem.rstrip('.')})")
    return rules


def _folders(values: Mapping[str, object], path: Path, at: str) -> Folders:
    """Whether they are there is asked when they are used: a share may be away for a while."""
    given = {}
    for key, text in _texts(values, Folders, path, at).items():
        # So that one file does for everybody: %USERPROFILE%, $HOME and ~ are each user's own.
        folder = os.path.expandvars(os.path.expanduser(text))  # noqa: PTH111 - text, not a path yet
        if not Path(folder).is_absolute():
            raise _unusable(path, f"{at}.{key} must be a whole path, and is “{folder}”")
        if windows.IS_HERE and (name := windows.unusable_name(folder)):
            raise _unusable(path, f"{at}.{key} has “{name}” in it, which Windows does not take")
        given[key] = folder
    return Folders(**given)


def _texts(values: Mapping[str, object], what: type, path: Path, at: str) -> dict[str, str]:
    """The texts of a table, each on one line and not empty."""
    known = {each.name for each in fields(what)}
    found: dict[str, str] = {}
    for key, value in values.items():
        if key not in known:
            raise _unusable(path, f"{at}.{key} is not a key of a policy")
        if not isinstance(value, str) or not value.strip():
            raise _unusable(path, f"{at}.{key} must be a text")
        if len(value) > _LONGEST or one_line(value) != value:
            raise _unusable(path, f"{at}.{key} must be one line of at most {_LONGEST} letters")
        found[key] = value
    return found


_SECTIONS: Mapping[str, Callable[[Mapping[str, object], Path, str], object]] = {
    "retention": _retention,
    "marking": _marking,
    "hub": _hub,
    "folders": _folders,
}
"""What a policy may say: the reader of each table, whose name is that of a field of Policy."""


def _unusable(path: Path, why: str) -> SettingsError:
    return SettingsError(f"The policy file “{path}” cannot be used: {why}.", _REMEDY)
