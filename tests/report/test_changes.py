"""What changed between two reports, topic by topic, also when the form did."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.changes import (
    BlockState,
    SectionChanges,
    SectionState,
    compare,
    compare_prose,
    of_topic,
    periods_unchanged,
    said,
    text_after,
    text_before,
)
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of, without_blanks
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.word_changes import text_after as words_after
from highlight_desktop.report.word_changes import text_before as words_before
from tests.report.strategies import blocks, reports

SAME, MOVED, EDITED = BlockState.SAME, BlockState.MOVED, BlockState.EDITED
ADDED, REMOVED = BlockState.ADDED, BlockState.REMOVED


def prose(*texts: str) -> Prose:
    return blocks_of("\n".join(texts))[0]


def report(edition_id: str, **written: str | AnswerKind) -> Report:
    """A report in this edition that says so much and no more."""
    made = Report("0" * 32, edition.find(edition_id))
    for section_id, text in written.items():
        answer = (
            Answer(text)
            if isinstance(text, AnswerKind)
            else Answer(AnswerKind.ANSWERED, blocks_of(text)[0])
        )
        made, _ = made.answer(section_id, answer)
    return made


def states(before: Prose, after: Prose) -> list[tuple[BlockState, str]]:
    return [(change.state, change.shown.text) for change in compare_prose(before, after)]


def by_topic(before: Report, after: Report) -> dict[Topic | None, SectionChanges]:
    return {section.topic: section for section in compare(before, after)}


shuffled = st.lists(blocks, max_size=8).flatmap(
    lambda some: st.tuples(
        st.permutations(some), st.permutations(some), st.integers(0, 8), st.integers(0, 8)
    )
)


@given(shuffled, st.lists(blocks, max_size=4), st.lists(blocks, max_size=4))
@settings(max_examples=150, deadline=None)
def test_both_texts_can_be_made_again_from_the_changes(
    mixed: tuple[list[Block], list[Block], int, int], gone: list[Block], come: list[Block]
) -> None:
    one, other, cut, other_cut = mixed
    before, after = tuple(one[:cut] + gone), tuple(come + other[:other_cut])
    changed = compare_prose(before, after)
    old = sorted((each.before for each in changed if each.before), key=lambda each: each.at)
    new = [each.after for each in changed if each.after]
    assert [(each.at, each.block) for each in old] == list(enumerate(before))
    assert [(each.at, each.block) for each in new] == list(enumerate(after))
    for each in changed:
        assert words_before(each.pieces) == (each.before.block.text if each.before else "")
        assert words_after(each.pieces) == (each.after.block.text if each.after else "")


@given(reports(), reports())
@settings(max_examples=60, deadline=None)
def test_either_report_can_be_made_again_whatever_their_editions(
    before: Report, after: Report
) -> None:
    changed = by_topic(before, after)
    for report, text in ((before, text_before), (after, text_after)):
        for topic in {section.topic for section in report.edition.sections}:
            under = [each for each in report.edition.sections if each.topic is topic]
            answers = [report.answer_to(each) for each in under]
            written = [each.prose for each in answers if each.kind is AnswerKind.ANSWERED]
            assert text(changed[topic]) == without_blanks(chain.from_iterable(written))
        left = without_blanks(report.unplaced)
        assert not left or text(changed[None]) == left


@given(reports())
@settings(max_examples=40, deadline=None)
def test_nothing_has_changed_in_the_same_report(report: Report) -> None:
    changed = compare(report, report)
    assert not any(section.differs for section in changed)
    assert {section.state for section in changed} == {SectionState.UNCHANGED}
    assert {change.state for section in changed for change in section.blocks} <= {SAME}


def test_a_paragraph_that_only_moved_is_not_gone_and_new() -> None:
    before = prose("Bins", "Weekly rounds go on.", "Parks", "Gates are mended.")
    after = prose("Parks", "Gates are mended.", "Paths are swept.", "Bins", "Weekly rounds go on.")
    assert states(before, after) == [
        (MOVED, "Parks"),
        (MOVED, "Gates are mended."),
        (ADDED, "Paths are swept."),
        (SAME, "Bins"),
        (SAME, "Weekly rounds go on."),
    ]


def test_an_edited_paragraph_is_found_wherever_it_went() -> None:
    before = prose("Volunteers serve 240 homes in the north.", "Play areas are inspected weekly.")
    after = prose("Play areas are inspected daily.", "Volunteers now serve 312 homes in the north.")
    changed = compare_prose(before, after)
    assert [change.state for change in changed] == [EDITED, EDITED]
    assert [change.before.at for change in changed if change.before] == [1, 0]


def test_what_shares_too_few_words_is_gone_and_new() -> None:
    assert states(prose("The depot closed for repairs."), prose("Loans of books went up.")) == [
        (ADDED, "Loans of books went up."),
        (REMOVED, "The depot closed for repairs."),
    ]


def test_what_is_gone_stands_where_it_stood() -> None:
    before = prose("One thing.", "Another matter entirely.", "Third.")
    assert states(before, prose("One thing.", "Third.")) == [
        (SAME, "One thing."),
        (REMOVED, "Another matter entirely."),
        (SAME, "Third."),
    ]


def test_a_paragraph_made_a_bold_bullet_is_still_the_same_words() -> None:
    before = (Block(BlockKind.PARAGRAPH, "Gates are mended."),)
    after = (Block(BlockKind.BULLET, "Gates are mended.", 1, ((0, 5),)),)
    (change,) = compare_prose(before, after)
    assert change.state is SAME
    assert (change.before.block, change.after.block) == (*before, *after)


def test_sections_correspond_by_topic_under_whatever_heading() -> None:
    before = report("2020-06", recovery="Gates reopen in June.", finance="Bins cost more.")
    after = report("2021-01", recovery="Gates reopen in July.", good_news="A green flag was won.")
    changed = by_topic(before, after)
    assert changed[Topic.RECOVERY].heading == "Recovery activities"
    assert changed[Topic.RECOVERY].state is SectionState.CHANGED
    assert changed[Topic.GOOD_NEWS].state is SectionState.NEW
    assert changed[Topic.FINANCE].differs
    assert not changed[Topic.WORKFORCE].differs


def test_a_topic_only_one_form_has_is_new_or_gone() -> None:
    early = report("2020-05", risks="The river may rise.")
    late = report("2021-01")
    assert by_topic(early, late)[Topic.RISKS].state is SectionState.GONE
    assert by_topic(early, late)[Topic.RISKS].heading.startswith("Risks")
    assert by_topic(early, late)[Topic.RISKS].differs
    assert by_topic(late, early)[Topic.RISKS].state is SectionState.NEW
    assert not by_topic(early, late)[Topic.GOOD_NEWS].differs
    assert [section.topic for section in compare(early, late)][-1] is Topic.RISKS


def test_an_answer_without_text_is_a_change_of_its_own() -> None:
    before = report("2021-01", finance="Bins cost more.")
    after = report("2021-01", finance=AnswerKind.NO_CHANGE)
    changed = of_topic(Topic.FINANCE, before, after)
    assert changed.state is SectionState.CHANGED
    assert (changed.before.kind, changed.after.kind) == (AnswerKind.ANSWERED, AnswerKind.NO_CHANGE)
    assert changed.after.prose == ()


def test_a_reason_counts_but_the_mark_that_a_section_is_completed_does_not() -> None:
    before = Report("0" * 32, edition.newest())
    absent = Answer(AnswerKind.NOT_APPLICABLE, reason="Moved to Housing")
    before, _ = before.answer("finance", absent)
    ticked, _ = before.answer("finance", replace(absent, completed=True))
    moved, _ = before.answer("finance", replace(absent, reason="Moved to Waste"))
    assert not of_topic(Topic.FINANCE, before, ticked).differs
    assert of_topic(Topic.FINANCE, before, moved).differs


def test_text_kept_behind_an_answer_is_not_said() -> None:
    written, _ = Report("0" * 32, edition.newest()).answer(
        "finance", Answer(AnswerKind.NOTHING_TO_REPORT, prose("Bins cost more."))
    )
    assert said(written, Topic.FINANCE) == Answer(AnswerKind.NOTHING_TO_REPORT)


def test_subheadings_of_the_form_alone_say_nothing() -> None:
    assert said(report("2020-05"), Topic.RISKS) == Answer()
    assert said(report("2021-01"), Topic.RISKS) == Answer()


def test_several_sections_on_one_topic_are_read_as_one() -> None:
    form = edition.newest()
    sections = tuple(
        replace(each, topic=Topic.ACTIVITY) if each.id in ("recovery", "services") else each
        for each in form.sections
    )
    after = Report("0" * 32, replace(form, sections=sections))
    for section_id, text in (("activity", "Gates."), ("recovery", "Bins."), ("services", "Paths.")):
        after, _ = after.write(section_id, prose(text))
    before = report("2020-06", activity="Bins.\nGates.\nPaths.")
    changed = of_topic(Topic.ACTIVITY, before, after)
    assert {change.state for change in changed.blocks} == {SAME, MOVED}
    assert changed.heading.startswith("New challenges and activity / Recovery activities / Key")


@pytest.mark.parametrize(
    ("earlier", "count"),
    [
        ([], 0),
        (["Gates stay open."], 1),
        (["Gates  stay open.", "Bins.\nGates stay open.", "Bins."], 2),
        (["Bins.", "Gates stay open."], 0),
        ([AnswerKind.NO_CHANGE, "Gates stay open."], 2),
        ([AnswerKind.NO_CHANGE, "Bins."], 0),
        (["Gates stay open.", AnswerKind.NOTHING_TO_REPORT, "Gates stay open."], 1),
    ],
)
def test_how_many_periods_a_paragraph_has_stood_unchanged(
    earlier: list[str | AnswerKind], count: int
) -> None:
    chain = [report("2020-06", activity=text) for text in earlier]
    (block,) = prose("Gates stay open.")
    assert periods_unchanged(block, chain, Topic.ACTIVITY) == count
    assert periods_unchanged(block, chain, Topic.RECOVERY) == 0


def test_many_edited_bullets_find_what_they_were() -> None:
    before = prose(*(f"Branch {n} lent {n * 3} books to readers." for n in range(300)))
    after = prose(*(f"Branch {n} lent {n * 3 + 1} books to readers." for n in range(300)))
    changed = compare_prose(before, after)
    assert {change.state for change in changed} == {EDITED}
    assert all(change.before.at == change.after.at for change in changed)


def test_lines_made_of_the_same_words_are_edited_in_their_place() -> None:
    before = prose(*["The gate is open."] * 30)
    after = prose(*["The gate is shut."] * 30)
    changed = compare_prose(before, after)
    assert [(change.state, change.before.at) for change in changed] == [
        (EDITED, number) for number in range(30)
    ]


def test_what_is_gone_does_not_stand_before_what_only_moved() -> None:
    before = prose("Bins.", "A thing of the past.", "Parks.", "Paths.", "Gates.")
    assert states(before, prose("Gates.", "Bins.", "Parks.", "Paths.")) == [
        (MOVED, "Gates."),
        (SAME, "Bins."),
        (REMOVED, "A thing of the past."),
        (SAME, "Parks."),
        (SAME, "Paths."),
    ]
