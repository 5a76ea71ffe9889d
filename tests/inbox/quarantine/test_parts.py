"""A reader is given the parts on the list and no others; what may act refuses the file."""

import zipfile
from io import BytesIO

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.package import open_package
from highlight_desktop.inbox.quarantine.parts import Cleaned, clean
from tests.inbox.hostile.packages import DOCUMENT, WORKBOOK, Member, document, package, workbook


def cleaned(content: bytes) -> Cleaned:
    return clean(open_package(content))


def names(found: Cleaned) -> set[str]:
    with zipfile.ZipFile(BytesIO(found.content)) as archive:
        return set(archive.namelist())


def test_the_parts_that_are_read_come_through_byte_for_byte() -> None:
    for content, parts, kind in (
        (document(), DOCUMENT, Kind.WORD),
        (workbook(), WORKBOOK, Kind.WORKBOOK),
    ):
        found = cleaned(content)
        with zipfile.ZipFile(BytesIO(found.content)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == parts
        assert (found.kind, found.notes) == (kind, ())


WORD_NEIGHBOURS = (
    "word/theme/theme1.xml",
    "word/glossary/document.xml",
    "word/fonts/font1.odttf",
    "word/media/image1.png",
    "word/embeddings/sheet.xlsx",
    "word/charts/chart1.xml",
    "customXml/item1.xml",
    "docProps/thumbnail.jpeg",
    "docMetadata/LabelInfo.xml",
    "userCustomization/customUI.xml",
    "anything.exe",
)


@pytest.mark.parametrize("name", WORD_NEIGHBOURS)
def test_what_word_keeps_beside_its_text_is_left_outside(name: str) -> None:
    found = cleaned(document({}, Member(name, b"\x00 no XML")))
    assert names(found) == set(DOCUMENT)


WORD_PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header1", "footer2")


@pytest.mark.parametrize("name", [*WORD_PARTS, "settings", "webSettings", "fontTable"])
def test_what_belongs_to_the_text_is_read(name: str) -> None:
    assert names(cleaned(document({}, Member(f"word/{name}.xml")))) >= {f"word/{name}.xml"}


SHEET_NEIGHBOURS = (
    "xl/comments1.xml",
    "xl/threadedComments/threadedComment1.xml",
    "xl/persons/person.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/media/image1.png",
    "xl/printerSettings/printerSettings1.bin",
    "xl/calcChain.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "customXml/_rels/item1.xml.rels",
)


@pytest.mark.parametrize("name", SHEET_NEIGHBOURS)
def test_what_excel_keeps_beside_its_cells_is_left_outside(name: str) -> None:
    assert names(cleaned(workbook({}, Member(name, b"\x00 no XML")))) == set(WORKBOOK)


@pytest.mark.parametrize("name", ["xl/tables/table1.xml", "docProps/custom.xml", "customXml/i.xml"])
def test_what_our_own_workbook_carries_is_read(name: str) -> None:
    assert name in names(cleaned(workbook({}, Member(name))))


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (document({}, Member("word/media/image1.png")), "pictures, charts and drawings"),
        (document({}, Member("word/embeddings/oleObject1.bin")), "files embedded in it"),
        (workbook({}, Member("xl/comments1.xml")), "comments"),
        (workbook({}, Member("xl/threadedComments/threadedComment1.xml")), "comments"),
    ],
)
def test_what_a_reader_might_miss_is_noted(content: bytes, note: str) -> None:
    assert cleaned(content).notes == (f"It holds {note}, which were not read.",)


@pytest.mark.parametrize("make", [document, workbook])
@pytest.mark.parametrize(
    "name", ["{}/vbaProject.bin", "{}/VBAPROJECT.BIN", "{}/vbaData.xml", "{}/activeX/activeX1.xml"]
)
def test_what_may_act_refuses_the_file_whatever_its_capitals(make, name: str) -> None:
    folder = "word" if make is document else "xl"
    with pytest.raises(ImportRefusedError, match=r"holds (macros|ActiveX controls)") as refused:
        cleaned(make({}, Member(name.format(folder))))
    what = "a Word document (.docx)" if make is document else "a workbook (.xlsx)"
    assert refused.value.remedy == f"Save it as {what} without them, and import that."


def test_a_part_that_is_not_read_may_be_as_wild_as_it_likes() -> None:
    wild = Member("word/theme/theme1.xml", b"<!DOCTYPE x []><x/>")
    assert cleaned(document({}, wild)).kind is Kind.WORD


def test_a_package_without_its_types_is_an_archive() -> None:
    with pytest.raises(ImportRefusedError, match="is an archive"):
        cleaned(package(Member("word/document.xml")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("what", ["application/vnd.ms-word.document.macroEnabled.main+xml", ""])
def test_what_the_parts_are_declared_to_be_is_read_in_any_encoding_of_office(
    encoding: str, what: str
) -> None:
    types = f'<?xml version="1.0"?><Types><Override PartName="/a" ContentType="{what}"/></Types>'
    mark = "\ufeff" * (encoding == "utf-16-be")
    content = document({"[Content_Types].xml": (mark + types).encode(encoding)})
    if what:
        with pytest.raises(ImportRefusedError, match="holds macros"):
            cleaned(content)
    else:
        assert cleaned(content).kind is Kind.WORD
