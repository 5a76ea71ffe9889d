"""What a reader may do to a workbook without harm: noted, and still as submitted."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.outbox import workbook
from highlight_desktop.report.carriage import PIECE_PROPERTY
from highlight_desktop.verification.documents import verify
from highlight_desktop.verification.verdict import Verdict, Verification
from tests.verification.conftest import arrival_of, frozen, hard, verified, written

Change = Callable[[Workbook], object]
Saved = Callable[[Mapping[str, bytes]], dict[str, bytes]]


def edited(content: bytes, change: Change) -> bytes:
    """Changed with openpyxl, which leaves out custom XML parts and keeps properties."""
    book = load_workbook(BytesIO(content))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def judged(as_workbook: bytes, change: Change) -> Verification:
    return verified(edited(as_workbook, change))


def add_column(book: Workbook) -> None:
    sheet = book["Sections"]
    sheet["H4"], sheet["H6"] = "Reviewer", "Seen, thank you"


def insert_column(book: Workbook) -> None:
    book["Sections"].insert_cols(3)
    book["Sections"]["C4"], book["Sections"]["C9"] = "Reviewer", "Seen"


def insert_rows_above(book: Workbook) -> None:
    for sheet in book:
        sheet.insert_rows(4, 2)
    book["Report"]["A5"] = "Read by the hub on Monday"


def blank_rows(book: Workbook) -> None:
    book["Sections"].insert_rows(7, 3)


def widths_and_styles(book: Workbook) -> None:
    book["Sections"].column_dimensions["G"].width = 12
    book["Sections"]["G6"].font = Font(bold=True, size=20)
    book["Sections"].row_dimensions[6].height = 300


def hide(book: Workbook) -> None:
    book["Sections"].row_dimensions[6].hidden = True
    book["Report"].column_dimensions["A"].hidden = True
    book["Metadata"].sheet_state = "hidden"


def add_sheet(book: Workbook) -> None:
    book.create_sheet("Working out")["A1"] = "=1+1"


def reorder_sheets(book: Workbook) -> None:
    book.move_sheet("Metadata", -2)


CHANGES: Mapping[str, tuple[Change, tuple[str, ...]]] = {
    "a column is added": (add_column, ("A column “Reviewer” was added to the sheet “Sections”",)),
    "a column comes between": (
        insert_column,
        ("A column “Reviewer” was added", "stand in other places"),
    ),
    "rows come above": (insert_rows_above, ("Text was added above the table",)),
    "rows are left blank": (blank_rows, ()),
    "it looks otherwise": (widths_and_styles, ()),
    "parts are hidden": (hide, ("“Report” are hidden", "“Sections” are hidden", "“Metadata” is")),
    "a sheet is added": (add_sheet, ("A sheet “Working out” was added",)),
    "the sheets stand otherwise": (reorder_sheets, ()),
    "nothing": (lambda _book: None, ()),
}


@pytest.mark.parametrize(("change", "notes"), CHANGES.values(), ids=CHANGES)
def test_it_is_still_as_submitted_when(
    as_workbook: bytes, change: Change, notes: tuple[str, ...]
) -> None:
    checked = judged(as_workbook, change)
    assert checked.differences == ()
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert len(checked.notes) == len(notes)
    for note, expected in zip(checked.notes, notes, strict=True):
        assert expected in note


def test_a_second_column_of_the_same_name_is_not_harmless(as_workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        book["Sections"]["H4"] = "Text"

    [found] = judged(as_workbook, change).differences
    assert (found.place, found.now) == ("Sections, row 4 (headings)", "Text")


def test_a_formula_that_shows_the_same_is_not_harmless(as_workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        book["Sections"]["G6"] = '="Mobile library"'

    [found] = judged(as_workbook, change).differences
    assert found.now == '="Mobile library"'


def test_a_comment_is_noted_and_does_no_harm(as_workbook: bytes, quarantine: Quarantine) -> None:
    def change(book: Workbook) -> None:
        book["Sections"]["G6"].comment = Comment("Well done", "Hub")

    checked = verify(arrival_of(edited(as_workbook, change)), quarantine)
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert "It holds comments, which were not read." in checked.notes


def test_openpyxl_may_save_whatever_is_hard() -> None:
    snapshot = frozen(hard())
    checked = judged(workbook.render(snapshot), lambda _book: None)
    assert (checked.verdict, checked.differences) == (Verdict.AS_SUBMITTED, ())
    assert checked.snapshot == snapshot


def test_a_cell_changed_with_openpyxl_is_named(as_workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        book["Report"]["C6"] = "Somebody else"

    [found] = judged(as_workbook, change).differences
    assert (found.place, found.now) == ("Report, row 6 (“Report author”)", "Somebody else")


def test_properties_that_no_longer_fit_together_are_altered(as_workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        del book.custom_doc_props[f"{PIECE_PROPERTY}00002"]

    checked = judged(as_workbook, change)
    assert (checked.verdict, checked.snapshot) == (Verdict.ALTERED, None)


def test_with_all_that_carries_it_gone_it_is_no_longer_one_of_ours(as_workbook: bytes) -> None:
    def change(book: Workbook) -> None:
        for name in book.custom_doc_props.names:
            del book.custom_doc_props[name]

    checked = judged(as_workbook, change)
    assert (checked.verdict, checked.snapshot) == (Verdict.NOT_OURS, None)
    assert "saved by another that left out the report" in checked.notes[0]


def test_libreoffice_may_save_it(saved_by_libreoffice: Saved, quarantine: Quarantine) -> None:
    editions = ("2020-05", "2020-06", "2021-01")
    reports = {f"plain-{form}": frozen(written(edition_id=form)) for form in editions}
    reports["hard"] = frozen(hard())
    saved = saved_by_libreoffice({name: workbook.render(each) for name, each in reports.items()})
    for name, content in saved.items():
        checked = verify(arrival_of(content), quarantine)
        assert checked.differences == ()
        assert (checked.verdict, checked.notes) == (Verdict.AS_SUBMITTED, ())
        assert checked.snapshot == reports[name]
        assert judged(content, lambda _book: None).snapshot == reports[name]
    again = saved_by_libreoffice({"twice": saved["plain-2021-01"]})
    assert verified(again["twice"]).verdict is Verdict.AS_SUBMITTED


def test_a_change_made_in_libreoffice_is_found(saved_by_libreoffice: Saved) -> None:
    snapshot = frozen(written())
    [saved] = saved_by_libreoffice({"report": workbook.render(snapshot)}).values()
    for was, now in ((b"Two vans are", b"Six vans are"), (b"8 to 21 June", b"8 to 22 June")):
        [found, *_] = verified(with_shared_string(saved, was, now)).differences
        assert now.decode() in found.now


def with_shared_string(content: bytes, was: bytes, now: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w") as out:
        for name in source.namelist():
            part = source.read(name)
            is_shared = name == "xl/sharedStrings.xml"
            assert was in part or not is_shared
            out.writestr(name, part.replace(was, now) if is_shared else part)
    return target.getvalue()
