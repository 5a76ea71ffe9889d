"""A draft that moves to another edition of the form takes every word along."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.report import Answer, Report, printed_subheadings
from highlight_desktop.report.text import words
from highlight_desktop.report.transfer import to_edition
from tests.report import strategies

MAY, JUNE, JANUARY = (edition.find(each) for each in ("2020-05", "2020-06", "2021-01"))
OWN = "1" * 32
PARAGRAPH, HEAD = BlockKind.PARAGRAPH, BlockKind.SUBHEADING


def said(text: str) -> Answer:
    return Answer(AnswerKind.ANSWERED, blocks_of(text)[0])


def words_of(report: Report) -> Counter[str]:
    texts = [*report.header.values(), *(each.text for each in report.unplaced)]
    for answer in report.answers.values():
        texts += [answer.reason, *(each.text for each in answer.prose)]
    return Counter(word for text in texts for word in words(text))


@given(strategies.reports(), strategies.new_editions() | strategies.editions)
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_nothing_is_counted_twice(draft: Report, form: edition.Edition) -> None:
    moved = to_edition(draft, form, OWN).report
    assert not words_of(draft) - words_of(moved)
    assert (moved.id, moved.edition, moved.marking) == (OWN, form, draft.marking)
    assert moved.unplaced[: len(draft.unplaced)] == draft.unplaced
    assert moved.answers.keys() <= {each.id for each in form.sections}
    assert all(form.has_field(FieldId(each)) for each in moved.header)


@given(strategies.reports())
@settings(max_examples=40, deadline=None)
def test_on_its_own_edition_a_draft_stays_as_it_is(draft: Report) -> None:
    moved = to_edition(draft, draft.edition, OWN)
    assert moved.notes == ()
    for section in draft.edition.sections:
        before, after = draft.answer_to(section), moved.report.answer_to(section)
        if before.kind is not AnswerKind.UNANSWERED and not section.subheadings:
            assert after == before


def test_text_goes_to_the_section_of_its_topic_and_keeps_its_state() -> None:
    draft = Report("0" * 32, JUNE, {FieldId.AUTHOR: "Jo"}, {
        "workforce": replace(said("Two posts are vacant."), completed=True),
        "decisions": Answer(AnswerKind.NO_CHANGE, blocks_of("Set aside.")[0]),
    })  # fmt: skip
    moved = to_edition(draft, JANUARY, OWN)
    assert moved.notes == ()
    assert moved.report.header == draft.header
    assert moved.report.answers == draft.answers
    assert moved.report.unplaced == ()


def test_text_without_a_section_is_kept_as_not_yet_placed_under_its_heading() -> None:
    draft = Report("0" * 32, JANUARY, {FieldId.LOCAL_AUTHORITY: "Fenshire"}, {
        "good_news": said("The bandstand reopened."),
        "performance": Answer(AnswerKind.NOT_APPLICABLE, reason="No figures yet"),
    })  # fmt: skip
    moved = to_edition(draft, JUNE, OWN)
    assert [each.text for each in moved.report.unplaced] == [
        "Local authority: Fenshire",
        "Performance activities and challenges",
        "Not applicable – No figures yet",
        "Positive news stories",
        "The bandstand reopened.",
    ]
    assert [each.kind for each in moved.report.unplaced][1] is HEAD
    assert len(moved.notes) == 3
    assert "“Positive news stories”: its text is kept under “Not yet placed”" in moved.notes[2]


def test_an_answer_the_new_form_does_not_allow_is_kept_in_words() -> None:
    strict = replace(JUNE, sections=tuple(replace(each, answers=()) for each in JUNE.sections))
    draft = Report("0" * 32, JANUARY, {}, {
        "workforce": Answer(AnswerKind.NO_CHANGE, blocks_of("Set aside.")[0]),
    })  # fmt: skip
    moved = to_edition(draft, strict, OWN)
    assert moved.report.answers["workforce"].kind is AnswerKind.UNANSWERED
    assert [each.text for each in moved.report.unplaced] == [
        "Workforce challenges", "No change", "Set aside.",
    ]  # fmt: skip
    assert moved.notes == (
        "What “Workforce challenges” answered instead of text is kept under “Not yet placed”.",
    )


def test_two_sections_that_became_one_stand_one_after_the_other() -> None:
    sections = [replace(JUNE.sections[0], id="first"), replace(JUNE.sections[0], id="second")]
    before = replace(JUNE, sections=tuple(sections))
    draft = Report("0" * 32, before, {}, {"first": said("One."), "second": said("Two.")})
    moved = to_edition(draft, JUNE, OWN)
    assert [each.text for each in moved.report.answers["guidance"].prose] == ["One.", "Two."]
    assert "stand together under “New guidance and impact”" in moved.notes[0]


def test_the_sub_headings_of_the_old_form_go_when_nothing_is_written_but_them() -> None:
    risks = MAY.section("risks")
    prose = printed_subheadings(risks)
    draft = Report("0" * 32, MAY, {}, {"risks": Answer(AnswerKind.UNANSWERED, prose)})
    assert to_edition(draft, JUNE, OWN).report.unplaced == ()
    written = (*prose[:1], Block(PARAGRAPH, "The boiler is old."), *prose[1:])
    draft = Report("0" * 32, MAY, {}, {"risks": Answer(AnswerKind.ANSWERED, written)})
    assert to_edition(draft, JUNE, OWN).report.unplaced == (Block(HEAD, risks.name), *written)


@given(st.sampled_from(edition.bundled()), st.sampled_from(edition.bundled()))
def test_an_empty_draft_moves_without_a_note(
    before: edition.Edition, form: edition.Edition
) -> None:
    moved = to_edition(Report("0" * 32, before), form, OWN)
    assert (moved.report, moved.notes) == (Report(OWN, form), ())
