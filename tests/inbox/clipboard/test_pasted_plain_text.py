"""Plain text from elsewhere becomes blocks without losing a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox.clipboard.plain import read
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.text import gate, words


def bullet(text: str, level: int = 0) -> Block:
    return Block(BlockKind.BULLET, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "• ", "•\t", "•", "· ", "·\t", "– ", "▪ ", "◦ ", "o\t"]
)
def test_a_line_with_a_bullet_mark_is_a_bullet(mark: str) -> None:
    assert read(f"Parks\n{mark}Two new wardens").prose == (
        paragraph("Parks"),
        bullet("Two new wardens"),
    )


@pytest.mark.parametrize("line", ["-5 degrees", "–2 %", "*starred*", "o level", "-", "on site"])
def test_a_line_that_only_looks_like_a_bullet_stays_a_paragraph(line: str) -> None:
    assert read(f"Parks\n{line}").prose == (paragraph("Parks"), paragraph(line))


@pytest.mark.parametrize("inner", ["  - Gates", "\t• Gates", "o\tGates", "◦ Gates"])
def test_a_bullet_further_in_than_the_others_is_nested(inner: str) -> None:
    text = f"• Fences\n{inner}\n• Paths\n"
    assert read(text).prose == (bullet("Fences"), bullet("Gates", 1), bullet("Paths"))


def test_a_list_that_is_indented_as_a_whole_is_not_nested() -> None:
    assert read("  • Fences\n  • Gates").prose == (bullet("Fences"), bullet("Gates"))


def test_empty_lines_make_no_blocks() -> None:
    assert read("Fences\r\n\r\n  \r\nGates").prose == (paragraph("Fences"), paragraph("Gates"))


def test_one_line_keeps_the_spaces_at_its_ends_for_the_sentence_it_joins() -> None:
    assert read(" and gates ").inline == paragraph(" and gates ")
    assert read("Fences\nGates").inline is None


def test_what_the_gate_changed_is_told() -> None:
    assert read("Fen\x00ces").notes == gate("Fen\x00ces").notes != ()


def test_only_several_complete_lines_end_the_last_one() -> None:
    assert read("Fences\nGates\n").ends_line
    assert not read("Fences\nGates").ends_line
    assert not read("Fences\n").ends_line


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    # Word's hollow bullet is the one letter that is a mark and not a word.
    text = text.replace("o\t", "")
    assert words(plain_text(read(text).prose)) == words(gate(text).text)


def test_columns_of_a_spreadsheet_are_kept_apart() -> None:
    text = "Site\tVisits\r\nHarbour Street\t1,204\r\nMill Lane\t\r\n"
    assert read(text.replace("Lane\t", "Lane\t0")).prose == (
        paragraph("Site | Visits"),
        paragraph("Harbour Street | 1,204"),
        paragraph("Mill Lane | 0"),
    )


@pytest.mark.parametrize("mark", ["•", "1.", "a)", "-"])
def test_a_tab_behind_the_mark_of_an_item_is_no_column(mark: str) -> None:
    assert "|" not in plain_text(read(f"{mark}\tFences\n{mark}\tGates").prose)
