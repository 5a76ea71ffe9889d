"""The one gate for all text that enters a report."""

import re

from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.report.text import file_label, gate, listed, one_line, words

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b]")
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_ordinary_text_passes_untouched_and_without_a_note() -> None:
    text = "Croeso i’r llyfrgell: ŵ ŷ, £5.5m, 38 % – “yes” 👩‍👩‍👧 ½\nnext line"
    assert gate(text).text == text
    assert gate(text).notes == ()


def test_every_kind_of_line_end_becomes_a_line_feed() -> None:
    for end in ("\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"):
        assert gate(f"one{end}two").text == "one\ntwo"


def test_a_nul_is_left_out_and_said_so() -> None:
    gated = gate("Lib\0rary")
    assert gated.text == "Library"
    assert gated.notes == ("1 invisible control character was left out.",)


def test_half_an_emoji_keeps_its_place_in_sight() -> None:
    gated = gate("Parks \ud83d open \udc00 now")
    assert gated.text == "Parks \N{REPLACEMENT CHARACTER} open \N{REPLACEMENT CHARACTER} now"
    assert gated.notes == ("2 broken characters were replaced by “\N{REPLACEMENT CHARACTER}”.",)


@given(ANY_TEXT)
def test_what_passed_the_gate_can_be_kept_anywhere(text: str) -> None:
    passed = gate(text).text
    passed.encode("utf-8")
    for character in passed:
        code = ord(character)
        assert code == 0x0A or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF


def test_whatever_the_gate_would_change_is_not_printable() -> None:
    """So most texts need not be looked through for it."""
    changed = [char for char in map(chr, range(0x110000)) if gate(f"\u00a0{char}").text[1:] != char]
    assert len(changed) > 2000
    assert not any(map(str.isprintable, changed))


@given(ANY_TEXT)
def test_the_gate_opens_once(text: str) -> None:
    once = gate(text).text
    assert gate(once).text == once
    assert gate(once).notes == ()


@given(ANY_TEXT)
def test_no_letter_or_digit_is_lost_at_the_gate(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(filter(str.isalnum, of))

    assert letters(gate(text).text) == letters(text)


def test_a_field_of_one_line_folds_its_white_space() -> None:
    assert one_line("\t Parks \n and\u00a0Libraries ") == "Parks and Libraries"


def test_words_are_counted_as_a_reader_does() -> None:
    text = "- Home delivery – volunteers (now) serve 312 households & “more”."
    found = ["Home", "delivery", "volunteers", "now)", "serve", "312", "households", "more”."]
    assert words(text) == found


@given(ANY_TEXT)
def test_nothing_in_a_list_turns_the_row_round_or_is_unseen(text: str) -> None:
    """N3: it is named instead; a file's name goes without it."""
    for shown in (listed(text), file_label(text)):
        assert not TURNS.search(shown)
        assert "\n" not in shown
    assert listed(text) == one_line(text) or "[" in listed(text)


def test_two_names_that_only_a_hidden_mark_tells_apart_look_different_in_a_list() -> None:
    assert listed(" Parks\u200b and\n Libraries") == "Parks[zero width space] and Libraries"
    assert listed("Parks \u202enib") == "Parks [right-to-left override]nib"
    assert listed("Café 👩\u200d👧") == "Café 👩\u200d👧"
    assert file_label("xcod\u202e.exe") == "xcod.exe"
