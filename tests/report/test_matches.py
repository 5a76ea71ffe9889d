"""Words are found as people look for them: plain text, with what looks alike being alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report.matches import find


def found(sought: str, line: str, **wanted: bool) -> list[str]:
    return [line[start:end] for start, end in find(sought, line, **wanted)]


def test_capitals_do_not_matter_unless_they_are_asked_to() -> None:
    line = "Bins, bins and BINS"
    assert found("bins", line) == ["Bins", "bins", "BINS"]
    assert found("bins", line, match_case=True) == ["bins"]
    assert found("SIÂN", "Siân") == ["Siân"]


def test_whole_words_leave_parts_of_words_alone() -> None:
    assert find("bin", "bin, robin, bin-day, binmen", whole_words=True) == [(0, 3), (12, 15)]
    assert found("(CCC)", "Roads (CCC) here", whole_words=True) == ["(CCC)"]


@pytest.mark.parametrize(
    ("sought", "line"),
    [("it's", "it’s"), ('"so"', "“so”"), ("4 per", "4\u00a0per"), ("re-use", "re‑use")],
)
def test_marks_that_look_alike_are_alike(sought: str, line: str) -> None:
    assert found(sought, line) == [line]
    assert found(line, sought) == [sought]


@pytest.mark.parametrize("sign", [".", "*", "(", "[a]", "\\", "^a$", "a|b", "£"])
def test_no_character_is_a_sign_for_others(sign: str) -> None:
    assert found(sign, f"x{sign}x") == [sign]
    assert found(sign, "xyz") == []


def test_nothing_is_found_for_nothing() -> None:
    assert find("", "anything") == []


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=4), st.text(max_size=30), st.booleans(), st.booleans())
def test_what_is_put_into_any_text_is_found_there(
    sought: str, around: str, case: bool, whole: bool
) -> None:
    line = f"{around} {sought} {around}"
    spans = find(sought, line, match_case=case, whole_words=whole)
    assert all(0 <= start < end <= len(line) for start, end in spans)
    if sought == sought.strip() and not whole:
        assert spans
