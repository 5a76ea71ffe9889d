"""What can be said of a folder without trying it, on Linux and on Windows (fault S6)."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from highlight_desktop.whereabouts import place
from highlight_desktop.whereabouts.place import Drive

ENVIRONMENT = {
    "APPDATA": r"C:\Users\ann\AppData\Roaming",
    "OneDriveCommercial": r"C:\Users\ann\Council files",
}
MOUNTS = r"""21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:20 / /home rw - nfs4 server:/home rw
23 22 0:21 / /home/ann/local rw - btrfs /dev/sdb1 rw
24 21 0:22 / /tmp rw - tmpfs tmpfs rw
25 21 8:17 / /media/ann/A\040STICK rw - vfat /dev/sdc1 rw
26 21 8:18 / /mnt/big rw - fuseblk /dev/sdd1 rw
27 21 0:30 / /mnt/far rw - fuse.sshfs ann@far: rw
28 21 0:31 / /mnt/odd rw - fuse.something none rw
29 21 8:19 / /run/media/ann/disk rw - ext4 /dev/sde1 rw
30 21 0:32 / /mnt/share rw - ext4 /dev/sdf1 rw
31 21 0:33 / /mnt/share rw - cifs //server/share rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind", "system"),
    [
        ("/var/data", Drive.OWN, "ext4"),
        ("/home/ann/data", Drive.NETWORK, "nfs4"),
        ("/home/ann/local/data", Drive.OWN, "btrfs"),
        ("/tmp/data", Drive.MEMORY, "tmpfs"),
        ("/tmpfile", Drive.OWN, "ext4"),
        ("/media/ann/A STICK/data", Drive.REMOVABLE, "vfat"),
        ("/mnt/big", Drive.OWN, "fuseblk"),
        ("/mnt/far/data", Drive.NETWORK, "fuse.sshfs"),
        ("/mnt/odd/data", Drive.UNKNOWN, "fuse.something"),
        ("/run/media/ann/disk", Drive.REMOVABLE, "ext4"),
        ("/mnt/share/data", Drive.NETWORK, "cifs"),
    ],
)
def test_the_kind_of_disk_is_told_from_the_list_of_mounts(
    folder: str, kind: Drive, system: str
) -> None:
    assert place.mounted(PurePosixPath(folder), MOUNTS) == (kind, system)


def test_without_a_list_of_mounts_nothing_is_known() -> None:
    assert place.mounted(PurePosixPath("/data"), "") == (Drive.UNKNOWN, "")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (r"C:\Users\ann\council FILES\Highlight", "OneDrive"),
        (r"C:\Users\ann\OneDrive - Ashby Council\x", "OneDrive"),
        (r"C:\Users\ann\Dropbox\x", "Dropbox"),
        (r"C:\Users\ann\AppData\Local\highlight-desktop", ""),
        (r"C:\Users\ann\Council files of old", ""),
    ],
)
def test_a_folder_that_is_copied_to_a_cloud_is_known_by_its_name(folder: str, name: str) -> None:
    assert place.cloud(PureWindowsPath(folder), ENVIRONMENT) == name


def test_a_folder_that_windows_marks_as_kept_in_a_cloud_is_known_by_that() -> None:
    folder = PureWindowsPath(r"C:\Work")
    assert place.cloud(folder, {}, 0x400010) != ""
    assert place.cloud(folder, {}, 0x10) == ""
    assert place.cloud(folder, {}, place.NO_ATTRIBUTES) == ""


def test_a_roaming_profile_is_known_on_windows_alone() -> None:
    assert place.is_roaming(PureWindowsPath(r"c:\users\ANN\appdata\roaming\x"), ENVIRONMENT)
    assert not place.is_roaming(PureWindowsPath(r"C:\Users\ann\AppData\Local\x"), ENVIRONMENT)
    assert not place.is_roaming(PurePosixPath("/home/ann"), {"APPDATA": "/home/ann"})
    assert not place.is_roaming(PureWindowsPath("C:/x"), {})


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (PureWindowsPath(r"\\server\share\data"), True),
        (PureWindowsPath(r"\\?\UNC\server\share\data"), True),
        (PureWindowsPath(r"\\?\C:\data"), False),
        (PureWindowsPath(r"C:\data"), False),
        (PurePosixPath("//server/share"), False),
    ],
)
def test_a_share_is_known_by_how_it_is_written(folder: PurePath, expected: bool) -> None:
    assert place.is_share(folder) is expected


def test_what_windows_answers_about_a_drive_is_understood() -> None:
    disk, share = PureWindowsPath("C:/data"), PureWindowsPath(r"\\server\share")
    kinds = [place.windows_drive(disk, each) for each in range(7)]
    assert kinds == [
        *(Drive.UNKNOWN, Drive.UNKNOWN, Drive.REMOVABLE, Drive.OWN),
        *(Drive.NETWORK, Drive.DISC, Drive.MEMORY),
    ]
    assert place.windows_drive(share, 1) is Drive.NETWORK
