"""What authors type into "reporting period", and the days it must mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import PeriodError
from highlight_desktop.report.period import Period, read

THE_FORTNIGHT_OF_8_TO_21_JUNE_2020 = """
8 to 21 June 2020
8-21 June 2020
8–21 June 2020
8 — 21 June 2020
8−21 June 2020
8/21 June 2020
8..21 June 2020
8-21 st June 2020
8th-21st June 2020
8th to the 21st of June, 2020
8thJune-21stJune2020
8 June - 21 June 2020
8 June 2020 to 21 June 2020
8 June 2020-21 June 2020
8 June 2020/21 June 2020
8 June 2020 - 21 June
8 JUNE 2020 until 21 june 2020 inclusive
8 Jun. 2020 through 21 Jun. 2020
8-21 June 20
8 to 21 June '20
8-21 Jun ’20
June 8-21, 2020
June 8 - June 21, 2020
June 8th, 2020 to June 21st, 2020
08/06/2020 - 21/06/2020
08/06/20-21/06/20
8/6-21/6/2020
8-21/06/2020
8.6.-21.6.2020
08.06.2020-21.06.2020
8-6-2020 - 21-6-2020
8 - 21 - 06 - 2020
8 6 2020 to 21 6 2020
2020-06-08 to 2020-06-21
2020-06-08/2020-06-21
from 8 to 21 June 2020
between 8 and 21 June 2020
between 8 June 2020 and 21 June 2020
commencing 8 June 2020 and ending 21 June 2020
8 June 2020 up to and including 21 June 2020
8 June 2020 through to 21 June 2020
Reporting period: 8 to 21 June 2020.
REPORTING PERIOD - 8 to 21 June 2020
the period from 8 June 2020 to 21 June 2020
(8 to 21 June 2020)
“8 to 21 June 2020”
Monday 8 June to Sunday 21 June 2020
Mon. 8th – Sun. 21st Jun. 2020
8 June (Mon) to 21 June (Sun) 2020
Monday to Sunday, 8-21 June 2020
8-21 June 2020 (Mon-Sun)
8-14 June and 15-21 June 2020
fortnight 8-21 June 2020
fortnight ending 21 June 2020
fortnight ending Sunday 21st June 2020
fortnight commencing 8 June 2020
fortnight to 21 June 2020
f/e 21/06/2020
f/c 8/6/20
two weeks from 8 June 2020
2 weeks ending 21 June 2020
2-week period ending 21 June 2020
14 days ending 21 June 2020
8 to 21 June 2020 (2 weeks)
8 to 21 June 2020 (14 days)
w/c 8 June and w/c 15 June 2020
w/c 8 June & 15 June 2020
w/c 8 June, w/c 15 June 2020
w/c 8 June - w/e 21 June 2020
w/c 8 June to w/c 15 June 2020
w/c 8 June to 21 June 2020
weeks commencing 8 and 15 June 2020
weeks commencing 8 to 15 June 2020
weeks ending 14 and 21 June 2020
weeks ending 14 to 21 June 2020
"""

THE_WEEK_OF_8_TO_14_JUNE_2020 = """
w/c 8 June 2020
W/C 8th June 2020
w/c Monday 8 June 2020
wc 08/06/2020
w.c. 8.6.20
w/b 8 June 2020
week commencing 8 June 2020
week beginning Monday 8th June 2020
week starting 8 June 2020
week of 8 June 2020
wk comm 8/6/20
w/e 14 June 2020
w/e: 14.06.20
week ending Sunday 14 June 2020
week to 14 June 2020
week ending 8-14 June 2020
7 days ending 14 June 2020
"""

OTHER_DAYS = {
    "18/05/2020 – 25/05/2020": "18 to 25 May 2020",
    "8 June 2020": "8 June 2020",
    "2020-06-08": "8 June 2020",
    "8 to 8 June 2020": "8 June 2020",
    "8 & 9 June 2020": "8 to 9 June 2020",
    "28 May - 10 June 2020": "28 May to 10 June 2020",
    "28 December 2020 - 10 January 2021": "28 December 2020 to 10 January 2021",
    "28 December – 10 January 2021": "28 December 2020 to 10 January 2021",
    "28 December 2020 – 10 January": "28 December 2020 to 10 January 2021",
    "28/12 - 10/1/2021": "28 December 2020 to 10 January 2021",
    "28 December - 10 January 2020/21": "28 December 2020 to 10 January 2021",
    "w/c 28 December 2020": "28 December 2020 to 3 January 2021",
    "w/c 28 December and w/c 4 January 2021": "28 December 2020 to 10 January 2021",
    "weeks commencing 8, 15 and 22 June 2020": "8 to 28 June 2020",
    "29 February 2020": "29 February 2020",
}

MONTHS_AND_YEARS = {
    "June 2020": "1 to 30 June 2020",
    "06/2020": "1 to 30 June 2020",
    "2020-06": "1 to 30 June 2020",
    "month of June 2020": "1 to 30 June 2020",
    "month ending 30 June 2020": "1 to 30 June 2020",
    "month to 28 February 2021": "1 to 28 February 2021",
    "month ending 21 June 2020": "22 May to 21 June 2020",
    "month commencing 31 January 2021": "31 January to 28 February 2021",
    "1 to 31 January 2021 (31 days)": "1 to 31 January 2021",
    "December 2020/January 2021": "1 December 2020 to 31 January 2021",
    "December/January 2021": "1 December 2020 to 31 January 2021",
    "Dec 20/Jan 21": "1 December 2020 to 31 January 2021",
    "Dec '20 - Jan '21": "1 December 2020 to 31 January 2021",
    "12/2020 - 01/2021": "1 December 2020 to 31 January 2021",
    "12/20 - 01/21": "1 December 2020 to 31 January 2021",
    "Nov-Dec 2020": "1 November to 31 December 2020",
    "Nov-Dec 20": "1 November to 31 December 2020",
    "May and June 2020": "1 May to 30 June 2020",
    "April, May and June 2020": "1 April to 30 June 2020",
    "April to Sept 2020": "1 April to 30 September 2020",
    "3 months to 30 June 2020": "1 April to 30 June 2020",
    "quarter ending June 2020": "1 April to 30 June 2020",
    "2020": "1 January to 31 December 2020",
    "2020/21": "1 April 2020 to 31 March 2021",
    "2020-21": "1 April 2020 to 31 March 2021",
    "2020/2021": "1 April 2020 to 31 March 2021",
    "FY20/21": "1 April 2020 to 31 March 2021",
    "financial year 2020-21": "1 April 2020 to 31 March 2021",
    "2020–21 financial year": "1 April 2020 to 31 March 2021",
    "year to 31 March 2021": "1 April 2020 to 31 March 2021",
    "2011-12": "1 April 2011 to 31 March 2012",
    "Q1 2020/21": "1 April to 30 June 2020",
    "Quarter 1 2020-21": "1 April to 30 June 2020",
    "first quarter of 2020/21": "1 April to 30 June 2020",
    "quarter 1 April to 30 June 2020": "1 April to 30 June 2020",
    "Q2 FY2020/21": "1 July to 30 September 2020",
    "quarter three 2020/21": "1 October to 31 December 2020",
    "2020/21 Quarter 3": "1 October to 31 December 2020",
    "half year to 30 September 2020": "1 April to 30 September 2020",
    "2020/21 Q3": "1 October to 31 December 2020",
    "Q4 2020/21": "1 January to 31 March 2021",
    "Q1-Q2 2020/21": "1 April to 30 September 2020",
    "Q3 and Q4 2020/21": "1 October 2020 to 31 March 2021",
    "Q4 2019/20 to Q1 2020/21": "1 January to 30 June 2020",
    "H1 2020/21": "1 April to 30 September 2020",
    "2nd half of 2020/21": "1 October 2020 to 31 March 2021",
    "Jan-Mar 2020/21": "1 January to 31 March 2021",
}

REFUSED = {
    "": "The reporting period is empty.",
    "\u00a0 \t": "The reporting period is empty.",
    "8 to 21 June": "21 June has no year.",
    "8/6 - 21/6": "21 June has no year.",
    "June": "June has no year.",
    "June 20": "20 June has no year.",
    "May 20 - Jun 20": "20 June has no year.",
    "Q1": "Q1 has no year.",
    "Q1 2020": "Q1 2020 may be in 2019/20 or in 2020/21, which start in April.",
    "FY 2020": "The year 2020 may be in 2019/20 or in 2020/21, which start in April.",
    "2020/22": "2020 and 22 do not follow one another.",
    "31 June 2020": "There is no 31 June 2020: June 2020 has 30 days.",
    "8-31 June 2020": "There is no 31 June 2020: June 2020 has 30 days.",
    "0 June 2020": "There is no 0 June 2020: June 2020 has 30 days.",
    "29 Feb 2021": "There is no 29 February 2021: February 2021 has 28 days.",
    "06/21/2020": "There is no month 21; dates are read day first.",
    "Q5 2020/21": "There is no Q5.",
    "Tuesday 8 June 2020": "8 June 2020 is a Monday, not a Tuesday.",
    "Mon - Fri 8 to 14 June 2020": "14 June 2020 is a Sunday, not a Friday.",
    "w/c Tues 8 June 2020": "8 June 2020 is a Monday, not a Tuesday.",
    "21-8 June 2020": "It ends on 8 June 2020, before it starts on 21 June 2020.",
    "28 Dec 2020-10 Jan 2020": "It ends on 10 January 2020, before it starts on 28 December 2020.",
    "8 and 21 June 2020": "9 to 20 June 2020 would be left out between them.",
    "15-21 June and 8-14 June 2020": "8 to 14 June 2020 does not come after 15 to 21 June 2020.",
    "8 to 20 June 2020 (2 weeks)": "8 to 20 June 2020 is 13 days, but “2 weeks” means 14 days.",
    "w/c 8-15 June 2020": "8 to 15 June 2020 is 8 days, but “w/c” means 7 days each.",
    "w/c June 2020": "“w/c” needs a day.",
    "week 24 2020": "Weeks are told by a date, not by a number.",
    "from 8 June 2020": "“from 8 June 2020” does not say where the period ends.",
    "from 08/06/2020": "“from 08/06/2020” does not say where the period ends.",
    "8 June 2020 -": "“8 June 2020 -” does not say where the period ends.",
    "Period ending 21 June 2020": (
        "“Period ending 21 June 2020” does not say where the period starts."
    ),
    "8 June to July 2020": "The two ends are not alike: one has a day, the other has not.",
    "2019 and 2020": "These years may start in January or in April.",
    "8 to 21 June 1920": "The year 1920 is not between 2000 and 2099.",
    "w/c 28 Dec 2099": "28 December 2099 to 3 January 2100 is not between 2000 and 2099.",
    "0 weeks from 8 June 2020": "“0 weeks from” is no time at all.",
    "8 to 21 June 202": "“202” is not a day, a month or a year.",
    "last week": "“last” means another day each time it is read.",
    "8 June 2020 to date": "“date” means another day each time it is read.",
    "8-21 Juen 2020": "“Juen” is not a word or a mark that periods are written with.",
    "8 June 2020 @ noon": "“@” is not a word or a mark that periods are written with.",
    "reporting period": "“reporting period” cannot be understood as a reporting period.",
    "8 9 10 2020 11": "“8 9 10 2020 11” cannot be understood as a reporting period.",
    "1-" * 100 + "June": "A reporting period has at most 200 characters.",
}


@pytest.mark.parametrize("typed", THE_FORTNIGHT_OF_8_TO_21_JUNE_2020.strip().splitlines())
def test_a_fortnight_is_understood_however_it_is_written(typed):
    assert read(typed).label == "8 to 21 June 2020"


@pytest.mark.parametrize("typed", THE_WEEK_OF_8_TO_14_JUNE_2020.strip().splitlines())
def test_a_week_is_seven_days_from_its_first_or_to_its_last(typed):
    assert read(typed).label == "8 to 14 June 2020"


@pytest.mark.parametrize(("typed", "label"), OTHER_DAYS.items())
def test_days_are_understood_also_across_months_and_years(typed, label):
    assert read(typed).label == label


@pytest.mark.parametrize(("typed", "label"), MONTHS_AND_YEARS.items())
def test_whole_months_quarters_and_april_years_are_understood(typed, label):
    assert read(typed).label == label


@pytest.mark.parametrize(("typed", "message"), REFUSED.items())
def test_what_cannot_be_understood_is_told_in_a_sentence(typed, message):
    with pytest.raises(PeriodError) as caught:
        read(typed)
    assert caught.value.message == message
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("8 Juen 2020", "If you mean “June”, type that."),
        ("8 Febuary 2020", "If you mean “February”, type that."),
        ("Wendesday 8 June 2020", "If you mean “Wednesday”, type that."),
        ("week endign 14 June 2020", "If you mean “ending”, type that."),
        ("06/21/2020", "If the month came first, type “21 June”."),
        ("20/21", "If you mean the April year, type “2020/21”."),
    ],
)
def test_a_likely_slip_is_suggested_but_never_corrected_silently(typed, remedy):
    with pytest.raises(PeriodError) as caught:
        read(typed)
    assert caught.value.remedy == remedy


def test_what_was_typed_is_kept_exactly():
    typed = "\t8-21\u00a0st  June\u200b 2020 "
    assert read(typed) == Period(typed, date(2020, 6, 8), date(2020, 6, 21))
    assert read(typed).days == 14


def test_a_long_text_is_quoted_only_in_part():
    with pytest.raises(PeriodError) as caught:
        read("8 June 2020 - " * 10)
    assert "…” does not say where the period ends." in caught.value.message


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_every_printed_period_is_read_back_as_the_same_days(one, other):
    start, end = sorted((one, other))
    for typed in (
        Period("", start, end).label,
        f"{start} to {end}",
        f"{start}/{end}",
        f"{start:%d/%m/%Y}-{end:%d/%m/%y}",
        f"{start:%d.%m.%y} – {end:%d.%m.%Y}",
    ):
        assert (read(typed).start, read(typed).end) == (start, end), typed


@given(st.dates(date(2000, 1, 1), date(2099, 12, 25)))
@settings(max_examples=60, deadline=None)
def test_a_week_told_by_its_first_day_is_the_week_told_by_its_last(start):
    end = start + timedelta(days=6)
    by_first, by_last = read(f"w/c {start}"), read(f"w/e {end}")
    assert (by_first.start, by_first.end) == (by_last.start, by_last.end) == (start, end)


PIECES = st.sampled_from(
    (
        *("8", "21", "06", "2020", "20", "June", "Dec", "Monday", "w/c", "weeks", "ending", "Q1"),
        *("-", "/", " ", " ", ".", ",", "and", "to", "from", "between", "'", "(", "st", "2 weeks"),
        *("FY", "of", "\x00", "\ud800", "\ufeff", "٣"),
    )
)


def refusal(typed: str) -> PeriodError | None:
    try:
        read(typed)
    except PeriodError as error:
        return error
    return None


@given(st.text(max_size=250) | st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_a_period_of_this_century_or_a_period_error(typed):
    if error := refusal(typed):
        assert error.message.endswith(".")
        assert error.remedy.endswith(".")
        assert str(error).encode("utf-8")
    else:
        period = read(typed)
        assert date(2000, 1, 1) <= period.start <= period.end <= date(2099, 12, 31)
        assert read(period.label).end == period.end
