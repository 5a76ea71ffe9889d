"""A director starts this period's report from the last one, by the keyboard alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.findings import blocking
from highlight_desktop.report.prose import Prose, blocks_of, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person
from ui.acts.previewing import _printable
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.editor.page import EditorPage
from ui.editor.status import Status

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
NOW = datetime(2020, 6, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.flow

PARKS: Prose
PARKS, _ = blocks_of("Gates open at seven.\nThe café stays shut.")
ICE, _ = blocks_of("Ice on the paths by the lake.")


def made_up(edition_id: str, typed_period: str, **texts: Prose) -> Report:
    """A report that can be submitted: these texts, and nothing to report beside them."""
    header = {
        FieldId.SERVICE_AREAS: "Parks and Libraries",
        FieldId.AUTHOR: "Jo Wren",
        FieldId.PERIOD: typed_period,
    }
    return complete(Report(new_id(), edition.find(edition_id), header), texts)


def complete(report: Report, texts: dict[str, Prose]) -> Report:
    for section in report.edition.sections:
        if section.id in texts:
            report, _ = report.write(section.id, texts[section.id])
        elif report.answer_to(section).kind is AnswerKind.UNANSWERED:
            report, _ = report.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    assert not blocking(report)
    return report


def submitted(folder: Path, *reports: Report) -> None:
    with Store.open(folder) as store:
        for report in reports:
            store.create(report, now=NOW)
            frozen = freeze(report, submitted_at=NOW, app_version="1", recipient=Recipient("", ""))
            store.record(report.id, frozen, now=NOW)


def page(person: Person) -> EditorPage:
    found = [each for each in person.window.findChildren(EditorPage) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def start_next_from_list(person: Person) -> NextReportDialog:
    person.tab_to("Start next")
    person.press(KEY.Key_Space)
    return asked(person)


def asked(person: Person) -> NextReportDialog:
    person.wait(lambda: isinstance(QApplication.activeModalWidget(), NextReportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NextReportDialog)
    return dialog


def start(person: Person) -> EditorPage:
    """Say yes to the dialog as it stands, and wait for the new draft."""
    before = person.window.findChildren(EditorPage)
    person.press(KEY.Key_Return)
    person.wait(
        lambda: any(
            each.isVisible() and each not in before
            for each in person.window.findChildren(EditorPage)
        )
    )
    person.wait(lambda: page(person).isAncestorOf(person.focus))
    return page(person)


def test_text_unchanged_for_three_periods_says_so(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(
        data_folder,
        made_up("2020-05", "11 to 24 May 2020", activity=PARKS[:1]),
        made_up("2020-06", "25 May to 7 June 2020", activity=PARKS[:1]),
        made_up("2020-06", "8 to 21 June 2020", activity=PARKS),
    )
    person = open_window(data_folder)
    start_next_from_list(person)
    editor = start(person)
    person.wait(lambda: bool(editor._sections["activity"].carried._ages))
    person.press(KEY.Key_F4)
    marks = editor._sections["activity"].carried
    assert marks.in_words.endswith("At the cursor: from last period, unchanged for 3 periods.")
    assert "to confirm" in editor._tabs.accessibleTabName(editor._tabs.currentIndex()).lower()
    person.press(KEY.Key_F4)
    assert marks.in_words.endswith("At the cursor: from last period.")


def test_editing_confirms_undo_does_not_and_closing_forgets_nothing(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(data_folder, made_up("2020-06", "8 to 21 June 2020", activity=PARKS))
    person = open_window(data_folder)
    start_next_from_list(person)
    editor = start(person)
    person.press(KEY.Key_F4)
    person.press(KEY.Key_End)
    person.write(" Always.")
    person.back_to_list()
    person.wait(lambda: person.window._pages.home._model.rowCount() == 2)
    person.press(KEY.Key_Home, CTRL)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)
    editor = page(person)
    prose = editor.report.answers["activity"].prose
    assert [(each.text, each.carried) for each in prose] == [
        ("Gates open at seven. Always.", False),
        ("The café stays shut.", True),
    ]


def test_what_has_no_section_is_moved_by_key_and_undone(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(data_folder, made_up("2020-05", "11 to 24 May 2020", risks=ICE, activity=PARKS))
    person = open_window(data_folder)
    start_next_from_list(person)
    editor = start(person)
    editor.go_to(Place("unplaced"))
    person.press(KEY.Key_M, CTRL_SHIFT)
    person.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    person.qtbot.keyClick(menu, KEY.Key_Down)
    while menu.activeAction().text() != "New challenges and activity":
        person.qtbot.keyClick(menu, KEY.Key_Down)
    person.qtbot.keyClick(menu, KEY.Key_Return)
    report = editor.take_in()
    assert plain_text(report.answers["activity"].prose) == (
        "Gates open at seven.\nThe café stays shut.\nIce on the paths by the lake."
    )
    assert report.answers["activity"].prose[-1].carried
    assert "Ice" not in plain_text(report.unplaced)
    person.press(KEY.Key_Z, CTRL)
    assert "Ice" in plain_text(editor.take_in().unplaced)


def test_what_has_no_section_is_dragged_onto_a_tab(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(data_folder, made_up("2020-05", "11 to 24 May 2020", risks=ICE))
    person = open_window(data_folder)
    start_next_from_list(person)
    editor = start(person)
    editor.go_to(Place("unplaced"))
    text = editor._unplaced.editor
    drop(editor, 0, text.createMimeDataFromSelection())
    foreign = QMimeData()
    foreign.setText("from elsewhere")
    drop(editor, 2, foreign)
    assert "Ice" in plain_text(editor.take_in().unplaced)
    drop(editor, 2, text.createMimeDataFromSelection())
    assert plain_text(editor.take_in().answers["activity"].prose) == ICE[0].text
    assert "Ice" not in plain_text(editor.report.unplaced)
    assert editor._tabs.status(editor._tabs.currentIndex()) is Status.COMPLETED


def drop(editor: EditorPage, index: int, data: QMimeData) -> None:
    tabs = editor._tabs
    editor._unplaced.editor.selectAll()
    event = QDropEvent(
        QPointF(tabs.tabRect(index).center()),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tabs.dropEvent(event)
    # As a move, Qt would take the letters out a second time.
    assert not event.isAccepted() or event.dropAction() is Qt.DropAction.CopyAction


def test_a_gap_after_the_last_report_is_a_hint_that_stops_nobody(
    open_window: Callable[[Path], Person], data_folder: Path, qtbot: QtBot
) -> None:
    submitted(data_folder, made_up("2020-06", "8 to 21 June 2020", activity=PARKS))
    person = open_window(data_folder)
    dialog = start_next_from_list(person)
    dialog._period.set_text("29 June to 12 July 2020")
    editor = start(person)
    person.wait(lambda: editor._check._last_period is not None)
    [hint] = [each for each in editor.check() if each.code == "period-last"]
    assert not hint.blocks
    assert "22 to 28 June 2020" in hint.message
    assert editor._header._beside_last.text() == f"Hint: {hint.message}"


def test_the_next_one_is_started_from_the_open_report_by_its_key(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(data_folder, made_up("2020-06", "8 to 21 June 2020", activity=PARKS))
    person = open_window(data_folder)
    person.press(KEY.Key_Return)
    person.wait(lambda: bool(person.window.findChildren(EditorPage)))
    person.press(KEY.Key_N, CTRL_SHIFT)
    asked(person)
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.window.findChildren(QDialog))
    person.wait(lambda: page(person).isAncestorOf(person.focus))
    person.press(KEY.Key_N, CTRL_SHIFT)
    asked(person)
    editor = start(person)
    assert editor.report.typed(FieldId.PERIOD) == "22 June to 5 July 2020"
    assert replace(editor.report).typed(FieldId.AUTHOR) == "Jo Wren"


def test_a_second_report_of_the_same_period_is_a_hint_beside_it_and_in_the_check(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    submitted(data_folder, made_up("2020-06", "8 to 21 June 2020", activity=PARKS))
    person = open_window(data_folder)
    dialog = start_next_from_list(person)
    dialog._period.set_text("08/06/2020 - 21/06/2020")
    editor = start(person)
    sentence = "Another report of these services is for 8 to 21 June 2020 too."
    person.wait(lambda: editor._header._beside_last.text() == f"Hint: {sentence}")
    [hint] = [each for each in editor.check() if each.code == "period-twice"]
    assert (hint.message, hint.blocks) == (sentence, False)


def test_the_preview_ends_with_what_changed_when_reports_are_to_tell_it(data_folder: Path) -> None:
    submitted(data_folder, made_up("2020-06", "8 to 21 June 2020", activity=PARKS))
    draft = made_up("2020-06", "22 June to 5 July 2020", activity=ICE)
    with Store.open(data_folder) as store:
        store.create(draft, now=NOW)
        told = _printable(store, draft, True).since
        assert told is not None
        assert "Ice on the paths by the lake." in str(told.to_plain())
        assert _printable(store, draft, False).since is None


def test_what_was_worked_on_is_meant_before_the_list_has_come_back(person: Person) -> None:
    home = person.window._pages.home
    home.select_next_time("1" * 32)
    assert home.selected_report_id == "1" * 32
    home.show_reports([])
    assert home.selected_report_id == ""
