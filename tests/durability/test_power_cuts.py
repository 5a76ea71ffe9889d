"""A share of the power cuts of `make durability`, and the three controls that must be found out."""

from functools import partial

import pytest

from tests.durability import power_cut
from tests.durability.faulty_disk import CAN_RUN
from tests.durability.figures import Round, do

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs Linux and a C compiler")


def test_a_power_cut_loses_nothing_acknowledged_and_leaves_nothing_half_done() -> None:
    # In a process of its own, where it is not measured what the tests reach.
    (counted, faults), _ = do(Round("share", partial(power_cut.share, ways=10, seed=2), 0))
    assert faults == []
    assert counted["tried"] >= 20_000
    assert counted["distinct"] >= 10_000
    assert min(counted[word] for word in counted if word.startswith("tried of ")) > 500


@pytest.mark.parametrize("control", ["NORMAL", "OFF", "early"])
def test_a_program_that_is_less_careful_is_found_out(control: str) -> None:
    counted, faults = power_cut.tally("autosave", seed=2, ways=1, control=control)
    assert counted["faults"] > 20
    assert all("lost or altered" in each or "Damaged" in each for each in faults)
