"""Long work is shown while it lasts, and can be stopped."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import CancelledError
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress


class Work:
    """Work that goes on when the test lets it, and what came of it."""

    def __init__(self) -> None:
        self.may_begin = threading.Event()
        self.may_go_on = threading.Event()
        self.results: list[object] = []
        self.errors: list[Exception] = []

    def do(self, progress: Progress) -> str:
        self.may_begin.wait(10)
        progress("Writing the <PDF>", 1, 4)
        self.may_go_on.wait(10)
        progress("Writing the workbook", 2, 4)
        return "written"


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.may_go_on.set()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget, work: Work) -> Iterator[ProgressDialog]:
    beside = Background()
    task = beside.run_long(work.do, work.results.append, work.errors.append)
    dialog = ProgressDialog("Submitting the report", task, window)
    work.may_begin.set()
    yield dialog
    work.may_go_on.set()
    qtbot.waitUntil(lambda: bool(work.results or work.errors))
    beside.close()


def words(dialog: QWidget) -> str:
    return dialog.findChild(QLabel).text()


def test_it_tells_the_step_and_how_far_it_has_come(
    dialog: ProgressDialog, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]
) -> None:
    qtbot.waitUntil(dialog.isVisible)

    bar = dialog.findChild(QProgressBar)
    assert words(dialog) == "Writing the <PDF>"
    assert (bar.value(), bar.maximum()) == (1, 4)
    assert nameless(dialog) == []


def test_it_goes_away_before_the_result_is_handed_over(
    dialog: ProgressDialog, qtbot: QtBot, work: Work
) -> None:
    qtbot.waitUntil(dialog.isVisible)

    with qtbot.waitSignal(dialog.finished):
        work.may_go_on.set()

    assert work.results == ["written"]


class Shown(QObject):
    """Watches whether a widget ever comes on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.ever = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.ever = self.ever or event.type() == QEvent.Type.Show
        return False


def test_work_that_ends_at_once_shows_nothing(qtbot: QtBot, window: QWidget) -> None:
    beside, shown = Background(), Shown()
    task = beside.run(lambda: "done", lambda _result: None, lambda _error: None)
    dialog = ProgressDialog("Saving", task, window)
    dialog.installEventFilter(shown)
    beside.close()

    with qtbot.waitSignal(dialog.destroyed):
        pass

    assert not shown.ever


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_cancel_stops_the_work_at_its_next_step_and_waits_for_it(
    dialog: ProgressDialog, qtbot: QtBot, work: Work, key: Qt.Key
) -> None:
    qtbot.waitUntil(dialog.isVisible)
    cancel = dialog.findChild(QPushButton)

    QTest.keyClick(cancel, key)

    assert dialog.isVisible()
    assert not cancel.isEnabled()
    assert "Stopping" in words(dialog)

    with qtbot.waitSignal(dialog.finished):
        work.may_go_on.set()

    assert isinstance(work.errors[0], CancelledError)
