"""Every character prints: as a letter, as the letters it stands for, or by name."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.outbox.letters import Lettering
from highlight_desktop.report.text import gate, words

LATIN = frozenset(range(0x20, 0x7F)) | {0xA3, 0xE9, 0xF4, 0x301, 0x300}
MORE = frozenset({0x2714, 0x20E3, 0x627, 0x644, 0xE81, 0x1F0A1, 0xE000, 0x301})
LETTERING = Lettering([LATIN, MORE])


def printed(text: str) -> str:
    return "".join(piece for piece, _ in LETTERING.spell(text))


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("plain ASCII", "plain ASCII"),
        ("done ✔", "done ✔"),
        ("café", "café"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("well done 😀", "well done [grinning face]"),
        ("great😀stuff", "great [grinning face] stuff"),
        ("great 😀.", "great [grinning face]."),
        ("✔️", "✔"),
        ("ace 🂡", "ace 🂡"),
        ("👩‍💻", "[woman, personal computer]"),
        ("😀😀", "[grinning face, grinning face]"),
        ("(😀)", "([grinning face])"),
        ("80%😀-", "80% [grinning face] -"),
        ("👋🏽", "[waving hand sign, medium skin tone]"),
        (
            "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
            "[waving black flag, g, b, w, l, s]",
        ),
        ("لا", "[arabic letter lam, alef]"),
        ("漢字", "[cjk unified ideograph 6f22, 5b57]"),
        ("𝐇𝐢", "Hi"),
        ("ＡＢ", "AB"),
        ("soft\N{SOFT HYPHEN}hyphen\N{ZERO WIDTH SPACE}s", "softhyphens"),
        ("5\N{NARROW NO-BREAK SPACE}km", "5\N{NO-BREAK SPACE}km"),
        ("wide\N{EM SPACE}space", "wide space"),
        ("over\N{RIGHT-TO-LEFT OVERRIDE}ride", "override"),
        ("\ue000", "[U+E000]"),
        ("\u0378", "[U+0378]"),
    ],
)
def test_text_prints_so_that_it_can_be_read(text: str, on_paper: str) -> None:
    assert printed(text) == on_paper


def test_a_mark_comes_from_the_font_of_the_letter_it_sits_on() -> None:
    assert LETTERING.spell("✔\N{COMBINING ACUTE ACCENT}") == [("✔\N{COMBINING ACUTE ACCENT}", 1)]


def test_a_mark_on_a_named_letter_is_named_with_it() -> None:
    assert printed("ا\N{COMBINING GRAVE ACCENT}").startswith("[arabic letter alef, ")


def test_names_stand_apart_from_the_bold_words_beside_them() -> None:
    assert LETTERING.spell("😀", before="great", after="stuff") == [(" [grinning face] ", 0)]


def test_what_is_printed_by_name_is_listed_once() -> None:
    assert LETTERING.unprintable("😀 ok ✔ 😀 漢") == ["😀", "漢"]
    assert LETTERING.unprintable("é 𝐇 \N{SOFT HYPHEN}") == []


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_only_letters_of_the_fonts_are_printed(text: str) -> None:
    for piece, font in LETTERING.spell(gate(text).text.replace("\n", " ")):
        for char in piece:
            assert ord(char) in (LATIN, MORE)[font] or char == "\N{NO-BREAK SPACE}"
            assert font == 0 or unicodedata.bidirectional(char) not in ("R", "AL")


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab é😀漢👩\N{ZERO WIDTH JOINER}-✔")))
def test_words_beside_named_characters_stay_whole(text: str) -> None:
    joined = text.replace("\N{ZERO WIDTH JOINER}", "")
    kept = "".join(char if char in "abé-✔" else " " for char in joined)
    assert set(words(kept)) <= set(words(printed(text)))
