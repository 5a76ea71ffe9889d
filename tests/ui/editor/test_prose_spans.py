"""Characters of a prose are found in its document whatever stands before them, and replaced."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import Block, BlockKind, Prose, plain_text
from highlight_desktop.report.remark import Edit, Span
from ui.editor.prose_editor import ProseEditor
from ui.editor.prose_spans import ProseMap

PARAGRAPH, SUBHEADING, BULLET = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.BULLET
ONE_EDITOR = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TYPED = st.lists(st.text("a 😀é\u00a0\u2028\ufeff\x01ŵ", max_size=8), min_size=1, max_size=4)


@pytest.fixture
def editor(qtbot: QtBot) -> ProseEditor:
    editor = ProseEditor()
    qtbot.addWidget(editor)
    return editor


def lines(*texts: str) -> Prose:
    return tuple(Block(PARAGRAPH, text) for text in texts)


def test_a_span_counts_characters_where_qt_counts_an_emoji_as_two(editor: ProseEditor) -> None:
    editor.set_prose(lines("😀", "", "🌳🌳 Parks 🌳"))
    assert editor.select_span(Span(2, 3, 8))
    assert editor.textCursor().selectedText() == "Parks"
    assert ProseMap(editor.document()).span(editor.textCursor()) == Span(2, 3, 8)


def test_characters_that_are_not_there_are_not_selected(editor: ProseEditor) -> None:
    editor.set_prose(lines("Parks"))
    for span in (Span(1, 0, 1), Span(0, 3, 9), Span(-1, 0, 1)):
        assert not editor.select_span(span)
    assert not editor.textCursor().hasSelection()


def test_replacing_is_one_undo_step_and_keeps_bold_and_kind(editor: ProseEditor) -> None:
    before = (
        Block(SUBHEADING, "Old parks"),
        Block(BULLET, "an old bin, old as old", 1, ((3, 10),)),
    )
    editor.set_prose(before)
    edits = [
        Edit(Span(0, 0, 3), "New"),
        Edit(Span(1, 3, 6), "brand new"),
        Edit(Span(1, 12, 15), ""),
    ]
    assert editor.replace_spans(edits) == 3
    assert editor.prose() == (
        Block(SUBHEADING, "New parks"),
        Block(BULLET, "an brand new bin,  as old", 1, ((3, 16),)),
    )
    editor.undo()
    assert editor.prose() == before
    assert not editor.undo_action.isEnabled()


def test_edits_whose_characters_are_gone_are_left_out(editor: ProseEditor) -> None:
    editor.set_prose(lines("Parks"))
    assert editor.replace_spans([Edit(Span(3, 0, 1), "x"), Edit(Span(0, 0, 1), "B")]) == 1
    assert plain_text(editor.prose()) == "Barks"


@ONE_EDITOR
@given(typed=TYPED, data=st.data())
def test_whatever_an_input_method_put_in_every_span_is_found(
    editor: ProseEditor, typed: list[str], data: st.DataObject
) -> None:
    editor.set_prose(())
    cursor = QTextCursor(editor.document())
    for number, text in enumerate(typed):
        if number:
            cursor.insertBlock()
        cursor.insertText(text)
    where = ProseMap(editor.document())
    texts = [block.text for block in editor.prose()]
    assert where.texts == (texts or [""])
    block = data.draw(st.integers(0, len(where.texts) - 1))
    start = data.draw(st.integers(0, len(where.texts[block])))
    end = data.draw(st.integers(start, len(where.texts[block])))
    found = where.cursor(Span(block, start, end))
    assert found is not None
    assert where.span(found) == Span(block, start, end)
    assert editor.replace_spans([Edit(Span(block, start, end), "ß")]) == 1
    line = where.texts[block]
    assert editor.prose()[block].text == f"{line[:start]}ß{line[end:]}"
