"""Knows how a Word document is read aloud: each paragraph and each row of a table as lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from highlight_desktop.inbox import body
from highlight_desktop.inbox.clipboard import lines as cells
from highlight_desktop.inbox.clipboard import rows
from highlight_desktop.inbox.headings import LONGEST, Catalogue, fold, in_capitals, unnumbered
from highlight_desktop.inbox.lines import Line
from highlight_desktop.inbox.word import account
from highlight_desktop.report.marking import MARKINGS
from highlight_desktop.report.prose import BlockKind
from highlight_desktop.report.text import one_line

_LINE_END = re.compile("\n")
_INDENT = "    "
_BULLET = "• "

Paragraph = Mapping[str, Any]
"""A paragraph or table as `word.runs.Block` has it."""

_Row = Sequence[Sequence[Paragraph]]
"""A row of a table: for each cell its blocks."""


@dataclass(frozen=True, slots=True)
class Told:
    """A Word document as lines, and what is to be said of it."""

    lines: list[Line]
    notes: tuple[str, ...]
    marking: str = ""
    """The protective marking that stands on its pages."""


def read(document: object, known: Catalogue) -> Told:
    """The lines of what `word.document.read` returned, top to bottom.

    Raises KeyError, TypeError, ValueError, AttributeError or RecursionError for anything else.
    """
    if not isinstance(document, dict):
        raise TypeError("no document")
    lines = [line for block in document["blocks"] for line in _block(block, known)]
    above, notes = _page_heads(document, lines, known)
    marking = _marking(document)
    if marking:
        notes.append(f"The marking {marking} was read from the head or foot of the pages.")
    tags = 0
    whole = list[Line]()
    for line in (*above, *lines):
        cleaned, count = _without_tags(line)
        whole += cleaned
        tags += count
    notes += [*document["notes"], *account.notes(document["left_out"])]
    return Told(whole, (*notes, *body.list_tags_left_out(tags)), marking)


def _block(block: Paragraph, known: Catalogue) -> Iterator[Line]:
    if "rows" in block:
        yield from _table(block["rows"], known)
    else:
        yield from _paragraph(block, known)


def _paragraph(block: Paragraph, known: Catalogue) -> Iterator[Line]:
    """One line, or several where the paragraph has line breaks."""
    level, kind = block["level"], BlockKind.SUBHEADING if block["heading"] else None
    is_bullet = level >= 0 and not block["mark"] and not block["heading"]
    lead = _INDENT * level + _BULLET if is_bullet else f"{block['mark']} " if block["mark"] else ""
    hanging = _INDENT * (level + 1) if is_bullet else ""
    for number, (indent, text, bold) in enumerate(_broken(block)):
        before = (hanging if number else lead) or indent.replace("\t", _INDENT)
        typed = before + text
        plain = known.labels_apart(body.tabs_as_spaces(typed)).replace("\t", " ")
        # Where a label was set apart, its value is a field, in which nothing is bold.
        bold = cells.moved(bold, len(before), len(plain)) if len(plain) == len(typed) else ()
        own_kind = BlockKind.BULLET if is_bullet and text else kind
        yield Line(plain if text else "", bold, own_kind, starts=not number)


def _broken(block: Paragraph) -> Iterator[tuple[str, str, cells.Spans]]:
    """The lines of a paragraph: white space before each, the rest trimmed, its bold places."""
    begins = 0
    for text in _LINE_END.split(block["text"]):
        trimmed = text.strip()
        indent = text[: len(text) - len(text.lstrip())]
        yield indent, trimmed, cells.moved(block["bold"], -begins - len(indent), len(trimmed))
        begins += len(text) + 1


# Tables


def _table(table: Sequence[_Row], known: Catalogue) -> Iterator[Line]:
    """Rows of labels and values as the form prints them; others as a line, its cells apart.

    A cell with a heading of the form in it makes the row a part of the page and no row.
    """
    turned = _labels_beside(table, known)
    for is_form, group in groupby(turned, key=lambda row: _is_form(row, known)):
        if not is_form:
            made = [[_cell(cell, known) for cell in row] for row in group]
            yield from map(_line, rows.lines_of(made))
            continue
        for row in group:
            yield from _form_row(row, known)


def _labels_beside(table: Sequence[_Row], known: Catalogue) -> Iterator[_Row]:
    """The rows; a row of labels above a row of values as one row for each of them."""
    above: _Row | None = None
    for row in table:
        if above is not None and len(above) == len(row):
            yield from ([label, value] for label, value in zip(above, row, strict=True))
            above = None
            continue
        if above is not None:
            yield above
        labels = len(row) > 1 and all(_is_bare_label(_only_text(cell), known) for cell in row)
        above = row if labels else None
        if above is None:
            yield row
    if above is not None:
        yield above


def _only_text(cell: Sequence[Paragraph]) -> str:
    texts = [text for block in cell for text in [block.get("text", "\n")] if text]
    return texts[0].strip() if len(texts) == 1 else ""


def _is_form(row: _Row, known: Catalogue) -> bool:
    texts = [
        text.strip()
        for cell in row
        for block in cell
        if "rows" not in block
        for text in block["text"].split("\n")
        if text.strip()
    ]
    short = [text for text in texts if len(text) <= LONGEST]
    return any(known.label(text) or _heads(text, known, is_alone=len(texts) == 1) for text in short)


def _heads(text: str, known: Catalogue, *, is_alone: bool) -> bool:
    """True for a heading of the form, and not for "Communications" as a team in a list of them."""
    is_plain = is_alone or in_capitals(text) or " " in unnumbered(fold(text))
    return is_plain and bool(known.find(text)[0])


def _form_row(row: _Row, known: Catalogue) -> Iterator[Line]:
    label = ""
    for cell in row:
        lines = [line for block in cell for line in _block(block, known) if line.text.strip()]
        if label:
            value = lines[0].text if lines else ""
            yield Line(known.labels_apart(f"{label}\t{value}").replace("\t", " "), starts=True)
            yield from lines[1:]
            label = ""
        elif len(lines) == 1 and _is_bare_label(lines[0].text, known) and len(row) > 1:
            label = lines[0].text
        else:
            yield from lines
    if label:
        yield Line(label, starts=True)


def _is_bare_label(text: str, known: Catalogue) -> bool:
    label = known.label(text)
    return label is not None and not label.value


def _cell(blocks: Sequence[Paragraph], known: Catalogue) -> rows.Cell:
    cell = rows.Cell()
    for block in blocks:
        if "rows" in block:
            cell.lines += (_cell_line(line) for line in _table(block["rows"], known))
            cell.holds_table = True
        else:
            cell.lines += (_cell_line(line) for line in _paragraph(block, known) if line.text)
    return cell


def _cell_line(line: Line) -> cells.Line:
    text = line.text.lstrip()
    depth = (len(line.text) - len(text)) // len(_INDENT)
    if line.kind is BlockKind.BULLET and text.startswith(_BULLET):
        text = text.removeprefix(_BULLET)
    else:
        depth = 0
    bold = cells.moved(line.bold, len(text) - len(line.text), len(text))
    return cells.Line(line.kind or BlockKind.PARAGRAPH, text, bold, depth)


def _line(line: cells.Line) -> Line:
    if line.kind is BlockKind.BULLET:
        before = _INDENT * (line.depth or 0) + _BULLET
        bold = cells.moved(line.bold, len(before), len(before) + len(line.text))
        return Line(before + line.text, bold, line.kind, starts=True)
    return Line(line.text, line.bold, line.kind, starts=True)


# What stands on every page


def _page_heads(
    document: Mapping[str, Any], lines: Sequence[Line], known: Catalogue
) -> tuple[list[Line], list[str]]:
    """Labels and a title that stand in the page header only, and notes on all the rest of it."""
    seen = {fold(line.text) for line in lines}
    above, notes = list[Line](), list[str]()
    for where, key in (("head", "headers"), ("foot", "footers")):
        rest = list[str]()
        for text in map(one_line, document[key]):
            label = known.label(text)
            is_title = fold(text) in known.titles
            if ((label and label.value) or is_title) and fold(text) not in seen:
                above.append(Line(known.labels_apart(text), starts=True))
                notes.append(f"“{text[:LONGEST]}” was read from the {where} of the pages.")
            elif text and fold(text) not in seen and not _as_marking(text):
                rest.append(text)
        if rest:
            quoted = "; ".join(f"“{text[:LONGEST]}”" for text in rest)
            notes.append(f"At the {where} of the pages stands {quoted}: it is not in the report.")
    return above, notes


def _marking(document: Mapping[str, Any]) -> str:
    """The highest of the government's markings that stands alone on a line of the pages."""
    found = {_as_marking(text) for text in (*document["headers"], *document["footers"])}
    return next((marking for marking in reversed(MARKINGS) if marking in found), "")


def _as_marking(text: str) -> str:
    """The marking that a line is: OFFICIAL-SENSITIVE is written with and without its hyphen."""
    typed = "".join(letter for letter in text.casefold() if letter.isalpha())
    return next((each for each in MARKINGS if each.replace("-", "").casefold() == typed), "")


def _without_tags(line: Line) -> tuple[list[Line], int]:
    """The line; several, of which only the words are known, where it had left-over list tags."""
    if "<" not in line.text:
        return [line], 0
    plain, count = body.tags_replaced(line.text)
    if not count:
        return [line], 0
    return [Line(text) for text in plain.split("\n")], count
