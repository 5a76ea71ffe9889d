"""Knows the order in which a report leaves: check, freeze, render, record, write, read back.

Everything is rendered before anything is recorded: what cannot be printed stays a draft.
Recording is one transaction, the truth; the files are derived from it and can be made again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from highlight_desktop import __version__, files, refusals, windows
from highlight_desktop.errors import CancelledError, NotReadyError, OutputError
from highlight_desktop.outbox import comparison, mail, pdf, workbook
from highlight_desktop.outbox.documents import ALL, Kind, file_name
from highlight_desktop.report.findings import Finding, blocking
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.store.reports import Store

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and of how many.

It may raise CancelledError to stop the work.
"""

_MOST_NAMES = 4
"""How many names are tried where programs hold files; a second is waited for each."""
_EXPORT_AGAIN = "Export the report again to write them."


class BlockedError(NotReadyError):
    """A report that cannot be submitted yet, with what stands in its way."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        """In the order of the form."""
        number = len(self.findings)
        things = "one thing stands" if number == 1 else f"{number} things stand"
        super().__init__(
            f"The report cannot be submitted yet: {things} in its way.",
            " ".join(finding.message for finding in self.findings),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was written and read back."""

    kind: Kind
    path: Path
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A submitted report and the files that were written of it."""

    snapshot: Snapshot
    folder: Path
    documents: tuple[Document, ...]

    @property
    def remark(self) -> str:
        """Which files another program kept their names from; empty when none did."""
        usual = {each.path: file_name(self.snapshot, each.kind) for each in self.documents}
        return " ".join(
            f"“{name}” is open in another program and stayed as it was; what was written now is"
            f" called “{path.name}”."
            for path, name in usual.items()
            if path.name != name
        )


def no_progress(step: str, done: int, of: int) -> None:
    """For callers that need not know how far the work is."""


def submit(
    store: Store,
    report_id: str,
    folder: Path,
    *,
    recipient: Recipient,
    now: datetime,
    what_changed: bool = False,
    lowest_marking: str = "",
    progress: Progress = no_progress,
) -> Outgoing:
    """Submit a draft, and write the PDF, the workbook and the e-mail draft to a folder.

    With `what_changed` the last page tells what changed since the last report, where
    `comparison.find` finds one to compare with. `lowest_marking` is as in `findings.check`.

    Raises BlockedError while something stands in its way, ReportLockedError when it has been
    submitted before, and CancelledError or OutputError. When one of these comes before the
    report is recorded it is still a draft and no file is written; when it comes after, the
    message says that the report is submitted and that `export` writes the files again.
    """
    steps = _Steps(progress, of=2 * len(ALL) + 2)
    steps.begin("Checking the report")
    stored = store.load(report_id)
    found = blocking(stored.report, lowest_marking)
    if found:
        raise BlockedError(found)
    frozen = partial(
        freeze,
        stored.report,
        submitted_at=now,
        app_version=__version__,
        recipient=recipient,
        version=stored.version,
        supersedes=stored.supersedes,
        correction=stored.correction,
    )
    snapshot = frozen()
    if what_changed:
        # What leaves is compared with what left: neither has what a nil answer sets aside.
        last = comparison.find(store, snapshot.report)
        snapshot = frozen(since=last.since(snapshot.report))
    rendered = _render(snapshot, steps)
    files.make_room(folder, sum(map(len, rendered.values())))
    steps.begin("Recording the report as submitted")
    store.record(report_id, snapshot, now=now)
    try:
        return _write(snapshot, folder, rendered, steps)
    except (CancelledError, OutputError) as error:
        message = f"The report is submitted and kept. {error.message}"
        raise type(error)(message, error.remedy) from error


def export(
    store: Store,
    report_id: str,
    folder: Path,
    kinds: Iterable[Kind] = ALL,
    *,
    progress: Progress = no_progress,
) -> Outgoing:
    """Write documents of a submitted report again: the same bytes as the first time.

    Raises StoreError for a draft, and CancelledError or OutputError.
    """
    wanted = frozenset(kinds)
    steps = _Steps(progress, of=len(ALL) + len(wanted))
    snapshot = store.snapshot(report_id)
    rendered = _render(snapshot, steps)
    chosen = {kind: content for kind, content in rendered.items() if kind in wanted}
    files.make_room(folder, sum(map(len, chosen.values())))
    return _write(snapshot, folder, chosen, steps)


class _Steps:
    """Counts the steps of one piece of work."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress = progress
        self._of = of
        self._begun = 0

    def begin(self, step: str) -> None:
        self._progress(step, self._begun, self._of)
        self._begun += 1


def _render(snapshot: Snapshot, steps: _Steps) -> dict[Kind, bytes]:
    try:
        steps.begin("Making the PDF")
        paper = pdf.render(snapshot)
        steps.begin("Making the workbook")
        book = workbook.render(snapshot)
        steps.begin("Making the e-mail draft")
        draft = mail.render(snapshot, paper, book)
    except OSError as error:
        # openpyxl writes each sheet to a temporary file first.
        message = f"The documents could not be made: {refusals.reason(error)}."
        raise OutputError(message, refusals.remedy(error)) from error
    return {Kind.PDF: paper, Kind.WORKBOOK: book, Kind.EMAIL: draft}


def _write(
    snapshot: Snapshot, folder: Path, rendered: Mapping[Kind, bytes], steps: _Steps
) -> Outgoing:
    """Write every file that can be written, then say which could not."""
    written: list[Document] = []
    refused: list[OutputError] = []
    for kind, content in rendered.items():
        path = folder / file_name(snapshot, kind)
        try:
            steps.begin(f"Writing the {kind.label}")
            path = _put(path, content)
        except CancelledError as error:
            message = f"Stopped: {len(written)} of {len(rendered)} files were written."
            raise CancelledError(message, _EXPORT_AGAIN) from error
        except OutputError as error:
            refused.append(error)
        else:
            written.append(Document(kind, path, len(content)))
    if refused:
        message = _refusal(refused, folder, of=len(rendered))
        raise OutputError(message, f"{refused[0].remedy} {_EXPORT_AGAIN}")
    return Outgoing(snapshot, folder, tuple(written))


def _refusal(refused: Sequence[OutputError], folder: Path, of: int) -> str:
    """One sentence when no file at all could be written, for one reason; else one for each."""
    causes = [each.__cause__ for each in refused]
    reasons = {refusals.reason(cause) for cause in causes if isinstance(cause, OSError)}
    if len(refused) == of > 1 and len(reasons) == 1 and None not in causes:
        return f"None of the files could be written to “{folder}”: {reasons.pop()}."
    return " ".join(error.message for error in refused)


def _put(path: Path, content: bytes) -> Path:
    """Write a file; beside the one of its name where another program holds that; where it is now.

    Raises OutputError. A file of other content is never written over under a second name.
    """
    refused: OutputError | None = None
    for number in range(1, _MOST_NAMES + 1):
        place = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        if _holds(place, content):
            return place
        if number > 1 and place.exists():
            continue
        try:
            files.write_whole(place, content)
        except OutputError as error:
            cause = error.__cause__
            if not (isinstance(cause, OSError) and windows.may_pass(cause)):
                raise
            refused = refused or error
        else:
            return place
    assert refused is not None
    raise refused


def _holds(path: Path, content: bytes) -> bool:
    """True when the very file is there already, open in a reader perhaps."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
