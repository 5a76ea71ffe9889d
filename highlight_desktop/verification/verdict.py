"""Knows what can be said of a document that comes back, and how a difference is put in words."""

from dataclasses import dataclass
from enum import StrEnum

from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.report.text import gate

_SHOWN = 60
"""Characters of a text shown on either side of where it differs."""


class Verdict(StrEnum):
    """The values are those of the command line's JSON."""

    AS_SUBMITTED = "as_submitted"
    ALTERED = "altered"
    NOT_OURS = "not_ours"

    @property
    def label(self) -> str:
        """In the words of the command line and the window."""
        return {
            Verdict.AS_SUBMITTED: "As submitted",
            Verdict.ALTERED: "Altered after submission",
            Verdict.NOT_OURS: "Not one of ours",
        }[self]


class Alteration(StrEnum):
    """What was done to a field, a row or a line; the values are those of the JSON."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    REDRAWN = "redrawn"
    """A page that says the same and looks otherwise."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a document is not what its report says."""

    place: str
    """Where, in words: "Sections, row 12 (item 8, “Risks”)"."""
    alteration: Alteration
    column: str = ""
    """The column's heading, where one cell differs."""
    was: str = ""
    """As submitted; empty for what was added."""
    now: str = ""
    """As it is; empty for what was removed."""

    @property
    def in_words(self) -> str:
        """One sentence on one line, with long texts cut to where they differ."""
        where = _on_a_line(f"{self.place}, {self.column}" if self.column else self.place)
        was, now = _where_different(_on_a_line(self.was), _on_a_line(self.now))
        return {
            Alteration.CHANGED: f"{where}: was {_quoted(was)}, is {_quoted(now)}.",
            Alteration.REMOVED: f"{where}: {_quoted(was)} was removed.",
            Alteration.ADDED: f"{where}: {_quoted(now)} was added.",
            Alteration.MOVED: f"{where}: stands in another place than it did.",
            Alteration.REDRAWN: f"{where}: says the same, but is drawn otherwise; look at it.",
        }[self.alteration]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found out about one document."""

    verdict: Verdict
    snapshot: Snapshot | None = None
    """The report as it was submitted; None when it cannot be told any more."""
    differences: tuple[Difference, ...] = ()
    """Empty unless altered."""
    notes: tuple[str, ...] = ()
    """Whole sentences on what does no harm, or on why nothing can be told."""


def judged(snapshot: Snapshot, differences: list[Difference], notes: list[str]) -> Verification:
    """The verdict on a document of ours."""
    verdict = Verdict.ALTERED if differences else Verdict.AS_SUBMITTED
    return Verification(verdict, snapshot, tuple(differences), tuple(notes))


def _on_a_line(text: str) -> str:
    """Text of a file nobody here wrote, fit to be shown; its spaces may be what differs."""
    return gate(text).text.replace("\n", " ")


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "empty"


def _where_different(was: str, now: str) -> tuple[str, str]:
    """Both texts around the first character in which they differ."""
    same = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other),
        min(len(was), len(now)),
    )
    start = max(0, same - _SHOWN) if was and now else 0
    return _excerpt(was, start), _excerpt(now, start)


def _excerpt(text: str, start: int) -> str:
    end = start + 2 * _SHOWN
    before, after = "…" if start else "", "…" if len(text) > end else ""
    return f"{before}{text[start:end]}{after}" if text else ""
