"""Somebody changes their mind, by keys alone: looks back, deletes and undoes, corrects."""

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget

from highlight_desktop import settings
from highlight_desktop.outbox import submit
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of, plain_text
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, new_id
from tests.flows.conftest import Person, spoken
from tests.flows.test_writing_a_report import text_of_pdf, text_of_workbook
from ui.editor.history_dialog import HistoryDialog
from ui.widgets.paragraph_list import ParagraphList

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
FIRST = "The meadow path is open."
SECOND = "The meadow path is closed."

pytestmark = pytest.mark.flow


def whole(areas: str) -> Report:
    """A report that could be submitted."""
    report = Report(new_id(), edition.newest(), marking="OFFICIAL")
    for field in report.edition.header:
        report, _ = report.fill_in(field.id, "J. Wren")
    report, _ = report.fill_in(FieldId.SERVICE_AREAS, areas)
    report, _ = report.fill_in(FieldId.PERIOD, "8 to 21 June 2020")
    for section in report.edition.sections:
        report, _ = report.write(section.id, blocks_of(FIRST)[0])
    return report


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def dialog_of(person: Person) -> QWidget:
    person.wait(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def kept(folder: Path) -> Report:
    with Store.open(folder) as store:
        [summary] = store.summaries()
        return store.load(summary.id).report


def restore(person: Person, steps_down: int, gone: str, new: str) -> None:
    """Open the history, go down to a version, look at what changed since, and restore it."""
    person.press(KEY.Key_F9)
    dialog = dialog_of(person)
    assert isinstance(dialog, HistoryDialog)
    person.wait(lambda: isinstance(person.focus, QListWidget))
    person.press(KEY.Key_Down, times=steps_down)
    compared = dialog.findChild(ParagraphList)
    person.wait(lambda: compared.isVisible())
    person.press(KEY.Key_Tab)
    assert person.focus is compared
    person.press(KEY.Key_Down, times=1)
    chosen = compared.chosen()
    assert chosen is not None
    assert f"(gone: {gone})" in chosen.spoken
    assert f"(new: {new})" in chosen.spoken
    person.press(KEY.Key_Tab)
    assert spoken(person.focus) == "Restore this version"
    person.press(KEY.Key_Space)
    person.wait(lambda: not person.window.findChildren(HistoryDialog))
    assert "earlier version is back" in texts(person.window)


def test_an_earlier_version_is_compared_and_restored_and_that_is_taken_back(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        store.create(Report(new_id(), edition.newest()), now=NOW)
    person = open_window(data_folder)
    person.press(KEY.Key_Return)
    person.wait(lambda: spoken(person.focus) == "Service areas")
    person.press(KEY.Key_PageDown, CTRL)
    person.write(FIRST)
    person.press(KEY.Key_PageDown, CTRL)
    person.press(KEY.Key_PageUp, CTRL)
    person.press(KEY.Key_End, CTRL)
    person.press(KEY.Key_Backspace, times=len("open."))
    person.write("closed.")
    restore(person, 1, "open", "closed")
    assert spoken(person.focus) == "New guidance and impact"
    assert person.focus.toPlainText() == FIRST
    # And back again: what it was before is the version below.
    restore(person, 1, "closed", "open")
    assert person.focus.toPlainText() == SECOND
    person.press(KEY.Key_End, CTRL)
    person.write(" It opens in May.")
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    assert plain_text(kept(data_folder).answers["guidance"].prose) == f"{SECOND} It opens in May."
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        said = [
            plain_text(store.version(summary.id, each.revision).answers["guidance"].prose)
            for each in store.history(summary.id)
            if "guidance" in store.version(summary.id, each.revision).answers
        ]
    assert said[:4] == [FIRST, SECOND, FIRST, SECOND]


def test_a_draft_is_deleted_had_back_and_put_back_from_the_bin(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        parks = store.create(whole("Parks"), now=NOW).report
        store.create(whole("Waste"), now=NOW)
    person = open_window(data_folder)
    home = person.window._pages.home
    person.wait(lambda: spoken(person.focus) == "Reports")
    person.press(KEY.Key_Down)
    person.press(KEY.Key_Delete)
    person.wait(lambda: "Deleted “Parks" in texts(home))
    person.wait(lambda: home._model.rowCount() == 1)
    person.press(KEY.Key_Z, CTRL)
    person.wait(lambda: home._model.rowCount() == 2)
    home._table.select(parks.id)
    person.press(KEY.Key_Delete)
    person.wait(lambda: home._which.itemText(1) == "Bin (1)")
    person.tab_to("Show")
    person.press(KEY.Key_Down)
    assert home._table.selected_report_id() == parks.id
    person.tab_to("Put back")
    person.press(KEY.Key_Space)
    person.wait(lambda: home._which.itemText(1) == "Bin")
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        assert store.discarded() == []
        assert store.load(parks.id).report == parks


def test_a_submitted_report_is_corrected_and_both_versions_stay(
    open_window: Callable[[Path], Person], data_folder: Path, tmp_path: Path
) -> None:
    outbox = tmp_path / "out"
    settings.save(
        Settings(hub_address="hub@council.example", outbox_folder=str(outbox)), data_folder
    )
    with Store.open(data_folder) as store:
        first = store.create(whole("Parks"), now=NOW).report
        submit.submit(
            store, first.id, outbox, recipient=Recipient("Hub", "hub@council.example"), now=NOW
        )
    person = open_window(data_folder)
    person.wait(lambda: spoken(person.focus) == "Reports")
    person.tab_to("Issue a correction…")
    person.press(KEY.Key_Space)
    dialog_of(person)
    person.wait(lambda: isinstance(person.focus, QLineEdit))
    person.write("The path was closed all along")
    person.press(KEY.Key_Return)
    person.wait(lambda: person.window._pages.editor is not None)
    assert "version 2, corrects version 1, because: The path" in texts(person.window)
    person.press(KEY.Key_PageDown, CTRL)
    person.press(KEY.Key_End, CTRL)
    person.press(KEY.Key_Backspace, times=len("open."))
    person.write("closed.")
    person.press(KEY.Key_Return, CTRL)
    question = dialog_of(person)
    assert "It is marked OFFICIAL." in texts(question)
    person.qtbot.keyClick(question, KEY.Key_Return)
    person.wait(lambda: "Report submitted" in spoken(person.focus))
    person.press(KEY.Key_L, CTRL)
    model = person.window._pages.home._table.model()
    person.wait(lambda: model.rowCount() == 2)
    states = [model.index(row, 3).data() for row in range(2)]
    assert sorted(states) == ["Corrected, version 1 (superseded)", "Submitted, version 2 (current)"]
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        current, superseded = sorted(store.summaries(), key=lambda each: -each.version)
        assert (current.state, superseded.state) == (State.SUBMITTED, State.SUPERSEDED)
        assert superseded.id == first.id
    [paper], [book], [mail] = (outbox.glob(f"*_v2_*{kind}") for kind in (".pdf", ".xlsx", ".eml"))
    told = text_of_pdf(paper)
    assert told.count("OFFICIAL") > 2
    assert SECOND in told
    assert SECOND in text_of_workbook(book)
    draft = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    letter = draft.get_body(("plain",)).get_content()
    assert "version 2" in draft["Subject"]
    for each in (told, " ".join(letter.split())):
        assert "corrects and replaces version 1" in each
    for each in (told, text_of_workbook(book), letter):
        assert "The path was closed all along" in each
    [first_paper] = outbox.glob("*_v1_*.pdf")
    assert FIRST in text_of_pdf(first_paper)


def test_the_report_that_was_open_is_the_one_selected_in_the_list(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        parks = store.create(whole("Parks"), now=NOW).report
        waste = store.create(whole("Waste"), now=NOW).report
    person = open_window(data_folder)
    home = person.window._pages.home
    for opened in (parks, waste):
        home._table.select(opened.id)
        with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
            person.press(KEY.Key_Return)
        person.back_to_list()
        person.window._background.settle()
        person.wait(lambda opened=opened: home.selected_report_id == opened.id)
    # Begun meanwhile, it is in the list for the first time.
    begun = person.begin_report()
    person.back_to_list()
    person.wait(lambda: home.selected_report_id == begun)
