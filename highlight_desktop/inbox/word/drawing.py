"""Knows what stands in a drawing: text boxes, pictures, charts, and each of them once."""

from collections.abc import Iterator

from highlight_desktop.inbox.word.names import Element, child, children, name, value

_TEXTS = frozenset({"w:t", "w:delText", "m:t"})
_GAPS = frozenset({"w:p", "w:tab", "w:br", "w:cr"})
_THINGS = {
    "a:blip": "picture",
    "v:imagedata": "picture",
    "c:chart": "chart",
    "dgm:relIds": "diagram",
    "o:OLEObject": "object",
    "w:control": "object",
}
_BETWEEN = {"m:den": "/", "m:sup": "^", "m:sub": "_"}


def chosen(alternate: Element) -> Element:
    """The one branch of `mc:AlternateContent` to read: the first, unless only the other has text.

    Word writes a text box twice, for newer and for older programs.
    """
    choices = [*children(alternate, "mc:Choice"), *children(alternate, "mc:Fallback")]
    with_text = (each for each in choices if any(name(one) in _TEXTS for one in each.iter()))
    return next(with_text, choices[0] if choices else alternate)


def boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, the outer ones."""
    for each in element:
        found = name(each)
        if found == "w:txbxContent":
            yield each
        else:
            yield from boxes(chosen(each) if found == "mc:AlternateContent" else each)


def things(element: Element) -> Iterator[tuple[str, str]]:
    """Pictures, charts and the like outside of its text boxes: what it is, and its description."""
    described = next((each for each in element.iter() if name(each) == "wp:docPr"), None)
    about = "" if described is None else described.get("descr") or described.get("title") or ""
    found = list(_things(element))
    words = [each.text or "" for each in element.iter() if name(each) == "a:t"]
    if words:
        yield "drawing", " ".join(words)
    # An embedded object is shown by a picture of itself.
    for what in ("object",) if "object" in found else found:
        yield what, about


def _things(element: Element) -> Iterator[str]:
    for each in element:
        found = name(each)
        if found in _THINGS:
            yield _THINGS[found]
        elif found == "mc:AlternateContent":
            yield from _things(chosen(each))
        elif found != "w:txbxContent":
            yield from _things(each)


def watermarks(element: Element) -> Iterator[str]:
    """Words drawn as a shape, mostly DRAFT across the page."""
    for each in element.iter():
        if name(each) == "v:textpath":
            yield each.get("string") or ""


def equation(element: Element) -> str:
    """An equation on one line, "a/b" for a fraction and "x^2" for a power."""
    found = name(element)
    if found == "m:t":
        return element.text or ""
    return _BETWEEN.get(found, "") + "".join(map(equation, element))


def text_of(element: Element) -> str:
    """All text in an element, shown or not: to say what was left out."""
    parts = list[str]()
    for each in element.iter():
        found = name(each)
        if found in _TEXTS:
            parts.append(each.text or "")
        elif found in _GAPS:
            parts.append(" ")
    return "".join(parts)


def form_value(mark: Element) -> str:
    """What an old form field shows without a result: a ticked box, a choice from a list."""
    data = child(mark, "w:ffData")
    if (box := child(data, "w:checkBox")) is not None:
        said = child(box, "w:checked")
        said = child(box, "w:default") if said is None else said
        is_ticked = said is not None and (value(said, "val") or "1") not in ("0", "false")
        return "☒" if is_ticked else "☐"
    if (choice := child(data, "w:ddList")) is not None:
        entries = [value(each, "val") or "" for each in children(choice, "w:listEntry")]
        at = value(child(choice, "w:result"), "val") or value(child(choice, "w:default"), "val")
        place = int(at) if at and at.isdigit() else 0
        return entries[place] if place < len(entries) else ""
    return ""
