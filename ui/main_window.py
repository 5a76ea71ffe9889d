"""Knows the frame: which page is shown, the menus, and who may leave which page when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from highlight_desktop import __version__, settings
from highlight_desktop.errors import HighlightError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Report, title_in_words
from highlight_desktop.settings import LAST_PERIOD, NOTHING, Settings
from ui.background import Background
from ui.confirmation_page import ConfirmationPage, Ready
from ui.editor.page import EditorPage, OpenReport
from ui.editor.section_panel import SPELLING_KEYS
from ui.home.page import HomePage
from ui.last_period import LastPeriodSearch
from ui.own_words_dialog import OwnWordsDialog
from ui.problem_dialog import show_problem
from ui.saving import Saving
from ui.sending import Sending
from ui.settings_dialog import SettingsDialog
from ui.spelling import Spelling
from ui.theme import Appearance

if TYPE_CHECKING:
    # SQLAlchemy takes longer to load than the window to show: it comes in the background.
    from highlight_desktop.inbox.take_in import TakenIn
    from highlight_desktop.store.reports import Store, Stored, Summary

_FIRST_SIZE_PX = (1280, 760)


class MainWindow(QMainWindow):
    """The one window of the program."""

    painted = Signal()
    """The window has been on the screen for the first time."""
    ready = Signal()
    """The reports are there; with `open_last`, the newest is open and takes keys."""
    appearance_chosen = Signal(object)

    def __init__(self, data_folder: Path, *, open_last: bool = False) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._open_last = open_last
        self._background = Background(self)
        self._store: Store | None = None
        self._sending: Sending | None = None
        self._saving: Saving | None = None
        self._settings = Settings()
        self._spelling = Spelling(self._background, self)
        self._may_close = False
        self._was_painted = False
        self._pages = QStackedWidget()
        self._home = HomePage()
        self._editor: EditorPage | None = None
        self._shown: QWidget | None = None
        self._pages.addWidget(self._home)
        self.setCentralWidget(self._pages)
        self.resize(*_FIRST_SIZE_PX)
        self._connect()
        self._fill_menus()
        self._show_list()

    # Starting and ending

    def start(self) -> None:
        """Read the settings and open the store, in the background; the window is there already."""
        self._home.show_opening()
        self._background.run(self._load, self._on_loaded, self._on_not_loaded)

    def keep_text(self) -> None:
        """Save what is typed without waiting to be asked: something is about to go wrong."""
        if self._editor is not None:
            self._editor.save_now()

    def on_session_ending(self) -> None:
        """The user logs off or the machine shuts down: save, and wait until it is done."""
        self.keep_text()
        self._background.wait()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close only when everything typed is saved, or the author has let it go."""
        if self._may_close:
            self._background.close()
            if self._store is not None:
                self._store.close()
            event.accept()
        else:
            event.ignore()
            self._leave_report(self._close_for_good)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the focus; of itself Qt does so in dialogs alone."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            pressed, QPushButton
        ):
            pressed.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _close_for_good(self) -> None:
        self._may_close = True
        # Qt forgets a close that is asked for while it is asking about one.
        QTimer.singleShot(0, self.close)

    def _load(self) -> tuple[Settings, Store, list[Summary]]:
        from highlight_desktop.store.reports import Store

        chosen = settings.load(self._data_folder)
        store = Store.open(self._data_folder)
        return chosen, store, store.summaries()

    def _on_loaded(self, loaded: tuple[Settings, Store, list[Summary]]) -> None:
        self._settings, self._store, summaries = loaded
        self.appearance_chosen.emit(Appearance(self._settings.appearance))
        self._show_beside()
        self._sending = Sending(self, self._store, self._background)
        self._sending.finished.connect(self._on_sent)
        self._sending.stopped.connect(self._on_sending_stopped)
        self._sending.settings_changed.connect(self._on_settings_changed)
        self._home.show_reports(summaries)
        self._enable_actions()
        if self._open_last and summaries:
            newest = max(summaries, key=lambda summary: summary.edited_at)
            self._open(newest.id)
        else:
            self.ready.emit()

    def _on_not_loaded(self, error: Exception) -> None:
        if not isinstance(error, HighlightError):
            raise error
        self._home.show_problem(error.message, error.remedy)

    # The pages and the way between them

    def _show_list(self) -> None:
        self._pages.setCurrentWidget(self._home)
        self.setWindowTitle("Highlight reports")
        self._enable_actions()

    def _back_to_list(self) -> None:
        self._leave_report(self._refresh_list)

    def _refresh_list(self) -> None:
        self._drop_shown()
        self._show_list()
        # Qt itself would go to the first button of the page.
        self._home.setFocus()
        store = self._store
        if store is not None:
            self._background.run(store.summaries, self._home.show_reports, self._on_failed)

    def _leave_report(self, then: Callable[[], object]) -> None:
        """Do something once everything typed in the open report is saved."""
        if self._saving is not None:
            self._saving.when_saved(then)
        else:
            then()

    def _open(self, report_id: str) -> None:
        store = self._store
        if store is not None:
            self._leave_report(
                lambda: self._background.run(
                    lambda: store.load(report_id), self._on_opened, self._on_failed
                )
            )

    def _on_opened(self, stored: Stored) -> None:
        assert self._store is not None
        opened = OpenReport(
            stored.report,
            stored.edited_at.astimezone(),
            read_only_because(stored),
            stored.notes,
        )
        editor = EditorPage(opened)
        editor.submit_requested.connect(self._on_submit_requested)
        editor.export_requested.connect(self._export)
        editor.list_requested.connect(self._back_to_list)
        editor.use_spelling(self._spelling)
        editor.zoom.show(self._settings.text_percent)
        editor.zoom.changed.connect(self._on_zoomed)
        self._show_instead(editor)
        self._editor = editor
        self._edit_menu.addActions(editor.search.actions)
        self._view_menu.addActions(editor.zoom.actions)
        self._enable_actions()
        self._saving = Saving(editor, self._store, self._background)
        LastPeriodSearch(editor, self._store, self._background)
        self._show_beside()
        self._name_window(stored.report)
        editor.save_requested.connect(self._name_window)
        editor.start_writing()
        self.ready.emit()

    def _name_window(self, report: Report) -> None:
        """After the report: in the task bar nobody could tell two untitled ones apart."""
        self.setWindowTitle(f"{title_in_words(report)} – Highlight reports")

    def _show_instead(self, page: QWidget) -> None:
        """Show a page in place of the list; what was there before is gone."""
        self._drop_shown()
        self._shown = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._enable_actions()

    def _drop_shown(self) -> None:
        if self._shown is not None:
            self._pages.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = self._editor = self._saving = None

    # What the user asks for

    def _new(self, edition_id: str) -> None:
        store = self._store
        if store is not None:
            self._leave_report(
                lambda: self._background.run(
                    partial(_create, store, edition.find(edition_id)),
                    self._on_opened,
                    self._on_failed,
                )
            )

    def _choose_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Import earlier reports", "", "Text files (*.txt);;All files (*)"
        )
        if chosen:
            self._import(chosen)

    def _import(self, names: list[str]) -> None:
        store = self._store
        if store is not None:
            for name in names:
                self._background.run(
                    partial(_take_in, store, Path(name)), self._on_taken_in, self._on_failed
                )

    def _on_taken_in(self, taken: TakenIn) -> None:
        self._leave_report(partial(self._on_opened, taken.stored))

    def _on_submit_requested(self, report: Report, hints: list[Finding]) -> None:
        self._leave_report(lambda: self._submit(report, hints))

    def _submit(self, report: Report, hints: list[Finding]) -> None:
        if self._sending is not None:
            self._sending.submit(report, hints, self._settings)

    def _on_sent(self, ready: Ready) -> None:
        confirmation = ConfirmationPage(ready)
        confirmation.back_requested.connect(self._back_to_list)
        self._show_instead(confirmation)

    def _on_sending_stopped(self, report_id: str) -> None:
        """The report may be submitted all the same: show it as the store has it."""
        self._open(report_id)

    def _export(self, report_id: str) -> None:
        if self._sending is not None:
            self._sending.export(report_id, self._settings)

    def _choose_settings(self) -> None:
        dialog = SettingsDialog(self._settings, self)
        dialog.accepted.connect(lambda: self._on_settings_changed(dialog.settings()))
        dialog.open()

    def _on_settings_changed(self, chosen: Settings) -> None:
        self._settings = chosen
        self._show_beside()
        self.appearance_chosen.emit(Appearance(chosen.appearance))
        self._remember(chosen)

    def _remember(self, chosen: Settings) -> None:
        self._settings = chosen
        self._background.run(
            lambda: settings.save(chosen, self._data_folder), _nothing, self._on_failed
        )

    def _load_spelling(self) -> None:
        self._spelling.load(self._data_folder)

    def _check_spelling(self) -> None:
        if self._editor is not None:
            self._editor.check_spelling()

    def _show_own_words(self) -> None:
        OwnWordsDialog(self._spelling, self).open()

    def _show_about(self) -> None:
        words = (
            f"highlight-desktop {__version__}\n\nHighlight reports, written, kept and sent."
            f"\nYour reports are kept in {self._data_folder}."
        )
        QMessageBox.about(self, "About highlight-desktop", words)

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)

    # Menus

    def _connect(self) -> None:
        self.ready.connect(self._load_spelling)
        self._spelling.failed.connect(self._on_failed)
        self._home.show_editions(list(reversed(edition.bundled())))
        self._home.new_requested.connect(self._new)
        self._home.import_requested.connect(self._choose_import)
        self._home.files_dropped.connect(self._import)
        self._home.opened.connect(self._open)
        self._home.export_requested.connect(self._export)
        self._home.retry_requested.connect(self.start)

    def _fill_menus(self) -> None:
        file_menu = self.menuBar().addMenu("&File")
        self._new_menu = QMenu("&New report", self)
        for each in reversed(edition.bundled()):
            self._new_menu.addAction(f"{each.title} ({each.id})", partial(self._new, each.id))
        file_menu.addMenu(self._new_menu)
        self._import_action = _action(
            self, "&Import earlier reports…", QKeySequence.StandardKey.Open, self._choose_import
        )
        self._list_action = _action(self, "&All reports", "Ctrl+L", self._back_to_list)
        file_menu.addActions([self._import_action, self._list_action])
        file_menu.addSeparator()
        file_menu.addAction(_action(self, "&Settings…", "Ctrl+,", self._choose_settings))
        file_menu.addAction(_action(self, "&Quit", "Ctrl+Q", self.close))
        self._edit_menu = self.menuBar().addMenu("&Edit")
        tools_menu = self.menuBar().addMenu("&Tools")
        self._spelling_action = _action(
            self, "Check &spelling…", SPELLING_KEYS, self._check_spelling
        )
        tools_menu.addAction(self._spelling_action)
        tools_menu.addAction("My &words…", self._show_own_words)
        self._view_menu = view_menu = self.menuBar().addMenu("&View")
        group = QActionGroup(self)
        for appearance in Appearance:
            action = view_menu.addAction(appearance.label)
            action.setActionGroup(group)
            action.triggered.connect(partial(self._on_appearance_chosen, appearance))
        view_menu.addSeparator()
        self._beside_action = view_menu.addAction("&Last period beside the text")
        self._beside_action.setCheckable(True)
        self._beside_action.triggered.connect(self._on_beside_chosen)
        self.menuBar().addMenu("&Help").addAction("&About highlight-desktop", self._show_about)

    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        self._on_settings_changed(replace(self._settings, appearance=appearance))

    def _on_zoomed(self, percent: int) -> None:
        self._remember(replace(self._settings, text_percent=percent))

    def _on_beside_chosen(self, wanted: bool) -> None:
        beside = LAST_PERIOD if wanted else NOTHING
        self._on_settings_changed(replace(self._settings, beside=beside))

    def _show_beside(self) -> None:
        wanted = self._settings.beside == LAST_PERIOD
        self._beside_action.setChecked(wanted)
        if self._editor is not None:
            self._editor.set_beside(wanted)

    def _enable_actions(self) -> None:
        has_store = self._store is not None
        self._new_menu.setEnabled(has_store)
        self._edit_menu.setEnabled(self._pages.currentWidget() is self._editor)
        self._import_action.setEnabled(has_store)
        self._list_action.setEnabled(self._pages.currentWidget() is not self._home)
        self._spelling_action.setEnabled(self._editor is not None)


def read_only_because(stored: Stored) -> str:
    """Why a report cannot be changed, in words; empty for a draft."""
    if stored.submitted_at is None:
        return ""
    at = stored.submitted_at.astimezone()
    return f"Submitted {at.day} {at:%B %Y, %H:%M}. Read only."


def _create(store: Store, form: Edition) -> Stored:
    from highlight_desktop.store.reports import new_id

    return store.create(Report(new_id(), form), now=datetime.now(UTC))


def _take_in(store: Store, path: Path) -> TakenIn:
    from highlight_desktop.inbox.take_in import take_in

    return take_in(store, path, None, now=datetime.now(UTC))


def _action(
    window: QMainWindow,
    text: str,
    keys: QKeySequence.StandardKey | str,
    slot: Callable[[], object],
) -> QAction:
    action = QAction(text, window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked: slot())
    return action


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
