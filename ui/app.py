"""Knows how the program starts and ends as a window."""

import sys
from importlib.resources import files
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from highlight_desktop import __version__
from ui import theme
from ui.faults import FaultWatch
from ui.main_window import MainWindow
from ui.second_start import SecondStart, hand_over
from ui.told_to_end import ToldToEnd

_FRAME = QSize(8, 40)
"""What window managers put around a window; it is not known before the window is shown."""


def main(data_folder: Path, exit_when: Literal["painted", "ready"] | None = None) -> int:
    """Run the window until it is closed, or until the moment named. Returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("highlight-desktop")
    app.setApplicationDisplayName("Highlight reports")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("highlight-desktop")
    app.setWindowIcon(icon())
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    if exit_when is None and hand_over(data_folder):
        return 0
    theme.load_fonts(app)
    dress = Dress(app)
    while True:
        window = _window(app, dress, data_folder, exit_when)
        timed = TimedRun(app, window)
        if exit_when is not None:
            timed.leave_at(exit_when)
        with FaultWatch(window, data_folder):
            code = app.exec()
        moved_to = window.whereabouts.moved_to
        if moved_to is None:
            return code
        window.deleteLater()
        data_folder = moved_to


def _window(
    app: QApplication,
    dress: "Dress",
    data_folder: Path,
    exit_when: Literal["painted", "ready"] | None,
) -> MainWindow:
    """Show a window on the reports of a folder."""
    window = MainWindow(data_folder, open_last=exit_when == "ready", greets=exit_when is None)
    window.appearance_chosen.connect(dress.put_on)
    app.aboutToQuit.connect(window.settle)
    app.commitDataRequest.connect(window.settle)
    app.applicationStateChanged.connect(window.keep_text)
    if exit_when is None:
        share(window, data_folder)
        ToldToEnd(app, window).listen()
    if exit_when != "painted":
        # Painted first: the database layer takes longer to load than the window to show.
        window.painted.connect(window.start)
    window.resize(first_size(window.size(), app.primaryScreen().availableSize()))
    window.show()
    return window


def icon() -> QIcon:
    """The program's own, in the title bar and among the running programs."""
    picture = QPixmap()
    picture.loadFromData((files("resources") / "icons" / "highlight-desktop.png").read_bytes())
    return QIcon(picture)


def share(window: MainWindow, data_folder: Path) -> None:
    """Let a second start find this window, or, if this is one, let the first one come forward."""
    second = SecondStart(data_folder, window)
    window.ready.connect(second.listen)
    window.refused.connect(second.on_refused)
    second.asked_for.connect(window.come_forward)
    second.handed_over.connect(window.close)


def first_size(wanted: QSize, room: QSize) -> QSize:
    """How large a window opens where there is this much room, its frame around it."""
    return wanted.boundedTo(room - _FRAME)


class TimedRun:
    """Leaves the window at a moment, so that the start can be timed from outside."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app = app
        self._window = window

    def leave_at(self, moment: Literal["painted", "ready"]) -> None:
        """Leave with exit code 0 at that moment, or with 2 and the reason if it cannot come."""
        {"painted": self._window.painted, "ready": self._window.ready}[moment].connect(
            self._window.close
        )
        self._window.refused.connect(self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        sys.stderr.write(f"{error}\n")
        self._app.exit(2)


class Dress:
    """What the program wears, and changes when the system changes."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._chosen = theme.Appearance.SYSTEM
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self.put_on(self._chosen)

    def put_on(self, appearance: theme.Appearance) -> None:
        """Wear what the user chose."""
        self._chosen = appearance
        theme.apply(self._app, appearance)

    def _on_system_changed(self) -> None:
        if self._chosen is theme.Appearance.SYSTEM:
            self.put_on(self._chosen)
