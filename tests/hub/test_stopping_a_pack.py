"""Making a pack tells how far it is, and can be stopped at any of its steps."""

from pathlib import Path

import pytest

from highlight_desktop.errors import CancelledError
from highlight_desktop.hub import pack
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.report import period
from highlight_desktop.store.desk import Desk
from tests.hub import desks

FORTNIGHT = Selection(period.read(desks.period()))
STEPS = ("Reading the returns", "Setting the pages", "Writing the workbook")


def test_every_step_is_told_and_comes_to_its_end(eventful: Desk, tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}

    def tell(step: str, done: int, of: int) -> None:
        told.setdefault(step, []).append((done, of))

    pack.make(eventful, FORTNIGHT, tmp_path / "out", Arrangement.SECTION, progress=tell)
    assert tuple(told) == STEPS
    for steps in told.values():
        assert steps == sorted(steps)
        assert all(0 <= done <= of for done, of in steps)


@pytest.mark.parametrize("stopped_at", STEPS)
def test_a_pack_that_is_stopped_leaves_no_half_file(
    eventful: Desk, tmp_path: Path, stopped_at: str
) -> None:
    folder = tmp_path / "out"

    def stop(step: str, _done: int, _of: int) -> None:
        if step == stopped_at:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        pack.make(eventful, FORTNIGHT, folder, Arrangement.AREA, progress=stop)
    left = [each.suffix for each in folder.iterdir()] if folder.exists() else []
    assert left == ([".pdf"] if stopped_at == STEPS[2] else [])
