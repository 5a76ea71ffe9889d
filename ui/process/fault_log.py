"""Knows how a fault of the program is written down, without a word of any report."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Self

from highlight_desktop import folders

LOG_NAME = folders.LOG_NAME
_LOG_SIZE_BYTES = 500_000
_LOG = logging.getLogger("highlight_desktop")


def write_down(error: BaseException) -> None:
    """Put a fault in the log: what kind it is and which lines of code led to it.

    Never its message nor any value: those may be what an author typed.
    """
    _LOG.error("%s", "".join(_lines(error)))


def drop_old(data_folder: Path, before: datetime) -> None:
    """Remove the logs that were last written to before a moment; one that is held stays."""
    for path in sorted(data_folder.glob(f"{LOG_NAME}*")):
        with suppress(OSError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


class FaultLog:
    """The log file beside the reports, while the program runs. One that cannot be written
    is passed over in silence: it must not become a fault of its own.
    """

    def __init__(self, data_folder: Path) -> None:
        self.path = data_folder / LOG_NAME
        # Opened at the first fault only: most folders never have a log.
        self._file = _QuietFile(
            self.path, maxBytes=_LOG_SIZE_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))

    def __enter__(self) -> Self:
        _LOG.addHandler(self._file)
        return self

    def __exit__(self, *_raised: object) -> None:
        _LOG.removeHandler(self._file)
        self._file.close()

    @property
    def holds_something(self) -> bool:
        """True when a fault could be written into it."""
        return self.path.is_file()


class _QuietFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do nothing; the author is told of the fault itself all the same."""


def _lines(error: BaseException) -> Iterator[str]:
    """The chain of errors, what was raised first above what came of it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    yield type(error).__name__
