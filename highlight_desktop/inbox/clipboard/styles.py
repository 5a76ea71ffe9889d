"""Knows what of CSS matters to a paste: weight, what is hidden, and where lines end."""

import re

_LONGEST_STYLE = 10_000
"""Characters; Word's longest have some hundreds."""
_WEIGHT = re.compile(r"[1-9]\d{2}", re.ASCII)
_BOLD_FROM = 600
_WORDS_OF_WEIGHT = {"bold": True, "bolder": True, "normal": False, "lighter": False}
_CLASS = re.compile(r"[\w*-]*\.([\w-]+)")
_LEVEL = re.compile(r"\blevel(\d)", re.ASCII)

Declarations = dict[str, str]


def declarations(style: str) -> Declarations:
    """The properties of a style attribute, in small letters."""
    parts = (part.partition(":") for part in style[:_LONGEST_STYLE].lower().split(";"))
    return {name.strip(): value.strip() for name, colon, value in parts if colon}


def weight(style: Declarations) -> bool | None:
    """True or False where the style says bold or not, else None: as around it.

    Its name has to be whole: Word writes "mso-bidi-font-weight:normal" on bold text.
    """
    value = style.get("font-weight", "").split(maxsplit=1)
    if not value:
        return True if "bold" in style.get("font", "").split() else None
    if _WEIGHT.fullmatch(value[0]):
        return int(value[0]) >= _BOLD_FROM
    return _WORDS_OF_WEIGHT.get(value[0])


def class_weights(sheet: str) -> dict[str, bool]:
    """The classes of a style sheet that say bold or not: how Excel marks a cell.

    Nothing else is taken from it: what a sheet hides it may hide in print only.
    """
    weights: dict[str, bool] = {}
    for rule in sheet.split("}"):
        selectors, _, body = rule.partition("{")
        if (is_bold := weight(declarations(body))) is None:
            continue
        for selector in selectors.split(","):
            found = _CLASS.fullmatch(selector.split()[-1]) if selector.split() else None
            if found:
                weights[found[1].lower()] = is_bold
    return weights


def is_hidden(style: Declarations) -> bool:
    """True for what a reader of the page did not see."""
    return (
        style.get("display", "").startswith("none")
        or style.get("mso-hide") == "all"
        or style.get("visibility", "").startswith("hidden")
    )


def keeps_spaces(style: Declarations) -> bool | None:
    """True where spaces and line ends stand as they are written; None: as around it."""
    value = style.get("white-space", "")
    return value.startswith("pre") if value else None


def makes_line(style: Declarations) -> bool:
    """True when an element of any kind has been told to stand on lines of its own."""
    display = style.get("display", "")
    return display.startswith(("block", "list-item", "flex", "grid", "table"))


def word_level(style: Declarations) -> int | None:
    """How deep an item of a Word list is, from 0; None for what is no item."""
    found = _LEVEL.search(style.get("mso-list", ""))
    return max(0, int(found[1]) - 1) if found else None
