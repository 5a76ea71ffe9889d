"""Preferences: kept whole, read with tolerance, and the rules for what goes in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop import settings
from highlight_desktop.settings import Settings, address_problem, folder_problem


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    kept = Settings("Llais y Dŵr", "hub@council.example", str(tmp_path), "contrast")

    settings.save(kept, tmp_path)

    assert settings.load(tmp_path) == kept


def test_an_appearance_nobody_knows_is_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / settings.FILE_NAME).write_text('{"appearance": "sepia", "hub_name": "The desk"}')

    read = settings.load(tmp_path)

    assert read == Settings(hub_name="The desk", appearance="system")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "  ",
        "hub@council.gov.uk",
        " highlights.desk+june@emergency-planning.council.example ",
        "o'neill@council.example",
        "a@b.cd",
    ],
)
def test_one_plain_address_or_none_is_taken(address: str) -> None:
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    ("address", "words"),
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
    ],
)
def test_what_cannot_be_an_address_is_told_why(address: str, words: str) -> None:
    assert words in address_problem(address)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_line_break_or_comma_ever_passes_as_an_address(before: str, after: str) -> None:
    for text in (f"{before}@{after}", f"hub@council.example{before}", f"{before}\r\n{after}"):
        if address_problem(text) == "":
            address = text.strip()
            assert address.isascii()
            assert not set(address) & set('\r\n\t\0 ,;<>"()')


def test_a_folder_may_be_new_but_not_a_file_nor_half_a_path(tmp_path: Path) -> None:
    taken = tmp_path / "notes.txt"
    taken.write_text("kept")

    assert folder_problem("") == ""
    assert folder_problem(str(tmp_path)) == ""
    assert folder_problem(str(tmp_path / "new" / "newer")) == ""
    assert "not a folder" in folder_problem(str(taken))
    assert "not a folder" in folder_problem(str(taken / "below"))
    assert "whole path" in folder_problem("Reports")
    assert "cannot be used" in folder_problem(f"{tmp_path}/a\0b")
