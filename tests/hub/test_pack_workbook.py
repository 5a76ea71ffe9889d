"""The workbook of a pack: its rows are the returns, text stays text, the bytes stay the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from highlight_desktop.errors import OutputError
from highlight_desktop.hub.contents import gather
from highlight_desktop.hub.pack_sheets import sheets
from highlight_desktop.hub.selection import Arrangement, Selection, in_order, title_of
from highlight_desktop.outbox import long_workbook
from highlight_desktop.outbox.cell_text import unescaped
from highlight_desktop.outbox.long_workbook import LongSheet, WorkbookAbout
from highlight_desktop.outbox.sheets import Column
from highlight_desktop.report import period
from highlight_desktop.report.edition import AnswerKind, FieldId, Topic
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Desk, Standing
from highlight_desktop.store.expectations import Absence, Council, Expected
from tests.hub import desks
from tests.report.strategies import reports

FORTNIGHT = Selection(period.read(desks.period()))
ABOUT = WorkbookAbout("Pack", "Hub", "OFFICIAL", desks.NOW)
Table = list[dict[str, object]]
Made = Callable[..., bytes]


@pytest.fixture(scope="session")
def made() -> Made:
    def make(
        desk: Desk,
        arrangement: Arrangement = Arrangement.SECTION,
        selection: Selection = FORTNIGHT,
    ) -> bytes:
        output = BytesIO()
        with gather(desk, selection) as contents:
            long_workbook.write(output, ABOUT, sheets(contents, arrangement))
        return output.getvalue()

    return make


def tables(content: bytes) -> dict[str, Table]:
    """The rows of each sheet by their headings; a row that goes on is one with that above."""
    found: dict[str, Table] = {}
    for sheet in load_workbook(BytesIO(content)):
        [table] = sheet.tables.values()
        headings, *rows = (
            ["" if cell.value is None else cell.value for cell in row] for row in sheet[table.ref]
        )
        found[sheet.title] = []
        for row in rows:
            told = dict(zip(headings, map(as_meant, row), strict=True))
            if str(told.get("Kind")).endswith(" continued"):
                found[sheet.title][-1]["Text"] += told["Text"]
            else:
                found[sheet.title].append(told)
    return found


def as_meant(value: object) -> object:
    return unescaped(value) if isinstance(value, str) else value


def current(desk: Desk) -> list[Snapshot]:
    """The returns that count, by service area."""
    counted = [
        each
        for each in desk.returns(FORTNIGHT.period.start, FORTNIGHT.period.end)
        if each.standing is not Standing.SUPERSEDED
    ]
    counted.sort(
        key=lambda one: (one.service_key, one.period_start, one.period_end, one.version, one.sha256)
    )
    return [desk.snapshot(each.sha256) for each in counted]


def texts(
    snapshots: list[Snapshot], topics: tuple[Topic | None, ...]
) -> Iterator[tuple[object, ...]]:
    for topic in topics:
        for snapshot in snapshots:
            report = snapshot.report
            for section in report.edition.sections:
                for block in report.answer_to(section).prose if section.topic is topic else ():
                    yield told(snapshot, section.id, block)
            for block in report.unplaced if topic is None else ():
                yield told(snapshot, "unplaced", block)


def told(snapshot: Snapshot, section_id: str, block: Block) -> tuple[object, ...]:
    kind = f"inner {block.kind}" if block.level else str(block.kind)
    return section_id, kind, block.text, snapshot.report.id, snapshot.version, snapshot.sha256


def shown(row: dict[str, object], *first: str) -> tuple[object, ...]:
    names = (*first, "Kind", "Text", "Report id", "Version", "Content SHA-256")
    return tuple(row[name] for name in names)


def test_the_rows_are_the_paragraphs_of_the_returns_in_order(eventful: Desk, made: Made) -> None:
    rows = tables(made(eventful))["Paragraphs"]
    meant = list(texts(current(eventful), in_order()))
    assert [shown(row, "Section id") for row in rows] == meant
    assert [row["Item"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > 150


def test_by_area_the_rows_follow_each_report(eventful: Desk, made: Made) -> None:
    rows = tables(made(eventful, Arrangement.AREA))["Paragraphs"]
    meant = [
        told(snapshot, section.id, block)
        for snapshot in current(eventful)
        for section in snapshot.report.edition.sections
        for block in snapshot.report.answer_to(section).prose
    ]
    assert [shown(row, "Section id") for row in rows] == meant


@pytest.mark.parametrize("arrangement", Arrangement)
def test_filtered_the_rows_are_the_paragraphs_chosen_in_order(
    eventful: Desk, made: Made, arrangement: Arrangement
) -> None:
    topics = (Topic.ACTIVITY, Topic.WORKFORCE, Topic.FINANCE)
    chosen = replace(FORTNIGHT, topics=topics, words="MARKET thirty")
    rows = tables(made(eventful, arrangement, chosen))["Paragraphs"]
    by_section = [topic for topic in in_order() if topic in topics]
    meant = [
        told(snapshot, section.id, block)
        for topic in (by_section if arrangement is Arrangement.SECTION else [None])
        for snapshot in current(eventful)
        for section in snapshot.report.edition.sections
        for prose in [snapshot.report.answer_to(section).as_sent().prose]
        if section.topic in ((topic,) if topic else topics)
        and all(word in str(prose).casefold() for word in ("market", "thirty"))
        for block in prose
    ]
    assert [shown(row, "Section id") for row in rows] == meant
    assert 10 < len(rows) < 150


def test_returns_decisions_and_nil_answers_have_each_their_sheet(
    eventful: Desk, made: Made
) -> None:
    found = tables(made(eventful))
    snapshots = current(eventful)
    assert [(row["Report id"], row["Version"]) for row in found["Returns"]] == [
        (each.report.id, each.version) for each in snapshots
    ]
    looked_at = [row["To be looked at"] for row in found["Returns"]]
    assert sorted(each for each in looked_at if each != "None") == [
        "came altered",
        "in conflict with R12",
        "in conflict with R13",
        "not verified",
    ]
    decisions = [each[1:] for each in texts(snapshots, (Topic.DECISIONS,))]
    assert [shown(row) for row in found["Decisions"]] == decisions
    numbers = [row["Number"] for row in found["Decisions"] if row["Kind"] != "subheading"]
    assert numbers == [f"D{number}" for number in range(1, len(numbers) + 1)]
    nil = [
        (snapshot.report.id, section.id, answer.kind.label, answer.reason)
        for snapshot in snapshots
        for section in snapshot.report.edition.sections
        if (answer := snapshot.report.answer_to(section)).kind.is_nil
    ]
    assert [
        (row["Report id"], row["Section id"], row["Answer"], row["Reason"])
        for row in found["Nil answers"]
    ] == nil


def test_who_returned_nothing_has_a_row(desk: Desk, made: Made) -> None:
    desk.expect([Expected("Libraries", "B. Ware", council=Council.CCC)], now=desks.NOW)
    desk.note_absence(Absence("libraries", *desks.days(0), "=Moving"), now=desks.NOW)
    [row] = tables(made(desk))["Returned nothing"]
    reason = "=Moving (noted 22 June 2020)"
    assert list(row.values()) == ["Libraries", "B. Ware", "CCC", "fortnightly", reason]


def test_a_table_with_nothing_to_tell_has_a_row_that_says_so(desk: Desk, made: Made) -> None:
    found = tables(made(desk))
    assert next(iter(found["Paragraphs"][0].values())) == "None"
    assert len(found["Paragraphs"]) == 1


def test_what_changed_names_the_topic_and_the_report_before(desk: Desk, made: Made) -> None:
    for fortnight, takings in ((-1, "£400"), (0, "£300")):
        report = desks.report(1, edition_id="2020-06", fortnight=fortnight)
        prose = (Block(BlockKind.PARAGRAPH, f"The café took {takings} a week"),)
        desks.receive(desk, desks.frozen(report.write("finance", prose)[0]))
    rows = tables(made(desk))["Changes"]
    [row] = [each for each in rows if each["Topic"] == title_of(Topic.FINANCE)]
    assert row["Text"] == "Changed: The café took £ [removed: 400] [added: 300] a week"
    assert row["Compared with"] == desks.period(-1)


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "'quoted", "007", "_x0041_", "@SUM(A1)", "-1"])
def test_text_is_never_a_formula_a_number_or_a_code(desk: Desk, made: Made, text: str) -> None:
    report = desks.report(1, edition_id="2020-06", areas=text)
    prose = (Block(BlockKind.PARAGRAPH, text),)
    desks.receive(desk, desks.frozen(report.write("finance", prose)[0]))
    content = made(desk)
    rows = tables(content)["Paragraphs"]
    assert [row["Text"] for row in rows if row["Section id"] == "finance"] == [text]
    for sheet in load_workbook(BytesIO(content)):
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                assert cell.data_type == "s" or isinstance(cell.value, int | None)
                assert cell.quotePrefix or not isinstance(cell.value, str)


def test_a_paragraph_longer_than_a_cell_is_whole_over_several_rows(desk: Desk, made: Made) -> None:
    long = " ".join(f"word{number}" for number in range(9_000))
    report = desks.report(1, edition_id="2020-06")
    prose = (Block(BlockKind.PARAGRAPH, long),)
    desks.receive(desk, desks.frozen(report.write("finance", prose)[0]))
    content = made(desk)
    rows = tables(content)["Paragraphs"]
    assert [row["Text"] for row in rows if row["Section id"] == "finance"] == [long]
    for row in load_workbook(BytesIO(content))["Paragraphs"].iter_rows(values_only=True):
        assert all(len(str(value).encode("utf-16-le")) // 2 <= 32_767 for value in row)


def test_each_sheet_is_one_table_without_gaps_merges_or_freezes(eventful: Desk, made: Made) -> None:
    workbook = load_workbook(BytesIO(made(eventful)))
    assert workbook.properties.title == "Pack"
    assert workbook.properties.language == "en-GB"
    for sheet in workbook:
        [table] = sheet.tables.values()
        assert re.fullmatch(rf"A4:[A-Z]+{sheet.max_row}", table.ref)
        assert table.autoFilter is None
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        headings = [cell.value for cell in sheet[4]]
        assert len(set(headings)) == len(headings)
        assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
        assert sheet.print_title_rows == "$4:$4"


def test_the_same_returns_make_the_same_bytes(eventful: Desk, made: Made) -> None:
    assert made(eventful) == made(eventful)
    with ZipFile(BytesIO(made(eventful))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {each.date_time[0] for each in package.infolist()} == {1980}


def test_a_workbook_that_does_not_read_back_is_not_given_out() -> None:
    asked = iter(["first", "second"])
    sheet = LongSheet("Odd", "Odd", ("", ""), (Column("Text", 20),), lambda: iter([(next(asked),)]))
    with pytest.raises(OutputError, match="“Odd”"):
        long_workbook.write(BytesIO(), ABOUT, [sheet])


@settings(max_examples=20, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_whatever_was_returned_is_in_the_rows(made: Made, returned: list[Report]) -> None:
    with TemporaryDirectory() as folder, Desk.open(Path(folder)) as desk:
        for each in returned:
            dated = each.fill_in(FieldId.PERIOD, desks.period())[0]
            desks.receive(desk, desks.frozen(dated))
        found = tables(made(desk))
        snapshots = current(desk)
        meant = list(texts(snapshots, in_order()))
        rows = found["Paragraphs"]
        nothing = [row for row in rows if row["Item"] == "None"]
        assert [shown(row, "Section id") for row in rows if row not in nothing] == meant
        assert bool(nothing) == (not meant)
        answers = [
            snapshot.report.answer_to(section)
            for snapshot in snapshots
            for section in snapshot.report.edition.sections
        ]
        nil = [each for each in answers if each.kind is not AnswerKind.ANSWERED]
        told = [row for row in found["Nil answers"] if row["Reference"] != "None"]
        assert [row["Answer"] for row in told] == [Answer(each.kind).in_words for each in nil]
