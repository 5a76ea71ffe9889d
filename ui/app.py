"""Knows how the program starts and ends as a window."""

from __future__ import annotations

import sys
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow

from highlight_desktop import __version__
from ui.process.first_sight import FirstSight
from ui.process.loading import Loading

if TYPE_CHECKING:
    # None of it is loaded before there is something to see.
    from ui.main_window import MainWindow
    from ui.theme import Appearance

Moment = Literal["painted", "ready"]


def main(data_folder: Path, exit_when: Moment | None = None) -> int:
    """Run the window until it is closed, or until the moment named. Returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("highlight-desktop")
    app.setApplicationDisplayName("Highlight reports")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("highlight-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    if exit_when is None and _is_open_already(data_folder):
        return 0
    with ExitStack() as while_it_runs:
        start = Start(app, data_folder, exit_when, while_it_runs)
        start.show()
        code = app.exec()
        while start.moved_to is not None:
            start.go_on(start.moved_to)
            code = app.exec()
        return code


def icon() -> QIcon:
    """The program's own, in the title bar and among the running programs."""
    from importlib.resources import files

    picture = QPixmap()
    picture.loadFromData((files("resources") / "icons" / "highlight-desktop.png").read_bytes())
    return QIcon(picture)


def _is_open_already(data_folder: Path) -> bool:
    from ui.process.second_start import hand_over

    return hand_over(data_folder)


class Start(QObject):
    """From the first window, which is there at once, to the whole one in its place."""

    def __init__(
        self, app: QApplication, data_folder: Path, exit_when: Moment | None, running: ExitStack
    ) -> None:
        super().__init__()
        self._app = app
        self._data_folder = data_folder
        self._exit_when = exit_when
        self._running = running
        self._first = FirstSight()
        self._loading = Loading()
        self._loading.loaded.connect(self._on_loaded)
        self._loading.failed.connect(self._on_failed)
        # The window answers between one step and the next.
        self._next_step = QTimer(self, singleShot=True, interval=0)
        self._next_step.timeout.connect(self._on_built)
        self._dress: Dress | None = None
        self._window: MainWindow | None = None

    @property
    def moved_to(self) -> Path | None:
        """The folder that the reports moved to when the window was closed; None for none."""
        return self._window.whereabouts.moved_to if self._window is not None else None

    def show(self) -> None:
        """Show the first window; the rest follows."""
        if self._exit_when == "painted":
            self._first.painted.connect(self._first.close)
        else:
            self._first.painted.connect(self._on_painted)
        self._first.show()

    def _on_painted(self) -> None:
        from ui.process import arenas

        arenas.share_one()
        self._app.setWindowIcon(icon())
        self._loading.begin()

    def _on_failed(self, error: BaseException) -> None:
        traceback.print_exception(error)
        self._app.exit(2)

    def _on_loaded(self) -> None:
        if not self._first.isVisible():
            return  # closed meanwhile
        from ui import theme

        theme.load_fonts(self._app)
        self._dress = Dress(self._app)
        self._window = self._build()
        self._next_step.start()

    def _on_built(self) -> None:
        if self._window is not None and self._dress is not None and self._first.isVisible():
            self._put_in_place_of(self._first, self._window, self._dress)
            self._first.close()

    def go_on(self, data_folder: Path) -> None:
        """The reports have moved: open another window, on the new folder."""
        before = self._window
        if before is not None and self._dress is not None:
            self._running.close()
            came_from, self._data_folder = self._data_folder, data_folder
            self._window = self._build()
            self._put_in_place_of(before, self._window, self._dress)
            self._window.demonstrating.came_from = came_from
            before.deleteLater()

    def _put_in_place_of(self, before: QMainWindow, window: MainWindow, dress: Dress) -> None:
        window.appearance_chosen.connect(dress.put_on)
        window.setGeometry(before.geometry())
        window.setWindowState(before.windowState())
        window.show()
        window.start()

    def _build(self) -> MainWindow:
        from ui.faults import FaultWatch
        from ui.main_window import MainWindow
        from ui.told_to_end import ToldToEnd

        timed = self._exit_when is not None
        window = MainWindow(self._data_folder, open_last=timed, greets=not timed)
        self._running.enter_context(FaultWatch(window, self._data_folder))
        self._app.aboutToQuit.connect(window.settle)
        self._app.commitDataRequest.connect(window.settle)
        self._app.applicationStateChanged.connect(window.keep_text)
        if timed:
            self._timed = TimedRun(self._app, window)
        else:
            share(window, self._data_folder)
            ToldToEnd(self._app, window).listen()
        return window


def share(window: MainWindow, data_folder: Path) -> None:
    """Let a second start find this window, or, if this is one, let the first one come forward."""
    from ui.process.second_start import SecondStart

    second = SecondStart(data_folder, window)
    window.ready.connect(second.listen)
    window.refused.connect(second.on_refused)
    second.asked_for.connect(window.come_forward)
    second.handed_over.connect(window.close)


class TimedRun:
    """Leaves the window when it is ready, so that the start can be timed from outside."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app = app
        window.ready.connect(window.close)
        window.refused.connect(self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        sys.stderr.write(f"{error}\n")
        self._app.exit(2)


class Dress:
    """What the program wears, and changes when the system changes."""

    def __init__(self, app: QApplication) -> None:
        from ui.theme import Appearance

        self._app = app
        self._chosen = Appearance.SYSTEM
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._wear_chosen()

    def put_on(self, appearance: Appearance) -> None:
        """Wear what the user chose; the same again would have each widget dressed anew."""
        if appearance is not self._chosen:
            self._chosen = appearance
            self._wear_chosen()

    def _on_system_changed(self) -> None:
        if self._chosen.value == "system":
            self._wear_chosen()

    def _wear_chosen(self) -> None:
        from ui import theme

        theme.apply(self._app, self._chosen)
