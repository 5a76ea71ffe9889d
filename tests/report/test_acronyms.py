"""An acronym that a report never spells out is remarked on once, where it first stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import acronyms


def found(*lines: str, elsewhere: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    return [
        (number, lines[number][each.start : each.end])
        for number, each in acronyms.unexplained(lines, elsewhere)
    ]


def test_it_is_found_once_where_it_first_stands() -> None:
    assert found("All is well.", "The MTFS and the DfE’s view", "The MTFS again, KPIs and H&S") == [
        (1, "MTFS"),
        (1, "DfE"),
        (2, "KPI"),
        (2, "H&S"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Medium Term Financial Strategy (MTFS) is out.",
        "The medium-term financial strategy (MTFS) is out.",
        "The medium term financial strategy (the plan, “MTFS”) is out, as MTFS (Medium Term"
        " Financial Strategy) says.",
        "MTFS (Medium Term Financial Strategy)",
        "The MTFS – medium term financial strategy – is out.",
        "The Medium Term Financial Strategy is out; the MTFS grows.",
        "Education, Health and Care Plans (EHCPs) grow, and each EHCP counts.",
        "The Department for Education (DfE) and DfE guidance",
    ],
)
def test_spelling_out_in_any_usual_way_counts_for_the_whole_report(text: str) -> None:
    assert found("We met.", text) == []


def test_a_tag_in_brackets_is_not_spelling_out() -> None:
    assert found("Transport (QXZ) - buses run.") == [(0, "QXZ")]


def test_header_and_headings_may_spell_out_too() -> None:
    spelt = "Fenbridge City Council"
    assert found("The FCC view", elsewhere=(spelt,)) == []
    assert found("The FCC view") == [(0, "FCC")]


@pytest.mark.parametrize(
    "text",
    [
        "The NHS, COVID-19, a PDF, IT and HR, MPs, the UK, CCC and PCC",
        "We must NOT wait",
        "Phase II and part IV",
        "KEY UPDATES FOR WASTE",
        "We saw CLOSED UNTIL FURTHER NOTICE on it",
        "The A14, CB2 1TN, AB123456C and www.ABC.example",
        "McDonald and YouTube",
        "A B C",
    ],
)
def test_what_everyone_knows_and_what_is_no_acronym_is_left_alone(text: str) -> None:
    assert found(text) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("ABC abc&(s)–-’ É", max_size=40), max_size=4))
def test_on_any_text_each_is_remarked_on_once_and_inside_its_line(lines: list[str]) -> None:
    seen = found(*lines)
    assert all(len(word) > 1 for _, word in seen)
    assert len({word for _, word in seen}) == len(seen)
