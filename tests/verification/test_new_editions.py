"""Whatever form is issued, its reports become documents that are read back as they were."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.report.edition import Edition, FieldId
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, freeze, proof
from highlight_desktop.verification.documents import verify
from highlight_desktop.verification.verdict import Verdict
from tests.report.strategies import new_editions

AT = datetime(2030, 2, 1, 9, 0, tzinfo=UTC)


def filled_in(form: Edition) -> Report:
    report = Report("0" * 32, form)
    for field in form.header:
        typed = "8 to 21 June 2030" if field.id is FieldId.PERIOD else "Parks"
        report, _ = report.fill_in(field.id, typed)
    for section in form.sections:
        written = (Block(BlockKind.PARAGRAPH, "The pond is dug."),)
        report, _ = report.write(section.id, written)
    return report


@given(st.lists(new_editions(), min_size=4, max_size=4))
@settings(max_examples=3, deadline=None)
def test_its_documents_are_read_back_as_they_were(made: list[Edition]) -> None:
    with Quarantine() as quarantine:
        for form in made:
            frozen = freeze(
                filled_in(form), submitted_at=AT, app_version="1", recipient=Recipient("", "")
            )
            for render in (pdf.render, workbook.render):
                checked = verify(arrive_as("a document", render(frozen)), quarantine)
                assert checked.verdict is Verdict.AS_SUBMITTED
                assert checked.snapshot == frozen


@given(new_editions())
@settings(max_examples=40, deadline=None)
def test_its_preview_is_printed(form: Edition) -> None:
    empty = proof(Report("0" * 32, form), proofed_at=AT, app_version="1")
    assert pdf.render(empty).startswith(b"%PDF-")
