"""The editions of the form: data, and errors that name the place of a fault."""

import tomllib
from importlib.resources import files

import pytest

from highlight_desktop.errors import EditionError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId

SMALL = """
id = "2030-01"
title = "A small form"
[[header]]
id = "service_areas"
label = "Service areas"
[[header]]
id = "author"
label = "Report author"
[[header]]
id = "period"
label = "Reporting period"
[[part]]
id = "1"
heading = "Part 1"
[[section]]
id = "news"
topic = "good_news"
part = "1"
name = "Good news"
"""


def test_every_edition_file_is_bundled_and_reads_back_from_its_own_values() -> None:
    folder = files("resources") / "editions"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    assert [f"{one.id}.toml" for one in edition.bundled()] == names
    for one in edition.bundled():
        assert Edition.from_plain(one.to_plain(), "again") == one


def test_the_three_editions_have_the_sections_of_the_paper_forms() -> None:
    shapes = {one.id: (len(one.sections), len(one.parts)) for one in edition.bundled()}
    assert shapes == {"2020-05": (6, 0), "2020-06": (7, 0), "2021-01": (10, 2)}
    assert [one.heading for one in edition.find("2020-05").sections] == [
        "Key activity headlines (See separate Highlight report for Communications)",
        "Risks / challenges (and mitigation)",
        "Workforce update",
        "Financial impact (increase in costs / reduction in income)",
        "Recovery activity (plans being considered / future steps)",
        "Communications",
    ]
    newest = edition.newest()
    owners = [newest.part_of(one) for one in newest.sections]
    assert owners == [newest.parts[0]] * 6 + [newest.parts[1]] * 4
    assert newest.has_field(FieldId.LOCAL_AUTHORITY)
    assert not edition.find("2020-06").has_field(FieldId.LOCAL_AUTHORITY)


def test_no_two_sections_of_an_edition_can_be_mistaken_for_each_other() -> None:
    for one in edition.bundled():
        names = [name.casefold() for each in one.sections for name in {each.name, *each.aliases}]
        assert len(names) == len(set(names)), one.id
        topics = [each.topic for each in one.sections]
        assert len(topics) == len(set(topics)), one.id


def test_the_forms_words_in_brackets_stand_beside_the_field_as_advice() -> None:
    finance = edition.find("2020-05").section("finance")
    assert finance.advice == "Increase in costs / reduction in income"
    assert edition.find("2020-06").section("finance").advice == ""


def test_a_form_that_says_nothing_about_answers_allows_them_all() -> None:
    form = Edition.from_toml(SMALL, "small.toml")
    assert form.sections[0].answers == tuple(kind for kind in AnswerKind if kind.is_nil)


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (SMALL + 'colour = "red"', "small.toml: section[1].colour is not a key"),
        ('colour = "red"\n' + SMALL, "small.toml: colour is not a key"),
        (SMALL.replace('label = "Report author"', ""), "small.toml: header[2].label is missing"),
        (SMALL.replace('"good_news"', '"weather"'), "small.toml: section[1].topic is “weather”"),
        (SMALL.replace('part = "1"', 'part = "2"'), "section[1].part is “2”"),
        (SMALL.replace('id = "news"', 'id = "Good news!"'), "section[1].id must be"),
        (SMALL.replace('id = "period"', 'id = "author"'), "two entries of header"),
        (SMALL + 'aliases = "one"', "small.toml: section[1].aliases must be a list of texts"),
        (SMALL + 'aliases = ["one", 2]', "small.toml: section[1].aliases[2] must be text"),
        (SMALL + 'aliases = ["one", " "]', "small.toml: section[1].aliases[2] must be text"),
        (SMALL + 'answers = ["maybe"]', "small.toml: section[1].answers has “maybe”"),
        (SMALL + 'guidance = "a\\u0000b"', "section[1].guidance must be one line"),
        (SMALL.replace('title = "A small form"', "title = 3"), "small.toml: title must be text"),
        (SMALL.split("[[section]]")[0], "small.toml: section is missing"),
        ("title = ", "small.toml is not TOML"),
    ],
)
def test_a_fault_in_an_edition_is_named_by_its_path(fault: str, named: str) -> None:
    with pytest.raises(EditionError) as raised:
        Edition.from_toml(fault, "small.toml")
    assert named in str(raised.value)


def test_the_small_form_itself_is_sound() -> None:
    assert tomllib.loads(SMALL)["id"] == Edition.from_toml(SMALL, "small.toml").id


def test_asking_for_an_edition_there_is_not_lists_those_there_are() -> None:
    with pytest.raises(EditionError, match="2020-05, 2020-06, 2021-01"):
        edition.find("1999-01")
