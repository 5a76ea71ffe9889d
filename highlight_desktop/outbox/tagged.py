"""Knows what makes a PDF one that anyone can read: which text is a heading, a list, a table.

Everything drawn is either content of an element of the structure tree, or an artifact: a
rule, a page number, whatever is not to be read aloud. Sections in the docstrings are those
of ISO 32000-1 (PDF 1.7); the rules are those of PDF/UA-1 (ISO 14289-1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import NamedTuple

from highlight_desktop.outbox.pdf_file import PdfFile, literal, reference, references, text_string


class Tag(Enum):
    """The standard structure types in use (14.8.4)."""

    DOCUMENT = "Document"
    SECT = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    H6 = "H6"
    PARAGRAPH = "P"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    ROW_HEADER = "TH"
    CELL = "TD"
    LINK = "Link"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    REFERENCE = "Reference"

    @classmethod
    def heading(cls, level: int) -> "Tag":
        """The heading of a level; below the sixth there is no other."""
        return cls[f"H{min(level, 6)}"]


class Artifact(Enum):
    """What is drawn and yet no content (14.8.2.2)."""

    HEADER = b"<</Type/Pagination/Subtype/Header/Attached[/Top]>>"
    FOOTER = b"<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
    WATERMARK = b"<</Type/Pagination/Subtype/Watermark>>"
    RULE = b"<</Type/Layout>>"


_LIST_MARKS = (b"Disc", b"Circle")
"""What the marks of a list look like, by how deep it is nested (14.8.5.5)."""


class _Content(NamedTuple):
    """A piece of a page, by its number there."""

    page: int
    mcid: int


class _Annotation(NamedTuple):
    """A place on a page that can be clicked."""

    page: int
    number: int


class Element:
    """An element of the structure tree: a heading, a list, the cell of a table."""

    __slots__ = ("depth", "is_closed", "kids", "number", "parent_number", "tag")

    def __init__(self, tag: Tag, number: int, parent_number: int, depth: int = 0) -> None:
        self.tag = tag
        self.number = number
        self.parent_number = parent_number
        self.depth = depth
        """How many lists it stands in, itself included."""
        self.kids: list[Element | _Content | _Annotation] = []
        self.is_closed = False


class Spot(NamedTuple):
    """A place in the document: a page, and how high on it, in points from its lower edge."""

    page: int
    up_pt: float

    def destination(self) -> bytes:
        """The same for the file, shown at whatever size the reader has chosen (12.3.2.2)."""
        return b"[%b/XYZ 0 %.2f 0]" % (reference(self.page), self.up_pt)


class LeftPage(NamedTuple):
    """A page whose content is written, and on which something is still to be drawn."""

    number: int
    key: int
    content: int
    annotations: bytes


class TaggedPages:
    """The pages of a document, and the tree that says what stands on them.

    A page is written when it ends and an element when it is closed.
    """

    def __init__(self, file: PdfFile, width_pt: float, height_pt: float, resources: int) -> None:
        self._file = file
        self._box = b"[0 0 %.2f %.2f]" % (width_pt, height_pt)
        self._resources = resources
        self.tree, self.root = file.allot(), file.allot()
        """The objects that the catalogue must name: the structure tree, and the pages' root."""
        self.document = Element(Tag.DOCUMENT, file.allot(), self.tree)
        self._pages: list[int] = []
        self._owners: dict[int, int] = {}
        """Whose the content of a page or an annotation is, by its key (14.7.4.4)."""
        self._keys = 0

    def begin_page(self) -> None:
        """Begin a page; what is drawn from now on stands on it."""
        self._drawn: list[bytes] = []
        self._marked: list[int] = []
        self._annotations: list[int] = []
        self.page = self._file.allot()
        """The object of the page being drawn."""
        self._page_key = self._key()

    def end_page(self) -> None:
        """Write the page."""
        self._write_page(self.leave_page())

    def leave_page(self) -> LeftPage:
        """Write what stands on the page, and leave the rest of it to `beneath`."""
        content = self._file.write_stream(b"\n".join(self._drawn))
        self._owners[self._page_key] = self._file.write(references(self._marked))
        annotations = b"/Annots%b" % references(self._annotations) if self._annotations else b""
        return LeftPage(self.page, self._page_key, content, annotations)

    @contextmanager
    def beneath(self, left: LeftPage) -> Iterator[None]:
        """Whatever is drawn meanwhile, artifacts all of it, lies beneath what stands on a page.

        Then the page is written. Pages come in the order in which they are written.
        """
        self._drawn = []
        yield
        self._write_page(left, beneath=self._file.write_stream(b"\n".join(self._drawn)))

    def _write_page(self, page: LeftPage, *, beneath: int = 0) -> None:
        content = references((beneath, page.content)) if beneath else b" " + reference(page.content)
        self._file.write(
            b"<</Type/Page/Parent %b/MediaBox%b/Resources %b/Contents%b/StructParents %d"
            b"/Tabs/S%b>>"
            % (
                reference(self.root),
                self._box,
                reference(self._resources),
                content,
                page.key,
                page.annotations,
            ),
            page.number,
        )
        self._pages.append(page.number)

    def element(self, tag: Tag, parent: Element) -> Element:
        """A new element, the last so far in its parent."""
        if parent.is_closed:
            raise ValueError(f"{parent.tag} is closed already")
        depth = parent.depth + (tag is Tag.LIST)
        element = Element(tag, self._file.allot(), parent.number, depth)
        parent.kids.append(element)
        return element

    @contextmanager
    def content_of(self, element: Element) -> Iterator[None]:
        """Whatever is drawn meanwhile is content of an element."""
        mcid = len(self._marked)
        self._marked.append(element.number)
        element.kids.append(_Content(self.page, mcid))
        self._drawn.append(b"/%b<</MCID %d>>BDC" % (element.tag.value.encode(), mcid))
        yield
        self._drawn.append(b"EMC")

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        """Whatever is drawn meanwhile is not read aloud."""
        self._drawn.append(b"/Artifact%bBDC" % kind.value)
        yield
        self._drawn.append(b"EMC")

    def draw(self, operators: bytes) -> None:
        """Draw something; only within `content_of` or `artifact`."""
        self._drawn.append(operators)

    def link(self, element: Element, box_pt: tuple[float, ...], says: str, target: bytes) -> None:
        """Make a box of the page (left, lower, right, upper) lead somewhere."""
        key = self._key()
        number = self._file.write(
            b"<</Type/Annot/Subtype/Link/Rect[%b]/Border[0 0 0]/F 4/P %b/Contents%b"
            b"/StructParent %d%b>>"
            % (
                b" ".join(b"%.2f" % edge for edge in box_pt),
                reference(self.page),
                text_string(says),
                key,
                target,
            )
        )
        self._annotations.append(number)
        self._owners[key] = element.number
        element.kids.append(_Annotation(self.page, number))

    def close(self, element: Element) -> None:
        """Write an element with all that is in it; nothing more may be put into it."""
        waiting = [element]
        while waiting:
            each = waiting.pop()
            waiting += [kid for kid in each.kids if isinstance(kid, Element) and not kid.is_closed]
            self._file.write(_dictionary(each), each.number)
            each.is_closed, each.kids = True, []

    def finish(self) -> None:
        """Write what is left of the trees."""
        self.close(self.document)
        numbers = b" ".join(
            b"%d %b" % (key, reference(owner)) for key, owner in sorted(self._owners.items())
        )
        self._file.write(
            b"<</Type/StructTreeRoot/K %b/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>"
            % (reference(self.document.number), numbers, self._keys),
            self.tree,
        )
        self._file.write(
            b"<</Type/Pages/Kids%b/Count %d>>" % (references(self._pages), len(self._pages)),
            self.root,
        )

    def _key(self) -> int:
        self._keys += 1
        return self._keys - 1


def link_target(link: str) -> bytes:
    """Where a link leads: to an anchor of this document, "#key", or to an address in ASCII."""
    if link.startswith("#"):
        return b"/Dest%b" % text_string(link[1:])
    return b"/A<</Type/Action/S/URI/URI%b>>" % literal(link.encode("ascii"))


def _dictionary(element: Element) -> bytes:
    """An element for the file (14.7.2). Content on its first page needs no more than a number."""
    first = next((kid.page for kid in element.kids if not isinstance(kid, Element)), 0)
    kids = b" ".join(_kid(kid, first) for kid in element.kids)
    return b"<</Type/StructElem/S/%b/P %b%b%b/K[%b]>>" % (
        element.tag.value.encode(),
        reference(element.parent_number),
        b"/Pg %b" % reference(first) if first else b"",
        _attributes(element),
        kids,
    )


def _kid(kid: Element | _Content | _Annotation, first: int) -> bytes:
    if isinstance(kid, Element):
        return reference(kid.number)
    page = b"" if kid.page == first else b"/Pg %b" % reference(kid.page)
    if isinstance(kid, _Annotation):
        return b"<</Type/OBJR%b/Obj %b>>" % (page, reference(kid.number))
    return b"<</Type/MCR%b/MCID %d>>" % (page, kid.mcid) if page else b"%d" % kid.mcid


def _attributes(element: Element) -> bytes:
    if element.tag is Tag.ROW_HEADER:
        return b"/A<</O/Table/Scope/Row>>"
    if element.tag is Tag.LIST:
        mark = _LIST_MARKS[min(element.depth, len(_LIST_MARKS)) - 1]
        return b"/A<</O/List/ListNumbering/%b>>" % mark
    return b""
