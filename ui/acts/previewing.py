"""Knows how the report that is open comes to be seen as a PDF: the newest state, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from highlight_desktop import __version__
from highlight_desktop.errors import HighlightError
from highlight_desktop.report.report import Report
from ui.editor.page import EditorPage
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.report.snapshot import Printable

    # At run time this would load the database layer before the first paint.
    from highlight_desktop.store.reports import Store


class Previewing(QObject):
    """The road between one open report and the PDF of it."""

    def __init__(
        self,
        page: EditorPage,
        store: Store,
        background: Background,
        tells_what_changed: Callable[[], bool],
    ) -> None:
        """`tells_what_changed`: whether reports end with a page on that, as things are."""
        super().__init__(page)
        self._tells_what_changed = tells_what_changed
        self._page = page
        self._store = store
        self._background = background
        self._is_under_way = False
        self._next: Report | None = None
        self._is_over = False
        page.preview_wanted.connect(self._on_wanted)

    def end(self) -> None:
        """The page goes; what still comes back from the background has nobody to be shown to."""
        self._is_over = True

    def _on_wanted(self, report: Report) -> None:
        self._next = report
        self._go_on()

    def _go_on(self) -> None:
        if self._next is None or self._is_under_way:
            return
        report, self._next = self._next, None
        self._is_under_way = True
        work = partial(_pdf, self._store, report, self._tells_what_changed())
        self._background.run(work, self._on_made, self._on_failed)

    def _on_made(self, content: bytes) -> None:
        self._is_under_way = False
        if not self._is_over:
            # One that is out of date already is shown nevertheless, or fast typists saw none.
            self._page.show_preview(content)
            self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        self._is_under_way = False
        if not self._is_over:
            told = str(error) if isinstance(error, HighlightError) else "The program met a fault."
            self._page.show_preview_problem(f"The preview could not be made. {told}")
            self._go_on()
        if not isinstance(error, HighlightError):
            # For the watch over faults.
            raise error


# This runs in the background, and loads what it needs there: ReportLab takes longer to load
# than the window takes to show.


def _pdf(store: Store, report: Report, what_changed: bool) -> bytes:
    from highlight_desktop.outbox import pdf

    return pdf.render(_printable(store, report, what_changed))


def _printable(store: Store, report: Report, what_changed: bool) -> Printable:
    """The snapshot of a submitted report; of a draft what is on the screen."""
    from highlight_desktop.outbox import comparison
    from highlight_desktop.report.snapshot import proof

    stored = store.load(report.id)
    if stored.submitted_at is not None:
        return store.snapshot(report.id)
    made = partial(
        proof,
        report,
        proofed_at=datetime.now(UTC),
        app_version=__version__,
        version=stored.version,
        supersedes=stored.supersedes,
        correction=stored.correction,
    )
    draft = made()
    if not what_changed:
        return draft
    # As submitting does it: without what a nil answer sets aside.
    last = comparison.find(store, draft.report)
    return made(since=last.since(draft.report))
