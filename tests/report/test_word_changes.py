"""Word by word: what is new in a line and what is gone, and nothing else."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from highlight_desktop.report.word_changes import (
    PieceState,
    in_order,
    pair_up,
    pieces,
    text_after,
    text_before,
)
from tests.report.strategies import lines

few_words = st.lists(st.sampled_from(["bins", "parks", "the", "1,260", "–", " ", "."]), max_size=30)
sentences = few_words.map(" ".join)


def marked(before: str, after: str) -> str:
    """The changes as people write them: [-gone-]{+new+}."""
    marks = {
        PieceState.SAME: "{}",
        PieceState.ADDED: "{{+{}+}}",
        PieceState.REMOVED: "[-{}-]",
    }
    return "".join(marks[piece.state].format(piece.text) for piece in pieces(before, after))


@given(st.one_of(lines, sentences), st.one_of(lines, sentences))
@settings(max_examples=200, deadline=None)
@example("", "new")
@example("a  b", "a b")
def test_both_lines_can_be_made_again_from_the_changes(before: str, after: str) -> None:
    changed = pieces(before, after)
    assert (text_before(changed), text_after(changed)) == (before, after)
    assert all(piece.text for piece in changed)
    assert all(one.state is not other.state for one, other in pairwise(changed))


@given(lines)
@settings(max_examples=50, deadline=None)
def test_a_line_that_stayed_has_no_changes(line: str) -> None:
    assert {piece.state for piece in pieces(line, line)} <= {PieceState.SAME}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Volunteers serve 240 homes.",
            "Volunteers now serve 312 homes.",
            "Volunteers {+now +}serve [-240-]{+312+} homes.",
        ),
        ("1,260 loans", "1,270 loans", "[-1,260-]{+1,270+} loans"),
        ("Open on 14/06/2020", "Open on 15/06/2020", "Open on [-14/06/2020-]{+15/06/2020+}"),
        ("We don’t know", "We don’t know yet", "We don’t know{+ yet+}"),
        ("two branches open", "three libraries open", "[-two branches-]{+three libraries+} open"),
        ("Gates stay open", "Gates stay open.", "Gates stay open{+.+}"),
    ],
)
def test_changes_are_cut_between_words(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_a_line_too_long_for_words_is_compared_by_sentences() -> None:
    park = "The gates of the park were mended and the paths of the park were swept. "
    before = park * 100 + "The depot opened late. " + park * 100 + "Bins were full."
    after = "Now: " + park * 100 + "The depot opened early. " + park * 100 + "Bins were empty."
    changed = pieces(before, after)
    assert (text_before(changed), text_after(changed)) == (before, after)
    said = [piece.text for piece in changed if piece.state is not PieceState.SAME]
    assert said == ["Now: ", "late", "early", "full", "empty"]


def test_nothing_is_lost_where_not_even_sentences_help() -> None:
    before, after = "a b " * 2_000 + "c", "b a " * 2_000 + "d"
    changed = pieces(before, after)
    assert (text_before(changed), text_after(changed)) == (before, after)
    assert len(changed) == 2


def longest(pairs: Sequence[tuple[int, int]]) -> int:
    """How many pairs can stand in the same order, found the slow way."""
    best: list[int] = []
    for number, (before, _) in enumerate(pairs):
        best.append(1 + max((best[k] for k in range(number) if pairs[k][0] < before), default=0))
    return max(best, default=0)


@given(st.permutations(range(9)), st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_as_much_as_can_stays_in_its_place(order: list[int], size: int) -> None:
    pairs = [(was, now) for now, was in enumerate(order[:size])]
    kept = in_order(pairs)
    assert kept == sorted(kept)
    assert [now for _, now in kept] == sorted(now for _, now in kept)
    assert set(kept) <= set(pairs)
    assert len(kept) == longest(pairs)


def test_equal_things_are_paired_first_to_first() -> None:
    assert pair_up(["a", "b", "a", "c"], ["a", "a", "a", "c"]) == [(0, 0), (2, 1), (3, 3)]
