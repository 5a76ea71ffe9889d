"""Knows how a moment is told by the clock on the wall, also in the hour that comes twice."""

from datetime import UTC, datetime

from highlight_desktop.report.calendar_words import printed_moment


def here(moment: datetime) -> datetime:
    """A moment by this computer's clock; by UTC where the system knows no clock for it.

    Windows knows none before 1970, and a report from elsewhere may bear any date.
    """
    try:
        return moment.astimezone()
    except (OSError, OverflowError, ValueError):
        return moment.astimezone(UTC)


def printed_here(moment: datetime) -> str:
    """A moment by this computer's clock: "12 June 2020, 09:05".

    In the night when the clocks go back, an hour comes twice: "25 October 2026, 01:30 (UTC+1)".
    """
    local = here(moment)
    offset = offset_words(local)
    return f"{printed_moment(local)} ({offset})" if offset else printed_moment(local)


def offset_words(local: datetime) -> str:
    """How far a local time is ahead of UTC, when the wall alone does not say which it is."""
    on_the_wall = local.replace(tzinfo=None)
    # Python calls both equal; only their distance from UTC tells one from the other.
    try:
        meant = {on_the_wall.replace(fold=fold).astimezone().utcoffset() for fold in (0, 1)}
    except (OSError, OverflowError, ValueError):
        return "UTC"
    if len(meant) == 1:
        return ""
    offset = local.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset is not None else 0
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
