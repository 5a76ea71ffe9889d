"""When a draft is due to be saved. The clock is an argument, so no test waits."""

from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.errors import StoreError
from highlight_desktop.report.report import Place
from ui.editor.autosave import LATEST_S, QUIET_S, RETRY_S, Autosave, not_saved

GUIDANCE = Place("section", "guidance")
AUTHOR = Place("header", "author")


def test_nothing_is_due_before_the_first_edit() -> None:
    assert Autosave().due_in(100.0) is None


def test_a_pause_in_typing_saves_after_half_a_second() -> None:
    autosave = Autosave()
    autosave.edited(GUIDANCE, 10.0)
    assert autosave.due_in(10.0) == QUIET_S
    autosave.edited(GUIDANCE, 10.4)
    assert autosave.due_in(10.4) == QUIET_S


def test_whoever_types_without_a_pause_is_saved_within_a_second_of_the_first_edit() -> None:
    autosave = Autosave()
    for tenths in range(10):
        autosave.edited(GUIDANCE, 10.0 + tenths / 10)
    due_in = autosave.due_in(10.9)
    assert due_in is not None
    assert abs(due_in - 0.1) < 1e-9


@given(st.lists(st.floats(0, 0.49), min_size=1, max_size=40))
def test_no_edit_ever_waits_longer_than_a_second(pauses: list[float]) -> None:
    autosave, now, first = Autosave(), 0.0, None
    for pause in pauses:
        now += pause
        if first is None:
            first = now
        autosave.edited(GUIDANCE, now)
        due_in = autosave.due_in(now)
        assert due_in is not None
        assert now + due_in <= first + LATEST_S + 1e-9
        if due_in <= 0:
            autosave.hand_over()
            autosave.saved()
            first = None


def test_a_slow_disk_never_has_two_saves_to_do() -> None:
    autosave = Autosave()
    autosave.edited(GUIDANCE, 0.0)
    assert autosave.hand_over() == {GUIDANCE}
    autosave.edited(AUTHOR, 0.1)
    assert autosave.due_in(5.0) is None
    autosave.saved()
    assert autosave.due_in(5.0) is not None
    assert autosave.hand_over() == {AUTHOR}


def test_all_is_saved_only_when_the_store_has_said_so() -> None:
    autosave = Autosave()
    assert autosave.all_saved
    autosave.edited(GUIDANCE, 0.0)
    autosave.hand_over()
    assert not autosave.all_saved
    autosave.saved()
    assert autosave.all_saved


def test_what_could_not_be_saved_is_tried_again_less_and_less_often() -> None:
    autosave, now = Autosave(), 0.0
    autosave.edited(GUIDANCE, now)
    waits = []
    for _ in range(len(RETRY_S) + 1):
        assert GUIDANCE in autosave.hand_over()
        autosave.failed(now)
        wait = autosave.due_in(now)
        assert wait is not None
        waits.append(wait)
        now += wait
    assert waits == [*RETRY_S, RETRY_S[-1]]


def test_edits_made_while_a_save_fails_are_saved_with_the_next_one() -> None:
    autosave = Autosave()
    autosave.edited(GUIDANCE, 0.0)
    autosave.hand_over()
    autosave.edited(AUTHOR, 0.2)
    autosave.failed(0.3)
    assert autosave.hand_over() == {GUIDANCE, AUTHOR}


def test_the_author_reads_why_and_what_to_do_when_saving_fails() -> None:
    state = not_saved(StoreError("The disk is full.", "Make room on it."))
    assert state.is_problem
    assert "The disk is full. Make room on it." in state.words
    assert "kept in this window" in state.words
