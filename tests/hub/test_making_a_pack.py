"""Making a pack: two files, whole or not at all, the same again, and no dearer each."""

import hashlib
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from highlight_desktop import files
from highlight_desktop.errors import OutputError
from highlight_desktop.hub import pack
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.report import period
from highlight_desktop.report.edition import Topic
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Council
from tests.hub import desks
from tests.outbox.effort import calls

FORTNIGHT = Selection(period.read(desks.period()))


def test_a_pack_is_a_document_and_a_workbook_the_same_each_time(
    eventful: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "to be made"
    hashes = []
    for _ in range(2):
        made = pack.make(eventful, FORTNIGHT, folder, Arrangement.SECTION)
        assert (made.returns, made.missing) == (14, 3)
        assert made.markings == ("Council eyes only", "OFFICIAL-SENSITIVE")
        paths = (made.document, made.workbook)
        assert sorted(folder.iterdir()) == sorted(paths)
        hashes.append([hashlib.sha256(path.read_bytes()).digest() for path in paths])
    assert hashes[0] == hashes[1]
    assert made.document.name == "highlight-pack_2020-06-08_to_2020-06-21_by-section.pdf"
    assert made.workbook.name == "highlight-pack_2020-06-08_to_2020-06-21_by-section.xlsx"


def test_packs_of_other_parts_have_other_names(desk: Desk, tmp_path: Path) -> None:
    desks.fill(desk, 1, blocks=1)
    long = "a good many words that nobody would ever look for, ŵ"
    for selection in (
        FORTNIGHT,
        replace(FORTNIGHT, council=Council.CCC),
        replace(FORTNIGHT, topics=(Topic.FINANCE,)),
        replace(FORTNIGHT, words=long),
        replace(FORTNIGHT, words=f"{long} either"),
    ):
        for arrangement in Arrangement:
            pack.make(desk, selection, tmp_path / "out", arrangement)
    names = [path.name for path in (tmp_path / "out").iterdir()]
    assert len(names) == 20
    assert max(map(len, names)) < 100
    assert "highlight-pack_2020-06-08_to_2020-06-21_by-area_only-ccc.pdf" in names


def test_a_pack_that_cannot_be_written_leaves_the_one_before(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks.fill(desk, 1, blocks=1)
    made = pack.make(desk, FORTNIGHT, tmp_path, Arrangement.SECTION)
    before = made.document.read_bytes()
    desks.receive(desk, desks.frozen(desks.report(7)))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        pack.make(desk, FORTNIGHT, tmp_path, Arrangement.SECTION)
    assert made.document.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_report_costs_no_more_among_many(tmp_path: Path) -> None:
    def cost(count: int) -> int:
        with Desk.open(tmp_path / str(count)) as desk:
            desks.fill(desk, count, blocks=1, fortnights=(0,))
            out = tmp_path / "out"
            return calls(lambda: pack.make(desk, FORTNIGHT, out, Arrangement.SECTION))

    few, more = cost(6), cost(24)
    assert more < 4.4 * few


@pytest.mark.parametrize("arrangement", Arrangement)
def test_memory_grows_by_little_for_each_report(tmp_path: Path, arrangement: Arrangement) -> None:
    def peak_bytes(count: int) -> int:
        with Desk.open(tmp_path / str(count)) as desk:
            desks.fill(desk, count, blocks=1, fortnights=(0,))
            tracemalloc.start()
            try:
                pack.make(desk, FORTNIGHT, tmp_path / "out", arrangement)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    peak_bytes(2)
    few, more = peak_bytes(4), peak_bytes(16)
    # 18,000 for these short ones; in full length about 80,000 (tests.benchmarks.pack).
    assert (more - few) / 12 < 40_000


def test_what_is_written_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.bin"
    with files.writing_whole(path) as output:
        output.write(b"one ")
        output.write(b"two")
    assert path.read_bytes() == b"one two"

    def interrupted() -> None:
        with files.writing_whole(path) as output:
            output.write(b"other")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert path.read_bytes() == b"one two"
    assert list(path.parent.iterdir()) == [path]


def test_what_reads_back_differently_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaging(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def moved(beside: Path, path: Path) -> None:
            beside.write_bytes(b"rubbish")
            move(beside, path)

        return moved

    monkeypatch.setattr(files, "move_into_place", damaging(files.move_into_place))
    with (
        pytest.raises(OutputError, match="reads back differently"),
        files.writing_whole(tmp_path / "a.bin") as output,
    ):
        output.write(b"one")
