"""The workbook: every word in a cell, text that stays text, accessible tables, fixed bytes."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox import workbook
from highlight_desktop.outbox.cell_text import escaped, height_pt, parts, unescaped
from highlight_desktop.outbox.story import story
from highlight_desktop.report import edition
from highlight_desktop.report.carriage import SHA256_PROPERTY
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.report.text import words

Frozen = Callable[..., Snapshot]
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "=cmd|' /C calc'!A0",
    "'quoted",
    "007",
    "TRUE",
]
TEXTS = [
    *FORMULAS,
    "_x0041_",
    "_x005F_x0041_",
    "ax005F_b",
    "<b>&amp;</b>",
    "😀 漢 ŵŷ",
    "a\u200bb",
    " x",
]


def opened(snapshot: Snapshot) -> Workbook:
    return load_workbook(BytesIO(workbook.render(snapshot)))


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows below the headings, as a reader that goes by headings gets them."""
    headings, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [
        {
            str(heading): unescaped(value) if isinstance(value, str) else value
            for heading, value in zip(headings, row, strict=True)
        }
        for row in rows
    ]


def text_of(rows: list[dict[str, object]], section_id: str) -> str:
    return "".join(str(row["Text"]) for row in rows if row["Section id"] == section_id)


def parts_of(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_every_word_of_a_report_is_in_a_cell(frozen: Frozen, form: edition.Edition) -> None:
    snapshot = frozen(edition_id=form.id, unplaced=blocks_of("Found between two pages")[0])
    found = {
        word
        for sheet in opened(snapshot)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        for word in words(str(cell))
    }
    for piece in story(snapshot)[len(form.header) + 2 :]:
        assert set(words(piece.text)) <= found
    for value in (*snapshot.report.header.values(), snapshot.period.label, form.title):
        if value != "Two councils together" or form.has_field(edition.FieldId.LOCAL_AUTHORITY):
            assert set(words(value)) <= found


def test_a_reader_finds_its_way_by_headings_and_ids(frozen: Frozen) -> None:
    book = opened(frozen())
    assert book.sheetnames == ["Report", "Sections", "Metadata"]
    fields = {row["Field id"]: (row["Field"], row["Value"]) for row in table(book["Report"])}
    assert fields["service_areas"] == ("Service areas", "Parks and libraries")
    assert fields["period"] == ("Reporting period", "8 to 21 June 2020")
    assert fields["period_typed"][1] == "8-21 st June 2020"
    assert (fields["period_start"][1], fields["period_end"][1]) == ("2020-06-08", "2020-06-21")
    rows = table(book["Sections"])
    assert [row["Item"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[2] == {
        "Item": 3,
        "Part": "Part 1 - COVID-19",
        "Section id": "guidance",
        "Section": "New guidance and impact",
        "Sub-heading": "Mobile library",
        "Kind": "bullet",
        "Text": "Two vans are back on the road",
    }
    kinds = [row["Kind"] for row in rows if row["Section id"] == "guidance"]
    assert kinds == ["paragraph", "subheading", "bullet", "inner bullet", "paragraph"]


def test_the_metadata_tells_where_the_report_comes_from(frozen: Frozen) -> None:
    snapshot = frozen(supersedes="1a2b3c4d" + "0" * 24, correction="A slip", marking="OFFICIAL")
    book = opened(snapshot)
    found = {row["Field id"]: row["Value"] for row in table(book["Metadata"])}
    assert found == {
        "schema": "highlight-desktop/snapshot/1",
        "report_id": snapshot.report.id,
        "version": "2",
        "supersedes": "1a2b3c4d" + "0" * 24,
        "correction": "A slip",
        "marking": "OFFICIAL",
        "edition": "2021-01",
        "app_version": "0.1.0",
        "submitted_at": "2020-06-22T09:15:00+00:00",
        "content_sha256": snapshot.sha256,
    }
    assert book.custom_doc_props[SHA256_PROPERTY].value == snapshot.sha256
    assert book.properties.keywords == "OFFICIAL"
    assert table(book["Report"])[0]["Value"] == "OFFICIAL"
    unmarked = {row["Field id"]: row["Value"] for row in table(opened(frozen())["Metadata"])}
    assert (unmarked["marking"], unmarked["correction"]) == ("None", "None")


def test_answers_other_than_text_are_rows_too(frozen: Frozen) -> None:
    rows = {row["Kind"]: row["Text"] for row in table(opened(frozen())["Sections"])}
    assert rows["no_change"] == "No change"
    assert rows["nothing_to_report"] == "Nothing to report"
    assert rows["not_applicable"] == "Not applicable – the depot is let"


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_never_a_formula_an_error_or_a_code(frozen: Frozen, text: str) -> None:
    snapshot = frozen((Block(BlockKind.SUBHEADING, text.strip()),), areas=text, unplaced=())
    content = workbook.render(snapshot)
    for name, xml in parts_of(content).items():
        if name.startswith("xl/worksheets/"):
            assert not re.search(r"<f[ >/]", xml)
            assert set(re.findall(r' t="(\w+)"', xml)) <= {"inlineStr", "n"}
    sheet = load_workbook(BytesIO(content))["Report"]
    assert sheet["C5"].data_type == "s"
    assert sheet["C5"].quotePrefix
    assert unescaped(sheet["C5"].value) == text.strip()


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200))
def test_whatever_is_typed_reads_back(frozen: Frozen, text: str) -> None:
    prose = blocks_of(text or ".")[0]
    rows = table(opened(frozen(prose))["Sections"])
    assert text_of(rows, "guidance") == "".join(block.text for block in prose) or not prose


def test_long_text_goes_on_in_rows_that_say_so(frozen: Frozen) -> None:
    text = " ".join(f"park{number}" for number in range(5_000))
    sheet = opened(frozen(text))["Sections"]
    rows = [row for row in table(sheet) if row["Section id"] == "guidance"]
    assert "".join(str(row["Text"]) for row in rows) == text
    assert rows[0]["Kind"] == "paragraph"
    assert {row["Kind"] for row in rows[1:]} == {"paragraph continued"}
    assert {row["Item"] for row in rows} == {1}


@pytest.mark.parametrize(
    "text", ["x" * 40_000, "😀" * 40_000, "\u0301" * 40_000, "_x0041_" * 6_000]
)
def test_a_text_without_spaces_is_cut_and_whole_when_put_together(
    frozen: Frozen, text: str
) -> None:
    sheet = opened(frozen(text))["Sections"]
    assert text_of(table(sheet), "guidance") == text
    for (cell,) in sheet.iter_rows(min_row=5, min_col=7, max_col=7):
        assert len(str(cell.value).encode("utf-16-le")) // 2 <= 32_767


def test_every_row_is_tall_enough_and_none_taller_than_excel_allows(frozen: Frozen) -> None:
    text = "Grass was cut in all forty parks and on the verges of the ring road. " * 100
    sheet = opened(frozen(text, areas=text))["Sections"]
    heights = {number: row.height for number, row in sheet.row_dimensions.items() if row.height}
    assert set(heights) == set(range(1, sheet.max_row + 1))
    assert max(heights.values()) <= 409
    assert heights[5] > 300
    assert heights[sheet.max_row] < 80


def test_a_row_is_as_tall_as_its_text_wraps() -> None:
    one_line = height_pt(iter([("short", 20)]))
    assert height_pt(iter([("short", 20), ("word " * 12, 20)])) > 2 * one_line
    assert height_pt(iter([("W" * 20, 20)])) > one_line


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab iW 😀\u0301_"), max_size=3_000), st.integers(5, 80))
def test_parts_put_together_are_the_text(text: str, width: int) -> None:
    assert "".join(parts(text, width)) == text


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("_x0041F5"), max_size=40))
def test_codes_are_escaped_so_that_readers_decode_them_to_what_was_typed(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_the_sheets_are_accessible(frozen: Frozen) -> None:
    snapshot = frozen("Long text. " * 400, edition_id="2020-06")
    book = opened(snapshot)
    assert book.properties.title == (
        "COVID-19 emergency planning highlight report, 8 to 21 June 2020"
    )
    assert book.properties.creator == "Siân Cŵper"
    assert book.properties.language == "en-GB"
    assert book.active.title == "Report"
    for sheet in book:
        assert sheet["A1"].value
        assert sheet["A2"].value
        [found] = sheet.tables.values()
        headings = [cell.value for cell in sheet[4]]
        assert found.ref == f"A4:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert [column.name for column in found.tableColumns] == headings
        assert len(set(headings)) == len(headings)
        assert found.autoFilter is None
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert not sheet.auto_filter.ref
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        assert not any((sheet.oddHeader.center.text, sheet.oddFooter.center.text))
        for row in sheet.iter_rows(min_row=1):
            assert any(cell.value is not None for cell in row)
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                assert cell.alignment.wrap_text
                assert cell.fill.fill_type is None
                assert cell.font.size >= 12


def test_the_same_snapshot_gives_the_same_bytes(frozen: Frozen) -> None:
    content = workbook.render(frozen())
    assert workbook.render(frozen()) == content
    with ZipFile(BytesIO(content)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts_of(content)["docProps/core.xml"]
    assert core.count("2020-06-22T09:15:00Z") == 2


def test_a_workbook_that_does_not_read_back_is_not_handed_out(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "escaped", lambda text: text[:30])
    with pytest.raises(OutputError, match="does not read back"):
        workbook.render(frozen())
