"""Knows protective markings: the two of government, and how a council's own words become one.

https://www.gov.uk/government/publications/government-security-classifications
"""

from collections.abc import Iterable

from highlight_desktop.report.text import one_line

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
"""Those to choose from; a council may have words of its own instead."""
NONE = "None"
"""What having no marking is called."""
LIMIT = 80
"""Letters in a marking: it stands whole at the head and the foot of every page."""


def from_typed(typed: str) -> str:
    """The marking somebody means, on one line; empty for none."""
    marking = one_line(typed)[:LIMIT].strip()
    return "" if marking.casefold() == NONE.casefold() else marking


def in_words(marking: str) -> str:
    """What to show for a marking, also for none."""
    return marking or NONE


def covers(marking: str, other: str) -> bool:
    """True if words of a report marked `other` may stand in one with this marking.

    Of a council's own words nobody knows here which is the stricter, so only the same will do.
    """
    own, others = marking.casefold(), other.casefold()
    strictest = MARKINGS[-1].casefold()
    return others in ("", own) or (own == strictest and others == MARKINGS[0].casefold())


def together(markings: Iterable[str]) -> tuple[str, ...]:
    """The markings that a document with parts marked so must bear: the highest of them.

    One of the two of government, if any part has one, and every one of a council's own words,
    because nobody knows which of those is the stricter. Empty when no part has a marking.
    """
    different = {each.casefold(): each for each in sorted(markings, reverse=True) if each}
    return tuple(
        one
        for key, one in sorted(different.items())
        if not any(covers(other, one) for also, other in different.items() if also != key)
    )
