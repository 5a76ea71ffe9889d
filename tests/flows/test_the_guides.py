"""The guides in docs/: they can be followed, name what is there, and show what it looks like.

`make guide-pictures` runs this with GUIDE_PICTURES=docs/pictures, and writes the pictures there.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows import authors_story
from tests.flows.camera import Camera, Clock, Seen
from tests.flows.conftest import Person, close
from ui import theme
from ui.main_window import MainWindow

pytestmark = pytest.mark.flow

DATA = Path("AppData", "Local", "highlight-desktop")
"""Without the places of this computer before it, which would be on the pictures."""


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication) -> Callable[[], Person]:
    theme.load_fonts(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT)

    def open_window() -> Person:
        window = MainWindow(DATA, greets=True)
        window.appearance_chosen.connect(partial(theme.apply, qapp))
        qtbot.addWidget(window, before_close_func=partial(close, qtbot))
        window.painted.connect(window.start)
        with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
            window.show()
        return Person(qtbot, window)

    return open_window


def test_the_guides_are_followed(begin, tmp_path, monkeypatch) -> None:
    folder = Path(os.environ.get("GUIDE_PICTURES", tmp_path / "pictures")).absolute()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: Path("Documents"))
    monkeypatch.setattr("highlight_desktop.files.folder_problem", lambda _text: "")
    clock = Clock(monkeypatch, datetime(2026, 6, 15, 8, 30, tzinfo=UTC))
    seen = Seen()
    person = begin()
    with as_file(files("resources") / "demo" / "parks-and-libraries.txt") as earlier:
        camera = Camera(person, folder, seen)
        authors_story.follow(person, camera, clock, monkeypatch, earlier)
    person.close()
    print(sorted(seen.names)); print(sorted(seen.keys))
