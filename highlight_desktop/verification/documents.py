"""Knows how a document is judged: by the snapshot it carries, and by what it shows besides."""

from dataclasses import replace

from highlight_desktop import __version__
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import own_pdf, own_workbook
from highlight_desktop.inbox.own_pdf import ReadPdf
from highlight_desktop.inbox.own_workbook import ReadWorkbook
from highlight_desktop.inbox.quarantine.arrival import Arrival
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.outbox.sheets import sheets
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.report.text import one_line
from highlight_desktop.report.thaw import NewerReportError, thaw
from highlight_desktop.verification import pages, tables
from highlight_desktop.verification.verdict import (
    Alteration,
    Difference,
    Verdict,
    Verification,
    judged,
)

_CARRIED = "The report inside the file"


def verify(arrival: Arrival, quarantine: Quarantine) -> Verification:
    """Whether a document is as it was submitted, and if not, what differs.

    Raises ImportRefusedError when it cannot be read at all, and NewerReportError when it was
    made by a newer version of this program.
    """
    if arrival.kind not in (Kind.PDF, Kind.OFFICE):
        return Verification(Verdict.NOT_OURS, notes=("It is neither a PDF nor a workbook.",))
    return judge(arrival, quarantine.read(arrival))


def judge(arrival: Arrival, contents: Contents) -> Verification:
    """The same for a document that was read already."""
    if contents.kind not in (Kind.PDF, Kind.WORKBOOK):
        return Verification(Verdict.NOT_OURS, notes=("It is neither a PDF nor a workbook.",))
    read = _understood(arrival, contents)
    if isinstance(read, ReadPdf):
        checked = _judge_pdf(arrival.content, read)
    else:
        checked = _judge_workbook(read)
    return replace(checked, notes=tuple(map(one_line, (*checked.notes, *contents.notes))))


def _understood(arrival: Arrival, contents: Contents) -> ReadPdf | ReadWorkbook:
    """What was read, by a process that has seen the file and is not believed for that."""
    try:
        if contents.kind is Kind.PDF:
            return own_pdf.understood(contents.values)
        return own_workbook.understood(contents.values)
    except (TypeError, ValueError) as error:
        message = f"{arrival.name} is damaged and cannot be read."
        raise ImportRefusedError(message, "Ask the sender for it once more.") from error


def _judge_pdf(content: bytes, read: ReadPdf) -> Verification:
    if read.carried is None:
        return Verification(Verdict.NOT_OURS, notes=("No report is attached to the PDF.",))
    snapshot = _believed(read.carried)
    if isinstance(snapshot, Verification):
        return snapshot
    return judged(snapshot, *pages.compare(snapshot, content, read.pages))


def _judge_workbook(read: ReadWorkbook) -> Verification:
    if read.carried is None:
        return Verification(Verdict.NOT_OURS, notes=(_nothing_carried(read),))
    snapshot = _believed(read.carried)
    if isinstance(snapshot, Verification):
        return snapshot
    differences, notes = _in_properties(read, snapshot)
    by_name = {sheet.name: sheet for sheet in reversed(read.sheets)}
    for page in sheets(snapshot):
        if page.name in by_name:
            more, told = tables.compare(page, by_name.pop(page.name))
            differences += more
            notes += told
        else:
            place = f"The sheet “{page.name}”"
            differences.append(Difference(place, Alteration.REMOVED, was=page.title))
    if differences and snapshot.app_version != __version__:
        notes.append(
            f"It was made by version {snapshot.app_version} of the program, which may have worded"
            " titles and labels otherwise."
        )
    notes += [f"A sheet “{name}” was added; it is not part of the report." for name in by_name]
    return judged(snapshot, differences, notes)


def _believed(carried: bytes) -> Snapshot | Verification:
    """The snapshot, or the verdict on a document whose snapshot is none any more."""
    try:
        return thaw(carried)
    except NewerReportError:
        raise
    except ImportRefusedError as error:
        what = Difference(_CARRIED, Alteration.CHANGED, was="a report", now="no longer one")
        return Verification(Verdict.ALTERED, None, (what,), (str(error),))


def _in_properties(read: ReadWorkbook, snapshot: Snapshot) -> tuple[list[Difference], list[str]]:
    if read.sha256 is None:
        return [], ["The properties of the file no longer name the SHA-256 of the report."]
    if read.sha256 == snapshot.sha256:
        return [], []
    place = "The SHA-256 in the file’s properties"
    return [Difference(place, Alteration.CHANGED, was=snapshot.sha256, now=read.sha256)], []


def _nothing_carried(read: ReadWorkbook) -> str:
    if {"Report", "Sections", "Metadata"} <= {sheet.name for sheet in read.sheets}:
        return (
            "It looks like a workbook of this program, but was saved by another that left out"
            " the report inside it."
        )
    return "No report is inside the workbook."
