"""Knows the user's preferences: one dataclass, one small file in the data folder."""

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import SettingsError

FILE_NAME = "settings.json"
APPEARANCES = ("system", "light", "dark", "contrast")
"""What `Settings.appearance` may be."""

_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(
    r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?", re.I | re.A
)
_LOCAL_PART_LIMIT, _LABEL_LIMIT, _DOMAIN_LIMIT = 64, 63, 253
"""In characters (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen; every value has one that works from the first start."""

    hub_name: str = "Coordination Hub"
    """Whom the e-mail draft greets."""
    hub_address: str = ""
    """The e-mail address reports go to; empty leaves the draft's To line open."""
    outbox_folder: str = ""
    """Where submitted reports are written; empty means a folder among the user's documents."""
    appearance: str = "system"
    """How the window looks, one of APPEARANCES."""

    @property
    def outbox(self) -> Path:
        """The folder submitted reports are written to."""
        chosen = self.outbox_folder
        return Path(chosen) if chosen else files.default_outbox_folder()


def load(data_folder: Path) -> Settings:
    """Read the settings; those not in the file keep their first value.

    Raises SettingsError when the file is there and cannot be read as settings.
    """
    path = data_folder / FILE_NAME
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The settings in “{path}” cannot be read.",
            "Open Settings and save them again, or remove that file.",
        ) from error
    known = {field.name for field in fields(Settings)}
    if not isinstance(values, dict):
        values = {}
    chosen = {key: str(value) for key, value in values.items() if key in known}
    if chosen.get("appearance") not in APPEARANCES:
        chosen.pop("appearance", None)
    return Settings(**chosen)


def save(settings: Settings, data_folder: Path) -> None:
    """Write the settings whole. Raises OutputError when that cannot be done."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2, sort_keys=True)
    files.write_whole(data_folder / FILE_NAME, text.encode("utf-8") + b"\n")


def address_problem(text: str) -> str:
    """Why this cannot be the hub's address, as a sentence; empty when it can, or is empty.

    One plain address without a name around it (the dot-atom form of RFC 5322, 3.4.1): it goes
    into a mail header, where a comma or a line break would make something else of it.
    """
    address = text.strip()
    if not address:
        return ""
    if re.search(r"[<>()\"\[\]:\\]", address):
        return "Give the plain address, without a name, brackets or quotation marks."
    if re.search(r"[\s,;]", address):
        return "Give one address only, without spaces, commas or semicolons."
    local_part, at, domain = address.partition("@")
    if not at or "@" in domain or not local_part:
        return "An address has one @, with something on both sides, like name@council.gov.uk."
    if not address.isascii():
        return "Use plain letters without accents: most mail systems refuse others in an address."
    fits = len(local_part) <= _LOCAL_PART_LIMIT and len(domain) <= _DOMAIN_LIMIT
    if not fits or any(len(label) > _LABEL_LIMIT for label in domain.split(".")):
        return "That is longer than an address can be. Check it for a slip."
    if not _DOMAIN.fullmatch(domain):
        return "What follows the @ must be like council.gov.uk. Check it for a slip."
    if not _LOCAL_PART.fullmatch(local_part):
        return "What stands before the @ cannot be in an address. Check it for a slip."
    return ""


def folder_problem(text: str) -> str:
    """Why files cannot go to this folder, as a sentence; empty when they can, or is empty.

    A folder that does not exist yet is well: it is made when the first file is written.
    """
    folder = text.strip()
    if not folder:
        return ""
    try:
        if not folder.isprintable():
            return "That folder’s name cannot be used. Choose another folder."
        if not Path(folder).is_absolute():
            return "Give the whole path of the folder, or choose it from the list."
        if any(
            each.exists() and not each.is_dir() for each in (Path(folder), *Path(folder).parents)
        ):
            return "There is a file in that place, not a folder. Choose another folder."
    except (OSError, ValueError):
        return "That folder cannot be reached. Choose another folder."
    return ""
