"""The command that tells what a report says otherwise than the one before it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from highlight_desktop.report.edition import AnswerKind, FieldId, find
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def keep(tmp_path):
    """Put a report into this test's data folder, submitted or as a draft."""

    def kept(report: Report, *, submitted: bool = False) -> str:
        with Store.open(tmp_path / "data") as store:
            store.create(report, now=NOW)
            if submitted:
                frozen = freeze(
                    report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", "")
                )
                store.record(report.id, frozen, now=NOW)
        return report.id

    return kept


@pytest.fixture
def following(report) -> Report:
    """The next report of the same services, with a line of each kind of change."""
    after = replace(report, id="cd" * 16)
    after, _ = after.fill_in(FieldId.PERIOD, "22 June to 5 July 2020")
    old = report.answers["activity"].prose
    first, _ = blocks_of("Branch 1 has lent 19 books to new readers.")
    new, _ = blocks_of("Two play areas opened.")
    after, _ = after.write("activity", (old[1], first[0], *new))
    after, _ = after.answer("finance", Answer(AnswerKind.NO_CHANGE))
    after, _ = after.write("workforce", report.answers["workforce"].prose[:1])
    return after


def test_what_changed_is_told_to_people_section_by_section(desk, keep, report, following):
    keep(report, submitted=True)
    keep(following)
    said = desk("changes", "cdcd")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Parks and Libraries (Östervale) · 22 June to 5 July 2020, against "
        "Parks and Libraries (Östervale) · 8 to 21 June 2020",
        "",
        "New challenges and activity",
        "  > Bench 1 is mended",
        "  ~ Branch 1 has lent [-7-]{+19+} books to new readers.",
        "  + Two play areas opened.",
        "",
        "New financial implications since last reporting period",
        "  = No change",
        "",
        "Workforce changes",
        "  - Bench 5 is mended",
        "",
        "No change: New guidance and impact, Recovery activity, Decisions made since last reporting"
        " period, Communications.",
    ]


def test_the_json_has_every_word_of_both(desk, keep, report, following):
    keep(report, submitted=True)
    keep(following)
    said = desk("changes", "cdcd", "--json")
    assert (said.code, said.err) == (0, "")
    value = json.loads(said.out)
    assert list(value) == ["report", "against", "changed", "sections"]
    assert (value["report"], value["against"]) == (following.id, report.id)
    assert value["changed"] is True
    sections = {section["topic"]: section for section in value["sections"]}
    activity = sections["activity"]
    assert list(activity) == ["topic", "heading", "state", "answer", "reason", "blocks"]
    assert [block["state"] for block in activity["blocks"]] == ["moved", "edited", "added"]
    assert activity["blocks"][1]["pieces"] == [
        {"text": "Branch 1 has lent ", "state": "same"},
        {"text": "7", "state": "removed"},
        {"text": "19", "state": "added"},
        {"text": " books to new readers.", "state": "same"},
    ]
    assert sections["finance"]["answer"] == {"before": "answered", "after": "no_change"}
    assert [block["state"] for block in sections["finance"]["blocks"]] == ["removed", "removed"]
    assert sections["guidance"]["state"] == "unchanged"


def test_a_report_of_another_edition_is_compared_by_topic(desk, keep, report):
    keep(report, submitted=True)
    after = Report("ef" * 16, find("2021-01"), {**report.header, FieldId.PERIOD: "July 2020"})
    after, _ = after.write("good_news", blocks_of("A green flag was won.")[0])
    keep(after)
    said = desk("changes", "efef").out
    assert "Positive news stories (new in this form)\n  + A green flag was won.\n" in said
    assert "Recovery activities\n  = Unanswered\n  - Branch" in said
    gone = Report("aa" * 16, find("2020-05"), {**report.header, FieldId.PERIOD: "August 2020"})
    keep(gone)
    said = desk("changes", "aaaa", "efef").out
    assert "Positive news stories (not in this form)\n  = Unanswered\n  - A green flag" in said


def test_two_reports_that_say_the_same_have_no_change(desk, keep, report):
    keep(report, submitted=True)
    again = replace(report, id="cd" * 16)
    keep(again)
    said = desk("changes", "cdcd", "abab")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("\n\nNo change.\n")
    value = json.loads(desk("changes", "cdcd", "abab", "--json").out)
    assert value["changed"] is False


def test_without_an_earlier_report_the_answer_is_no(desk, keep, report):
    keep(report, submitted=True)
    said = desk("changes", "abab")
    assert (said.code, said.out) == (1, "")
    assert said.err == "These services have submitted no report before this one.\n"
    said = desk("changes", "abab", "--json")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert json.loads(said.out) == {
        "report": report.id,
        "against": None,
        "changed": None,
        "sections": [],
    }


def test_a_report_nobody_has_cannot_be_compared(desk, keep, report):
    keep(report)
    assert "There is no report" in desk("changes", "ffff").one_line_of_trouble()
    assert "There is no report" in desk("changes", "abab", "ffff").one_line_of_trouble()
