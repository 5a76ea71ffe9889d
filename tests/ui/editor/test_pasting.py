"""Pasting, copying and moving text by hand, as it comes from other programs and from here."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from highlight_desktop.inbox.clipboard.pasted import (
    LARGE_PASTE_CHARACTERS,
    LARGEST_PASTE_CHARACTERS,
)
from highlight_desktop.report.prose import Block, BlockKind, Prose, without_blanks
from tests.inbox.clipboard import corpus
from tests.report.strategies import proses
from ui.editor.large_paste_dialog import LargePasteDialog
from ui.editor.prose_editor import ProseEditor

PARAGRAPH, SUBHEADING, BULLET = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.BULLET
Key = Qt.Key
CTRL, CTRL_SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
REPORT: Prose = (
    Block(SUBHEADING, "Libraries"),
    Block(BULLET, "Home delivery: 312 homes", 0, ((0, 13),)),
    Block(BULLET, "Two  new vans", 1),
    Block(PARAGRAPH, "- typed & <kept>, £4\u00a0million"),
)
LONG = "word " * (LARGE_PASTE_CHARACTERS // 5) + "end"


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[ProseEditor]:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.setFocus()
    yield editor
    QGuiApplication.clipboard().clear()


def on_clipboard(html: str = "", text: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def select(editor: ProseEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def dialog_of(editor: ProseEditor) -> LargePasteDialog:
    dialog = editor.findChild(LargePasteDialog)
    assert dialog is not None
    return dialog


# From other programs


@pytest.mark.flow
@pytest.mark.parametrize("name", corpus.NAMES)
def test_a_clipboard_is_pasted_in_one_step_and_says_what_was_left_out(
    editor: ProseEditor, qtbot: QtBot, name: str
) -> None:
    prose, notes = corpus.expected(name)
    told: list[str] = []
    editor.cleaned.connect(told.extend)
    on_clipboard(corpus.html(name))
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert corpus.written(editor.prose()) == corpus.written(prose)
    assert told == notes
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert editor.prose() == ()
    qtbot.keyClick(editor, Key.Key_Y, CTRL)
    assert editor.prose() == prose


def test_one_pasted_line_stays_in_its_sentence_with_its_bold(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose((Block(BULLET, "Over weeks"),))
    select(editor, 4, 4)
    on_clipboard("<p>about <b>three</b></p>", " about three\n")
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == (Block(BULLET, "Over about three weeks", bold=((11, 16),)),)


def test_one_pasted_heading_heads_an_empty_line_and_is_words_in_a_sentence(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    on_clipboard("<h2>Parks</h2>")
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == (Block(SUBHEADING, "Parks"),)
    editor.set_prose((Block(PARAGRAPH, "See "),))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == (Block(PARAGRAPH, "See Parks"),)


def test_a_heading_pasted_behind_words_stands_by_itself(editor: ProseEditor, qtbot: QtBot) -> None:
    editor.set_prose((Block(PARAGRAPH, "See"),))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    on_clipboard("<h2>Parks</h2><p>Open.</p>")
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert [block.kind for block in editor.prose()] == [PARAGRAPH, SUBHEADING, PARAGRAPH]


def test_the_text_alone_is_pasted_when_asked_for(editor: ProseEditor, qtbot: QtBot) -> None:
    on_clipboard("<p><b>Parks</b> <img src='a.png'></p>", "Parks ")
    qtbot.keyClick(editor, Key.Key_V, CTRL_SHIFT)
    assert editor.prose() == (Block(PARAGRAPH, "Parks "),)


def test_the_menu_offers_to_paste_plain_text_after_paste(editor: ProseEditor, qtbot: QtBot) -> None:
    on_clipboard("<b>Parks</b>", "Parks")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard,
        editor.rect().center(),
        editor.mapToGlobal(editor.rect().center()),
    )
    QGuiApplication.sendEvent(editor.viewport(), event)
    menu = editor.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert "Paste" in texts[texts.index("Paste as plain text") - 1]
    editor.paste_plain_action.trigger()
    assert editor.prose() == (Block(PARAGRAPH, "Parks"),)
    menu.close()


def test_a_picture_alone_is_told(editor: ProseEditor, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(editor.cleaned, timeout=1000) as told:
        qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert told.args == [["1 picture was left out."]]
    assert editor.prose() == ()


def test_nothing_is_pasted_into_a_read_only_text(editor: ProseEditor, qtbot: QtBot) -> None:
    editor.set_prose(REPORT)
    editor.setReadOnly(True)
    on_clipboard("<b>Parks</b>", "Parks")
    for modifiers in (CTRL, CTRL_SHIFT):
        qtbot.keyClick(editor, Key.Key_V, modifiers)
    assert editor.prose() == REPORT
    menu = editor.context_menu(editor.rect().center())
    assert editor.paste_plain_action not in menu.actions()


# A long paste asks first


@pytest.mark.parametrize(("key", "goes_in"), [("&Paste all", True), ("&Cancel", False)])
def test_a_long_paste_goes_in_only_when_it_is_wanted(
    editor: ProseEditor, qtbot: QtBot, key: str, goes_in: bool
) -> None:
    on_clipboard(f"<p><b>{LONG}</b></p>", LONG)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == ()
    dialog = dialog_of(editor)
    assert f"{len(LONG):,} characters" in dialog.accessibleDescription()
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == key)
    qtbot.keyClick(button, Key.Key_Space)
    expected = (Block(PARAGRAPH, LONG, bold=((0, len(LONG)),)),)
    assert editor.prose() == (expected if goes_in else ())
    editor.undo()
    assert editor.prose() == ()


def test_a_long_paste_can_be_taken_without_its_formatting(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    on_clipboard(f"<p><b>{LONG}</b></p>", LONG)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    buttons = dialog_of(editor).findChildren(QPushButton)
    qtbot.keyClick(next(each for each in buttons if "plain" in each.text()), Key.Key_Space)
    assert editor.prose() == (Block(PARAGRAPH, LONG),)


def test_enter_pastes_a_long_text_and_escape_does_not(editor: ProseEditor, qtbot: QtBot) -> None:
    on_clipboard(text=LONG)
    for key, goes_in in ((Key.Key_Escape, False), (Key.Key_Return, True)):
        qtbot.keyClick(editor, Key.Key_V, CTRL)
        dialog = dialog_of(editor)
        assert not any("plain" in each.text() for each in dialog.findChildren(QPushButton))
        with qtbot.waitSignal(dialog.destroyed, timeout=1000):
            qtbot.keyClick(dialog, key)
        assert bool(editor.prose()) is goes_in


def test_the_longest_paste_that_is_not_asked_about_has_20_000_characters(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    on_clipboard(text="x" * LARGE_PASTE_CHARACTERS)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.findChild(LargePasteDialog) is None
    assert len(editor.prose()[0].text) == 20_000


def test_what_no_section_can_hold_is_refused_in_words(editor: ProseEditor, qtbot: QtBot) -> None:
    on_clipboard(text="x" * (LARGEST_PASTE_CHARACTERS + 1))
    with qtbot.waitSignal(editor.cleaned, timeout=5000) as told:
        qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert "nothing was put in" in told.args[0][0]
    assert editor.prose() == ()


# From here


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(prose=proses)
@example(prose=(Block(BlockKind.PARAGRAPH, ""), Block(BlockKind.BULLET, " ")))
def test_what_is_cut_comes_back_as_it_was(editor: ProseEditor, qtbot: QtBot, prose: Prose) -> None:
    editor.set_prose(prose)
    expected = without_blanks(editor.prose())
    # Nothing is cut when nothing is there.
    QGuiApplication.clipboard().clear()
    editor.selectAll()
    qtbot.keyClick(editor, Key.Key_X, CTRL)
    editor.set_prose(())
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    if len(prose) < 2:
        # A part of one block is words only, its spaces kept.
        assert [b.text.strip() for b in editor.prose() if b.text.strip()] == [
            b.text for b in expected
        ]
    else:
        assert without_blanks(editor.prose()) == expected


def test_what_is_copied_keeps_levels_bold_and_sub_headings(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose(REPORT)
    editor.selectAll()
    qtbot.keyClick(editor, Key.Key_C, CTRL)
    editor.set_prose(())
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == REPORT


def test_inner_bullets_moved_by_cut_and_paste_stay_inner(editor: ProseEditor, qtbot: QtBot) -> None:
    prose = (Block(BULLET, "a"), Block(BULLET, "b", 1), Block(BULLET, "c", 1), Block(BULLET, "d"))
    editor.set_prose(prose)
    select(editor, 2, 6)
    qtbot.keyClick(editor, Key.Key_X, CTRL)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose() == prose


def test_part_of_a_block_is_copied_as_words_with_their_bold(
    editor: ProseEditor, qtbot: QtBot
) -> None:
    editor.set_prose((Block(BULLET, "😀 Home delivery", bold=((2, 6),)), Block(PARAGRAPH, "x")))
    select(editor, 3, 10)
    qtbot.keyClick(editor, Key.Key_C, CTRL)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    assert editor.prose()[1] == Block(PARAGRAPH, "xHome de", bold=((1, 5),))


def test_what_is_copied_is_a_page_other_programs_read(editor: ProseEditor) -> None:
    editor.set_prose(REPORT)
    editor.selectAll()
    html = editor.createMimeDataFromSelection().html()
    assert "<h3>Libraries</h3><ul><li><b>Home delivery</b>: 312 homes<ul><li>Two" in html
    assert "<p>- typed &amp; &lt;kept&gt;, £4\u00a0million</p>" in html


class OwnDrop(QDropEvent):
    """A drop of what was dragged from the editor itself."""

    def __init__(self, editor: ProseEditor, data: QMimeData) -> None:
        middle = QPointF(editor.cursorRect().center())
        button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        super().__init__(middle, Qt.DropAction.CopyAction, data, button, key)
        self._source = editor.viewport()

    def source(self) -> QObject:
        return self._source


def test_words_dragged_within_the_text_keep_their_bold_and_are_never_asked_about(
    editor: ProseEditor,
) -> None:
    bold = ((len(LONG) - 3, len(LONG)),)
    editor.set_prose((Block(PARAGRAPH, LONG, bold=bold), Block(PARAGRAPH, "")))
    select(editor, 0, len(LONG))
    data = editor.createMimeDataFromSelection()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.dropEvent(OwnDrop(editor, data))
    assert editor.prose() == (Block(PARAGRAPH, LONG, bold=bold),) * 2
