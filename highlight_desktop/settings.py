"""Knows the user's preferences: one dataclass, one small file in the data folder."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from highlight_desktop import files, folders
from highlight_desktop.errors import SettingsError

FILE_NAME = "settings.json"
APPEARANCES = ("system", "light", "dark", "contrast")
"""What `Settings.appearance` may be."""
SMALLEST_TEXT_PERCENT, PLAIN_TEXT_PERCENT, LARGEST_TEXT_PERCENT = 80, 100, 300
MOST_DUE_DAYS = 60
"""What `Settings.due_days` may be at most."""
DESK_VARIABLE = "HIGHLIGHT_DESK"
"""The environment variable that names the shared desk before the settings do."""
THIS_COMPUTER = "this computer"
"""As the address of a shared desk: there is none, whatever the environment says."""
_DESK = re.compile(r"postgresql\+psycopg://[^\s/]*/[^\s/]+")
_PASSWORD = re.compile(r"(?is)//.*:.*@|[?&](?:ssl)?password=")
"""A password may have any letter in it, those that end one in an address too."""
LAST_PERIOD, NOTHING = BESIDE = ("last_period", "nothing")
"""What `Settings.beside` may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen; every value has one that works from the first start."""

    hub_name: str = "Coordination Hub"
    """Whom the e-mail draft greets."""
    hub_address: str = ""
    """The e-mail address reports go to; empty leaves the draft's To line open."""
    outbox_folder: str = ""
    """Where submitted reports are written; empty means a folder among the user's documents."""
    marking: str = ""
    """The protective marking a new report begins with; empty for none."""
    appearance: str = "system"
    """How the window looks, one of APPEARANCES."""
    text_percent: int = PLAIN_TEXT_PERCENT
    """How large the text of a report is shown, SMALLEST_ to LARGEST_TEXT_PERCENT."""
    beside: str = LAST_PERIOD
    """What stands beside the text where there is room, one of BESIDE."""
    author: str = ""
    """The user's name and role, as they stand in a new report."""
    service_areas: str = ""
    """The service areas of a new report."""
    local_authority: str = ""
    """The local authority of a new report, where the form asks for one."""
    backup_folder: str = ""
    """Where a second copy of each backup goes, away from the data folder; empty for nowhere."""
    what_changed: bool = False
    """True when a submitted report ends with a page on what changed since the last one."""

    collects: bool = False
    """True on a computer that collects reports for the hub; no other shows the hub's desk."""
    due_days: int = 2
    """How many days after the end of its period a report is due at the hub, 0 to MOST_DUE_DAYS."""
    desk_address: str = ""
    """Where the hub's desk is shared, without a password; empty for a desk on this computer."""

    @property
    def header(self) -> dict[str, str]:
        """What a new report's header begins with, by the ids of the form's fields."""
        return {
            "author": self.author,
            "service_areas": self.service_areas,
            "local_authority": self.local_authority,
        }

    @property
    def outbox(self) -> Path:
        """The folder submitted reports are written to."""
        chosen = self.outbox_folder
        return Path(chosen) if chosen else folders.default_outbox_folder()

    @property
    def second_backups(self) -> Path | None:
        """The folder for a second copy of each backup, when one is named that can be."""
        chosen = self.backup_folder
        return Path(chosen) if chosen and not folders.folder_problem(chosen) else None


def are_kept(data_folder: Path) -> bool:
    """True once settings were saved, be it that the user wanted to choose nothing."""
    return (data_folder / FILE_NAME).exists()


def load(data_folder: Path) -> Settings:
    """Read the settings; those not in the file keep their first value.

    A password that somebody wrote into the address of the shared desk is not read, and is gone
    from the file when the settings are saved.
    Raises SettingsError when the file is there and cannot be read as settings.
    """
    path = data_folder / FILE_NAME
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(values, dict):
            raise ValueError("not a JSON object")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The settings in “{path}” cannot be read.",
            "Open Settings and save them again, or remove that file.",
        ) from error
    known = {field.name for field in fields(Settings)}
    chosen: dict[str, Any] = {
        key: value for key, value in values.items() if key in known and isinstance(value, str)
    }
    for key, allowed in (("appearance", APPEARANCES), ("beside", BESIDE)):
        if chosen.get(key) not in allowed:
            chosen.pop(key, None)
    chosen["text_percent"] = _text_percent(values.get("text_percent"))
    for key in ("what_changed", "collects"):
        chosen[key] = values.get(key) is True
    days = values.get("due_days")
    if isinstance(days, int) and not isinstance(days, bool):
        chosen["due_days"] = min(max(days, 0), MOST_DUE_DAYS)
    else:
        chosen.pop("due_days", None)
    chosen["desk_address"] = _without_password(chosen.get("desk_address", ""))
    return Settings(**chosen)


def desk_address(chosen: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """The address of the shared desk, empty for none: the environment's before the settings'."""
    if chosen.desk_address == THIS_COMPUTER:
        return ""
    return environment.get(DESK_VARIABLE, chosen.desk_address).strip()


def desk_problem(text: str) -> str:
    """Why this cannot be kept as the address of a shared desk; empty when it can, or is empty."""
    if _PASSWORD.search(text):
        return (
            "Take the password out of the address: no file of ours keeps it. The hub’s desk asks"
            " for it, and puts it into this computer’s keyring if you like."
        )
    if text.strip() not in ("", THIS_COMPUTER) and not _DESK.fullmatch(text.strip()):
        return "It looks like postgresql+psycopg://user@server/database."
    return ""


def _without_password(address: str) -> str:
    bare = re.sub(r"(?s)//([^:]*):.*@", r"//\1@", address) if _PASSWORD.search(address) else address
    return re.sub(r"(?i)([?&])(?:ssl)?password=[^&]*&?", r"\1", bare).rstrip("?&")


def _text_percent(value: object) -> int:
    """A size that can be shown, whatever the file says."""
    if not isinstance(value, int) or isinstance(value, bool):
        return PLAIN_TEXT_PERCENT
    return min(max(value, SMALLEST_TEXT_PERCENT), LARGEST_TEXT_PERCENT)


def save(settings: Settings, data_folder: Path) -> None:
    """Write the settings whole.

    Raises OutputError when that cannot be done, and SettingsError for an address with a password.
    """
    if _PASSWORD.search(settings.desk_address):
        raise SettingsError(
            "A password is not kept in the settings.", desk_problem(settings.desk_address)
        )
    # In ASCII, because half a character (a lone surrogate) has no UTF-8.
    text = json.dumps(asdict(settings), ensure_ascii=True, indent=2, sort_keys=True)
    files.write_whole(data_folder / FILE_NAME, text.encode("ascii") + b"\n")
