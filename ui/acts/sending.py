"""Knows the way of a report out of the window: asked once, done in the background, told whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import rules
from highlight_desktop.errors import CancelledError
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Report, title_in_words
from highlight_desktop.rules import Rules
from highlight_desktop.settings import Settings
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    from highlight_desktop.outbox.comparison import Comparison
    from highlight_desktop.outbox.submit import Outgoing
    from highlight_desktop.store.reports import Store
    from ui.confirmation_page import Ready
    from ui.dialogs.submit_dialog import SubmitDialog


class Sending(QObject):
    """Submits a report, or writes the documents of a submitted one again; one at a time."""

    agreed = Signal(str, object)
    """The author wants it submitted; carries the report's id and the settings as chosen."""
    finished = Signal(object)
    """Carries what is ready to e-mail."""
    failed = Signal(object)
    """Carries why nothing came of it, or not all; not sent when the user just stopped it."""
    stopped = Signal(str)
    """It did not come to its end; carries the report's id. Follows `failed`."""

    def __init__(
        self, window: QWidget, store: Store, background: Background, data_folder: Path
    ) -> None:
        super().__init__(window)
        self._data_folder = data_folder
        self._window = window
        self._store = store
        self._background = background
        self._is_asking = False
        self.is_writing = False
        """True while a report is being submitted or written out."""

    def ask(self, report: Report, hints: Sequence[Finding], settings: Settings) -> None:
        """Look for what the documents will show otherwise and for the last report; ask, once."""
        if self._is_asking or self.is_writing:
            return
        self._is_asking = True
        self._background.run(
            partial(_looked_through, self._store, report, self._data_folder),
            partial(self._on_looked_through, report, hints, settings),
            partial(self._on_failed, report.id),
        )

    def submit(self, report_id: str, settings: Settings) -> None:
        """Submit a report as it is stored, and write its documents."""
        work = partial(_submit, self._store, report_id, settings, self._data_folder)
        self._run(report_id, "Submitting the report", work)

    def export(self, report_id: str, settings: Settings) -> None:
        """Ask where to, then write the documents of a submitted report again."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, "Write the documents again to", str(settings.outbox)
        )
        if chosen:
            work = partial(_export, self._store, report_id, Path(chosen))
            self._run(report_id, "Writing the documents", work)

    def _on_looked_through(
        self,
        report: Report,
        hints: Sequence[Finding],
        settings: Settings,
        found: tuple[list[Finding], Comparison, Rules],
    ) -> None:
        from ui.dialogs.submit_dialog import SubmitDialog

        more, comparison, laid_down = found
        dialog = SubmitDialog(
            title_in_words(report),
            settings,
            [*hints, *more],
            report.marking,
            self._window,
            against=comparison.against,
            why_not=comparison.why_not,
            rules=laid_down,
        )
        dialog.accepted.connect(partial(self._on_accepted, report.id, dialog))
        dialog.finished.connect(self._on_answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_accepted(self, report_id: str, dialog: SubmitDialog) -> None:
        self.agreed.emit(report_id, dialog.settings())

    def _on_answered(self) -> None:
        self._is_asking = False

    def _run(self, report_id: str, title: str, work: Callable[[Progress], Ready]) -> None:
        self.is_writing = True
        task = self._background.run_long(
            work, self._on_finished, partial(self._on_failed, report_id)
        )
        ProgressDialog(title, task, self._window)

    def _on_finished(self, ready: Ready) -> None:
        self.is_writing = False
        self.finished.emit(ready)

    def _on_failed(self, report_id: str, error: BaseException) -> None:
        self._is_asking = self.is_writing = False
        # Whoever stopped it before anything was done knows that, and has nothing to do next.
        if not isinstance(error, CancelledError) or error.remedy:
            self.failed.emit(error)
        self.stopped.emit(report_id)


# These run in the background, and load what they need there: ReportLab and openpyxl take
# longer to load than the window takes to show.


def _looked_through(
    store: Store, report: Report, data_folder: Path
) -> tuple[list[Finding], Comparison, Rules]:
    from highlight_desktop.outbox import comparison
    from highlight_desktop.outbox.hints import hints

    laid_down = rules.of(data_folder).required()
    return hints(report), comparison.find(store, report), laid_down


def _submit(
    store: Store, report_id: str, settings: Settings, data_folder: Path, progress: Progress
) -> Ready:
    from highlight_desktop.outbox.submit import submit
    from highlight_desktop.report.snapshot import Recipient

    laid_down = rules.of(data_folder).required()
    chosen = laid_down.applied_to(settings)
    recipient = Recipient(chosen.hub_name, chosen.hub_address)
    now = datetime.now(UTC)
    outgoing = submit(
        store,
        report_id,
        chosen.outbox,
        recipient=recipient,
        now=now,
        what_changed=chosen.what_changed,
        lowest_marking=laid_down.lowest_marking,
        progress=progress,
    )
    return _ready(outgoing)


def _export(store: Store, report_id: str, folder: Path, progress: Progress) -> Ready:
    from highlight_desktop.outbox.submit import export

    return _ready(export(store, report_id, folder, progress=progress))


def _ready(outgoing: Outgoing) -> Ready:
    from highlight_desktop.outbox import mail_words
    from ui.confirmation_page import Ready

    snapshot = outgoing.snapshot
    return Ready(
        title=title_in_words(snapshot.report),
        sha256=snapshot.sha256,
        folder=outgoing.folder,
        documents=outgoing.documents,
        address=snapshot.recipient.address,
        subject=mail_words.subject(snapshot),
        message=mail_words.message(snapshot),
        remark=outgoing.remark,
    )
