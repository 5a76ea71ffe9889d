"""A share of the stories of `make durability` about one data folder and one desk."""

import sys

import pytest

from tests.durability import machines


@pytest.mark.skipif(sys.platform == "win32", reason="copies with cp")
def test_whatever_is_done_at_any_hour_all_that_was_acknowledged_is_there() -> None:
    counted, faults = machines.campaign(1, stories=20)
    assert faults == []
    assert counted["tried"] >= 20
    assert counted["submitted"] > 5
    assert counted["received"] > 0


@pytest.mark.parametrize(
    "name",
    ["con.pdf", "a/b.pdf", "tail .pdf", "dot..pdf", "x" * 300, "rtl\u202egnp.exe", "e\u0301.pdf"],
)
def test_a_name_that_does_harm_is_told(name: str) -> None:
    assert machines.fault_of_name(name)


def test_a_name_that_does_none_is_not() -> None:
    assert machines.fault_of_name("highlight-report_parks_2020-06-08_v1.pdf") == ""
