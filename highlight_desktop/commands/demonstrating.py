"""Knows the command that fills a folder with a year of demonstration reports."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from highlight_desktop.commands import console
from highlight_desktop.commands.outcome import DONE, Work
from highlight_desktop.demonstration import filling


def fill(asked: argparse.Namespace) -> int:
    """Make it whole, or not at all; say what there is to see and how to be rid of it."""
    made = filling.fill(asked.data, now=datetime.now(UTC), progress=console.progress)
    console.say(f"A year of demonstration reports is in “{made.folder}”:")
    console.say(f"- {made.reports:,} reports of one director, drafts and corrections among them;")
    console.say(f"- {made.returns:,} files on the hub’s desk, from {made.service_areas} services.")
    console.say("Councils, people and figures are invented, and every document says so.")
    console.say(f'To look round: highlight-desktop --data "{made.folder}"')
    console.say("To remove it: Help, Remove the demonstration, in that window.")
    return DONE


WORK: Mapping[str, Work] = MappingProxyType({"demo": fill})
