"""Knows reporting periods: reads what people type, and prints them as the report does."""

from dataclasses import dataclass
from datetime import date

from highlight_desktop.errors import PeriodError


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
        """The period as documents print it: "8 to 21 June 2020"."""
        raise NotImplementedError

    @property
    def days(self) -> int:
        """How many days it has, both ends counted."""
        return (self.end - self.start).days + 1


def read(typed: str) -> Period:
    """Understand a reporting period as typed.

    Raises PeriodError with a sentence that says why it cannot be understood.
    """
    raise PeriodError(f"“{typed}” is not a reporting period.", "Type it like “8 to 21 June 2020”.")
