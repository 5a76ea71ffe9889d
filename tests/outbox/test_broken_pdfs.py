"""The checks can fail: PDFs broken on purpose, one by one, are all found out."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from highlight_desktop.outbox import pdf
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.snapshot import Snapshot
from tests.outbox import tags

PROSE: Prose = (
    Block(BlockKind.PARAGRAPH, "The depot at https://council.example/depot is open."),
    Block(BlockKind.SUBHEADING, "Vans"),
    Block(BlockKind.BULLET, "Two are back"),
    Block(BlockKind.BULLET, "one is not", level=1),
    Block(BlockKind.PARAGRAPH, "Repairs went on for weeks. " * 120),
)
Break = Callable[[PdfWriter], None]
BREAKS: dict[str, Break] = {}


def breaks(what: str) -> Callable[[Break], Break]:
    def keep(each: Break) -> Break:
        BREAKS[what] = each
        return each

    return keep


def elements(file: PdfWriter, tag: str) -> Iterator[Any]:
    """All elements of one tag, in the order of the file."""
    for each in file._objects:
        if isinstance(each, dict) and each.get("/S") == tag and each.get("/P"):
            yield each


def each_dict(file: PdfWriter, key: str, value: str) -> Iterator[Any]:
    for each in file._objects:
        if isinstance(each, dict) and each.get(key) == value:
            yield each


def rewrite(file: PdfWriter, change: Callable[[bytes], bytes], page: int = 0) -> None:
    """Change what is drawn on a page."""
    contents: Any = file.pages[page]["/Contents"].get_object()
    before = contents.get_data()
    after = change(before)
    assert after != before
    contents.set_data(after)


def renew_metadata(file: PdfWriter, before: str, after: str) -> None:
    packet = file.root_object["/Metadata"].get_object().get_data().decode()
    assert before in packet
    stream = StreamObject()
    stream.set_data(packet.replace(before, after).encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata")})
    stream[NameObject("/Subtype")] = NameObject("/XML")
    file.root_object[NameObject("/Metadata")] = file._add_object(stream)


@breaks("headings are paragraphs")
def _(file: PdfWriter) -> None:
    for heading in list(elements(file, "/H3")):
        heading[NameObject("/S")] = NameObject("/P")


@breaks("row headers are plain cells")
def _(file: PdfWriter) -> None:
    for header in list(elements(file, "/TH")):
        header[NameObject("/S")] = NameObject("/TD")


@breaks("the scope of row headers is missing")
def _(file: PdfWriter) -> None:
    for header in elements(file, "/TH"):
        del header["/A"]


@breaks("a level of headings is left out")
def _(file: PdfWriter) -> None:
    for heading in list(elements(file, "/H2")):
        heading[NameObject("/S")] = NameObject("/H5")


@breaks("a list is no list")
def _(file: PdfWriter) -> None:
    for each in list(elements(file, "/L")):
        each[NameObject("/S")] = NameObject("/Sect")


@breaks("a paragraph is missing from the tree")
def _(file: PdfWriter) -> None:
    paragraph = list(elements(file, "/P"))[-1]
    paragraph["/P"]["/K"].remove(paragraph.indirect_reference)


@breaks("two paragraphs have changed places")
def _(file: PdfWriter) -> None:
    kids = next(elements(file, "/Document"))["/K"]
    kids[-1], kids[-2] = kids[-2], kids[-1]


@breaks("a paragraph is content of no element")
def _(file: PdfWriter) -> None:
    rewrite(file, lambda drawn: drawn.replace(b"/P<</MCID ", b"/P<</X ", 1))


@breaks("text stands in no marked content")
def _(file: PdfWriter) -> None:
    rewrite(file, lambda drawn: drawn + b"\nBT /NotoSans.0 9 Tf 9 9 Td (beside) Tj ET")


@breaks("the running foot is no artifact")
def _(file: PdfWriter) -> None:
    foot = b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC"
    rewrite(file, lambda drawn: drawn.replace(foot, b"/Span<<>>BDC", 1))


@breaks("a paragraph is an artifact")
def _(file: PdfWriter) -> None:
    rewrite(file, lambda drawn: re.sub(rb"/P<</MCID \d+>>BDC", b"/Artifact<<>>BDC", drawn))


@breaks("a number of marked content is doubled")
def _(file: PdfWriter) -> None:
    rewrite(file, lambda drawn: drawn.replace(b"/MCID 2>>", b"/MCID 1>>"))


@breaks("a word is altered")
def _(file: PdfWriter) -> None:
    rewrite(file, lambda drawn: drawn.replace(b"depot", b"drain"))


@breaks("the parent tree names the wrong elements")
def _(file: PdfWriter) -> None:
    owners = file.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][1].get_object()
    owners.append(owners.pop(0))


@breaks("the parent tree is missing")
def _(file: PdfWriter) -> None:
    del file.root_object["/StructTreeRoot"]["/ParentTree"]


@breaks("a page does not say which key it has")
def _(file: PdfWriter) -> None:
    del file.pages[0]["/StructParents"]


@breaks("the order of tabs is missing")
def _(file: PdfWriter) -> None:
    for each in file.pages:
        if "/Annots" in each:
            del each["/Tabs"]


@breaks("the language is missing")
def _(file: PdfWriter) -> None:
    del file.root_object["/Lang"]


@breaks("the title is missing")
def _(file: PdfWriter) -> None:
    renew_metadata(file, "<dc:title>", "<dc:source>")


@breaks("the title is not shown")
def _(file: PdfWriter) -> None:
    shown = file.root_object["/ViewerPreferences"]
    shown[NameObject("/DisplayDocTitle")] = BooleanObject(False)


@breaks("it does not say that it is tagged")
def _(file: PdfWriter) -> None:
    del file.root_object["/MarkInfo"]


@breaks("it does not claim PDF/UA")
def _(file: PdfWriter) -> None:
    renew_metadata(file, "<pdfuaid:part>1</pdfuaid:part>", "")


@breaks("it does not claim PDF/A")
def _(file: PdfWriter) -> None:
    renew_metadata(file, "<pdfaid:part>3</pdfaid:part>", "")


@breaks("a font is not embedded")
def _(file: PdfWriter) -> None:
    del next(each_dict(file, "/Type", "/FontDescriptor"))["/FontFile2"]


@breaks("a font does not say which letters it has")
def _(file: PdfWriter) -> None:
    del next(each_dict(file, "/Type", "/Font"))["/ToUnicode"]


@breaks("letters are wider than said")
def _(file: PdfWriter) -> None:
    font = next(each_dict(file, "/Type", "/Font"))
    font[NameObject("/Widths")] = ArrayObject(NumberObject(333) for _ in font["/Widths"])


@breaks("what colours mean is missing")
def _(file: PdfWriter) -> None:
    del file.root_object["/OutputIntents"]


@breaks("a link does not say what it is")
def _(file: PdfWriter) -> None:
    for link in each_dict(file, "/Subtype", "/Link"):
        del link["/Contents"]


@breaks("a link is in no element")
def _(file: PdfWriter) -> None:
    for link in elements(file, "/Link"):
        link["/K"].pop()


@breaks("the attached report does not say what it is to the document")
def _(file: PdfWriter) -> None:
    del next(each_dict(file, "/Type", "/Filespec"))["/AFRelationship"]


@breaks("it runs a script when opened")
def _(file: PdfWriter) -> None:
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): NameObject("/1")}
    file.root_object[NameObject("/OpenAction")] = DictionaryObject(script)


@pytest.fixture(scope="module")
def snapshot(frozen: Callable[..., Snapshot]) -> Snapshot:
    return frozen(PROSE, marking="OFFICIAL")


@pytest.fixture(scope="module")
def whole(snapshot: Snapshot) -> bytes:
    return pdf.render(snapshot)


def test_the_same_file_written_again_unbroken_is_still_good(
    whole: bytes, snapshot: Snapshot
) -> None:
    assert tags.faults(written(PdfWriter(clone_from=PdfReader(BytesIO(whole)))), snapshot) == []


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_pdf_is_found_out(what: str, whole: bytes, snapshot: Snapshot) -> None:
    file = PdfWriter(clone_from=PdfReader(BytesIO(whole)))
    BREAKS[what](file)
    assert tags.faults(written(file), snapshot)


def written(file: PdfWriter) -> bytes:
    output = BytesIO()
    file.write(output)
    return output.getvalue()
