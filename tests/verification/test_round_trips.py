"""A report goes into a document and comes back the same: every one that hypothesis thinks of.

`make round-trips` tries 2,500 of them; ROUND_TRIPS names another number.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox.text import parse
from highlight_desktop.outbox import workbook
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.verification.verdict import Verdict
from tests.report.strategies import reports
from tests.verification.conftest import as_pdf, frozen, hard, verified, written

COUNT = int(os.environ.get("ROUND_TRIPS", "60"))
THROUGH_LIBREOFFICE = max(COUNT // 3, 20)
Saved = Callable[[Mapping[str, bytes]], dict[str, bytes]]


def assert_comes_back(content: bytes, snapshot: Snapshot) -> None:
    checked = verified(content)
    assert checked.differences == ()
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert checked.snapshot is not None
    assert checked.snapshot.sha256 == snapshot.sha256
    assert checked.snapshot.report == snapshot.report


@settings(max_examples=COUNT, deadline=None)
@given(reports())
def test_a_report_comes_back_out_of_its_pdf_and_its_workbook(report: Report) -> None:
    snapshot = frozen(report)
    assert_comes_back(as_pdf(snapshot), snapshot)
    assert_comes_back(workbook.render(snapshot), snapshot)


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_so_does_all_that_is_hard(form: edition.Edition) -> None:
    for report in (hard(form.id), written(edition_id=form.id)):
        snapshot = frozen(report)
        assert_comes_back(as_pdf(snapshot), snapshot)
        assert_comes_back(workbook.render(snapshot), snapshot)


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


@settings(
    max_examples=1,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_so_do_any_through_libreoffice(saved_by_libreoffice: Saved, data: st.DataObject) -> None:
    """One batch, because starting LibreOffice takes longer than saving fifty workbooks."""
    batch = [data.draw(reports()) for _ in range(THROUGH_LIBREOFFICE)]
    snapshots = {str(number): frozen(report) for number, report in enumerate(batch)}
    made = {name: workbook.render(each) for name, each in snapshots.items()}
    for name, content in saved_by_libreoffice(made).items():
        assert_comes_back(content, snapshots[name])
