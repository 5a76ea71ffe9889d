"""Knows what is done when a report is asked for, begun, sent, corrected or looked back at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import HighlightError
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Report, title_in_words
from highlight_desktop.settings import Settings
from ui.acts.preferences import Preferences
from ui.acts.shelf import Arrivals
from ui.dialogs.problem_dialog import show_problem
from ui.home.reports_model import title_of
from ui.menus import Menus
from ui.open_reports import OpenReports
from ui.opening_returns import OpeningReturns
from ui.pages import Pages

if TYPE_CHECKING:
    from highlight_desktop.store.stored import Stored, Summary
    from ui.confirmation_page import Ready

_NONE_SELECTED = HighlightError(
    "No report is selected to start the next one from.",
    "Select a report in the list, or open it, and try again.",
)
_RESTORED = "The earlier version is back. What it replaced stands in History (F9)."


class ReportActs(QObject):
    """What the list, the menus and the page of a report ask for; nothing while none are open."""

    shown = Signal()
    """A report is on the page and takes keys."""

    def __init__(
        self, window: QWidget, pages: Pages, preferences: Preferences, returns: OpeningReturns
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._preferences = preferences
        self._returns = returns
        self._reports: OpenReports | None = None
        home = pages.home
        home.new_requested.connect(self.new)
        home.import_requested.connect(self.choose_import)
        home.opened.connect(self.open)
        home.correct_requested.connect(self._on_listed_correction)
        home.delete_requested.connect(self._delete)
        home.put_back_requested.connect(self._put_back)
        home.next_requested.connect(self._start_next)
        pages.correct_requested.connect(self._correct_open)
        pages.list_requested.connect(self.show_list)
        pages.search.back_requested.connect(self.show_list)
        pages.submit_requested.connect(self._on_submit_requested)
        pages.export_requested.connect(self._export)

    def answer(self, menus: Menus) -> None:
        """Do what is asked for in the menus."""
        menus.new_requested.connect(self.new)
        menus.import_requested.connect(self.choose_import)
        menus.next_requested.connect(self._start_next_after_shown)
        menus.list_requested.connect(self.show_list)
        menus.history_requested.connect(self._show_history)
        menus.periods_requested.connect(self._show_periods)
        menus.correct_requested.connect(self._correct_open)

    def use(self, reports: OpenReports | None) -> None:
        """The reports that are open; None while there are none."""
        self._reports = reports
        if reports is None:
            return
        shelf, sending = reports.shelf, reports.sending
        shelf.listed.connect(self._pages.home.show_reports)
        shelf.binned.connect(self._pages.home.show_bin)
        shelf.deleted.connect(self._pages.home.show_deleted)
        shelf.opened.connect(self._on_opened)
        shelf.looked_up.connect(self._on_looked_up)
        shelf.taken_in.connect(self._on_taken_in)
        shelf.list_bin()
        sending.agreed.connect(self._on_agreed)
        sending.finished.connect(self._on_sent)
        sending.stopped.connect(self._on_sending_stopped)
        reports.looking_back.restored.connect(self._on_restored)
        reports.starting.started.connect(self._on_next_started)
        reports.searching.chosen.connect(self.open)
        reports.searching.return_chosen.connect(self._returns.open_found)
        self._returns.shown.connect(reports.searching.lead)

    def show_list(self) -> None:
        """Go back to the list, once what is typed is kept."""
        self._pages.leave(self._show_list)

    def _show_list(self) -> None:
        self._pages.show_list()
        if self._reports is not None:
            self._reports.shelf.list_all()

    def open(self, report_id: str) -> None:
        """Go to a report, once what is typed is kept."""
        if self._reports is not None:
            self._pages.leave(partial(self._reports.shelf.open, report_id))

    def open_in_two_steps(self, last: Stored) -> None:
        """Open a report that was read already; the window answers in between."""
        self._pages.prepare(last)
        pause = QTimer(self, singleShot=True, interval=0)
        pause.timeout.connect(partial(self._on_last_read, last))
        pause.start()

    def _on_last_read(self, last: Stored) -> None:
        if self._reports is not None:
            self._on_opened(last)
            self._reports.shelf.list_all()

    def _on_opened(self, stored: Stored) -> None:
        if self._pages.shows(stored) or self._pages.is_being_left:
            # It was asked for twice, or something else was asked for since.
            return
        if not self._pages.may_turn:
            # Something was typed while this one was being read: save that, then read again.
            self.open(stored.report.id)
        elif self._reports is not None:
            self._pages.show_report(stored, self._reports.store)
            if self._pages.editor is not None:
                self._reports.searching.lead(self._pages.editor)
            self.shown.emit()

    # New and earlier reports

    def new(self, edition_id: str) -> None:
        """Begin a report on an edition of the form."""
        if self._reports is not None:
            chosen = self._preferences.settings
            create = self._reports.shelf.create
            self._pages.leave(partial(create, edition_id, chosen.header, chosen.marking))

    def _start_next(self, report_id: str) -> None:
        if self._reports is not None:
            usual = self._preferences.settings
            self._pages.leave(partial(self._reports.starting.begin, report_id, usual))

    def _start_next_after_shown(self) -> None:
        if self._pages.shown_report_id:
            self._start_next(self._pages.shown_report_id)
        else:
            show_problem(self._window, _NONE_SELECTED)

    def _on_next_started(self, stored: Stored) -> None:
        self._on_opened(stored)
        if self._pages.editor is not None and self._pages.shows(stored):
            self._pages.editor.let_carrying_be_undone()

    def choose_import(self) -> None:
        """Ask for files with earlier reports, and take them in."""
        if self._reports is not None:
            self._reports.shelf.choose(self._preferences.settings.marking)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Make reports of these files."""
        if self._reports is not None and paths:
            self._reports.shelf.take_in(paths, self._preferences.settings.marking)

    def _on_taken_in(self, arrivals: Arrivals) -> None:
        """Open what came in, or show the list when that is more than one report."""
        if len(arrivals.reports) == 1:
            self._on_opened(arrivals.reports[0])
            if arrivals.remark and self._pages.editor is not None:
                self._pages.editor.say(arrivals.remark)
        elif arrivals.reports:
            self.show_list()
        if arrivals.problem is not None:
            show_problem(self._window, arrivals.problem)

    # The way out

    def _on_submit_requested(self, report: Report, hints: list[Finding]) -> None:
        if self._reports is not None:
            ask = partial(self._reports.sending.ask, report, hints, self._preferences.settings)
            self._pages.when_saved(ask)

    def _on_agreed(self, report_id: str, chosen: Settings) -> None:
        if chosen != self._preferences.settings:
            self._preferences.change(chosen)
        # Once more: what is submitted is what is stored.
        self._pages.when_saved(partial(self._submit, report_id))

    def _submit(self, report_id: str) -> None:
        if self._reports is not None:
            # From here on nothing may be typed that would not be in it.
            self._pages.setEnabled(False)
            self._reports.sending.submit(report_id, self._preferences.settings)

    def _export(self, report_id: str) -> None:
        if self._reports is not None:
            self._reports.sending.export(report_id, self._preferences.settings)

    def _on_sent(self, ready: Ready) -> None:
        self._pages.show_confirmation(ready)
        if self._reports is not None and self._reports.backing_up is not None:
            self._reports.backing_up.make()

    def _on_sending_stopped(self, report_id: str) -> None:
        """The report may be submitted all the same: look."""
        if self._reports is not None and self._pages.is_open(report_id):
            self._reports.shelf.look_up(report_id)

    def _on_looked_up(self, stored: Stored) -> None:
        self._pages.setEnabled(True)
        if self._pages.shows(stored):
            self._pages.go_on()
        elif self._pages.is_open(stored.report.id):
            self._on_opened(stored)

    # Earlier versions, corrections and the bin

    def _show_history(self) -> None:
        editor = self._pages.editor
        if self._pages.shows_return:
            self._returns.show_versions()
        elif editor is not None and self._reports is not None:
            self._pages.when_saved(partial(self._reports.looking_back.show, editor.report.id))

    def _show_periods(self) -> None:
        editor = self._pages.editor
        if self._pages.shows_return:
            self._returns.show_periods()
        elif editor is not None and self._reports is not None:
            self._reports.through_periods.show(editor.take_in(), editor.place)

    def _on_restored(self, stored: Stored) -> None:
        """Show it where the author was, and say how to take it back."""
        if self._reports is None or not self._pages.is_open(stored.report.id):
            return
        place = self._pages.editor.place if self._pages.editor else None
        self._pages.show_report(stored, self._reports.store)
        if self._pages.editor is not None and place is not None:
            self._pages.editor.go_to(place)
            self._pages.editor.say(_RESTORED)

    def _correct_open(self) -> None:
        editor = self._pages.editor
        if editor is not None and editor.may_correct:
            title = title_in_words(editor.report)
            self._ask_why(editor.report.id, title, editor.version)

    def _on_listed_correction(self, listed: Summary) -> None:
        self._ask_why(listed.id, title_of(listed), listed.version)

    def _ask_why(self, report_id: str, title: str, version: int) -> None:
        from ui.dialogs.correction_dialog import ask_why

        ask_why(self._window, title, version, partial(self._on_reason_given, report_id))

    def _on_reason_given(self, report_id: str, reason: str) -> None:
        if self._reports is not None:
            self._pages.leave(partial(self._reports.shelf.correct, report_id, reason))

    def _delete(self, report_id: str) -> None:
        if self._reports is not None:
            self._reports.shelf.delete(report_id)

    def _put_back(self, report_id: str) -> None:
        if self._reports is not None:
            self._reports.shelf.put_back(report_id)
