"""One pass counts what a part declares, and stops where no report goes."""

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import markup
from highlight_desktop.inbox.quarantine.markup import count


def is_refused(content: str, *, is_sheet: bool = False) -> bool:
    try:
        count(content.encode(), is_sheet=is_sheet)
    except ImportRefusedError:
        return True
    return False


def row(reference: str) -> str:
    return f'<sheetData><row r="1"><c r="{reference}"/></row></sheetData>'


@pytest.mark.parametrize(
    ("most", "piece", "before", "after"),
    [
        (markup.MOST_DEPTH - 1, "<a>", "<x>", None),
        (markup.MOST_ELEMENTS - 1, "<a/>", "<x>", "</x>"),
        (markup.MOST_TEXT, "a", "<x>", "</x>"),
        (markup.LONGEST_VALUE, "a", "<x y='", "'/>"),
        (markup.MOST["mergeCell"], "<mergeCell ref='A1'/>", "<x>", "</x>"),
        (markup.MOST["xf"], "<xf/>", "<x>", "</x>"),
        (markup.MOST["definedName"], "<s:definedName/>", "<x xmlns:s='s'>", "</x>"),
    ],
)
def test_each_limit_lets_through_as_many_as_it_says(
    most: int, piece: str, before: str, after: str | None
) -> None:
    for number, refused in ((most, False), (most + 1, True)):
        end = "</a>" * number + "</x>" if after is None else after
        assert is_refused(before + piece * number + end) is refused


def test_attributes_are_counted() -> None:
    def with_attributes(number: int) -> str:
        return "<x" + "".join(f" a{n}=''" for n in range(number)) + "/>"

    assert not is_refused(with_attributes(markup.MOST_ATTRIBUTES))
    assert is_refused(with_attributes(markup.MOST_ATTRIBUTES + 1))


@pytest.mark.parametrize("reference", ["A1", "CV50000", "$A$1", "B7"])
def test_a_cell_within_the_sheet_of_a_report_is_let_through(reference: str) -> None:
    assert not is_refused(row(reference), is_sheet=True)


@pytest.mark.parametrize(
    "reference", ["CW1", "A50001", "A0", "A-1", "1A", "", "a1", "AAAA1", "A1 "]
)
def test_a_cell_elsewhere_is_refused(reference: str) -> None:
    refused = is_refused(row(reference), is_sheet=True)
    assert refused is bool(reference)  # an empty reference means the next cell


@pytest.mark.parametrize("number", ["0", "-1", "50001", "1.5", "٣", "00000007", "9" * 5000])
def test_a_row_elsewhere_is_refused(number: str) -> None:
    assert is_refused(f'<row r="{number}"/>', is_sheet=True)


def test_depth_is_that_of_what_is_open_however_much_was_closed_before() -> None:
    closed, open_ = "<b/>" * 500, markup.MOST_DEPTH - 1
    assert not is_refused("<x>" + closed + "<a>" * open_ + "</a>" * open_ + "</x>")
    assert is_refused("<x>" + closed + "<a>" * (open_ + 1) + "</a>" * (open_ + 1) + "</x>")


def test_rows_are_counted_also_when_they_do_not_say_which_they_are() -> None:
    assert not is_refused("<x>" + "<row/>" * 50_000 + "</x>", is_sheet=True)
    assert is_refused("<x>" + "<row/>" * 50_001 + "</x>", is_sheet=True)
    assert not is_refused("<x>" + "<row/>" * 50_001 + "</x>")


def test_a_part_of_a_workbook_may_have_more_elements() -> None:
    many = "<x>" + "<v/>" * markup.MOST_ELEMENTS + "</x>"
    assert is_refused(many)
    assert not is_refused(many, is_sheet=True)


def test_the_text_of_a_cell_is_its_own_and_not_that_of_the_one_before() -> None:
    text = "a" * markup.LONGEST_CELL
    for piece in ("row", "c", "si"):
        cells = f"<x>{text * 2}<{piece}>{text * 2}</{piece}></x>"
        assert not is_refused(cells, is_sheet=True)
    assert is_refused(f"<x><c>{text * 2}a</c></x>", is_sheet=True)
    assert is_refused(f"<x><c>{text}</c>{text}a</x>", is_sheet=True)


def test_the_last_row_of_a_sheet_is_one_of_it() -> None:
    assert not is_refused('<row r="50000"/>', is_sheet=True)


def test_areas_are_measured_whichever_corner_comes_first() -> None:
    assert not is_refused('<mergeCell ref="A1:CV100"/>', is_sheet=True)
    assert is_refused('<mergeCell ref="A1:CV101"/>', is_sheet=True)
    assert is_refused('<mergeCell ref="CV101:A1"/>', is_sheet=True)
    assert is_refused('<x><mergeCell ref="A1:CV60"/><hyperlink ref="A1:CV60"/></x>', is_sheet=True)
    assert not is_refused('<dimension ref="A1:CV50000"/>', is_sheet=True)


def test_an_area_that_does_not_say_where_it_is_does_no_harm() -> None:
    assert not is_refused("<x><mergeCell/><dimension/><hyperlink/></x>", is_sheet=True)


def test_long_text_in_one_cell_is_refused_and_in_many_is_not() -> None:
    text = "a" * markup.LONGEST_CELL
    assert not is_refused(f"<x>{f'<c><v>{text}</v></c>' * 5}</x>", is_sheet=True)
    assert is_refused(f"<x><c><v>{text * 3}</v></c></x>", is_sheet=True)
    assert not is_refused(f"<x>{text * 3}</x>")


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf-16"])
def test_the_encodings_of_office_are_read(encoding: str) -> None:
    count(f'<?xml version="1.0" encoding="{encoding}"?><x>ŵ</x>'.encode(encoding))


@pytest.mark.parametrize("encoding", ["iso-8859-1", "cp1252", "cp037", "utf-7", "koi8-r", "x"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(ImportRefusedError):
        count(f'<?xml version="1.0" encoding="{encoding}"?><x/>'.encode("ascii"))


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE x><x/>",
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/"><x/>',
        "<x>&a;</x>",
        "<x>",
        "",
        "no markup",
        "<x/><y/>",
        "<x a='1' a='2'/>",
        "<x>\x00</x>",
    ],
)
def test_entities_and_broken_markup_are_refused(content: str) -> None:
    assert is_refused(content)


def test_long_text_is_let_through_where_nothing_says_that_it_stands_in_cells() -> None:
    count(f"<x>{'a' * markup.LONGEST_CELL * 3}</x>".encode())
