"""Knows what is said of a return that is open: how far it can be trusted, and where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from highlight_desktop.report.calendar_words import printed, printed_moment
from highlight_desktop.report.text import listed, one_line
from highlight_desktop.store.desk import Standing, Verdict
from ui.hub.shapes import Shape
from ui.widgets.local_time import here

if TYPE_CHECKING:
    from highlight_desktop.hub.reading import Reading
    from highlight_desktop.store.desk import Arrival, Returned

SHAPES = {
    Verdict.AS_SUBMITTED: Shape.DONE,
    Verdict.ALTERED: Shape.WARNING,
    Verdict.NOT_VERIFIED: Shape.LATE,
    Verdict.UNREADABLE: Shape.MISSING,
}
_MAY_BREAK = "\u200b"
_MEANINGS = {
    Verdict.AS_SUBMITTED: "",
    Verdict.ALTERED: "The file was altered after submission; here is what was submitted.",
    Verdict.NOT_VERIFIED: "Nothing says that it is as it was written.",
    Verdict.UNREADABLE: "",
}
_STANDINGS = {
    Standing.CURRENT: "",
    Standing.SUPERSEDED: "A later version came.",
    Standing.CONFLICT: "Another return says it is the same report and version.",
}


def verdict_in_words(reading: Reading) -> str:
    """The verdict, what it means, and what the return is to others: one or more sentences."""
    told = (
        f"{reading.verdict.capitalize()}.",
        _MEANINGS[reading.verdict],
        _STANDINGS[reading.returned.standing],
    )
    return " ".join(each for each in told if each)


def came_in_words(arrival: Arrival) -> str:
    """Who sent a file, when it was received, and what it is called, in one sentence."""
    sender, when = sender_in_words(arrival), when_in_words(arrival)
    came = f"{sender}, {when[:1].lower()}{when[1:]}" if sender else when
    return f"{came} in {name_in_words(arrival)}."


def sender_in_words(arrival: Arrival) -> str:
    """Who sent a file; empty when that is not known."""
    return f"From {one_line(arrival.sender)}" if arrival.sender else ""


def when_in_words(arrival: Arrival) -> str:
    """When a file was received."""
    return f"Received {printed_moment(here(arrival.received_at))}"


def name_in_words(arrival: Arrival) -> str:
    """What a file is called; a long name may be broken where its words end."""
    name = listed(arrival.name).replace("_", f"_{_MAY_BREAK}")
    return f"“{name}”"


def version_in_words(returned: Returned) -> str:
    """Which of several a return is: "Version 2, submitted 24 June 2026, 11:12 – superseded"."""
    if returned.verified:
        when = f"submitted {printed_moment(here(returned.submitted_at))}"
    else:
        when = "not verified when"
    standing = returned.standing
    remark = "" if standing is Standing.CURRENT else f" – {standing.replace('_', ' ')}"
    return f"Version {returned.version}, {when}{remark}"


def name_of(returned: Returned) -> str:
    """Which return it is: "Parks, 8 to 21 June 2026"."""
    days = printed(returned.period_start, returned.period_end)
    return f"{listed(returned.service_areas)}, {days}"
