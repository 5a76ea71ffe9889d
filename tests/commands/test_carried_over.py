"""A draft started from the last report, seen from the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

from highlight_desktop.report.carry import carry_over
from highlight_desktop.report.prose import to_confirm
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store

NEXT_ID = "cd" * 16
NOW = datetime(2020, 6, 22, 9, 0, tzinfo=UTC)


def keep(data: Path, report: Report, typed_period: str) -> Report:
    """The report submitted, and the next one started from it."""
    ids = [section.id for section in report.edition.sections]
    carried = carry_over(
        report, report.edition, NEXT_ID, typed_period=typed_period, section_ids=ids
    )
    with Store.open(data) as store:
        store.create(report, now=NOW)
        frozen = freeze(report, submitted_at=NOW, app_version="1", recipient=Recipient("", ""))
        store.record(report.id, frozen, now=NOW)
        store.create(carried.report, now=NOW)
        kept = store.load(NEXT_ID).report
    assert kept == carried.report
    return kept


def test_nothing_of_the_last_period_is_submitted_unconfirmed(desk, tmp_path, report):
    kept = keep(tmp_path / "data", report, "22 June to 5 July 2020")
    assert all(to_confirm(answer.prose) == 2 for answer in kept.answers.values())
    checked = desk("check", NEXT_ID, "--json")
    found = json.loads(checked.out)["findings"]
    assert checked.code == 1
    assert {one["id"] for one in found if one["code"] == "carried" and one["blocks"]} == {
        section.id for section in report.edition.sections
    }
    assert desk("submit", NEXT_ID, "--to", tmp_path).code == 1
    assert not list(tmp_path.glob("*.pdf"))


def test_scripts_see_the_text_as_any_other(desk, tmp_path, report):
    keep(tmp_path / "data", report, "22 June to 5 July 2020")
    shown = json.loads(desk("show", NEXT_ID, "--json").out)
    for section in shown["sections"]:
        for block in section["prose"]:
            assert set(block) == {"kind", "level", "text", "bold"}


def test_days_in_two_reports_are_a_hint(desk, tmp_path, report):
    keep(tmp_path / "data", report, "20 June to 5 July 2020")
    found = json.loads(desk("check", NEXT_ID, "--json").out)["findings"]
    [hint] = [one for one in found if one["code"] == "period-last"]
    assert (hint["place"], hint["id"], hint["blocks"]) == ("header", "period", False)
    assert "20 to 21 June 2020" in hint["message"]
