"""A share of the kills of `make durability`: at random moments, and at every call to the disk."""

import pytest

from tests.durability import errors, kills
from tests.durability.faulty_disk import CAN_RUN

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs Linux and a C compiler")


def test_a_kill_at_any_moment_loses_nothing_acknowledged() -> None:
    counted, faults = kills.campaign(range(200), seed=2)
    assert counted["tried"] == 200
    assert counted["after an acknowledgement"] > 20
    assert faults == []


@pytest.mark.parametrize(
    "act",
    [
        *("first start", "submit", "export", "backup", "restore", "removal"),
        *("desk backup", "desk restore"),
    ],
)
def test_a_kill_at_every_seventh_call_to_the_disk_leaves_each_step_done_or_not(act: str) -> None:
    counted, faults = errors.tally(act, [errors.DEATH], every=7)
    assert counted["killed"] > 1
    assert faults == []
