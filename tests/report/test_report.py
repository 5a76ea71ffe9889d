"""A report never changes; an edit gives a new one and says what changed."""

import pytest

from highlight_desktop.errors import PeriodError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.report import (
    Answer,
    Place,
    Report,
    begin,
    printed_subheadings,
    title_in_words,
    written_answer,
)

FORM = edition.find("2020-05")
BLANK = Report("0" * 32, FORM)


def test_filling_in_a_field_leaves_the_old_report_as_it_was() -> None:
    report, change = BLANK.fill_in(FieldId.AUTHOR, "Jo Wren")
    assert report.typed(FieldId.AUTHOR) == "Jo Wren"
    assert BLANK.typed(FieldId.AUTHOR) == ""
    assert change
    assert (change.place, change.before, change.after) == (Place("header", "author"), "", "Jo Wren")


def test_an_edit_that_makes_no_difference_is_no_change() -> None:
    report, _ = BLANK.fill_in(FieldId.AUTHOR, "Jo Wren")
    assert not report.fill_in(FieldId.AUTHOR, "Jo Wren")[1]


def test_a_field_or_section_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        BLANK.fill_in(FieldId.LOCAL_AUTHORITY, "Anywhere")
    with pytest.raises(KeyError):
        BLANK.answer("weather", Answer())


def test_the_forms_own_subheadings_stand_ready_and_are_no_answer_yet() -> None:
    risks = FORM.section("risks")
    ready = BLANK.answer_to(risks)
    assert [block.text for block in ready.prose] == ["Key Risks", "Key Challenges"]
    assert ready.kind is AnswerKind.UNANSWERED
    assert written_answer(risks, ready.prose).kind is AnswerKind.UNANSWERED
    bullet = Block(BlockKind.BULLET, "Flooding at the depot")
    assert written_answer(risks, (*ready.prose, bullet)).kind is AnswerKind.ANSWERED


def test_text_of_nothing_but_spaces_is_no_answer() -> None:
    section = FORM.section("finance")
    spaces = (Block(BlockKind.PARAGRAPH, "   "),)
    assert written_answer(section, spaces).kind is AnswerKind.UNANSWERED
    assert printed_subheadings(section) == ()


def test_answering_no_change_keeps_what_was_written() -> None:
    prose, _ = blocks_of("Two depots flooded.")
    report, _ = BLANK.answer("finance", written_answer(FORM.section("finance"), prose))
    report, change = report.answer("finance", Answer(AnswerKind.NO_CHANGE, prose))
    assert report.answer_to(FORM.section("finance")).prose == prose
    assert isinstance(change.before, Answer)
    assert change.before.kind is AnswerKind.ANSWERED


def test_the_period_is_understood_from_what_was_typed_and_kept_as_typed() -> None:
    report, _ = BLANK.fill_in(FieldId.PERIOD, "8-21 st June 2020")
    assert report.period().label == "8 to 21 June 2020"
    assert report.typed(FieldId.PERIOD) == "8-21 st June 2020"
    report, _ = report.fill_in(FieldId.PERIOD, "some time in spring")
    assert report.period_if_understood() is None
    with pytest.raises(PeriodError):
        report.period()


def test_a_report_is_named_by_what_its_header_says_so_far() -> None:
    assert title_in_words(BLANK) == "Untitled report"
    report, _ = BLANK.fill_in(FieldId.SERVICE_AREAS, "Parks")
    assert title_in_words(report) == "Parks"
    report, _ = report.fill_in(FieldId.PERIOD, "8/6/20-21/6/20")
    assert title_in_words(report) == "Parks · 8 to 21 June 2020"


def test_a_report_without_a_service_area_is_untitled_however_empty_it_looks() -> None:
    form = edition.find("2020-06")
    header = {FieldId.SERVICE_AREAS: " \t", FieldId.PERIOD: "soon\nenough"}
    assert title_in_words(Report("0" * 32, form, header)) == "Untitled report · soon enough"


def test_a_new_report_begins_with_what_is_known_and_its_form_asks_for() -> None:
    known = {"author": " Siân\tMorgan ", "local_authority": "Exampleshire", "service_areas": ""}
    old = begin("0" * 32, edition.find("2020-05"), known)
    new = begin("0" * 32, edition.find("2021-01"), known)
    assert old.header == {FieldId.AUTHOR: "Siân Morgan"}
    assert new.header == {FieldId.AUTHOR: "Siân Morgan", FieldId.LOCAL_AUTHORITY: "Exampleshire"}
