"""Knows how the program starts and ends as a window."""

import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from highlight_desktop import __version__
from ui import theme
from ui.faults import FaultWatch
from ui.main_window import MainWindow


def main(data_folder: Path, exit_when: Literal["painted", "ready"] | None = None) -> int:
    """Run the window until it is closed, or until the moment named. Returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("highlight-desktop")
    app.setApplicationDisplayName("Highlight reports")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme.load_fonts(app)
    dress = Dress(app)
    window = MainWindow(data_folder, open_last=exit_when == "ready")
    window.appearance_chosen.connect(dress.put_on)
    watch = FaultWatch(window, data_folder)
    app.aboutToQuit.connect(window.keep_text)
    app.commitDataRequest.connect(window.on_session_ending)
    if exit_when is not None:
        {"painted": window.painted, "ready": window.ready}[exit_when].connect(window.close)
    if exit_when != "painted":
        # Painted first: the database layer takes longer to load than the window to show.
        window.painted.connect(window.start)
    window.show()
    with watch:
        return app.exec()


class Dress:
    """What the program wears, and changes when the system changes."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._chosen = theme.Appearance.SYSTEM
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.put_on(self._chosen)

    def put_on(self, appearance: theme.Appearance) -> None:
        """Wear what the user chose."""
        self._chosen = appearance
        theme.apply(self._app, appearance)

    def _on_system_changed(self) -> None:
        if self._chosen is theme.Appearance.SYSTEM:
            self.put_on(self._chosen)
