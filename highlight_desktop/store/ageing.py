"""Knows what still holds a report that was removed for good, and how that goes as well.

A backup made before the removal holds the report; so does a damaged database that was set aside.
What the hub's desk received is in backups of its own.
They go only when asked for, and only once a newer backup has been made and proved: the last good
one is never removed.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from highlight_desktop import files
from highlight_desktop.errors import StoreDamagedError, StoreTooNewError
from highlight_desktop.store import backup, desk_backup, proving, restoring
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.faults import told
from highlight_desktop.store.proving import REPORTS, Sort
from highlight_desktop.store.reports import Store


@dataclass(frozen=True, slots=True)
class Copies:
    """What still holds reports that were removed, or cannot be read and so may."""

    backups: tuple[Backup, ...]
    set_aside: tuple[Path, ...]
    """Damaged databases with their journals, byte for byte as they were found."""

    def __bool__(self) -> bool:
        return bool(self.backups or self.set_aside)

    def __add__(self, other: "Copies") -> "Copies":
        return Copies(self.backups + other.backups, self.set_aside + other.set_aside)

    def of_desk(self, *, is_wanted: bool) -> "Copies":
        """Only those of the hub's desk, or only those of one's own reports."""
        name = DESK.kind.file_name
        return Copies(
            tuple(each for each in self.backups if each.is_of_desk == is_wanted),
            tuple(each for each in self.set_aside if each.name.startswith(name) == is_wanted),
        )


def copies(
    ids: Collection[str], folder: Path, backups: Iterable[Path], sort: Sort = REPORTS
) -> Copies:
    """Look through the backups in these folders, and what was set aside in the data folder.

    The ids are those of reports; for the desk the hashes of returns and files. Raises StoreError
    when a folder cannot be read.
    """
    held = [each for place in backups for each in _holding(place, ids, sort)]
    return Copies(tuple(held), tuple(restoring.set_aside_in(folder, sort)))


def replace_copies(
    store: Store | Desk, held: Copies, backups: Sequence[Path], *, now: datetime
) -> list[Path]:
    """Make a fresh backup in each folder, and only then remove its copies; what was removed.

    Raises StoreError with the reason; a folder whose backup cannot be made keeps its old ones.
    """
    made = [store.back_up(place, now=now).path for place in backups]
    gone = [each.path for each in held.backups if each.path not in made]
    for path in (*gone, *held.set_aside):
        with told(path, what="Backups"):
            files.overwrite(path)
    return [*gone, *held.set_aside]


def _holding(folder: Path, ids: Collection[str], sort: Sort) -> Iterator[Backup]:
    ids_in = desk_backup.hashes_in if sort is DESK else proving.ids_in
    for each in backup.listed(folder, sort):
        try:
            if not ids_in(each.path).isdisjoint(ids):
                yield each
        except (StoreDamagedError, StoreTooNewError):
            yield each
