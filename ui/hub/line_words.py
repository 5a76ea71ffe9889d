"""Knows what is said of a service area in a period: the shape and the words of its state."""

from highlight_desktop.hub.returns import Line, State
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store.desk import Returned
from ui.hub.shapes import Shape
from ui.widgets.local_time import here

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


NOT_YET_DUE = "Not yet due"
KINDS = (*(each.label for each in State), NOT_YET_DUE)
"""All that `kind_in_words` says."""
LONGEST_IN_CELL = ("Not expected", "From nobody", "22 September", "120 days late")
"""The longest lines of `cell_in_words`, but for reasons, which are cut to their room."""
_IN_CELL = {State.NOT_EXPECTED: "Not expected", State.UNEXPECTED: "From nobody\nexpected"}


def shape_of(line: Line) -> Shape:
    """The shape before its words."""
    return Shape.AWAITED if line.is_awaited else SHAPES[line.state]


def kind_in_words(line: Line) -> str:
    """The state alone; of what is missing whether it is due at all."""
    return NOT_YET_DUE if line.is_awaited else line.state.label


def cell_in_words(line: Line | None) -> str:
    """The state for a cell of a grid, on two lines at most; None where nothing is to be said."""
    if line is None:
        return _IN_CELL[State.NOT_EXPECTED]
    if line.is_awaited:
        due = line.missing[0].due
        # The period above it has the year.
        return f"{NOT_YET_DUE}\n{printed(due, due).rpartition(' ')[0]}"
    said = _IN_CELL.get(line.state, line.state.label)
    more = line.reason or (f"{_days(line.days_late)} late" if line.days_late else "")
    if line.state is State.LATE:
        more = f"by {_days(line.days_late or 0)}"
    return f"{said}\n{more}" if more else said


def state_in_words(line: Line) -> str:
    """The state, and by how much it is late: "Missing, due 23 June 2026, 4 days late"."""
    parts = [] if line.state is State.LATE else [kind_in_words(line)]
    if line.missing:
        due = line.missing[0].due
        parts.append(f"due {printed(due, due)}")
    if line.days_late:
        days = _days(line.days_late)
        parts.append(f"Late by {days}" if line.state is State.LATE else f"{days} late")
    return ", ".join(parts)


def reports_in_words(line: Line) -> str:
    """Which reports count: "Version 2, received 24 June 2026"."""
    return "; ".join(report_in_words(each) for each in line.latest) or "None"


def report_in_words(returned: Returned) -> str:
    """One report: its version, and when it was received."""
    day = here(returned.received_at).date()
    return f"Version {returned.version}, received {printed(day, day)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
