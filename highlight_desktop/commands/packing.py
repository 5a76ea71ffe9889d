"""Knows the command that makes a pack of what was returned: hub pack."""

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from highlight_desktop import forms, settings
from highlight_desktop.commands import chosen, console
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.hub import pack
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.report import marking, period
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.text import one_line
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Council


def make(asked: argparse.Namespace) -> int:
    """Write the pack of a period; one without a single report is written, and is a no."""
    selection = Selection(
        period.read(one_line(asked.period)),
        Council(asked.council) if asked.council else None,
        tuple(map(Topic, asked.topic)),
        one_line(asked.words),
        forms.load(asked.data).added,
    )
    address = settings.desk_address(chosen.in_force(asked.data))
    with Desk.open(asked.data, address) as desk:
        made = pack.make(desk, selection, asked.to, Arrangement(asked.by))
    for path in (made.document, made.workbook):
        console.say(one_line(str(path)))
    missing = f", {made.missing:,} returned nothing" if made.missing else ""
    reports = "1 report" if made.returns == 1 else f"{made.returns:,} reports"
    marked = marking.in_words(" · ".join(made.markings))
    console.say(f"{reports}{missing}; {made.pages:,} pages; protective marking: {marked}")
    if not made.returns:
        console.tell("Nothing was returned that could be in this pack.")
    return DONE if made.returns else NO


WORK: Mapping[str, Work] = MappingProxyType({"hub": make})
