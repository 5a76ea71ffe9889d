"""Periods one after another."""

import pytest

from highlight_desktop.report import period
from highlight_desktop.report.following import beside_last, in_others, next_period, period_before


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("8 to 21 June 2020", "22 June to 5 July 2020"),
        ("18/05/2020 – 24/05/2020", "25 to 31 May 2020"),
        ("December 2020/January 2021", "1 February to 31 March 2021"),
        ("December 2019/January 2020", "1 February to 31 March 2020"),
        ("February 2021", "1 to 31 March 2021"),
        ("15 January 2021 to 14 February 2021", "15 February to 14 March 2021"),
        ("2 February to 1 March 2021", "2 to 29 March 2021"),
        ("Q4 2020/21", "1 April to 30 June 2021"),
        ("1 April 2020 to 31 March 2021", "1 April 2021 to 31 March 2022"),
        ("28 December 2020", "29 December 2020"),
        ("1 to 15 June 2020", "16 to 30 June 2020"),
    ],
)
def test_the_next_period_starts_the_day_after_and_is_as_long(last: str, expected: str) -> None:
    following = next_period(period.read(last))
    assert following.label == following.typed == expected
    assert period.read(following.typed) == following


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        ("22 June to 5 July 2020", "8 to 21 June 2020"),
        ("1 to 31 March 2021", "1 to 28 February 2021"),
        ("1 February to 31 March 2020", "1 December 2019 to 31 January 2020"),
        ("15 January to 14 February 2021", "15 December 2020 to 14 January 2021"),
        ("2 to 29 March 2021", "2 February to 1 March 2021"),
        ("29 December 2020", "28 December 2020"),
    ],
)
def test_the_period_before_ends_the_day_before_and_is_as_long(this: str, expected: str) -> None:
    before = period_before(period.read(this))
    assert before.label == before.typed == expected
    assert next_period(before).label == period.read(this).label


def test_a_period_that_follows_on_is_not_remarked_upon() -> None:
    last = period.read("8 to 21 June 2020")
    assert beside_last(last, next_period(last)) == ""


def test_a_gap_names_the_days_in_no_report() -> None:
    last, this = period.read("8 to 21 June 2020"), period.read("29 June to 12 July 2020")
    assert beside_last(last, this).startswith("22 to 28 June 2020 would be in no report")


def test_an_overlap_names_the_days_in_both_reports() -> None:
    last, this = period.read("8 to 21 June 2020"), period.read("21 June to 4 July 2020")
    assert beside_last(last, this).startswith("21 June 2020 is in the last report too")


def test_a_period_before_the_last_one_is_not_compared() -> None:
    last, this = period.read("8 to 21 June 2020"), period.read("25 to 31 May 2020")
    assert beside_last(last, this) == ""


def test_the_same_period_or_a_part_of_it_in_another_report_is_told() -> None:
    this = period.read("8 to 21 June 2020")
    others = [period.read("22 June to 5 July 2020"), period.read("8/6/2020 - 21/6/2020")]
    assert in_others(this, others) == (
        "Another report of these services is for 8 to 21 June 2020 too."
    )
    assert in_others(this, [period.read("15 June to 5 July 2020")]) == (
        "15 to 21 June 2020 is in another report too, the one for 15 June to 5 July 2020."
    )
    assert in_others(this, others[:1]) == ""
