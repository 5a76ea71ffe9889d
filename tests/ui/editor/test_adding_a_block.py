"""A block that comes from elsewhere goes into the text whole, and cuts no other in two."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import Block, BlockKind, Prose
from tests.ui.editor.test_prose_editor import BLOCKS, PROSES
from ui.editor.prose_editor import ProseEditor

BULLET = Block(BlockKind.BULLET, "Two new vans", 1, ((0, 3),))
TEXT: Prose = (
    Block(BlockKind.SUBHEADING, "Libraries"),
    Block(BlockKind.PARAGRAPH, ""),
    Block(BlockKind.BULLET, "All branches are open."),
)


@pytest.fixture
def editor(qtbot: QtBot) -> ProseEditor:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    return editor


def put_cursor(editor: ProseEditor, start: int, end: int | None = None) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start if end is None else end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, None, (BULLET, *TEXT)),
        (4, None, (TEXT[0], BULLET, *TEXT[1:])),
        (9, None, (TEXT[0], BULLET, *TEXT[1:])),
        (10, None, (TEXT[0], BULLET, TEXT[2])),
        (11, None, (*TEXT[:2], BULLET, TEXT[2])),
        (14, 18, (*TEXT, BULLET)),
    ],
)
def test_it_goes_where_the_cursor_is(
    editor: ProseEditor, start: int, end: int | None, expected: Prose
) -> None:
    editor.set_prose(TEXT)
    put_cursor(editor, start, end)
    editor.add_block(BULLET)
    assert editor.prose() == expected
    assert editor.textCursor().block().text() == BULLET.text
    assert editor.textCursor().atBlockEnd()


def test_several_come_in_their_order(editor: ProseEditor) -> None:
    for block in (TEXT[0], BULLET, TEXT[2]):
        editor.add_block(block)
    assert editor.prose() == (TEXT[0], BULLET, TEXT[2])


def test_a_text_that_is_read_only_stays_as_it_is(editor: ProseEditor) -> None:
    editor.set_prose(TEXT)
    editor.setReadOnly(True)
    editor.add_block(BULLET)
    assert editor.prose() == TEXT


@given(PROSES, BLOCKS, st.integers(0, 200), st.integers(0, 200))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_else_changes_and_one_undo_takes_it_back(
    editor: ProseEditor, prose: Prose, block: Block, start: int, end: int
) -> None:
    editor.set_prose(prose)
    last = editor.document().characterCount() - 1
    put_cursor(editor, min(start, last), min(end, last))
    before = editor.prose()
    editor.add_block(block)
    kept = [each for each in before if not each.is_blank]
    after = [each for each in editor.prose() if not each.is_blank]
    without = [
        after[:number] + after[number + 1 :] for number, each in enumerate(after) if each == block
    ]
    assert kept in (without if not block.is_blank else [after])
    editor.undo()
    assert editor.prose() == before
