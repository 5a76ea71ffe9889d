"""Edits of the list of whom reports are expected from, also when others edit it at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.hub.expected_edits import edited, taking_in, undoing
from highlight_desktop.store.expectations import Expected

LIBRARIES, PARKS, WASTE = Expected("Libraries"), Expected("Parks"), Expected("Waste")
areas = st.builds(Expected, st.sampled_from("ABCDE"), st.sampled_from(["", "A. Head", "B. Head"]))
lists = st.lists(areas, unique_by=lambda each: each.service_key)


def by_key(listed: list[Expected]) -> dict[str, Expected]:
    return {each.service_key: each for each in listed}


def test_what_somebody_else_added_meanwhile_stays() -> None:
    shown_to_me = [LIBRARIES, PARKS]
    is_now = [*shown_to_me, WASTE]
    renamed = Expected("Parks and Rivers")

    assert edited(is_now, [(PARKS, renamed)]) == [LIBRARIES, WASTE, renamed]
    assert edited(is_now, [(LIBRARIES, None)]) == [PARKS, WASTE]


def test_what_somebody_else_removed_meanwhile_can_be_removed_again_and_changed() -> None:
    assert edited([PARKS], [(LIBRARIES, None)]) == [PARKS]
    assert edited([PARKS], [(LIBRARIES, WASTE)]) == [PARKS, WASTE]


@settings(max_examples=100, deadline=None)
@given(lists, lists)
def test_a_table_that_is_taken_in_takes_nobody_off_and_can_be_undone(
    listed: list[Expected], table: list[Expected]
) -> None:
    edits = taking_in(listed, table)
    after = edited(listed, edits)

    assert by_key(after) == by_key(listed) | by_key(table)
    assert by_key(edited(after, undoing(edits))) == by_key(listed)
    assert taking_in(after, table) == []
