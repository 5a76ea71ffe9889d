"""Knows what still holds a report that was removed for good, and how that goes as well.

A backup made before the removal holds the report; so does a damaged database that was set aside.
They go only when asked for, and only once a newer backup has been made and proved: the last good
one is never removed.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreTooNewError
from highlight_desktop.store import backup
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.faults import told
from highlight_desktop.store.reports import Store


@dataclass(frozen=True, slots=True)
class Copies:
    """What still holds reports that were removed, or cannot be read and so may."""

    backups: tuple[Backup, ...]
    set_aside: tuple[Path, ...]
    """Damaged databases with their journals, byte for byte as they were found."""

    def __bool__(self) -> bool:
        return bool(self.backups or self.set_aside)


def copies(report_ids: Collection[str], folder: Path, backups: Iterable[Path]) -> Copies:
    """Look through the backups in these folders, and what was set aside in the data folder.

    Raises StoreError when a folder cannot be read.
    """
    held = [each for place in backups for each in _holding(place, report_ids)]
    return Copies(tuple(held), tuple(backup.set_aside_in(folder)))


def replace_copies(
    store: Store, held: Copies, backups: Sequence[Path], *, now: datetime
) -> list[Path]:
    """Make a fresh backup in each folder, and only then remove the copies; what was removed.

    Raises StoreError with the reason; a folder whose backup cannot be made keeps its old ones.
    """
    made = [store.back_up(place, now=now).path for place in backups]
    gone = [each.path for each in held.backups if each.path not in made]
    for path in (*gone, *held.set_aside):
        with told(path, what="Backups"):
            files.overwrite(path)
    return [*gone, *held.set_aside]


def _holding(folder: Path, report_ids: Collection[str]) -> Iterator[Backup]:
    for each in backup.listed(folder):
        try:
            if not backup.ids_in(each.path).isdisjoint(report_ids):
                yield each
        except (StoreDamagedError, StoreTooNewError):
            yield each
