"""Knows what a window needs of a Linux system beside this program: a screen, and libraries.

Qt itself would end at once, with words for programmers. Windows brings both.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt's own libraries are loaded with, and the Debian package of each; a program that was
built takes all along but for the first two, which belong to the graphics card's driver."""
_NAMED = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
_USUAL_WAYLAND = "wayland-0"


def no_screen(environment: Mapping[str, str]) -> str:
    """Say in a sentence that there is no screen to open a window on; empty where there may be."""
    if sys.platform != "linux" or any(environment.get(name) for name in _NAMED):
        return ""
    session = environment.get("XDG_RUNTIME_DIR")
    if session and Path(session, _USUAL_WAYLAND).exists():
        return ""
    return (
        "There is no screen here to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is "
        "set). “highlight-desktop --help” shows what can be done without one."
    )


def lacking_libraries() -> str:
    """Say in a sentence which of the system's libraries are not there; empty where all are.

    To be asked only once loading Qt has failed: it loads each of them.
    """
    if sys.platform != "linux":
        return ""
    lacking = [name for name in LIBRARIES if not _is_there(name)]
    if not lacking:
        return ""
    packages = " ".join(LIBRARIES[name] for name in lacking)
    return (
        f"The window needs {' and '.join(lacking)} of the system, which cannot be loaded here. "
        f"Have that installed (on Debian and Ubuntu: apt-get install {packages}), and start again."
    )


def _is_there(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
