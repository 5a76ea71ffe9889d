"""Which words are misspelt, which are left alone, and what was probably meant."""

from importlib.resources import as_file, files

import pytest
from hunspell import Hunspell
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from highlight_desktop.spelling import SUGGESTION_LIMIT, Speller, council_words


@pytest.fixture
def speller() -> Speller:
    return Speller.load(["Tarrowby"])


@pytest.fixture(scope="module")
def loaded() -> Speller:
    """One for tests that teach it nothing."""
    return Speller.load()


def misspelt(speller: Speller, text: str) -> list[str]:
    return [text[start:end] for start, end in speller.misspelt(text)]


def test_a_misspelt_word_is_found_where_it_stands(loaded: Speller) -> None:
    text = "Inspections go on under the revised risk assesment."
    start = text.index("assesment")
    assert loaded.misspelt(text) == [(start, start + len("assesment"))]
    assert loaded.suggest("assesment")[0] == "assessment"


def test_places_are_counted_in_characters_however_wide_they_are_stored(loaded: Speller) -> None:
    assert loaded.misspelt("🚲 🚲 recieve") == [(4, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "The colour of the organisation’s programme",
        "Staff don't, can’t, won’t and haven’t; the directors’ and women's rooms",
        "Write to jo.wren@councl.example or see https://councl.example/opnings.",
        "www.councl.example, councl.gov.uk/parcs and (minits-2020.docx), C:\\Reprts\\jun",
        "#StayHme",
        "CQC, MTFS, KPIs, LAs and MPs; DWP’s",
        "SharePoint, iPad, DfE and McKay",
        "A14, B1040, 3rd, 21st, 2020’s, s106 and Q1",
        "8-21 st June, the 2 nd and 30 th",
        "WELLBEING and Wellbeing and wellbeing",
        "COVID-19, mid-2020 and a re-opening",
        "first_draft_tilte",
        "co‑production and wellbeing—coproduction/virement",
        "Huntingdon, Wisbech, Peterborough’s, Cambridgeshire, Fenland and Northstowe’s",
        "café, naïve and cafe\N{COMBINING ACUTE ACCENT}",
        "e-learning, T-shirts and x",
        "Wi-Fi, co-ordinated, co-terminous and multi‐agency",
    ],
)
def test_what_is_right_or_cannot_be_judged_is_left_alone(loaded: Speller, text: str) -> None:
    assert misspelt(loaded, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The comittee’s view", ["comittee’s"]),
        ("a well-manged multi-agncy plan", ["manged", "agncy"]),
        ("COVID-safee", ["safee"]),
        ("opened.Then closd", ["closd"]),
        ("“recieve”, (recieve) and recieve/recieve", ["recieve"] * 4),
        ("in peterborough", ["peterborough"]),
        ("Recieve", ["Recieve"]),
        ("ŵyth", ["ŵyth"]),
        ("mtfs", ["mtfs"]),
        ("as th report", ["th"]),
    ],
)
def test_each_misspelt_word_is_found(loaded: Speller, text: str, found: list[str]) -> None:
    assert misspelt(loaded, text) == found


def test_a_suggestion_is_written_as_the_author_writes(loaded: Speller) -> None:
    assert "don’t" in loaded.suggest("dont", "It isn’t much")
    assert "don't" in loaded.suggest("dont", "It isn't much")
    assert "doesn’t" in loaded.suggest("dosen’t", "and it isn't")
    assert loaded.suggest("Recieve")[0] == "Receive"
    assert "Peterborough" in loaded.suggest("peterborough")


def test_suggestions_are_few_and_a_very_long_word_has_none(loaded: Speller) -> None:
    assert 1 < len(loaded.suggest("manging")) <= SUGGESTION_LIMIT
    assert loaded.suggest("recieve" * 9) == []


def test_an_own_word_is_accepted_in_any_case_and_suggested(speller: Speller) -> None:
    assert misspelt(speller, "Tarrowby, tarrowby, TARROWBY, Tarrowby’s") == []
    assert "Tarrowby" in speller.suggest("Tarowby")


def test_an_own_word_that_is_removed_is_misspelt_again(speller: Speller) -> None:
    speller.remove("Tarrowby")
    assert misspelt(speller, "Tarrowby") == ["Tarrowby"]
    speller.add("Tarrowby")
    assert misspelt(speller, "Tarrowby") == []


def test_removing_an_own_word_never_takes_it_from_the_dictionary(speller: Speller) -> None:
    speller.add("library")
    speller.remove("library")
    assert misspelt(speller, "a library and libraries") == []


def test_an_ignored_word_is_passed_over_but_not_suggested(speller: Speller) -> None:
    assert misspelt(speller, "Quennock") == ["Quennock"]
    speller.ignore("Quennock")
    assert misspelt(speller, "Quennock and quennock’s") == []
    assert "Quennock" not in speller.suggest("Quenock")


def test_an_own_word_may_have_an_apostrophe_of_either_kind() -> None:
    speller = Speller.load(["Addenbrooke’sy"])
    assert misspelt(speller, "Addenbrooke'sy and Addenbrooke’sy") == []


def test_every_council_word_is_lacking_in_the_dictionary() -> None:
    with as_file(files("resources") / "dictionaries") as folder:
        dictionary = Hunspell("en_GB", str(folder), system_encoding="UTF-8")
    words = council_words()
    assert 150 <= len(words) <= 300
    assert [word for word in words if dictionary.spell(word)] == []
    assert sorted(set(words), key=lambda word: (word.casefold(), word)) == words


def test_what_councils_write_is_known(loaded: Speller) -> None:
    text = "Wellbeing workstreams, virements, coproduction and ringfenced outturns in Cambs"
    assert misspelt(loaded, text) == []
    assert "MTFS" in loaded.suggest("mtfs")


def test_the_licence_of_the_dictionary_is_beside_it() -> None:
    folder = files("resources") / "dictionaries"
    licence = (folder / "en_GB-LICENSE.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence
    assert "Marco A.G.Pinto" in (folder / "en_GB-README.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["a" * 100_000, "word-" * 20_000, "w." * 50_000, "'" * 100_000])
def test_text_without_a_space_is_looked_at_in_no_time(loaded: Speller, text: str) -> None:
    assert isinstance(loaded.misspelt(text), list)


@given_settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_at_all_can_be_looked_at(loaded: Speller, text: str) -> None:
    end_before = 0
    for start, end in loaded.misspelt(text):
        assert end_before <= start < end <= len(text)
        assert any(letter.isalpha() for letter in text[start:end])
        end_before = end
