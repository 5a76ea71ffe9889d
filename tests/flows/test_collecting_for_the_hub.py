"""The hub's desk in the window: returns are received, who is missing is told, a pack is made."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget, QTextEdit

from highlight_desktop import settings
from highlight_desktop.hub import expected
from highlight_desktop.hub.receiving import Outcome
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.settings import Settings
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import service_key
from tests.flows.conftest import Kind, Person, close, words_on
from tests.flows.test_finding_ones_way import assert_no_clash
from tests.hub.year import Year, year
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.hub.changes_dialog import ChangesDialog
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.expected_dialog import ExpectedDialog
from ui.hub.page import HubPage, View
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.received_dialog import ReceivedDialog
from ui.hub.return_strip import ReturnStrip
from ui.hub.rows import Row, RowsTable

pytestmark = pytest.mark.flow
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def returns() -> Year:
    """Each way for a return to come, once."""
    return year(areas=6, periods=2)


@pytest.fixture(scope="module")
def deliveries(returns: Year, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return returns.write(tmp_path_factory.mktemp("returns"))


@pytest.fixture
def collector(open_window: Callable[[Path], Person], data_folder: Path, tmp_path: Path) -> Person:
    """Somebody in front of the hub's desk of a computer that collects."""
    chosen = Settings(collects=True, outbox_folder=str(tmp_path / "out"), hub_name="The Desk")
    data_folder.mkdir()
    settings.save(chosen, data_folder)
    person = open_window(data_folder)
    person.press(KEY.Key_J, CTRL)
    wait_for_desk(person)
    return person


def page(person: Person) -> HubPage:
    collecting = person.window._hub.collecting
    assert collecting is not None
    return collecting.page


def wait_for_desk(person: Person) -> None:
    person.wait(lambda: person.window._hub.collecting is not None)
    person.wait(lambda: page(person)._tabs.isEnabled())


def go_to(person: Person, view: View) -> None:
    person.press(KEY(KEY.Key_1 + view), CTRL)
    assert page(person).view is view


def asked(person: Person, kind: type[Kind]) -> Kind:
    """The dialog, once it has the keys."""
    dialog = person.dialog(kind)
    person.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or person.window))
    return dialog


def rows(table: RowsTable) -> list[Row]:
    return [table.rows.row_at(number) for number in range(table.rows.rowCount())]


def receive(person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[Row]:
    """Choose a folder by the keyboard, and wait until it is received."""
    go_to(person, View.RECEIVE)
    panel = page(person).receive
    panel._count.setText("")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    person.tab_to("Choose a folder")
    person.press(KEY.Key_Space)
    person.wait(lambda: "came in" in panel._count.text())
    return rows(panel._table)


def paste_expected(person: Person, returns: Year) -> None:
    go_to(person, View.EXPECTED)
    QApplication.clipboard().setText(expected.as_text(returns.expected))
    person.tab_to("Paste list")
    person.press(KEY.Key_Space)
    person.wait(lambda: len(rows(page(person).expected._table)) == len(returns.expected))


def look_at(person: Person, period: str) -> list[Row]:
    go_to(person, View.RETURNS)
    line = page(person).period.findChild(QLineEdit)
    assert line is not None
    panel = page(person).returns
    if line.text() != period:
        line.setFocus()
        line.selectAll()
        panel._model.show_rows([])
        person.write(period)
        person.press(KEY.Key_Return)
    person.wait(lambda: panel._model.there > 0)
    return rows(panel._table)


def test_authors_have_no_way_to_the_desk(person: Person) -> None:
    person.press(KEY.Key_J, CTRL)
    assert person.window._hub.collecting is None
    assert not person.window._pages.home._hub.isVisible()
    assert not person.window._menus._hub.isVisible()


def test_whoever_collects_finds_the_desk_on_the_first_page(collector: Person) -> None:
    collector.back_to_list()
    collector.tab_to("The hub’s desk")
    collector.press(KEY.Key_Space)
    collector.wait(lambda: collector.window._pages.currentWidget() is page(collector))
    assert "desk" in collector.window.windowTitle()
    assert "Nothing was received yet" in words_on(page(collector))


def test_no_letter_with_alt_means_two_things_at_the_desk(collector: Person, returns: Year) -> None:
    paste_expected(collector, returns)
    look_at(collector, printed(*returns.periods[0]))
    page(collector).pack._made.show()
    for view in View:
        go_to(collector, view)
        assert_no_clash(collector)


def test_a_folder_of_returns_becomes_a_pack(
    collector: Person,
    returns: Year,
    deliveries: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    paste_expected(collector, returns)
    root = deliveries[0].parents[1]
    got = {}
    for delivery in deliveries:
        for row in receive(collector, monkeypatch, delivery):
            source = Path(row.about.source)
            path = source if source.suffix == ".eml" else source / row.about.name
            got[path.relative_to(root).as_posix(), row.about.name] = row.about.outcome
    assert got == returns.outcomes

    for number, (start, end) in enumerate(returns.periods):
        typed = f"{start:%d/%m/%Y} - {end:%d/%m/%Y}"
        found = {row.about.service_area: row.about.state for row in look_at(collector, typed)}
        wanted = {area: state for (n, area), state in returns.states.items() if n == number}
        assert {area: found[area] for area in wanted} == wanted

    missing = [area for (n, area), state in returns.states.items() if state == "missing"]
    period = next(n for (n, area), state in returns.states.items() if state == "missing")
    typed = printed(*returns.periods[period])
    look_at(collector, typed)
    several_periods(collector, returns)
    make_chasers(collector, missing, Period(typed, *returns.periods[period]))
    give_a_reason(collector, missing[0])
    make_pack(collector, tmp_path / "out")


def several_periods(person: Person, returns: Year) -> None:
    """The same states stand side by side, and a cell opens the return of its period."""
    panel = page(person).returns
    number = len(returns.periods) - 1
    look_at(person, printed(*returns.periods[number]))
    panel._spans.setFocus()
    person.press(KEY.Key_Down)
    person.wait(lambda: panel.begins_at is panel._grid)
    cells = panel._grid.cells
    assert cells.columnCount() == panel.span == 3
    for (at, area), state in returns.states.items():
        found = cells.find(service_key(area), Period("", *returns.periods[at]))
        line = cells.line_at(found)
        assert line is not None
        assert line.state == state
        assert line.service_area == area
        if state == "received":
            panel._grid.setCurrentIndex(found)
    panel._grid.setFocus()
    person.press(KEY.Key_Return)
    person.wait(lambda: person.window._pages.shows_return)
    person.click(person.editor, "Back")
    person.wait(lambda: person.window._pages.currentWidget() is page(person))
    person.wait(lambda: panel.begins_at is panel._grid)
    panel._spans.setFocus()
    person.press(KEY.Key_Up)
    person.wait(lambda: panel.begins_at is panel._table)


def make_chasers(person: Person, missing: list[str], period: Period) -> None:
    person.press(KEY.Key_E, CTRL | SHIFT)
    dialog = person.dialog(ChasersDialog)
    assert dialog.windowTitle() == f"Chasers for {period.label}"
    listed = dialog.findChild(QListWidget)
    assert listed is not None
    assert [listed.item(n).text() for n in range(listed.count())] == [
        f"{area} – no address" for area in missing
    ]
    drafts = [message_from_bytes(each.read_bytes()) for each in dialog._folder.glob("*.eml")]
    assert len(drafts) == len(missing)
    assert missing[0] in str(drafts[0]["Subject"])
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.dialogs(ChasersDialog))


def give_a_reason(person: Person, area: str) -> None:
    panel = page(person).returns
    panel._table.setFocus()
    while (row := panel._table.current()) and row.about.service_area != area:
        person.press(KEY.Key_Down)
    person.tab_to("Reason")
    person.press(KEY.Key_Space)
    asked(person, ReasonDialog)
    person.write("All of them are ill")
    person.press(KEY.Key_Return)
    person.wait(lambda: any(row.about.reason for row in rows(panel._table)))
    assert not panel._chase.isEnabled()


def make_pack(person: Person, outbox: Path) -> None:
    go_to(person, View.PACK)
    person.tab_to("Make the pack")
    person.press(KEY.Key_Space)
    panel = page(person).pack
    person.wait(panel._made.isVisible)
    document, workbook = Path(panel._document.text()), Path(panel._workbook.text())
    assert document.parent == workbook.parent == outbox
    text = "".join(each.extract_text() for each in PdfReader(document).pages)
    assert "Libraries 1" in text
    assert workbook.stat().st_size > 0
    assert "The pack is ready" in panel._told.text()


def test_the_same_folder_twice_changes_nothing(
    collector: Person, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receive(collector, monkeypatch, deliveries[0])
    again = receive(collector, monkeypatch, deliveries[0])
    assert len(again) == len(first)
    allowed = {Outcome.DUPLICATE, Outcome.UNREADABLE, Outcome.LEFT_OUT}
    assert {row.about.outcome for row in again} <= allowed


def test_verdicts_are_picked_out_and_what_differs_is_told(
    collector: Person, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(collector, monkeypatch, deliveries[0].parents[0])
    panel = page(collector).receive
    panel._which.setFocus()
    collector.press(KEY.Key_Down)
    assert rows(panel._table)
    assert not any(row.about.is_well for row in rows(panel._table))
    while "Altered" not in panel._which.currentText():
        collector.press(KEY.Key_Down)
    [altered] = rows(panel._table)
    panel._table.setFocus()
    collector.press(KEY.Key_Return)
    dialog = collector.dialog(ReceivedDialog)
    assert "less doors" in dialog.findChild(QLineEdit).text() or altered.about.told
    collector.click(dialog, "Open report")
    collector.wait(lambda: collector.window._pages.shows_return)
    strip = collector.editor.findChild(ReturnStrip)
    assert "The file was altered after submission" in words_on(strip)
    assert altered.about.name in words_on(strip).replace("\u200b", "")
    [told] = [each for each in strip.findChildren(QTextEdit) if each.isVisible()]
    assert altered.about.told[0] in told.toPlainText()


def test_an_original_is_saved_byte_for_byte(
    collector: Person, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    [row, *_] = receive(collector, monkeypatch, deliveries[0])
    saved = tmp_path / "saved"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    collector.tab_to("Save the original")
    collector.press(KEY.Key_Space)
    collector.wait(saved.exists)
    original = Path(row.about.source) / row.about.name
    assert saved.read_bytes() == original.read_bytes()


def test_files_are_dropped_and_what_was_received_is_there_the_next_day(
    collector: Person,
    deliveries: list[Path],
    open_window: Callable[[Path], Person],
    data_folder: Path,
) -> None:
    [pdf, *_] = sorted(deliveries[0].glob("*.pdf"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pdf))])
    panel = page(collector).receive
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.dropEvent(drop)
    collector.wait(lambda: "1 file came in" in panel._count.text())
    collector.close()

    person = open_window(data_folder)
    person.press(KEY.Key_J, CTRL)
    wait_for_desk(person)
    person.wait(lambda: page(person).receive._model.there == 1)
    assert rows(page(person).receive._table)[0].about.name == pdf.name


def test_a_window_closed_while_it_receives_keeps_what_is_done(
    collector: Person, deliveries: list[Path], data_folder: Path
) -> None:
    page(collector).receive.paths_chosen.emit([str(each) for each in deliveries])
    close(collector.qtbot, collector.window)
    with Desk.open(data_folder) as desk:
        assert all(len(each.sha256) == 64 for each in desk.arrivals())


def test_the_list_of_who_is_expected_is_changed_by_hand_and_copied(
    collector: Person, returns: Year, data_folder: Path
) -> None:
    paste_expected(collector, returns)
    panel = page(collector).expected
    collector.tab_to("Add…")
    collector.press(KEY.Key_Space)
    dialog = asked(collector, ExpectedDialog)
    collector.press(KEY.Key_Return)
    assert "Give the service area its name." in words_on(dialog)
    collector.write("Allotments")
    collector.press(KEY.Key_Return)
    collector.wait(lambda: len(rows(panel._table)) == len(returns.expected) + 1)

    panel._table.setFocus()
    collector.press(KEY.Key_Home, CTRL)
    collector.tab_to("End…")
    collector.press(KEY.Key_Space)
    asked(collector, ExpectedDialog)
    collector.write("21 June 2026")
    collector.press(KEY.Key_Return)
    collector.wait(lambda: "Until 21 June 2026" in rows(panel._table)[0].cells)

    panel._table.setFocus()
    collector.press(KEY.Key_C, CTRL)
    collector.wait(lambda: "Copied" in panel._count.text())
    pasted = expected.read(QApplication.clipboard().text())
    collector.close()
    with Desk.open(data_folder) as desk:
        assert desk.expected() == sorted(pasted, key=lambda each: each.service_key)


def test_a_list_is_saved_changed_elsewhere_and_opened_and_every_change_is_told(
    collector: Person, returns: Year, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paste_expected(collector, returns)
    panel = page(collector).expected
    saved = tmp_path / "list"
    kind = "Workbook (*.xlsx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), kind))
    collector.tab_to("Save the list…")
    collector.press(KEY.Key_Space)
    collector.wait(lambda: "Saved as" in panel._count.text())

    book = load_workbook(tmp_path / "list.xlsx")
    sheet = book.active
    sheet.cell(5, 2).value = "New Head"
    sheet.append(["Allotments"])
    book.save(tmp_path / "changed.xlsx")
    chosen = str(tmp_path / "changed.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    collector.tab_to("Open a list…")
    collector.press(KEY.Key_Space)
    collector.wait(lambda: "Opened: 1 new, 1 changed." in panel._count.text())
    assert [row.cells[1] for row in rows(panel._table)].count("New Head") == 1

    collector.tab_to("Changes…")
    collector.press(KEY.Key_Space)
    dialog = asked(collector, ChangesDialog)
    told = [row.cells for row in rows(dialog.findChild(RowsTable))]
    assert len(told) == len(returns.expected) + 2
    assert "Director: was empty, is “New Head”." in {each[2] for each in told[:2]}
    collector.press(KEY.Key_Escape)


def test_what_was_removed_from_the_list_by_mistake_is_brought_back(
    collector: Person, returns: Year
) -> None:
    paste_expected(collector, returns)
    panel = page(collector).expected
    before = [row.about for row in rows(panel._table)]
    panel._table.setFocus()
    collector.press(KEY.Key_Delete)
    collector.wait(lambda: len(rows(panel._table)) == len(before) - 1)
    assert "taken off the list" in panel._count.text()
    panel._table.setFocus()
    collector.press(KEY.Key_Z, CTRL)
    collector.wait(lambda: [row.about for row in rows(panel._table)] == before)
    collector.press(KEY.Key_Z, CTRL)
    collector.wait(lambda: not rows(panel._table))
    assert not panel._undo.isEnabled()


def test_a_reason_is_given_changed_and_taken_back_each_time_dated(
    collector: Person, returns: Year
) -> None:
    paste_expected(collector, returns)
    look_at(collector, printed(*returns.periods[0]))
    panel = page(collector).returns
    panel._table.setFocus()
    collector.press(KEY.Key_Home, CTRL)
    for reason in ("All are ill", "The depot is flooded", ""):
        collector.tab_to("Reason")
        collector.press(KEY.Key_Space)
        asked(collector, ReasonDialog)
        collector.press(KEY.Key_A, CTRL)
        collector.press(KEY.Key_Delete)
        collector.write(reason)
        collector.press(KEY.Key_Return)
        collector.wait(lambda said=reason: rows(panel._table)[0].about.reason == said)
        cell = rows(panel._table)[0].cells[3]
        assert cell.startswith(f"{reason} (noted ") if reason else cell == ""


def test_a_list_that_cannot_be_understood_changes_nothing(collector: Person, returns: Year) -> None:
    paste_expected(collector, returns)
    QApplication.clipboard().setText("Milk\tBread\n1\t2\n")
    page(collector).expected.paste()
    assert "no heading" in words_on(collector.dialog(ProblemDialog))
    assert len(rows(page(collector).expected._table)) == len(returns.expected)


def test_a_desk_that_is_not_there_is_a_problem_in_words(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    data_folder.mkdir()
    address = "postgresql+psycopg://hub@127.0.0.1:9/desk"
    settings.save(Settings(collects=True, desk_address=address), data_folder)
    person = open_window(data_folder)
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._hub.collecting is not None)
    person.wait(lambda: "There is a problem" in words_on(page(person)))
    assert "shared desk" in words_on(page(person))


def test_another_desk_chosen_in_the_settings_is_gone_to_at_once(collector: Person) -> None:
    collector.press(KEY.Key_Comma, CTRL)
    dialog = asked(collector, SettingsDialog)
    dialog._collecting._address.set_text("postgresql+psycopg://hub@127.0.0.1:9/desk")
    collector.click(dialog, "Save")
    collector.wait(lambda: "There is a problem" in words_on(page(collector)))
    assert not page(collector)._tabs.isEnabled()


def test_the_picture_of_a_period_is_walked_through_cell_by_cell(
    collector: Person, returns: Year, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    paste_expected(collector, returns)
    receive(collector, monkeypatch, deliveries[0])
    look_at(collector, printed(*returns.periods[0]))
    go_to(collector, View.SECTIONS)
    panel = page(collector).sections
    collector.wait(lambda: panel._model.columnCount() > 0)
    panel._table.setFocus()
    panel._table.setCurrentIndex(panel._model.index(0, 0))
    collector.press(KEY.Key_Right)
    collector.press(KEY.Key_Down)
    said = panel._table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == panel._told.text()
    assert said.startswith("Libraries 1, New challenges")
    assert said.rpartition(": ")[2] in ("Answered", "No change", "Nothing to report", "Missing")


def test_a_period_is_turned_to_by_its_neighbours(
    collector: Person, returns: Year, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(collector, monkeypatch, deliveries[0])
    look_at(collector, printed(*returns.periods[0]))
    collector.tab_to("Next period")
    collector.press(KEY.Key_Space)
    following = (each + timedelta(days=14) for each in returns.periods[0])
    line = page(collector).period.findChild(QLineEdit)
    assert line is not None
    assert line.text() == printed(*following)
    line.setFocus()
    line.selectAll()
    collector.write("June to May")
    collector.press(KEY.Key_Return)
    assert page(collector).period._problem.isVisible()


def test_no_pack_is_made_of_another_period_than_the_one_that_stands_there(
    collector: Person, returns: Year, deliveries: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(collector, monkeypatch, deliveries[0])
    look_at(collector, printed(*returns.periods[0]))
    go_to(collector, View.PACK)
    page(collector).period.go_to()
    collector.write("June to May")
    collector.press(KEY.Key_Return)
    collector.tab_to("Make the pack")
    collector.press(KEY.Key_Space)
    panel = page(collector).pack
    assert panel._told.text() == "Choose the period first."
    assert page(collector).period.isAncestorOf(collector.focus)
    assert not panel._made.isVisible()
