"""Knows whether a folder is fit for the reports, and says so in words a director understands.

Pure: the facts are passed in, and the moment, so that every judgement can be tried anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import PurePath, PureWindowsPath

from highlight_desktop import windows
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.probing import Facts

LITTLE_ROOM_BYTES = 500_000_000
"""Below this, the user is warned."""
NO_ROOM_BYTES = 20_000_000
"""Below this, a folder is not fit: the search index and one backup would not find room."""
FIRST_YEAR, LAST_YEAR = 2020, 2090
"""A clock that says another year is wrong."""
CLOCK_TOLERANCE = timedelta(hours=24)
"""A clock may be this far before the last save; travellers' and summer time are."""


class Weight(IntEnum):
    """How much an observation matters; the worst decides."""

    GOOD = 0
    DOUBTFUL = 1
    """It may stay so, but it should be known."""
    BAD = 2
    """Reports may be lost, or cannot be kept here at all."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was looked at."""

    weight: Weight
    message: str
    """A whole sentence."""
    remedy: str = ""
    """What to do about it, as a sentence; empty when it is good."""

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was looked at about a folder."""

    folder: PurePath
    observations: Sequence[Observation]

    @property
    def weight(self) -> Weight:
        """That of the worst observation."""
        return max((each.weight for each in self.observations), default=Weight.GOOD)

    @property
    def concerns(self) -> list[Observation]:
        """What is not good, the worst first."""
        found = (each for each in self.observations if each.weight is not Weight.GOOD)
        return sorted(found, key=lambda each: -each.weight)


def examine(facts: Facts, *, now: datetime, last_saved: datetime | None = None) -> Diagnosis:
    """Judge a folder; `last_saved` is when a report in it was last saved, as far as is known."""
    return Diagnosis(
        facts.folder,
        [
            _kind_of_place(facts),
            *_carried_along(facts),
            *_other_copies(facts),
            *_length(facts),
            *_writing(facts),
            _room(facts.free_bytes),
            *_names(facts),
            _clock(now, last_saved),
        ],
    )


def size_in_words(size_bytes: int) -> str:
    """A size as people say it: “3.4 GB”, “250 MB”."""
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1_000_000_000:,.1f} GB"
    return f"{size_bytes // 1_000_000:,} MB" if size_bytes >= 1_000_000 else "less than 1 MB"


_ELSEWHERE = "Move your reports to a folder on this computer’s own disk."


def _kind_of_place(facts: Facts) -> Observation:
    if facts.is_share or facts.drive is Drive.NETWORK:
        return Observation(
            Weight.BAD,
            "This folder is on another computer, across the network, where two people’s saves can"
            " damage each other.",
            f"{_ELSEWHERE} Backups may go to the network.",
        )
    if facts.drive is Drive.DISC:
        return Observation(Weight.BAD, "This folder is on a disc that is only read.", _ELSEWHERE)
    if facts.drive is Drive.REMOVABLE:
        return Observation(
            Weight.DOUBTFUL,
            "This folder is on a disk that can be pulled out. What is being typed then has to wait"
            " until it is back.",
            "Keep it plugged in while the program is open, or move your reports to this computer’s"
            " own disk.",
        )
    if facts.drive is Drive.MEMORY:
        return Observation(
            Weight.DOUBTFUL,
            "This folder is kept in memory and is gone when the computer is switched off.",
            _ELSEWHERE,
        )
    system = f" ({facts.file_system})" if facts.file_system else ""
    if facts.drive is Drive.UNKNOWN:
        return Observation(
            Weight.GOOD, f"Nothing is known against the disk this folder is on{system}."
        )
    return Observation(Weight.GOOD, f"This folder is on this computer’s own disk{system}.")


def _carried_along(facts: Facts) -> Iterator[Observation]:
    if facts.is_portable:
        yield Observation(
            Weight.GOOD,
            "This folder is beside the program and is carried along with it. Nothing of your"
            " reports is kept elsewhere on this computer.",
        )


def _length(facts: Facts) -> Iterator[Observation]:
    """Measured as Windows does; other systems take paths of thousands of characters."""
    length = len(str(facts.path))
    if isinstance(facts.path, PureWindowsPath) and length > windows.LONGEST_FOLDER:
        yield Observation(
            Weight.BAD,
            f"The path of this folder has {length} characters, and Windows takes no more than"
            f" {windows.LONGEST_FOLDER} where files are to go in.",
            "Move your reports to a folder higher up.",
        )


def _other_copies(facts: Facts) -> Iterator[Observation]:
    if facts.cloud:
        yield Observation(
            Weight.BAD,
            f"{facts.cloud} copies this folder to other computers while it is being written to,"
            " and can put an old copy in the place of a new one.",
            f"{_ELSEWHERE} Backups may go there.",
        )
    if facts.is_roaming:
        yield Observation(
            Weight.BAD,
            "This folder belongs to a profile that is copied from computer to computer when you"
            " sign in and out.",
            _ELSEWHERE,
        )


def _writing(facts: Facts) -> Iterator[Observation]:
    trial = facts.trial
    if trial.refused:
        yield Observation(
            Weight.BAD,
            f"Nothing can be written here: {trial.refused}.",
            "Have that changed, or move your reports to another folder.",
        )
        return
    yield Observation(Weight.GOOD, "Files can be written here, and stay when they are moved.")
    if trial.locks is False:
        yield Observation(
            Weight.BAD,
            "Locks do not work here, so two programs could write to your reports at once.",
            _ELSEWHERE,
        )
    elif trial.locks:
        yield Observation(
            Weight.GOOD, "Locks work, so no two programs can write to your reports at once."
        )


def _room(free_bytes: int | None) -> Observation:
    if free_bytes is None:
        return Observation(
            Weight.DOUBTFUL,
            "How much room there is on the disk could not be found out.",
            "Have the disk looked at.",
        )
    free = size_in_words(free_bytes)
    if free_bytes < LITTLE_ROOM_BYTES:
        bad = free_bytes < NO_ROOM_BYTES
        return Observation(
            Weight.BAD if bad else Weight.DOUBTFUL,
            f"The disk is {'full' if bad else 'nearly full'}: {free} free.",
            "Make room on it.",
        )
    return Observation(Weight.GOOD, f"There is room on the disk: {free} free.")


def _names(facts: Facts) -> Iterator[Observation]:
    if facts.names > 1:
        yield Observation(
            Weight.BAD,
            f"The file of your reports has {facts.names} names on this disk. Opened by another of"
            " them, the last saves could be missed.",
            "Have all names but this one removed, or move your reports, which makes a file with"
            " one name.",
        )
    if facts.path != facts.folder:
        yield Observation(
            Weight.GOOD, f"The folder is a link; your reports themselves are in “{facts.path}”."
        )


def _day(moment: datetime) -> str:
    return printed(moment.date(), moment.date())


def _clock(now: datetime, last_saved: datetime | None) -> Observation:
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        wrong = f"This computer’s clock says it is {_day(now)}, which cannot be."
    elif last_saved is not None and last_saved - now > CLOCK_TOLERANCE:
        wrong = (
            f"This computer’s clock says it is {_day(now)}, but a report was saved on"
            f" {_day(last_saved)}."
        )
    else:
        return Observation(Weight.GOOD, "Nothing is known against this computer’s clock.")
    return Observation(
        Weight.DOUBTFUL,
        wrong,
        "Have the clock set. Your reports are kept in order all the same; the times shown beside"
        " them may be wrong.",
    )
