"""Knows the commands that need no reports: the editions of the form, and a period understood."""

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from highlight_desktop import forms
from highlight_desktop.commands import console, values
from highlight_desktop.commands.outcome import CANNOT, DONE, NO, Work
from highlight_desktop.errors import PeriodError
from highlight_desktop.report import period
from highlight_desktop.report.text import one_line


def editions(asked: argparse.Namespace) -> int:
    """The editions of the form, oldest first: those of the program and those that were added.

    A file among the added ones that is no edition is told, and the others are listed all the same.
    """
    known = forms.load(asked.data)
    for fault in known.faults:
        console.tell(str(fault))
    if asked.json:
        console.say_json([values.of_edition(one) for one in known.every])
    else:
        for one in known.every:
            console.say(f"{one.id}  {one.title} ({len(one.sections)} sections)")
    return CANNOT if known.faults else DONE


def understand(asked: argparse.Namespace) -> int:
    """How a period is understood."""
    typed = one_line(asked.text)
    try:
        read = period.read(typed)
    except PeriodError as error:
        if asked.json:
            console.say_json(values.of_no_period(typed, error))
        console.tell(str(error))
        return NO
    if asked.json:
        console.say_json(values.of_period(read))
    else:
        console.say(f"{read.label} ({read.days} {'day' if read.days == 1 else 'days'})")
    return DONE


WORK: Mapping[str, Work] = MappingProxyType({"editions": editions, "period": understand})
