"""Knows how a file is examined: read in a process apart, and held against the report inside it.

A PDF takes 20 ms to compare page by page. Most are the very bytes that their report makes when it
is printed again, so that is tried first, in a process that never sees a file that came in.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from types import MappingProxyType, TracebackType
from typing import Any, Self

from highlight_desktop import __version__
from highlight_desktop.errors import CancelledError, HighlightError, ImportRefusedError, PeriodError
from highlight_desktop.forms import PROGRAM, Forms
from highlight_desktop.inbox import form_edition, own_pdf, word_report
from highlight_desktop.inbox.quarantine.arrival import Arrival
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.text import Imported, read_report
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.report.thaw import thaw
from highlight_desktop.store.desk import Verdict
from highlight_desktop.store.expectations import service_key
from highlight_desktop.verification import printing
from highlight_desktop.verification.documents import judge
from highlight_desktop.verification.verdict import Verdict as Judged
from highlight_desktop.verification.verdict import Verification

AT_ONCE = 2
"""Files examined at the same time; each kind of process is there so many times."""
MOST_TOLD = 20
"""Differences kept of one file."""
_CARRIED = MappingProxyType({Kind.PDF: f"{own_pdf.__name__}:{own_pdf.read_carried.__name__}"})
_PRINTED = MappingProxyType({Kind.TEXT: printing.READER})
_ID_DIGITS = 32
_NOT_A_RETURN = "Import it as a report, fill in what is missing, and submit it."


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of one file."""

    verdict: Verdict
    kind: str
    """As in the desk's Arrival."""
    snapshot: Snapshot | None = None
    told: tuple[str, ...] = ()
    """Differences, notes and reasons, one sentence each."""


class Examiner:
    """Examines files, in several threads at once if need be; close it when there are no more."""

    def __init__(self, forms: Forms = PROGRAM) -> None:
        """`forms` are the editions of the form that are known here."""
        self._forms = forms
        self._reading = Quarantine()
        self._printing = Quarantine(readers=_PRINTED)

    @property
    def forms(self) -> Forms:
        """The editions of the form that are known here."""
        return self._forms

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def cancel(self) -> None:
        """Stop at once, from any thread; what is examined now and later raises CancelledError."""
        self._reading.cancel()
        self._printing.cancel()

    def close(self) -> None:
        """End the processes."""
        self._reading.close()
        self._printing.close()

    def message(self, arrival: Arrival) -> Any:
        """What was read of an e-mail, unchecked. Raises ImportRefusedError, CancelledError."""
        return self._reading.read(arrival).values

    def examine(self, arrival: Arrival) -> Examined:
        """One file that is no e-mail.

        Raises ImportRefusedError with the reason when there is no report in it to be had, and
        CancelledError.
        """
        form_edition.refuse(arrival)
        if arrival.kind is Kind.TEXT:
            imported = read_report(arrival, _id_of(arrival), added=self._forms.added)
            return _as_return(imported, arrival, Kind.TEXT)
        if arrival.kind is Kind.PDF:
            return self._judged(self._verified(arrival), arrival, Kind.PDF)
        contents = self._reading.read(arrival)
        if contents.kind is Kind.WORD:
            imported = word_report.read(
                contents, arrival.name, _id_of(arrival), added=self._forms.added
            )
            return _as_return(imported, arrival, Kind.WORD)
        return self._judged(judge(arrival, contents), arrival, contents.kind)

    def _judged(self, checked: Verification, arrival: Arrival, kind: Kind) -> Examined:
        examined = _judged(checked, arrival, kind)
        remark = self._forms.remark(checked.snapshot.report.edition) if checked.snapshot else ""
        return replace(examined, told=(*examined.told, remark)) if remark else examined

    def _verified(self, arrival: Arrival) -> Verification:
        contents = self._reading.read(arrival, _CARRIED)
        snapshot = self._as_printed(arrival, contents)
        if snapshot is not None:
            return Verification(Judged.AS_SUBMITTED, snapshot, notes=contents.notes)
        return judge(arrival, self._reading.read(arrival))

    def _as_printed(self, arrival: Arrival, contents: Contents) -> Snapshot | None:
        """The report in a PDF that is, byte for byte, what the report makes."""
        carried = own_pdf.understood(contents.values).carried
        if carried is None:
            return None
        try:
            snapshot = thaw(carried)
            printed = self._printing.read(replace(arrival, kind=Kind.TEXT, content=carried))
        except CancelledError:
            raise
        except HighlightError:
            return None  # looked at page by page, which gives the reason
        return snapshot if printed.values == arrival.sha256 else None


def _judged(checked: Verification, arrival: Arrival, kind: Kind) -> Examined:
    if checked.verdict is Judged.NOT_OURS:
        raise ImportRefusedError(
            f"{arrival.name} was not made by this program. {checked.notes[0]}",
            "Ask its sender for the report as it was submitted.",
        )
    told = [each.in_words for each in checked.differences[:MOST_TOLD]]
    if (more := len(checked.differences) - MOST_TOLD) > 0:
        told.append(f"And {more:,} more differences.")
    altered = checked.verdict is Judged.ALTERED
    verdict = Verdict.ALTERED if altered else Verdict.AS_SUBMITTED
    return Examined(verdict, str(kind), checked.snapshot, (*told, *checked.notes))


def _as_return(imported: Imported, arrival: Arrival, kind: Kind) -> Examined:
    """An earlier report, frozen as it was read; nothing in it says when it was submitted."""
    report = imported.report
    try:
        period = report.period()
    except PeriodError as error:
        raise ImportRefusedError(
            f"{arrival.name} does not read as a return: {_uncapitalised(error.message)}",
            _NOT_A_RETURN,
        ) from error
    snapshot = freeze(
        replace(report, id=_lasting_id(report, arrival)),
        submitted_at=datetime.combine(period.end, time(), UTC),
        app_version=__version__,
        recipient=Recipient("", ""),
    )
    return Examined(Verdict.NOT_VERIFIED, str(kind), snapshot, imported.notes)


def _lasting_id(report: Report, arrival: Arrival) -> str:
    """The same whenever the file is read, and for all that say they are this very return.

    So two that differ stand in conflict, as two of ours would.
    """
    area, period = service_key(report.typed(FieldId.SERVICE_AREAS)), report.period()
    if not area:
        return _id_of(arrival)
    named = f"{area}\n{period.start.isoformat()}\n{period.end.isoformat()}"
    return sha256(named.encode()).hexdigest()[:_ID_DIGITS]


def _id_of(arrival: Arrival) -> str:
    return arrival.sha256[:_ID_DIGITS]


def _uncapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
