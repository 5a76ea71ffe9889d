"""Knows what becomes of a file that comes in: a draft, or the submitted report it carries."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.forms import PROGRAM, Forms
from highlight_desktop.inbox import form_edition
from highlight_desktop.inbox import take_in as earlier
from highlight_desktop.inbox.quarantine.arrival import Arrival, arrive
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.quarantine.kinds import AS_TEXT, Kind
from highlight_desktop.inbox.take_in import TakenIn
from highlight_desktop.inbox.text import Imported
from highlight_desktop.report.calendar_words import printed_moment
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.prose import word_count
from highlight_desktop.report.report import Report
from highlight_desktop.report.text import words
from highlight_desktop.store.reports import Store
from highlight_desktop.verification.documents import judge
from highlight_desktop.verification.verdict import Verdict, Verification

_MOST_DIFFERENCES = 20
HERE_ALREADY = "This report was here already; nothing was changed."
_TAKEN_IN = "Taken in as version {}, submitted {} UTC."
_ALTERED = "The document was altered after submission. The report was taken in as submitted."


def take_in(
    store: Store,
    quarantine: Quarantine,
    path: Path,
    edition: Edition | None,
    *,
    now: datetime,
    marking: str = "",
    forms: Forms = PROGRAM,
) -> TakenIn:
    """Take in a file: our own PDF or workbook as the report it carries, others as a draft.

    The edition and the marking are for drafts; a submitted report has its own, and it is said
    when `forms` has not the edition it came on. Raises
    ImportRefusedError when nothing can be taken in, StoreError when what is here already is in
    the way.
    """
    arrival = arrive(path)
    form_edition.refuse(arrival)
    contents = None if arrival.kind is Kind.TEXT else quarantine.read(arrival)
    if contents and contents.kind in (Kind.PDF, Kind.WORKBOOK):
        return _receive(store, path, arrival, judge(arrival, contents), now, forms)
    imported = earlier.understood(arrival, contents, edition, forms.added)
    return earlier.keep(store, path, imported, now=now, marking=marking)


def _receive(
    store: Store,
    path: Path,
    arrival: Arrival,
    checked: Verification,
    now: datetime,
    forms: Forms,
) -> TakenIn:
    if checked.snapshot is None:
        raise _refusal(arrival, checked)
    altered = [*_alterations(checked)]
    stored, is_new = store.receive(checked.snapshot, now=now, notes=altered)
    told = _TAKEN_IN.format(checked.snapshot.version, printed_moment(checked.snapshot.submitted_at))
    remark = forms.remark(checked.snapshot.report.edition)
    notes = (told if is_new else HERE_ALREADY, *filter(None, [remark]), *altered, *checked.notes)
    count = _words(stored.report)
    return TakenIn(path, Imported(stored.report, count, count, notes), stored)


def _alterations(checked: Verification) -> Iterator[str]:
    """What is kept with the report of a document that was altered on its way."""
    if checked.verdict is Verdict.ALTERED:
        yield _ALTERED
        yield from (each.in_words for each in checked.differences[:_MOST_DIFFERENCES])
    if (more := len(checked.differences) - _MOST_DIFFERENCES) > 0:
        yield f"And {more:,} more differences."


def _refusal(arrival: Arrival, checked: Verification) -> ImportRefusedError:
    if checked.verdict is Verdict.ALTERED:
        return ImportRefusedError(
            f"{arrival.name} was altered after submission, so that its report cannot be read.",
            "Ask the sender for the document as it was made.",
        )
    return ImportRefusedError(
        f"{arrival.name} was not made by this program. {checked.notes[0]}", AS_TEXT
    )


def _words(report: Report) -> int:
    proses = [answer.prose for answer in report.answers.values()]
    texts = [*report.header.values(), *(answer.reason for answer in report.answers.values())]
    counted = sum(len(words(text)) for text in texts)
    return counted + sum(map(word_count, (*proses, report.unplaced)))
