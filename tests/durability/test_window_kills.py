"""A share of the kills of the real window of `make durability`, with the control that must fail."""

import sys

import pytest

from tests.durability import window_kills

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux to stop a program")


def test_a_window_killed_while_keys_arrive_loses_nothing_it_called_saved() -> None:
    counted, faults = window_kills.campaign(range(5), seed=1, stops=9)
    assert counted["tried"] == 50
    assert counted["led back"] > 0
    assert faults == []


def test_a_window_that_says_saved_too_early_is_found_out() -> None:
    _, faults = window_kills.campaign(range(1), seed=1, stops=19, control="early")
    assert any("acknowledged edit" in each for each in faults)
