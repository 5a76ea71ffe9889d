"""Which report of the same services was submitted last, before the one being written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from highlight_desktop.report import edition
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.database import Database
from highlight_desktop.store.reports import Store

Written = Callable[..., Report]
Submit = Callable[..., str]


@pytest.fixture
def submit(store: Store, written: Written, now: datetime) -> Submit:
    """Submit a report of these services for this period; its id."""

    def submitted(service_areas: str, period: str, *, in_edition: str = "2021-01") -> str:
        report = replace(written(service_areas, period), edition=edition.find(in_edition))
        header = {
            field.id: report.typed(field.id) or "A. Writer" for field in report.edition.header
        }
        answers = {
            section.id: answer
            for section in report.edition.sections
            if (answer := report.answers.get(section.id))
        }
        report = replace(report, header=header, answers=answers)
        store.create(report, now=now)
        frozen = freeze(report, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
        store.record(report.id, frozen, now=now + timedelta(seconds=1))
        return report.id

    return submitted


def last(store: Store, report: Report) -> str | None:
    stored = store.last_submitted(report)
    return stored and stored.report.id


def test_the_last_report_is_the_one_whose_period_ended_last_however_late_it_was_sent(
    store: Store, submit: Submit, written: Written
) -> None:
    june = submit("Libraries", "8 to 21 June 2020")
    submit("Libraries", "18 to 24 May 2020")
    assert last(store, written("Libraries", "22 June to 5 July 2020")) == june


def test_services_are_the_same_whatever_their_capitals_and_spaces(
    store: Store, submit: Submit, written: Written
) -> None:
    june = submit("Libraries and  Straße ", "8 to 21 June 2020")
    assert last(store, written(" libraries AND STRASSE", "July 2020")) == june
    assert last(store, written("Libraries", "July 2020")) is None
    assert last(store, written("", "July 2020")) is None


def test_any_edition_of_the_form_will_do(store: Store, submit: Submit, written: Written) -> None:
    may = submit("Libraries", "18 to 24 May 2020", in_edition="2020-05")
    assert last(store, written("Libraries", "July 2020")) == may


def test_a_report_is_not_before_itself_nor_before_one_that_ended_earlier(
    store: Store, submit: Submit
) -> None:
    may = submit("Libraries", "18 to 24 May 2020")
    june = submit("Libraries", "8 to 21 June 2020")
    july = submit("Libraries", "July 2020")
    for report_id, before in ((july, june), (june, may), (may, None)):
        assert last(store, store.load(report_id).report) == before


def test_the_report_it_corrects_is_not_the_last_period(
    store: Store, submit: Submit, written: Written
) -> None:
    may = submit("Libraries", "May 2020")
    submit("Libraries", "June 2020")
    assert last(store, written("Libraries", "1 to 30 June 2020")) == may


def test_while_the_period_is_not_understood_the_newest_report_is_the_last(
    store: Store, submit: Submit, written: Written
) -> None:
    submit("Libraries", "May 2020")
    june = submit("Libraries", "June 2020")
    for typed in ("", "some time in"):
        assert last(store, written("Libraries", typed)) == june


def test_drafts_and_superseded_reports_do_not_count(
    store: Store, submit: Submit, written: Written, now: datetime, folder: Path
) -> None:
    may = submit("Libraries", "May 2020")
    june = submit("Libraries", "June 2020")
    store.create(written("Libraries", "July 2020"), now=now)
    august = written("Libraries", "August 2020")
    assert last(store, august) == june
    store.close()
    database = Database.open(folder)
    with database.transaction() as connection:
        connection.execute(
            text("UPDATE report SET state = 'superseded' WHERE id = :id"), {"id": june}
        )
    database.close()
    with Store.open(folder) as reopened:
        assert last(reopened, august) == may


def test_of_two_reports_on_one_period_the_one_sent_later_counts(
    store: Store, submit: Submit, written: Written
) -> None:
    submit("Libraries", "June 2020")
    second = submit("Libraries", "1 to 30 June 2020")
    assert last(store, written("Libraries", "July 2020")) == second


def test_the_chain_of_earlier_reports_goes_back_as_far_as_asked(
    store: Store, submit: Submit, written: Written
) -> None:
    months = ("April 2020", "May 2020", "June 2020")
    chain = [submit("Libraries", month) for month in months]
    submit("Parks", "June 2020")
    report = written("Libraries", "July 2020")
    assert [one.report.id for one in store.submitted_before(report, at_most=2)] == chain[:0:-1]
    assert [one.report.id for one in store.submitted_before(report, at_most=9)] == chain[::-1]


def shared(store: Store, report: Report) -> list[str]:
    return [each.label for each in store.periods_shared(report)]


def test_a_second_report_of_the_same_days_is_found_whether_submitted_or_not(
    store: Store, submit: Submit, written: Written, now: datetime
) -> None:
    submit("Libraries", "8/6/2020 - 21/6/2020")
    store.create(written(" libraries", "15 to 28 June 2020"), now=now)
    store.create(written("Parks", "8 to 21 June 2020"), now=now)
    draft = written("Libraries", "8 to 21 June 2020")
    assert shared(store, draft) == ["8 to 21 June 2020", "15 to 28 June 2020"]
    store.create(draft, now=now)
    assert len(shared(store, draft)) == 2
    assert shared(store, written("Libraries", "1 to 7 June 2020")) == []
    assert len(shared(store, written("Libraries", "1 to 8 June 2020"))) == 2
    assert shared(store, written("Libraries", "28 to 30 June 2020")) == ["15 to 28 June 2020"]
    assert shared(store, written("Libraries", "soon")) == []


def test_neither_a_correction_nor_what_it_corrects_nor_the_bin_is_a_second_report(
    store: Store, submit: Submit, written: Written, now: datetime
) -> None:
    first = submit("Libraries", "8 to 21 June 2020")
    correction = store.correct(first, "A figure was wrong", now=now).report
    assert shared(store, correction) == []
    assert shared(store, store.load(first).report) == []
    thrown_away = store.create(written("Libraries", "8 to 21 June 2020"), now=now).report
    assert shared(store, correction) == ["8 to 21 June 2020"]
    store.discard(thrown_away.id, now=now)
    assert shared(store, correction) == []
