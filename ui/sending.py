"""Knows the way of a report out of the window: asked once, done in the background, told whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Report, title_in_words
from highlight_desktop.report.snapshot import Recipient
from highlight_desktop.settings import Settings
from ui.background import Background, Progress
from ui.confirmation_page import Ready, WrittenFile
from ui.problem_dialog import show_problem
from ui.progress_dialog import ProgressDialog
from ui.submit_dialog import SubmitDialog

if TYPE_CHECKING:
    from highlight_desktop.outbox.submit import Outgoing
    from highlight_desktop.store.reports import Store


class Sending(QObject):
    """Submits a report, or writes the documents of a submitted one again."""

    finished = Signal(object)
    """Carries what is ready to e-mail."""
    settings_changed = Signal(object)
    """Carries the settings with the address and folder the author gave on the way."""
    stopped = Signal(str)
    """Submitting or exporting did not come to its end; carries the report's id."""

    def __init__(self, window: QWidget, store: Store, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._background = background

    def submit(self, report: Report, hints: Sequence[Finding], settings: Settings) -> None:
        """Look for what the documents will show otherwise, ask once, then submit."""
        self._background.run(
            partial(_hints, report),
            lambda more: self._ask(report, [*hints, *more], settings),
            partial(self._on_failed, report.id),
        )

    def export(self, report_id: str, settings: Settings) -> None:
        """Ask where to, then write the documents of a submitted report again."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, "Write the documents again to", str(settings.outbox)
        )
        if chosen:
            work = partial(_export, self._store, report_id, Path(chosen))
            self._run(report_id, "Writing the documents", work)

    def _ask(self, report: Report, hints: list[Finding], settings: Settings) -> None:
        dialog = SubmitDialog(title_in_words(report), settings, hints, self._window)
        dialog.accepted.connect(lambda: self._on_agreed(report, settings, dialog.settings()))
        dialog.open()

    def _on_agreed(self, report: Report, before: Settings, chosen: Settings) -> None:
        if chosen != before:
            self.settings_changed.emit(chosen)
        work = partial(_submit, self._store, report.id, chosen)
        self._run(report.id, "Submitting the report", work)

    def _run(self, report_id: str, title: str, work: Callable[[Progress], Ready]) -> None:
        task = self._background.run_long(
            work, self.finished.emit, partial(self._on_failed, report_id)
        )
        ProgressDialog(title, task, self._window)

    def _on_failed(self, report_id: str, error: Exception) -> None:
        show_problem(self._window, error)
        self.stopped.emit(report_id)


# These run in the background, and load what they need there: ReportLab and openpyxl take
# longer to load than the window takes to show.


def _hints(report: Report) -> list[Finding]:
    from highlight_desktop.outbox.hints import hints

    return hints(report)


def _submit(store: Store, report_id: str, chosen: Settings, progress: Progress) -> Ready:
    from highlight_desktop.outbox.submit import submit

    recipient = Recipient(chosen.hub_name, chosen.hub_address)
    now = datetime.now(UTC)
    outgoing = submit(
        store, report_id, chosen.outbox, recipient=recipient, now=now, progress=progress
    )
    return _ready(outgoing)


def _export(store: Store, report_id: str, folder: Path, progress: Progress) -> Ready:
    from highlight_desktop.outbox.submit import export

    return _ready(export(store, report_id, folder, progress=progress))


def _ready(outgoing: Outgoing) -> Ready:
    from highlight_desktop.outbox import mail
    from highlight_desktop.outbox.documents import Kind

    snapshot = outgoing.snapshot
    written = {each.kind: WrittenFile(each.path, each.size_bytes) for each in outgoing.documents}
    return Ready(
        title=title_in_words(snapshot.report),
        sha256=snapshot.sha256,
        folder=outgoing.folder,
        pdf=written[Kind.PDF],
        workbook=written[Kind.WORKBOOK],
        mail=written[Kind.EMAIL],
        address=snapshot.recipient.address,
        subject=mail.subject(snapshot),
        message=mail.message(snapshot),
    )
