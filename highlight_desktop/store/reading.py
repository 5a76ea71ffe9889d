"""Knows how reports are read where nothing can be written: from a copy, which takes no writing.

SQLite cannot read a database in WAL mode without writing beside it, unless it may take the file
for immutable; then it passes over the log, in which the last saves may be (sqlite.org/wal.html,
read-only databases). So the file and its log are copied to a private temporary folder and opened
there, as after a crash. What is there is not touched.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import Connection

from highlight_desktop.errors import StoreBusyError, StoreError, StoreUnwritableError
from highlight_desktop.store.database import REPORTS, Database
from highlight_desktop.store.faults import told
from highlight_desktop.store.opening import Kind
from highlight_desktop.store.reports import Store

_LOG = "-wal"
_TRIES = 3
"""Another program may be writing while it is copied; then it is copied again."""


class ReadingDatabase(Database):
    """A copy of a database, in which nothing is ever kept; it goes when it is closed."""

    kept_in: TemporaryDirectory[str] | None = None
    """The folder of the copy."""

    @classmethod
    def of(cls, folder: Path, kind: Kind = REPORTS) -> Self:
        """Copy what is kept in a data folder, and open the copy.

        Raises StoreDamagedError and StoreTooNewError as opening it does, StoreBusyError when
        another program is writing to it, and StoreError with the reason.
        """
        with told(folder / kind.file_name):
            # ignore_cleanup_errors: a virus scanner may hold a file in it.
            copy = TemporaryDirectory(prefix="highlight-desktop-", ignore_cleanup_errors=True)
            try:
                _copy_steadily(folder, Path(copy.name), kind.file_name)
                if kind is REPORTS:
                    # As any other: what an earlier version wrote is brought up to date.
                    Store.open(Path(copy.name)).close()
                database = cls.open(Path(copy.name), kind)
            except BaseException:
                copy.cleanup()
                raise
        database.kept_in = copy
        return database

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction. Raises StoreUnwritableError, and takes all back, when it wrote."""
        with super().transaction() as connection:
            before = self.changes
            yield connection
            if self.changes != before:
                raise StoreUnwritableError(
                    "Your reports can only be read here.",
                    "Move them to a folder that can be written to, and try again.",
                )

    def close(self) -> None:
        """Let go of the copy, which is removed. Closing twice does no harm."""
        super().close()
        if self.kept_in is not None:
            self.kept_in.cleanup()


class ReadingStore(Store):
    """The reports of a data folder as they stood when they were opened."""

    @classmethod
    def of(cls, folder: Path, because: StoreError) -> Self:
        """Open them without writing a byte there; `because` says why they cannot be kept.

        Raises what `ReadingDatabase.of` does.
        """
        store = cls(ReadingDatabase.of(folder))
        store.read_only_because = because
        return store


def _copy_steadily(folder: Path, to: Path, name: str) -> None:
    """Copy a database and its log as they are at one moment. Raises OSError."""
    place = (folder / name).resolve()
    both = [place, place.with_name(place.name + _LOG)]
    if not place.exists():
        raise StoreError(
            f"There are no reports in “{folder}”, and none can be begun there.",
            "Choose another folder.",
        )
    for _ in range(_TRIES):
        before = [_state(each) for each in both]
        for each, state in zip(both, before, strict=True):
            copied = to / f"{name}{each.name.removeprefix(place.name)}"
            copied.unlink(missing_ok=True)
            if state is not None:
                shutil.copyfile(each, copied)
        if [_state(each) for each in both] == before:
            return
    raise StoreBusyError(
        "Your reports are being written to by another program.", "Try again in a moment."
    )


def _state(path: Path) -> tuple[int, int] | None:
    with suppress(FileNotFoundError):
        there = path.stat()
        return there.st_size, there.st_mtime_ns
    return None
