"""One plain address, and a reason for everything else: it goes into the header of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.address import problem


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "hub@council.gov.uk",
        " highlights.desk+june@emergency-planning.council.example ",
        "o'neill@council.example",
        "a@b.cd",
    ],
)
def test_one_plain_address_or_none_is_taken(typed: str) -> None:
    assert problem(typed) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("one@council.example, two@council.example", "one address only"),
        ("one@council.example two@council.example", "one address only"),
        ("hub@council.example\nBcc: all@council.example", "plain address"),
        ("hub@council.example\u2028x", "one address only"),
        ("The hub <hub@council.example>", "without a name"),
        ('"hub"@council.example', "quotation marks"),
        ("council.example", "one @"),
        ("@council.example", "one @"),
        ("hub@@council.example", "one @"),
        ("hub@council", "follows the @"),
        ("hub@-council.example", "follows the @"),
        ("hub@council..example", "follows the @"),
        (".hub@council.example", "before the @"),
        ("hub.@council.example", "before the @"),
        ("hŵb@council.example", "without accents"),
        ("h" * 65 + "@council.example", "longer"),
        ("hub@" + "c" * 64 + ".example", "longer"),
        ("hub@" + "council." * 32 + "example", "longer"),
    ],
)
def test_what_cannot_be_an_address_is_told_why(typed: str, words: str) -> None:
    assert words in problem(typed)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_line_break_or_comma_ever_passes_as_an_address(before: str, after: str) -> None:
    for text in (f"{before}@{after}", f"hub@council.example{before}", f"{before}\r\n{after}"):
        if problem(text) == "":
            address = text.strip()
            assert address.isascii()
            assert not set(address) & set('\r\n\t\0 ,;<>"()')
