"""Types into the real program, and ends it in the middle of a save.

Run as a program: ``python -m tests.flows.quitter DATA_FOLDER (quit | exit | SIGNAL)``.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from highlight_desktop.report.report import Place
from ui import app, main_window
from ui.main_window import MainWindow

WORDS = ("Saved while ", "the program ends.")


class QuittingWindow(MainWindow):
    """The window, with somebody in front of it who is in a hurry."""

    def __init__(self, data_folder: Path, *, open_last: bool, greets: bool) -> None:
        super().__init__(data_folder, open_last=open_last)
        self.ready.connect(self._on_ready)

    def _on_ready(self) -> None:
        if self._pages.editor is None:
            self._acts.new("2021-01")
        else:
            QTimer.singleShot(0, self._type_and_go)

    def _type_and_go(self) -> None:
        page = self._pages.editor
        assert page is not None
        page.go_to(Place("section", "guidance"))
        editor = page._sections["guidance"].editor
        QTest.keyClicks(editor, WORDS[0])
        page.save_now()
        QTest.keyClicks(editor, WORDS[1])
        if sys.argv[2] == "quit":
            QApplication.quit()
        elif sys.argv[2] != "exit":
            # The system tells the program to end.
            os.kill(os.getpid(), getattr(signal, sys.argv[2]))
        else:
            # No window is closed, as when the session manager ends the program.
            QApplication.exit(0)


if __name__ == "__main__":
    main_window.MainWindow = QuittingWindow
    sys.exit(app.main(Path(sys.argv[1]), None))
