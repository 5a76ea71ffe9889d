"""Hundreds of reports in one PDF: tagged as well as one, and no more costly each."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from highlight_desktop.report.snapshot import Printable, Snapshot
from tests.outbox import packs, tags
from tests.outbox.effort import calls

Frozen = Callable[..., Snapshot]
Reports = Callable[[], Iterator[Printable]]
Many = Callable[[int], Reports]


@pytest.fixture
def many(frozen: Frozen) -> Many:
    """Short reports, as many as asked for, each of them another."""
    content = frozen(
        "Bins were emptied; see https://council.example.", edition_id="2020-05"
    ).content

    def make(count: int) -> Reports:
        return lambda: (
            Snapshot(content.replace(b"3f2a9c1b" + b"0" * 8, b"%016x" % number))
            for number in range(1, count + 1)
        )

    return make


def test_500_reports_in_one_document_keep_both_standards(
    many: Many,
) -> None:
    assert tags.judged(packs.bound(many(500))) == []


def test_each_report_of_a_pack_is_tagged_and_can_be_gone_to_from_its_contents(
    many: Many,
) -> None:
    snapshots = many(30)
    back = tags.ReadBack(packs.bound(snapshots))
    assert back.faults == []
    heading, contents, *parts = back.tree[2]
    assert heading == ("H1", "Reports of all services", ())
    for number, (snapshot, part, item) in enumerate(
        zip(snapshots(), parts, contents[2], strict=True)
    ):
        alone = tags.expected(snapshot)
        assert [each[1:] for each in part[2]] == [each[1:] for each in alone]
        assert part[2][0][0] == "H2"
        [line] = item[2]
        target = back.reader.named_destinations[f"r{number}"]
        page = back.reader.get_destination_page_number(target)
        assert page is not None
        assert line[1].endswith(f", page {page + 1}")
        assert snapshot.report.id in "".join(marked.text for marked in back.artifacts[page])
        assert back.reader.attachments[f"{number}.json"] == [snapshot.content]


def test_a_report_costs_no_more_among_many(
    many: Many,
) -> None:
    packs.bound(many(2))
    few, more = (calls(lambda count=count: packs.bound(many(count))) for count in (15, 60))
    assert more < 4.2 * few


def test_a_report_that_is_written_is_not_kept(many: Many, tmp_path: Path) -> None:
    def peak_bytes(count: int) -> int:
        tracemalloc.start()
        try:
            with (tmp_path / "pack.pdf").open("wb") as output:
                packs.bind(output, many(count))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak_bytes(2)
    few, more = peak_bytes(10), peak_bytes(40)
    # 4,100 bytes of outline, links and places in the file; kept elements make it 11,700.
    assert (more - few) / 30 < 7_500
