"""Knows what Word's styles say of a run or a paragraph: bold, hidden, a heading, an item."""

import re
from dataclasses import dataclass, field

from highlight_desktop.inbox.word.names import (
    Element,
    child,
    child_value,
    children,
    number,
    switch,
    value,
)

_LONGEST_CHAIN = 20
"""Styles based on one another; a circle ends here too."""
_HEADING = re.compile(r"heading ([1-9])")
_TITLES = frozenset({"title", "subtitle"})
_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: ([2-5]))?")
_BODY_TEXT = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it says nothing."""

    name: str
    based_on: str | None
    switches: dict[str, bool | None]
    outline: int | None
    list_id: str | None
    list_level: int | None


@dataclass(slots=True)
class Styles:
    """All styles of a document."""

    _known: dict[str, Style] = field(default_factory=dict)
    _defaults: dict[str, str] = field(default_factory=dict)
    _document: dict[str, bool] = field(default_factory=dict)
    _toggled: dict[tuple[str, str | None, str | None], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> "Styles":
        """The styles in `styles.xml`; none if the document has no such part."""
        styles = cls()
        if root is None:
            return styles
        for each in children(root, "w:style"):
            style_id = value(each, "styleId") or ""
            styles._known[style_id] = _style(each)
            if value(each, "default") in ("1", "true", "on"):
                styles._defaults[value(each, "type") or ""] = style_id
        look = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        if look is not None:
            styles._document = {key: bool(switch(look, key)) for key in ("w:b", "w:vanish")}
        return styles

    def paragraph_style(self, typed: str | None) -> str | None:
        """The paragraph's own style, or the document's usual one."""
        return typed if typed in self._known else self._defaults.get("paragraph")

    def toggled(self, which: str, paragraph: str | None, character: str | None) -> bool:
        """Whether `w:b` or `w:vanish` is on by style alone.

        A paragraph's and a run's style that both say so cancel each other out (ECMA-376 part 1,
        17.7.3), unless the document's defaults say so.
        """
        key = (which, paragraph, character)
        if key not in self._toggled:
            on = self._says(which, paragraph) is not self._says(which, character)
            self._toggled[key] = on or self._document.get(which, False)
        return self._toggled[key]

    def heading(self, style_id: str | None) -> bool:
        """True for "heading 1" to 9, the title, and all that is based on them or outlined."""
        for style in self._chain(style_id):
            if style.outline is not None:
                return style.outline < _BODY_TEXT
            if _HEADING.fullmatch(style.name) or style.name in _TITLES:
                return True
        return False

    def item(self, style_id: str | None) -> tuple[str | None, int | None]:
        """The list and level that a style puts its paragraphs in, as far as it says so."""
        chain = self._chain(style_id)
        list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        level = next((style.list_level for style in chain if style.list_level is not None), None)
        return list_id, level

    def owner(self, style_id: str | None, list_id: str) -> str | None:
        """The style in the chain that names the list: the list may give it a level of its own."""
        seen = style_id
        for style in self._chain(style_id):
            if style.list_id == list_id:
                return seen
            seen = style.based_on
        return None

    def list_depth(self, style_id: str | None) -> int:
        """1 for "List Bullet 2" and so on: each of them is the first level of a list of its own."""
        for style in self._chain(style_id):
            if found := _LIST_STYLE.fullmatch(style.name):
                return int(found[1] or 1) - 1
        return 0

    def _says(self, which: str, style_id: str | None) -> bool:
        said = (style.switches[which] for style in self._chain(style_id))
        return next((each for each in said if each is not None), False)

    def _chain(self, style_id: str | None) -> list[Style]:
        chain = list[Style]()
        while style_id in self._known and len(chain) < _LONGEST_CHAIN:
            chain.append(self._known[style_id])
            style_id = chain[-1].based_on
        return chain


def _style(element: Element) -> Style:
    paragraph, run = child(element, "w:pPr"), child(element, "w:rPr")
    item = child(paragraph, "w:numPr")
    return Style(
        name=(child_value(element, "w:name") or "").casefold(),
        based_on=child_value(element, "w:basedOn"),
        switches={key: on(run, key) for key in ("w:b", "w:vanish")},
        outline=number(child_value(paragraph, "w:outlineLvl")),
        list_id=child_value(item, "w:numId"),
        list_level=number(child_value(item, "w:ilvl")),
    )


def on(properties: Element, key: str) -> bool | None:
    """What run properties say of a switch; None for no properties at all."""
    return None if properties is None else switch(properties, key)
