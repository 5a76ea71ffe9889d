"""Knows how much of the window, of a month of work and of stories the release run tries."""

from collections.abc import Iterator
from functools import partial

from tests.durability import machines, soak, window_kills
from tests.durability.figures import Counted, Figure, Round

KILLS, KILLS_AT_ONCE = 1_000, 20
ACTS, ACTS_AT_ONCE = 20_000, 5_000
STORIES, STORIES_AT_ONCE = 4_000, 100


def all_window_kills(share: float, counted: Counted) -> Iterator[Round]:
    """Each a start of its own, stopped and looked at twice before it is killed."""
    whole = max(KILLS_AT_ONCE, int(KILLS * share))
    for start in range(0, whole, KILLS_AT_ONCE):
        numbers = range(start, min(start + KILLS_AT_ONCE, whole))
        work = partial(window_kills.campaign, numbers, 7, 2)
        yield Round(f"Window killed {start}", work, start / whole)


def control_of_window_kills(share: float, counted: Counted) -> Iterator[Round]:
    """A window that says “saved” before it is."""
    yield Round("Window too early 0", partial(window_kills.campaign, range(2), 7, 40, "early"), 0)


def all_acts(share: float, counted: Counted) -> Iterator[Round]:
    """In few long rounds: what grows slowly is not seen in many short ones."""
    rounds = max(1, round(ACTS * share / ACTS_AT_ONCE))
    for number in range(rounds):
        work = partial(soak.campaign, number + 1, min(ACTS_AT_ONCE, int(ACTS * share)))
        yield Round(f"Soak {number + 1}", work, number / rounds)


def all_stories(share: float, counted: Counted) -> Iterator[Round]:
    """Each round from a seed of its own."""
    rounds = max(1, round(STORIES * share / STORIES_AT_ONCE))
    for number in range(rounds):
        work = partial(machines.campaign, number + 1, STORIES_AT_ONCE)
        yield Round(f"Stories {number + 1}", work, number / rounds)


_WINDOW = ("highlight_desktop", "ui", "tests/durability/sitting.py", "tests/durability/month.py")
_KILLS = (*_WINDOW, "tests/durability/typing_on.py", "tests/durability/window_kills.py")
FIGURES = [
    Figure("window", ("Window killed",), all_window_kills, _KILLS),
    Figure(
        "window control", ("Window too early",), control_of_window_kills, _KILLS, must_fail=True
    ),
    Figure("soak", ("Soak",), all_acts, (*_WINDOW, "tests/durability/soak.py")),
    Figure(
        "stories",
        ("Stories",),
        all_stories,
        ("highlight_desktop", "tests/durability/machines.py"),
    ),
]
