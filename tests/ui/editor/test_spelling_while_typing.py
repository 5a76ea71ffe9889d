"""Misspelt words under the author's hands: underlined, suggested for, put right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import Block, BlockKind, plain_text
from ui import theme
from ui.editor.prose_editor import ProseEditor
from ui.process.spelling import Spelling

KEY = Qt.Key
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def editor(qtbot: QtBot, spelling: Spelling) -> ProseEditor:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    editor.resize(640, 400)
    with qtbot.waitActive(editor), qtbot.waitSignal(editor.spelling_looked_at):
        editor.show()
        editor.use_spelling(spelling)
    editor.setFocus()
    return editor


def underlined(editor: ProseEditor) -> list[str]:
    found = []
    block = editor.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for span in block.layout().formats():
            if span.format.underlineStyle() is WAVE:
                start, end = 2 * span.start, 2 * (span.start + span.length)
                found.append(units[start:end].decode("utf-16-le"))
        block = block.next()
    return found


def write(qtbot: QtBot, editor: ProseEditor, text: str) -> None:
    qtbot.keyClicks(editor, text)


def show(qtbot: QtBot, editor: ProseEditor, *blocks: Block) -> None:
    """Show text and wait until it has been looked at."""
    editor.set_prose(blocks)
    QApplication.processEvents()


def paragraph(text: str, *bold: tuple[int, int]) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, bold)


def menu_at(editor: ProseEditor, text: str) -> QMenu:
    """Open the context menu with the mouse on a piece of the text."""
    cursor = editor.document().find(text)
    cursor.setPosition(cursor.selectionStart() + 1)
    place = editor.cursorRect(cursor).center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        editor.viewport(), QContextMenuEvent(reason, place, editor.viewport().mapToGlobal(place))
    )
    return opened_menu()


def opened_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if text in action.text()).trigger()
    menu.close()


def test_a_misspelt_word_is_underlined_once_it_is_finished(
    qtbot: QtBot, editor: ProseEditor
) -> None:
    write(qtbot, editor, "We recieve")
    assert underlined(editor) == []
    assert editor.words_to_check() == 0
    write(qtbot, editor, " ")
    assert underlined(editor) == ["recieve"]
    assert editor.words_to_check() == 1


@pytest.mark.parametrize("key", [KEY.Key_Home, KEY.Key_Return])
def test_it_is_finished_too_when_the_cursor_goes_elsewhere(
    qtbot: QtBot, editor: ProseEditor, key: Qt.Key
) -> None:
    write(qtbot, editor, "We recieve")
    qtbot.keyClick(editor, key)
    assert underlined(editor) == ["recieve"]


def test_moving_within_the_word_does_not_finish_it(qtbot: QtBot, editor: ProseEditor) -> None:
    write(qtbot, editor, "We recieve")
    qtbot.keyClick(editor, KEY.Key_Left)
    assert underlined(editor) == []
    editor.clearFocus()
    assert underlined(editor) == ["recieve"]


def test_a_word_with_an_apostrophe_is_left_alone_until_its_end(
    qtbot: QtBot, editor: ProseEditor
) -> None:
    write(qtbot, editor, "It doesn'")
    assert underlined(editor) == []
    write(qtbot, editor, "t matter")
    assert underlined(editor) == []


def test_the_underline_is_right_after_an_emoji_and_in_a_sub_heading(
    qtbot: QtBot, editor: ProseEditor
) -> None:
    show(
        qtbot,
        editor,
        Block(BlockKind.SUBHEADING, "🚲 Reciept of cards"),
        Block(BlockKind.BULLET, "🚲🚲 the libary"),
    )
    assert underlined(editor) == ["Reciept", "libary"]


def test_underlines_are_no_part_of_the_text_and_no_edit(
    qtbot: QtBot, editor: ProseEditor, spelling: Spelling
) -> None:
    show(qtbot, editor, paragraph("The libary", (4, 10)), paragraph("and Tarrowby"))
    before, edits = editor.prose(), []
    editor.edited.connect(lambda: edits.append("edit"))
    with qtbot.waitSignal(editor.spelling_looked_at):
        spelling.ignore("libary")
    assert underlined(editor) == ["Tarrowby"]
    assert editor.prose() == before
    assert edits == []
    assert not editor.undo_action.isEnabled()


def test_text_out_of_sight_is_looked_at_when_it_is_seen(
    qtbot: QtBot, editor: ProseEditor, spelling: Spelling
) -> None:
    show(qtbot, editor, paragraph("The Tarrowby libary"))
    editor.hide()
    spelling.ignore("Tarrowby")
    QApplication.processEvents()
    assert underlined(editor) == ["Tarrowby", "libary"]
    with qtbot.waitSignal(editor.spelling_looked_at):
        editor.show()
    assert underlined(editor) == ["libary"]


def test_text_that_cannot_be_changed_is_not_underlined(qtbot: QtBot, editor: ProseEditor) -> None:
    show(qtbot, editor, paragraph("The libary"))
    with qtbot.waitSignal(editor.spelling_looked_at):
        editor.setReadOnly(True)
    assert underlined(editor) == []
    assert editor.words_to_check() == 0
    menu = menu_at(editor, "libary")
    assert "library" not in entries(menu)
    menu.close()


@pytest.mark.parametrize("appearance", [theme.Appearance.DARK, theme.Appearance.LIGHT])
def test_the_wave_has_the_colour_of_a_problem(
    qtbot: QtBot, qapp: QApplication, editor: ProseEditor, appearance: theme.Appearance
) -> None:
    show(qtbot, editor, paragraph("The libary"))
    editor.setPalette(theme.palette_of(theme.COLOURS[appearance]))
    QApplication.processEvents()
    [span] = editor.document().begin().layout().formats()
    assert span.format.underlineColor().name() == theme.COLOURS[appearance].bad


def test_a_suggestion_takes_the_place_of_the_word_bold_and_in_one_step(
    qtbot: QtBot, editor: ProseEditor
) -> None:
    show(qtbot, editor, paragraph("Our libary opened.", (4, 10)))
    menu = menu_at(editor, "libary")
    assert entries(menu)[0] == "library"
    choose(menu, "library")
    assert editor.prose() == (paragraph("Our library opened.", (4, 11)),)
    editor.undo()
    assert editor.prose() == (paragraph("Our libary opened.", (4, 10)),)


def test_the_menu_adds_the_word_or_ignores_it(
    qtbot: QtBot, editor: ProseEditor, spelling: Spelling
) -> None:
    show(qtbot, editor, paragraph("Tarrowby and Quennock"))
    choose(menu_at(editor, "Tarrowby"), "Add “Tarrowby” to my words")
    choose(menu_at(editor, "Quennock"), "Ignore for now")
    QApplication.processEvents()
    assert underlined(editor) == []
    assert spelling.own_words == ["Tarrowby"]


def test_elsewhere_the_menu_is_the_ordinary_one(qtbot: QtBot, editor: ProseEditor) -> None:
    show(qtbot, editor, paragraph("The libary opened."))
    menu = menu_at(editor, "opened")
    assert not any("my words" in entry for entry in entries(menu))
    assert any("Copy" in entry for entry in entries(menu))
    menu.close()


def test_a_word_without_suggestions_says_so(qtbot: QtBot, editor: ProseEditor) -> None:
    show(qtbot, editor, paragraph("Xqzptlkjw"))
    menu = menu_at(editor, "Xqzptlkjw")
    assert entries(menu)[0] == "No suggestions"
    menu.close()


def press_shift_f10(editor: ProseEditor) -> None:
    QTest.keyClick(editor, KEY.Key_F10, Qt.KeyboardModifier.ShiftModifier)


def press_the_menu_key(editor: ProseEditor) -> None:
    """As the system tells of it: the place is no more than a guess."""
    reason = QContextMenuEvent.Reason.Keyboard
    place = editor.viewport().rect().center()
    QApplication.sendEvent(
        editor.viewport(), QContextMenuEvent(reason, place, editor.mapToGlobal(place))
    )


@pytest.mark.parametrize("press", [press_shift_f10, press_the_menu_key])
def test_the_menu_opens_by_key_for_the_word_at_the_cursor(
    qtbot: QtBot, editor: ProseEditor, press: Callable[[ProseEditor], None]
) -> None:
    show(qtbot, editor, paragraph("The libary opened."))
    qtbot.keyClick(editor, KEY.Key_Right, Qt.KeyboardModifier.ControlModifier)
    press(editor)
    menu = opened_menu()
    assert menu.pos() == editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft())
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert plain_text(editor.prose()) == "The library opened."
