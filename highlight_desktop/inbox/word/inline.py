"""Knows the text of a paragraph: which of its runs are shown, and why the others are not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from highlight_desktop.inbox.word import drawing, symbols
from highlight_desktop.inbox.word.context import Context
from highlight_desktop.inbox.word.fields import Fields, makes_contents
from highlight_desktop.inbox.word.names import Element, child, child_value, name, switch, value
from highlight_desktop.inbox.word.numbering import Item
from highlight_desktop.inbox.word.runs import Block, Runs
from highlight_desktop.inbox.word.styles import on
from highlight_desktop.report.text import gate

DELETED = frozenset({"w:del", "w:moveFrom"})
_PLAIN = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_SOFT_HYPHEN = "\xad"
_PLACE_LENGTH = 60
"""Characters that say where something was left out."""
_WEB = ("http:", "https:", "mailto:", "ftp:")
_GALLERIES = frozenset({"Table of Contents", "Table of Figures", "Index"})

Reader = Callable[[Element, Context], list[Block]]
"""What reads a story: a text box and a note are stories of their own."""


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    hidden: bool = False


class Text:
    """The paragraph that is being read, in a story whose fields may reach over several."""

    def __init__(self, context: Context, read: Reader) -> None:
        self._context = context
        self._read = read
        self.fields = Fields()
        self.style: str | None = None
        """The paragraph's style."""
        self._runs = Runs()
        self._below: list[Block] = []
        """Text boxes and notes, which come below the paragraph they hang on."""

    @property
    def is_begun(self) -> bool:
        """True when there is something that belongs to no finished paragraph yet."""
        return bool(self._runs.parts or self._below)

    def finish(self, *, heading: bool = False, item: Item | None = None) -> list[Block]:
        """The paragraph, and what comes below it; then the next one begins."""
        if item:
            block = self._runs.paragraph(heading=heading, level=item.level, mark=item.mark)
        else:
            block = self._runs.paragraph(heading=heading)
        if block["text"].strip():
            self._context.last = block["text"].strip()[:_PLACE_LENGTH]
        self._context.account.cut()
        blocks = [block, *self._below]
        self._runs, self._below = Runs(), []
        return blocks

    def inside(self, element: Element, found: str) -> tuple[Element] | None:
        """What to read in place of an element around text, or None if it was left out."""
        if found in DELETED:
            self.leave_out("deleted", element)
        elif found == "w:sdt":
            properties = child(element, "w:sdtPr")
            if switch(properties, "w:showingPlcHdr"):
                self.leave_out("placeholder", element)
            elif child_value(properties, "w:docPartObj", "w:docPartGallery") in _GALLERIES:
                self.leave_out("contents", element)
            else:
                content = child(element, "w:sdtContent")
                return None if content is None else (content,)
        elif found == "mc:AlternateContent":
            return (drawing.chosen(element),)
        elif found in ("w:altChunk", "w:subDoc"):
            self._add("file", "")
        elif found == "w:fldSimple" and makes_contents(value(element, "instr") or ""):
            self.leave_out("contents", element)
        elif not found.endswith("Pr"):
            return (element,)
        return None

    def take(self, container: Element) -> None:
        """Go on with all that stands in an element."""
        for each in container:
            self.take_one(each)

    def take_one(self, element: Element) -> None:
        """Go on with one element."""
        found = name(element)
        if found == "w:r":
            self._run(element)
        elif found == "w:pPr":
            return
        elif found in ("m:oMath", "m:oMathPara"):
            self._equation(element)
        elif found == "w:hyperlink":
            self._link(element)
        elif inner := self.inside(element, found):
            self.take(inner[0])

    def _run(self, element: Element) -> None:
        properties, styles = child(element, "w:rPr"), self._context.styles
        character = child_value(properties, "w:rStyle")
        bold, hidden = on(properties, "w:b"), on(properties, "w:vanish")
        if bold is None:
            bold = styles.toggled("w:b", self.style, character)
        if hidden is None:
            hidden = styles.toggled("w:vanish", self.style, character)
        self._in_run(element, _Look(bold, hidden))
        if (on(properties, "w:strike") or on(properties, "w:dstrike")) and not hidden:
            self.leave_out("struck", element)

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
            elif inner := self.inside(each, found):
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
            self.leave_out(self.fields.left_out or "hidden", element)
            return
        for what, about in drawing.things(element):
            self._add(what, about)
        for words in drawing.watermarks(element):
            self._add("watermark", words)
        for box in drawing.boxes(element):
            self._below += self._read(box, self._context)

    def _note(self, element: Element, look: _Look) -> None:
        kind = "footnote" if name(element) == "w:footnoteReference" else "endnote"
        # Taken out, so that notes which point at one another are read once.
        note = self._context.notes.pop((kind, value(element, "id") or ""), None)
        if note is None:
            return
        if look.hidden or self.fields.left_out:
            self.leave_out(self.fields.left_out or "hidden", note)
            return
        self._add(kind, "")
        self._below += self._read(note, self._context)

    def _comment(self, _element: Element, _look: _Look) -> None:
        self._add("comment", "")

    def _ruby(self, element: Element, look: _Look) -> None:
        """A word with its reading above it: the reading in brackets behind it."""
        self.take(child(element, "w:rubyBase"))
        reading = child(element, "w:rt")
        if reading is not None:
            self._write(" (", look)
            self.take(reading)
            self._write(")", look)

    def _equation(self, element: Element) -> None:
        text = drawing.equation(element)
        self._add("equation", text)
        self._write(text, _Look())

    def _link(self, element: Element) -> None:
        address = self._context.links.get(value(element, "id", "r") or "", "")
        before = len(self._runs.parts)
        self.take(element)
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

    def leave_out(self, what: str, element: Element) -> None:
        """Note text that is not shown, if there is any."""
        text = drawing.text_of(element)
        if text.strip():
            self._add(what, text)

    _ACTS: ClassVar[dict[str, Callable[["Text", Element, _Look], None]]] = {
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


def _text(element: Element) -> str:
    """The text of a `w:t`: line ends are spaces, and outer ones count only if it says so."""
    text = (element.text or "").replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return text if value(element, "space", "xml") == "preserve" else text.strip(" ")
