"""The real window on a folder of its own, driven as a person would."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Place
from highlight_desktop.store.reports import Store
from ui import theme
from ui.editor.page import EditorPage
from ui.main_window import MainWindow

Kind = TypeVar("Kind", bound=QWidget)


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
            with self.qtbot.waitActive(self.window):
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

    @property
    def editor(self) -> EditorPage:
        """The report that is open."""
        assert self.window._pages.editor is not None, "no report is open"
        return self.window._pages.editor

    @property
    def saved_words(self) -> str:
        """What the status line says."""
        return self.editor._top.saved_words

    def begin_report(self, edition_id: str = "2021-01") -> str:
        """Begin a report and go to its first section; its id."""
        with self.qtbot.waitSignal(self.window.ready, timeout=20_000):
            self.window._menus.new_requested.emit(edition_id)
        self.go_to("guidance")
        return self.editor.report.id

    def go_to(self, section_id: str) -> None:
        """Put the cursor in a section."""
        self.editor.go_to(Place("section", section_id))

    def back_to_list(self) -> None:
        """Go to the list of reports, once the text is saved."""
        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.wait(lambda: self.window._pages.is_list)

    def dialog(self, kind: type[Kind]) -> Kind:
        """The one open dialog of this kind, as soon as there is one."""
        self.wait(lambda: bool(self.dialogs(kind)))
        [found] = self.dialogs(kind)
        return found

    def dialogs(self, kind: type[Kind]) -> list[Kind]:
        """All dialogs of this kind that are open."""
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def click(self, place: QWidget, text: str) -> None:
        """Press the button that says this."""
        buttons = place.findChildren(QAbstractButton)
        [button] = [each for each in buttons if text in each.text().replace("&", "")]
        button.click()

    def menu(self) -> QMenu:
        """The menu that has opened, as soon as it has."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def close(self) -> None:
        """Close the window, and wait until it is gone."""
        close(self.qtbot, self.window)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for what the program does in the background."""
        self.qtbot.waitUntil(until, timeout=20_000)


def close(qtbot: QtBot, window: MainWindow) -> None:
    """Close a window, which takes until everything is saved, and wait until it is gone."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def words_on(place: QWidget) -> str:
    """Everything a page or dialog says."""
    labels = (each.text() for each in place.findChildren(QLabel) if each.isVisible())
    return "\n".join(labels)


def written(data_folder: Path, section_id: str = "guidance") -> list[str]:
    """What each report in a data folder says in a section, the last saved first."""
    with Store.open(data_folder) as store:
        reports = [store.load(summary.id).report for summary in store.summaries()]
    return [
        plain_text(report.answer_to(report.edition.section(section_id)).prose) for report in reports
    ]


@contextmanager
def full_disk(window: MainWindow) -> Iterator[None]:
    """While it lasts, SQLite finds no room for another page of the window's database."""
    assert window._store is not None
    connection = window._store._database._connection
    with window._store._database._lock:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with window._store._database._lock, suppress(sqlite3.ProgrammingError):
        # Closed with its window, perhaps.
        connection.execute("PRAGMA max_page_count = 1000000")


def spoken(widget: QWidget) -> str:
    """What a screen reader would call a widget."""
    text = getattr(widget, "text", str)
    return widget.accessibleName() or str(text()).replace("&", "")


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents, so that nobody's own are looked into or written to."""
    folder = tmp_path / "Documents"
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: folder)
    monkeypatch.delenv("OneDrive", raising=False)
    monkeypatch.delenv("OneDriveCommercial", raising=False)
    return folder


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Where the reports are kept."""
    return tmp_path / "data"


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Person]]:
    """Open the window on a data folder and wait until its reports are there."""
    theme.load_fonts(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT)
    # Kept till Qt has deleted them: one that Python deletes when a test ends may crash.
    kept: list[MainWindow] = []

    def open_on(folder: Path) -> Person:
        window = MainWindow(folder)
        qtbot.addWidget(window, before_close_func=partial(close, qtbot))
        window.painted.connect(window.start)
        with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
            window.show()
        kept.append(window)
        return Person(qtbot, window)

    yield open_on
    kept.clear()


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    """Somebody in front of an empty list of reports."""
    return open_window(data_folder)
