"""Knows how often an act has the disk put away what was written, and how much it writes.

Started by its test as a program of its own, with the recording library in front of libc:

    python -m tests.durability.syncs FOLDER     writes one line of JSON: the syncs of each act
"""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place, Report
from highlight_desktop.store.reports import Store
from tests.durability.acts import DRAFT, NOW, written
from tests.durability.faulty_disk import SYNC, FaultyDisk

NEVER = 10**9


def counted(folder: Path) -> dict[str, int]:
    """The syncs of each act on the files of this folder."""
    disk = FaultyDisk(folder)
    counts: dict[str, int] = {}

    def count(act: str, work: Callable[[], object]) -> None:
        disk.arm(SYNC, NEVER, 0, for_ever=False)
        work()
        counts[act] = disk.heal()

    with Store.open(folder / "data") as store:
        report = store.create(written(DRAFT, "Libraries"), now=NOW).report
        store.save(report, [], now=NOW)
        count("a save", lambda: _save(store, report, 1))
        count("ten saves", lambda: [_save(store, report, number) for number in range(2, 12)])
        for act, work in {
            "a list": store.summaries,
            "a report read": lambda: store.load(DRAFT),
            "a search": lambda: store.search("library"),
        }.items():
            count(act, work)
    opened: list[Store] = []
    count("opening", lambda: opened.append(Store.open(folder / "data", at_leisure=True)))
    count("closing with nothing written", opened[0].close)
    return counts


def _save(store: Store, report: Report, number: int) -> None:
    place = Place("section", report.edition.sections[0].id)
    answer = replace(report.answers[place.id], prose=blocks_of(f"{number} new benches.")[0])
    changed, _ = report.answer(place.id, answer)
    store.save(changed, [place], now=NOW)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(counted(Path(sys.argv[1]))))
