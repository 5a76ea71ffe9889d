"""Knows the user's folders: where data, documents and backups usually lie, and which cannot be."""

import os
import stat
import tempfile
from pathlib import Path

import platformdirs

from highlight_desktop import windows

APP_FOLDER = "highlight-desktop"
LOG_NAME = f"{APP_FOLDER}.log"
"""In the data folder: the log of faults; older ones have a number behind it."""


def default_data_folder() -> Path:
    """The user's local application data, which does not roam from machine to machine.

    A live database must not lie on a share or in a roaming profile: SQLite's locks and
    syncs are not kept there.
    """
    return platformdirs.user_data_path(APP_FOLDER, appauthor=False, roaming=False)


def default_outbox_folder() -> Path:
    """Where submitted reports are written when the user has not chosen a folder."""
    return platformdirs.user_documents_path() / "Highlight reports"


def usual_backup_folders() -> list[Path]:
    """Where backups are looked for when no settings are left to say where they are.

    The first is the one that is proposed. Documents may lie in OneDrive, and a computer
    may have been told so since.
    """
    named = (os.environ.get(each, "") for each in ("OneDriveCommercial", "OneDrive"))
    clouds = [Path(each) for each in named if each]
    places = [
        platformdirs.user_documents_path(),
        *(cloud / "Documents" for cloud in clouds),
        *clouds,
    ]
    return [place / "Highlight backups" for place in dict.fromkeys(places)]


def private_temporary_folder() -> Path | None:
    """A folder of this user among the temporary files; None where that cannot be had.

    Others may write to the folder above it, so one that is a link, somebody else's or open
    to others is not used.
    """
    if windows.IS_HERE:
        return Path(tempfile.gettempdir(), APP_FOLDER)  # which is each user's own there
    try:
        folder = Path(tempfile.gettempdir(), f"{APP_FOLDER}-{os.getuid()}")
        folder.mkdir(mode=0o700, exist_ok=True)
        there = folder.lstat()
    except OSError:
        return None
    is_ours = stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid()
    return folder if is_ours and not there.st_mode & 0o077 else None


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
        if windows.IS_HERE and (problem := _problem_on_windows(folder)):
            return problem
        if any(
            each.exists() and not each.is_dir() for each in (Path(folder), *Path(folder).parents)
        ):
            return "There is a file in that place, not a folder. Choose another folder."
    except (OSError, ValueError):
        return "That folder cannot be reached. Choose another folder."
    return ""


def _problem_on_windows(folder: str) -> str:
    name = windows.unusable_name(folder)
    if name:
        return f"Windows does not take “{name}” as a folder’s name. Choose another folder."
    if len(folder) > windows.LONGEST_FOLDER:
        return (
            f"The path of that folder has {len(folder)} characters, and Windows takes no more than"
            f" {windows.LONGEST_FOLDER} where files are to go in. Choose one higher up."
        )
    return ""
