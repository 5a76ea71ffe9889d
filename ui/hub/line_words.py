"""Knows what is said of a service area in a period: the shape and the words of its state."""

from highlight_desktop.hub.returns import Line, State
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store.desk import Returned
from ui.hub.shapes import Shape

SHAPES = {
    State.RECEIVED: Shape.DONE,
    State.LATE: Shape.LATE,
    State.CORRECTED: Shape.AGAIN,
    State.ALTERED: Shape.WARNING,
    State.CONFLICT: Shape.CONFLICT,
    State.MISSING: Shape.MISSING,
    State.NOT_EXPECTED: Shape.NOT_DUE,
    State.UNEXPECTED: Shape.NIL,
}


def state_in_words(line: Line) -> str:
    """The state, and by how much it is late: "Missing, due 23 June 2026, 4 days late"."""
    parts = [] if line.state is State.LATE else [line.state.label]
    if line.missing:
        due = line.missing[0].due
        parts.append(f"due {printed(due, due)}")
    if line.days_late:
        days = "1 day" if line.days_late == 1 else f"{line.days_late:,} days"
        parts.append(f"Late by {days}" if line.state is State.LATE else f"{days} late")
    return ", ".join(parts)


def reports_in_words(line: Line) -> str:
    """Which reports count: "Version 2, received 24 June 2026"."""
    return "; ".join(report_in_words(each) for each in line.latest) or "None"


def report_in_words(returned: Returned) -> str:
    """One report: its version, and when it was received."""
    day = returned.received_at.astimezone().date()
    return f"Version {returned.version}, received {printed(day, day)}"
