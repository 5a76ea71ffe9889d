"""Knows what can be said of a place without trying it: whose disk it is, who else touches it.

The rules come from measured faults: a database that is written to must not lie on a share, in a
roaming profile or in a folder that another program copies elsewhere, because locks and syncs are
not kept there. Paths are read as the system they come from writes them, on any system.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePath, PurePosixPath, PureWindowsPath


class Drive(StrEnum):
    """What kind of disk a folder lies on."""

    OWN = "own"
    REMOVABLE = "removable"
    NETWORK = "network"
    MEMORY = "memory"
    """Gone when the computer is switched off."""
    DISC = "disc"
    UNKNOWN = "unknown"


CLOUD_ATTRIBUTES = 0x400000 | 0x100000 | 0x80000 | 0x40000 | 0x1000
"""Windows' marks on what a cloud keeps: recall on data access, unpinned, pinned, recall on open,
offline (learn.microsoft.com/windows/win32/fileio/file-attribute-constants)."""
NO_ATTRIBUTES = 0xFFFFFFFF
"""What GetFileAttributesW answers for what is not there."""
_DRIVE_TYPES = {
    2: Drive.REMOVABLE,
    3: Drive.OWN,
    4: Drive.NETWORK,
    5: Drive.DISC,
    6: Drive.MEMORY,
}
"""What GetDriveTypeW answers; 0 and 1 are "unknown" and "no such drive"."""
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables that name a folder of OneDrive."""
_CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
"""What the folders of programs are called that copy files to other computers."""
_NETWORKS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|ceph|glusterfs|lustre|davfs"
    r"|fuse\.(sshfs|s3fs|rclone|davfs2?|gvfsd-fuse|glusterfs|google-drive.*|onedriver|curlftpfs)"
)
_MEMORIES = ("tmpfs", "ramfs")
_STICKS = ("vfat", "msdos", "exfat")
_PLUGGED_IN = (PurePosixPath("/media"), PurePosixPath("/run/media"))
_ESCAPED = re.compile(r"\\([0-7]{3})")


def cloud(folder: PurePath, environment: Mapping[str, str], attributes: int = 0) -> str:
    """The program that copies this folder to other computers; empty when none is known to."""
    for name in _ONEDRIVE:
        if is_inside(folder, environment.get(name, "")):
            return "OneDrive"
    for part in folder.parts:
        for beginning, name in _CLOUDS.items():
            lower = part.casefold()
            if lower == beginning or lower.startswith(f"{beginning} - "):
                return name
    if attributes != NO_ATTRIBUTES and attributes & CLOUD_ATTRIBUTES:
        return "A program that keeps files in the cloud"
    return ""


def is_roaming(folder: PurePath, environment: Mapping[str, str]) -> bool:
    """True in a Windows profile that is copied from computer to computer at logon and logoff."""
    return isinstance(folder, PureWindowsPath) and is_inside(folder, environment.get("APPDATA", ""))


def is_share(folder: PurePath) -> bool:
    r"""True for a Windows path that names another computer: \\server\share."""
    if not isinstance(folder, PureWindowsPath):
        return False
    drive = folder.drive.casefold()
    if drive.startswith((r"\\?\unc", r"\\.\unc")):
        return True
    return drive.startswith("\\\\") and not drive.startswith((r"\\?", r"\\."))


def is_inside(folder: PurePath, outer: str) -> bool:
    """True for a folder, named by an environment variable, and for what lies in it."""
    return bool(outer) and folder.is_relative_to(type(folder)(outer))


def windows_drive(folder: PurePath, drive_type: int) -> Drive:
    """What Windows answers about a drive; a share has none, and is a network all the same."""
    return Drive.NETWORK if is_share(folder) else _DRIVE_TYPES.get(drive_type, Drive.UNKNOWN)


def mounted(folder: PurePath, mounts: str) -> tuple[Drive, str]:
    """The kind of disk, and its file system, by Linux's list of mounts (proc(5), mountinfo)."""
    best: tuple[PurePosixPath, str] | None = None
    for point, file_system in _points(mounts.splitlines()):
        # A later mount at the same point covers the one before.
        if folder.is_relative_to(point) and (
            best is None or len(point.parts) >= len(best[0].parts)
        ):
            best = point, file_system
    if best is None:
        return Drive.UNKNOWN, ""
    point, file_system = best
    return _drive(point, file_system), file_system


def _points(lines: Iterable[str]) -> Iterable[tuple[PurePosixPath, str]]:
    for line in lines:
        before, separator, after = line.partition(" - ")
        fields = before.split()
        if separator and len(fields) > 4 and after.split():
            point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
            yield PurePosixPath(point), after.split()[0]


def _drive(point: PurePosixPath, file_system: str) -> Drive:
    if _NETWORKS.fullmatch(file_system):
        return Drive.NETWORK
    if file_system in _MEMORIES:
        return Drive.MEMORY
    if file_system in _STICKS or any(point.is_relative_to(each) for each in _PLUGGED_IN):
        return Drive.REMOVABLE
    if file_system.startswith("fuse") and file_system != "fuseblk":
        return Drive.UNKNOWN
    return Drive.OWN
