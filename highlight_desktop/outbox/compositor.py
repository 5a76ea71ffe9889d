"""Knows how text is set in the bundled fonts: each letter in the first font that has it."""

from collections.abc import Iterator, Sequence
from functools import cache

from highlight_desktop.outbox.letters import Lettering
from highlight_desktop.outbox.links import split
from highlight_desktop.outbox.typefaces import FAMILIES, letter_widths, typeface, width_pt
from highlight_desktop.outbox.typeset import Line, Run, Style, break_lines

_LINE_LETTERS = 300
"""More than these no single line of a page can hold."""


@cache
def lettering() -> Lettering:
    """What the bundled fonts can print."""
    return Lettering([_letters_of(family) & _letters_of(f"{family}-Bold") for family in FAMILIES])


def set_lines(
    texts: Sequence[tuple[str, bool]], size_pt: float, width: float, *, linked: bool = False
) -> list[Line]:
    """Text, given as (text, is bold), in lines of a width in points; addresses as links or not."""
    pieces = [(text, bold, "") for text, bold in texts]
    if linked:
        pieces = [(part, bold, link) for text, bold in texts for part, link in split(text)]
    return break_lines(list(_runs(pieces)), width * 1000 / size_pt, letter_widths)


def set_line(text: str, style: Style, width: float) -> Line:
    """As much of a text as one line of a width in points takes, with a mark where it was cut."""
    [line, *more] = set_lines([(text[:_LINE_LETTERS], style.bold)], style.size_pt, width)
    if not more and len(text) <= _LINE_LETTERS:
        return line
    mark = Run(" …", face_of(0, style.bold))
    room = width - width_pt(*mark[:2], style.size_pt)
    [line, *_] = set_lines([(text[:_LINE_LETTERS], style.bold)], style.size_pt, room)
    shown = line[-1].text.rstrip(" ") if line else ""
    return (*line[:-1], *(run._replace(text=shown) for run in line[-1:]), mark)


def face_of(family: int, bold: bool) -> str:
    """The name of a face, by the number of its family."""
    return f"{FAMILIES[family]}-Bold" if bold else FAMILIES[family]


def _letters_of(face: str) -> frozenset[int]:
    return frozenset(map(ord, typeface(face).widths))


def _runs(pieces: Sequence[tuple[str, bool, str]]) -> Iterator[Run]:
    for number, (text, bold, link) in enumerate(pieces):
        before = pieces[number - 1][0] if number else ""
        after = pieces[number + 1][0] if number + 1 < len(pieces) else ""
        for printed, family in lettering().spell(text, before, after):
            yield Run(printed, face_of(family, bold), link)
