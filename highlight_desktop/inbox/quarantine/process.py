"""Knows the one reading process from outside: how it is started, asked, watched and ended.

It is the program started again, in an empty folder, with no rights to lose. It can be killed at any
moment, and nothing it answers is believed here.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import highlight_desktop
from highlight_desktop.inbox.quarantine import child, frames
from highlight_desktop.inbox.quarantine.frames import Plain

_COMPUTED_TOO_LONG = 24
"""SIGXCPU, which ends a process at its limit (Linux, macOS and BSD agree on the number)."""
_NEEDED_TO_START = ("SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take."""

    time_s: float = 20
    """From handing it over to its answer."""
    compute_s: float = 4
    """Of the processor's time, where the system can limit it; ordinary files take 0.05."""
    memory_bytes: int = 300_000_000
    """Of the whole process, Python and libraries included."""


class ReadingProcess:
    """One reading process, in an empty folder of its own."""

    def __init__(self, limits: Limits) -> None:
        self.was_too_slow = False
        """Whether it was stopped, by us or by the system, for taking too long."""
        self._folder = tempfile.TemporaryDirectory(
            prefix="highlight-desktop-", ignore_cleanup_errors=True
        )
        try:
            self._process = subprocess.Popen(
                [*this_program(), child.ARGUMENT, str(limits.memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=_environment(self._folder.name),
                creationflags=_quiet_and_low(),
            )
        except BaseException:
            self._folder.cleanup()
            raise

    @property
    def is_alive(self) -> bool:
        """False once it has ended, for whatever reason."""
        return self._process.poll() is None

    def answer(self, job: Plain, content: bytes, time_s: float) -> Plain:
        """Its answer; None when it died, was killed or wrote what is none."""
        watch = threading.Timer(time_s, self._on_too_slow)
        watch.daemon = True
        watch.start()
        try:
            frames.write(self._jobs, frames.packed(job))
            frames.write(self._jobs, content)
            return frames.unpacked(frames.read(self._answers))
        except (OSError, EOFError, ValueError):
            return None
        finally:
            watch.cancel()

    @property
    def _jobs(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _answers(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]

    def _on_too_slow(self) -> None:
        self.was_too_slow = True
        self.kill()

    def kill(self) -> None:
        """Stop it at once, from any thread; whoever waits for its answer gets none."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Stop it and leave nothing of it behind; then `was_too_slow` is final."""
        self.kill()
        self.was_too_slow |= self._process.wait() == -_COMPUTED_TOO_LONG
        for stream in (self._jobs, self._answers):
            with contextlib.suppress(OSError):
                stream.close()
        self._folder.cleanup()


def this_program() -> list[str]:
    """How this program starts itself: the executable if frozen, else Python and the module."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-P", "-B", "-m", highlight_desktop.__name__]


def _environment(folder: str) -> dict[str, str]:
    """Where the program and its temporary folder are, and nothing else the user's session knows."""
    kept = {name: os.environ[name] for name in _NEEDED_TO_START if name in os.environ}
    package = highlight_desktop.__file__
    assert package is not None
    return kept | {
        "PYTHONPATH": str(Path(package).parents[1]),
        "PYTHONUTF8": "1",
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
    }


def _quiet_and_low() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
