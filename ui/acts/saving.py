"""Knows how what is typed reaches the database, and how to leave a report without losing any."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from highlight_desktop import files
from highlight_desktop.errors import HighlightError, OutputError
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.report import Place, Report
from ui.acts.unsaved_text import UnsavedText
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.unsaved_question import UnsavedQuestion
from ui.editor.autosave import reason
from ui.editor.page import EditorPage
from ui.process.background import Background
from ui.process.fault_log import write_down

if TYPE_CHECKING:
    # At run time this would load the database layer before the first paint.
    from highlight_desktop.store.reports import Store


class Saving(QObject):
    """The road between one open report and the store."""

    def __init__(
        self, page: EditorPage, store: Store, background: Background, unsaved: UnsavedText
    ) -> None:
        super().__init__(page)
        self._unsaved = unsaved
        self._page = page
        self._store = store
        self._background = background
        self._then: Callable[[], object] | None = None
        self._is_leaving = False
        self._is_let_go = False
        self._is_over = False
        self._question: UnsavedQuestion | None = None
        self._after_break = False
        self._waits_in: Path | None = None
        unsaved.kept.connect(self._on_kept_aside)
        page.moved_on.connect(self._on_moved_on)
        page.save_requested.connect(self._on_save_requested)
        page.save_broken.connect(self._on_failed)

    @property
    def may_go(self) -> bool:
        """True when everything typed is in the database, or the author has let it go."""
        return self._page.all_saved or self._is_let_go

    @property
    def is_waiting(self) -> bool:
        """True while something is to be done as soon as everything is saved."""
        return self._then is not None

    def when_saved(self, then: Callable[[], object]) -> None:
        """Do something as soon as everything typed is saved; tell the author if it cannot be."""
        self._begin(then, is_leaving=False)

    def leave(self, then: Callable[[], object]) -> None:
        """The same, but an author who cannot save is asked, and may leave all the same."""
        self._begin(then, is_leaving=True)

    def end(self) -> None:
        """The page goes; what still comes back from the background has nobody to tell."""
        self._is_over = True

    def _begin(self, then: Callable[[], object], *, is_leaving: bool) -> None:
        self._then = then
        self._is_leaving = is_leaving
        self._is_let_go = False
        self._page.save_now()
        self._go_on_if_saved()

    def _on_save_requested(self, report: Report, places: Set[Place]) -> None:
        work = partial(_save, self._store, report, places, after_break=self._after_break)
        self._after_break = False
        self._background.run(work, self._on_saved, self._on_failed)

    def _on_moved_on(self) -> None:
        """What is saved now is a version, as soon as something else is written over it."""
        self._after_break = True

    def _on_saved(self, _revision: int) -> None:
        if self._is_over:
            return
        self._page.saved(datetime.now().astimezone())
        if self._page.all_saved:
            self._unsaved.drop(self._page.report.id)
        if self._then is not None:
            self._page.save_now()
        self._go_on_if_saved()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            write_down(error)
        if self._is_over:
            return
        # The break may have been meant for the save that failed; one version more does no harm.
        self._after_break = True
        self._page.save_failed(error)
        self._keep_aside()
        if self._then is not None and self._is_leaving:
            self._ask(error)
        elif self._then is not None:
            self._then = None
            show_problem(self._page, error)

    def _keep_aside(self) -> None:
        """Put what the database did not take into its second place."""
        try:
            report = self._page.take_in()
        except Exception as error:
            # Let out, it would be saved again, fail again and come back here for ever.
            write_down(error)
            report = self._page.report
        self._waits_in = None
        self._unsaved.keep(report, self._page.unsaved)

    def _on_kept_aside(self, report_id: str, file: Path | None) -> None:
        if report_id == self._page.report.id:
            self._waits_in = file
            self._tell_where_it_waits()

    def _tell_where_it_waits(self) -> None:
        if self._question is not None:
            self._question.show_waiting(str(self._waits_in.parent) if self._waits_in else "")

    def _go_on_if_saved(self) -> None:
        if self._then is not None and self._page.all_saved:
            self._go_on()

    def _go_on(self) -> None:
        self._close_question()
        then, self._then = self._then, None
        if then is not None:
            then()

    # The author wants to leave, and the text cannot be saved

    def _ask(self, error: BaseException) -> None:
        if self._question is not None:
            self._question.show_reason(reason(error))
            return
        self._question = UnsavedQuestion(reason(error), self._page)
        self._question.stayed.connect(self._on_stayed)
        self._question.copy_wanted.connect(self._on_copy_wanted)
        self._question.left.connect(self._on_left)
        self._tell_where_it_waits()
        self._question.open()

    def _on_stayed(self) -> None:
        self._then = None
        self._close_question()

    def _on_left(self) -> None:
        self._is_let_go = True
        self._go_on()

    def _on_copy_wanted(self) -> None:
        """A copy of everything in the window, in a form that can be imported again."""
        place, _ = QFileDialog.getSaveFileName(
            self._question, "Save a copy as text", "highlight report.txt", "Text (*.txt)"
        )
        if place:
            self._save_copy(Path(place))

    def _save_copy(self, place: Path) -> None:
        try:
            files.write_whole(place, as_text(self._page.take_in()).encode("utf-8"))
        except OutputError as error:
            show_problem(self._question, error)
        else:
            if self._question is not None:
                self._question.show_copied(str(place))

    def _close_question(self) -> None:
        question, self._question = self._question, None
        if question is not None:
            question.put_away()


def _save(store: Store, report: Report, places: Set[Place], *, after_break: bool) -> int:
    return store.save(report, places, now=datetime.now(UTC), after_break=after_break)
