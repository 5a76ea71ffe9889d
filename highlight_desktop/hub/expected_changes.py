"""Knows how the list of whom reports are expected from has changed: what, and when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store.expectations import Expected, Kept

_CALLED = {
    "service_area": "Name",
    "director": "Director",
    "address": "E-mail address",
    "council": "Council",
    "cadence": "How often",
    "first_day": "First day",
    "last_day": "Last day",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed about one service area, at once."""

    at: datetime
    service_area: str
    told: str
    """In words: "Director: was “A. Head”, is “B. Head”."."""


def changes(kept: Iterable[Kept]) -> list[Change]:
    """Every change of the list, the last one first, then by service area."""
    gone, come = defaultdict[tuple[datetime, str], list[Expected]](list), {}
    for each in kept:
        key = each.expected.service_key
        come[each.since, key] = each.expected
        if each.until:
            gone[each.until, key].append(each.expected)
    found = [
        Change(at, is_now.service_area, _told(gone.get((at, key), [None])[-1], is_now))
        for (at, key), is_now in come.items()
    ]
    found += [
        Change(at, was[-1].service_area, "Taken off the list.")
        for (at, key), was in gone.items()
        if (at, key) not in come
    ]
    return sorted(sorted(found, key=lambda one: one.service_area), key=_when, reverse=True)


def _when(change: Change) -> datetime:
    return change.at


def _told(before: Expected | None, now: Expected) -> str:
    names = [each.name for each in fields(Expected)]
    if before is None:
        values = (
            f"{_CALLED[name]} {_word(getattr(now, name))}"
            for name in names
            if name != "service_area" and getattr(now, name)
        )
        return f"Added: {', '.join(values)}."
    return " ".join(
        f"{_CALLED[name]}: was {_word(getattr(before, name))}, is {_word(getattr(now, name))}."
        for name in names
        if getattr(before, name) != getattr(now, name)
    )


def _word(value: object) -> str:
    if isinstance(value, date):
        return printed(value, value)
    return f"“{value}”" if value else "empty"
