"""Knows the way through Word's XML: which text is shown to a reader, in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from highlight_desktop.inbox.word import drawing, symbols
from highlight_desktop.inbox.word.account import Account
from highlight_desktop.inbox.word.fields import Fields, makes_contents
from highlight_desktop.inbox.word.names import (
    Element,
    child,
    child_value,
    name,
    number,
    switch,
    value,
)
from highlight_desktop.inbox.word.numbering import Item, Numbering
from highlight_desktop.inbox.word.runs import Block, Runs
from highlight_desktop.inbox.word.styles import Styles, on
from highlight_desktop.report.text import gate

_GONE = frozenset({"w:del", "w:moveFrom"})
_PLAIN = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_SOFT_HYPHEN = "\xad"
_PLACE_LENGTH = 60
"""Characters that say where something was left out."""
_OUTLINED_AS_TEXT = 9
_WEB = ("http:", "https:", "mailto:", "ftp:")


@dataclass
class Context:
    """What holds for the whole document."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    """Footnotes and endnotes by kind and id."""
    links: dict[str, str]
    """Addresses by the id of their relationship."""
    account: Account
    trusts_fields: bool = True
    """False when fields are begun and never ended, so that their marks mean nothing."""
    has_open_field: bool = False
    gate_notes: dict[str, None] = field(default_factory=dict)
    last: str = ""
    """The last text read: the place of what comes next."""


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    hidden: bool = False


def read(container: Element, context: Context) -> list[Block]:
    """The paragraphs and tables of a story: the body, a text box, a note, a page header."""
    story = _Story(context)
    blocks = list[Block]()
    story.blocks(container, blocks)
    context.has_open_field |= story.fields.is_open
    return blocks


class _Story:
    """One run of text from its first paragraph to its last."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.fields = Fields()
        self._runs = Runs()
        self._style: str | None = None
        self._below: list[Block] = []
        """Text boxes and notes, which come below the paragraph they hang on."""

    # Blocks

    def blocks(self, container: Element, sink: list[Block]) -> None:
        """Read what stands one below the other."""
        self._each_block(container, sink)
        self._flush(sink)

    def _each_block(self, container: Element, sink: list[Block]) -> None:
        for each in container:
            found = name(each)
            if found == "w:p":
                self._paragraph(each, sink)
            elif found == "w:tbl":
                self._flush(sink)
                sink.append({"rows": list(self._rows(each))})
            elif found in ("m:oMathPara", "m:oMath", "w:r"):
                self._inline_one(each)
                self._flush(sink)
            elif inner := self._inside(each, found):
                self._each_block(inner[0], sink)

    def _inside(self, element: Element, found: str) -> tuple[Element] | None:
        """What to read in place of an element around text, or None if it was left out."""
        if found in _GONE:
            self._leave_out("deleted", element)
        elif found == "w:sdt":
            properties = child(element, "w:sdtPr")
            if switch(properties, "w:showingPlcHdr"):
                self._leave_out("placeholder", element)
            elif child_value(properties, "w:docPartObj", "w:docPartGallery") in _GALLERIES:
                self._leave_out("contents", element)
            else:
                content = child(element, "w:sdtContent")
                return None if content is None else (content,)
        elif found == "mc:AlternateContent":
            return (drawing.chosen(element),)
        elif found in ("w:altChunk", "w:subDoc"):
            self._add("file", "")
        elif found == "w:fldSimple" and makes_contents(value(element, "instr") or ""):
            self._leave_out("contents", element)
        elif not found.endswith("Pr"):
            return (element,)
        return None

    def _paragraph(self, element: Element, sink: list[Block]) -> None:
        properties = child(element, "w:pPr")
        styles = self._context.styles
        self._style = styles.paragraph_style(child_value(properties, "w:pStyle"))
        self._inline(element)
        mark = child(properties, "w:rPr")
        if mark is not None and any(name(each) in _GONE for each in mark):
            return  # its end is deleted: the next paragraph goes on with it
        outlined = number(child_value(properties, "w:outlineLvl"))
        heading = styles.heading(self._style) if outlined is None else outlined < _OUTLINED_AS_TEXT
        item = None if on(mark, "w:vanish") else self._item(child(properties, "w:numPr"))
        self._finish(sink, heading=heading, item=item)

    def _item(self, said: Element) -> Item | None:
        styles, numbering = self._context.styles, self._context.numbering
        list_id, level = child_value(said, "w:numId"), number(child_value(said, "w:ilvl"))
        if list_id is None:
            list_id, styled_level = styles.item(self._style)
            if list_id is None:
                return None
            if level is None:
                owner = styles.owner(self._style, list_id)
                level = numbering.level_of_style(list_id, owner)
            level = styled_level if level is None else level
        item = numbering.item(list_id, level or 0)
        if item and not item.level:
            return Item(styles.list_depth(self._style), item.mark)
        return item

    def _flush(self, sink: list[Block]) -> None:
        if self._runs.parts or self._below:
            self._finish(sink)

    def _finish(
        self, sink: list[Block], *, heading: bool = False, item: Item | None = None
    ) -> None:
        if item:
            block = self._runs.paragraph(heading=heading, level=item.level, mark=item.mark)
        else:
            block = self._runs.paragraph(heading=heading)
        if block["text"].strip():
            self._context.last = block["text"].strip()[:_PLACE_LENGTH]
        self._context.account.cut()
        sink.append(block)
        sink += self._below
        self._runs, self._below = Runs(), []

    # Tables

    def _rows(self, container: Element) -> Iterator[list[list[Block]]]:
        for each in container:
            found = name(each)
            if found == "w:tr":
                properties = child(each, "w:trPr")
                if child(properties, "w:del") is not None:
                    self._leave_out("deleted", each)
                elif switch(properties, "w:hidden"):
                    self._leave_out("hidden", each)
                else:
                    yield list(self._cells(each))
            elif inner := self._inside(each, found):
                yield from self._rows(inner[0])

    def _cells(self, container: Element) -> Iterator[list[Block]]:
        for each in container:
            found = name(each)
            if found == "w:tc":
                if child(each, "w:tcPr", "w:cellDel") is not None:
                    self._leave_out("deleted", each)
                    continue
                cell = list[Block]()
                self.blocks(each, cell)
                yield cell
            elif inner := self._inside(each, found):
                yield from self._cells(inner[0])

    # Text

    def _inline(self, container: Element) -> None:
        for each in container:
            self._inline_one(each)

    def _inline_one(self, element: Element) -> None:
        found = name(element)
        if found == "w:r":
            self._run(element)
        elif found == "w:pPr":
            return
        elif found in ("m:oMath", "m:oMathPara"):
            self._equation(element)
        elif found == "w:hyperlink":
            self._link(element)
        elif inner := self._inside(element, found):
            self._inline(inner[0])

    def _run(self, element: Element) -> None:
        properties, styles = child(element, "w:rPr"), self._context.styles
        character = child_value(properties, "w:rStyle")
        bold, hidden = on(properties, "w:b"), on(properties, "w:vanish")
        if bold is None:
            bold = styles.toggled("w:b", self._style, character)
        if hidden is None:
            hidden = styles.toggled("w:vanish", self._style, character)
        self._in_run(element, _Look(bold, hidden))
        if (on(properties, "w:strike") or on(properties, "w:dstrike")) and not hidden:
            self._leave_out("struck", element)

    def _in_run(self, container: Element, look: _Look) -> None:
        for each in container:
            found = name(each)
            if found == "w:t":
                self._write(_text(each), look)
            elif found in _PLAIN:
                self._write(_PLAIN[found], look)
            elif act := self._ACTS.get(found):
                act(self, each, look)
            elif found in ("w:rPr", "w:footnoteRef", "w:endnoteRef"):
                continue
            elif inner := self._inside(each, found):
                self._in_run(inner[0], look)

    def _write(self, text: str, look: _Look) -> None:
        """Go on with text, or say why it is not shown."""
        reason = self.fields.left_out or ("hidden" if look.hidden else "")
        if reason:
            self._context.account.add_run(reason, text, self._place)
            return
        self._context.account.cut()
        if text in ("\t", "\n"):
            self._runs.add(text, bold=look.bold)
        else:
            gated = gate(text)
            self._context.gate_notes.update(dict.fromkeys(gated.notes))
            self._runs.add(gated.text.replace(_SOFT_HYPHEN, ""), bold=look.bold)

    def _deleted(self, element: Element, _look: _Look) -> None:
        self._context.account.add_run("deleted", element.text or "", self._place)

    def _field_mark(self, element: Element, look: _Look) -> None:
        if not self._context.trusts_fields:
            return
        if shown := drawing.form_value(element):
            self._write(shown, look)
        self.fields.mark(value(element, "fldCharType"))

    def _instruction(self, element: Element, _look: _Look) -> None:
        self.fields.instruct(element.text or "")

    def _symbol(self, element: Element, look: _Look) -> None:
        font, place = value(element, "font") or "", value(element, "char") or ""
        shown = symbols.character(font, place)
        if shown:
            self._write(shown, look)
        else:
            self._add("symbol", f"{font} {place}")

    def _drawing(self, element: Element, look: _Look) -> None:
        if look.hidden or self.fields.left_out:
            self._leave_out(self.fields.left_out or "hidden", element)
            return
        for what, about in drawing.things(element):
            self._add(what, about)
        for words in drawing.watermarks(element):
            self._add("watermark", words)
        for box in drawing.boxes(element):
            self._below += read(box, self._context)

    def _note(self, element: Element, look: _Look) -> None:
        kind = "footnote" if name(element) == "w:footnoteReference" else "endnote"
        note = self._context.notes.get((kind, value(element, "id") or ""))
        if note is None:
            return
        if look.hidden or self.fields.left_out:
            self._leave_out(self.fields.left_out or "hidden", note)
            return
        self._add(kind, "")
        self._below += read(note, self._context)

    def _comment(self, _element: Element, _look: _Look) -> None:
        self._add("comment", "")

    def _ruby(self, element: Element, look: _Look) -> None:
        """A word with its reading above it: the reading in brackets behind it."""
        self._inline(child(element, "w:rubyBase"))
        reading = child(element, "w:rt")
        if reading is not None:
            self._write(" (", look)
            self._inline(reading)
            self._write(")", look)

    def _equation(self, element: Element) -> None:
        text = drawing.equation(element)
        self._add("equation", text)
        self._write(text, _Look())

    def _link(self, element: Element) -> None:
        address = self._context.links.get(value(element, "id", "r") or "", "")
        before = len(self._runs.parts)
        self._inline(element)
        if address.lower().startswith(_WEB):
            bare = address.partition(":")[2].strip("/").lower()
            if bare not in "".join(self._runs.parts[before:]).lower():
                self._add("link", address)

    # What is left out

    def _add(self, what: str, text: str) -> None:
        self._context.account.add(what, text, self._place)

    @property
    def _place(self) -> str:
        return self._runs.end(_PLACE_LENGTH).strip() or self._context.last

    def _leave_out(self, what: str, element: Element) -> None:
        text = drawing.text_of(element)
        if text.strip():
            self._add(what, text)

    _ACTS: ClassVar[dict[str, Callable[["_Story", Element, _Look], None]]] = {
        "w:delText": _deleted,
        "w:fldChar": _field_mark,
        "w:instrText": _instruction,
        "w:sym": _symbol,
        "w:drawing": _drawing,
        "w:pict": _drawing,
        "w:object": _drawing,
        "w:footnoteReference": _note,
        "w:endnoteReference": _note,
        "w:commentReference": _comment,
        "w:ruby": _ruby,
    }


_GALLERIES = frozenset({"Table of Contents", "Table of Figures", "Index"})


def _text(element: Element) -> str:
    """The text of a `w:t`: line ends are spaces, and outer ones count only if it says so."""
    text = (element.text or "").replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return text if value(element, "space", "xml") == "preserve" else text.strip(" ")
