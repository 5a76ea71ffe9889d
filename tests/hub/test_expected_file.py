"""The list of whom reports are expected from as a file, and how it has changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from highlight_desktop.errors import ImportRefusedError, OutputError
from highlight_desktop.hub import expected_file
from highlight_desktop.hub.expected_changes import changes
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Cadence, Council, Expected

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LISTED = [
    Expected(
        "Libraries, Archives",
        "Ŵyn Head",
        "head@council.example",
        Council.CCC,
        Cadence.MONTHLY,
        date(2026, 1, 5),
        date(2026, 12, 31),
    ),
    Expected("=Parks", "'+44 Ranger"),
    Expected("Row _x0041_"),
]


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as opened:
        yield opened


def workbook(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("name", ["list.csv", "list.tsv", "list.txt", "LIST.XLSX", "list"])
def test_a_list_that_was_saved_is_the_same_when_it_is_opened(
    name: str, tmp_path: Path, quarantine: Quarantine
) -> None:
    expected_file.write(tmp_path / name, LISTED, now=NOW)

    assert expected_file.read(tmp_path / name, quarantine) == LISTED


def test_an_empty_list_is_saved_with_its_headings(tmp_path: Path, quarantine: Quarantine) -> None:
    expected_file.write(tmp_path / "list.csv", [], now=NOW)

    assert expected_file.read(tmp_path / "list.csv", quarantine) == []


def test_excel_is_told_that_a_csv_file_is_utf_8(tmp_path: Path) -> None:
    expected_file.write(tmp_path / "list.csv", LISTED, now=NOW)

    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbfService area,")


def test_a_workbook_of_somebody_else_is_read_with_its_days_and_under_its_title(
    tmp_path: Path, quarantine: Quarantine
) -> None:
    path = workbook(
        tmp_path / "reporting 2026.xlsx",
        ["Who reports to us"],
        [],
        ["Email", "Area", "From", "Frequency"],
        ["head@council.example", "Parks", date(2026, 1, 5), "Weekly"],
        [None, "Waste"],
    )

    assert expected_file.read(path, quarantine) == [
        Expected(
            "Parks",
            address="head@council.example",
            cadence=Cadence.WEEKLY,
            first_day=date(2026, 1, 5),
        ),
        Expected("Waste"),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Milk"], [1]], "“list.xlsx” has no column “Service area”."),
        ([["Area", "Director"], ["Parks", "=B1"]], "Row 2, column 2 of “list.xlsx” is a formula."),
        ([[], ["Area", "Shoe size"], ["Parks", 9]], "Row 2, column 2: “Shoe size” is no heading"),
        ([[], ["Area", "Cadence"], ["Parks", "daily"]], "Row 3, Cadence: “daily” is none of"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_told_with_its_row_and_column(
    rows: list[list[object]], said: str, tmp_path: Path, quarantine: Quarantine
) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        expected_file.read(workbook(tmp_path / "list.xlsx", *rows), quarantine)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.pdf", b"%PDF-1.7\nAn area\n"),
        ("list.csv", b"\x89PNG\r\n\x1a\n"),
        ("list.xlsx", b"PK\x03\x04 and no more"),
        ("list.csv", b""),
        ("list.txt", bytes(range(256)) * 9),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(
    name: str, content: bytes, tmp_path: Path, quarantine: Quarantine
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefusedError, match=r"list\."):
        expected_file.read(tmp_path / name, quarantine)
    with pytest.raises(ImportRefusedError, match="no such file"):
        expected_file.read(tmp_path / "elsewhere.csv", quarantine)


def test_a_list_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(OutputError):
        expected_file.write(tmp_path / "list.csv", LISTED, now=NOW)


def test_what_was_changed_is_told_with_its_day_the_last_first(desk: Desk) -> None:
    before = Expected("Parks", "A. Head", "a@council.example")
    after = Expected("Parks", "B. Head", "a@council.example", last_day=date(2026, 12, 31))
    desk.expect([before, Expected("Waste")], now=NOW)
    desk.expect([after, Expected("Waste")], now=NOW + timedelta(days=1))
    desk.expect([after], now=NOW + timedelta(days=2))

    told = [(each.at, each.service_area, each.told) for each in changes(desk.expected_before())]

    assert told == [
        (NOW + timedelta(days=2), "Waste", "Taken off the list."),
        (
            NOW + timedelta(days=1),
            "Parks",
            "Director: was “A. Head”, is “B. Head”. Last day: was empty, is 31 December 2026.",
        ),
        (
            NOW,
            "Parks",
            "Added: Director “A. Head”, E-mail address “a@council.example”, Council “both”,"
            " How often “fortnightly”.",
        ),
        (NOW, "Waste", "Added: Council “both”, How often “fortnightly”."),
    ]
