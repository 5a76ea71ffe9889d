"""The editions of the form: data, and errors that name the place of a fault."""

import tomllib
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.errors import EditionError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.key_lines import line_of
from tests.report.strategies import new_editions

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
TAIL = SMALL[SMALL.index("[[section]]") :]


def test_every_edition_file_is_bundled_and_reads_back_from_its_own_values() -> None:
    folder = files("resources") / "editions"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    assert [f"{one.id}.toml" for one in edition.bundled()] == names
    for one in edition.bundled():
        assert Edition.from_plain(one.to_plain(), "again") == one


def test_the_editions_of_the_three_paper_forms_have_their_sections() -> None:
    shapes = {one.id: (len(one.sections), len(one.parts)) for one in edition.bundled()}
    assert shapes.items() >= {"2020-05": (6, 0), "2020-06": (7, 0), "2021-01": (10, 2)}.items()
    assert [one.heading for one in edition.find("2020-05").sections] == [
        "Key activity headlines (See separate Highlight report for Communications)",
        "Risks / challenges (and mitigation)",
        "Workforce update",
        "Financial impact (increase in costs / reduction in income)",
        "Recovery activity (plans being considered / future steps)",
        "Communications",
    ]
    third = edition.find("2021-01")
    owners = [third.part_of(one) for one in third.sections]
    assert owners == [third.parts[0]] * 6 + [third.parts[1]] * 4
    assert third.has_field(FieldId.LOCAL_AUTHORITY)
    assert not edition.find("2020-06").has_field(FieldId.LOCAL_AUTHORITY)


def test_no_two_sections_of_an_edition_can_be_mistaken_for_each_other() -> None:
    for one in edition.bundled():
        names = [name.casefold() for each in one.sections for name in {each.name, *each.aliases}]
        assert len(names) == len(set(names)), one.id


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
        (SMALL + 'colour = "red"', "small.toml, line 21: section[1].colour is not a key"),
        ('colour = "red"\n' + SMALL, "small.toml, line 1: colour is not a key"),
        (SMALL.replace('label = "Report author"', ""), "line 7: header[2].label is missing"),
        (SMALL.replace('"good_news"', '"weather"'), "line 18: section[1].topic is “weather”"),
        (SMALL.replace('part = "1"', 'part = "2"'), "line 19: section[1].part is “2”"),
        (SMALL.replace('part = "1"', ""), "line 16: section[1].part is missing"),
        (SMALL.replace('id = "news"', 'id = "Good news!"'), "line 17: section[1].id is “Good"),
        (SMALL.replace('id = "period"', 'id = "author"'), "header[3].id is “author”, and so is"),
        (SMALL + 'aliases = "one"', "line 21: section[1].aliases must be a list of texts"),
        (SMALL + 'aliases = ["one", 2]', "line 21: section[1].aliases[2] must be text"),
        (SMALL + 'aliases = ["one", " "]', "line 21: section[1].aliases[2] must be text"),
        (SMALL + 'answers = ["maybe"]', "line 21: section[1].answers has “maybe”"),
        (SMALL + 'guidance = "a\\u0000b"', "line 21: section[1].guidance must be one line"),
        (SMALL + 'guidance = """a\n[[section]]\n"""', "line 21: section[1].guidance must be"),
        (SMALL.replace('title = "A small form"', "title = 3"), "line 3: title must be text"),
        (SMALL.split("[[section]]")[0], "small.toml: section is missing"),
        ("section = 1\n" + SMALL.split("[[part]]")[0], "section must be a list of tables"),
        (SMALL.replace("[[section]]", "[section]"), "line 16: section must be a list of tables"),
        ("section = [1]\n" + SMALL.split("[[section]]")[0], "section[1] must be a table"),
        (SMALL.replace('"period"', '"local_authority"'), "header has no field “period”"),
        (SMALL + TAIL.replace('"news"', '"more"'), "line 25: section[2].name has “Good news”"),
        (SMALL + f'guidance = "{"a" * 401}"', "line 21: section[1].guidance has 401 characters"),
        (SMALL.replace("A small", "A" * 121), "line 3: title has 126 characters; there is room"),
        ("title = ", "small.toml is not TOML: its end: there is no value"),
        ("title = “Curly”", "small.toml is not TOML: line 1, column 9: there is no value;"),
        ("a = " + "[" * 9_000, "small.toml is nested too deeply"),
        ("a = " + "9" * 9_000, "a number or a date in it is none"),
        ("a = 2020-02-31", "small.toml is not TOML"),
        ("", "small.toml: id is missing"),
    ],
)
def test_a_fault_in_an_edition_is_named_by_its_path(fault: str, named: str) -> None:
    with pytest.raises(EditionError) as raised:
        Edition.from_toml(fault, "small.toml")
    assert named in str(raised.value)


def test_the_sections_of_a_part_stand_together() -> None:
    form = SMALL.replace("[[section]]", '[[part]]\nid = "2"\nheading = "Part 2"\n[[section]]', 1)
    for number, part in enumerate("21", 2):
        tail = TAIL.replace('"news"', f'"n{number}"').replace("Good news", f"Good news {number}")
        form += tail.replace('part = "1"', f'part = "{part}"')
    with pytest.raises(EditionError, match=r"line 32: section.3..part is “1” again"):
        Edition.from_toml(form, "small.toml")


@given(new_editions())
def test_an_edition_written_as_a_file_is_read_back_as_it_was(form: Edition) -> None:
    assert Edition.from_toml(form.to_toml(), "again") == form


def test_a_form_that_allows_no_other_answer_than_text_says_so_in_its_file() -> None:
    form = Edition.from_toml(SMALL + "answers = []", "small.toml")
    assert form.sections[0].answers == ()
    assert Edition.from_toml(form.to_toml(), "again") == form


@given(st.text())
def test_whatever_the_text_it_is_an_edition_or_a_fault_told(text: str) -> None:
    with suppress(EditionError):
        Edition.from_toml(text, "any.toml")


@given(st.data())
def test_a_file_cut_or_altered_anywhere_is_an_edition_or_a_fault_told(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(start, len(SMALL)))
    with suppress(EditionError):
        Edition.from_toml(SMALL[:start] + data.draw(st.text(max_size=9)) + SMALL[end:], "cut.toml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("title", 2),
        ("part[1].id", 7),
        ("part[2].id", 12),
        ("part[2].heading", 11),
        ("colour", None),
    ],
)
def test_strings_and_comments_are_no_lines_of_a_key(path: str, line: int | None) -> None:
    text = (
        'id = "a"\ntitle = """\nid = 3\n[[part]]\n""" # [[part]]\n'
        "[[part]]\nid = '''\n[[part]]\n''' # id = 1\n\n[[part]] # two\nid = \"[[part]]\""
    )
    assert line_of(text, path) == line


def test_editions_come_in_the_order_of_the_months_in_their_ids() -> None:
    ids = ["2030-01", "pilot", "2020-05", "2030-01b", "9-lives"]
    forms = [replace(edition.newest(), id=each) for each in ids]
    in_order = [each.id for each in sorted(forms, key=lambda each: each.age)]
    assert in_order == ["9-lives", "pilot", "2020-05", "2030-01", "2030-01b"]
    assert edition.newest(forms).id == "2030-01b"
    assert edition.find("pilot", forms).id == "pilot"


def test_the_small_form_itself_is_sound() -> None:
    assert tomllib.loads(SMALL)["id"] == Edition.from_toml(SMALL, "small.toml").id


def test_asking_for_an_edition_there_is_not_lists_those_there_are() -> None:
    with pytest.raises(EditionError, match="2020-05, 2020-06, 2021-01"):
        edition.find("1999-01")
