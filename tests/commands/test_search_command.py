"""The command that finds words in all reports."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from highlight_desktop.report.edition import FieldId
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.reports import Store
from tests.hub import desks

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kept(tmp_path, report):
    later = replace(report, id="cd" * 16)
    later, _ = later.fill_in(FieldId.PERIOD, "22 June to 5 July 2020")
    later, _ = later.fill_in(FieldId.SERVICE_AREAS, "Waste")
    with Store.open(tmp_path / "data") as store:
        for each in (report, later):
            store.create(each, now=NOW)


def test_places_are_told_with_the_words_in_brackets(desk):
    said = desk("search", "bench", "1", "--area", "waste")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "cdcdcdcd  Waste · 22 June to 5 July 2020 · New challenges and activity · draft",
        "  Branch [1] has lent 7 books to new readers. [Bench] [1] is mended",
    ]


def test_for_scripts_each_place_has_its_snippet_marks_and_address(desk):
    said = desk("search", "bench 1 mended", "--period", "8-21 June 2020", "--json")
    value = json.loads(said.out)
    assert (said.code, value["query"], value["total"]) == (0, "bench 1 mended", 1)
    [hit] = value["hits"]
    assert hit["report"] == "ab" * 16
    assert (hit["place"], hit["id"], hit["topic"]) == ("section", "activity", "activity")
    assert [hit["snippet"][a:b] for a, b in hit["marks"]] == ["1", "Bench", "1", "mended"]
    assert hit["at"] == {"block": 0, "start": 7, "end": 8}


def test_a_phrase_stands_in_quotation_marks(desk):
    assert desk("search", '"bench 1"').code == 0
    assert desk("search", '"1 bench mended"').code == 1


def test_nothing_found_is_a_no(desk):
    said = desk("search", "zebra")
    assert (said.code, said.out) == (1, "")
    assert said.err == "Nothing was found. Try fewer words, or another word for it.\n"
    said = desk("search", "zebra", "--json")
    assert (said.code, json.loads(said.out)) == (1, {"query": "zebra", "total": 0, "hits": []})
    assert desk("search", '" * -').code == 1


def received(tmp_path, report):
    """The same report on the hub's desk."""
    with Desk.open(tmp_path / "data") as hub:
        desks.receive(hub, desks.frozen(report))


def test_the_hub_s_desk_is_searched_too_and_each_place_says_where_it_is(desk, tmp_path, report):
    received(tmp_path, report)
    said = desk("search", "bench 1 mended", "--period", "8-21 June 2020", "--json")
    value = json.loads(said.out)
    assert (value["total"], "not_searched" in value) == (2, False)
    own, returned = value["hits"]
    assert (own["where"], own["sha256"], own["state"]) == ("reports", None, "draft")
    assert (returned["where"], returned["state"]) == ("desk", "returned")
    assert len(returned["sha256"]) == 64
    assert own["snippet"] == returned["snippet"]
    said = desk("search", "bench", "1", "--period", "8-21 June 2020")
    titles = [line for line in said.out.splitlines() if not line.startswith(" ")]
    assert [title.rsplit(" · ", 1)[1] for title in titles] == ["draft", "hub’s desk, returned"]


def test_a_desk_that_cannot_be_reached_costs_its_own_places_alone(
    desk, tmp_path, report, monkeypatch
):
    received(tmp_path, report)
    with Desk.open(tmp_path / "data"):
        said = desk("search", "bench 1 mended", "--period", "8-21 June 2020", "--json")
        value = json.loads(said.out)
        assert (said.code, value["total"]) == (0, 1)
        assert [each["where"] for each in value["not_searched"]] == ["desk"]
        assert said.err.startswith("The hub’s desk was not searched. ")
        assert said.err.count("\n") == 1
    monkeypatch.setenv("HIGHLIGHT_DESK", "postgresql+psycopg://hub@127.0.0.1:9/desk")
    said = desk("search", "mended", "--area", "waste")
    assert (said.code, "Waste" in said.out) == (0, True)
    assert "The shared desk, desk on 127.0.0.1" in said.err
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setattr("highlight_desktop.store.desk_place.find_spec", lambda _name: None)
    said = desk("search", "mended", "--area", "waste")
    assert (said.code, "psycopg is not installed" in said.err) == (0, True)


def test_searching_makes_no_desk(desk, tmp_path):
    assert desk("search", "mended").code == 0
    assert not (tmp_path / "data" / "desk.db").exists()


def test_of_many_places_the_best_are_told_and_all_counted(desk, tmp_path, report):
    with Store.open(tmp_path / "data") as store:
        for number in range(6):
            store.create(replace(report, id=f"{number:032x}"), now=NOW)
    said = desk("search", "mended")
    assert said.out.endswith("These are the best 50 of 56 places.\n")


def test_a_topic_narrows(desk):
    value = json.loads(desk("search", "mended", "--topic", "finance", "--json").out)
    assert {hit["topic"] for hit in value["hits"]} == {"finance"}


@pytest.mark.parametrize(
    "wrong", [("--period", "soon"), ("--topic", "pigeons"), ("--area",)], ids=str
)
def test_wrong_use_is_one_sentence(desk, wrong):
    desk("search", "mended", *wrong).one_line_of_trouble()
