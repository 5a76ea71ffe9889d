"""Slips of typing and pasting are found where they stand, and what is meant is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import slips
from highlight_desktop.report.remark import mended
from highlight_desktop.report.text import gate

ANYTHING = (
    st.text(max_size=60)
    | st.text("a B1 .,;:!?()[]{}“”‘’'\"*_#<>/&\u00a0😀", max_size=60)
    | st.lists(
        st.sampled_from(
            "<ul>|</li>|<b>|&lt;|&amp;|&nbsp;|**|__|[a](b)|the|The|,|“|(|b|>|<!--|-->|&#60;"
            "|&#x0;| |  |# ".split("|")
        ),
        max_size=14,
    ).map("".join)
).map(lambda text: gate(text).text.replace("\n", " "))


def seen(text: str) -> list[tuple[str, str]]:
    return [(each.code, text[each.start : each.end]) for each in slips.remarks(text)]


def codes(text: str) -> list[str]:
    return [code for code, _ in seen(text)]


def fixed(text: str) -> str:
    return mended(text, slips.remarks(text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('<ul style="list-style-type: none">Bins are out', "Bins are out"),
        ("One<br>two", "One two"),
        ("<p>One</p><p>two</p>", "One two"),
        ("a <b>bold</b> word", "a bold word"),
        ("in<b>line</b>", "inline"),
        ("One <br> two", "One two"),
        ("<!-- note -->Bins", "Bins"),
        ("Bins&nbsp;&amp; parks", "Bins & parks"),
        ("caf&eacute; &#163;20", "café £20"),
        ("**Parks:** open", "Parks: open"),
        ("***Parks*** open", "Parks open"),
        ("**Parks: open", "Parks: open"),
        ("See `the plan` and ```the map```", "See the plan and the map"),
        ("__Parks__ open", "Parks open"),
        (
            "See [the plan](https://council.example/plan)",
            "See the plan (https://council.example/plan)",
        ),
        ("## Parks", "Parks"),
    ],
)
def test_left_over_markup_goes_and_its_words_stay_apart(written: str, meant: str) -> None:
    assert set(codes(written)) == {"markup"}
    assert fixed(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "a < b & c > d",
        "if 3 <4 then 5> 2",
        "<amanda@council.example>",
        "R&D; H&S; Q&A",
        "2 * 3 ** 4",
        "Visits: 31,200**",
        "It is ~20, or ~ 30; ~~~~",
        "Rock `n' roll; the `old' gate",
        "file__name__here",
        "[sic] (see below)",
        "We are # 1",
        "<insert name here>",
    ],
)
def test_signs_that_mean_themselves_are_no_markup(text: str) -> None:
    assert "markup" not in codes(text)


def test_struck_out_words_are_shown_to_the_author_and_left_to_them() -> None:
    assert seen("Open ~~Monday~~ Tuesday") == [("markup", "~~Monday~~")]
    assert fixed("Open ~~Monday~~ Tuesday") == "Open ~~Monday~~ Tuesday"


def test_a_word_typed_twice_is_found_and_one_of_them_goes() -> None:
    assert seen("Open the the gates and The the lid") == [
        ("doubled-word", " the"),
        ("doubled-word", " the"),
    ]
    assert fixed("to to to be") == "to be"
    assert fixed("it’s it’s late") == "it’s late"


@pytest.mark.parametrize(
    "text",
    [
        "It had had rain that that year",
        "very very wet",
        "Baden Baden",
        "10 10 20",
        "and, and only then",
        "bus. Bus stops",
        "re-read read",
        "café cafe",
    ],
)
def test_words_that_are_doubled_on_purpose_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_doubled_spaces_within_a_line_become_one_and_those_around_it_do_not_matter() -> None:
    assert fixed("  One  two \u00a0 three  ") == "  One two three  "
    assert codes(" One two ") == []


def test_a_space_before_a_mark_goes_but_not_before_one_that_begins_a_word() -> None:
    assert fixed("Bins , parks . Why ?") == "Bins, parks. Why?"
    assert codes("the .gov.uk page … and so on") == []


@pytest.mark.parametrize(
    "text",
    [
        "(one [two] {three})",
        "a) roads b) bridges ii) parks 12) bins",
        "fine :) or not :(",
        "“one” and “two”",
        '"one" and “two" and "three”',
        'a 6" pipe and a 12" one',
        "‘one’ and the councils’ own",
        "it’s the ’90s, or the ‘90s, ‘til late",
        "don't",
    ],
)
def test_pairs_and_apostrophes_are_in_order(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Parks (open", "("),
        ("Parks open)", ")"),
        ("(Parks]", "(]"),
        ("“Parks are open", "“"),
        ("Parks are open”", "”"),
        ('"Parks are open', '"'),
        ("“one “two”", "“"),
        ("the ‘green gates", "‘"),
    ],
)
def test_a_bracket_or_quote_without_its_partner_is_found(text: str, alone: str) -> None:
    assert "".join(quoted for _, quoted in seen(text)) == alone
    assert all(each.fix is None for each in slips.remarks(text))


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_on_any_text_remarks_stand_inside_it_and_mending_all_ends_with_none_to_mend(
    text: str,
) -> None:
    while True:
        remarks = slips.remarks(text)
        assert all(0 <= each.start < each.end <= len(text) for each in remarks)
        rules = {each.code for each in remarks if each.fix is not None}
        if not rules:
            return
        rule = min(rules)
        shorter = mended(text, [each for each in remarks if each.code == rule])
        assert len(shorter) < len(text)
        assert gate(shorter).text == shorter
        text = shorter


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_fixes_of_one_rule_never_overlap(text: str) -> None:
    for rule in {each.code for each in slips.remarks(text)}:
        spans = sorted((e.start, e.end) for e in slips.remarks(text) if e.code == rule)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
