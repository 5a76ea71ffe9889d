"""Knows where no reports may be begun: in a folder that others write to as well.

That is only of a folder somebody named. Where reports are kept already they are opened, whatever
the place, and it is told: to lock an author out of what is there would lose more than it saves.
"""

from pathlib import Path, PurePath, PureWindowsPath

from highlight_desktop.errors import StoreError
from highlight_desktop.whereabouts import place, pointer, probing
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.probing import Probes

_KEPT = ("reports.db", "reports.db.made", "desk.db")
"""Any of these, and something was begun there."""


def allow(folder: Path) -> None:
    """Raise StoreError where reports would be begun in a place that is unfit for them.

    Unlike `doctor` it asks only what is answered at once, and nothing of a folder in use.
    """
    try:
        is_in_use = any((folder / each).exists() for each in _KEPT) or pointer.is_remembered(folder)
    except OSError:
        return  # opening it will say why
    why = "" if is_in_use else unfit(folder)
    if why:
        raise StoreError(
            f"No reports can be begun in “{folder}”: {why}.",
            "Name a folder on this computer’s own disk, or none at all. Backups may go there.",
        )


def unfit(folder: PurePath, probes: Probes | None = None) -> str:
    """Why reports that are written to must not be kept there; empty when nothing is known."""
    asked = probes or probing.of_this_system()
    path = probing.or_else(lambda: asked.resolved(folder), folder)
    if place.is_share(folder) or place.is_share(path) or _is_mapped(path, asked):
        return "it is on another computer, across the network"
    attributes = probing.or_else(lambda: asked.attributes(path), 0)
    if cloud := place.cloud(path, asked.environment, attributes):
        return f"{cloud} copies it to other computers while it is being written to"
    if place.is_roaming(path, asked.environment):
        return "it belongs to a profile that is copied from computer to computer"
    return ""


def _is_mapped(path: PurePath, asked: Probes) -> bool:
    """Whether a Windows drive leads to another computer.

    Not asked of Linux: a home on NFS may be all there is, and what its locks are worth is tried.
    """
    if not isinstance(path, PureWindowsPath):
        return False
    return probing.or_else(lambda: asked.drive(path)[0], Drive.UNKNOWN) is Drive.NETWORK
