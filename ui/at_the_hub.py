"""Knows the hub's desk in the window: made when it is first gone to, let go of with the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.settings import Settings
from ui.desk_access import DeskAccess
from ui.opening_returns import OpeningReturns
from ui.pages import Pages

if TYPE_CHECKING:
    from ui.collecting import Collecting


class AtTheHub(QObject):
    """What the frame has of the desk: the page, the way to a return, and to what is asked of it."""

    list_requested = Signal()
    failed = Signal(object)

    def __init__(
        self, window: QWidget, data_folder: Path, pages: Pages, settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._settings = settings
        self.collecting: Collecting | None = None
        """The page at work, once it was gone to."""
        self.desk = DeskAccess(self, data_folder, settings)
        self.returns = OpeningReturns(self, pages, self.desk)
        self.returns.failed.connect(self.failed)

    def show(self) -> None:
        """Show the page, on which the desk is opened."""
        if self.collecting is None:
            # Here, because no author ever needs it, and it loads the database layer.
            from ui.collecting import Collecting

            made = self.collecting = Collecting(self._window, self.desk.door)
            made.failed.connect(self.failed)
            made.page.list_requested.connect(self.list_requested)
            made.page.opened.connect(self.returns.open)
            made.page.opened_at.connect(self.returns.open)
            made.page.periods_wanted.connect(self.returns.periods.show)
        self._pages.show_hub(self.collecting.page)
        self.collecting.begin(self._settings())

    def let_go(self) -> None:
        """Leave the desk, for its files are about to be moved; the next look opens it again."""
        if self.collecting is not None:
            self.collecting.page.deleteLater()
            self.collecting.close()
            self.collecting = None
        self.desk.let_go()

    def close(self) -> None:
        """Finish what is under way, and let go of the desk."""
        if self.collecting is not None:
            self.collecting.close()
        self.desk.close()
        self.returns.close()
