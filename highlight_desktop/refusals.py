"""Knows why the system refuses a file or a folder, in plain words, and what to do about it."""

import errno

from highlight_desktop import windows


def reason(error: OSError) -> str:
    """Why the system refused, in plain words."""
    return _REASONS.get(_code(error)) or error.strerror or "the system refused"


def remedy(error: OSError) -> str:
    """What to do about it, as a sentence."""
    return _REMEDIES.get(_code(error), "Choose another folder, and try again.")


_REASONS = {
    "EACCES": "it is open in another program, or you may not write there",
    "EPERM": "it is open in another program, or you may not write there",
    "ENOENT": "the folder cannot be reached",
    "ENOTDIR": "the folder cannot be reached",
    "ENOSPC": "the disk is full",
    "EDQUOT": "your share of the disk is used up",
    "EROFS": "the disk is read-only",
    "ENAMETOOLONG": "its name and folder are too long together",
    "EIO": "the disk reported a fault",
    "EEXIST": "something else there has its name",
    "EISDIR": "something else there has its name",
    "ELOOP": "it is a link that leads to itself",
    "EINVAL": "the disk did not take it; perhaps it is online only",
    "ETIMEDOUT": "it does not answer; perhaps it is online only, or its disk is not connected",
    "EMFILE": "this program has too many files open",
    "ENFILE": "this computer has too many files open",
    windows.ONLINE: "it is online only, and the program that fetches it is not running",
    windows.BAD_NAME: "its name, or that of its folder, is one that Windows does not take",
    windows.VIRUS: "the virus scanner keeps it back",
}
_MAKE_ROOM = "Make room on the disk, or choose another folder, and try again."
_KEEP_HERE = "Have it kept on this computer (in OneDrive: “Always keep on this device”)."
_CLOSE_OTHERS = "Close other programs, or this one and start it again."
_CLOSE_IT = "Close it there, or choose another folder, and try again."
_REMEDIES = {
    "EACCES": _CLOSE_IT,
    "EPERM": _CLOSE_IT,
    "ENOSPC": _MAKE_ROOM,
    "EDQUOT": _MAKE_ROOM,
    "ENAMETOOLONG": "Choose a folder with a shorter path, and try again.",
    "EINVAL": _KEEP_HERE,
    "ETIMEDOUT": _KEEP_HERE,
    "EMFILE": _CLOSE_OTHERS,
    "ENFILE": _CLOSE_OTHERS,
    windows.ONLINE: _KEEP_HERE,
    windows.VIRUS: "Ask IT to have a look at it.",
}


def _code(error: OSError) -> str:
    known = windows.code(error) or errno.errorcode.get(error.errno or 0, "")
    return known or ("EACCES" if isinstance(error, PermissionError) else "")
