"""Knows the frame: how it opens and closes, and what is done about each thing asked for in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QPushButton

from highlight_desktop.errors import HighlightError, StoreDamagedError
from highlight_desktop.report import edition
from highlight_desktop.settings import LAST_PERIOD, Settings
from ui.acts.backups import Backups
from ui.acts.bringing_back import BringingBack, places
from ui.acts.checking import Checking
from ui.acts.left_off import LeftOff
from ui.acts.preferences import Preferences
from ui.acts.shelf import Contents, open_folder
from ui.acts.unsaved_text import UnsavedText
from ui.acts.whereabouts import Whereabouts
from ui.at_the_hub import AtTheHub
from ui.demonstrating import Demonstrating
from ui.dialogs.problem_dialog import show_problem
from ui.housekeeping import Housekeeping
from ui.menus import Menus
from ui.open_reports import OpenReports
from ui.pages import Pages
from ui.process.background import Background
from ui.process.garbage import GarbageRounds
from ui.process.spelling import Spelling
from ui.report_acts import ReportActs
from ui.theme import Appearance
from ui.widgets.notice_strip import NoticeStrip, below

if TYPE_CHECKING:
    # SQLAlchemy takes longer to load than the window to show: it comes in the background.
    from highlight_desktop.store.reports import Store

_FIRST_SIZE_PX = (1280, 760)
_BACKUPS = "backups"
"""In the data folder; as store.backup.FOLDER, which is loaded in the background."""


class MainWindow(QMainWindow):
    """The one window of the program."""

    painted = Signal()
    """The window has been on the screen for the first time."""
    ready = Signal()
    """The reports are there; with `open_last`, the one last worked on is open and takes keys."""
    refused = Signal(object)
    """Carries why the reports cannot be opened; the list page tells it and offers another try."""
    appearance_chosen = Signal(object)
    _painting = Signal()
    _everything_kept = Signal()

    def __init__(self, data_folder: Path, *, open_last: bool = False, greets: bool = False) -> None:
        """`greets`: ask a newcomer for what reports begin with."""
        super().__init__()
        self._data_folder = data_folder
        self._open_last = open_last
        self._greets = greets
        self._background = Background(self)
        self._garbage = GarbageRounds(self)
        self._garbage.begin()
        self._store: Store | None = None
        self._reports: OpenReports | None = None
        self._preferences = Preferences(self, data_folder, self._background)
        self._spelling = Spelling(self._background, self)
        self._checking = Checking(self, self._background)
        self._backups = Backups(self, self._background, self._backup_folders)
        self._news = ""
        self._bringing_back = BringingBack(self, data_folder, self._background)
        self.whereabouts = Whereabouts(self, data_folder)
        self._may_close = self._was_painted = False
        newest_first = list(reversed(edition.bundled()))
        self._menus = Menus(self.menuBar(), newest_first)
        self._unsaved = UnsavedText(self, data_folder, self._background)
        self._left_off = LeftOff(self, data_folder, self._background)
        self._pages = Pages(newest_first, self._background, self._spelling, self._unsaved)
        about_hub = self._pages, self._backups, self._preferences
        self._hub = AtTheHub(self, data_folder, *about_hub)
        self._acts = ReportActs(self, self._pages, self._preferences, self._hub.returns)
        self._acts.shown.connect(self.ready)
        watched = self._background, self._pages, self._unsaved, self._hub.desk
        self._housekeeping = Housekeeping(self, data_folder, self._backups, *watched)
        ways = self._pages, self.whereabouts, self._let_go_of_all
        self.demonstrating = Demonstrating(self, data_folder, self._background, *ways)
        self._notice = NoticeStrip()
        self._notice.acted.connect(self._show_lost_reports)
        strips = self.demonstrating.strip, self.whereabouts.strip, self._notice
        self.setCentralWidget(below(self._pages, *strips))
        self.resize(*_FIRST_SIZE_PX)
        self._connect_pages()
        self._connect_menus()
        # Queued: the first paint is over then, and Qt forgets a close that is asked for
        # while it is asking about one.
        self._painting.connect(self.painted, Qt.ConnectionType.QueuedConnection)
        self._everything_kept.connect(self.close, Qt.ConnectionType.QueuedConnection)
        self._preferences.changed.connect(self._wear)
        self._preferences.ruled.connect(self._pages.obey)
        asked = (self._spelling, self._preferences, self._checking, self._backups, self._unsaved)
        for each in (*asked, self._housekeeping, self._hub, self.demonstrating):
            each.failed.connect(self._on_failed)
        self._backups.restore_agreed.connect(self._on_restore_agreed)
        self._unsaved.brought_back.connect(self._acts.open)
        self._hub.noticed.connect(self._notice.tell)
        self._hub.list_requested.connect(self._acts.show_list)
        self._hub.returns.back_wanted.connect(self._on_back_from_return)
        self._bringing_back.replaced.connect(self._on_replaced)
        self._bringing_back.failed.connect(self._on_not_replaced)
        self._bringing_back.offered.connect(self._offer_lost_reports)
        self.whereabouts.move_agreed.connect(self._on_move_agreed)
        self.whereabouts.moved.connect(self._go)
        self.whereabouts.not_moved.connect(self.start)
        self.refused.connect(self.whereabouts.on_refused)
        self._housekeeping.noticed.connect(self._notice.tell)
        self._housekeeping.removed.connect(self._acts.show_list)
        self._pages.show_list()

    def _connect_pages(self) -> None:
        self._pages.home.files_dropped.connect(self._import)
        self._pages.home.retry_requested.connect(self.start)
        self._pages.home.rescue_requested.connect(self._rescue)
        self._pages.home.hub_requested.connect(self._go_to_hub)
        self._pages.zoomed.connect(self._on_zoomed)
        self._pages.turned.connect(self._on_page_turned)

    def _connect_menus(self) -> None:
        self._menus.check_requested.connect(self._checking.choose)
        self._menus.search_requested.connect(self._search)
        self._menus.hub_requested.connect(self._go_to_hub)
        self._menus.backups_requested.connect(self._backups.show)
        self._menus.settings_requested.connect(self._preferences.choose)
        self._menus.quit_requested.connect(self.close)
        self._menus.spelling_requested.connect(self._check_spelling)
        self._menus.own_words_requested.connect(self._show_own_words)
        self._menus.appearance_chosen.connect(self._preferences.choose_appearance)
        self._menus.beside_chosen.connect(self._preferences.choose_beside)
        self._menus.help_requested.connect(self._show_help)
        self._menus.whereabouts_requested.connect(self.whereabouts.show)
        self._menus.about_requested.connect(self._show_about)
        self._acts.answer(self._menus)
        self._housekeeping.answer(self._menus)
        self.demonstrating.answer(self._menus, self._preferences)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the focus; of itself Qt does so in dialogs alone."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            pressed, QPushButton
        ):
            pressed.click()
        else:
            super().keyPressEvent(event)

    # Opening

    def start(self) -> None:
        """Read the settings and open the reports in the background; the window is there already."""
        if self._may_close:
            return
        self._pages.home.show_opening()
        self._preferences.load()
        self._background.run(
            partial(open_folder, self._data_folder, open_last=self._open_last),
            self._on_opened_folder,
            self._on_refused,
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._painting.emit()

    def _on_opened_folder(self, contents: Contents) -> None:
        self._store = contents.store
        if self._may_close:
            # It was closed meanwhile; there is nothing left to do but let go of them.
            return
        around = self._data_folder, self._pages.search, self._hub.desk, self._backup_folders
        self._reports = OpenReports(self, self._store, self._background, *around)
        self._connect_reports(self._reports)
        may_write = self._reports.may_write
        self._pages.let_write(may_write)
        self._pages.home.show_reports(contents.summaries)
        self._offer_what_can_be_done()
        self._backups.use(self._store)
        self.whereabouts.begin(self._store, contents.last_saved, looks=self._greets)
        if may_write:
            self._housekeeping.use(self._store, contents.last_saved)
            self._unsaved.look(self._store)
        if self._news:
            self._notice.tell(self._news)
            self._news = ""
        if contents.last is not None:
            self._acts.open_in_two_steps(contents.last)
        elif left := self._left_off.of({each.id for each in contents.summaries}):
            self._acts.open(left)
        else:
            if not contents.summaries:
                self._bringing_back.look_for_lost(self._backup_folders())
            self.ready.emit()
            if self._greets and may_write:
                self._preferences.greet()

    def _connect_reports(self, reports: OpenReports) -> None:
        self._acts.use(reports)
        reports.failed.connect(self._on_failed)
        if reports.backing_up is not None:
            reports.backing_up.failed.connect(self._notice.tell)
        upkeep = reports.upkeep
        upkeep.reading.connect(self._pages.search.show_reading)
        upkeep.reading_stopped.connect(self._pages.search.show_reading_stopped)
        upkeep.found_damaged.connect(self._on_found_damaged)
        upkeep.begun.connect(partial(self._spelling.load, self._data_folder))
        upkeep.begun.connect(self._housekeeping.look)
        self.ready.connect(upkeep.begin)

    def _backup_folders(self) -> list[Path]:
        """In the data folder, and where the user named another."""
        second = self._preferences.settings.second_backups
        return [self._data_folder / _BACKUPS, *([second] if second else [])]

    def _on_found_damaged(self, error: BaseException) -> None:
        """Let go of the reports, of which not a byte has been written since they were opened."""
        self._pages.leave(partial(self._refuse, error))

    def _refuse(self, error: BaseException) -> None:
        store = self._let_go()
        if store is not None:
            store.close()
        self._on_refused(error)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, HighlightError):
            damage = isinstance(error, StoreDamagedError)
            self._pages.home.show_problem(error.message, error.remedy, is_damage=damage)
        else:
            self._pages.home.show_problem("The program met a fault opening your reports.", "")
        self.refused.emit(error)
        if not isinstance(error, HighlightError):
            raise error

    def come_forward(self) -> None:
        """Be in front of other windows, however this one was put aside."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # Closing

    def keep_text(self) -> None:
        """Save what is typed without waiting to be asked: something is about to go wrong."""
        if self._pages.editor is not None:
            self._pages.editor.save_now()

    def settle(self) -> None:
        """Save what is typed and wait for it: the session ends, and nobody can be asked."""
        # What was typed while a save is under way follows that one; what the database did not
        # take then, is written to a second place.
        for _ in range(3):
            self.keep_text()
            self._background.settle()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close only when everything typed is saved, or the author has let it go."""
        if self._may_close:
            self._pages.drop()
            self._left_off.forget()
            if self._reports is not None and self._reports.backing_up is not None:
                self._reports.backing_up.close()
            self._hub.close()
            self.whereabouts.close()
            self._background.close()
            self._garbage.end()
            if self._store is not None:
                self._store.close()
            event.accept()
            return
        event.ignore()
        # What is being submitted is first finished and told.
        if self._reports is None or not self._reports.sending.is_writing:
            self._pages.leave(self._close_for_good)

    def _close_for_good(self) -> None:
        """Everything typed is kept: make a backup of it, then go."""
        if self._reports is None or self._reports.backing_up is None:
            self._go()
        else:
            self._reports.backing_up.finish(partial(self._hub.finish, self._on_backed_up))

    def _on_backed_up(self) -> None:
        if self._pages.may_turn:
            self._go()
        else:
            # Somebody typed on while the backup was made.
            self._pages.leave(self._go)

    def _go(self) -> None:
        self._may_close = True
        self._acts.use(None)
        self._everything_kept.emit()

    # From page to page

    def _on_page_turned(self, title: str) -> None:
        self.setWindowTitle(" – ".join(filter(None, (title, self.demonstrating.title))))
        self._left_off.follow(self._pages.editor)
        self._offer_what_can_be_done()

    def _offer_what_can_be_done(self) -> None:
        editor = self._pages.editor
        self._menus.allow(
            reports=self._reports is not None,
            writing=self._reports is not None and self._reports.may_write,
            going_to_list=not self._pages.is_list,
            spelling=editor is not None,
        )
        if editor is not None:
            report, view = editor.report_actions, editor.zoom.actions
            self._menus.offer(edit=editor.edit_actions, report=report, view=view)
        else:
            sorting = self._pages.home.sorting.menu.menuAction()
            self._menus.offer(edit=(), report=(), view=(sorting,))
        self._pages.home.sorting.menu.menuAction().setVisible(self._pages.is_list)
        self._menus.allow_report(
            history=editor is not None, correction=editor is not None and editor.may_correct
        )

    def _import(self, names: Sequence[str]) -> None:
        self._acts.take_in(self._housekeeping.editions.taken_from(names))

    def _search(self) -> None:
        self._pages.leave(self._pages.show_search)

    # A backup in the place of the reports

    def _on_restore_agreed(self, path: Path) -> None:
        self._pages.leave(partial(self._restore, path))

    def _restore(self, path: Path) -> None:
        """Let go of the reports, put the backup in their place, and open them again."""
        self._bringing_back.restore(self._let_go(), path)

    def _let_go(self) -> Store | None:
        """The store, which nobody uses any more."""
        if self._reports is not None:
            self._reports.upkeep.end()
        self._background.settle()
        store, self._store = self._store, None
        self._pages.show_list()
        self._pages.home.show_opening()
        if self._reports is not None:
            self._reports.let_go()
        self._reports = None
        self._acts.use(None)
        self._backups.use(None)
        self._housekeeping.use(None)
        self._offer_what_can_be_done()
        return store

    def _on_replaced(self, news: str) -> None:
        self._news = news
        self.start()

    def _on_not_replaced(self, error: BaseException) -> None:
        self.start()
        self._on_failed(error)

    # Another folder for the reports

    def _on_move_agreed(self, to: Path) -> None:
        self._pages.leave(partial(self._move, to))

    def _move(self, to: Path) -> None:
        self.whereabouts.move(self._let_go_of_all(), to, self._background)

    def _let_go_of_all(self) -> Store | None:
        self._pages.show_list()
        self._hub.let_go()
        return self._let_go()

    # Reports that cannot be opened, or are gone

    def _rescue(self) -> None:
        self._pages.home.show_opening()
        self._bringing_back.rescue(self._backup_folders())

    def _show_lost_reports(self) -> None:
        self._backups.show(places(self._backup_folders()))

    def _offer_lost_reports(self, text: str) -> None:
        self._notice.tell(text, "Look at it…")

    # The hub's desk

    def _go_to_hub(self) -> None:
        if self._store is not None and self._preferences.settings.collects:
            self._pages.leave(self._hub.show)

    def _on_back_from_return(self, to_search: bool) -> None:
        self._search() if to_search else self._go_to_hub()

    # Spelling, settings and help

    def _check_spelling(self) -> None:
        if self._pages.editor is not None:
            self._pages.editor.check_spelling()

    def _show_own_words(self) -> None:
        from ui.dialogs.own_words_dialog import OwnWordsDialog

        OwnWordsDialog(self._spelling, self).open()

    def _on_zoomed(self, percent: int) -> None:
        self._preferences.keep_zoom(percent)
        self._pages.wear(self._preferences.settings)

    def _wear(self, chosen: Settings) -> None:
        self._pages.wear(chosen)
        self._pages.home.offer_hub(chosen.collects)
        self._menus.allow_hub(offered=chosen.collects)
        self._menus.show_beside(chosen.beside == LAST_PERIOD)
        self._menus.show_appearance(Appearance(chosen.appearance))
        self.appearance_chosen.emit(Appearance(chosen.appearance))

    def _show_help(self) -> None:
        from ui.dialogs.help_dialog import HelpDialog

        HelpDialog(self).show()

    def _show_about(self) -> None:
        from ui.dialogs.about import AboutBox

        AboutBox(self, self._data_folder).open()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            # A fault of ours, met in the background: for the watch over faults.
            raise error
        show_problem(self, error)
