"""Whatever is done to a report is taken back, and done again, in the order it was done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, blocks_of, plain_text
from highlight_desktop.report.report import Place, Report
from ui.editor.find_bar import FindBar
from ui.editor.page import EditorPage, OpenReport
from ui.editor.prose_editor import ProseEditor
from ui.editor.section_tabs import MOVABLE

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
STRAY, _ = blocks_of("The kiosk opens in May.\nTwo gates were painted.")


@pytest.fixture
def page(qtbot: QtBot) -> EditorPage:
    """A report with two paragraphs that belong nowhere yet."""
    return shown(qtbot)


def shown(qtbot: QtBot, report: Report | None = None) -> EditorPage:
    page = EditorPage(
        OpenReport(report or Report("0" * 32, edition.newest(), unplaced=STRAY), MOMENT)
    )
    qtbot.addWidget(page)
    page.resize(1280, 735)
    with qtbot.waitActive(page):
        page.show()
    return page


def editor(page: EditorPage, section_id: str) -> ProseEditor:
    return page._sections[section_id].editor


def text(page: EditorPage, section_id: str) -> str:
    return plain_text(editor(page, section_id).prose())


def strays(page: EditorPage) -> str:
    return plain_text(page._unplaced.editor.prose())


def go_to(page: EditorPage, section_id: str) -> None:
    page.go_to(Place("section", section_id) if section_id else Place("unplaced"))


def press_answer(page: EditorPage, section_id: str, kind: AnswerKind) -> None:
    page._sections[section_id]._nil_buttons[kind].click()


def keys(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def told(page: EditorPage) -> str:
    return page._top._remark.text()


@pytest.mark.parametrize(
    "kind", [AnswerKind.NO_CHANGE, AnswerKind.NOTHING_TO_REPORT, AnswerKind.NOT_APPLICABLE]
)
def test_an_answer_without_text_is_taken_back_by_ctrl_z_and_given_again_by_ctrl_y(
    page: EditorPage, qtbot: QtBot, kind: AnswerKind
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Masks")
    press_answer(page, "guidance", kind)
    button = page._sections["guidance"]._nil_buttons[kind]
    assert page.take_in().answers["guidance"].kind is kind
    if kind is not AnswerKind.NOT_APPLICABLE:
        button.setFocus()
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().answers["guidance"].kind is AnswerKind.ANSWERED
    assert text(page, "guidance") == "Masks"
    keys(qtbot, KEY.Key_Y)
    assert page.take_in().answers["guidance"].kind is kind
    keys(qtbot, KEY.Key_Z, times=2)
    assert page.take_in().answers["guidance"].kind is AnswerKind.UNANSWERED
    assert text(page, "guidance") == ""


def test_typing_and_answers_are_taken_back_in_the_order_they_were_done(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "one")
    press_answer(page, "guidance", AnswerKind.NO_CHANGE)
    press_answer(page, "guidance", AnswerKind.NO_CHANGE)
    qtbot.keyClicks(editor(page, "guidance"), " two")
    assert page.take_in().answers["guidance"].kind is AnswerKind.ANSWERED
    editor(page, "guidance").setFocus()
    keys(qtbot, KEY.Key_Z)
    assert text(page, "guidance") == "one"
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().answers["guidance"].kind is AnswerKind.NO_CHANGE
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().answers["guidance"].kind is AnswerKind.ANSWERED
    keys(qtbot, KEY.Key_Z)
    assert text(page, "guidance") == ""
    keys(qtbot, KEY.Key_Y, times=4)
    assert text(page, "guidance") == "one two"
    assert page.take_in().answers["guidance"].kind is AnswerKind.ANSWERED


@pytest.mark.parametrize("there", ["finance", ""])
def test_one_ctrl_z_brings_a_moved_paragraph_back_to_where_it_was(
    page: EditorPage, qtbot: QtBot, there: str
) -> None:
    go_to(page, "finance")
    qtbot.keyClicks(editor(page, "finance"), "Costs fell.")
    page._unplaced.move_to("finance")
    page._unplaced.move_to("finance")
    assert strays(page) == ""
    assert text(page, "finance") == "Costs fell.\n" + plain_text(STRAY)
    go_to(page, there)
    keys(qtbot, KEY.Key_Z)
    assert strays(page) == "Two gates were painted."
    assert told(page) == "Taken back: Move to “Financial issues”."
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().unplaced == STRAY
    assert text(page, "finance") == "Costs fell."
    keys(qtbot, KEY.Key_Y, times=2)
    assert strays(page) == ""
    assert page.take_in().answers["finance"].prose[1:] == STRAY
    # All of this is saved, in both places.
    assert {Place("unplaced"), Place("section", "finance")} <= page._saving.unsaved


def test_an_answer_that_gave_way_to_moved_text_is_back_when_that_is_taken_back(
    page: EditorPage, qtbot: QtBot
) -> None:
    press_answer(page, "finance", AnswerKind.NO_CHANGE)
    page._unplaced.move_to("finance")
    assert page.take_in().answers["finance"].kind is AnswerKind.ANSWERED
    go_to(page, "finance")
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().answers["finance"].kind is AnswerKind.NO_CHANGE
    assert page.report.unplaced == STRAY


def test_half_of_a_move_is_never_taken_back(page: EditorPage, qtbot: QtBot) -> None:
    page._unplaced.move_to("finance")
    page._unplaced.move_to("workforce")
    go_to(page, "finance")
    keys(qtbot, KEY.Key_Z)
    assert text(page, "finance") == STRAY[0].text
    assert told(page) == "“Not yet placed” was changed since. Undo that there first."
    go_to(page, "")
    keys(qtbot, KEY.Key_Z, times=2)
    assert page.take_in().unplaced == STRAY
    assert text(page, "finance") == text(page, "workforce") == ""


def test_half_of_a_move_is_never_done_again(page: EditorPage, qtbot: QtBot) -> None:
    page._unplaced.move_to("finance")
    go_to(page, "finance")
    keys(qtbot, KEY.Key_Z)
    qtbot.keyClicks(editor(page, "finance"), "New")
    go_to(page, "")
    keys(qtbot, KEY.Key_Y)
    assert strays(page) == plain_text(STRAY)
    assert text(page, "finance") == "New"


def test_words_typed_behind_moved_text_are_taken_back_before_it(
    page: EditorPage, qtbot: QtBot
) -> None:
    page._unplaced.move_to("finance")
    go_to(page, "finance")
    editor(page, "finance").moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor(page, "finance"), " More")
    keys(qtbot, KEY.Key_Z)
    assert text(page, "finance") == STRAY[0].text
    keys(qtbot, KEY.Key_Z)
    assert text(page, "finance") == ""


def test_replacing_everywhere_is_taken_back_by_one_ctrl_z_in_any_of_the_sections(
    page: EditorPage, qtbot: QtBot
) -> None:
    for section_id in ("guidance", "finance", "workforce"):
        go_to(page, section_id)
        qtbot.keyClicks(editor(page, section_id), "Gates")
    page.search.replace()
    bar = page.findChild(FindBar)
    bar._sought.setText("gates")
    bar._replacement.setText("doors")
    [button] = [
        each for each in bar.findChildren(QPushButton) if each.text() == bar._replace_all.text()
    ]
    button.click()
    assert "doors" in strays(page)
    go_to(page, "finance")
    keys(qtbot, KEY.Key_Z)
    assert {text(page, each) for each in ("guidance", "finance", "workforce")} == {"Gates"}
    assert strays(page) == plain_text(STRAY)
    keys(qtbot, KEY.Key_Y)
    assert text(page, "guidance") == text(page, "workforce") == "doors"
    # Where something was written since, that comes first, and the rest is taken back.
    go_to(page, "workforce")
    editor(page, "workforce").moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor(page, "workforce"), "!")
    go_to(page, "guidance")
    keys(qtbot, KEY.Key_Z)
    assert text(page, "guidance") == "Gates"
    assert text(page, "workforce") == "doors!"
    assert "Not in “Workforce challenges”, changed since." in told(page)
    go_to(page, "workforce")
    keys(qtbot, KEY.Key_Z, times=2)
    assert text(page, "workforce") == "Gates"


def test_the_menu_undoes_what_was_typed_in_a_field_or_done_in_the_text_in_sight(
    page: EditorPage, qtbot: QtBot
) -> None:
    undo, redo = page.acts.actions
    page.go_to(Place("header"))
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Parks")
    undo.trigger()
    assert field.text() == ""
    redo.trigger()
    assert field.text() == "Parks"
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Masks")
    page._tabs.setFocus()
    keys(qtbot, KEY.Key_Z)
    assert text(page, "guidance") == ""
    redo.trigger()
    assert text(page, "guidance") == "Masks"


def test_nothing_is_undone_out_of_sight_while_the_whole_report_is_shown(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Masks")
    page.check()
    keys(qtbot, KEY.Key_Z)
    assert text(page, "guidance") == "Masks"


def test_the_reason_is_undone_first_and_then_the_answer_it_belongs_to(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    press_answer(page, "guidance", AnswerKind.NOT_APPLICABLE)
    qtbot.keyClicks(QApplication.focusWidget(), "Moved")
    keys(qtbot, KEY.Key_Z)
    assert page._sections["guidance"]._reason.text() == ""
    assert page.take_in().answers["guidance"].kind is AnswerKind.NOT_APPLICABLE
    keys(qtbot, KEY.Key_Z)
    assert page.take_in().answers["guidance"].kind is AnswerKind.UNANSWERED


def test_text_carried_over_at_the_start_is_taken_out_by_ctrl_z_in_its_section(
    qtbot: QtBot,
) -> None:
    form = edition.find("2020-05")
    [risks] = [each for each in form.sections if each.subheadings]
    heads = tuple(Block(BlockKind.SUBHEADING, each) for each in risks.subheadings)
    carried = tuple(replace(block, carried=True) for block in STRAY)
    report, _ = Report("0" * 32, form, unplaced=carried).write(
        risks.id, (heads[0], *carried, *heads[1:])
    )
    page = shown(qtbot, report)
    page.let_carrying_be_undone()
    assert page._saving.unsaved == set()
    assert page._sections[risks.id].answer().prose == report.answers[risks.id].prose
    assert page._sections[risks.id].carried.count == 2
    go_to(page, risks.id)
    keys(qtbot, KEY.Key_Z)
    assert page._sections[risks.id].answer().prose == heads
    assert page._unplaced.prose() == carried
    keys(qtbot, KEY.Key_Y)
    assert page.take_in().answers[risks.id].prose == report.answers[risks.id].prose


@given(st.lists(st.tuples(st.sampled_from("tnmrzy"), st.sampled_from(("finance", "workforce")))))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_done_no_word_is_lost_or_doubled_and_all_of_it_is_taken_back(
    qtbot: QtBot, steps: list[tuple[str, str]]
) -> None:
    page = EditorPage(OpenReport(Report("0" * 32, edition.newest(), unplaced=STRAY), MOMENT))
    qtbot.addWidget(page)
    places = ("finance", "workforce")
    start = state(page)
    acts: dict[str, Callable[[str], object]] = {
        "t": lambda place: type_word(page, place),
        "n": lambda place: press_answer(page, place, AnswerKind.NO_CHANGE),
        "m": lambda place: page._unplaced.move_to(place),
        "r": lambda place: page._unplaced.editor.undo(),
        "z": lambda place: editor(page, place).undo(),
        "y": lambda place: editor(page, place).redo(),
    }
    for what, place in steps:
        acts[what](place)
        everywhere = "\n".join((strays(page), *(text(page, each) for each in places)))
        assert sorted(each for each in everywhere.split("\n") if each.endswith(".")) == sorted(
            block.text for block in STRAY
        )
    everything = [*(editor(page, each) for each in places), page._unplaced.editor]
    while any(page.acts.can_undo(each) for each in everything):
        before = state(page), tuple(each.steps_to_undo() for each in everything)
        for each in everything:
            each.undo()
        assert before != (state(page), tuple(each.steps_to_undo() for each in everything))
    assert state(page) == start


def type_word(page: EditorPage, place: str) -> None:
    text_here = editor(page, place)
    if not text_here.isReadOnly():
        text_here.moveCursor(QTextCursor.MoveOperation.Start)
        text_here.textCursor().insertText("word\n")


def state(page: EditorPage) -> tuple[object, ...]:
    places = ("finance", "workforce")
    return (
        strays(page),
        *(text(page, each) for each in places),
        *(page._sections[each].nil for each in places),
    )


def test_text_set_aside_goes_only_when_its_author_says_so_and_can_be_had_back(
    page: EditorPage, qtbot: QtBot
) -> None:
    panel = page._sections["guidance"]
    go_to(page, "guidance")
    qtbot.keyClicks(panel.editor, "Masks")
    assert not panel._remove.isVisible()
    press_answer(page, "guidance", AnswerKind.NO_CHANGE)
    assert "What you wrote is kept below" in panel._banner_words.text()
    assert plain_text(page.take_in().answers["guidance"].prose) == "Masks"
    while QApplication.focusWidget() is not panel._remove:
        keys(qtbot, KEY.Key_Tab, Qt.KeyboardModifier.NoModifier)
    keys(qtbot, KEY.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert page.take_in().answers["guidance"].prose == ()
    assert not panel._remove.isVisible()
    assert not panel.editor.isVisible()
    keys(qtbot, KEY.Key_Z)
    assert plain_text(page.take_in().answers["guidance"].prose) == "Masks"
    assert panel._remove.isVisible()
    assert panel.nil is AnswerKind.NO_CHANGE


def test_the_forms_own_sub_headings_are_no_text_that_could_be_lost(qtbot: QtBot) -> None:
    form = edition.find("2020-05")
    [risks] = [each for each in form.sections if each.subheadings]
    page = shown(qtbot, Report("0" * 32, form))
    press_answer(page, risks.id, AnswerKind.NO_CHANGE)
    page.go_to(Place("section", risks.id))
    assert "kept below" not in page._sections[risks.id]._banner_words.text()
    assert not page._sections[risks.id]._remove.isVisible()


# From one section to another


def test_a_paragraph_goes_to_another_section_and_comes_back_with_one_ctrl_z(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Gates open at six.")
    keys(qtbot, KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    qtbot.keyClicks(editor(page, "guidance"), "Overtime fell.")
    keys(qtbot, KEY.Key_M, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    form = page.report.edition
    assert form.section("guidance").name not in offered
    menu.actions()[offered.index(form.section("finance").name.replace("&", "&&"))].trigger()
    menu.close()

    assert (text(page, "guidance"), text(page, "finance")) == (
        "Gates open at six.",
        "Overtime fell.",
    )
    assert {Place("section", "guidance"), Place("section", "finance")} <= page._saving.unsaved
    keys(qtbot, KEY.Key_Z)
    assert (text(page, "guidance"), text(page, "finance")) == (
        "Gates open at six.\nOvertime fell.",
        "",
    )
    keys(qtbot, KEY.Key_Y)
    assert text(page, "finance") == "Overtime fell."


def test_text_moved_onto_an_answer_of_no_change_takes_its_place_until_it_is_taken_back(
    page: EditorPage, qtbot: QtBot
) -> None:
    press_answer(page, "finance", AnswerKind.NO_CHANGE)
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Overtime fell.")
    page._sections["guidance"].move_to("finance")
    assert page._sections["finance"].nil is None
    keys(qtbot, KEY.Key_Z)
    assert page._sections["finance"].nil is AnswerKind.NO_CHANGE
    assert (text(page, "guidance"), text(page, "finance")) == ("Overtime fell.", "")


def test_nothing_is_moved_out_of_a_section_that_is_answered_without_text(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Gates open at six.")
    press_answer(page, "guidance", AnswerKind.NO_CHANGE)
    page._sections["guidance"].move_to("finance")
    assert (text(page, "guidance"), text(page, "finance")) == ("Gates open at six.", "")


def test_what_is_dragged_from_a_section_onto_a_tab_goes_there(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    qtbot.keyClicks(editor(page, "guidance"), "Overtime fell.")
    editor(page, "guidance").selectAll()
    dragged = editor(page, "guidance").createMimeDataFromSelection()
    assert dragged.hasFormat(MOVABLE)
    tab = page._places.tab_of(Place("section", "finance"))
    page._tabs.text_dropped.emit(tab)
    assert text(page, "finance") == "Overtime fell."
    page._tabs.text_dropped.emit(page._places.tab_of(Place("section", "guidance")))
    assert text(page, "guidance") == ""


def test_a_space_typed_after_taking_back_an_answer_is_text_and_presses_no_button(
    page: EditorPage, qtbot: QtBot
) -> None:
    go_to(page, "guidance")
    button = page._sections["guidance"]._nil_buttons[AnswerKind.NO_CHANGE]
    button.setFocus()
    keys(qtbot, KEY.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert page._sections["guidance"].nil is AnswerKind.NO_CHANGE
    keys(qtbot, KEY.Key_Z)
    assert QApplication.focusWidget() is editor(page, "guidance")
    qtbot.keyClicks(QApplication.focusWidget(), " Open again.")
    assert page._sections["guidance"].nil is None
    assert text(page, "guidance") == " Open again."
