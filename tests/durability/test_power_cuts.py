"""A share of the power cuts of `make durability`, and the three controls that must be found out."""

import pytest

from tests.durability import power_cut
from tests.durability.faulty_disk import CAN_RUN

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs Linux and a C compiler")
ACTS = [act for act in power_cut.TRIED if act != "rescue"]  # that one takes a minute


@pytest.mark.parametrize("act", ACTS)
def test_a_power_cut_loses_nothing_acknowledged_and_leaves_nothing_half_done(act: str) -> None:
    counted, faults = power_cut.tally(act, seed=2, ways=2)
    assert counted["states"] > 60
    assert faults == []


@pytest.mark.parametrize("control", ["NORMAL", "OFF", "early"])
def test_a_program_that_is_less_careful_is_found_out(control: str) -> None:
    counted, faults = power_cut.tally("autosave", seed=2, ways=1, control=control)
    assert counted["faults"] > 20
    assert all("lost or altered" in each or "Damaged" in each for each in faults)
