"""Words are found, and replaced, through the whole report, by keys alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from ui.editor.find_bar import FindBar
from ui.editor.page import EditorPage, OpenReport

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)


def answer(*lines: str, kind: AnswerKind = AnswerKind.ANSWERED) -> Answer:
    return Answer(kind, tuple(Block(BlockKind.PARAGRAPH, line) for line in lines))


REPORT = Report(
    "0" * 32,
    edition.find("2020-06"),
    {FieldId.SERVICE_AREAS: "🌳 Parks", FieldId.PERIOD: "8 to 21 June 2020"},
    {
        "guidance": answer("😀 Parks are open.", "No parks are shut; sparks fly."),
        "finance": answer("Parks cost less."),
        "workforce": answer("Parks staff set aside.", kind=AnswerKind.NO_CHANGE),
    },
    (Block(BlockKind.BULLET, "parks"),),
)


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[..., EditorPage]:
    def show(**opened: object) -> EditorPage:
        page = EditorPage(OpenReport(REPORT, MOMENT, **opened))
        qtbot.addWidget(page)
        page.resize(1280, 735)
        with qtbot.waitActive(page):
            page.show()
        page.go_to(Place("section", "guidance"))
        return page

    return show


@pytest.fixture
def page(open_page: Callable[..., EditorPage]) -> EditorPage:
    return open_page()


def bar(page: EditorPage) -> FindBar:
    return page.findChild(FindBar)


def said(page: EditorPage) -> str:
    return bar(page).findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly).text()


def selected(page: EditorPage) -> tuple[str, str]:
    """The heading of the tab in sight, and what is selected there."""
    place = page.place
    if place.kind == "section":
        return place.id, page._sections[place.id].editor.textCursor().selectedText()
    if place.kind == "unplaced":
        return "unplaced", page._unplaced.editor.textCursor().selectedText()
    fields = page._header.findChildren(QLineEdit)
    return "header", next((each.selectedText() for each in fields if each.selectedText()), "")


def texts(page: EditorPage, section_id: str) -> list[str]:
    return [block.text for block in page._sections[section_id].editor.prose()]


def tick(page: EditorPage, name: str) -> None:
    boxes = bar(page).findChildren(QCheckBox)
    next(each for each in boxes if name in each.text().replace("&", "")).click()


def button(page: EditorPage, name: str) -> QPushButton:
    buttons = bar(page).findChildren(QPushButton)
    return next(each for each in buttons if each.text().replace("&", "") == name)


def press(page: EditorPage, qtbot: QtBot, key: Qt.Key, modifier: object = None) -> None:
    qtbot.keyClick(page.focusWidget(), key, modifier or Qt.KeyboardModifier.NoModifier)


def look_for(page: EditorPage, qtbot: QtBot, words: str, keys: Qt.Key = KEY.Key_F) -> None:
    press(page, qtbot, keys, CTRL)
    qtbot.keyClicks(page.focusWidget(), words)


def test_typing_shows_the_first_match_from_the_cursor_and_the_keys_stay_in_the_bar(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "parks")
    assert selected(page) == ("guidance", "Parks")
    assert said(page) == "2 of 7"
    assert page.focusWidget() is bar(page)._sought


def test_a_letter_taken_back_goes_back_to_the_match_before(page: EditorPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "parks c")
    assert selected(page) == ("finance", "Parks c")
    press(page, qtbot, KEY.Key_Backspace)
    press(page, qtbot, KEY.Key_Backspace)
    assert selected(page) == ("guidance", "Parks")


def test_the_next_match_goes_through_all_sections_the_header_and_round_again(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "parks")
    seen = []
    for _ in range(7):
        press(page, qtbot, KEY.Key_Return)
        seen.append((*selected(page), said(page)))
    assert seen == [
        ("guidance", "parks", "3 of 7"),
        ("guidance", "parks", "4 of 7"),
        ("finance", "Parks", "5 of 7"),
        ("workforce", "Parks", "6 of 7"),
        ("unplaced", "parks", "7 of 7"),
        ("header", "Parks", "1 of 7, from the top"),
        ("guidance", "Parks", "2 of 7"),
    ]


def test_f3_goes_on_from_the_text_and_shift_f3_back(page: EditorPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "parks")
    press(page, qtbot, KEY.Key_Escape)
    assert page.focusWidget() is page._sections["guidance"].editor
    press(page, qtbot, KEY.Key_F3)
    assert said(page) == "3 of 7"
    press(page, qtbot, KEY.Key_F3, SHIFT)
    press(page, qtbot, KEY.Key_F3, SHIFT)
    assert selected(page) == ("header", "Parks")
    press(page, qtbot, KEY.Key_F3, SHIFT)
    assert said(page) == "7 of 7, from the end"


def test_escape_closes_the_bar_and_typing_goes_on_at_the_match(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "cost")
    press(page, qtbot, KEY.Key_Escape)
    assert not bar(page).isVisible()
    qtbot.keyClicks(page.focusWidget(), "take")
    assert texts(page, "finance") == ["Parks take less."]


def test_whole_words_and_case_narrow_it_down(page: EditorPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "parks")
    tick(page, "Whole words")
    assert said(page) == "2 of 6"
    tick(page, "Match case")
    assert said(page) == "1 of 2"


def test_what_is_not_there_is_told(page: EditorPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "zebra")
    assert said(page) == "Not found."
    press(page, qtbot, KEY.Key_Return)
    assert said(page) == "Not found."


def test_selected_words_are_what_is_sought(page: EditorPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "less")
    press(page, qtbot, KEY.Key_Escape)
    press(page, qtbot, KEY.Key_F, CTRL)
    assert bar(page).sought == "less"
    assert said(page) == "1 of 1"


def test_replacing_goes_match_by_match_and_is_saved_and_undone_like_typing(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "parks are", keys=KEY.Key_H)
    page._saving.unsaved.clear()
    press(page, qtbot, KEY.Key_Tab)
    while page.focusWidget() is not bar(page)._replacement:
        press(page, qtbot, KEY.Key_Tab)
    page.focusWidget().insert("🌳 gates are")
    press(page, qtbot, KEY.Key_Return)
    assert texts(page, "guidance")[0] == "😀 🌳 gates are open."
    assert said(page) == "1 of 1"
    assert page._saving.unsaved == {Place("section", "guidance")}
    page._sections["guidance"].editor.undo()
    assert texts(page, "guidance")[0] == "😀 Parks are open."


def test_replacing_all_is_one_undo_step_a_section_and_taken_back_at_once(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "parks", keys=KEY.Key_H)
    bar(page)._replacement.setText("parks and parks")
    button(page, "Replace all").click()
    assert said(page) == (
        "5 replaced in 3 sections. 2 left as they are, where text cannot be replaced."
    )
    assert texts(page, "guidance") == [
        "😀 parks and parks are open.",
        "No parks and parks are shut; sparks and parks fly.",
    ]
    assert plain_text(page._unplaced.editor.prose()) == "parks and parks"
    assert texts(page, "workforce") == ["Parks staff set aside."]
    assert page.take_in().typed(FieldId.SERVICE_AREAS) == "🌳 Parks"

    button(page, "Undo replace all").click()
    assert said(page) == "Put back in 3 sections."
    assert page.take_in().answers["guidance"].prose == REPORT.answers["guidance"].prose
    assert page.take_in().unplaced == REPORT.unplaced
    assert not button(page, "Undo replace all").isVisible()


def test_what_was_written_after_replacing_all_is_not_taken_back(
    page: EditorPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "parks", keys=KEY.Key_H)
    bar(page)._replacement.setText("gates")
    button(page, "Replace all").click()
    qtbot.keyClicks(page._sections["finance"].editor, "New: ")
    button(page, "Undo replace all").click()
    assert said(page) == "Put back in 2 sections. 1 section changed since: use Ctrl+Z there."
    assert "New: " in texts(page, "finance")[0]
    assert texts(page, "guidance")[0] == "😀 Parks are open."


def test_a_submitted_report_is_searched_but_never_changed(
    open_page: Callable[..., EditorPage], qtbot: QtBot
) -> None:
    page = open_page(read_only_because="Submitted.")
    look_for(page, qtbot, "parks", keys=KEY.Key_H)
    assert said(page) == "2 of 7"
    assert not button(page, "Replace all").isVisible()
    assert not bar(page)._replacement.isVisible()
    bar(page).replace_all_wanted.emit()
    assert page.take_in() == REPORT


def test_everything_in_the_bar_has_a_name(
    page: EditorPage, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]
) -> None:
    press(page, qtbot, KEY.Key_H, CTRL)
    assert nameless(bar(page)) == []


def test_a_match_is_in_sight_in_a_low_window_too(page: EditorPage, qtbot: QtBot) -> None:
    page.resize(900, 380)
    page._sections["finance"].editor.set_prose(answer(*["Bins."] * 60, "The zebra.").prose)
    look_for(page, qtbot, "zebra")
    editor = page._sections["finance"].editor
    area = page._stack.currentWidget()
    place = editor.viewport().mapTo(area.viewport(), editor.cursorRect().center())
    assert area.viewport().rect().contains(place)
