"""Knows the menu bar: what can be asked for from every page, and by which keys."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from highlight_desktop.report.edition import Edition
from ui.editor.section_panel import SPELLING_KEYS
from ui.theme import Appearance

HUB_KEYS = "Ctrl+J"
_LETTERS = {
    Appearance.SYSTEM: "s",
    Appearance.LIGHT: "t",
    Appearance.DARK: "D",
    Appearance.CONTRAST: "H",
}
"""To be pressed in the menu, none of them twice."""


class Menus(QObject):
    """File, Edit, Report, Tools, View and Help."""

    new_requested = Signal(str)
    """Carries the id of the edition."""
    import_requested = Signal()
    check_requested = Signal()
    """A document is to be checked."""
    next_requested = Signal()
    search_requested = Signal()
    data_check_requested = Signal()
    """All that is kept is to be checked."""
    review_requested = Signal()
    """What has been kept long enough is to be gone through."""
    support_requested = Signal()
    """A file for support is to be saved."""
    edition_requested = Signal()
    """An edition of the form is to be added from a file."""
    editions_requested = Signal()
    """The editions of the form are to be shown."""
    list_requested = Signal()
    backups_requested = Signal()
    hub_requested = Signal()
    settings_requested = Signal()
    history_requested = Signal()
    periods_requested = Signal()
    """What was said through all periods is to be shown."""
    correct_requested = Signal()
    quit_requested = Signal()
    appearance_chosen = Signal(object)
    beside_chosen = Signal(bool)
    """Whether the last period is to stand beside the text."""
    spelling_requested = Signal()
    own_words_requested = Signal()
    help_requested = Signal()
    whereabouts_requested = Signal()
    """Where the reports are kept is to be shown."""
    demonstration_requested = Signal()
    """Demonstration reports are wanted, to look round in."""
    demonstration_removal_requested = Signal()
    about_requested = Signal()

    def __init__(self, bar: QMenuBar, editions: Sequence[Edition]) -> None:
        """Fill the bar; `editions` in the order to offer them in."""
        super().__init__(bar)
        self._file = bar.addMenu("&File")
        self._edit = bar.addMenu("&Edit")
        self._report = bar.addMenu("&Report")
        self._tools = bar.addMenu("&Tools")
        self._view = bar.addMenu("&View")
        self._help = bar.addMenu("&Help")
        self._new = QMenu("&New report", self._file)
        self._appearances = QActionGroup(self)
        self.show_editions(editions)
        self._fill_file()
        self._fill_report()
        self._fill_tools()
        self._fill_view()
        self._add(self._help, "&Help", QKeySequence.StandardKey.HelpContents, self.help_requested)
        self._add(self._help, "&Where my reports are kept…", "", self.whereabouts_requested)
        self._add(self._help, "&Save a file for support…", "", self.support_requested)
        self._demonstration = self._add(
            self._help, "&Look round in a demonstration", "", self.demonstration_requested
        )
        self._no_demonstration = self._add(
            self._help, "&Remove the demonstration", "", self.demonstration_removal_requested
        )
        self.show_demonstration(False)
        self._add(self._help, "&About highlight-desktop", "", self.about_requested)
        self.offer(edit=(), report=(), view=())
        self.allow(reports=False, writing=False, going_to_list=False, spelling=False)

    def allow_report(self, *, history: bool, correction: bool) -> None:
        """Offer only what can be done with the report that is open."""
        self._history.setEnabled(history)
        self._periods.setEnabled(history)
        self._correct.setEnabled(correction)

    def show_demonstration(self, is_one: bool) -> None:
        """Offer to remove the demonstration, if these reports are one, or else to look at it."""
        self._demonstration.setVisible(not is_one)
        self._no_demonstration.setVisible(is_one)

    def allow_hub(self, *, offered: bool) -> None:
        """Offer the hub's desk, on a computer that collects for the hub only."""
        self._hub.setVisible(offered)
        self._hub.setEnabled(offered)

    def allow(self, *, reports: bool, writing: bool, going_to_list: bool, spelling: bool) -> None:
        """Offer only what can be done now.

        That is: with reports at hand, where they can be kept, away from their list, and with one
        of them open.
        """
        self._spelling.setEnabled(spelling)
        for each in (self._new, self._import, self._next, self._add_edition, self._editions):
            each.setEnabled(reports and writing)
        for each in (self._search, self._data_check):
            each.setEnabled(reports)
        self._review.setEnabled(reports and writing)
        self._list.setEnabled(going_to_list)

    def show_appearance(self, appearance: Appearance) -> None:
        """Mark the appearance that is worn. Until it is known, no setting can be changed."""
        self._view.setEnabled(True)
        self._settings.setEnabled(True)
        for action in self._appearances.actions():
            action.setChecked(action.data() == appearance)

    def show_beside(self, wanted: bool) -> None:
        """Mark whether the last period stands beside the text."""
        self._beside.setChecked(wanted)

    def offer(
        self, *, edit: Sequence[QAction], report: Sequence[QAction], view: Sequence[QAction]
    ) -> None:
        """Offer what the page that is shown can do; its actions go when it goes."""
        self._report.insertActions(self._history, report)
        self._edit.addActions(edit)
        self._edit.setEnabled(bool(edit))
        self._view.addActions(view)

    def show_editions(self, editions: Sequence[Edition]) -> None:
        """Offer these editions of the form for a new report, in this order."""
        self._new.clear()
        for each in editions:
            text = f"{each.title} ({each.id})".replace("&", "&&")
            action = self._new.addAction(text)
            action.triggered.connect(partial(self._on_new, each.id))

    def _fill_file(self) -> None:
        keys = QKeySequence.StandardKey
        self._file.addMenu(self._new)
        self._import = self._add(
            self._file, "&Import earlier reports…", keys.Open, self.import_requested
        )
        self._next = self._add(
            self._file, "S&tart the next report…", "Ctrl+Shift+N", self.next_requested
        )
        self._list = self._add(self._file, "&All reports", "Ctrl+L", self.list_requested)
        self._hub = self._add(self._file, "The hub’s &desk", HUB_KEYS, self.hub_requested)
        self.allow_hub(offered=False)
        self._file.addSeparator()
        self._add_edition = self._add(
            self._file, "Add a form &edition…", "", self.edition_requested
        )
        self._editions = self._add(self._file, "&Form editions…", "", self.editions_requested)
        self._file.addSeparator()
        self._add(self._file, "&Backups…", "", self.backups_requested)
        self._settings = self._add(self._file, "&Settings…", "Ctrl+,", self.settings_requested)
        self._settings.setEnabled(False)
        self._add(self._file, "&Quit", "Ctrl+Q", self.quit_requested)

    def _fill_report(self) -> None:
        self._history = self._add(self._report, "&History…", "F9", self.history_requested)
        self._periods = self._add(
            self._report, "Through all peri&ods…", "Shift+F9", self.periods_requested
        )
        self._correct = self._add(self._report, "Issue a &correction…", "", self.correct_requested)
        self.allow_report(history=False, correction=False)

    def _fill_tools(self) -> None:
        self._spelling = self._add(
            self._tools, "Check &spelling…", SPELLING_KEYS, self.spelling_requested
        )
        self._add(self._tools, "My &words…", "", self.own_words_requested)
        self._tools.addSeparator()
        self._search = self._add(
            self._tools, "Search &all reports…", "Ctrl+Shift+F", self.search_requested
        )
        self._add(self._tools, "Check a &document…", "Ctrl+Shift+D", self.check_requested)
        self._tools.addSeparator()
        self._data_check = self._add(self._tools, "&Check my data", "", self.data_check_requested)
        self._review = self._add(self._tools, "&Review what is due…", "", self.review_requested)

    def _fill_view(self) -> None:
        self._view.setEnabled(False)
        self._beside = self._add(self._view, "&Last period beside the text", "", self.beside_chosen)
        self._beside.setCheckable(True)
        self._view.addSeparator()
        for appearance in Appearance:
            letter = _LETTERS[appearance]
            action = self._view.addAction(appearance.label.replace(letter, f"&{letter}", 1))
            action.setCheckable(True)
            action.setData(appearance)
            action.triggered.connect(partial(self._on_appearance, appearance))
            self._appearances.addAction(action)
        self._view.addSeparator()

    def _add(
        self,
        menu: QMenu,
        text: str,
        keys: QKeySequence.StandardKey | str,
        asked: SignalInstance,
    ) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(asked)
        return action

    def _on_new(self, edition_id: str) -> None:
        self.new_requested.emit(edition_id)

    def _on_appearance(self, appearance: Appearance) -> None:
        self.appearance_chosen.emit(appearance)
