"""Knows the command `search`: where words stand in all that is kept or was received."""

import argparse
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from highlight_desktop import settings
from highlight_desktop.commands import chosen, console, values
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.hub import finding
from highlight_desktop.hub.desk_door import there_is_a_desk
from highlight_desktop.report import period
from highlight_desktop.report.report import UNTITLED, short_id
from highlight_desktop.report.search_words import Excerpt
from highlight_desktop.report.text import one_line
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.hits import Hit, Hits
from highlight_desktop.store.reports import Store
from highlight_desktop.store.search import Narrowing


def search(asked: argparse.Namespace) -> int:
    """The places in which all the words stand, the best first."""
    typed = " ".join(asked.words)
    days = period.read(asked.period) if asked.period is not None else None
    within = Narrowing(
        service_area=asked.area or "",
        start=days.start if days else None,
        end=days.end if days else None,
        topic=asked.topic or "",
    )
    with Store.open(asked.data) as store:
        own = store.search(typed, within)
    received, refused = finding.on_the_desk(lambda: _on_the_desk(asked, typed, within))
    found = finding.together(own, received)
    if asked.json:
        console.say_json(values.of_hits(typed, found, refused))
    elif found.total:
        _say(found)
    if refused is not None:
        console.tell(f"The hub’s desk was not searched. {one_line(str(refused))}")
    if not found.total:
        console.tell("Nothing was found. Try fewer words, or another word for it.")
    return DONE if found.total else NO


def _on_the_desk(asked: argparse.Namespace, typed: str, within: Narrowing) -> Hits:
    """What was found in the reports received, where there is a desk."""
    in_force = chosen.in_force(asked.data)
    if not there_is_a_desk(asked.data, in_force):
        return finding.NOWHERE
    with Desk.open(asked.data, settings.desk_address(in_force)) as desk:
        return desk.search(typed, within)


def _say(found: Hits) -> None:
    for hit in found.best:
        console.say(_title(hit))
        console.say(f"  {_marked(hit.excerpt)}")
    if found.total > len(found.best):
        console.say(f"These are the best {len(found.best)} of {found.total:,} places.")


def _title(hit: Hit) -> str:
    areas = one_line(hit.service_areas) or UNTITLED
    state = f"hub’s desk, {hit.state.replace('_', ' ')}" if hit.sha256 else hit.state
    parts = (areas, one_line(hit.period_typed), hit.heading, state)
    return f"{short_id(hit.report_id)}  {' · '.join(part for part in parts if part)}"


def _marked(shown: Excerpt) -> str:
    """The words that were asked for stand [in brackets]."""
    cuts = [0, *(at for mark in shown.marks for at in mark), len(shown.text)]
    pieces = [shown.text[start:end] for start, end in pairwise(cuts)]
    return "".join(f"[{each}]" if n % 2 else each for n, each in enumerate(pieces))


WORK: Mapping[str, Work] = MappingProxyType({"search": search})
