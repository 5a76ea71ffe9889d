"""Five things block submitting; everything else is a hint."""

import pytest
from hypothesis import given

from highlight_desktop.report import edition, findings
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from tests.report.strategies import reports

FORM = edition.find("2020-05")


def answered(report: Report) -> Report:
    """The report with everything filled in."""
    for field in report.edition.header:
        report, _ = report.fill_in(field.id, "8 to 21 June 2020")
    for section in report.edition.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NO_CHANGE))
    return report


READY = answered(Report("0" * 32, FORM))


def codes(report: Report) -> list[tuple[str, bool]]:
    return [(finding.code, finding.blocks) for finding in findings.check(report)]


def test_a_blank_report_lacks_every_field_and_every_answer_in_the_forms_order() -> None:
    found = findings.check(Report("0" * 32, FORM))
    assert [finding.place for finding in found] == [
        *(Place("header", field.id) for field in FORM.header),
        *(Place("section", section.id) for section in FORM.sections),
    ]
    assert all(finding.blocks for finding in found)


@given(reports())
def test_a_report_with_every_field_filled_and_every_section_answered_is_never_blocked(
    report: Report,
) -> None:
    assert findings.blocking(report) == []


def test_a_period_that_is_not_understood_blocks_and_says_why() -> None:
    report, _ = READY.fill_in(FieldId.PERIOD, "31 June 2020")
    [finding] = findings.blocking(report)
    assert finding.place == Place("header", "period")
    assert "30 days" in finding.message


def test_spaces_do_not_fill_in_a_field() -> None:
    report, _ = READY.fill_in(FieldId.AUTHOR, "  ")
    assert codes(report) == [("missing-field", True)]


def test_an_answer_of_blank_lines_is_none() -> None:
    report, _ = READY.answer(
        "finance", Answer(AnswerKind.ANSWERED, (Block(BlockKind.BULLET, " "),))
    )
    assert codes(report) == [("unanswered", True)]


def test_the_authors_completed_mark_is_never_asked_for() -> None:
    assert findings.check(READY) == []


def test_not_applicable_without_a_reason_is_only_a_hint() -> None:
    report, _ = READY.answer("finance", Answer(AnswerKind.NOT_APPLICABLE))
    assert codes(report) == [("no-reason", False)]


def test_text_under_a_no_change_is_pointed_out_because_it_will_not_be_sent() -> None:
    report, _ = READY.answer("finance", Answer(AnswerKind.NO_CHANGE, blocks_of("Kept.")[0]))
    assert codes(report) == [("text-set-aside", False)]


def test_a_lost_subheading_of_the_form_is_a_hint() -> None:
    prose, _ = blocks_of("All quiet.")
    report, _ = READY.answer("risks", Answer(AnswerKind.ANSWERED, prose))
    assert codes(report) == [("lost-subheading", False)] * 2


def test_a_subheading_of_the_form_may_have_a_colon() -> None:
    heads = [Block(BlockKind.SUBHEADING, text) for text in ("Key Risks:", "KEY CHALLENGES :")]
    report, _ = READY.answer("risks", Answer(AnswerKind.ANSWERED, tuple(heads)))
    assert "lost-subheading" not in dict(codes(report))


def test_text_without_a_place_is_a_hint() -> None:
    report, _ = READY.set_aside(blocks_of("Where does this belong?")[0])
    assert codes(report) == [("unplaced-text", False)]


@pytest.mark.parametrize(
    ("own", "lowest", "said"),
    [
        ("", "", ""),
        ("", "OFFICIAL", "OFFICIAL or higher: it is asked for on this computer, and the report"),
        ("OFFICIAL", "OFFICIAL", ""),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", ""),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE: it is asked for"),
        ("Restricted to the board", "OFFICIAL", "and the report has Restricted to the board."),
        ("", "Restricted to the board", "Restricted to the board: it is asked for"),
    ],
)
def test_a_marking_lower_than_is_asked_for_stands_in_the_way(
    own: str, lowest: str, said: str
) -> None:
    report, _ = READY.mark(own)
    found = findings.blocking(report, lowest)
    assert found == findings.check(report, lowest_marking=lowest)
    assert bool(found) is bool(said)
    for finding in found:
        assert (finding.place, finding.code) == (Place("marking"), "marking-too-low")
        assert said in finding.message
