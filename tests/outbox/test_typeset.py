"""Lines and pages: nothing is lost, nothing stands alone, and long texts cost no more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.outbox.typeset import Block, Placed, Run, Span, Style, break_lines, paginate

HEIGHT_PT = 100.0
TEXT = Style(leading_pt=10, after_pt=0)
HEADING = Style(leading_pt=10, after_pt=5, before_pt=20, keeps_next=True)


def widths(text: str, face: str) -> list[float]:
    return [2.0 if face == "bold" else 1.0] * len(text)


def text_of(line: tuple[Run, ...]) -> str:
    return "".join(run.text for run in line)


def block(rows: int, style: Style = TEXT) -> Block:
    return Block(style, tuple((Span(0, (Run(str(row), "plain"),)),) for row in range(rows)), None)


def pages(*blocks: Block) -> list[list[Placed]]:
    return paginate(blocks, HEIGHT_PT)


def counts(found: list[list[Placed]]) -> list[list[int]]:
    return [[len(placed.rows) for placed in page] for page in found]


def test_lines_break_at_spaces_and_never_inside_a_bold_word() -> None:
    runs = [Run("one two", "plain"), Run("three", "bold"), Run(" four", "plain")]
    lines = break_lines(runs, 14, widths)
    assert [text_of(line) for line in lines] == ["one ", "twothree ", "four"]
    assert lines[1] == (Run("two", "plain"), Run("three", "bold"), Run(" ", "plain"))


def test_a_word_wider_than_the_line_is_cut_and_keeps_its_marks() -> None:
    word = "abcde\N{COMBINING DIAERESIS}fg"
    lines = break_lines([Run(word, "plain")], 5, widths)
    assert [text_of(line) for line in lines] == ["abcde\N{COMBINING DIAERESIS}", "fg"]


def test_no_text_is_one_empty_line() -> None:
    assert break_lines([], 10, widths) == [()]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.text(st.sampled_from("ab \N{NO-BREAK SPACE}")), st.booleans())),
    st.integers(2, 30),
)
def test_lines_hold_every_character_and_fit(texts: list[tuple[str, bool]], width: int) -> None:
    runs = [Run(text, "bold" if bold else "plain") for text, bold in texts]
    lines = break_lines(runs, width, widths)
    whole = "".join(run.text for run in runs)
    assert "".join(map(text_of, lines)) == whole
    for line in lines:
        shown = text_of(line).rstrip(" ")
        letters = [run.face for run in line for _ in run.text][: len(shown)]
        wide = sum(2.0 if face == "bold" else 1.0 for face in letters)
        assert wide <= width or not shown.strip()


def test_a_heading_goes_over_with_the_two_lines_it_needs_below_it() -> None:
    assert counts(pages(block(7), block(1, HEADING), block(6))) == [[7], [1, 6]]


def test_headings_in_a_row_stay_together() -> None:
    found = pages(block(5), block(1, HEADING), block(1, HEADING), block(4))
    assert counts(found) == [[5], [1, 1, 4]]


def test_headings_without_end_are_printed_all_the_same() -> None:
    found = pages(*[block(1, HEADING) for _ in range(50)])
    assert sum(map(len, found)) == 50


def test_no_single_line_is_left_behind_or_sent_ahead() -> None:
    assert counts(pages(block(9), block(4))) == [[9], [4]]
    assert counts(pages(block(11))) == [[9], [2]]
    assert counts(pages(block(8), block(3))) == [[8], [3]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 14), st.booleans()), min_size=1, max_size=30))
def test_nothing_stands_alone_at_the_head_or_foot_of_a_page(asked: list[tuple[int, bool]]) -> None:
    # A heading has one line or two here, and no more than two headings follow each other.
    blocks = []
    for rows, wants_heading in asked:
        headed = [each.style.keeps_next for each in blocks[-2:]] == [True, True]
        is_heading = wants_heading and not headed
        blocks.append(block(min(rows, 2) if is_heading else rows, HEADING if is_heading else TEXT))
    found = pages(*blocks)
    for page in found[:-1]:
        assert not page[-1].block.style.keeps_next
    for placed in (each for page in found for each in page):
        assert len(placed.rows) > 1 or len(placed.block.rows) == 1
        assert len(placed.block.rows) > 3 or placed.is_first == placed.is_last


def test_a_block_taller_than_pages_goes_on_and_on() -> None:
    found = pages(block(35))
    assert sum(len(page[0].rows) for page in found) == 35
    assert [page[0].is_first for page in found] == [True, False, False, False]
    assert [page[0].is_last for page in found] == [False, False, False, True]


def test_a_row_taller_than_the_page_still_ends() -> None:
    assert counts(pages(block(3, Style(leading_pt=150)))) == [[1], [1], [1]]


def test_there_is_no_space_above_the_first_block_of_a_page() -> None:
    found = pages(block(10), block(1, HEADING), block(2))
    assert found[1][0].top_pt == 0


def test_the_space_between_blocks_is_the_larger_of_the_two() -> None:
    found = pages(block(1, Style(leading_pt=10, after_pt=6)), block(2, HEADING))
    assert found[0][1].top_pt == 30


def test_a_block_that_begins_a_page_does_so_unless_it_is_the_first_on_one() -> None:
    first = replace(block(1), begins_page=True)
    pages = paginate([first, block(1), first], 500)
    assert [len(page) for page in pages] == [2, 1]
