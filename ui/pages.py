"""Knows which page is shown, and that none with a report on it goes before its text is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from highlight_desktop.report.edition import Edition
from highlight_desktop.report.report import title_in_words
from highlight_desktop.rules import Rules
from highlight_desktop.settings import LAST_PERIOD, Settings
from ui.acts.last_period import LastPeriodSearch
from ui.acts.previewing import Previewing
from ui.acts.saving import Saving
from ui.acts.unsaved_text import UnsavedText
from ui.editor.page import EditorPage, OpenReport
from ui.home.page import HomePage
from ui.process.background import Background
from ui.process.spelling import Spelling
from ui.search.page import SearchPage
from ui.widgets.local_time import here, printed_here

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Stored
    from ui.confirmation_page import Ready

_ONLY_READ = "Nothing can be written where your reports are. Read only."


class Pages(QStackedWidget):
    """The list of reports, and in its place one report or what was submitted."""

    list_requested = Signal()
    submit_requested = Signal(object, object)
    """Carries the report and its hints."""
    export_requested = Signal(str)
    """Carries the id of a submitted report."""
    zoomed = Signal(int)
    """The text of the open report is shown at another size; carries the per cent."""
    correct_requested = Signal()
    """A correction of the report that is open is wanted."""
    turned = Signal(str)
    """Another page is shown, or is now about something else; carries what, in words."""

    def __init__(
        self,
        editions: Sequence[Edition],
        background: Background,
        spelling: Spelling,
        unsaved: UnsavedText,
    ) -> None:
        super().__init__()
        self._unsaved = unsaved
        self._background = background
        self._spelling = spelling
        self._settings = Settings()
        self._rules = Rules()
        self._shown: QWidget | None = None
        self._worked_on = ""
        self._only_read = ""
        self._saving: Saving | None = None
        self._previewing: Previewing | None = None
        self._prepared: tuple[Stored, EditorPage] | None = None
        self.editor: EditorPage | None = None
        """The report that is open."""
        self.shows_return = False
        """True while that is one of the hub's desk, and not the author's own."""
        self.home = HomePage()
        self.home.show_editions(editions)
        self.home.export_requested.connect(self.export_requested)
        self.addWidget(self.home)
        self.search = SearchPage()
        self.addWidget(self.search)

    @property
    def is_list(self) -> bool:
        """True while the list of reports is shown."""
        return self.currentWidget() is self.home

    @property
    def may_turn(self) -> bool:
        """True when nothing typed would be lost with the page."""
        return self._saving is None or self._saving.may_go

    @property
    def is_being_left(self) -> bool:
        """True while something is to be done as soon as everything typed is saved."""
        return self._saving is not None and self._saving.is_waiting

    def leave(self, then: Callable[[], object]) -> None:
        """Do something once everything typed is saved, or let go by an author who was asked."""
        if self._saving is not None:
            self._saving.leave(then)
        else:
            then()

    def when_saved(self, then: Callable[[], object]) -> None:
        """Do something once everything typed is saved, and only then."""
        if self._saving is not None:
            self._saving.when_saved(then)
        else:
            then()

    def is_open(self, report_id: str) -> bool:
        """True while this report is the one that is open; a return of it is another."""
        is_there = self.editor is not None and not self.shows_return
        return is_there and self.editor is not None and self.editor.report.id == report_id

    def shows(self, stored: Stored) -> bool:
        """True while this report is open in this state, so that the screen has its last text."""
        is_submitted = stored.submitted_at is not None
        is_there = self.editor is not None and self.editor.is_read_only == is_submitted
        return is_there and self.is_open(stored.report.id)

    def go_on(self) -> None:
        """Put the cursor back into the report that is open."""
        if self.editor is not None:
            self.editor.go_on()

    @property
    def shown_report_id(self) -> str:
        """The report that is open, or selected in the list; empty if there is none."""
        if self.editor is not None:
            return "" if self.shows_return else self.editor.report.id
        return self.home.selected_report_id if self.is_list else ""

    def show_search(self) -> None:
        """Show the search, with the words that were looked for last."""
        self.setCurrentWidget(self.search)
        self.drop()
        self.search.begin()
        self.turned.emit("Search")

    def show_list(self) -> None:
        """Show the list of reports, the one that was open selected."""
        self.home.select_next_time(self._worked_on)
        self._worked_on = ""
        self.setCurrentWidget(self.home)
        self.drop()
        self.home.setFocus()
        self.turned.emit("")

    def let_write(self, allowed: bool) -> None:
        """Show reports to be written, or, where nothing can be kept, to be read."""
        self._only_read = "" if allowed else _ONLY_READ
        self.home.let_write(allowed)

    def wear(self, chosen: Settings) -> None:
        """Show reports as the settings say, the open one at once."""
        self._settings = chosen
        if self.editor is not None:
            self.editor.set_beside(chosen.beside == LAST_PERIOD)

    def obey(self, rules: Rules) -> None:
        """Ask of reports what is laid down, of the open one at once."""
        self._rules = rules
        if self.editor is not None:
            self._ask_for_marking(self.editor)

    def prepare(self, stored: Stored) -> None:
        """Make the page of a report that is to be shown next: the window answers in between."""
        self._prepared = stored, self._editor(self._as_opened(stored))

    def show_report(self, stored: Stored, store: Store) -> None:
        """Show a report, with the cursor where its author most likely goes on."""
        editor = self._take_prepared(stored) or self._editor(self._as_opened(stored))
        editor.submit_requested.connect(self.submit_requested)
        editor.export_requested.connect(self.export_requested)
        editor.correct_requested.connect(self.correct_requested)
        editor.retitled.connect(self.turned)
        LastPeriodSearch(editor, store, self._background)
        self._show_editor(editor)
        self.editor = editor
        self._worked_on = editor.report.id
        self._saving = Saving(editor, store, self._background, self._unsaved)
        self._previewing = Previewing(
            editor, store, self._background, lambda: self._settings.what_changed
        )
        editor.start_writing()
        self.turned.emit(title_in_words(stored.report))

    def show_returned(self, opened: OpenReport, strip: QWidget) -> EditorPage:
        """Show a return, read only, with where it came from above it."""
        editor = self._editor(opened)
        editor.put_above(strip)
        self._show_editor(editor)
        self.editor, self.shows_return = editor, True
        editor.start_writing()
        self.turned.emit(title_in_words(opened.report))
        return editor

    def show_confirmation(self, ready: Ready) -> None:
        """Show what was written of a submitted report."""
        from ui.confirmation_page import ConfirmationPage

        confirmation = ConfirmationPage(ready)
        confirmation.back_requested.connect(self.list_requested)
        self._show_instead(confirmation)
        self.turned.emit(ready.title)

    def show_hub(self, hub: QWidget) -> None:
        """Show the hub's desk, which stays as it is until the window goes."""
        self.addWidget(hub)
        self.setCurrentWidget(hub)
        self.drop()
        hub.setFocus()
        self.turned.emit("The hub’s desk")

    def drop(self) -> None:
        """Let go of the page that is shown in place of the list."""
        if self._saving is not None:
            self._saving.end()
        if self._previewing is not None:
            self._previewing.end()
        if self._prepared is not None:
            self._prepared[1].deleteLater()
        if self._shown is not None:
            # Not removed first: it would be Python's to delete then, at any moment.
            self._shown.deleteLater()
        self._shown = self.editor = self._saving = self._previewing = self._prepared = None
        self.shows_return = False
        self.setEnabled(True)

    def _as_opened(self, stored: Stored) -> OpenReport:
        opened = open_report(stored)
        if self._only_read:
            because = opened.read_only_because or self._only_read
            opened = replace(opened, read_only_because=because, may_correct=False)
        return opened

    def _take_prepared(self, stored: Stored) -> EditorPage | None:
        prepared, self._prepared = self._prepared, None
        if prepared is None:
            return None
        if prepared[0] is stored:
            return prepared[1]
        prepared[1].deleteLater()
        return None

    def _editor(self, opened: OpenReport) -> EditorPage:
        """A report in its tabs."""
        editor = EditorPage(opened)
        editor.list_requested.connect(self.list_requested)
        editor.use_spelling(self._spelling)
        return editor

    def _show_editor(self, editor: EditorPage) -> None:
        """In the look that is worn."""
        editor.zoom.show(self._settings.text_percent)
        editor.zoom.changed.connect(self.zoomed)
        editor.set_beside(self._settings.beside == LAST_PERIOD)
        self._ask_for_marking(editor)
        self._show_instead(editor)

    def _ask_for_marking(self, editor: EditorPage) -> None:
        if self._rules.lowest_marking:
            editor.ask_for_marking(self._rules.lowest_marking, self._rules.on_marking)

    def _show_instead(self, page: QWidget) -> None:
        # A page that is shown while it is disabled cannot take the focus.
        self.setEnabled(True)
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.drop()
        self._shown = page


def open_report(stored: Stored) -> OpenReport:
    """A stored report as the page takes it."""
    return OpenReport(
        stored.report,
        here(stored.edited_at),
        _read_only_because(stored),
        version=stored.version,
        lineage=_lineage(stored),
        may_correct=stored.state == "submitted",
        notes=stored.notes,
    )


def _read_only_because(stored: Stored) -> str:
    if stored.submitted_at is None:
        return ""
    # The day keeps together where the words take two lines.
    moment = printed_here(stored.submitted_at).replace(" ", "\u00a0")
    submitted = f"Submitted {moment}."
    if stored.state == "superseded":
        return f"{submitted} Superseded by version {stored.version + 1}. Read only."
    return f"{submitted} Read only."


def _lineage(stored: Stored) -> str:
    """Which version a report is, where there is more than one."""
    if stored.supersedes is None:
        return "version 1 (superseded)" if stored.state == "superseded" else ""
    current = {"submitted": " (current)", "superseded": " (superseded)"}.get(stored.state, "")
    why = f", because: {stored.correction}" if stored.correction else ""
    return f"version {stored.version}{current}, corrects version {stored.version - 1}{why}"
