"""The protective marking: what people type, and what is meant by it."""

import pytest

from highlight_desktop.report.marking import LIMIT, MARKINGS, covers, from_typed, in_words, together


@pytest.mark.parametrize("typed", ["", "  ", "None", "none", " NONE "])
def test_no_marking_is_none(typed: str) -> None:
    assert from_typed(typed) == ""
    assert in_words(from_typed(typed)) == "None"


@pytest.mark.parametrize("marking", [*MARKINGS, "Internal – not for publication"])
def test_a_marking_is_kept_as_typed(marking: str) -> None:
    assert from_typed(f" {marking}\n") == in_words(marking) == marking


def test_a_marking_fits_on_the_page() -> None:
    assert len(from_typed("very secret " * 50)) <= LIMIT


@pytest.mark.parametrize(
    ("marking", "other", "does"),
    [
        ("", "", True),
        ("OFFICIAL", "", True),
        ("official", "OFFICIAL", True),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", True),
        ("Our own", "our OWN", True),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", False),
        ("", "OFFICIAL", False),
        ("OFFICIAL-SENSITIVE", "Our own", False),
        ("Our own", "OFFICIAL", False),
    ],
)
def test_words_stand_only_under_a_marking_as_strict_as_their_own(
    marking: str, other: str, does: bool
) -> None:
    assert covers(marking, other) is does


@pytest.mark.parametrize(
    ("markings", "highest"),
    [
        ([], ()),
        (["", ""], ()),
        (["", "official", "OFFICIAL"], ("OFFICIAL",)),
        (["OFFICIAL", "", "OFFICIAL-SENSITIVE", "OFFICIAL"], ("OFFICIAL-SENSITIVE",)),
        (["OFFICIAL", "Council only", "council only"], ("Council only", "OFFICIAL")),
        (
            ["Wards", "OFFICIAL", "Board", "OFFICIAL-SENSITIVE"],
            ("Board", "OFFICIAL-SENSITIVE", "Wards"),
        ),
    ],
)
def test_the_highest_marking_is_that_of_all_parts_together(
    markings: list[str], highest: tuple[str, ...]
) -> None:
    assert together(markings) == highest
    assert together(reversed(markings)) == highest
    for marking in markings:
        assert not highest or any(covers(each, marking) for each in highest)
