"""A weekday beside a date must be that date's, where the year is written or plain."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import weekdays

JUNE = (date(2020, 6, 8), date(2020, 6, 21))
CHRISTMAS = (date(2020, 12, 1), date(2020, 12, 31))
YEAR = (date(2020, 4, 1), date(2021, 3, 31))


def said(text: str, near: tuple[date, date] | None = None) -> list[str]:
    return [each.shown for each in weekdays.remarks(text, near)]


@pytest.mark.parametrize(
    "written",
    [
        "Monday 9 June 2020",
        "Mon 9th June 2020",
        "Monday, 9 June 2020",
        "Monday the 9th of June 2020",
        "MONDAY 9 JUNE 2020",
        "Monday June 9, 2020",
        "Monday June 9th 2020",
        "Monday 09/06/2020",
        "Mon. 9.6.20",
        "Weds 9 Jun 2020",
    ],
)
def test_a_wrong_weekday_is_found_however_it_is_written(written: str) -> None:
    assert said(f"It opened on {written}.") == [f"“{written}” falls on a Tuesday"]


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday 9 June 2020",
        "Tues 9th June 2020, Wed 10/06/2020 and Thursday, 11 June 2020",
        "On Sunday 12 people came",
        "Monday 31 June 2020",
        "Monday 99/99/2020",
        "Monday 9 June",
        "Monday to Friday 12 June 2020",
        "Mondays 10 to 12",
        "Sunderland 9 June 2020",
    ],
)
def test_what_agrees_or_cannot_be_told_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_without_a_year_the_reports_period_gives_it() -> None:
    assert said("on Monday 9 June", JUNE) == ["“Monday 9 June” falls on a Tuesday"]
    assert said("on Tuesday 9 June", JUNE) == []


def test_a_december_report_that_looks_ahead_means_the_next_january() -> None:
    assert said("from Monday 4 January", CHRISTMAS) == []
    assert said("from Tuesday 5 January and Monday 5 January", CHRISTMAS) == [
        "“Monday 5 January” falls on a Tuesday"
    ]


def test_a_day_that_is_near_twice_or_far_away_is_not_guessed() -> None:
    assert said("Sunday 1 May", YEAR) == []
    assert said("Sunday 25 December", JUNE) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Mon", "day", " ", ",", "9", "31", "/", "June", "May", "2020", "th", "😀"]
        ),
        max_size=14,
    ).map("".join)
)
def test_on_any_text_remarks_stand_inside_it(text: str) -> None:
    for each in weekdays.remarks(text, JUNE):
        assert 0 <= each.start < each.end <= len(text)
