"""A share of the failing calls of `make durability`: nothing crashes, is lost or goes unsaid."""

import pytest

from tests.durability import errors
from tests.durability.faulty_disk import CAN_RUN

pytestmark = pytest.mark.skipif(not CAN_RUN, reason="needs Linux and a C compiler")


@pytest.mark.parametrize(
    "act",
    [
        *("autosave", "submit", "export", "receive", "backup", "restore", "migration"),
        *("removal", "desk backup", "desk restore"),
    ],
)
def test_whatever_call_fails_it_is_told_and_nothing_acknowledged_is_lost(act: str) -> None:
    counted, faults = errors.tally(act, errors.WAYS, every=61)
    assert counted["told"] > 5
    assert faults == []
