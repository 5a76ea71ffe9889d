"""The next report started from the last one."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.carry import carry_over, place_for, text_to_carry
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.findings import blocking
from highlight_desktop.report.prose import (
    Block,
    BlockKind,
    Prose,
    blocks_of,
    from_plain,
    to_confirm,
    to_kept,
    to_plain,
    without_blanks,
)
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import words
from tests.report import strategies

MAY, JUNE, JANUARY = (edition.find(each) for each in ("2020-05", "2020-06", "2021-01"))
NEXT_ID = "1" * 32
HEAD, BULLET = BlockKind.SUBHEADING, BlockKind.BULLET


def text(words: str) -> Prose:
    prose, _ = blocks_of(words)
    return prose


def report(form: Edition, **answers: Prose) -> Report:
    header = {
        FieldId.SERVICE_AREAS: "Parks and Libraries",
        FieldId.AUTHOR: "Ann Archer, Head of Parks",
        FieldId.PERIOD: "8 to 21 June 2020",
    }
    written = {each: Answer(AnswerKind.ANSWERED, prose) for each, prose in answers.items()}
    return Report("0" * 32, form, header, written)


def all_of(last: Report, form: Edition) -> Report:
    ids = [section.id for section in last.edition.sections]
    carried = carry_over(last, form, NEXT_ID, typed_period="July 2020", section_ids=ids)
    return carried.report


def test_the_header_is_carried_and_the_period_moves_on() -> None:
    started = all_of(report(JUNE), JANUARY)
    assert started.id == NEXT_ID
    assert started.typed(FieldId.AUTHOR) == "Ann Archer, Head of Parks"
    assert started.typed(FieldId.PERIOD) == "July 2020"
    assert started.typed(FieldId.LOCAL_AUTHORITY) == ""


def test_the_marking_is_carried() -> None:
    assert all_of(replace(report(JUNE), marking="OFFICIAL"), JANUARY).marking == "OFFICIAL"


def test_a_report_without_a_marking_is_followed_by_one_with_the_usual_marking() -> None:
    assert followed("", usual="OFFICIAL") == "OFFICIAL"
    assert followed("", usual="Council: restricted") == "Council: restricted"


def test_of_two_markings_the_stricter_goes_on() -> None:
    assert followed("OFFICIAL", usual="OFFICIAL-SENSITIVE") == "OFFICIAL-SENSITIVE"
    assert followed("OFFICIAL-SENSITIVE", usual="OFFICIAL") == "OFFICIAL-SENSITIVE"
    assert followed("OFFICIAL", usual="") == "OFFICIAL"
    assert followed("Council: restricted", usual="OFFICIAL") == "Council: restricted"


def followed(marking: str, *, usual: str) -> str:
    last = replace(report(JUNE), marking=marking)
    carried = carry_over(last, JUNE, NEXT_ID, typed_period="", section_ids=[], usual_marking=usual)
    return carried.report.marking


def test_every_paragraph_has_to_be_confirmed_before_submitting() -> None:
    started = all_of(report(JUNE, guidance=text("Masks in libraries.\nTwo metres.")), JANUARY)
    assert to_confirm(started.answers["guidance"].prose) == 2
    found = [each for each in blocking(started) if each.code == "carried"]
    assert [each.place.id for each in found] == ["guidance"]
    assert "2 paragraphs are from last period" in found[0].message


def test_text_finds_its_section_by_topic_whatever_its_name() -> None:
    started = all_of(report(MAY, activity=text("Parks opened again.")), JUNE)
    [section] = [each for each in JUNE.sections if each.topic is MAY.section("activity").topic]
    assert started.answers[section.id].prose[0].text == "Parks opened again."


def test_what_has_no_section_is_kept_as_not_yet_placed_and_told() -> None:
    [homeless] = [each for each in MAY.sections if place_for(each, JUNE) is None]
    last = replace(report(MAY, **{homeless.id: text("Flooded paths.")}), unplaced=text("Stray."))
    ids = [section.id for section in MAY.sections]
    carried = carry_over(last, JUNE, NEXT_ID, typed_period="", section_ids=ids)
    assert [each.text for each in carried.report.unplaced] == ["Stray.", "Flooded paths."]
    assert all(each.carried for each in carried.report.unplaced)
    assert any(homeless.name in note for note in carried.notes)
    assert [each.place.kind for each in blocking(carried.report) if each.code == "carried"] == [
        "unplaced"
    ]


def test_sections_that_are_not_chosen_stay_behind() -> None:
    last = report(JUNE, guidance=text("Masks."), recovery=text("Cafés."))
    carried = carry_over(last, JUNE, NEXT_ID, typed_period="", section_ids=["recovery"])
    assert set(carried.report.answers) == {"recovery"}


def test_an_answer_without_text_has_to_be_given_again() -> None:
    last = report(JUNE)
    last, _ = last.answer("decisions", Answer(AnswerKind.NO_CHANGE, text("Set aside.")))
    assert "decisions" not in all_of(last, JUNE).answers


def test_a_header_field_the_new_form_does_not_have_is_told() -> None:
    last, _ = report(JANUARY).fill_in(FieldId.LOCAL_AUTHORITY, "Fenland")
    carried = carry_over(last, JUNE, NEXT_ID, typed_period="", section_ids=[])
    assert "“Fenland” was left out" in carried.notes[0]


def test_the_forms_own_subheadings_are_there_once() -> None:
    [section] = [each for each in MAY.sections if each.subheadings]
    first, second = section.subheadings
    last = report(MAY, **{section.id: (Block(HEAD, f"{first}:"), *text("Ice on the paths."))})
    prose = all_of(last, MAY).answers[section.id].prose
    assert [each.text for each in prose] == [f"{first}:", "Ice on the paths.", second]
    assert [each.carried for each in prose] == [False, True, False]


def test_a_section_with_nothing_but_the_forms_subheadings_is_not_carried() -> None:
    [section] = [each for each in MAY.sections if each.subheadings]
    assert section.id not in all_of(report(MAY), MAY).answers


def test_a_subheading_is_carried_for_itself_only_with_nothing_below() -> None:
    prose = (Block(HEAD, "Cafés"), Block(BULLET, "Three open", 1), Block(HEAD, "Closed: none"))
    carried = all_of(report(JUNE, recovery=prose), JUNE).answers["recovery"].prose
    assert [each.carried for each in carried] == [False, True, True]


@settings(max_examples=80, deadline=None)
@given(strategies.reports(), strategies.editions)
def test_no_word_that_was_sent_is_lost(last: Report, form: Edition) -> None:
    sent = [*without_blanks(last.unplaced)]
    for section in last.edition.sections:
        sent += text_to_carry(last, section)
    started = all_of(last, form)
    kept = [*started.unplaced, *(b for a in started.answers.values() for b in a.prose)]
    assert not _words(sent) - _words(kept)
    assert all(b.carried for b in kept if b.kind is not HEAD)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(strategies.blocks, st.booleans())))
def test_the_mark_is_kept_in_the_store_and_shown_to_no_script(
    marked: list[tuple[Block, bool]],
) -> None:
    prose = tuple(replace(block, carried=carried) for block, carried in marked)
    assert from_plain(to_kept(prose)) == prose
    bare = tuple(replace(block, carried=False) for block in prose)
    assert to_plain(prose) == to_plain(bare) == to_kept(bare)


def _words(blocks: list[Block]) -> Counter[str]:
    return Counter(word for block in blocks for word in words(block.text))
