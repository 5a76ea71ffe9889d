"""Knows how the author's own reports and the hub's desk are searched as if they were one."""

from collections.abc import Callable
from itertools import chain, zip_longest

from highlight_desktop.errors import HighlightError
from highlight_desktop.store.hits import PAGE, Hits

NOWHERE = Hits(0, ())


def together(own: Hits, received: Hits, *, at_most: int = PAGE) -> Hits:
    """One list of what was found in both, the best first.

    Each database ranks by its own measure, and the figures of two cannot be compared: so the best
    of the one stands beside the best of the other, and the author's own comes first.
    """
    ranks = zip_longest(own.best, received.best)
    best = [hit for hit in chain.from_iterable(ranks) if hit is not None]
    has_older = own.has_older or received.has_older
    return Hits(own.total + received.total, tuple(best[:at_most]), has_older=has_older)


def on_the_desk(search: Callable[[], Hits]) -> tuple[Hits, HighlightError | None]:
    """What was found there, and why nothing could be; what is wrong there costs nothing else."""
    try:
        return search(), None
    except HighlightError as error:
        return NOWHERE, error
