"""Knows how texts wait on the disk until they are printed, so that none of them fills memory."""

import json
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import NamedTuple

from highlight_desktop.report.prose import Prose, from_plain, to_plain


class Kept(NamedTuple):
    """Where a text waits."""

    at: int
    size_bytes: int


class Spool:
    """Texts in a file without a name, which goes with the program whatever becomes of it."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._end = 0

    def close(self) -> None:
        """Let the texts go."""
        self._file.close()

    def keep(self, prose: Prose) -> Kept:
        """Put a text aside. Raises OSError when the disk is full."""
        content = json.dumps(to_plain(prose), ensure_ascii=False).encode()
        self._file.seek(self._end)
        self._file.write(content)
        kept = Kept(self._end, len(content))
        self._end += len(content)
        return kept

    def prose(self, kept: Kept) -> Prose:
        """A text put aside."""
        self._file.seek(kept.at)
        values: Sequence[dict[str, object]] = json.loads(self._file.read(kept.size_bytes))
        return from_plain(values)
