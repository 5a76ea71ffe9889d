"""Knows the two councils that do not exist: their services, who leads them, and how they write."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from highlight_desktop.store.expectations import Cadence, Council, Expected


@dataclass(frozen=True, slots=True)
class Area:
    """One service area, and the words by which its reports differ from those of others."""

    number: int
    expected: Expected
    """As it stands in the hub's list."""
    author: str
    places: Sequence[str]
    people: str
    """Those it is there for."""
    partner: str
    works: Sequence[str]
    """What it builds: noun phrases with their article."""
    changes: Sequence[str]
    """How it means to work otherwise."""
    measures: Sequence[tuple[str, int]]
    """What it counts, and how many those are in an ordinary fortnight."""
    risks: Sequence[str]

    @property
    def name(self) -> str:
        """As it stands at the head of its reports."""
        return self.expected.service_area


@dataclass(frozen=True, slots=True)
class Councils:
    """All that is made up."""

    local_authority: str
    hub: str
    hub_address: str
    areas: Sequence[Area]
    works: Mapping[str, Sequence[str]]
    """Sentences about building, for each phase of it, in order."""
    changes: Mapping[str, Sequence[str]]
    topics: Mapping[str, Sequence[str]]
    """Sentences for each topic of the form."""
    said: Mapping[str, Sequence[str]]
    """What is said in passing: reasons and corrections."""

    @property
    def own(self) -> Sequence[Area]:
        """The service areas of the director in whose chair one sits."""
        return [each for each in self.areas if each.author == self.areas[0].author]


@cache
def councils() -> Councils:
    """Read them from the words that come with the program."""
    text = (files("resources") / "demo" / "year.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    return Councils(
        values["local_authority"],
        values["hub"],
        values["hub_address"],
        [_area(number, each) for number, each in enumerate(values["area"])],
        *(MappingProxyType(values[key]) for key in ("works", "changes", "topics", "said")),
    )


def _area(number: int, values: Mapping[str, Any]) -> Area:
    expected = Expected(
        values["name"],
        values["director"],
        values["address"],
        Council(values["council"]),
        Cadence(values.get("cadence", Cadence.FORTNIGHTLY)),
    )
    measures = [(str(name), int(usual)) for name, usual in values["measures"]]
    kept = {key: values[key] for key in ("places", "people", "partner", "works", "changes")}
    author = f"{expected.director}, {values['role']}"
    return Area(number, expected, author, measures=measures, risks=values["risks"], **kept)
