"""Knows how long backups are kept: all at first, then one a day, then one a week.

Counted are days and weeks of which there is a backup, as restic and Borg do it. So neither a
long absence nor a clock that jumps ahead empties the folder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rungs:
    """How many backups are kept of what is past."""

    all_for: timedelta
    """So long every backup is kept."""
    days: int
    """Of the last so many days with backups, the last one of the day is kept."""
    weeks: int
    """Of the last so many weeks with backups, the last one of the week is kept."""


USUAL = Rungs(timedelta(days=2), 14, 8)
SPARING = Rungs(timedelta(0), 3, 4)
"""For large ones: six at most, for the newest is the last of its day and of its week."""


def surplus(
    made: Iterable[datetime],
    now: datetime,
    oldest: datetime | None = None,
    rungs: Rungs = USUAL,
) -> set[datetime]:
    """Which of the backups made at these moments may go; `oldest`: none made before that stays.

    Never the newest, and never one that seems to come from the future: then a clock is
    wrong, and nobody knows which.
    """
    newest_first = sorted((each for each in set(made) if each <= now), reverse=True)
    kept = {each for each in newest_first if now - each <= rungs.all_for}
    for number, as_many in ((_day, rungs.days), (_week, rungs.weeks)):
        last: dict[int, datetime] = {}
        for at in newest_first:
            last.setdefault(number(at), at)
        kept.update(list(last.values())[:as_many])
    if oldest is not None:
        kept = {each for each in kept if each >= oldest} | set(newest_first[:1])
    return set(newest_first) - kept


def _day(at: datetime) -> int:
    """Days since the beginning of the calendar, in UTC."""
    return at.astimezone(UTC).date().toordinal()


def _week(at: datetime) -> int:
    """Weeks since the beginning of the calendar, which was a Monday."""
    return (_day(at) - 1) // 7
