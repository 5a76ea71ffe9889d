"""A director writes a whole report in the real window, with the keyboard alone."""

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QMenu

from highlight_desktop import settings
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from tests.flows.conftest import Person, spoken

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key

pytestmark = pytest.mark.flow

WORDS = (
    "Parks and Libraries",
    "Jo Wren, Director",
    "8 to 21 June 2020",
    "New play area standards were published",
    "Reading rooms",
    "Two rooms opened",
    "Click and collect",
    "Four branches",
    "Nothing to report",
    "The gates stay open until nine",
    "Bin contracts cost 4 per cent more",
    "No change",
    "Not applicable",
    "Another directorate speaks for us",
)
"""Everything the person below writes or chooses."""


def start_a_report_in_the_second_newest_edition(person: Person) -> None:
    assert spoken(person.focus) == "New report"
    person.press(KEY.Key_Space)
    person.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):
        person.qtbot.keyClick(menu, key)
    person.wait(lambda: spoken(person.focus) == "Service areas")


def fill_in_the_header(person: Person) -> None:
    person.write("Parks and Libraries")
    person.press(KEY.Key_Tab)
    person.write("Jo Wren, Director")
    person.press(KEY.Key_Tab)
    person.write("8-21 st June 2020")


def answer(person: Person, name: str) -> None:
    """Choose an answer other than text for the section that is open."""
    person.tab_to(f"Answer {name}")
    person.press(KEY.Key_Space)


def write_the_sections(person: Person) -> None:
    def next_section() -> None:
        person.press(KEY.Key_PageDown, CTRL)

    next_section()
    person.write("New play area standards were published.")
    next_section()
    person.press(KEY.Key_H, CTRL_SHIFT)
    person.write("Reading rooms\n- Two rooms opened.\n")
    person.press(KEY.Key_BracketRight, CTRL)
    person.press(KEY.Key_B, CTRL)
    person.write("Click and collect")
    person.press(KEY.Key_B, CTRL)
    person.write(" Four branches.")
    next_section()
    answer(person, "Nothing to report")
    next_section()
    person.write("The gates stay open until nine.")
    next_section()
    person.write("Bin contracts cost 4 per cent more.")
    next_section()
    answer(person, "No change")


def submit(person: Person) -> None:
    person.press(KEY.Key_Return, CTRL)


def agree(person: Person) -> None:
    """Press Enter in the last question."""
    person.wait(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    person.qtbot.keyClick(dialog, KEY.Key_Return)


def text_of_pdf(path: Path) -> str:
    document = QPdfDocument()
    document.load(str(path))
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return " ".join(" ".join(pages).split())


def text_of_workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path, read_only=True)
    cells = (
        str(value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=200, max_col=20, values_only=True)
        for value in row
        if value is not None
    )
    text = " ".join(cells)
    book.close()
    return text


def test_a_whole_report_is_written_by_keys_alone_and_its_files_tell_it(
    open_window: Callable[[Path], Person], data_folder: Path, tmp_path: Path
) -> None:
    outbox = tmp_path / "out going"
    settings.save(
        Settings(hub_address="hub@council.example", outbox_folder=str(outbox)), data_folder
    )
    person = open_window(data_folder)
    start_a_report_in_the_second_newest_edition(person)
    fill_in_the_header(person)
    write_the_sections(person)
    person.wait(lambda: "Parks and Libraries · 8 to 21 June" in person.window.windowTitle())

    # One section is still open: the list says so, and leads there.
    submit(person)
    assert "Communications" in spoken(person.focus)
    person.press(KEY.Key_Return)
    assert spoken(person.focus) == "Communications"
    answer(person, "Not applicable")
    person.write("Another directorate speaks for us")

    submit(person)
    agree(person)
    person.wait(lambda: "Report submitted" in spoken(person.focus))

    written = {path.suffix: path for path in outbox.iterdir()}
    assert sorted(written) == sorted(kind.suffix for kind in Kind)
    for text in (text_of_pdf(written[".pdf"]), text_of_workbook(written[".xlsx"])):
        assert [words for words in WORDS if words not in text] == []
    draft = email.message_from_bytes(written[".eml"].read_bytes(), policy=email.policy.default)
    assert [each.addr_spec for each in draft["To"].addresses] == ["hub@council.example"]
    assert draft["X-Unsent"] == "1"
    attached = {part.get_filename(): part.get_content() for part in draft.iter_attachments()}
    enclosed = (written[".pdf"], written[".xlsx"])
    assert attached == {path.name: path.read_bytes() for path in enclosed}


def test_going_back_to_the_list_leads_to_the_reports(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        store.create(Report("0" * 32, edition.newest()), now=datetime.now(UTC))
    person = open_window(data_folder)
    assert spoken(person.focus) == "Reports"
    for _ in range(2):
        person.press(KEY.Key_Return)
        person.wait(lambda: spoken(person.focus) == "Service areas")
        person.press(KEY.Key_L, CTRL)
        person.wait(lambda: spoken(person.focus) == "Reports")


def test_what_was_typed_is_what_is_stored(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person = open_window(data_folder)
    start_a_report_in_the_second_newest_edition(person)
    fill_in_the_header(person)
    write_the_sections(person)
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        report = store.load(summary.id).report
        assert summary.state is State.DRAFT
    assert summary.period_typed == "8-21 st June 2020"
    assert report.answers["activity"].prose == (
        Block(BlockKind.SUBHEADING, "Reading rooms"),
        Block(BlockKind.BULLET, "Two rooms opened."),
        Block(BlockKind.BULLET, "Click and collect Four branches.", 1, ((0, 17),)),
    )
    assert report.answers["workforce"].kind is AnswerKind.NO_CHANGE
    assert report.answers["recovery"].kind is AnswerKind.NOTHING_TO_REPORT
    assert "communications" not in report.answers
