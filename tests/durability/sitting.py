"""Knows how somebody sits at the real window in a program of its own: the flows' Person, no pytest.

What goes wrong in the program is collected, as the watch over faults would tell it.
"""

import os
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import platformdirs
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from tests.flows.conftest import Person
from ui import theme
from ui.app import Dress
from ui.main_window import MainWindow
from ui.process import arenas

PATIENCE_MS = 20_000
_IN_WORDS = SimpleNamespace(config=SimpleNamespace(getini=lambda _name: "true"))


class Chosen:
    """What the dialogs of the system answer, which nobody can press keys in."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def put_in_place(self) -> None:
        """Answer every such dialog from now on."""
        dialogs: Any = QFileDialog
        dialogs.getOpenFileNames = lambda *_: ([str(each) for each in self.paths], "")
        dialogs.getOpenFileName = lambda *_: (str(self.paths[0]), "")
        dialogs.getSaveFileName = lambda *_: (str(self.paths[0]), "")
        dialogs.getExistingDirectory = lambda *_: str(self.paths[0])


class Faults(list[str]):
    """What was raised where nobody caught it."""

    def listen(self) -> None:
        """Write down every such error from now on."""
        sys.excepthook = lambda _kind, error, _where: self._note(error)
        threading.excepthook = lambda raised: self._note(raised.exc_value)

    def _note(self, error: BaseException | None) -> None:
        if error is not None:
            self.append("".join(traceback.format_exception(error))[-2_000:])
            sys.stderr.write(f"{self[-1]}\n")


def application(home: Path) -> QApplication:
    """Qt, dressed, for a program that is no test; the user's documents lie in `home`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = home / "Documents"
    places: Any = platformdirs
    places.user_documents_path = lambda: folder
    qt_api.set_qt_api("pyside6")
    arenas.share_one()
    app = QApplication([])
    theme.load_fonts(app)
    return app


@contextmanager
def at_the_window(app: QApplication, data_folder: Path) -> Iterator[Person]:
    """Somebody in front of the list of reports; the window is closed and gone afterwards."""
    dress = Dress(app)
    window = MainWindow(data_folder)
    window.appearance_chosen.connect(dress.put_on)
    window.painted.connect(window.start)
    person = Person(QtBot(_IN_WORDS), window)  # type: ignore[arg-type]
    with person.qtbot.waitSignal(window.ready, timeout=PATIENCE_MS):
        window.show()
    yield person
    person.close()
    window.deleteLater()
    delete_what_is_over()


def delete_what_is_over() -> None:
    """Let Qt delete what it was told to delete as soon as there is time."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
