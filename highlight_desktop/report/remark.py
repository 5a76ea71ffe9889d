"""Knows how a remark about a text is pinned down: which characters of which block, and its fix."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing seen in one line of text."""

    code: str
    """Permanent name of the rule, for scripts."""
    start: int
    end: int
    """The characters [start, end) it is about, in code points."""
    shown: str = ""
    """How a message names it; empty where it should not be repeated or names itself."""
    fix: str | None = None
    """What may safely stand there instead; None where only the author can know."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of an answer's prose."""

    block: int
    """Which block of the prose, blank ones counted."""
    start: int
    end: int
    """[start, end) in that block's text, in code points."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text for a span."""

    span: Span
    text: str


def mended(text: str, remarks: Iterable[Remark]) -> str:
    """The text with every fix of these remarks made; they may not overlap."""
    for each in sorted(remarks, key=lambda remark: remark.start, reverse=True):
        if each.fix is not None:
            text = text[: each.start] + each.fix + text[each.end :]
    return text
