"""The hub's desk on the command line."""

import json
from datetime import UTC, date, datetime

import pytest

from highlight_desktop.outbox import pdf
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Expected
from tests.hub import year as years
from tests.hub.year import frozen, written

START, END = date(2020, 6, 8), date(2020, 6, 21)


@pytest.fixture
def returns(tmp_path):
    """A folder with one good return and one file that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    report = written("Libraries", START, END)
    (folder / "libraries.pdf").write_bytes(pdf.render(frozen(report, END)))
    (folder / "shopping.txt").write_text("Milk\n", encoding="utf-8")
    return folder


def test_receiving_says_what_became_of_each_file_and_counts_them(desk, returns):
    said = desk("hub", "receive", returns)

    assert (said.code, said.err) == (1, "")
    lines = said.out.splitlines()
    path = f"{returns}/libraries.pdf"
    assert lines[0] == f"{path}: as submitted (Libraries, 8 to 21 June 2020, version 1)"
    assert lines[1] == f"{returns}/shopping.txt: unreadable"
    assert lines[2].startswith("  “shopping.txt” does not read as a return:")
    assert lines[-1] == "2 files: as submitted 1, unreadable 1."


def test_when_all_is_well_the_answer_is_yes_again_and_again(desk, returns):
    assert desk("hub", "receive", returns / "libraries.pdf").code == 0
    again = desk("hub", "receive", returns / "libraries.pdf")
    assert again.code == 0
    assert ": duplicate (Libraries" in again.out


def test_receiving_gives_one_json_value(desk, returns):
    said = desk("hub", "receive", returns, "--json")

    told = json.loads(said.out)
    assert (said.code, told["files"]) == (1, 2)
    assert sum(told["counts"].values()) == 2
    good, bad = told["received"]
    assert good.keys() == bad.keys() >= {"file", "source", "sender", "outcome", "told", "sha256"}
    assert (good["outcome"], good["verdict"]) == ("as_submitted", "as_submitted")
    assert good["return"]["period"] == {"start": "2020-06-08", "end": "2020-06-21"}
    assert (bad["outcome"], bad["return"]) == ("unreadable", None)


def test_a_path_that_is_not_there_is_told_before_anything_is_received(desk, returns, tmp_path):
    desk("hub", "receive", returns, tmp_path / "nowhere").one_line_of_trouble()
    with Desk.open(tmp_path / "data") as opened:
        assert opened.arrivals() == []


def test_a_path_without_a_name_is_not_the_folder_one_happens_to_be_in(desk):
    assert "has a name" in desk("hub", "receive", "").one_line_of_trouble()


def test_returns_say_who_is_there_and_who_is_missing(desk, returns, tmp_path):
    desk("hub", "receive", returns)
    with Desk.open(tmp_path / "data") as opened:
        opened.expect([Expected("Libraries"), Expected("Parks")], now=datetime.now(UTC))

    said = desk("hub", "returns", "--period", "8 to 21 June 2020")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[:2] == ["8 to 21 June 2020: 2 service areas", "Libraries: received"]
    assert lines[2].startswith("Parks: missing, ")
    assert lines[2].endswith(" days late, due 23 June 2020")

    told = json.loads(desk("hub", "returns", "--period", "8 to 21 June 2020", "--json").out)
    assert told["period"] == {"start": "2020-06-08", "end": "2020-06-21"}
    libraries, parks = told["returns"]
    assert (libraries["state"], libraries["days_late"]) == ("received", 0)
    assert libraries["reports"][0]["version"] == 1
    missing = {"start": "2020-06-08", "end": "2020-06-21", "due": "2020-06-23"}
    assert (parks["state"], parks["missing"]) == ("missing", [missing])


def test_when_all_is_there_the_answer_is_yes(desk, returns, tmp_path):
    desk("hub", "receive", returns)
    with Desk.open(tmp_path / "data") as opened:
        opened.expect([Expected("Libraries")], now=datetime.now(UTC))

    assert desk("hub", "returns", "--period", "8-21 June 2020").code == 0


def test_a_period_that_is_not_understood_cannot_be_done(desk):
    assert "rubbish" in desk("hub", "returns", "--period", "rubbish").one_line_of_trouble()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "not the address of a shared desk"),
        ("postgresql+psycopg://hub:secret@127.0.0.1/desk", "has a password in it"),
        ("postgresql+psycopg://hub@127.0.0.1/desk?password=secret", "has a password in it"),
        ("postgresql+psycopg://hub@127.0.0.1:9/desk", "could not do it"),
    ],
)
def test_a_shared_desk_that_cannot_be_used_is_told(desk, monkeypatch, returns, address, said):
    monkeypatch.setenv("HIGHLIGHT_DESK", address)

    told = desk("hub", "receive", returns).one_line_of_trouble()

    assert said in told
    assert "secret" not in told


def test_an_altered_return_is_a_no_with_its_differences(desk, tmp_path):
    snapshot = frozen(written("Libraries", START, END), END)
    content = years.workbook.render(snapshot)
    edited = years.retyped(content, b"more doors", b"less doors")
    (tmp_path / "edited.xlsx").write_bytes(edited)

    said = desk("hub", "receive", tmp_path / "edited.xlsx")

    assert said.code == 1
    assert "edited.xlsx: altered (Libraries" in said.out
    assert "was “" in said.out
