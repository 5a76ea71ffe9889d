"""Everyone can read the PDF: its tags and text are the report's, and both standards are kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from highlight_desktop.inbox.text import read_report
from highlight_desktop.outbox import pdf
from highlight_desktop.report.snapshot import Printable, Snapshot, freeze, proof
from tests.outbox import tags
from tests.outbox.printables import HUB, NOW, printables

Frozen = Callable[..., Snapshot]


@pytest.mark.parametrize("number", range(3))
def test_the_real_reports_are_tagged_as_they_are_written(samples: list[Path], number: int) -> None:
    report = read_report(samples[number], "5a" * 16).report
    for snapshot in (
        freeze(report, submitted_at=NOW, app_version="0", recipient=HUB),
        proof(replace(report, marking="OFFICIAL"), proofed_at=NOW, app_version="0"),
    ):
        assert tags.faults(pdf.render(snapshot), snapshot) == []


@settings(max_examples=60, deadline=None)
@given(snapshot=printables())
def test_whatever_is_written_is_tagged_as_it_is_written(snapshot: Printable) -> None:
    assert tags.faults(pdf.render(snapshot), snapshot) == []
