"""Knows how a program is run on a disk that records or fails: the C library, built and preloaded.

Neither strace nor a second SQLite (such as apsw's) would do: the first cannot see what is copied
inside the kernel and costs a stop for each call, the second is another version of SQLite with
other settings than the one that keeps the reports.
"""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
COMPILER = shutil.which("cc") or shutil.which("gcc")
CAN_RUN = sys.platform == "linux" and COMPILER is not None

OPEN, READ, WRITE, SYNC, TRUNCATE, RENAME, UNLINK, MKDIR = (1 << bit for bit in range(8))
CHANGES = WRITE | SYNC | TRUNCATE | RENAME | UNLINK | MKDIR
KILL = -1
"""The error that is none: the process dies at the call, a write when half of it is done."""
ERRORS = {
    errno.ENOSPC: OPEN | WRITE | SYNC | TRUNCATE | RENAME | MKDIR,
    errno.EDQUOT: OPEN | WRITE | SYNC | TRUNCATE | RENAME | MKDIR,
    errno.EIO: OPEN | READ | CHANGES,
    errno.EACCES: OPEN | RENAME | UNLINK | MKDIR,
    errno.EROFS: OPEN | WRITE | TRUNCATE | RENAME | UNLINK | MKDIR,
    errno.EMFILE: OPEN,
}
"""The calls that each error may come from."""


def memory_folder() -> Path | None:
    """Where files cost no disk, if there is such a place."""
    place = Path("/dev/shm")
    return place if os.access(place, os.W_OK) else None


@cache
def library() -> Path:
    """The C library, built once for each state of its source."""
    source = HERE / "faulty_disk.c"
    place = Path(tempfile.gettempdir(), f"faulty-disk-{os.getuid()}-{source.stat().st_mtime_ns}.so")
    if not place.exists():
        made = place.with_suffix(f".{os.getpid()}")
        command = [str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"]
        subprocess.run(command, check=True)
        made.replace(place)
    return place


def on_faulty_disk(
    *arguments: object, module: str = "tests.durability.actor"
) -> "subprocess.Popen[str]":
    """Start a program of the harness with the library in front of libc."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={
            **os.environ,
            "LD_PRELOAD": str(library()),
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *filter(None, sys.path)]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )


class FaultyDisk:
    """The library as the program running on it sees it."""

    def __init__(self, root: Path) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faulty_watch(str(root).encode())
        self._library.faulty_calls.restype = ctypes.c_long

    def record(self, path: Path) -> None:
        """Write all that changes files from now on to a log."""
        self._library.faulty_record(str(path).encode())

    def acknowledge(self, number: int) -> None:
        """Put into the log that step `number` was told to be done."""
        self._library.faulty_acknowledge(ctypes.c_long(number))

    def arm(self, kinds: int, at: int, error: int, *, for_ever: bool) -> None:
        """Let the `at`-th call of these kinds fail, counted from 1."""
        self._library.faulty_arm(kinds, ctypes.c_long(at), error, int(for_ever))

    def heal(self) -> int:
        """Let all calls go well again; how many were counted."""
        calls = int(self._library.faulty_calls())
        self._library.faulty_arm(0, ctypes.c_long(0), 0, 0)
        return calls
