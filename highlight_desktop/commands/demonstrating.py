"""Knows the command that fills a folder with a year of demonstration reports, and removes it."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from highlight_desktop import demonstrated
from highlight_desktop.commands import console
from highlight_desktop.commands.outcome import DONE, Work
from highlight_desktop.demonstration import filling
from highlight_desktop.errors import StoreError
from highlight_desktop.store.reports import Store


def fill(asked: argparse.Namespace) -> int:
    """Make it whole, or not at all; say what there is to see and how to be rid of it."""
    made = filling.fill(asked.data, now=datetime.now(UTC), progress=console.progress)
    console.say(f"A year of demonstration reports is in “{made.folder}”:")
    console.say(f"- {made.reports:,} reports of one director, drafts and corrections among them;")
    console.say(f"- {made.returns:,} files on the hub’s desk, from {made.service_areas} services.")
    console.say("Councils, people and figures are invented, and every document says so.")
    console.say(f'To look round: highlight-desktop --data "{made.folder}"')
    console.say("To remove it: Help, Remove the demonstration, in that window,")
    console.say(f'or: highlight-desktop --data "{made.folder}" demo --remove')
    return DONE


def remove(asked: argparse.Namespace) -> int:
    """Remove it, unless somebody wrote in it: the window asks about that, and this cannot."""
    folder = asked.data
    if demonstrated.is_one(folder):
        with Store.open(folder) as store:
            written = filling.written_in(folder, store)
        if written:
            reports = "1 report or return" if written == 1 else f"{written:,} reports or returns"
            raise StoreError(
                f"{reports} in “{folder}” did not come with the demonstration.",
                "Nothing was removed. Help, Remove the demonstration, in its window removes all.",
            )
    filling.remove(folder)
    console.say(f"The demonstration in “{folder}” was removed.")
    return DONE


def _do(asked: argparse.Namespace) -> int:
    return remove(asked) if asked.remove else fill(asked)


WORK: Mapping[str, Work] = MappingProxyType({"demo": _do})
