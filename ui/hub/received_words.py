"""Knows what is said of a file that came in: the shape of its verdict, and what to do about it."""

from highlight_desktop.hub.receiving import Outcome, Received
from highlight_desktop.store.desk import Standing, Verdict
from ui.hub.return_words import name_of
from ui.hub.shapes import Shape

SHAPES = {
    Outcome.AS_SUBMITTED: Shape.DONE,
    Outcome.ALTERED: Shape.WARNING,
    Outcome.DUPLICATE: Shape.AGAIN,
    Outcome.OLDER_VERSION: Shape.NIL,
    Outcome.CONFLICT: Shape.CONFLICT,
    Outcome.NOT_VERIFIED: Shape.LATE,
    Outcome.UNREADABLE: Shape.MISSING,
    Outcome.LEFT_OUT: Shape.NOT_DUE,
}
DONE_NEXT = "Nothing"
_NEXT = {
    Outcome.ALTERED: "Ask the sender which is right. What was submitted is what is kept.",
    Outcome.CONFLICT: "Ask the service which of the two counts, and for a correction.",
    Outcome.NOT_VERIFIED: "Look it through: nothing says that it is as it was written.",
    Outcome.UNREADABLE: "The details say why, and what to do.",
}


_FIRST = {
    Verdict.ALTERED: Outcome.ALTERED,
    Verdict.UNREADABLE: Outcome.UNREADABLE,
    Verdict.NOT_VERIFIED: Outcome.NOT_VERIFIED,
}


def next_step(received: Received) -> str:
    """What is to be done about a file, however often it has come; empty when nothing is."""
    return _NEXT.get(_meant(received), "")


def _meant(received: Received) -> Outcome:
    """What a file is, of a duplicate what the first one is."""
    found = received.returned
    if received.outcome is not Outcome.DUPLICATE:
        return received.outcome
    if found is not None and found.standing is Standing.CONFLICT:
        return Outcome.CONFLICT
    return _FIRST.get(received.verdict or Verdict.AS_SUBMITTED, Outcome.DUPLICATE)


def report_in_words(received: Received) -> str:
    """Which report is in a file: "Parks, 8 to 21 June 2026, version 2"; or that none is."""
    found = received.returned
    if found is None:
        return "None"
    return f"{name_of(found)}, version {found.version}"
