"""Knows how a page, told element by element, becomes lines, and what of it is left out."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from highlight_desktop.inbox.clipboard import elements, marks, styles
from highlight_desktop.inbox.clipboard.elements import CELLS, DEEP_TABLE, Element, LeftOut
from highlight_desktop.inbox.clipboard.lines import Line, Runs
from highlight_desktop.inbox.clipboard.rows import Cell, Row, lines_of
from highlight_desktop.report.prose import BlockKind
from highlight_desktop.report.text import gate

_LIMIT_PARTS = 100_000
"""Elements and runs of text; a page of a Word document has some hundreds. Takes 1.5 s at most."""
_LIMIT_NESTED_TABLES = 8
"""Deeper ones are read as paragraphs: each level copies the lines of those inside it."""
_LONGEST_EMOJI = 12
"""Characters: a family of four with its joiners has 11."""
_PICTURES = frozenset({"img", "canvas", "video", "audio", "object", "embed"})
_COMMENT = re.compile(r"mso-element:\s*comment(?!-)", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?|ftps?|mailto|tel|file|sip):(?://)?(?:www\.)?", re.IGNORECASE)


class TooMuchError(Exception):
    """The page is no text that a person would paste."""


class Page:
    """Takes what the parser tells it, top to bottom, and makes lines of it."""

    def __init__(self, *, has_fragment: bool, is_own: bool) -> None:
        self.is_own = is_own
        self._is_copied = not has_fragment
        self._open = [Element()]
        self._bold_classes: dict[str, bool] = {}
        self._tables: list[list[Row]] = []
        self._cells: list[Cell] = []
        self._deep_tables = 0
        self._sheet: list[str] = []
        self.lines: list[Line] = []
        self._links: list[tuple[str, list[str]]] = []
        self._parts = 0
        self._counts: Counter[str] = Counter()
        self._gate_notes: dict[str, None] = {}
        self._text: list[str] = []
        self._runs, self._mark = Runs(), ""
        self._context: Element | None = None
        self._has_text = False

    def notes(self) -> tuple[str, ...]:
        """What was left out, a sentence for each kind."""
        counts = self._counts
        pictures, links = counts["pictures"], counts["links"]
        comments = max(counts["comment marks"], counts["comments"])
        deleted, hidden = counts[LeftOut.DELETED.name], counts[LeftOut.HIDDEN.name]
        told = (
            (pictures, f"{count_in_words(pictures, 'picture was', 'pictures were')} left out."),
            (comments, f"{count_in_words(comments, 'comment was', 'comments were')} left out."),
            (deleted, "Text deleted as a tracked change was left out."),
            (hidden, "Hidden text was left out."),
            (
                links,
                f"{count_in_words(links, 'link', 'links')} kept as words, without the address.",
            ),
        )
        return (*(sentence for count, sentence in told if count), *self._gate_notes)

    # What the parser calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._count_part()
        self._take_text()
        name = self._flattened(tag.lower())
        element = elements.inside(self._open[-1], name, attributes, self._bold_classes)
        if element.cuts_line:
            self._cut(element.tag)
        self._open.append(element)
        self._begin_table_part(element, attributes)
        if self._is_copied:
            self._count_in(element, attributes)

    def end(self, _tag: str) -> None:
        """An element ends; the parser closes every one it opened, in order."""
        self._take_text()
        element = self._open.pop()
        if element.cuts_line:
            self._cut(element.tag)
        if element.tag == "a":
            self._end_link()
        elif element.tag == "style":
            self._bold_classes.update(styles.class_weights("".join(self._sheet)))
            self._sheet.clear()
        elif element.tag in CELLS:
            self._tables[-1][-1].append(self._cells.pop())
        elif element.tag == "table":
            self._end_table()
        elif element.tag == DEEP_TABLE:
            self._deep_tables -= 1

    def data(self, text: str) -> None:
        """Text goes on; a run of it comes in pieces, cut at each entity."""
        self._count_part()
        self._text.append(text)

    def comment(self, text: str) -> None:
        """The part that was copied stands between two comments."""
        self._take_text()
        if text.strip() == "StartFragment":
            self._is_copied = True
        elif text.strip() == "EndFragment":
            self._is_copied = False

    def close(self) -> None:
        """The page ends."""
        self._take_text()
        self._cut("")

    def _count_part(self) -> None:
        self._parts += 1
        if self._parts > _LIMIT_PARTS:
            raise TooMuchError

    def _take_text(self) -> None:
        text, element = "".join(self._text), self._open[-1]
        self._text.clear()
        if not text:
            return
        if element.tag == "style":
            self._sheet.append(text)
        if not self._is_copied or element.left_out is LeftOut.UNSEEN:
            return
        gated = gate(text)
        self._gate_notes.update(dict.fromkeys(gated.notes))
        if element.left_out:
            self._counts[element.left_out.name] += bool(gated.text.strip())
        elif element.is_mark:
            self._mark += gated.text
            self._context = element
        else:
            self._write(gated.text, element)

    # Lines

    def _begin_line(self) -> None:
        self._runs, self._mark = Runs(), ""
        self._context, self._has_text = None, False

    def _write(self, text: str, element: Element) -> None:
        if self._links:
            self._links[-1][1].append(text)
        parts = text.split("\n") if element.as_written else [text]
        for number, part in enumerate(parts):
            if number:
                self._cut("br")
            if part.strip() and not self._has_text:
                self._context, self._has_text = element, True
            self._runs.add(part, bold=element.is_bold, as_written=element.as_written)

    def _cut(self, tag: str) -> None:
        """End the line; not at a line break in a heading, which is one thing."""
        context = self._context
        if tag == "br" and context and context.is_heading:
            self._runs.add(" ", bold=False, as_written=False)
            return
        if context and (line := self._line(context)) and line.text:
            self._sink.append(line)
        self._begin_line()

    def _line(self, context: Element) -> Line:
        kind = BlockKind.SUBHEADING if context.is_heading else BlockKind.PARAGRAPH
        line = self._runs.line(kind, None)
        item, mark = context.item, self._mark.strip()
        if not line.text:
            return line
        if item and not item.is_marked:
            item.is_marked = True
            return _item_line(line, item.depth, item.number or mark)
        if mark:
            return _item_line(line, 0, mark)
        if context.is_heading or self.is_own:
            return line
        return _typed_item(line, may_lack_mark=context.may_lack_mark, in_cell=bool(self._cells))

    @property
    def _sink(self) -> list[Line]:
        return self._cells[-1].lines if self._cells else self.lines

    # Tables, links, pictures

    def _flattened(self, tag: str) -> str:
        """The tag, or a paragraph's in place of a part of a table that cannot be read as one."""
        if tag == "table" and len(self._tables) >= _LIMIT_NESTED_TABLES:
            self._deep_tables += 1
            return DEEP_TABLE
        is_part = tag in CELLS or tag == "tr"
        return "div" if is_part and (self._deep_tables or not self._tables) else tag

    def _begin_table_part(self, element: Element, attributes: Mapping[str, str]) -> None:
        if element.tag == "table":
            self._tables.append([])
        elif element.tag == "tr":
            self._tables[-1].append([])
        elif element.tag in CELLS:
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._cells.append(Cell([], elements.small_number(attributes.get("rowspan"), 1)))
        elif element.tag == "a":
            self._links.append((attributes.get("href", "") if self._is_copied else "", []))

    def _end_table(self) -> None:
        self._sink.extend(lines_of(self._tables.pop()))
        if self._cells:
            self._cells[-1].holds_table = True

    def _end_link(self) -> None:
        address, texts = self._links.pop()
        words = "".join(texts)
        if words.strip() and _SCHEME.match(address):
            self._counts["links"] += _bare(address) not in _bare(words)

    def _count_in(self, element: Element, attributes: Mapping[str, str]) -> None:
        if element.left_out is LeftOut.COMMENT:
            self._counts["comment marks"] += attributes.get("href", "").startswith("#_msocom_")
            self._counts["comments"] += bool(_COMMENT.search(attributes.get("style", "")))
        elif element.tag in _PICTURES and not element.left_out and not element.is_mark:
            emoji = attributes.get("alt", "")
            if 0 < len(emoji) <= _LONGEST_EMOJI and not any(map(str.isalnum, emoji)):
                self.data(emoji)
            elif not _is_invisible(attributes):
                self._counts["pictures"] += 1


def _item_line(line: Line, depth: int, mark: str) -> Line:
    """A bullet; with a number a paragraph that begins with it, since prose has no numbers."""
    if marks.is_number(mark):
        return replace(line.behind(f"{mark} "), depth=depth)
    if line.kind is BlockKind.SUBHEADING:
        return line
    return replace(line, kind=BlockKind.BULLET, depth=depth)


def _typed_item(line: Line, *, may_lack_mark: bool, in_cell: bool) -> Line:
    """The line, a bullet if a mark was typed; before it in a cell a dash may be a minus."""
    found = marks.item_without_style(line.text) if may_lack_mark else None
    if not found and not (in_cell and line.text.startswith(("-", "*", "–"))):
        found = marks.item_in_text(line.text)
    if not found or not line.text[found[1] :]:
        return line
    level, text_starts = found
    return replace(line.without(text_starts), kind=BlockKind.BULLET, depth=level)


def _is_invisible(attributes: Mapping[str, str]) -> bool:
    """True for the single points by which senders of e-mail count their readers."""
    return any(attributes.get(side, "").strip() in ("0", "1") for side in ("width", "height"))


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).rstrip("/").lower()


def count_in_words(number: int, one: str, many: str) -> str:
    """The number with its noun: “1 picture was”, “2 pictures were”."""
    return f"{number:,} {one if number == 1 else many}"
