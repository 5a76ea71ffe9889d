"""The commands that need no reports: editions and period."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.report import edition


def test_the_editions_are_listed_oldest_first(call):
    said = call("editions")
    assert (said.code, said.err) == (0, "")
    listed = [line.split()[0] for line in said.out.splitlines()]
    assert listed == sorted(one.id for one in edition.bundled())
    assert listed[:3] == ["2020-05", "2020-06", "2021-01"]


def test_the_editions_as_json_have_every_section_with_its_part(call):
    values = json.loads(call("editions", "--json").out)
    assert [value["id"] for value in values] == [one.id for one in edition.bundled()]
    assert [len(value["sections"]) for value in values][:3] == [6, 7, 10]
    assert values[0]["sections"][0]["part"] is None
    assert values[2]["sections"][6] == {
        "id": edition.bundled()[2].sections[6].id,
        "part": "Part 2 – Business as usual activity",
        "heading": "Key service updates – internal / external",
        "topic": "services",
        "answers": ["no_change", "nothing_to_report", "not_applicable"],
    }
    assert values[2]["header"][3] == {"id": "local_authority", "label": "Local authority"}


def test_a_period_is_understood_as_the_interface_says(call):
    said = call("period", "8-21 st June 2020", "--json")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "typed": "8-21 st June 2020",
        "start": "2020-06-08",
        "end": "2020-06-21",
        "label": "8 to 21 June 2020",
        "days": 14,
    }


def test_a_period_is_printed_for_people(call):
    assert call("period", "18/05/2020 – 25/05/2020").out == "18 to 25 May 2020 (8 days)\n"
    assert call("period", "1 June 2020 to 1 June 2020").out.endswith("(1 day)\n")


@pytest.mark.parametrize("typed", ["soon", "", "31 June 2020 to 2 July 2020", "\udcff"])
def test_a_period_not_understood_is_a_no_that_says_why(call, typed):
    said = call("period", typed, "--json")
    assert said.code == 1
    value = json.loads(said.out)
    assert list(value) == ["typed", "start", "end", "label", "days", "error"]
    assert [value[key] for key in ("start", "end", "label", "days")] == [None] * 4
    assert said.err == value["error"] + "\n"
    plain = call("period", typed)
    assert (plain.code, plain.out, plain.err) == (1, "", said.err)


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(), max_size=40), as_json=st.booleans())
def test_any_text_is_a_period_or_a_no_or_wrong_use(call, text, as_json):
    said = call("period", *(["--json"] if as_json else []), "--", text)
    assert said.code in {0, 1}
    assert "Traceback" not in said.err
    if as_json:
        assert json.loads(said.out)["typed"] == " ".join(json.loads(said.out)["typed"].split())
    if said.code:
        assert said.err.count("\n") == 1
