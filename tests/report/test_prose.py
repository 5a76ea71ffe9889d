"""The text of an answer: paragraphs, sub-headings, bullets and bold spans."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.report.prose import (
    Block,
    BlockKind,
    blocks_of,
    from_plain,
    plain_text,
    runs,
    tidy_spans,
    to_plain,
    without_blanks,
    word_count,
)
from tests.report.strategies import blocks, proses


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_blocks_a_line_each(text: str) -> None:
    prose, _ = blocks_of(text)
    assert all(not block.is_blank and "\n" not in block.text for block in prose)


def test_a_block_refuses_what_has_not_passed_the_gate() -> None:
    for text in ("two\nlines", "nul\0", "\ud800"):
        with pytest.raises(ValueError, match="gated"):
            Block(BlockKind.PARAGRAPH, text)


def test_only_bullets_have_levels_and_only_two_of_them() -> None:
    assert Block(BlockKind.BULLET, "inner", level=1).level == 1
    for kind, level in ((BlockKind.BULLET, 2), (BlockKind.PARAGRAPH, 1), (BlockKind.BULLET, -1)):
        with pytest.raises(ValueError, match="level"):
            Block(kind, "text", level)


@given(st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30))), st.integers(0, 25))
def test_tidy_spans_cover_the_same_characters_in_order(
    spans: list[tuple[int, int]], length: int
) -> None:
    tidy = tidy_spans(spans, length)
    covered = {at for start, end in spans for at in range(max(0, start), min(end, length))}
    assert {at for start, end in tidy for at in range(start, end)} == covered
    assert all(one[1] < two[0] for one, two in pairwise(tidy))


@given(blocks)
def test_runs_put_together_are_the_text_and_its_bold(block: Block) -> None:
    assert "".join(text for text, _ in runs(block)) == block.text
    position, bold = 0, []
    for text, is_bold in runs(block):
        assert text
        if is_bold:
            bold.append((position, position + len(text)))
        position += len(text)
    assert tuple(bold) == block.bold


@given(blocks)
def test_trimming_moves_the_bold_along(block: Block) -> None:
    def bold_letters(of: Block) -> str:
        return "".join("".join(text.split()) for text, is_bold in runs(of) if is_bold)

    trimmed = block.trimmed()
    assert trimmed.text == block.text.strip()
    assert bold_letters(trimmed) == bold_letters(block)


@given(proses)
def test_prose_survives_the_way_through_json(prose: tuple[Block, ...]) -> None:
    assert from_plain(to_plain(prose)) == prose


def test_blank_lines_stay_behind_when_a_text_is_sent() -> None:
    prose = tuple(Block(BlockKind.PARAGRAPH, text) for text in ("", "  Open again. ", "\u00a0"))
    assert plain_text(without_blanks(prose)) == "Open again."
    assert word_count(prose) == 2
