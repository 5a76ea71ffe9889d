"""Knows what each element of a page means for the text inside it, whoever wrote the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from highlight_desktop.inbox.clipboard import marks, styles

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
DEEP_TABLE = "deep table"
"""A name of our own for a table that is read as paragraphs."""
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLOCKS = (
    frozenset(
        "address article aside blockquote body br caption center dd details dialog div dl dt"
        " fieldset figcaption figure footer form header hr html legend li main nav optgroup option"
        " p pre section select summary table tbody tfoot thead tr".split()
    )
    | HEADINGS
    | CELLS
    | _LISTS
    | {DEEP_TABLE}
)
_UNSEEN = frozenset("iframe noframes noscript script style template title".split())
_BOLD = frozenset({"b", "strong", "th"})
_AS_WRITTEN = frozenset({"pre", "listing", "plaintext", "textarea", "xmp"})
_HEADING_CLASS = re.compile(r"mso(?:title|subtitle|heading\d?)")
_LIST_CLASS = re.compile(r"msolist")
_BULLET_CLASS = re.compile(r"msolistbullet(\d?)(?:cxsp\w+)?", re.ASCII)
_COMMENT_CLASSES = frozenset({"msocomanchor", "msocommentreference", "msocomtxt", "msocomoff"})
_SMALL_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


class LeftOut(Enum):
    """Why the text of an element is no part of the paste."""

    UNSEEN = auto()
    """Never shown: scripts, titles, styles."""
    HIDDEN = auto()
    COMMENT = auto()
    DELETED = auto()
    """Struck out as a tracked change."""


@dataclass(slots=True)
class OpenList:
    """A list of a web page and how far it has been counted."""

    is_numbered: bool
    style: str
    next_value: int


@dataclass(slots=True)
class Item:
    """A list item; its first line is marked, what follows in it is not."""

    depth: int
    number: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """What holds for text in an open element: its own doing or that of one around it."""

    tag: str = ""
    is_bold: bool = False
    as_written: bool = False
    is_heading: bool = False
    is_mark: bool = False
    """Inside the mark that Word writes before an item."""
    may_lack_mark: bool = False
    """A Word list paragraph, whose mark may be part of the text."""
    left_out: LeftOut | None = None
    item: Item | None = None
    list: OpenList | None = None
    list_depth: int = 0
    cuts_line: bool = False
    """Its own text stands on lines of its own; never inherited."""


def inside(
    parent: Element, tag: str, attributes: Mapping[str, str], bold_classes: Mapping[str, bool]
) -> Element:
    """The element that opens inside another."""
    style = styles.declarations(attributes.get("style", ""))
    classes = attributes.get("class", "").lower().split()
    cuts_line = tag in _BLOCKS or styles.makes_line(style)
    as_written = styles.keeps_spaces(style)
    opened = _list(parent, tag, attributes, style)
    return Element(
        tag=tag,
        is_bold=_is_bold(parent, tag, style, classes, bold_classes),
        as_written=tag in _AS_WRITTEN or (parent.as_written if as_written is None else as_written),
        is_heading=_is_heading(parent, tag, attributes, style, classes),
        is_mark=parent.is_mark or style.get("mso-list") == "ignore",
        may_lack_mark=parent.may_lack_mark or any(map(_LIST_CLASS.match, classes)),
        left_out=parent.left_out or _left_out(tag, attributes, style, classes),
        item=_item(parent, tag, attributes, style, classes),
        list=opened,
        list_depth=0 if tag in CELLS else parent.list_depth + (tag in _LISTS),
        cuts_line=cuts_line,
    )


def small_number(text: str | None, otherwise: int) -> int:
    """A number from an attribute, if it is one of at most six digits."""
    found = _SMALL_NUMBER.fullmatch((text or "").strip())
    return int(found[0]) if found else otherwise


def _is_bold(
    parent: Element,
    tag: str,
    style: styles.Declarations,
    classes: list[str],
    bold_classes: Mapping[str, bool],
) -> bool:
    said = [styles.weight(style), *(bold_classes.get(name) for name in classes)]
    first = next((value for value in said if value is not None), None)
    return (tag in _BOLD or parent.is_bold) if first is None else first


def _is_heading(
    parent: Element,
    tag: str,
    attributes: Mapping[str, str],
    style: styles.Declarations,
    classes: list[str],
) -> bool:
    if tag in CELLS or tag in _LISTS:
        return False
    return (
        parent.is_heading
        or tag in HEADINGS
        or attributes.get("role") == "heading"
        or style.get("mso-outline-level", "").isdecimal()
        or any(map(_HEADING_CLASS.fullmatch, classes))
    )


def _left_out(
    tag: str, attributes: Mapping[str, str], style: styles.Declarations, classes: list[str]
) -> LeftOut | None:
    if tag in _UNSEEN:
        return LeftOut.UNSEEN
    if style.get("mso-element", "").startswith("comment") or _COMMENT_CLASSES.intersection(classes):
        return LeftOut.COMMENT
    if tag == "del" or "msodel" in classes:
        return LeftOut.DELETED
    return LeftOut.HIDDEN if styles.is_hidden(style) or "hidden" in attributes else None


def _list(
    parent: Element, tag: str, attributes: Mapping[str, str], style: styles.Declarations
) -> OpenList | None:
    if tag in _LISTS:
        kind = style.get("list-style-type") or attributes.get("type", "")
        return OpenList(tag == "ol", kind, small_number(attributes.get("start"), 1))
    return None if tag in CELLS else parent.list


def _item(
    parent: Element,
    tag: str,
    attributes: Mapping[str, str],
    style: styles.Declarations,
    classes: list[str],
) -> Item | None:
    if tag in CELLS or tag in _LISTS:
        return None
    words_level = styles.word_level(style)
    if tag == "li":
        said = small_number(attributes.get("aria-level") or attributes.get("data-aria-level"), 0)
        depth = said - 1 if said else max(0, parent.list_depth - 1)
        number = _number(parent.list, attributes, style)
        return Item(depth if words_level is None else words_level, number)
    if words_level is not None and not (parent.item and parent.tag == "li"):
        return Item(words_level)
    if found := next(filter(None, map(_BULLET_CLASS.fullmatch, classes)), None):
        return parent.item or Item(max(0, int(found[1] or 1) - 1))
    return parent.item


def _number(
    within: OpenList | None, attributes: Mapping[str, str], style: styles.Declarations
) -> str:
    if within is None or not within.is_numbered:
        return ""
    value = small_number(attributes.get("value"), within.next_value)
    within.next_value = value + 1
    kind = style.get("list-style-type") or attributes.get("type") or within.style
    return marks.number(value, kind)
