"""Knows where Windows differs: what it says with an error number, and which names it refuses.

None of this has run on Windows yet. It is written after Microsoft’s documentation and tried with
stand-ins, for which `IS_HERE` is set and whatever would be asked is passed in.
"""

import ctypes
import os
import re
import sys
from pathlib import Path, PureWindowsPath
from typing import Any

IS_HERE: bool = sys.platform == "win32"
LONGEST_PATH = 259
"""Characters (learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation). Programs and
computers can be set to take more, but Excel and Outlook still do not open what has more."""
LONGEST_FOLDER = 170
"""Characters that leave room for the longest name the program gives a file."""
ONLINE = "ONLINE"
BAD_NAME = "BAD_NAME"
VIRUS = "VIRUS"

_HELD = (32, 33, 1224)
"""A file that a virus scanner, an indexer or Excel holds open."""
_HELD_FOR_A_MOMENT = (5, *_HELD)
"""5 is also what a move over a file gives that is being looked through or removed."""
_NO_SUCH_PATH = 3
_CODES = {
    **dict.fromkeys((19,), "EROFS"),
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1231, 1232), "ENOENT"),
    **dict.fromkeys((23, 27, 29, 30, 483, 1117), "EIO"),
    **dict.fromkeys((39, 112), "ENOSPC"),
    **dict.fromkeys((123, 161), BAD_NAME),
    **dict.fromkeys((111, 206), "ENAMETOOLONG"),
    **dict.fromkeys((225, 226), VIRUS),
    1295: "EDQUOT",
    **dict.fromkeys(range(358, 405), ONLINE),
    **dict.fromkeys(_HELD, "EACCES"),
}
"""Windows' numbers (winerror.h) that Python gives no errno, or one that means something else."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])( *\..*)?")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')

_MAY_ASK_AND_WAIT = 0x1000 | 0x100000
"""PROCESS_QUERY_LIMITED_INFORMATION and SYNCHRONIZE (winnt.h)."""
_STILL_RUNS = 0x102
_REFUSED = 5


def code(error: OSError) -> str:
    """What the number of an error means, as the name of an errno or of ours; empty elsewhere."""
    number = getattr(error, "winerror", None)
    if number is None:
        return ""
    named = (str(each) for each in (error.filename, error.filename2) if each is not None)
    if number == _NO_SUCH_PATH and any(len(each) > LONGEST_PATH for each in named):
        return "ENAMETOOLONG"
    return _CODES.get(number, "")


def is_held(error: OSError) -> bool:
    """True when another program has the file open, and nothing else is wrong."""
    return getattr(error, "winerror", None) in _HELD


def may_pass(error: OSError) -> bool:
    """True when it is worth trying again in a moment."""
    return getattr(error, "winerror", None) in _HELD_FOR_A_MOMENT


def is_reserved(name: str) -> bool:
    """True for a name that means a device, whatever follows its first dot: NUL, con.txt."""
    return _RESERVED.fullmatch(name) is not None


def unusable_name(folder: str) -> str:
    """The first name in a path that Windows refuses, or quietly changes; empty when there is none.

    Those are names of devices, names with a character that has another meaning, and names that
    end with a dot or a space, which Windows leaves out
    (learn.microsoft.com/windows/win32/fileio/naming-a-file).
    """
    path = PureWindowsPath(folder)
    for name in path.parts[bool(path.anchor) :]:
        if name != ".." and (
            is_reserved(name) or _NOT_IN_NAMES.search(name) or name[-1:] in (".", " ")
        ):
            return name
    return ""


def is_link(path: Path) -> bool:
    """True for a link, and for a junction, which Windows has for folders as well."""
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or (is_junction is not None and is_junction(path))


def is_running(process: int, kernel: Any = None) -> bool:
    """False when no process has this number any more; `kernel` stands in for kernel32.

    On Windows ``os.kill(number, 0)``, which elsewhere only asks, would end it.
    """
    if process >= 1 << 32:
        return False
    asked = kernel or _kernel()
    asked.OpenProcess.restype = ctypes.c_void_p
    handle = asked.OpenProcess(_MAY_ASK_AND_WAIT, False, ctypes.c_uint32(process))
    if not handle:
        return bool(asked.GetLastError() == _REFUSED)
    try:
        return bool(asked.WaitForSingleObject(ctypes.c_void_p(handle), 0) == _STILL_RUNS)
    finally:
        asked.CloseHandle(ctypes.c_void_p(handle))


def _kernel() -> Any:
    return vars(ctypes)["windll"].kernel32
