"""Knows what a reporting period is: whole days, what was typed for them, and their print."""

from dataclasses import dataclass
from datetime import date

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period_grammar import understand


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: whole days, both ends included."""

    typed: str
    """What the author typed, kept exactly."""
    start: date
    """The first day."""
    end: date
    """The last day, never before the first."""

    @property
    def label(self) -> str:
        """The period as documents print it: "8 to 21 June 2020". `read` understands it."""
        return printed(self.start, self.end)

    @property
    def days(self) -> int:
        """How many days it has, both ends counted."""
        return (self.end - self.start).days + 1


def read(typed: str) -> Period:
    """Understand a reporting period as typed; no year is ever guessed from today's date.

    Raises PeriodError with a sentence that says why it cannot be understood.
    """
    return Period(typed, *understand(typed))
