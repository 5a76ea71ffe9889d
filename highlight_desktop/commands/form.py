"""Knows the commands that need no reports: the editions of the form, and a period understood."""

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from highlight_desktop.commands import console
from highlight_desktop.commands.outcome import DONE, NO, Work
from highlight_desktop.errors import PeriodError
from highlight_desktop.report import edition, period
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.text import one_line


def editions(asked: argparse.Namespace) -> int:
    """The editions of the form, oldest first."""
    if asked.json:
        console.say_json([edition_plain(one) for one in edition.bundled()])
    else:
        for one in edition.bundled():
            console.say(f"{one.id}  {one.title} ({len(one.sections)} sections)")
    return DONE


def understand(asked: argparse.Namespace) -> int:
    """How a period is understood. One that is not has the same keys, all null, and "error"."""
    typed = one_line(asked.text)
    try:
        read = period.read(typed)
    except PeriodError as error:
        if asked.json:
            nothing = dict.fromkeys(("start", "end", "label", "days"))
            console.say_json({"typed": typed, **nothing, "error": str(error)})
        console.tell(str(error))
        return NO
    if asked.json:
        console.say_json(
            {
                "typed": read.typed,
                "start": read.start.isoformat(),
                "end": read.end.isoformat(),
                "label": read.label,
                "days": read.days,
            }
        )
    else:
        console.say(f"{read.label} ({read.days} {'day' if read.days == 1 else 'days'})")
    return DONE


def edition_plain(one: Edition) -> dict[str, object]:
    """An edition in the words of the command line's JSON."""
    parts = {part.id: part.heading for part in one.parts}
    return {
        "id": one.id,
        "title": one.title,
        "header": [{"id": str(field.id), "label": field.label} for field in one.header],
        "sections": [
            {
                "id": section.id,
                "part": parts.get(section.part),
                "heading": section.heading,
                "topic": str(section.topic),
                "answers": [str(kind) for kind in section.answers],
            }
            for section in one.sections
        ],
    }


WORK: Mapping[str, Work] = MappingProxyType({"editions": editions, "period": understand})
