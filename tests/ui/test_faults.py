"""A fault of the program itself: the text is kept, the fault is written down and told."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Place
from highlight_desktop.store.reports import Store
from tests.flows.conftest import close
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.unsaved_question import UnsavedQuestion
from ui.faults import FaultWatch
from ui.main_window import MainWindow
from ui.process import fault_log
from ui.process.fault_log import LOG_NAME, write_down

SECRET = "The leisure centre closes in May."
"""What an author typed, which is no business of whoever reads the log."""


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def window(qtbot: QtBot, data_folder: Path) -> Iterator[MainWindow]:
    """The window on a report, with text in it that is not saved yet, watched as the program is."""
    window = MainWindow(data_folder)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    window.painted.connect(window.start)
    with FaultWatch(window, data_folder):
        with qtbot.waitSignal(window.ready, timeout=20_000):
            window.show()
        with qtbot.waitSignal(window.ready, timeout=20_000):
            window._acts.new("2021-01")
        window._pages.editor.go_to(Place("section", "guidance"))
        QTest.keyClicks(window._pages.editor._sections["guidance"].editor, SECRET)
        yield window


def raised_in_a_slot(qtbot: QtBot, fault: Callable[[], None]) -> None:
    """Let the event loop call something that raises."""
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(fault)
    with qtbot.waitSignal(timer.timeout):
        timer.start(0)


def fault() -> None:
    raise ValueError(SECRET)


def dialogs(window: MainWindow) -> list[ProblemDialog]:
    return [each for each in window.findChildren(ProblemDialog) if each.isVisible()]


def questions(window: MainWindow) -> list[UnsavedQuestion]:
    return [each for each in window.findChildren(UnsavedQuestion) if each.isVisible()]


def stored(data_folder: Path) -> str:
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        return plain_text(store.load(summary.id).report.answers["guidance"].prose)


def test_a_fault_in_a_slot_saves_the_text_first_and_is_told(
    window: MainWindow, data_folder: Path, qtbot: QtBot
) -> None:
    dialogs_before_saving: list[int] = []
    window._pages.editor.save_requested.connect(
        lambda *_: dialogs_before_saving.append(len(dialogs(window)))
    )
    raised_in_a_slot(qtbot, fault)
    assert dialogs_before_saving == [0]
    assert len(dialogs(window)) == 1
    qtbot.waitUntil(lambda: window._pages.editor.all_saved)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stored(data_folder) == SECRET


def test_the_log_tells_where_and_what_kind_and_not_a_word_of_the_report(
    window: MainWindow, data_folder: Path, qtbot: QtBot
) -> None:
    def chained() -> None:
        try:
            fault()
        except ValueError as error:
            raise KeyError(SECRET) from error

    raised_in_a_slot(qtbot, chained)
    log = (data_folder / LOG_NAME).read_text(encoding="utf-8")
    assert "in chained" in log
    assert "in fault" in log
    assert log.index("ValueError") < log.index("KeyError")
    assert SECRET not in log
    [dialog] = dialogs(window)
    told = " ".join(label.text() for label in dialog.findChildren(object) if hasattr(label, "text"))
    assert str(data_folder / LOG_NAME) in told


def test_a_fault_in_a_loop_shows_one_dialog_at_a_time_and_three_in_all(
    window: MainWindow, data_folder: Path, qtbot: QtBot
) -> None:
    shown = 0
    for _ in range(6):
        raised_in_a_slot(qtbot, fault)
        raised_in_a_slot(qtbot, fault)
        assert len(dialogs(window)) <= 1
        for dialog in dialogs(window):
            shown += 1
            dialog.reject()
    assert shown == 3
    assert (data_folder / LOG_NAME).read_text(encoding="utf-8").count("\nValueError\n") == 12


def test_another_fault_is_told_even_so(window: MainWindow, qtbot: QtBot) -> None:
    def other() -> None:
        raise IndexError

    for _ in range(9):
        raised_in_a_slot(qtbot, fault)
        for dialog in dialogs(window):
            dialog.reject()
    raised_in_a_slot(qtbot, other)
    assert len(dialogs(window)) == 1


def test_a_fault_in_another_thread_is_told_in_the_window(
    window: MainWindow, qtbot: QtBot, data_folder: Path
) -> None:
    thread = threading.Thread(target=fault)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    assert "in fault" in (data_folder / LOG_NAME).read_text(encoding="utf-8")


def test_a_fault_in_background_work_is_told_and_written_down(
    window: MainWindow, qtbot: QtBot, data_folder: Path
) -> None:
    window._background.run(fault, lambda _result: None, window._on_failed)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    assert "in fault" in (data_folder / LOG_NAME).read_text(encoding="utf-8")


def test_even_an_exit_raised_in_the_background_comes_home(window: MainWindow, qtbot: QtBot) -> None:
    came: list[BaseException] = []
    window._background.run(sys.exit, lambda _result: None, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], SystemExit)


def test_text_that_cannot_be_read_off_the_screen_ends_in_no_loop_and_the_author_may_leave(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    monkeypatch.setattr(window._pages.editor._sections["guidance"], "answer", fault)
    raised_in_a_slot(qtbot, fault)
    assert "Not saved. The program met a fault." in window._pages.editor._top.saved_words
    for dialog in dialogs(window):
        dialog.reject()
    window.close()
    qtbot.waitUntil(lambda: bool(questions(window)))
    assert SECRET not in (data_folder / LOG_NAME).read_text(encoding="utf-8")
    questions(window)[0].accept()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_an_unknown_fault_while_saving_is_told_in_the_status_line_and_tried_again(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    monkeypatch.setattr(window._store, "save", lambda *_, **__: fault())
    qtbot.waitUntil(lambda: "The program met a fault." in window._pages.editor._top.saved_words)
    assert "in fault" in (data_folder / LOG_NAME).read_text(encoding="utf-8")
    monkeypatch.undo()
    qtbot.waitUntil(lambda: window._pages.editor.all_saved)


def test_ctrl_c_in_the_terminal_closes_the_window_and_keeps_the_text(
    window: MainWindow, qtbot: QtBot, data_folder: Path
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert dialogs(window) == []
    assert stored(data_folder) == SECRET


def test_a_log_that_cannot_be_written_is_no_fault_of_its_own(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").touch()
    with fault_log.FaultLog(tmp_path / "a file") as log:
        write_down(ValueError(SECRET))
        assert not log.holds_something
    assert capfd.readouterr().err == ""


def test_when_nobody_watches_any_more_everything_is_as_before(qtbot: QtBot, tmp_path: Path) -> None:
    before = (
        sys.excepthook,
        threading.excepthook,
        logging.getLogger("highlight_desktop").handlers[:],
    )
    window = MainWindow(tmp_path)
    qtbot.addWidget(window)
    with FaultWatch(window, tmp_path):
        assert sys.excepthook is not before[0]
    after = sys.excepthook, threading.excepthook, logging.getLogger("highlight_desktop").handlers[:]
    assert after == before
