"""The list of whom reports are expected from, as a spreadsheet has it."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.hub import expected
from highlight_desktop.report.text import one_line
from highlight_desktop.store.expectations import Cadence, Council, Expected

LIBRARIES = Expected(
    "Libraries, Archives",
    "A. Head",
    "head@council.example",
    Council.CCC,
    Cadence.MONTHLY,
    date(2020, 6, 1),
    date(2021, 3, 31),
)
PASTED = (
    "Service area\tDirector\tAddress\tCouncil\tCadence\tFirst day\tLast day\r\n"
    "Libraries, Archives\tA. Head\thead@council.example\tCCC\tmonthly\t01/06/2020\t31/03/2021\r\n"
)


def test_what_is_pasted_is_what_is_copied() -> None:
    assert expected.as_text([LIBRARIES]) == PASTED
    assert expected.read(PASTED) == [LIBRARIES]


def test_a_comma_separated_file_reads_as_what_was_written() -> None:
    written = expected.as_text([LIBRARIES, Expected("Parks")], between=",")

    assert expected.read_file(written.encode(), "“list.csv”") == [LIBRARIES, Expected("Parks")]
    excel = b"\xef\xbb\xbf" + written.replace(",", ";").replace("s; A", "s, A").encode()
    assert expected.read_file(excel, "“list.csv”") == [LIBRARIES, Expected("Parks")]


def test_a_column_of_names_alone_is_a_list() -> None:
    assert expected.read("Service area\nLibraries, Archives\n") == [Expected("Libraries, Archives")]


def test_columns_stand_in_any_order_and_may_be_left_out() -> None:
    assert expected.read("\n\nE-MAIL\tArea\nhead@council.example\t Parks  and Rivers\n\n") == [
        Expected("Parks and Rivers", address="head@council.example")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no table"),
        ("Parks\n", "Row 1, column 1: “Parks” is no heading"),
        ("Director\nA\n", "Row 1: there is no column “Service area”"),
        ("Area\tService area\n", "Row 1, column 2: there are two columns"),
        (
            "Area\tCadence\nParks\tdaily",
            "Row 2, Cadence: “daily” is none of weekly, fortnightly or",
        ),
        ("Area\tCouncil\nParks\tXYZ", "Row 2, Council: “XYZ” is none of CCC, PCC or both."),
        ("Area\tAddress\nParks\tnobody", "Row 2, Address: “nobody” is no e-mail address."),
        ("Area\tFirst day\nParks\t31/02/2020", "Row 2, First day: “31/02/2020” is no day such as"),
        ("Area\tFrom\tTo\nA\t2/1/2020\t1/1/2020", "Row 2, Last day: it is before the first day."),
        ("Area\tDirector\n\tA. Head", "Row 2, Service area: it is empty."),
        ("Area\nParks\nWaste\n\nPARKS", "Row 5, Service area: it stands in row 2 already."),
        ("Area\nParks\tmore", "Row 2, column 2: “more” stands under no heading."),
        ("Area\n" + "x" * 301, "Row 2, Service area: it has more than 300 letters."),
        ("Area\n" + "\n".join(map(str, range(5001))), "more than 5,000 rows"),
        ("Area\n" + "x" * 1_000_000, "too long"),
        ("Area\n" + "x" * 200_000, "not a table"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_column(text: str, said: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        expected.read(text)
    assert said in str(refused.value)


def test_all_that_is_wrong_is_told_at_once_as_far_as_one_can_read() -> None:
    text = "Area\tCadence\n" + "".join(f"Area {n}\tnever\n" for n in range(30))

    with pytest.raises(ImportRefusedError) as refused:
        expected.read(text)
    assert refused.value.message.count("Row ") == 10
    assert refused.value.message.endswith("And 20 more.")


def test_a_file_that_is_no_text_or_too_large_is_refused() -> None:
    for content in (bytes(range(256)) * 10, b"Area\n" + b"x" * 1_000_001):
        with pytest.raises(ImportRefusedError, match=r"list\.csv"):
            expected.read_file(content, "“list.csv”")


beginnings = st.sampled_from(["", "=", "+1", "-", "@", "'=", "'", "''@", '"'])
texts = st.builds(str.__add__, beginnings, st.text(max_size=60)).map(one_line)


@settings(max_examples=100, deadline=None)
@given(area=texts.filter(bool), director=texts)
def test_no_name_is_changed_on_its_way_or_becomes_a_formula(area: str, director: str) -> None:
    one = Expected(area, director)

    written = expected.as_text([one])

    assert expected.read(written) == [one]
    cells = list(csv.reader(io.StringIO(written, newline=""), delimiter="\t"))[1]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_list_or_refused(text: str) -> None:
    for pasted in (text, f"Service area\tDirector\n{text}"):
        with suppress(ImportRefusedError):
            for each in expected.read(pasted):
                assert each.service_area == one_line(each.service_area) != ""
