"""Writing prose by hand: what goes in comes out, and every act is one step that can be undone."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import Block, BlockKind, Prose, tidy_spans
from highlight_desktop.report.text import gate
from ui.editor.prose_editor import ProseEditor

if TYPE_CHECKING:
    from collections.abc import Callable

PARAGRAPH, SUBHEADING, BULLET = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.BULLET
Key, Modifier = Qt.Key, Qt.KeyboardModifier
REPORT: Prose = (
    Block(SUBHEADING, "Libraries"),
    Block(BULLET, "Home delivery: 312 homes", 0, ((0, 13),)),
    Block(BULLET, "Two new vans", 1),
    Block(PARAGRAPH, "All branches are open."),
)


def _block(kind: BlockKind, text: str, level: int, spans: list[tuple[int, int]]) -> Block:
    text = gate(text).text.replace("\n", "")
    bold = () if kind is SUBHEADING else tidy_spans(spans, len(text))
    return Block(kind, text, level if kind is BULLET else 0, bold)


LINES = st.text(max_size=20) | st.text("a 😀é\u00a0<&\u2028\ufffc\u200d", max_size=12)
BLOCKS = st.builds(
    _block,
    st.sampled_from(BlockKind),
    LINES,
    st.integers(0, 1),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3),
)
PROSES = st.lists(BLOCKS, max_size=8).map(tuple)
ONE_EDITOR = settings(
    max_examples=100,
    deadline=None,
    # One editor serves all examples on purpose: nothing of an earlier prose may remain.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def editor(qtbot: QtBot) -> ProseEditor:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.setFocus()
    return editor


def texts(editor: ProseEditor) -> list[str]:
    return [block.text for block in editor.prose()]


def kinds(editor: ProseEditor) -> list[BlockKind]:
    return [block.kind for block in editor.prose()]


def paste(editor: ProseEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)


def select(editor: ProseEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def put_cursor(editor: ProseEditor, block: int, column: int) -> None:
    position = editor.document().findBlockByNumber(block).position() + column
    select(editor, position, position)


# In and out


@ONE_EDITOR
@given(prose=PROSES)
def test_any_prose_comes_out_as_it_went_in(editor: ProseEditor, prose: Prose) -> None:
    editor.set_prose(prose)
    # A document is never without a block, so one empty paragraph is the same as nothing.
    assert editor.prose() == (() if prose == (Block(PARAGRAPH, ""),) else prose)


def test_spans_count_characters_and_not_utf_16_units(editor: ProseEditor) -> None:
    prose = (Block(PARAGRAPH, "😀😀 Parks\u00a0and 🌳 trees", 0, ((3, 8), (13, 14))),)
    editor.set_prose(prose)
    assert editor.prose() == prose


def test_a_new_editor_holds_nothing(editor: ProseEditor) -> None:
    assert editor.prose() == ()


def test_filling_is_no_edit_and_cannot_be_undone(editor: ProseEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "old")
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_prose(REPORT)
    assert not editor.undo_action.isEnabled()
    editor.undo()
    assert editor.prose() == REPORT


def test_each_way_to_change_the_text_tells_of_an_edit(editor: ProseEditor, qtbot: QtBot) -> None:
    editor.set_prose(REPORT)
    editor.selectAll()
    acts: list[Callable[[], None]] = [
        lambda: qtbot.keyClicks(editor, "P"),
        editor.bullet_action.trigger,
        editor.deeper_action.trigger,
        lambda: paste(editor, "arks\nTrees"),
        editor.undo_action.trigger,
        editor.redo_action.trigger,
        editor.cut,
    ]
    for act in acts:
        editor.selectAll()
        with qtbot.waitSignal(editor.edited, timeout=1000):
            act()


def test_another_font_is_no_edit(editor: ProseEditor, qtbot: QtBot) -> None:
    editor.set_prose(REPORT)
    font = editor.font()
    font.setPointSize(30)
    indent = editor.document().indentWidth()
    with qtbot.assertNotEmitted(editor.edited):
        editor.setFont(font)
        QGuiApplication.processEvents()
    assert editor.document().indentWidth() > indent


def test_what_slips_into_the_document_is_gated_on_the_way_out(editor: ProseEditor) -> None:
    # As an input method might.
    editor.insertPlainText("Par\x00ks\u2028Trees")
    assert editor.prose() == (Block(PARAGRAPH, "Parks"), Block(PARAGRAPH, "Trees"))


# Kinds and bold


def test_a_whole_answer_is_written_by_keys_alone(editor: ProseEditor, qtbot: QtBot) -> None:
    control, both = Modifier.ControlModifier, Modifier.ControlModifier | Modifier.ShiftModifier
    qtbot.keyClick(editor, Key.Key_H, both)
    qtbot.keyClicks(editor, "Libraries")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClick(editor, Key.Key_L, both)
    qtbot.keyClick(editor, Key.Key_B, control)
    qtbot.keyClicks(editor, "Home delivery")
    qtbot.keyClick(editor, Key.Key_B, control)
    qtbot.keyClicks(editor, ": 312 homes")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClick(editor, Key.Key_BracketRight, control)
    qtbot.keyClicks(editor, "Two new vans")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "All branches are open.")
    assert editor.prose() == REPORT


def test_kinds_change_for_all_selected_blocks_in_one_step(editor: ProseEditor) -> None:
    before = tuple(Block(PARAGRAPH, text) for text in ("One", "", "Two", "Three"))
    editor.set_prose(before)
    select(editor, 1, 6)
    editor.bullet_action.trigger()
    assert kinds(editor) == [BULLET, PARAGRAPH, BULLET, PARAGRAPH]
    assert editor.bullet_action.isChecked()
    editor.undo()
    assert editor.prose() == before


def test_a_block_whose_start_the_selection_only_reaches_is_not_meant(editor: ProseEditor) -> None:
    editor.set_prose((Block(PARAGRAPH, "One"), Block(PARAGRAPH, "Two")))
    select(editor, 0, 4)
    editor.subheading_action.trigger()
    assert kinds(editor) == [SUBHEADING, PARAGRAPH]


def test_an_action_pressed_twice_gives_the_paragraph_back(editor: ProseEditor) -> None:
    editor.set_prose((Block(PARAGRAPH, "Parks and trees", 0, ((0, 5),)),))
    for action in (editor.subheading_action, editor.bullet_action):
        action.trigger()
        assert kinds(editor) != [PARAGRAPH]
        action.trigger()
        assert editor.prose() == (Block(PARAGRAPH, "Parks and trees", 0, ((0, 5),)),)


def test_levels_change_in_one_step_and_stop_at_the_ends(editor: ProseEditor) -> None:
    editor.set_prose(REPORT)
    editor.selectAll()
    for action, levels in ((editor.move_deeper, [0, 1, 1, 0]), (editor.move_shallower, [0] * 4)):
        action()
        action()
        assert [block.level for block in editor.prose()] == levels
    editor.undo()
    editor.undo()
    assert editor.prose() == REPORT


def test_bold_is_set_and_taken_back_on_a_selection(editor: ProseEditor) -> None:
    editor.set_prose((Block(PARAGRAPH, "Parks 🌳 and trees"),))
    select(editor, 6, 12)
    editor.bold_action.trigger()
    assert editor.prose()[0].bold == ((6, 11),)
    assert editor.bold_action.isChecked()
    editor.bold_action.trigger()
    assert editor.prose()[0].bold == ()


def test_the_look_of_a_sub_heading_never_comes_back_as_bold(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose((Block(PARAGRAPH, "See"), Block(SUBHEADING, "Parks"), Block(BULLET, "Trees")))
    editor.selectAll()
    editor.bold_action.trigger()
    assert editor.prose()[1].bold == ()
    editor.undo()
    put_cursor(editor, 1, 0)
    assert not editor.bold_action.isEnabled()
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.prose()[0] == Block(PARAGRAPH, "SeeParks")
    editor.undo()
    put_cursor(editor, 1, 0)
    editor.subheading_action.trigger()
    assert editor.prose()[1] == Block(PARAGRAPH, "Parks")


def test_a_sub_heading_is_larger_than_a_paragraph(editor: ProseEditor) -> None:
    editor.set_prose((Block(SUBHEADING, "Parks"), Block(PARAGRAPH, "Parks")))
    QGuiApplication.processEvents()
    document = editor.document()
    widths = [
        block.layout().lineAt(0).naturalTextWidth()
        for block in (document.firstBlock(), document.lastBlock())
    ]
    assert widths[0] > widths[1] * 1.1


@pytest.mark.parametrize("selected", [False, True])
def test_a_bullet_has_a_mark_before_its_text(editor: ProseEditor, selected: bool) -> None:
    def before_the_text() -> QImage:
        if selected:
            editor.selectAll()
        line = editor.document().firstBlock().layout()
        height = int(line.boundingRect().height())
        width = int(line.position().x() + line.lineAt(0).x()) - 2
        picture = editor.viewport().grab().toImage()
        return picture.copy(0, int(line.position().y()), width, height)

    marks = []
    for level in (0, 1):
        editor.set_prose((Block(BULLET, "Parks", level),))
        marks.append(before_the_text())
        blank = QImage(marks[-1].size(), marks[-1].format())
        blank.fill(editor.palette().base().color())
        assert marks[-1] != blank
    assert marks[0] != marks[1]


def test_the_actions_say_what_is_under_the_cursor(editor: ProseEditor) -> None:
    editor.set_prose(REPORT)
    for number, kind in enumerate(block.kind for block in REPORT):
        put_cursor(editor, number, 1)
        assert editor.subheading_action.isChecked() is (kind is SUBHEADING)
        assert editor.bullet_action.isChecked() is (kind is BULLET)
        assert editor.deeper_action.isEnabled() is (kind is BULLET)
        assert editor.bold_action.isChecked() is (number == 1)


def test_every_action_names_its_shortcut(editor: ProseEditor) -> None:
    for action in editor.actions_for_toolbar():
        assert action.shortcut().toString() in action.toolTip()
        assert action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut


def test_a_shortcut_works_in_its_own_editor_only(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    editors = [ProseEditor(), ProseEditor()]
    for each in editors:
        column.addWidget(each)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    for each in editors:
        each.setFocus()
        qtbot.keyClicks(each, "Parks")
    qtbot.keyClick(editors[1], Key.Key_L, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert [kinds(each) for each in editors] == [[PARAGRAPH], [BULLET]]


# Keys


def test_a_typed_mark_makes_a_bullet_and_one_undo_gives_it_back(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    for mark in ("- ", "* "):
        editor.set_prose(())
        qtbot.keyClicks(editor, mark)
        assert kinds(editor) == [BULLET]
        assert texts(editor) == [""]
        qtbot.keyClick(editor, Key.Key_Z, Modifier.ControlModifier)
        assert editor.prose() == (Block(PARAGRAPH, mark),)
        qtbot.keyClicks(editor, "Parks ")
        assert editor.prose() == (Block(PARAGRAPH, f"{mark}Parks "),)


def test_a_mark_typed_in_a_bullet_as_well_is_none_of_its_words(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor, "- Parks")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "- Trees")
    assert editor.prose() == (Block(BULLET, "Parks"), Block(BULLET, "Trees"))
    qtbot.keyClick(editor, Key.Key_H, Modifier.ControlModifier | Modifier.ShiftModifier)
    qtbot.keyClick(editor, Key.Key_Home)
    qtbot.keyClicks(editor, "- ")
    assert editor.prose()[1] == Block(BlockKind.SUBHEADING, "- Trees")


def test_a_letter_with_alt_that_no_button_wants_is_not_written(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor, "Parks")
    for key in (Key.Key_P, Key.Key_D):
        qtbot.keyClick(editor, key, Modifier.AltModifier)
    assert editor.toPlainText() == "Parks"
    # AltGr, on Windows, with which Welsh letters are typed there.
    both = Modifier.AltModifier | Modifier.ControlModifier
    for type_ in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(editor, QKeyEvent(type_, Key.Key_W, both, "ŵ"))
    # And Alt with digits, as far as Qt hands it on so.
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, Modifier.AltModifier, "ŷ"))
    assert editor.toPlainText() == "Parksŵŷ"


def test_a_dash_within_a_sentence_is_no_bullet(editor: ProseEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "Parks - trees - ")
    assert editor.prose() == (Block(PARAGRAPH, "Parks - trees - "),)


def test_enter_goes_on_with_bullets_and_ends_the_list_when_empty(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor, "- Parks")
    for expected in ([BULLET, BULLET], [BULLET, PARAGRAPH]):
        qtbot.keyClick(editor, Key.Key_Return)
        assert kinds(editor) == expected


def test_shift_enter_is_enter(editor: ProseEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "Parks")
    qtbot.keyClick(editor, Key.Key_Return, Modifier.ShiftModifier)
    qtbot.keyClicks(editor, "Trees")
    assert "\u2028" not in editor.document().toRawText()
    assert texts(editor) == ["Parks", "Trees"]


@pytest.mark.parametrize(
    ("column", "after"),
    [
        (0, [(PARAGRAPH, ""), (SUBHEADING, "Parks")]),
        (2, [(SUBHEADING, "Pa"), (SUBHEADING, "rks")]),
        (5, [(SUBHEADING, "Parks"), (PARAGRAPH, "")]),
    ],
)
def test_enter_leaves_a_sub_heading_at_its_ends(
    editor: ProseEditor, qtbot: QtBot, column: int, after: list[tuple[BlockKind, str]]
) -> None:
    editor.set_prose((Block(SUBHEADING, "Parks"),))
    put_cursor(editor, 0, column)
    qtbot.keyClick(editor, Key.Key_Return)
    assert [(block.kind, block.text) for block in editor.prose()] == after


def test_backspace_at_the_start_of_a_bullet_makes_it_a_paragraph(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose((Block(BULLET, "Parks"), Block(BULLET, "Trees", 1)))
    put_cursor(editor, 1, 0)
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.prose() == (Block(BULLET, "Parks"), Block(PARAGRAPH, "Trees"))
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert texts(editor) == ["ParksTrees"]


def test_tab_leaves_the_editor(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    editor, after = ProseEditor(), QLineEdit()
    column.addWidget(editor)
    column.addWidget(after)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    editor.setFocus()
    qtbot.keyClick(editor, Key.Key_Tab)
    assert after.hasFocus()
    assert editor.prose() == ()


# Clipboard


def test_one_pasted_line_stays_within_its_sentence(editor: ProseEditor) -> None:
    editor.set_prose((Block(BULLET, "Parks trees"),))
    put_cursor(editor, 0, 5)
    paste(editor, " – and\n")
    assert editor.prose() == (Block(BULLET, "Parks – and trees"),)


def test_one_pasted_bullet_into_nothing_is_a_bullet(editor: ProseEditor) -> None:
    paste(editor, "• Parks")
    assert editor.prose() == (Block(BULLET, "Parks"),)


def test_pasted_lines_become_blocks_in_one_step(editor: ProseEditor) -> None:
    editor.set_prose((Block(PARAGRAPH, "Before after"),))
    put_cursor(editor, 0, 7)
    paste(editor, "Parks\r\n• Trees\n  - Oaks\nLast ")
    after = (
        Block(PARAGRAPH, "Before Parks"),
        Block(BULLET, "Trees"),
        Block(BULLET, "Oaks", 1),
        Block(PARAGRAPH, "Lastafter"),
    )
    assert editor.prose() == after
    editor.undo()
    assert editor.prose() == (Block(PARAGRAPH, "Before after"),)
    editor.redo()
    assert editor.prose() == after


def test_complete_pasted_lines_leave_what_follows_apart(editor: ProseEditor) -> None:
    editor.set_prose((Block(SUBHEADING, "Trees"),))
    paste(editor, "- Parks\n- Paths\n")
    assert editor.prose() == (
        Block(BULLET, "Parks"),
        Block(BULLET, "Paths"),
        Block(SUBHEADING, "Trees"),
    )


def test_plain_lines_pasted_into_a_list_become_bullets(editor: ProseEditor) -> None:
    editor.set_prose((Block(BULLET, "", 1),))
    paste(editor, "Parks\nTrees")
    assert editor.prose() == (Block(BULLET, "Parks", 1), Block(BULLET, "Trees", 1))


def test_pasted_bullets_do_not_join_a_sentence(editor: ProseEditor) -> None:
    editor.set_prose((Block(PARAGRAPH, "We have:"),))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    paste(editor, "- Parks\n- Trees")
    assert kinds(editor) == [PARAGRAPH, BULLET, BULLET]


def test_what_was_copied_pastes_as_it_was(editor: ProseEditor) -> None:
    prose = (Block(PARAGRAPH, "We\u00a0have:"), Block(BULLET, "Parks"), Block(BULLET, "Oaks", 1))
    editor.set_prose(prose)
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert copied.formats() == ["text/plain", "text/html"]
    assert copied.text() == "We\u00a0have:\n- Parks\n  - Oaks"
    paste(editor, copied.text())
    assert editor.prose() == prose


def test_copying_within_a_block_takes_no_mark(editor: ProseEditor) -> None:
    editor.set_prose((Block(BULLET, "Parks"),))
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == "Parks"


def test_cleaning_is_told(editor: ProseEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.cleaned, timeout=1000) as told:
        paste(editor, "Par\x00ks")
    assert told.args == [list(gate("Par\x00ks").notes)]
    assert editor.prose() == (Block(PARAGRAPH, "Parks"),)


def test_what_is_far_too_long_to_paste_is_left_out_and_told(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose((Block(PARAGRAPH, "Parks"),))
    with qtbot.waitSignal(editor.cleaned, timeout=1000) as told:
        paste(editor, "trees " * 40_000)
    assert "240,000 characters" in told.args[0][0]
    assert texts(editor) == ["Parks"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", '<img src="file:///etc/passwd">', "a < b & c", "x" * 20_000, "🌳 Dŵr a ŷd", "<b>no"],
)
def test_awkward_text_is_pasted_as_it_is(editor: ProseEditor, text: str) -> None:
    paste(editor, text)
    assert editor.prose() == (Block(PARAGRAPH, text),)


def test_characters_qt_keeps_for_itself_do_not_cut_a_block(editor: ProseEditor) -> None:
    paste(editor, "Par\ufdd0k\ufdd1s")
    assert editor.prose() == (Block(PARAGRAPH, "Parks"),)


def test_files_are_not_taken(editor: ProseEditor) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/etc/passwd")])
    assert not editor.canInsertFromMimeData(files)
    editor.insertFromMimeData(files)
    assert editor.prose() == ()


def test_nothing_is_loaded_for_a_text(editor: ProseEditor) -> None:
    picture = QTextDocument.ResourceType.ImageResource.value
    assert editor.document().resource(picture, QUrl("file:///etc/hostname")) == b""


# Read only


def test_a_read_only_text_is_selected_by_keys_and_changed_by_none(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose(REPORT)
    editor.setReadOnly(True)
    assert not any(action.isEnabled() for action in editor.actions_for_toolbar())
    for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_X):
        qtbot.keyClick(editor, key)
    paste(editor, "More")
    assert editor.prose() == REPORT
    qtbot.keyClick(editor, Key.Key_Right, Modifier.ShiftModifier)
    assert editor.textCursor().selectedText() == "L"
    editor.setReadOnly(False)
    qtbot.keyClicks(editor, "More")
    assert editor.prose() != REPORT


# Anything at all

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.text("ab- *😀", min_size=1, max_size=4)),
        st.tuples(st.just("paste"), st.text("ab- •\n\to😀\x00\u2028\ud800", max_size=12)),
        st.tuples(st.just("select"), st.tuples(st.integers(0, 40), st.integers(0, 40))),
        st.tuples(st.just("key"), st.sampled_from([Key.Key_Return, Key.Key_Backspace])),
        st.tuples(st.just("action"), st.integers(0, 6)),
        st.tuples(st.just("cut"), st.none()),
    ),
    max_size=15,
)


@ONE_EDITOR
@given(prose=PROSES, acts=ACTS)
def test_whatever_is_done_the_prose_is_whole_and_undo_leads_back(
    editor: ProseEditor, qtbot: QtBot, prose: Prose, acts: list[tuple[str, object]]
) -> None:
    editor.set_prose(prose)
    start = editor.prose()
    for act, how in acts:
        match how:
            case str() if act == "type":
                for character in how:
                    qtbot.keyClicks(editor, character) if character < "\x80" else paste(
                        editor, character
                    )
            case str():
                paste(editor, how)
            case (int() as one, int() as other):
                last = editor.document().characterCount() - 1
                select(editor, min(one, last), min(other, last))
            case Key():
                qtbot.keyClick(editor, how)
            case int():
                editor.actions_for_toolbar()[how].trigger()
            case _:
                editor.cut()
        written = editor.prose()
    written = editor.prose()
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.prose() == start
    while editor.document().isRedoAvailable():
        editor.redo()
    if not any(how in (5, 6) for _, how in acts):
        assert editor.prose() == written
