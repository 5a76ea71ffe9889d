"""The frozen form: canonical bytes that tell the whole report again."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import without_blanks
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Proof, Recipient, Snapshot, freeze, proof
from highlight_desktop.report.text import one_line
from tests.report.strategies import reports

HUB = Recipient("The hub", "hub@council.example")
MOMENT = datetime(2020, 6, 22, 8, 30, 15, tzinfo=UTC)


def frozen(report: Report) -> Snapshot:
    return freeze(report, submitted_at=MOMENT, app_version="1.2.3", recipient=HUB)


@given(reports())
def test_the_bytes_are_canonical_json_with_the_edition_inside(report: Report) -> None:
    content = frozen(report).content
    values = json.loads(content)
    again = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode("utf-8") == content
    assert values["edition"]["id"] == report.edition.id


@given(reports())
def test_a_snapshot_tells_the_report_again_without_what_is_not_sent(report: Report) -> None:
    def as_sent(answer: Answer) -> Answer:
        written = answer.kind is AnswerKind.ANSWERED
        prose = without_blanks(answer.prose) if written else ()
        return replace(answer, prose=prose, reason=one_line(answer.reason))

    again = frozen(report).report
    assert again.edition == report.edition
    assert again.header == {key: one_line(typed) for key, typed in report.header.items()}
    assert again.unplaced == without_blanks(report.unplaced)
    assert again.answers == {key: as_sent(answer) for key, answer in report.answers.items()}


@given(reports())
def test_freezing_what_was_frozen_gives_the_same_bytes(report: Report) -> None:
    once = frozen(report)
    assert frozen(once.report).content == once.content


@given(reports())
def test_a_single_character_more_gives_another_hash(report: Report) -> None:
    section = report.edition.sections[0]
    one, _ = report.answer(section.id, Answer(AnswerKind.NOT_APPLICABLE, reason="because"))
    two, _ = report.answer(section.id, Answer(AnswerKind.NOT_APPLICABLE, reason="because."))
    assert frozen(one).sha256 != frozen(two).sha256


@given(reports())
def test_the_same_moment_in_another_time_zone_is_the_same_snapshot(report: Report) -> None:
    summer = MOMENT.astimezone(timezone(timedelta(hours=1)))
    here = freeze(report, submitted_at=summer, app_version="1.2.3", recipient=HUB)
    assert here.content == frozen(report).content
    assert here.submitted_at == MOMENT


@given(reports())
def test_what_a_document_needs_is_read_from_the_bytes_alone(report: Report) -> None:
    snapshot = Snapshot(frozen(report).content)
    period = report.period()
    assert snapshot.recipient == HUB
    assert snapshot.app_version == "1.2.3"
    assert (snapshot.version, snapshot.supersedes) == (1, None)
    assert (snapshot.period.start, snapshot.period.end) == (period.start, period.end)


def test_a_draft_with_nothing_in_it_has_a_proof() -> None:
    blank = Report("0" * 32, edition.newest())
    proofed = proof(blank, proofed_at=MOMENT, app_version="1.2.3")
    assert proofed.is_draft
    assert proofed.period_in_words == ""
    assert proofed.report.edition == edition.newest()


def test_a_proof_is_never_read_as_a_snapshot_nor_a_snapshot_as_a_proof() -> None:
    report = Report("0" * 32, edition.newest(), {FieldId.PERIOD: "8 to 21 June 2020"})
    proofed = proof(report, proofed_at=MOMENT, app_version="1.2.3")
    frozen = freeze(report, submitted_at=MOMENT, app_version="1.2.3", recipient=HUB)
    assert proofed.period_in_words == frozen.period_in_words == "8 to 21 June 2020"
    with pytest.raises(ValueError, match="not a snapshot"):
        _ = Snapshot(proofed.content).report
    with pytest.raises(ValueError, match="not a snapshot"):
        _ = Proof(frozen.content).report
