"""A report goes into a document and comes back the same: every one that hypothesis thinks of.

`make round-trips` tries 2,500 of them; ROUND_TRIPS names another number.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from highlight_desktop import __version__
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.text import parse
from highlight_desktop.outbox import workbook
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.verification.documents import verify
from highlight_desktop.verification.verdict import Verdict
from tests.report.strategies import lines, reports
from tests.verification.conftest import SUBMITTED_AT, as_pdf, frozen, hard, verified, written

COUNT = int(os.environ.get("ROUND_TRIPS", "40"))
THROUGH_LIBREOFFICE = max(COUNT // 3, 25)
Saved = Callable[[Mapping[str, bytes]], dict[str, bytes]]


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Whatever can be submitted: marked or not, a correction or not, with what changed or not."""
    report = replace(draw(reports()), marking=draw(lines))
    before = draw(st.none() | reports())
    is_correction = draw(st.booleans())
    return freeze(
        report,
        submitted_at=SUBMITTED_AT,
        app_version=__version__,
        recipient=Recipient(draw(lines), draw(lines)),
        version=2 if is_correction else 1,
        supersedes="f" * 31 + ("0" if report.id.endswith("f") else "f") if is_correction else None,
        correction=draw(lines) if is_correction else "",
        since=before and since(before, report),
    )


def since(before: Report, report: Report) -> Since:
    return Since.compared(before, report, version=1, period=before.period(), sha256="0" * 64)


def assert_comes_back(content: bytes, snapshot: Snapshot) -> None:
    checked = verified(content)
    assert checked.differences == ()
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert checked.snapshot is not None
    assert checked.snapshot.sha256 == snapshot.sha256
    assert checked.snapshot.report == snapshot.report


@settings(max_examples=COUNT, deadline=None)
@given(snapshots())
def test_a_report_comes_back_out_of_its_pdf_and_its_workbook(snapshot: Snapshot) -> None:
    assert_comes_back(as_pdf(snapshot), snapshot)
    assert_comes_back(workbook.render(snapshot), snapshot)


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_so_does_all_that_is_hard(form: edition.Edition) -> None:
    for report in (hard(form.id), written(edition_id=form.id)):
        snapshot = frozen(report)
        assert_comes_back(as_pdf(snapshot), snapshot)
        assert_comes_back(workbook.render(snapshot), snapshot)


def test_so_does_a_word_said_twenty_thousand_times(quarantine: Quarantine) -> None:
    snapshot = frozen(written((Block(BlockKind.PARAGRAPH, "bins " * 20_000 + "bins"),)))
    for content in (as_pdf(snapshot), workbook.render(snapshot)):
        checked = verify(arrive_as("report", content), quarantine)
        assert (checked.verdict, checked.snapshot) == (Verdict.AS_SUBMITTED, snapshot)


def test_so_do_the_real_reports_through_libreoffice_as_well(
    samples: list[Path], saved_by_libreoffice: Saved
) -> None:
    snapshots = {path.stem: frozen(report_in(path)) for path in samples}
    made = {name: workbook.render(each) for name, each in snapshots.items()}
    for name, content in saved_by_libreoffice(made).items():
        assert_comes_back(as_pdf(snapshots[name]), snapshots[name])
        assert_comes_back(made[name], snapshots[name])
        assert_comes_back(content, snapshots[name])


def report_in(path: Path) -> Report:
    report = parse(path.read_text(encoding="utf-8"), "7" * 32).report
    if report.period_if_understood() is None:
        report, _ = report.fill_in(FieldId.PERIOD, "8 to 21 June 2020")
    return report


def test_so_do_any_through_libreoffice(saved_by_libreoffice: Saved) -> None:
    """In one run, because starting LibreOffice takes longer than saving twenty workbooks."""
    drawn: list[Snapshot] = []

    @settings(max_examples=THROUGH_LIBREOFFICE, phases=[Phase.generate], deadline=None)
    @given(snapshots())
    def draw(snapshot: Snapshot) -> None:
        drawn.append(snapshot)

    draw()
    made = {str(number): workbook.render(snapshot) for number, snapshot in enumerate(drawn)}
    for name, content in saved_by_libreoffice(made).items():
        assert_comes_back(content, drawn[int(name)])
