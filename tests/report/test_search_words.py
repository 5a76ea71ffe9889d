"""Which spellings find each other, whatever is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report.search_words import excerpt, question, to_index, words

PANDEMIC = ("C19", "C-19", "Covid 19", "COVID-19", "covid19", "Covid\u201119", "covid–19", "Covid")


@pytest.mark.parametrize("spelling", PANDEMIC)
def test_all_spellings_of_the_pandemic_are_one_word(spelling: str) -> None:
    assert to_index(f"Our {spelling} response") == "our covid19 response"
    assert question(spelling).terms == (("covid19",),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The council’s and the councils' bins", "the council and the councils bins"),
        ("don't, don’t", "dont dont"),
        ("Dŵr, w\u0302yna, TŶ", "dwr wyna ty"),
        ("£1,250 or £1250; £2,000,000.50", "1250 or 1250 2000000.50"),
        ("8.6.2020 and 1,25 and 2.5", "8 6 2020 and 1 25 and 2.5"),
        ("Re-opened on 8-21 June", "re opened on 8 21 june qzq reopened"),
        ("C190 and vitamin C 19", "c190 and vitamin c 19"),
        ("__ … “”", ""),
    ],
)
def test_what_is_kept_of_a_text(text: str, kept: str) -> None:
    assert to_index(text) == kept


def test_words_ask_for_all_of_them_and_quotation_marks_for_a_phrase() -> None:
    assert question('mobile "talking books" re-opened').terms == (
        ("mobile",),
        ("talking books",),
        ("re opened", "reopened"),
    )
    assert question("“talking books").terms == (("talking books",),)
    assert not question(' "" ‚ ')


def test_an_excerpt_shows_where_most_of_the_words_stand_together() -> None:
    text = "Bins first. " + "Nothing else here. " * 30 + "Bins and\nlorries are\tlate."
    marked = [n for n, word in enumerate(words(text)) if word.form in ("bins", "late")]

    shown = excerpt(text, marked)

    assert shown.text.startswith("… ")
    assert shown.text.endswith("Bins and lorries are late.")
    assert [shown.text[a:b] for a, b in shown.marks] == ["Bins", "late"]
    assert text[slice(*shown.at)] == "Bins"
    assert shown.at[0] > 100


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_gives_words_that_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start <= word.end <= len(text)
        assert all(each.isalnum() or each == "." for each in word.form)
    for term in question(text).terms:
        assert all(spelling and '"' not in spelling for spelling in term)
    whole = excerpt(text, range(len(text)))
    assert all(0 <= a < b <= len(whole.text) for a, b in whole.marks)
