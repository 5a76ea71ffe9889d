"""Knows how a report is started from the one before: read that, ask, and keep the new one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import forms
from highlight_desktop.forms import Forms
from highlight_desktop.report.report import Report
from highlight_desktop.settings import Settings
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Stored
    from ui.dialogs.next_report_dialog import NextReport, NextReportDialog


class StartingNext(QObject):
    """One report after another is started here, each asked about in a dialog of its own."""

    started = Signal(object)
    """Carries the new draft as it is stored, to be shown."""
    failed = Signal(object)
    """Carries why nothing came of it."""

    def __init__(self, window: QWidget, store: Store, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._background = background

    def begin(self, report_id: str, usual: Settings) -> None:
        """Ask how the report after this one is to start; `usual` fills in what it lacks."""
        work = partial(_look, self._store, report_id)
        self._background.run(work, partial(self._ask, usual), self.failed.emit)

    def _ask(self, usual: Settings, found: tuple[Stored, Forms]) -> None:
        from ui.dialogs.next_report_dialog import NextReportDialog

        stored, known = found
        dialog = NextReportDialog(stored.report, known.newest_first, self._window)
        dialog.accepted.connect(partial(self._on_accepted, dialog, stored.report, usual))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_accepted(self, dialog: NextReportDialog, last: Report, usual: Settings) -> None:
        work = partial(_start, self._store, last, dialog.chosen(), usual)
        self._background.run(work, self.started.emit, self.failed.emit)


# These run in the background.


def _look(store: Store, report_id: str) -> tuple[Stored, Forms]:
    return store.load(report_id), forms.load(store.folder)


def _start(store: Store, last: Report, chosen: NextReport, usual: Settings) -> Stored:
    from highlight_desktop.report.carry import carry_over
    from highlight_desktop.store.stored import new_id

    carried = carry_over(
        last,
        chosen.edition,
        new_id(),
        typed_period=chosen.typed_period,
        section_ids=chosen.section_ids,
        unplaced=chosen.unplaced,
        usual=usual.header,
        usual_marking=usual.marking,
    )
    return store.create(carried.report, now=datetime.now(UTC), notes=carried.notes)
