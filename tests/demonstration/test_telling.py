"""What is made up can be believed: it is told for each fortnight, in each form, and not twice."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from highlight_desktop import demonstrated
from highlight_desktop.demonstration import telling
from highlight_desktop.demonstration.council import councils
from highlight_desktop.demonstration.telling import PERIODS, Occasion
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.report import edition, findings
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.report import Report

CALENDAR = Calendar(date(2026, 11, 22))


def year(area: int) -> list[Report]:
    one = councils().areas[area]
    return [telling.report(CALENDAR.occasion(one, number)) for number in range(PERIODS)]


ALL = [report for area in range(len(councils().areas)) for report in year(area)]


def test_every_report_is_whole_and_could_be_submitted_as_it_is() -> None:
    assert len(ALL) == len(councils().areas) * PERIODS
    for report in ALL:
        assert findings.blocking(report, demonstrated.MARKING) == []
        assert "{" not in as_text(report)
    assert len({report.id for report in ALL}) == len(ALL)


def test_all_forms_have_their_time_in_the_order_they_were_issued() -> None:
    forms = [report.edition.id for report in year(0)]
    assert forms == sorted(forms)
    assert set(forms) == {each.id for each in edition.bundled()}


def test_the_check_finds_nothing_to_say_about_the_wording() -> None:
    for report in ALL:
        assert findings.check(report, lowest_marking=demonstrated.MARKING) == []


def test_no_service_says_a_whole_paragraph_the_same_in_the_next_fortnight() -> None:
    for area in councils().areas:
        before = set[str]()
        for report in year(area.number):
            said = {
                block.text
                for section in report.edition.sections
                if str(section.topic) != "risks"
                for block in report.answer_to(section).prose
                if block.kind != "subheading" and any(each.isdigit() for each in block.text)
            }
            assert not said & before
            before = said


def test_there_are_answers_of_each_kind_and_mostly_text() -> None:
    kinds = Counter(
        report.answer_to(section).kind for report in ALL for section in report.edition.sections
    )
    assert set(kinds) == {*AnswerKind} - {AnswerKind.UNANSWERED}
    assert kinds[AnswerKind.ANSWERED] > 3 * kinds[AnswerKind.NO_CHANGE]


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=n) for n in range(15)])
def test_the_year_ends_on_a_sunday_a_few_days_ago_and_has_no_gap(today: date) -> None:
    calendar = Calendar(today)
    days = [calendar.days(number) for number in range(PERIODS + 1)]
    assert 4 <= (today - days[-2][1]).days <= 10
    for (_, end), (start, _) in pairwise(days):
        assert (start - end).days == 1
        assert start.weekday() == 0


def test_the_same_service_says_the_same_of_the_same_days() -> None:
    area = councils().areas[4]
    start, end = CALENDAR.days(7)
    assert telling.report(Occasion(area, 7, start, end)) == year(4)[7]
