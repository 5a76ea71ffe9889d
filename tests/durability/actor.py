"""A program that does one act on a faulty disk: the harness starts it, it is no test itself.

    actor record ACT SEED FOLDER LOG CONTROL      writes what it asks of the disk to LOG

(see `errors` and `kills` for the other ways, which fork it from inside)
"""

import sys
from pathlib import Path

from highlight_desktop.store import pragmas
from tests.durability.acts import ACTS, Steps, run
from tests.durability.faulty_disk import FaultyDisk

CONTROLS = ("", "NORMAL", "OFF", "early")
"""The program as it is, and the three that must be found out."""
_LEVELS = {"NORMAL": 1, "OFF": 0}


def record(name: str, seed: int, folder: Path, log: Path, control: str) -> None:
    """Do an act from its first step to its last while the disk writes everything down."""
    if control in _LEVELS:
        pragmas.SETTINGS = tuple(
            each if each[0] != "synchronous" else ("synchronous", control, _LEVELS[control])
            for each in pragmas.SETTINGS
        )
    disk = FaultyDisk(folder.parent)
    disk.record(log)
    run(ACTS[name], folder, Steps(disk.acknowledge, early=control == "early"), seed)


if __name__ == "__main__":
    way, *rest = sys.argv[1:]
    if way == "record":
        record(rest[0], int(rest[1]), Path(rest[2]), Path(rest[3]), rest[4])
    else:
        from tests.durability import errors, kills

        {"errors": errors.act_out, "kills": kills.act_out}[way](*rest)
