"""Like sums of money are written in one way, or the second way is remarked on once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import money


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["It cost £1.2m.", "Then £1,300,000 more."], "“£1.2m” and “£1,300,000”"),
        (["£1.2m and £3 million"], "“£1.2m” and “£3 million”"),
        (["£20,000", "£30k"], "“£20,000” and “£30k”"),
        (["£20000 and £30,000"], "“£20000” and “£30,000”"),
        (["£86,400 against £20k"], "“£86,400” and “£20k”"),
    ],
)
def test_like_figures_in_two_ways_are_found_at_the_second(lines: list[str], shown: str) -> None:
    found = money.two_ways(lines)
    assert found is not None
    number, remark = found
    assert remark.shown == shown
    assert lines[number][remark.start : remark.end] in shown


@pytest.mark.parametrize(
    "text",
    [
        "£1.2m in all, of which £20,000 and £86,400 came late",
        "£1.2m and £1.3M",
        "£20k and £7,250",
        "£1,234,567 and £3m",
        "£12.50, £999 and £1k",
        "£0.5m and £86,400",
        "£1,0000 and £20k metres",
        "20,000 visits and £30k",
    ],
)
def test_figures_that_are_not_alike_may_differ(text: str) -> None:
    assert money.two_ways([text]) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("£0123,.kmbn illion", max_size=30), max_size=4))
def test_on_any_text_the_remark_stands_inside_its_line(lines: list[str]) -> None:
    found = money.two_ways(lines)
    if found:
        number, remark = found
        assert 0 <= remark.start < remark.end <= len(lines[number])
