"""What a submitted report carries of the changes since the last one."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from highlight_desktop.report import edition
from highlight_desktop.report.changes import BlockState
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from tests.report.strategies import reports

MOMENT = datetime(2020, 6, 22, 8, 30, 15, tzinfo=UTC)
WRITTEN = Block(BlockKind.PARAGRAPH, "The bandstand is open.")


def since(before: Report, after: Report) -> Since:
    return Since.compared(before, after, version=1, period=before.period(), sha256="ab" * 32)


def frozen(report: Report, told: Since | None) -> Snapshot:
    hub = Recipient("The hub", "hub@council.example")
    return freeze(report, submitted_at=MOMENT, app_version="1.2.3", recipient=hub, since=told)


def report(*blocks: Block, kind: AnswerKind = AnswerKind.ANSWERED) -> Report:
    answers = {"guidance": Answer(kind, blocks)}
    header = {FieldId.PERIOD: "8 to 21 June 2020"}
    return Report("1a2b3c4d" + "0" * 24, edition.find("2021-01"), header, answers)


@settings(max_examples=50, deadline=None)
@given(reports(), reports())
def test_it_is_read_from_the_snapshot_as_it_was_worked_out(before: Report, after: Report) -> None:
    told = since(before, after)
    snapshot = Snapshot(frozen(after, told).content)
    assert snapshot.since == told
    assert frozen(snapshot.report, snapshot.since).content == snapshot.content
    values = json.loads(snapshot.content)
    again = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode("utf-8") == snapshot.content


@settings(max_examples=50, deadline=None)
@given(reports())
def test_where_nothing_is_told_the_bytes_are_those_of_always(given_report: Report) -> None:
    snapshot = frozen(given_report, None)
    assert snapshot.since is None
    assert "since" not in json.loads(snapshot.content)


def test_what_stayed_the_same_is_not_repeated() -> None:
    added = Block(BlockKind.BULLET, "Two benches were mended.")
    [section] = since(report(WRITTEN), report(WRITTEN, added)).sections
    [block] = section.blocks
    assert (block.state, block.kind) == (BlockState.ADDED, BlockKind.BULLET)
    assert [piece.text for piece in block.pieces] == [added.text]


def test_with_no_change_the_text_of_last_time_still_stands_and_is_not_taken_out() -> None:
    [section] = since(report(WRITTEN), report(kind=AnswerKind.NO_CHANGE)).sections
    assert section.blocks == ()
    assert (section.before.kind, section.after.kind) == (AnswerKind.ANSWERED, AnswerKind.NO_CHANGE)


def test_sections_that_say_the_same_are_named_alone() -> None:
    told = since(report(WRITTEN), report(WRITTEN))
    assert told.sections == ()
    assert "New guidance and impact" in told.unchanged


@pytest.mark.parametrize(
    ("key", "value"),
    [("heading", "two\nlines"), ("heading", 7), ("heading", "bell\x07"), ("state", "lost")],
)
def test_one_that_was_not_written_here_is_refused(key: str, value: object) -> None:
    values = since(
        report(WRITTEN), report(replace(WRITTEN, text="The bandstand is shut."))
    ).to_plain()
    assert Since.from_plain(values).to_plain() == values
    values["sections"][0][key] = value
    with pytest.raises(ValueError, match=r"gated text|not a valid"):
        Since.from_plain(values)


def test_a_change_to_the_same_is_refused() -> None:
    values = since(report(WRITTEN), report()).to_plain()
    values["sections"][0]["blocks"][0]["state"] = "same"
    with pytest.raises(ValueError, match="no change"):
        Since.from_plain(values)
