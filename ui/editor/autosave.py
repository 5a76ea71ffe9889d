"""Knows when a draft is due to be saved, and what the author is told about it."""

from dataclasses import dataclass, field
from datetime import datetime

from highlight_desktop.errors import HighlightError
from highlight_desktop.report.calendar_words import printed_moment
from highlight_desktop.report.report import Place

QUIET_S = 0.5
"""A draft is saved when nothing was typed for so long."""
LATEST_S = 1.0
"""An edit never waits longer than this, however fast the author types on."""
RETRY_S = (1.0, 2.0, 5.0, 10.0)
"""How long to wait after each failure in a row; the last figure goes on for ever."""


@dataclass(slots=True)
class Autosave:
    """Which places are not saved yet, and when they are due. The clock is an argument.

    All times are seconds on a clock that only goes forward.
    """

    unsaved: set[Place] = field(default_factory=set)
    """Edited since the last save was handed over."""
    under_way: frozenset[Place] = frozenset()
    """Handed over, and not yet known to be in the database."""
    failures: int = 0
    """How many saves have failed since the last one that went well."""
    _first_edit: float = 0.0
    _last_edit: float = 0.0
    _not_before: float = 0.0

    def edited(self, place: Place, now: float) -> None:
        """The author changed something."""
        if not self.unsaved:
            self._first_edit = now
        self._last_edit = now
        self.unsaved.add(place)

    def due_in(self, now: float) -> float | None:
        """Seconds until the next save is due; None when there is nothing to wait for.

        While a save is under way the next one waits for it, so that a slow disk never
        has two to do.
        """
        if not self.unsaved or self.under_way:
            return None
        due = min(self._last_edit + QUIET_S, self._first_edit + LATEST_S)
        return max(due, self._not_before) - now

    def hand_over(self) -> frozenset[Place]:
        """The places to save now; they count as under way until `saved` or `failed`."""
        self.under_way = frozenset(self.unsaved)
        self.unsaved.clear()
        return self.under_way

    def saved(self) -> None:
        """What was under way is in the database."""
        self.under_way = frozenset()
        self.failures = 0
        self._not_before = 0.0

    def failed(self, now: float) -> None:
        """What was under way is not in the database, and is to be tried again after a while."""
        if not self.unsaved:
            self._first_edit = self._last_edit = now
        self.unsaved |= self.under_way
        self.under_way = frozenset()
        self._not_before = now + RETRY_S[min(self.failures, len(RETRY_S) - 1)]
        self.failures += 1

    @property
    def all_saved(self) -> bool:
        """True when every edit is known to be in the database."""
        return not self.unsaved and not self.under_way


@dataclass(frozen=True, slots=True)
class SavedState:
    """What the status line says."""

    words: str
    is_good: bool
    """True only when everything typed is in the database."""
    is_problem: bool = False


def saved_at(moment: datetime) -> SavedState:
    """Everything is saved since then. `moment` is shown in the time zone it carries."""
    return SavedState(f"All changes saved {moment:%H:%M:%S}", is_good=True)


def saved_on(moment: datetime) -> SavedState:
    """Everything is saved, and has been since a day that need not be today. The day keeps together
    where there is no room for all on one line."""
    together = printed_moment(moment).replace(" ", "\u00a0")
    return SavedState(f"All changes saved {together}", is_good=True)


SAVING = SavedState("Saving…", is_good=False)


def reason(error: BaseException) -> str:
    """Why saving failed and what to do, in words; a fault of ours has no words of its own."""
    return str(error) if isinstance(error, HighlightError) else "The program met a fault."


def not_saved(error: BaseException) -> SavedState:
    """Why not, and what to do; the text stays in the window and saving is tried again."""
    words = f"Not saved. {reason(error)} Your text is kept in this window; saving is tried again."
    return SavedState(words, is_good=False, is_problem=True)
