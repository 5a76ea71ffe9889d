"""What “No change” goes back to."""

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId, Topic
from highlight_desktop.report.no_change import since_when
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report

TEXT = Answer(AnswerKind.ANSWERED, blocks_of("Two gates were painted.")[0])
NO_CHANGE = Answer(AnswerKind.NO_CHANGE, TEXT.prose)


def report(period: str, answer: Answer | None, edition_id: str = "2021-01") -> Report:
    made = Report("0" * 32, edition.find(edition_id), {FieldId.PERIOD: period})
    for section in made.edition.sections:
        if answer is not None and section.topic is Topic.FINANCE:
            made, _ = made.answer(section.id, answer)
    return made


def since(*earlier: Report) -> str:
    return since_when(earlier)[Topic.FINANCE]


def test_it_names_the_last_report_that_said_something_in_whatever_edition() -> None:
    assert (
        since(
            report("July 2020", NO_CHANGE),
            report("June 2020", NO_CHANGE, "2020-06"),
            report("18/05/2020 - 31/05/2020", TEXT, "2020-05"),
            report("April 2020", TEXT),
        )
        == "No change since the report for 18 to 31 May 2020. 2 reports since then said so too."
    )


def test_right_after_a_text_nothing_more_is_said() -> None:
    assert since(report("June 2020", TEXT)) == ("No change since the report for 1 to 30 June 2020.")


def test_an_answer_without_text_is_named_and_a_form_that_does_not_ask_is_passed_over() -> None:
    nothing = Answer(AnswerKind.NOTHING_TO_REPORT)
    assert since(report("July 2020", None), report("June 2020", nothing)) == (
        "No change since the report for 1 to 30 June 2020, which had nothing to report."
    )


def test_with_nothing_to_go_back_to_it_says_so() -> None:
    nowhere = "There is no earlier report of these services that says anything here."
    assert since() == nowhere
    assert since(report("June 2020", NO_CHANGE), report("May 2020", NO_CHANGE)) == (
        "The reports before this one say No change as well, 2 of them."
    )
