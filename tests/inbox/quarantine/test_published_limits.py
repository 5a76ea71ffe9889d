"""The limits that docs/quarantine-check.md gives are those in force."""

import re
from importlib import import_module
from pathlib import Path

from highlight_desktop.inbox.quarantine import markup
from highlight_desktop.inbox.quarantine.process import Limits

PAGE = (Path(__file__).parents[3] / "docs" / "quarantine-check.md").read_text(encoding="utf-8")


def number(written: str) -> int:
    return int(written.replace(",", ""))


def in_force(where: str) -> object:
    module, *names = where.split(".")
    if names[0] == "Limits":
        return getattr(Limits(), names[1])
    return getattr(import_module(f"highlight_desktop.inbox.quarantine.{module}"), names[0])


def test_the_limits_of_a_file_are_as_published() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+) \| `([\w.]+)` \|$", PAGE, re.MULTILINE)
    assert {where: in_force(where) for _, where in rows} == {
        where: number(most) for most, where in rows
    }
    assert len(rows) == 30


def test_so_are_those_of_the_elements_in_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|$", PAGE, re.MULTILINE)
    assert dict(markup.MOST) == {name: number(most) for name, most in rows}
