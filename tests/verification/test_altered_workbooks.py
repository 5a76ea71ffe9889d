"""Whatever is changed in a workbook is found and named: every cell, every row, every order."""

import copy
from itertools import combinations
from typing import Any

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import own_workbook
from highlight_desktop.inbox.quarantine.isolation import Contents
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.verification.documents import judge
from highlight_desktop.verification.verdict import Alteration, Verdict, Verification
from tests.verification.conftest import arrival_of

Plain = list[Any]
"""What `own_workbook.read` gives."""
_TABLE = 3
"""Index of the row with the headings."""
_SHEETS, _ROWS, _CELLS = 2, 3, 2


@pytest.fixture(scope="module")
def plain(as_workbook: bytes) -> Plain:
    return own_workbook.read(as_workbook)


def sheets(plain: Plain) -> list[tuple[int, str, Plain]]:
    return [(at, sheet[0], sheet[_ROWS]) for at, sheet in enumerate(plain[_SHEETS])]


def judged(as_workbook: bytes, plain: Plain) -> Verification:
    contents = Contents(Kind.WORKBOOK, plain, ())
    return judge(arrival_of(as_workbook), contents)


def test_untouched_it_is_as_submitted(as_workbook: bytes, plain: Plain, snapshot: Snapshot) -> None:
    checked = judged(as_workbook, plain)
    assert (checked.verdict, checked.differences, checked.notes) == (Verdict.AS_SUBMITTED, (), ())
    assert checked.snapshot == snapshot


@pytest.mark.parametrize("new", ["{} ", "X{}", "", "=1+1"])
def test_a_change_of_any_one_cell_is_named(as_workbook: bytes, plain: Plain, new: str) -> None:
    for at, name, rows in sheets(plain):
        headings = [text for _, text in rows[_TABLE][_CELLS]]
        for row_at, (number, _, cells) in enumerate(rows):
            for cell_at, (column, text) in enumerate(cells):
                changed = copy.deepcopy(plain)
                changed[_SHEETS][at][_ROWS][row_at][_CELLS][cell_at][1] = new.format(text)
                checked = judged(as_workbook, changed)
                assert checked.verdict is Verdict.ALTERED, (name, number, column)
                [found] = checked.differences
                assert found.place.startswith(f"{name}, row {number} (")
                assert (found.alteration, found.was) == (Alteration.CHANGED, text)
                assert found.now == new.format(text)
                assert found.column == (headings[column - 1] if row_at > _TABLE else "")


def test_the_place_says_which_field_and_which_item(as_workbook: bytes, plain: Plain) -> None:
    changed = copy.deepcopy(plain)
    report, sections, _ = (rows for _, _, rows in sheets(changed))
    author = next(row for row in report if row[_CELLS][0][1] == "author")
    author[_CELLS][2][1] = "Somebody else"
    bullet = next(row for row in sections if row[_CELLS][-1][1].startswith("Two vans"))
    bullet[_CELLS][-1][1] = "Ten vans are back on the road"
    first, second = judged(as_workbook, changed).differences
    assert first.in_words == (
        "Report, row 6 (“Report author”), Value: was “Parks and report author”, is “Somebody else”."
    )
    assert second.in_words == (
        "Sections, row 7 (item 3, “New guidance and impact”), Text: was “Two vans are back on"
        " the road”, is “Ten vans are back on the road”."
    )


def test_a_removed_row_is_named_whichever_it_is(as_workbook: bytes, plain: Plain) -> None:
    for at, name, rows in sheets(plain):
        for row_at, (_, _, cells) in enumerate(rows):
            if row_at == _TABLE:
                continue
            changed = copy.deepcopy(plain)
            del changed[_SHEETS][at][_ROWS][row_at]
            [found] = judged(as_workbook, changed).differences
            assert found.alteration is Alteration.REMOVED
            assert found.place.startswith(f"{name} (")
            assert found.was == cells[-1][1]


def test_without_its_headings_a_sheet_is_altered(as_workbook: bytes, plain: Plain) -> None:
    for at, _, _ in sheets(plain):
        changed = copy.deepcopy(plain)
        del changed[_SHEETS][at][_ROWS][_TABLE]
        assert judged(as_workbook, changed).verdict is Verdict.ALTERED


def test_two_rows_that_changed_places_are_named_whichever_they_are(
    as_workbook: bytes, plain: Plain
) -> None:
    for at, name, rows in sheets(plain):
        for one, other in combinations(range(len(rows)), 2):
            changed = copy.deepcopy(plain)
            swapped = changed[_SHEETS][at][_ROWS]
            swapped[one][_CELLS], swapped[other][_CELLS] = (
                swapped[other][_CELLS],
                swapped[one][_CELLS],
            )
            checked = judged(as_workbook, changed)
            assert checked.verdict is Verdict.ALTERED, (name, one, other)
            if one > _TABLE:
                assert {each.alteration for each in checked.differences} == {Alteration.MOVED}
                places = sorted(each.place for each in checked.differences)
                numbers = (rows[one][0], rows[other][0])
                assert places == sorted(each for each in places if row_of(each) in numbers)
                assert len(places) == 2


def test_a_row_that_was_added_is_named_wherever_it_is(as_workbook: bytes, plain: Plain) -> None:
    for at, name, rows in sheets(plain):
        for row_at in range(_TABLE + 1, len(rows) + 1):
            changed = copy.deepcopy(plain)
            new = copy.deepcopy(rows[-1])
            new[_CELLS][0][1], new[_CELLS][-1][1] = "99", "The bandstand was sold."
            changed[_SHEETS][at][_ROWS].insert(row_at, new)
            renumber(changed[_SHEETS][at][_ROWS])
            [found] = judged(as_workbook, changed).differences
            assert (found.alteration, found.now) == (Alteration.ADDED, "The bandstand was sold.")
            assert found.place.startswith(f"{name}, row {row_at + 1} (")


def test_a_row_that_is_there_twice_is_named(as_workbook: bytes, plain: Plain) -> None:
    for at, _, rows in sheets(plain):
        for row_at in range(_TABLE + 1, len(rows)):
            changed = copy.deepcopy(plain)
            changed[_SHEETS][at][_ROWS].append(copy.deepcopy(rows[row_at]))
            renumber(changed[_SHEETS][at][_ROWS])
            found = judged(as_workbook, changed).differences
            assert [each.alteration for each in found] == [Alteration.ADDED]


def test_a_sheet_that_is_gone_is_named(as_workbook: bytes, plain: Plain) -> None:
    for at, name, _ in sheets(plain):
        changed = copy.deepcopy(plain)
        del changed[_SHEETS][at]
        [found] = judged(as_workbook, changed).differences
        assert (found.place, found.alteration) == (f"The sheet “{name}”", Alteration.REMOVED)


def test_several_changes_at_once_are_told_apart(as_workbook: bytes, plain: Plain) -> None:
    changed = copy.deepcopy(plain)
    rows = changed[_SHEETS][1][_ROWS]
    rows[4][_CELLS][-1][1] = "Changed"
    del rows[6]
    rows[8], rows[9] = rows[9], rows[8]
    found = judged(as_workbook, changed).differences
    assert [str(each.alteration) for each in found] == ["changed", "moved", "moved", "removed"]


def test_another_hash_in_the_properties_is_named(as_workbook: bytes, plain: Plain) -> None:
    [found] = judged(as_workbook, [plain[0], "0" * 64, plain[_SHEETS]]).differences
    assert found.place == "The SHA-256 in the file’s properties"
    checked = judged(as_workbook, [plain[0], None, plain[_SHEETS]])
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert len(checked.notes) == 1


def test_another_report_inside_is_named_cell_by_cell(
    as_workbook: bytes, plain: Plain, snapshot: Snapshot
) -> None:
    for was, now in ((b"Two vans", b"Six vans"), (b"hub@council", b"hub@cancel1")):
        checked = judged(as_workbook, [snapshot.content.replace(was, now), *plain[1:]])
        assert checked.verdict is Verdict.ALTERED
        places = [each.place for each in checked.differences]
        assert any("“SHA-256 of the content”" in place for place in places)
    broken = judged(as_workbook, [snapshot.content[:-1], *plain[1:]])
    assert (broken.verdict, broken.snapshot) == (Verdict.ALTERED, None)


def test_without_a_report_inside_it_is_not_one_of_ours(as_workbook: bytes, plain: Plain) -> None:
    checked = judged(as_workbook, [None, *plain[1:]])
    assert checked.verdict is Verdict.NOT_OURS
    assert "saved by another" in checked.notes[0]
    assert judged(as_workbook, [None, None, []]).verdict is Verdict.NOT_OURS


def row_of(place: str) -> int:
    return int(place.partition(", row ")[2].partition(" ")[0])


def test_an_answer_that_is_none_is_refused(as_workbook: bytes) -> None:
    for values in ([], [None, None, [["Report"]]], ["text", None, []], {"a": 1}, 7, None):
        with pytest.raises(ImportRefusedError, match="damaged"):
            judged(as_workbook, values)  # type: ignore[arg-type]


def test_control_characters_in_a_cell_do_not_reach_the_screen(
    as_workbook: bytes, plain: Plain
) -> None:
    changed = copy.deepcopy(plain)
    changed[_SHEETS][0][_ROWS][4][_CELLS][2][1] = "\x1b[2J\nParks  and\r\nmore"
    [found] = judged(as_workbook, changed).differences
    assert "is “[2J Parks  and more”." in found.in_words


def renumber(rows: Plain) -> None:
    for number, row in enumerate(rows, 1):
        row[0] = number
