"""Where the reports are is told, judged and changed in the window (faults S4, S5, S6)."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from highlight_desktop import settings
from highlight_desktop.errors import OutputError
from highlight_desktop.report import edition
from highlight_desktop.report.prose import Prose, blocks_of
from highlight_desktop.report.report import begin, written_answer
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from highlight_desktop.whereabouts import moving, pointer, probing
from tests.flows.conftest import Person, close, spoken, words_on
from tests.named import nameless
from ui.dialogs.first_start_dialog import FirstStartDialog
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.whereabouts_dialog import MoveQuestion, WhereaboutsDialog
from ui.main_window import MainWindow

pytestmark = pytest.mark.flow

Opened = Callable[[Path], Person]
NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
LINE = "The ferry landing is open again."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that reports are kept in at first."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "share" / "highlight-desktop"


@pytest.fixture
def to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is chosen whenever one is asked for."""
    chosen = tmp_path / "other disk"
    chosen.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(chosen))
    return chosen / "highlight-desktop"


def kept(folder: Path) -> str:
    """A report with a line in it; its id."""
    report = begin(new_id(), edition.newest(), {"service_areas": "Harbours"})
    prose: Prose = blocks_of(LINE)[0]
    section = report.edition.section("guidance")
    report, _ = report.answer("guidance", written_answer(section, prose))
    with Store.open(folder) as store:
        store.create(report, now=NOW)
    return report.id


def look(person: Person) -> WhereaboutsDialog:
    """Help, Where my reports are kept…"""
    person.press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    person.qtbot.keyClick(person.menu(), Qt.Key.Key_W)
    dialog = person.dialog(WhereaboutsDialog)
    person.wait(lambda: "Looking" not in words_on(dialog))
    QApplication.processEvents()  # what a layout was given is shown from there
    person.wait(lambda: dialog.isAncestorOf(person.focus))
    return dialog


def button(place: WhereaboutsDialog, text: str) -> QPushButton:
    [found] = [each for each in place.findChildren(QPushButton) if text in each.text()]
    return found


def test_the_folder_is_judged_in_words_that_can_be_copied(person: Person, tmp_path: Path) -> None:
    dialog = look(person)
    assert nameless(dialog) == []
    assert "Files can be written here" in words_on(dialog)
    assert "Locks work" in words_on(dialog)
    person.press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: "Copied." in words_on(dialog))
    copied = QApplication.clipboard().text()
    assert str(tmp_path / "data") in copied
    assert "Good: Locks work" in copied
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: button(dialog, "Look again").isEnabled())
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(WhereaboutsDialog))


def test_a_folder_in_onedrive_is_told_of(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    dialog = look(person)
    assert "This is not a good place for your reports." in words_on(dialog)
    assert "✗ OneDrive copies this folder" in words_on(dialog)


def test_a_disk_that_does_not_answer_is_told_and_the_window_lives(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_asked: object) -> object:
        raise TimeoutError(110, "no answer")

    monkeypatch.setattr(probing, "look", hang)
    dialog = look(person)
    assert "This folder does not answer." in words_on(dialog)
    person.press(Qt.Key.Key_Escape)
    person.begin_report()
    person.write("Bins")
    person.wait(lambda: "All changes saved" in person.saved_words)


def test_the_reports_move_by_keys_and_the_next_window_has_them(
    open_window: Opened, home: Path, to: Path
) -> None:
    report_id = kept(home)
    person = open_window(home)
    person.begin_report()
    person.write("Typed just before.")
    look(person)
    person.press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    question = person.dialog(MoveQuestion)
    assert nameless(question) == []
    assert spoken(person.focus) == "Leave all as it is"
    person.press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: not person.window.isVisible())

    assert person.window.whereabouts.moved_to == to
    assert pointer.data_folder() == to
    assert (home / moving.NOTE_NAME).exists()
    again = open_window(to)
    assert again.window._store is not None
    assert len(again.window._store.summaries()) == 2
    assert "Typed just before." in str(
        [again.window._store.load(each.id).report for each in again.window._store.summaries()]
    )
    assert again.window._store.load(report_id).report.id == report_id


def test_whoever_leaves_all_as_it_is_has_moved_nothing(
    open_window: Opened, home: Path, to: Path
) -> None:
    kept(home)
    person = open_window(home)
    person.click(look(person), "Move my reports")
    person.dialog(MoveQuestion)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(MoveQuestion))
    assert not to.exists()
    assert person.window.isVisible()


def test_a_folder_that_is_unfit_is_refused_with_a_sentence(
    open_window: Opened, home: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(home)
    person = open_window(home)
    dialog = look(person)
    monkeypatch.setenv("OneDrive", str(to.parent))
    person.click(dialog, "Move my reports")
    assert "OneDrive copies this folder" in words_on(person.dialog(ProblemDialog))
    assert not to.exists()


def test_a_move_that_fails_leaves_the_reports_open_where_they_were(
    open_window: Opened, home: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OutputError("The pointer could not be written.", "Make room.")

    kept(home)
    person = open_window(home)
    person.click(look(person), "Move my reports")
    monkeypatch.setattr(pointer, "remember", refuse)
    question = person.dialog(MoveQuestion)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(question, "Move")
    assert "could not be written" in words_on(person.dialog(ProblemDialog))
    person.press(Qt.Key.Key_Escape)
    assert not to.exists()
    person.begin_report()
    person.write("Bins")
    person.wait(lambda: "All changes saved" in person.saved_words)


@pytest.fixture
def barred(home: Path) -> Iterator[Path]:
    """The folder of the reports on a disk that is only read; by root on Linux alone."""
    kept(home)
    try:
        run("mount", "-t", "tmpfs", "-o", "size=8m", "none", str(home.parent))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a read-only disk can be mounted here by root on Linux only")
    try:
        kept(home)
        run("mount", "-o", "remount,ro", str(home.parent))
        yield home
    finally:
        run("umount", "--lazy", str(home.parent))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def test_where_nothing_can_be_written_the_reports_are_read_and_another_folder_is_offered(
    open_window: Opened, barred: Path, to: Path
) -> None:
    person = open_window(barred)
    strip = person.window.whereabouts.strip
    assert "They can be read and exported" in strip.told
    home_page = person.window._pages.home
    assert not home_page._new.isEnabled()
    assert not home_page._import.isEnabled()
    assert not person.window._menus._new.isEnabled()

    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.window._pages.editor is not None)
    assert person.editor.is_read_only
    assert "Read only" in person.saved_words
    person.go_to("guidance")
    person.write("typed all the same")
    assert LINE in str(person.editor.take_in().answers["guidance"])
    assert "typed" not in str(person.editor.take_in())
    person.back_to_list()

    person.click(strip, "Choose another folder")
    person.click(person.dialog(MoveQuestion), "Move")
    person.wait(lambda: not person.window.isVisible())
    assert pointer.data_folder() == to
    again = open_window(to)
    assert again.window.whereabouts.strip.told == ""
    again.begin_report()
    again.write("Bins")
    again.wait(lambda: "All changes saved" in again.saved_words)


def test_reports_on_a_disk_that_is_not_there_are_missed_until_it_is(
    qtbot, qapp: QApplication, open_window: Opened, home: Path, to: Path
) -> None:
    kept(home)
    moving.move(home, to, now=NOW, progress=lambda *_step: None)
    away = to.with_name("pulled out")
    to.rename(away)
    window = MainWindow(to)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    with qtbot.waitSignal(window.refused, timeout=20_000):
        window.show()
        window.start()
    assert "cannot be reached" in words_on(window)
    assert not to.exists()
    away.rename(to)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        window._pages.home.retry_requested.emit()
    close(qtbot, window)


def test_at_the_start_only_what_is_not_good_is_told(
    qtbot, qapp: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(home)
    settings.save(settings.Settings(), home)
    monkeypatch.setenv("OneDrive", str(tmp_path))
    window = MainWindow(home, greets=True)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    with qtbot.waitSignal(window.ready, timeout=20_000):
        window.show()
        window.start()
    strip = window.whereabouts.strip
    qtbot.waitUntil(lambda: "OneDrive copies" in strip.told, timeout=20_000)
    assert not window.findChildren(FirstStartDialog)
    strip.acted.emit()
    qtbot.waitUntil(lambda: bool(window.findChildren(WhereaboutsDialog)), timeout=20_000)
    close(qtbot, window)


def test_no_reports_are_begun_in_onedrive_and_the_window_says_why(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S6: a live database is refused there; where there is one it is opened and told of."""
    monkeypatch.setenv("OneDrive", str(tmp_path))
    folder = tmp_path / "named"
    window = MainWindow(folder, greets=True)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    with qtbot.waitSignal(window.refused, timeout=20_000):
        window.show()
        window.start()
    qtbot.waitUntil(lambda: "OneDrive copies it" in words_on(window), timeout=20_000)
    assert not folder.exists()
    close(qtbot, window)


def test_a_clock_behind_the_last_save_is_told_once(
    qtbot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T1: above the page, and not by the look at the folder as well."""
    kept(home)
    settings.save(settings.Settings(), home)
    with Store.open(home) as store:
        report = begin(new_id(), edition.newest(), {"service_areas": "Piers"})
        store.create(report, now=datetime.now(UTC) + timedelta(days=3))
    window = MainWindow(home, greets=True)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    with qtbot.waitSignal(window.ready, timeout=20_000):
        window.show()
        window.start()
    qtbot.waitUntil(lambda: "Set the clock right" in window._notice.told, timeout=20_000)
    window.whereabouts._background.settle()
    assert "clock" not in window.whereabouts.strip.told
    close(qtbot, window)
