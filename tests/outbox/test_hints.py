"""What the documents will show otherwise than it was typed is told before submitting."""

import pytest

from highlight_desktop.outbox.hints import hints
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report

BLANK = Report("0" * 32, edition.find("2020-06"))


def test_text_that_the_fonts_have_gives_no_hint() -> None:
    report, _ = BLANK.write("guidance", blocks_of("Croeso i’r llyfrgell: ŵ ŷ – £5 ✓")[0])
    assert hints(report) == []


def test_letters_no_font_has_are_named_with_their_place_and_never_block() -> None:
    report, _ = BLANK.fill_in(FieldId.AUTHOR, "Jo 🎉")
    report, _ = report.write("guidance", blocks_of("漢 and 漢 again")[0])
    report, _ = report.answer("finance", Answer(AnswerKind.NOT_APPLICABLE, reason="🌳"))
    report, _ = report.set_aside(blocks_of("🎈")[0])
    found = hints(report)
    assert [hint.place for hint in found] == [
        Place("header", "author"),
        Place("section", "guidance"),
        Place("section", "finance"),
        Place("unplaced"),
    ]
    assert "🎉 [party popper]" in found[0].message
    assert found[1].message.count("漢") == 1
    assert not any(hint.blocks for hint in found)


@pytest.mark.parametrize(
    ("script", "named"),
    [
        ("مرحبا", "[arabic letter meem]"),
        ("שלום", "[hebrew letter shin]"),
        ("नमस्ते", "[devanagari letter na]"),
        ("ગુજરાતી", "[gujarati letter ga]"),
        ("ਪੰਜਾਬੀ", "[gurmukhi letter pa]"),
        ("বাংলা", "[bengali letter ba]"),
        ("தமிழ்", "[tamil letter ta]"),
        ("ไทย", "[thai character sara ai maimalai]"),
        ("ລາວ", "[lao letter lo loot]"),
        ("中文", "[cjk unified ideograph 4e2d]"),
    ],
)
def test_a_script_that_cannot_be_printed_is_told_with_its_place(script: str, named: str) -> None:
    report, _ = BLANK.write("guidance", blocks_of(f"Leaflets: {script}.")[0])
    [hint] = hints(report)
    assert hint.place == Place("section", "guidance")
    assert named in hint.message


@pytest.mark.parametrize("mark", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
def test_marks_that_turn_the_direction_of_text_are_told_with_their_place(mark: str) -> None:
    report, _ = BLANK.fill_in(FieldId.AUTHOR, f"Jo{mark} Lee")
    [hint] = hints(report)
    assert hint.place == Place("header", "author")
    assert "direction" in hint.message


def test_marks_that_stand_askew_are_told_with_their_place() -> None:
    report, _ = BLANK.write(
        "guidance", blocks_of("caf\u0065\u0301 q\u0302 and q\u0302 x\u0323\u0302")[0]
    )
    [hint] = hints(report)
    assert hint.place == Place("section", "guidance")
    assert "letters: q\u0302 x\u0323\u0302. " in hint.message


def test_a_text_full_of_them_names_only_some() -> None:
    report, _ = BLANK.write("guidance", blocks_of("🌳🎉🎈🎊🎁🎀🎄")[0])
    [hint] = hints(report)
    assert "and 2 more" in hint.message


def test_text_that_a_nil_answer_sets_aside_is_not_printed_and_gives_no_hint() -> None:
    [balloon] = blocks_of("🎈")[0]
    report, _ = BLANK.answer("guidance", Answer(AnswerKind.NO_CHANGE, (balloon,), reason="🌳"))
    assert hints(report) == []
