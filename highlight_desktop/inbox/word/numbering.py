"""Knows how Word counts the items of its lists, and which of them have bullets."""

import re
from dataclasses import dataclass, field

from highlight_desktop.inbox.clipboard import marks
from highlight_desktop.inbox.word.names import (
    Element,
    child,
    child_value,
    children,
    number,
    switch,
    value,
)

_LEVELS = 9
_LETTERS = 26
_LONGEST_LETTERS = 10
_PLACEHOLDER = re.compile("%([1-9])")
_DEEPEST_LINK = 5


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are marked."""

    form: str
    """Word's name of it: bullet, decimal, lowerLetter, ..."""
    pattern: str
    """The mark with a placeholder for each level's number: "%1.%2"."""
    start: int
    restarts: bool
    is_legal: bool
    """Numbers of the levels above are shown as 1, 2, 3 whatever their own form."""
    style: str | None
    """The paragraph style that stands for this level."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph that is an item of a list."""

    level: int
    mark: str
    """Its number, "2.1"; empty for a bullet."""


@dataclass(slots=True)
class _List:
    abstract: str
    own_levels: dict[int, Level] = field(default_factory=dict)
    own_starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """All lists of a document, counted as its paragraphs go by, top to bottom."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)
    """From a list that only names a style to that style."""
    _styled: dict[str, str] = field(default_factory=dict)
    """From a list style to the list that defines it."""
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element) -> "Numbering":
        """The lists in `numbering.xml`; none if the document has no such part."""
        known = cls()
        for each in children(root, "w:abstractNum"):
            key = value(each, "abstractNumId") or ""
            known._levels[key] = _levels(each)
            if link := child_value(each, "w:numStyleLink"):
                known._links[key] = link
            if style := child_value(each, "w:styleLink"):
                known._styled[style] = key
        for each in children(root, "w:num"):
            made = _List(child_value(each, "w:abstractNumId") or "")
            for override in children(each, "w:lvlOverride"):
                at = number(value(override, "ilvl")) or 0
                if (start := number(child_value(override, "w:startOverride"))) is not None:
                    made.own_starts[at] = start
                if (level := child(override, "w:lvl")) is not None:
                    made.own_levels[at] = _level(level)
            known._lists[value(each, "numId") or ""] = made
        return known

    def level_of_style(self, list_id: str, style: str | None) -> int | None:
        """The level that stands for a paragraph style in this list."""
        made = self._lists.get(list_id)
        if made is None or style is None:
            return None
        levels = self._levels_of(made.abstract) | made.own_levels
        return next((at for at, level in levels.items() if level.style == style), None)

    def item(self, list_id: str, at: int) -> Item | None:
        """Count the next item; None when the list is unknown or shows no mark."""
        made = self._lists.get(list_id)
        if made is None or at >= _LEVELS:
            return None
        levels = self._levels_of(made.abstract) | made.own_levels
        level = levels.get(at)
        if level is None:
            return None
        if level.form == "bullet":
            return Item(at, "") if level.pattern.strip() else None
        counts = self._count(list_id, made, levels, at)
        mark = _PLACEHOLDER.sub(lambda found: _shown(found, levels, counts, level), level.pattern)
        return Item(at, mark.strip()) if mark.strip() else None

    def _levels_of(self, abstract: str) -> dict[int, Level]:
        for _ in range(_DEEPEST_LINK):
            link = self._links.get(abstract)
            if link not in self._styled or self._levels.get(abstract):
                break
            abstract = self._styled[link]
        return self._levels.get(abstract, {})

    def _count(
        self, list_id: str, made: _List, levels: dict[int, Level], at: int
    ) -> dict[int, int]:
        counts = self._counts.setdefault(made.abstract, {})
        if at in made.own_starts and (list_id, at) not in self._started:
            counts[at] = made.own_starts[at] - 1
        self._started.add((list_id, at))
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for above in range(at):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        for below in range(at + 1, _LEVELS):
            if below not in levels or levels[below].restarts:
                counts.pop(below, None)
        return counts


def _levels(abstract: Element) -> dict[int, Level]:
    return {number(value(each, "ilvl")) or 0: _level(each) for each in children(abstract, "w:lvl")}


def _level(element: Element) -> Level:
    start = number(child_value(element, "w:start"))
    picture = child(element, "w:lvlPicBulletId") is not None
    return Level(
        form=child_value(element, "w:numFmt") or "decimal",
        pattern=child_value(element, "w:lvlText") or ("•" if picture else ""),
        start=1 if start is None else start,
        restarts=child_value(element, "w:lvlRestart") != "0",
        is_legal=bool(switch(element, "w:isLgl")),
        style=child_value(element, "w:pStyle"),
    )


def _shown(
    found: re.Match[str], levels: dict[int, Level], counts: dict[int, int], level: Level
) -> str:
    at = int(found[1]) - 1
    form = "decimal" if level.is_legal or at not in levels else levels[at].form
    return _written(counts.get(at, 1), form)


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _LETTERS * _LONGEST_LETTERS:
        times, letter = divmod(count - 1, _LETTERS)
        written = chr(ord("a") + letter) * (times + 1)
        return written.upper() if form == "upperLetter" else written
    if form in ("lowerRoman", "upperRoman"):
        return marks.number(count, form[:5] + "-roman").removesuffix(".")
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form in ("none", "bullet") else str(count)
