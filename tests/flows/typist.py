"""Types into the real window for ever, and says on standard output what is saved.

Run as a program by the test that kills it: ``python -m tests.flows.typist DATA_FOLDER SEED``.
Each line it prints is the JSON of a text that the status line has just called saved.
"""

import json
import random
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from highlight_desktop.report.report import Place
from ui.editor.prose_editor import ProseEditor
from ui.main_window import MainWindow

SECTION = Place("section", "activity")
WORDS = ("bins", "parks", "open", "again", "on", "Monday", "with", "312", "visitors.")


class Typist:
    """Types a word, now at once after the last and now after a pause."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._random = random.Random(seed)
        self._said = ""

    def begin(self) -> None:
        """Go on in the report that is open, or begin one."""
        if self._window._pages.editor is None:
            self._window._acts.new("2020-06")
        else:
            self._window._pages.editor.go_to(SECTION)
            self._editor.moveCursor(self._editor.textCursor().MoveOperation.End)
            QTimer.singleShot(0, self._type)

    @property
    def _editor(self) -> ProseEditor:
        assert self._window._pages.editor is not None
        return self._window._pages.editor._sections[SECTION.id].editor

    def _type(self) -> None:
        self._say_what_is_saved()
        QTest.keyClicks(self._editor, self._random.choice(WORDS) + " ")
        QTimer.singleShot(self._random.choice((1, 1, 5, 40, 700)), self._type)

    def _say_what_is_saved(self) -> None:
        assert self._window._pages.editor is not None
        text = self._editor.toPlainText()
        if (
            "All changes saved" in self._window._pages.editor._top.saved_words
            and text != self._said
        ):
            self._said = text
            sys.stdout.write(json.dumps(text) + "\n")
            sys.stdout.flush()


def main() -> int:
    """Type until killed."""
    app = QApplication([])
    window = MainWindow(Path(sys.argv[1]), open_last=True)
    typist = Typist(window, int(sys.argv[2]))
    window.painted.connect(window.start)
    window.ready.connect(typist.begin)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
