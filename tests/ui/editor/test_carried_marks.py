"""Text carried over from last period, in the editor: marked until confirmed, edited or removed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import Block, BlockKind, Prose
from tests.report.strategies import blocks
from ui.editor import carried_marks
from ui.editor.carried_marks import CarriedMarks
from ui.editor.carried_strip import CarriedStrip
from ui.editor.prose_editor import ProseEditor

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, CTRL_SHIFT = Modifier.ControlModifier, Modifier.ControlModifier | Modifier.ShiftModifier
LAST: Prose = (
    Block(BlockKind.SUBHEADING, "Libraries"),
    Block(BlockKind.PARAGRAPH, "All branches are open.", bold=((0, 3),), carried=True),
    Block(BlockKind.BULLET, "Two new vans", 1, carried=True),
    Block(BlockKind.PARAGRAPH, "This was written today."),
)


@pytest.fixture
def editor(qtbot: QtBot) -> ProseEditor:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    editor.resize(700, 300)
    with qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    editor.set_prose(LAST)
    return editor


@pytest.fixture
def marks(editor: ProseEditor) -> CarriedMarks:
    return CarriedMarks(editor)


def carried(editor: ProseEditor) -> list[str]:
    return [block.text for block in editor.prose() if block.carried]


def put_cursor(editor: ProseEditor, block_number: int, *, at_end: bool = False) -> None:
    block = editor.document().findBlockByNumber(block_number)
    cursor = QTextCursor(block)
    if at_end:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)


def test_what_is_carried_comes_back_out_as_it_went_in(editor: ProseEditor) -> None:
    assert editor.prose() == LAST


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(blocks, st.booleans())))
def test_any_marked_prose_keeps_its_marks(
    editor: ProseEditor, marked: list[tuple[Block, bool]]
) -> None:
    there = [(block, waits and not block.is_blank) for block, waits in marked]
    editor.set_prose(tuple(replace(block, carried=waits) for block, waits in there))
    waiting = [block.text for block, waits in there if waits]
    assert carried(editor) == waiting


def test_one_letter_makes_it_the_authors_own_and_undo_takes_that_back(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    put_cursor(editor, 1, at_end=True)
    qtbot.keyClicks(editor, " Again")
    assert carried(editor) == ["Two new vans"]
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert editor.prose() == LAST
    qtbot.keyClick(editor, Key.Key_Y, CTRL)
    assert carried(editor) == ["Two new vans"]


def test_removing_it_removes_it_and_undo_brings_it_back_unconfirmed(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    put_cursor(editor, 1)
    qtbot.keyClick(editor, Key.Key_End, Modifier.ShiftModifier)
    qtbot.keyClick(editor, Key.Key_Delete)
    assert carried(editor) == ["Two new vans"]
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert carried(editor) == ["All branches are open.", "Two new vans"]


def test_enter_beside_it_makes_no_second_one(editor: ProseEditor, qtbot: QtBot) -> None:
    put_cursor(editor, 1, at_end=True)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "And one more")
    assert carried(editor) == ["All branches are open.", "Two new vans"]


def test_another_shape_alone_confirms_nothing(editor: ProseEditor) -> None:
    put_cursor(editor, 1)
    editor.toggle_bullet(True)
    assert carried(editor) == ["All branches are open.", "Two new vans"]


def test_one_key_confirms_the_paragraph_and_goes_on_to_the_next(
    editor: ProseEditor, marks: CarriedMarks, qtbot: QtBot
) -> None:
    put_cursor(editor, 1)
    qtbot.keyClick(editor, Key.Key_K, CTRL_SHIFT)
    assert carried(editor) == ["Two new vans"]
    assert editor.textCursor().block().text() == "Two new vans"
    assert marks.count == 1
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert editor.prose() == LAST


def test_all_that_is_selected_is_confirmed_at_once(
    editor: ProseEditor, marks: CarriedMarks, qtbot: QtBot
) -> None:
    editor.selectAll()
    qtbot.keyClick(editor, Key.Key_K, CTRL_SHIFT)
    assert carried(editor) == []
    assert marks.in_words == ""


def test_confirming_all_is_one_step_to_undo(editor: ProseEditor, marks: CarriedMarks) -> None:
    marks.confirm_all_action.trigger()
    assert carried(editor) == []
    assert not marks.confirm_action.isEnabled()
    editor.undo()
    assert editor.prose() == LAST


def test_text_that_cannot_be_changed_cannot_be_confirmed(
    editor: ProseEditor, marks: CarriedMarks
) -> None:
    editor.setReadOnly(True)
    assert marks.count == 0
    marks.confirm_all()
    assert len(carried(editor)) == 2


def test_the_words_tell_how_many_and_how_old_and_follow_the_edits(
    editor: ProseEditor, marks: CarriedMarks, qtbot: QtBot
) -> None:
    strip = CarriedStrip(marks)
    qtbot.addWidget(strip)
    marks.show_ages({"Two new vans": 3, "All branches are open.": 1})
    put_cursor(editor, 2)
    assert marks.in_words == (
        "2 paragraphs are from last period. Confirm, change or remove each."
        " At the cursor: from last period, unchanged for 3 periods."
    )
    put_cursor(editor, 1)
    assert marks.in_words.endswith("At the cursor: from last period.")
    qtbot.keyClick(editor, Key.Key_X)
    qtbot.waitUntil(lambda: marks.count == 1)
    assert strip._told.text().startswith("1 paragraph is from last period.")


def test_the_words_stand_beside_the_text_only_where_there_is_room(
    editor: ProseEditor, marks: CarriedMarks
) -> None:
    assert marks._gutter.isVisible()
    assert marks._gutter.x() > editor.viewport().geometry().right()
    editor.resize(330, 300)
    assert not marks._gutter.isVisible()
    editor.resize(700, 300)
    assert marks._gutter.isVisible()
    marks.confirm_all()
    assert not marks._gutter.isVisible()


def test_what_it_is_is_said_as_the_cursor_comes_to_it(
    editor: ProseEditor, marks: CarriedMarks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(carried_marks, "announce", lambda _widget, text: said.append(text))
    marks.show_ages({"Two new vans": 3})
    put_cursor(editor, 0)
    for _ in range(3):
        qtbot.keyClick(editor, Key.Key_Down)
    assert said == ["From last period.", "From last period, unchanged for 3 periods."]
    said.clear()
    put_cursor(editor, 2)
    qtbot.keyClick(editor, Key.Key_K, CTRL_SHIFT)
    assert said[-1] == "Confirmed. 1 left in this section."


def test_the_next_and_the_one_before_are_found(editor: ProseEditor, marks: CarriedMarks) -> None:
    put_cursor(editor, 0)
    assert marks.go_to_next()
    assert editor.textCursor().blockNumber() == 1
    assert marks.go_to_next()
    assert editor.textCursor().blockNumber() == 2
    assert not marks.go_to_next()
    assert marks.go_to_next(back=True)
    assert editor.textCursor().blockNumber() == 1


@pytest.mark.parametrize("number", range(4))
def test_blocks_are_taken_out_whole_and_the_others_stay(editor: ProseEditor, number: int) -> None:
    put_cursor(editor, number, at_end=True)
    taken = editor.take_out()
    expected = LAST if number == 0 else LAST[number : number + 1]
    assert taken == expected
    assert editor.prose() == tuple(block for block in LAST if block not in expected)
    editor.undo()
    assert editor.prose() == LAST


def test_blocks_put_below_keep_their_marks(editor: ProseEditor) -> None:
    editor.add_below(LAST[1:3])
    assert editor.prose() == (*LAST, *LAST[1:3])
    editor.undo()
    assert editor.prose() == LAST


def test_blocks_put_into_a_blank_text_leave_no_blank_line(editor: ProseEditor) -> None:
    editor.set_prose(())
    editor.add_below(LAST)
    assert editor.prose() == LAST
