"""What people and places are reached or told apart by is found, and ordinary figures are not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import private_data


def seen(text: str) -> list[tuple[str, str]]:
    return [(each.code, text[each.start : each.end]) for each in private_data.remarks(text)]


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("email-address", "jo.o'wren+parks@my-council.gov.uk"),
        ("email-address", "hub@council.example"),
        # Numbers that Ofcom keeps free for drama.
        ("phone-number", "020 7946 0958"),
        ("phone-number", "(0113) 496 0123"),
        ("phone-number", "01632 960123"),
        ("phone-number", "01632 960 123"),
        ("phone-number", "07700 900123"),
        ("phone-number", "07700900123"),
        ("phone-number", "+44 7700 900123"),
        ("phone-number", "+44 (0)20 7946 0958"),
        ("phone-number", "0044 20 7946 0958"),
        ("phone-number", "0808 157 0192"),
        ("phone-number", "0800 496 012"),
        ("phone-number", "01697 73123"),
        ("phone-number", "01632‑960\u00a0123"),
        # The example of the NHS Data Dictionary, and one of the range kept for tests.
        ("nhs-number", "943 476 5919"),
        ("nhs-number", "943-476-5919"),
        ("nhs-number", "9434765919"),
        ("ni-number", "QQ 12 34 56 C"),
        ("ni-number", "AB 12 34 56 C"),
        ("ni-number", "ab123456c"),
        ("postcode", "SW1A 1AA"),
        ("postcode", "M1 1AE"),
        ("postcode", "EC1A1BB"),
        ("postcode", "PE1\u00a01HF"),
        ("postcode", "pe1 1hf"),
    ],
)
def test_what_should_not_be_published_is_found_whole_in_its_sentence(
    code: str, written: str
) -> None:
    assert seen(f"Ask Jo ({written}), or come by.") == [(code, written)]
    assert seen(f"Ask at {written}.") == [(code, written)]
    assert seen(written) == [(code, written)]


@pytest.mark.parametrize(
    "text",
    [
        "From 01/06/2020 to 14-06-2020, 01-06-2020 14 staff, 02.03.2020 100 homes",
        "0123 parks and 020 bins",
        "£1,234,567.89 or £9434765919",
        "943 476 5918",
        "111 111 1111",
        "GB 12 34 56 A, DA 12 34 56 A, AO 12 34 56 A, AB 12 34 56 E",
        "The A14 and CB2, PE1 and the ZZ1 1ZZ",
        "In e2 2nd place, s1 5ft wide, b1 1st floor, w1 4gb, and se11lb",
        "between 09:00 and 17:30, 24/7",
        "a@b, @council and me@",
        "Call 101 or 111",
        "0.0123456789",
    ],
)
def test_ordinary_figures_and_words_are_left_alone(text: str) -> None:
    assert seen(text) == []


def test_several_in_one_line_come_in_order_and_none_is_said_twice() -> None:
    text = "CB2 1TN, 07700 900123 and jo@council.example, 020 7946 0958"
    assert [code for code, _ in seen(text)] == [
        "postcode",
        "phone-number",
        "email-address",
        "phone-number",
    ]


def test_a_remark_does_not_repeat_what_it_found() -> None:
    assert all(not each.shown for each in private_data.remarks("Ask jo@council.example"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("0147 ()+-@.aAB12CD", max_size=80))
def test_on_any_text_remarks_stand_apart_inside_it(text: str) -> None:
    found = private_data.remarks(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
