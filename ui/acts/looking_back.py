"""Knows the road between the history of a report and the store: compare, restore, show again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.process.background import Background
from ui.widgets.paragraph_list import Paragraph

if TYPE_CHECKING:
    from highlight_desktop.report.report import Report
    from highlight_desktop.store.history import Version
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Stored
    from ui.editor.history_dialog import HistoryDialog


class LookingBack(QObject):
    """Opens the history of a report, and brings an earlier version back."""

    restored = Signal(object)
    """Carries the report as it is stored now."""
    failed = Signal(object)

    def __init__(self, window: QWidget, store: Store, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._background = background
        self._dialog: HistoryDialog | None = None

    def show(self, report_id: str) -> None:
        """Show the history of a report; what is typed must be saved already."""
        work = partial(_read, self._store, report_id)
        self._background.run(work, self._on_read, self.failed.emit)

    def _on_read(self, read: tuple[Stored, list[Version], Report]) -> None:
        from ui.editor.history_dialog import HistoryDialog
        from ui.editor.version_words import has_carried

        stored, versions, first = read
        dialog = HistoryDialog(
            stored.report,
            versions,
            datetime.now().astimezone().date(),
            read_only=stored.submitted_at is not None,
            submitted=stored.submitted_at is not None,
            carried_over=has_carried(first),
            parent=self._window,
        )
        report_id = stored.report.id
        dialog.version_chosen.connect(partial(self._on_chosen, report_id))
        dialog.restore_requested.connect(partial(self._on_restore, report_id))
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.open()

    def _on_chosen(self, report_id: str, revision: int) -> None:
        work = partial(_compare, self._store, report_id, revision)
        self._background.run(work, partial(self._on_compared, revision), self.failed.emit)

    def _on_compared(self, revision: int, paragraphs: list[Paragraph]) -> None:
        if self._dialog is not None:
            self._dialog.show_comparison(revision, paragraphs)

    def _on_restore(self, report_id: str, revision: int) -> None:
        work = partial(_restore, self._store, report_id, revision)
        self._background.run(work, self._on_restored, self._on_not_restored)

    def _on_restored(self, stored: Stored) -> None:
        self._put_away()
        self.restored.emit(stored)

    def _on_not_restored(self, error: BaseException) -> None:
        self._put_away()
        self.failed.emit(error)

    def _put_away(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background.


def _read(store: Store, report_id: str) -> tuple[Stored, list[Version], Report]:
    versions = store.history(report_id)
    return store.load(report_id), versions, store.version(report_id, versions[0].revision)


def _compare(store: Store, report_id: str, revision: int) -> list[Paragraph]:
    from ui.editor.version_words import since

    return since(store.version(report_id, revision), store.load(report_id).report)


def _restore(store: Store, report_id: str, revision: int) -> Stored:
    return store.restore(report_id, revision, now=datetime.now(UTC))
