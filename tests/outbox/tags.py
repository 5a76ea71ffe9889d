"""Reads a tagged PDF back as a screen reader would, and says whatever is wrong with it.

Two judges pass files whose headings are paragraphs and whose words are missing from the
tree. So the tags and the text, in order, are compared with the report itself as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import page as judge
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from highlight_desktop.outbox import last_page
from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.outbox.story import MARKING_LABEL, NOT_FILLED_IN, field_value, version_line
from highlight_desktop.report.prose import Block, BlockKind, Prose, runs
from highlight_desktop.report.report import NOT_YET_PLACED
from highlight_desktop.report.snapshot import Printable

Tree = tuple[str, str, tuple["Tree", ...]]
"""A tag, the text directly in it, and the elements in it."""

BULLETS = ("•", "◦")


class Marked(NamedTuple):
    """Some text of a page and what it is marked as."""

    tag: str
    mcid: int | None
    text: str


class ReadBack:
    """A tagged PDF, read."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]
        self.faults: list[str] = []
        self._of_page: dict[int, dict[int, str]] = {}
        self._keys: dict[int, int] = {}
        self.artifacts: list[list[Marked]] = []
        for each in self.reader.pages:
            self._read_page(each)
        self._seen: set[tuple[int, int]] = set()
        tree = self.root["/StructTreeRoot"]
        self._owners = dict(_pairs(tree["/ParentTree"]["/Nums"]))
        self.links: list[tuple[str, str]] = []
        self.tree = self._element(tree["/K"], tree.raw_get("/K").idnum, 0)
        if len(self.links) != sum(len(each.get("/Annots", [])) for each in self.reader.pages):
            self.faults.append("a link that stands in no element")
        left = {(page, mcid) for page, found in self._of_page.items() for mcid in found}
        if left - self._seen:
            self.faults.append(f"text that stands in no element: {sorted(left - self._seen)[:5]}")

    def _read_page(self, each: Any) -> None:
        number = each.indirect_reference.idnum
        self._keys[number] = each["/StructParents"]
        found: dict[int, str] = {}
        artifacts: list[Marked] = []
        for marked in _marked(each, self.reader):
            if marked.tag == "/Artifact":
                artifacts.append(marked)
            elif marked.mcid is None:
                self.faults.append(f"text outside the tree: {marked.text!r}")
            elif marked.mcid in found:
                self.faults.append(f"a doubled number: {marked.mcid}")
            else:
                found[marked.mcid] = marked.text
        self._of_page[number] = found
        self.artifacts.append(artifacts)

    def _element(self, element: Any, number: int, page: int) -> Tree:
        page = element.raw_get("/Pg").idnum if "/Pg" in element else page
        text, inside = [], []
        for kid in element.get("/K", []):
            value = kid.get_object()
            if isinstance(value, int):
                text.append(self._content(page, value, number))
            elif value.get("/Type") == "/MCR":
                at = value.raw_get("/Pg").idnum if "/Pg" in value else page
                text.append(self._content(at, value["/MCID"], number))
            elif value.get("/Type") == "/OBJR":
                self._annotation(value["/Obj"], number)
            else:
                if value.raw_get("/P").idnum != number:
                    self.faults.append(f"an element with another parent: {value['/S']}")
                below = self._element(value, kid.idnum, page)
                # A link is part of the sentence it stands in.
                if below[0] == "Link":
                    text.append(below[1])
                else:
                    inside.append(below)
        return element["/S"][1:], "".join(text), tuple(inside)

    def _content(self, page: int, mcid: int, number: int) -> str:
        if (page, mcid) in self._seen:
            self.faults.append(f"content in two elements: {mcid}")
        self._seen.add((page, mcid))
        owners = self._owners[self._keys[page]].get_object()
        if mcid >= len(owners) or owners[mcid].idnum != number:
            self.faults.append(f"the parent tree names another element for {mcid}")
        return self._of_page.get(page, {}).get(mcid, "")

    def _annotation(self, annotation: Any, number: int) -> None:
        if self._owners[annotation["/StructParent"]].idnum != number:
            self.faults.append("the parent tree names another element for a link")
        where = annotation["/A"]["/URI"] if "/A" in annotation else f"#{annotation['/Dest']}"
        self.links.append((annotation["/Contents"], where))


def faults(content: bytes, snapshot: Printable) -> list[str]:
    """All that is wrong with the PDF of a report, empty for a good one."""
    found = judged(content)
    try:
        back = ReadBack(content)
    except (KeyError, TypeError, AttributeError) as error:
        return [*found, f"the tree cannot be read: {error!r}"]
    found += back.faults
    if composed(back.tree) != ("Document", "", expected(snapshot)):
        found.append("tags and text are not those of the report")
    levels = [int(tag[1]) for tag, _, _ in back.tree[2] if re.fullmatch(r"H\d", tag)]
    if any(below > above + 1 for above, below in pairwise([0, *levels])):
        found.append("a level of headings is left out")
    return found


def judged(content: bytes) -> list[str]:
    """What the judge of PDF/UA-1 and of PDF/A-3a says against a file."""
    limits = judge.SafetyLimits.unlimited()
    return [
        f"{profile}: {failure.message}"
        for profile in ("ua1", "3a")
        for failure in judge.validate_pdf_bytes(content, profile=profile, limits=limits).failures
    ]


def expected(snapshot: Printable) -> tuple[Tree, ...]:
    """What a report has to say, by its own words, as the elements of a document."""
    report = snapshot.report
    form = report.edition
    rows = [(field.label, field_value(snapshot, field) or NOT_FILLED_IN) for field in form.header]
    if report.marking:
        rows.insert(0, (MARKING_LABEL, report.marking))
    table = tuple(
        ("TR", "", (("TH", printed(label), ()), ("TD", printed(value), ())))
        for label, value in rows
    )
    found: list[Tree] = [("H1", form.title, ()), ("Table", "", table)]
    found.append(("P", printed(version_line(snapshot)), ()))
    level = 3 if form.parts else 2
    part = ""
    for section in form.sections:
        its_part = form.part_of(section)
        if its_part and its_part.id != part:
            part = its_part.id
            found.append(("H2", its_part.heading, ()))
        found.append((f"H{level}", section.heading, ()))
        answer = report.answer_to(section)
        found += prose_tree(answer.prose, level + 1) or [("P", printed(answer.in_words), ())]
    if report.unplaced:
        found.append(("H2", NOT_YET_PLACED, ()))
        found += prose_tree(report.unplaced, 3)
    if snapshot.since:
        found.append(("H2", last_page.TITLE, ()))
        found += prose_tree(last_page.introduction(snapshot.since), 3)
        for heading, prose in last_page.sections(snapshot.since):
            found += [("H3", printed(heading), ()), *prose_tree(prose, 4)]
    return tuple(composed(each) for each in found)


def printed(*texts: str) -> str:
    """Text as the letters of the fonts give it, cut where its look changes."""
    around = ["", *texts, ""]
    return "".join(
        part
        for number, text in enumerate(texts, 1)
        for part, _ in lettering().spell(text, around[number - 1], around[number + 1])
    )


def composed(tree: Tree) -> Tree:
    """The same with each letter and its accent in one, where Unicode has one for both."""
    tag, text, inside = tree
    return tag, unicodedata.normalize("NFC", text), tuple(map(composed, inside))


def prose_tree(prose: Prose, sub_level: int) -> list[Tree]:
    """A text as the elements it becomes, its sub-headings of a level."""
    found: list[Tree] = []
    bullets: list[Block] = []
    for block in (*prose, None):
        if block and block.kind is BlockKind.BULLET:
            bullets.append(block)
            continue
        if bullets:
            found.append(_list(bullets, 0))
            bullets = []
        if block:
            tag = f"H{sub_level}" if block.kind is BlockKind.SUBHEADING else "P"
            found.append((tag, _words(block), ()))
    return found


def _list(bullets: list[Block], level: int) -> Tree:
    """Bullets as a list; deeper ones are a list in the item above them, or in an empty one."""
    items: list[Tree] = []
    while bullets:
        own = bullets.pop(0) if bullets[0].level == level else None
        deeper = []
        while bullets and bullets[0].level > level:
            deeper.append(bullets.pop(0))
        body = ("LBody", _words(own) if own else "", (_list(deeper, level + 1),) if deeper else ())
        items.append(("LI", "", (("Lbl", BULLETS[level], ()), body) if own else (body,)))
    return "L", "", tuple(items)


def _words(block: Block) -> str:
    return printed(*(text for text, _ in runs(block)))


def _pairs(flat: list[Any]) -> Iterator[tuple[int, Any]]:
    return ((int(key), flat[place + 1]) for place, key in enumerate(flat) if place % 2 == 0)


def _marked(each: Any, reader: PdfReader) -> Iterator[Marked]:
    """The text of a page, one piece for each sequence of marked content it stands in."""
    letters = {
        name: _letters(font.get_object()) for name, font in each["/Resources"]["/Font"].items()
    }
    tag, mcid, text, font, depth = "", None, [], {}, 0
    for operands, operator in ContentStream(each["/Contents"].get_object(), reader).operations:
        if operator == b"BDC":
            depth += 1
            if depth > 1 or text:
                yield Marked("nested or outside", None, "".join(text))
            properties = operands[1] if isinstance(operands[1], DictionaryObject) else {}
            tag, mcid, text = operands[0], properties.get("/MCID"), []
        elif operator == b"EMC":
            depth -= 1
            yield Marked(tag, mcid, "".join(text))
            tag, mcid, text = "", None, []
        elif operator == b"Tf":
            font = letters[operands[0]]
        elif operator == b"Tj":
            text += [font.get(byte, "\ufffd") for byte in operands[0].original_bytes]
    if text:
        yield Marked("outside", None, "".join(text))


def _letters(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<(..)> <(\w{4,})>\n", font["/ToUnicode"].get_data())
    return {int(byte, 16): bytes.fromhex(code.decode()).decode("utf-16-be") for byte, code in pairs}
