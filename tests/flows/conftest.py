"""The real window on a folder of its own, driven as a person would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.main_window import MainWindow


@dataclass
class Person:
    """Somebody at the keyboard: keys go where the focus is, as they do for everyone."""

    qtbot: QtBot
    window: MainWindow

    @property
    def focus(self) -> QWidget:
        """What takes the keys now."""
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            # Offscreen there is no window manager to give the keys back after a menu or dialog.
            self.window.activateWindow()
        widget = QApplication.focusWidget()
        return widget or self.window

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key once or several times."""
        for _ in range(times):
            self.qtbot.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        """Type text, a line break as Enter."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press(Qt.Key.Key_Return)
            self.qtbot.keyClicks(self.focus, line)

    def tab_to(self, name: str) -> None:
        """Press Tab until something with this accessible name or text has the focus."""
        seen = []
        for _ in range(60):
            self.press(Qt.Key.Key_Tab)
            seen.append(spoken(self.focus))
            if name in seen[-1]:
                return
        raise AssertionError(f"Tab never came to “{name}”, only to {seen}")

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for what the program does in the background."""
        self.qtbot.waitUntil(until, timeout=20_000)


def spoken(widget: QWidget) -> str:
    """What a screen reader would call a widget."""
    text = getattr(widget, "text", str)
    return widget.accessibleName() or str(text()).replace("&", "")


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Where the reports are kept."""
    return tmp_path / "data"


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Person]]:
    """Open the window on a data folder and wait until its reports are there."""
    theme.load_fonts(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT)
    opened: list[MainWindow] = []

    def open_on(folder: Path) -> Person:
        window = MainWindow(folder)
        opened.append(window)
        window.painted.connect(window.start)
        with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
            window.show()
        return Person(qtbot, window)

    yield open_on
    for window in opened:
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=20_000)


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    """Somebody in front of an empty list of reports."""
    return open_window(data_folder)
