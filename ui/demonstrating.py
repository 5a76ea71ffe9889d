"""Knows how one goes into a demonstration, sees that it is one, and leaves it or removes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from highlight_desktop.errors import CancelledError, HighlightError
from highlight_desktop.rules import Rules
from ui import theme
from ui.acts.preferences import Preferences
from ui.acts.whereabouts import Whereabouts
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.menus import Menus
from ui.pages import Pages
from ui.process.background import Background, Progress
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store

TITLE = "Highlight reports"
MARKED_TITLE = f"DEMONSTRATION – {TITLE}"
TOLD = (
    "These are demonstration reports. Their councils, people and figures are invented, and every"
    " document from here says so."
)


class DemonstrationStrip(QFrame):
    """Stands above every page of a demonstration, and cannot be put away."""

    back_requested = Signal()
    """One's own reports are wanted; the demonstration stays."""
    removal_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, "panel")
        self.setAccessibleName("Demonstration")
        back = QPushButton("Back to my own reports")
        remove = QPushButton("Remove the demonstration")
        back.clicked.connect(self.back_requested)
        remove.clicked.connect(self.removal_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_PX, theme.GAP_PX // 2, theme.GAP_PX, theme.GAP_PX // 2)
        row.addWidget(words(TOLD, bad=True), 1)
        row.addWidget(back)
        row.addWidget(remove)
        self.hide()


class Demonstrating(QObject):
    """Fills a folder of its own with demonstration reports, and has the window open it."""

    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        background: Background,
        pages: Pages,
        whereabouts: Whereabouts,
        let_go: Callable[[], Store | None],
    ) -> None:
        """`let_go` gives the store, after everything that uses this folder has let go of it."""
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._pages = pages
        self._whereabouts = whereabouts
        self._let_go = let_go
        self._menus: Menus | None = None
        self.came_from: Path | None = None
        """The folder that was open before this one; None when the program began with this one."""
        self.title = TITLE
        """Of the window, behind what the page is about."""
        self.strip = DemonstrationStrip()
        self.strip.back_requested.connect(self.go_back)
        self.strip.removal_requested.connect(self.remove)

    def answer(self, menus: Menus, preferences: Preferences) -> None:
        """Do what is asked for in the menus, and show what the rules say this folder is."""
        self._menus = menus
        menus.demonstration_requested.connect(self.enter)
        menus.demonstration_removal_requested.connect(self.remove)
        preferences.ruled.connect(self._on_ruled)

    def _on_ruled(self, rules: Rules) -> None:
        self.strip.setVisible(rules.is_demonstration)
        self.title = MARKED_TITLE if rules.is_demonstration else TITLE
        if rules.is_demonstration and self._window.windowTitle() in ("", TITLE):
            self._window.setWindowTitle(self.title)
        if self._menus is not None:
            self._menus.show_demonstration(rules.is_demonstration)

    def enter(self) -> None:
        """Open the demonstration; the first time it is made, which takes some seconds."""
        task = self._background.run_long(_made, self._on_made, self._on_failed)
        ProgressDialog("Making the demonstration", task, self._window)

    def go_back(self) -> None:
        """Open one's own reports again."""
        self._background.run(partial(_own, self.came_from), self._on_made, self._on_failed)

    def _on_made(self, folder: Path) -> None:
        self._pages.leave(partial(self._whereabouts.go_on_in, folder))

    def remove(self) -> None:
        """Remove the demonstration at once, unless there is something in it that somebody wrote."""
        self._pages.leave(self._count)

    def _count(self) -> None:
        store = self._let_go()
        work = partial(_written_in, self._data_folder, store)
        self._background.run(work, self._on_counted, self._on_not_removed)

    def _on_counted(self, number: int) -> None:
        if not number:
            self._remove()
            return
        from ui.dialogs.demonstration_question import DemonstrationQuestion

        question = DemonstrationQuestion(number, self._window)
        question.accepted.connect(self._remove)
        question.rejected.connect(self._whereabouts.not_moved)
        question.finished.connect(question.deleteLater)
        question.open()

    def _remove(self) -> None:
        work = partial(_removed, self._data_folder, self.came_from)
        self._background.run(work, self._whereabouts.go_on_in, self._on_not_removed)

    def _on_not_removed(self, error: BaseException) -> None:
        self._whereabouts.not_moved.emit()
        self._on_failed(error)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if isinstance(error, HighlightError):
            show_problem(self._window, error)
        else:
            self.failed.emit(error)


# These run in the background, where what they need is loaded.


def _made(progress: Progress) -> Path:
    """The folder of the demonstration, which may be there already."""
    from highlight_desktop import demonstrated
    from highlight_desktop.demonstration import filling

    folder = filling.default_folder()
    if not demonstrated.is_one(folder):
        filling.fill(folder, now=datetime.now(UTC), progress=progress)
    return folder


def _own(came_from: Path | None) -> Path:
    from highlight_desktop.whereabouts import pointer

    return came_from or pointer.data_folder()


def _written_in(data_folder: Path, store: Store | None) -> int:
    """How many reports somebody wrote in it; the store is closed then."""
    from highlight_desktop.demonstration import filling

    if store is None:
        return 0
    try:
        return filling.written_in(data_folder, store)
    finally:
        store.close()


def _removed(data_folder: Path, came_from: Path | None) -> Path:
    """The folder to open next: where one came from, or, where that was this, the same, now new."""
    from highlight_desktop.demonstration import filling

    filling.remove(data_folder)
    if came_from is None and data_folder.absolute() != filling.default_folder().absolute():
        return data_folder
    return _own(came_from)
