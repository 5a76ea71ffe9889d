"""Files that mean no good, each with what must be said of it, or None when it may be read."""

import base64
import hashlib
import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from tests.inbox.hostile.documents import (
    ATTACHED,
    CATALOGUE,
    FILE,
    PAGE,
    PAGES,
    TEXT,
    attached,
    bomb,
    carrying,
    message,
    nested,
    object_stream,
    pdf,
    stream,
    with_catalogue,
    with_pages,
    xref_loop,
)
from tests.inbox.hostile.packages import (
    DOCUMENT,
    KINDS,
    SHEET,
    TYPES,
    WORD,
    WORKBOOK,
    Member,
    body,
    document,
    members,
    override,
    package,
    paragraphs,
    relations,
    sheet,
    workbook,
)

GROWS = "would grow"
TWICE = "two files of one name"
UNSAFE = "name that is not safe"
CUT = "cut short|damaged"
ENTITIES = "XML entities"
TOO_MUCH = "more (elements|than|text|in one)|cells beyond|does not exist|merged or linked"

LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def noise(letters: int, seed: int) -> str:
    """Text that cannot be packed tightly enough to be refused for that."""
    return hashlib.shake_128(str(seed).encode()).hexdigest(letters // 2)


def with_doctype(doctype: str, text: str) -> dict[str, bytes]:
    return {"word/document.xml": doctype.encode() + body(paragraphs(text))}


def spread(name: str, target: str = "") -> Member:
    return Member(name, (target or "<x/>").encode())


def quine_like() -> bytes:
    """A package that holds itself, four deep."""
    inner = document()
    for _ in range(4):
        inner = document({}, Member("word/again.zip", inner))
    return inner


def many_entries(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", b"")
    return target.getvalue()


def overlapping() -> bytes:
    """Fifty entries that are all the same bytes (David Fifield's bomb, in small)."""
    kernel = Member("word/document.xml", bytes(60_000))
    same = [Member(f"word/{n}.xml", bytes(60_000), offset=0, local_name="x") for n in range(50)]
    return package(kernel, *same)


def encrypted() -> bytes:
    return package(*members(DOCUMENT), Member("word/secret.xml", flags=0x0801))


def deep(depth: int) -> bytes:
    return document({"word/document.xml": body("<w:p>" * depth + "</w:p>" * depth)})


def office_of(extension: str, *names: str) -> bytes:
    return package(*(Member(name) for name in (*names, f"content.{extension}")))


def rows(count: int, first: int = 1) -> str:
    return "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(first, first + count)
    )


def styles(inner: str) -> dict[str, bytes]:
    return {"xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{inner}</styleSheet>'.encode()}


def book(inner: str) -> dict[str, bytes]:
    sheets = '<sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets>'
    xml = f'<workbook xmlns="{SHEET}" xmlns:r="{KINDS}">{sheets}{inner}</workbook>'
    return {"xl/workbook.xml": xml.encode()}


def one_cell(inner: str) -> dict[str, bytes]:
    return sheet(f'<row r="1"><c r="A1"{inner}</c></row>')


def macro_enabled(kind: str) -> dict[str, bytes]:
    declared = (
        '<Override PartName="/{}" ContentType="application/vnd.ms-{}.macroEnabled.main+xml"/>'
    )
    part, name = ("word/document.xml", "word.document") if kind == "docm" else (
        "xl/workbook.xml", "excel.sheet"
    )  # fmt: skip
    return {"[Content_Types].xml": TYPES.format(declared.format(part, name)).encode()}


def tar_gz() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../../etc/passwd"))
    return target.getvalue()


File = tuple[str, Callable[[], bytes], str | None]
"""A name, what makes its bytes, and what must be said of it."""

PACKAGES: list[File] = [
    ("flat bomb.docx", lambda: document({"word/document.xml": bytes(49_000_000)}), GROWS),
    ("wide bomb.xlsx", lambda: workbook({}, *(
        Member(f"xl/worksheets/s{n}.xml", bytes(3_000_000), method=0) for n in range(3)
    ), *(Member(f"xl/worksheets/t{n}.xml", claimed_bytes=5_000_000) for n in range(9))), GROWS),
    ("nested bomb.docx", lambda: document({}, Member("word/a.zip", document())), "archive within"),
    ("quine.docx", quine_like, "archive within"),
    ("lying size.docx", lambda: package(*members(DOCUMENT | {"word/document.xml": b""}), Member(
        "word/more.xml", bytes(9_000_000), claimed_bytes=60_000)), "damaged"),
    ("lying packed size.docx", lambda: document({}, Member(
        "word/more.xml", claimed_packed_bytes=4_000_000)), "damaged|lie on top"),
    ("wrong checksum.docx", lambda: document({}, Member("word/more.xml", crc=1)), "damaged"),
    ("wrong deflate.docx", lambda: document({}, Member("word/more.xml", packed=b"\xff" * 9)), CUT),
    ("overlapping.docx", overlapping, "directory|lie on top"),
    ("shared entry.docx", lambda: document({}, Member("word/a.xml", offset=0,
        local_name="[Content_Types].xml")), "directory"),
    ("65,535 entries.docx", lambda: many_entries(65_535), "more than 200"),
    ("70,000 entries.docx", lambda: many_entries(70_000), "more than 200"),
    ("201 entries.docx", lambda: many_entries(201), "more than 200"),
    ("lying count.docx", lambda: package(*members(DOCUMENT), count=2), "directory"),
    ("duplicates.docx", lambda: document({}, spread("word/document.xml")), TWICE),
    ("duplicates by case.docx", lambda: document({}, spread("WORD/Document.xml")), TWICE),
    ("climbing.docx", lambda: document({}, spread("word/../../../etc/passwd")), UNSAFE),
    ("absolute.docx", lambda: document({}, spread("/etc/passwd")), UNSAFE),
    ("drive.docx", lambda: document({}, spread("C:/Windows/win.ini")), UNSAFE),
    ("backslash.docx", lambda: document({}, spread("..\\..\\win.ini")), UNSAFE),
    ("NUL in a name.docx", lambda: document({}, spread("word/a.xml\x00.exe")), UNSAFE),
    ("two names.docx", lambda: document({}, Member("word/a.xml", local_name="word/b.xml")),
     "directory"),
    ("encrypted entry.docx", encrypted, "password"),
    ("odd method.docx", lambda: document({}, Member("word/a.xml", method=99)), "unusual way"),
    ("half.docx", lambda: document()[:700], CUT),
    ("no end.docx", lambda: document()[:-1], CUT),
    ("only a beginning.docx", lambda: b"PK\x03\x04", CUT),
    ("end alone.xlsx", lambda: package(), "empty archive"),
    ("prefixed.docx", lambda: b"PK\x03\x04" + document(), "directory"),
    ("trailing.docx", lambda: document() + bytes(1000), CUT),
    ("program behind a comment.docx", lambda: package(
        *members(DOCUMENT), comment=b"MZ\x90" * 1000), None),
    ("archive.docx", lambda: package(Member("report.txt", b"Parks")), "is an archive"),
    ("presentation.docx", lambda: office_of("xml", "[Content_Types].xml", "ppt/presentation.xml"),
     "is a presentation"),
    ("binary workbook.xlsx", lambda: office_of("xml", "[Content_Types].xml", "xl/workbook.bin"),
     "binary Excel workbook"),
    ("text document.odt", lambda: office_of("xml", "mimetype"), "LibreOffice"),
    ("pages.pages", lambda: office_of("iwa", "Index/Document.iwa"), "Apple Pages"),
]  # fmt: skip

DOCUMENTS: list[File] = [
    ("billion laughs.docx", lambda: document(with_doctype(LAUGHS, "&j;")), ENTITIES),
    ("quadratic entities.docx", lambda: document(with_doctype(
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 30_000}">]>', "&a;" * 3_000)), ENTITIES),
    ("external entity.docx", lambda: document(with_doctype(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;")), ENTITIES),
    ("external DTD.docx", lambda: document(with_doctype(
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "a")), ENTITIES),
    ("parameter entity.docx", lambda: document(with_doctype(
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>', "a")), ENTITIES),
    ("entities in the types.docx", lambda: document({
        "[Content_Types].xml": b"<!DOCTYPE x []>" + DOCUMENT["[Content_Types].xml"]}), ENTITIES),
    ("entities in UTF-16.docx", lambda: document({"word/document.xml": (
        '<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + "<x>&j;</x>").encode("utf-16")}),
     ENTITIES),
    ("UTF-7.docx", lambda: document({"word/document.xml":
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'}), "encoding|damaged"),
    ("EBCDIC.docx", lambda: document({"word/document.xml":
        '<?xml version="1.0" encoding="cp037"?><x/>'.encode("cp037")}), "encoding|damaged"),
    ("deep.docx", lambda: deep(100_000), TOO_MUCH),
    ("less deep.docx", lambda: deep(201), TOO_MUCH),
    ("two million elements.docx", lambda: document({"word/document.xml": body(
        "".join(f"<w:p{n % 977}/>" for n in range(1_100_000)))}), TOO_MUCH),
    ("many attributes.docx", lambda: document({"word/document.xml": body(
        "<w:p" + "".join(f' a{n}="1"' for n in range(5_000)) + "/>")}), TOO_MUCH),
    ("giant attribute.docx", lambda: document({"word/document.xml": body(
        f'<w:p a="{random.Random(1).randbytes(40_000).hex()}"/>')}), TOO_MUCH),
    ("six million letters.docx", lambda: document({"word/document.xml": body(paragraphs(
        random.Random(1).randbytes(3_000_000).hex()))}), TOO_MUCH),
    ("cut XML.docx", lambda: document({"word/document.xml":
        DOCUMENT["word/document.xml"][:300]}), "damaged"),
    ("no XML.docx", lambda: document({"word/document.xml": b"\x00\xff" * 99}), "damaged"),
    ("macros.docm", lambda: document({}, Member("word/vbaProject.bin", b"\xd0\xcf")), "macros"),
    ("declared macros.docx", lambda: document(macro_enabled("docm")), "macros"),
    ("ActiveX.docx", lambda: document({}, spread("word/activeX/activeX1.xml")), "ActiveX"),
    ("template from elsewhere.docx", lambda: document({
        "word/settings.xml": f'<w:settings xmlns:w="{WORD}"/>'.encode(),
        "word/_rels/settings.xml.rels": relations(
            ("attachedTemplate", "http://127.0.0.1:9/t.dotm"), external=True)}), None),
    ("picture from elsewhere.docx", lambda: document({"word/_rels/document.xml.rels": relations(
        ("image", "file:///etc/passwd"), ("image", "//127.0.0.1/share/p.png"), external=True)}),
     None),
    ("OLE object.docx", lambda: document({}, Member("word/embeddings/oleObject1.bin", b"\xd0\xcf")),
     None),
    ("DDE.docx", lambda: document({"word/document.xml": body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')}), None),
    ("fields without an end.docx", lambda: document({"word/document.xml": body("".join(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>{paragraphs(noise(40, n))}'
        for n in range(10_000)))}), None),
    ("a hundred thousand paragraphs.docx", lambda: document({"word/document.xml": body(
        paragraphs(*(noise(20, n) for n in range(100_000))))}), TOO_MUCH),
    ("fifty thousand paragraphs.docx", lambda: document({"word/document.xml": body(
        paragraphs(*(noise(20, n) for n in range(50_000))))}), None),
    ("one paragraph of a hundred thousand runs.docx", lambda: document({"word/document.xml": body(
        "<w:p>" + "".join(f"<w:r><w:t>{noise(20, n)}</w:t></w:r>" for n in range(100_000))
        + "</w:p>")}), None),
    ("four million letters in one run.docx", lambda: document({"word/document.xml": body(
        paragraphs(noise(4_000_000, 1)))}), None),
    ("a table of fifty thousand cells.docx", lambda: document({"word/document.xml": body(
        "<w:tbl>" + "".join("<w:tr>" + "".join(
            f"<w:tc>{paragraphs(noise(20, 99 * n + m))}</w:tc>" for m in range(50)) + "</w:tr>"
            for n in range(1_000)) + "</w:tbl>")}), None),
    ("five thousand styles in a row.docx", lambda: document({"word/styles.xml": (
        f'<w:styles xmlns:w="{WORD}">' + "".join(
            f'<w:style w:styleId="s{n}" w:type="paragraph"><w:name w:val="{noise(20, n)}"/>'
            f'<w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(4_900))
        + "</w:styles>").encode(), "word/document.xml": body("".join(
            f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
            for n in range(4_900)))}), None),
    ("styles in a circle.docx", lambda: document({"word/styles.xml": (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="a" w:type="paragraph">'
        '<w:basedOn w:val="b"/></w:style><w:style w:styleId="b" w:type="paragraph">'
        '<w:basedOn w:val="a"/></w:style></w:styles>').encode()}), None),
    ("relations to nowhere.docx", lambda: document({"_rels/.rels": relations(
        ("officeDocument", "../../../../etc/passwd"))}), None),
    ("no relations.docx", lambda: document({"_rels/.rels": b"<x/>"}), None),
    ("spans of a million.docx", lambda: document({"word/document.xml": body(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
        f'{paragraphs("a")}</w:tc></w:tr></w:tbl>')}), None),
    ("levels without end.docx", lambda: document({"word/document.xml": body(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="99999999999999999999"/><w:numId w:val="-1"/></w:numPr>'
        '</w:pPr><w:r><w:t>a</w:t></w:r></w:p>')}), None),
    ("tables in tables.docx", lambda: document({"word/document.xml": body(
        "<w:tbl><w:tr><w:tc>" * 60 + paragraphs("a") + "</w:tc></w:tr></w:tbl>" * 60)}), None),
]  # fmt: skip

WORKBOOKS: list[File] = [
    ("merged sheet.xlsx", lambda: workbook(sheet("", after=(
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))), TOO_MUCH),
    ("many merges.xlsx", lambda: workbook(sheet("", after="<mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 2_000)) + "</mergeCells>")), TOO_MUCH),
    ("linked sheet.xlsx", lambda: workbook(sheet("", after=(
        '<hyperlinks><hyperlink ref="A1:CV9999" r:id="rId1"/></hyperlinks>'))), TOO_MUCH),
    ("cell at the end.xlsx", lambda: workbook(
        sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), TOO_MUCH),
    ("cell beyond the end.xlsx", lambda: workbook(
        sheet('<row r="1"><c r="ZZZ9999999"/></row>')), TOO_MUCH),
    ("negative row.xlsx", lambda: workbook(sheet('<row r="-5"><c r="A-5"/></row>')), TOO_MUCH),
    ("row of digits.xlsx", lambda: workbook(sheet(f'<row r="{"9" * 5000}"/>')), TOO_MUCH),
    ("cell nowhere.xlsx", lambda: workbook(sheet('<row r="1"><c r="??"/></row>')), TOO_MUCH),
    ("giant dimension.xlsx", lambda: workbook(sheet(
        rows(1), before='<dimension ref="A1:XFD1048576"/>')), TOO_MUCH),
    ("60,000 rows.xlsx", lambda: workbook(sheet(rows(60_000))), TOO_MUCH),
    ("giant cell.xlsx", lambda: workbook(one_cell(
        f' t="inlineStr"><is><t>{random.Random(2).randbytes(60_000).hex()}</t></is>')), TOO_MUCH),
    ("giant shared text.xlsx", lambda: workbook({"xl/sharedStrings.xml": (
        f'<sst xmlns="{SHEET}"><si><t>{random.Random(2).randbytes(60_000).hex()}</t></si></sst>'
        ).encode()}), TOO_MUCH),
    ("30,000 formats.xlsx", lambda: workbook(styles(
        "<cellXfs>" + "".join(f'<xf numFmtId="{n}"/>' for n in range(30_000)) + "</cellXfs>")),
     TOO_MUCH),
    ("10,000 fonts.xlsx", lambda: workbook(styles("<fonts>" + "".join(
        f'<font><sz val="{n}"/></font>' for n in range(10_000)) + "</fonts>")), TOO_MUCH),
    ("5,000 names.xlsx", lambda: workbook(book("<definedNames>" + "".join(
        f'<definedName name="n{n}">A1</definedName>' for n in range(5_000)) + "</definedNames>")),
     TOO_MUCH),
    ("1,000 sheets.xlsx", lambda: workbook({"xl/workbook.xml": (
        f'<workbook xmlns="{SHEET}"><sheets>' + "".join(
            f'<sheet name="s{n}" sheetId="{n}"/>' for n in range(1_000))
        + "</sheets></workbook>").encode()}), TOO_MUCH),
    ("49,000 rows of noise.xlsx", lambda: workbook(sheet("".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{noise(20, n)}</t></is></c></row>'
        for n in range(1, 49_000)))), None),
    ("ninety thousand shared texts.xlsx", lambda: workbook({"xl/sharedStrings.xml": (
        f'<sst xmlns="{SHEET}">' + "".join(
            f"<si><t>{noise(20, n)}</t></si>" for n in range(90_000)) + "</sst>").encode()}), None),
    ("shared text out of range.xlsx", lambda: workbook(
        one_cell(' t="s"><v>99999999</v>')), None),
    ("negative shared text.xlsx", lambda: workbook(one_cell(' t="s"><v>-1</v>')), None),
    ("number without end.xlsx", lambda: workbook(one_cell(f"><v>{'9' * 10_000}</v>")), None),
    ("entities.xlsx", lambda: workbook({"xl/sharedStrings.xml":
        LAUGHS.encode() + b"<sst><si><t>&j;</t></si></sst>"}), ENTITIES),
    ("macros.xlsm", lambda: workbook({}, Member("xl/vbaProject.bin", b"\xd0\xcf")), "macros"),
    ("declared macros.xlsx", lambda: workbook(macro_enabled("xlsm")), "macros"),
    ("macro sheet.xlsx", lambda: workbook({}, spread("xl/macrosheets/sheet1.xml")), "macros"),
    ("links.xlsx", lambda: workbook({}, spread("xl/externalLinks/externalLink1.xml")),
     "links to other workbooks"),
    ("DDE.xlsx", lambda: workbook({}, spread("xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{SHEET}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/>'
        "</externalLink>")), "links to other workbooks"),
    ("DDE formula.xlsx", lambda: workbook(one_cell(
        "><f>cmd|' /C calc'!A0</f><v>1</v>")), None),
    ("connections.xlsx", lambda: workbook({}, spread("xl/connections.xml")), "connections"),
    ("query.xlsx", lambda: workbook({}, spread("xl/queryTables/queryTable1.xml")), "connections"),
    ("embedded.xlsx", lambda: workbook({}, Member("xl/embeddings/o.bin", b"\xd0\xcf")), "embedded"),
    ("ActiveX.xlsx", lambda: workbook({}, spread("xl/activeX/activeX1.bin")), "ActiveX"),
    ("sheet from elsewhere.xlsx", lambda: workbook({"xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "http://127.0.0.1:9/sheet.xml"), external=True)}), None),
    ("sheet from above.xlsx", lambda: workbook({"xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "../../../../etc/passwd"))}), None),
    ("sheet that is the workbook.xlsx", lambda: workbook({"xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "workbook.xml"))}), None),
    ("no sheets.xlsx", lambda: package(*(
        member for member in members(WORKBOOK) if "sheet1" not in member.name)), None),
    ("declared as Word.xlsx", lambda: workbook({"[Content_Types].xml": TYPES.format(
        override("xl/workbook.xml", "wordprocessingml.document.main")).encode()}), None),
    ("Word and Excel in one.docx", lambda: package(
        *members(WORKBOOK | {n: c for n, c in DOCUMENT.items() if n.startswith("word/")})), None),
]  # fmt: skip

PDFS: list[File] = [
    ("attachment bomb.pdf", lambda: carrying(stream(bomb(200_000_000))), None),
    ("attachment bomb in a bomb.pdf", lambda: carrying(stream(
        bomb(400_000_000, 2), b"/Filter[/FlateDecode/FlateDecode]")), None),
    ("hundred filters.pdf", lambda: carrying(stream(
        bomb(1_000, 100), b"/Filter[" + b"/FlateDecode" * 100 + b"]")), None),
    ("page bomb.pdf", lambda: pdf(CATALOGUE % ATTACHED, PAGES, PAGE, stream(
        bomb(300_000_000)), FILE, stream(b"{}", b"")), None),
    ("run-length bomb.pdf", lambda: carrying(stream(
        zlib.compress(b"\x81a" * 30_000_000, 9), b"/Filter[/FlateDecode/RunLengthDecode]")), None),
    ("LZW bomb.pdf", lambda: carrying(stream(b"\x80\x0b\x60\x50" * 900_000, b"/Filter/LZWDecode")),
     "no report is"),
    ("ASCII85 garbage.pdf", lambda: carrying(stream(b"z" * 2_000_000, b"/Filter/ASCII85Decode")),
     None),
    ("object stream bomb.pdf", lambda: object_stream(bomb(300_000_000), 1, 4), None),
    ("object stream of millions.pdf", lambda: object_stream(
        zlib.compress(b"1 0 " * 5_000_000, 9), 5_000_000, 20_000_000), "more objects"),
    ("many objects.pdf", lambda: pdf(
        CATALOGUE % b"", PAGES, PAGE, TEXT, *[b"1"] * 100_000), "more objects"),
    ("twenty thousand objects.pdf", lambda: with_pages(PAGES, *[b"[7 0 R]"] * 20_000), None),
    ("table that is its own predecessor.pdf", xref_loop, None),
    ("no table.pdf", lambda: pdf(CATALOGUE % b"", PAGES, PAGE, TEXT, xref=False), None),
    ("pages in a circle.pdf", lambda: with_pages(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), None),
    ("page that is its own parent.pdf", lambda: with_pages(
        b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R 2 0 R 3 0 R]/Count 99999999>>"), None),
    ("hundred thousand pages.pdf", lambda: with_pages(
        b"<</Type/Pages/Count 100000/Kids[%s]>>" % (b"3 0 R " * 100_000)), None),
    ("pages sixteen deep.pdf", lambda: with_pages(
        b"<</Type/Pages/Count 9/Kids[7 0 R 7 0 R]>>", *(
            b"<</Type/Pages/Count 9/Kids[%d 0 R %d 0 R]>>" % (n, n) for n in range(8, 32)), PAGE),
     None),
    ("names in a circle.pdf", lambda: pdf(
        CATALOGUE % b"/Names<</EmbeddedFiles 5 0 R>>", PAGES, PAGE, TEXT, b"<</Kids[5 0 R]>>"),
     None),
    ("deep arrays.pdf", lambda: with_catalogue(b"/A " + b"[" * 50_000 + b"]" * 50_000), None),
    ("deep dictionaries.pdf", lambda: with_catalogue(b"/A<<" * 50_000 + b">>" * 50_000), None),
    ("references to itself.pdf", lambda: with_catalogue(b"/A 7 0 R", b"7 0 R"), None),
    ("length that is itself.pdf", lambda: with_catalogue(
        b"", b"<</Length 7 0 R>>stream\na\nendstream"), None),
    ("negative length.pdf", lambda: carrying(b"<</Length -1>>stream\n{}\nendstream"), None),
    ("length of gigabytes.pdf", lambda: carrying(
        b"<</Length 99999999999>>stream\n{}\nendstream"), None),
    ("predictor of gigabytes.pdf", lambda: carrying(stream(zlib.compress(b"{}"),
        b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99>>")), None),
    ("JavaScript.pdf", lambda: with_catalogue(
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), None),
    ("launch.pdf", lambda: with_catalogue(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), None),
    ("link to a share.pdf", lambda: with_catalogue(
        b"/OpenAction<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\s)/D[0/Fit]>>"), None),
    ("XFA.pdf", lambda: with_catalogue(
        b"/AcroForm<</XFA 7 0 R>>", stream(LAUGHS.encode() + b"<x>&j;</x>", b"")), None),
    ("encrypted.pdf", lambda: pdf(CATALOGUE % b"", PAGES, PAGE, TEXT, trailer=(
        b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"a" * 32, b"b" * 32)
     )), None),
    ("half.pdf", lambda: carrying(stream(b"{}", b""))[:200], None),
    ("only a mark.pdf", lambda: b"%PDF-1.7", None),
    ("not ours.pdf", lambda: pdf(CATALOGUE % b"", PAGES, PAGE, TEXT), None),
    ("form in a circle.pdf", lambda: pdf(
        CATALOGUE % ATTACHED, PAGES, PAGE.replace(b"<<>>", b"<</XObject<</X 7 0 R>>>>"),
        stream(b"/X Do", b""), FILE, stream(b"{}", b""),
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 7 0 R>>>>")),
     None),
    ("a page of millions.pdf", lambda: pdf(
        CATALOGUE % ATTACHED, PAGES, PAGE, stream(zlib.compress(b"q Q\n" * 8_000_000)), FILE,
        stream(b"{}", b"")), "damaged"),
    ("the same twice, and so on.pdf", lambda: pdf(
        CATALOGUE % ATTACHED, PAGES, PAGE.replace(b"<<>>", b"<</Properties 7 0 R>>"), TEXT, FILE,
        stream(b"{}", b""),
        *(b"<</A %d 0 R/B %d 0 R>>" % (n, n) for n in range(8, 40)), b"<<>>"), "damaged"),
    ("font map bomb.pdf", lambda: pdf(
        CATALOGUE % ATTACHED, PAGES, PAGE.replace(b"<<>>", b"<</Font<</F 7 0 R>>>>"),
        stream(b"BT /F 1 Tf (a) Tj ET", b""), FILE, stream(b"{}", b""),
        b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 8 0 R>>",
        stream(b"1 beginbfrange\n<0000> <FFFFFFFF> <0041>\nendbfrange", b"")), None),
]  # fmt: skip

MESSAGES: list[File] = [
    ("forty messages deep.eml", lambda: nested(40), "more parts|within each other"),
    ("six messages deep.eml", lambda: nested(7), "more parts|within each other"),
    ("a thousand messages deep.eml", lambda: b"MIME-Version: 1.0\r\n" + (
        b"Content-Type: message/rfc822\r\n\r\n" * 1_000), "damaged|within each other"),
    ("ten thousand parts.eml", lambda: message(*[b"\r\na\r\n"] * 10_000), "more parts"),
    ("hundred thousand parameters.eml", lambda: message(
        head=b"Content-Disposition: a;\r\n" + b' name*0="a";\r\n' * 100_000), "more in one field"),
    ("ten thousand heads.eml", lambda: message(head=b"X-A: b\r\n" * 10_000), "more parts"),
    ("a head of megabytes.eml", lambda: message(head=b"X-A: %s\r\n" % (b"b " * 1_000_000)), None),
    ("a folded head of megabytes.eml", lambda: message(
        head=b"X-A: b\r\n" + b" c\r\n" * 300_000), None),
    ("five million lines.eml", lambda: message(b"\r\n" + b"\n" * 5_000_000), "more parts"),
    ("boundaries in boundaries.eml", lambda: message(*(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d' % (n, n) for n in range(90))),
     "more parts"),
    ("base64 garbage.eml", lambda: message(attached(b"r.pdf", b"").replace(
        b"\r\n\r\n", b"\r\n\r\n" + b"\xff=A*" * 500_000)), None),
    ("bomb attached.eml", lambda: message(attached(b"r.pdf", carrying(stream(bomb(90_000_000))))),
     None),
    ("program attached.eml", lambda: message(attached(b"r.pdf.exe", b"MZ\x90\x00")), None),
    ("name that climbs.eml", lambda: message(attached(b"../../../etc/passwd", b"%PDF-1.7")), None),
    ("odd encoded words.eml", lambda: message(
        head=b"Subject: =?utf-8?b?////?= =?no-such?q?a?= =?utf-8?q?=FF?=\r\n"), None),
    ("odd charset.eml", lambda: message(
        b'Content-Type: text/plain; charset="no-such\x00"\r\n\r\na\r\n'), None),
    ("no end.eml", lambda: message(attached(b"r.pdf", b"%PDF-1.7"))[:-30], None),
    ("HTML.eml", lambda: message(
        b"Content-Type: text/html\r\n\r\n<img src=file:///etc/passwd><script>alert(1)</script>"),
     None),
    ("elsewhere.eml", lambda: message(
        b'Content-Type: message/external-body; access-type=URL; URL="http://127.0.0.1:9/"\r\n\r\n'),
     None),
    ("uuencoded.eml", lambda: message(
        b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n" + b"M~~~~\r\n" * 9_999),
     None),
    ("twenty-one reports.eml", lambda: message(
        *[attached(b"r.pdf", b"%PDF-1.7")] * 21), "more than 20 documents"),
]  # fmt: skip

TEXTS: list[File] = [
    ("program.txt", lambda: b"MZ\x90\x00" + bytes(999), "is a program"),
    ("zeros.txt", lambda: bytes(100_000), "not plain text"),
    ("three megabytes.txt", lambda: b"a b\n" * 750_000, "larger than 2 MB"),
    ("eleven megabytes.docx", lambda: b"PK\x03\x04" + bytes(11_000_000), "larger than 10 MB"),
    ("archive.tar.gz", tar_gz, "is an archive"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n", "is a picture"),
    ("page.txt", lambda: b"<!DOCTYPE html><script>", "is a web page"),
    ("rich text.docx", lambda: b"{\\rtf1{\\object\\objdata 0105}}", "Rich Text"),
    ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "older Office file"),
    ("locked.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
     + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("half a letter.txt", lambda: b"\xff\xfeP\x00a", None),
    ("one line.txt", lambda: b"word " * 300_000, None),
    ("tags.txt", lambda: b"<li " * 100_000, None),
    ("marks.txt", lambda: b"- o * \n" * 50_000, None),
    ("letters without end.txt", lambda: "e\u0301\u0301\u0301".encode() * 100_000, None),
    ("base64.txt", lambda: base64.b64encode(random.Random(3).randbytes(900_000)), None),
]  # fmt: skip

CORPUS: list[File] = [*PACKAGES, *DOCUMENTS, *WORKBOOKS, *PDFS, *MESSAGES, *TEXTS]
