"""The start: whatever stands in the way is told on the first page, and can be tried again."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.report import Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.conftest import REPOSITORY
from tests.flows.conftest import Person, close, spoken, words_on, written
from ui import app, theme
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.main_window import MainWindow
from ui.theme import Appearance

pytestmark = pytest.mark.flow

Start = Callable[[Path], Person]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Start the window on a data folder, come what may."""
    # Kept till Qt has deleted them: one that Python deletes when a test ends may crash.
    kept: list[MainWindow] = []

    def start_on(folder: Path) -> Person:
        theme.apply(qapp, Appearance.LIGHT)
        window = MainWindow(folder)
        qtbot.addWidget(window, before_close_func=partial(close, qtbot))
        window.painted.connect(window.start)
        with qtbot.waitActive(window):
            window.show()
        kept.append(window)
        return Person(qtbot, window)

    yield start_on
    kept.clear()


def refusal(person: Person) -> str:
    """What the first page says when it cannot show the reports."""
    home = person.window._pages.home
    person.wait(lambda: "There is a problem" in words_on(home))
    return words_on(home)


def try_again(person: Person) -> None:
    """Where the focus is after a refusal."""
    person.wait(lambda: spoken(person.focus) == "Try again")
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_Space)


def leave(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run the program as people do, without a screen."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    # What Qt says of having no screen.
    done.stderr = re.sub("This plugin does not support .*\n", "", done.stderr)
    return done


def test_reports_that_another_window_has_open_are_told_of_and_opened_when_it_is_closed(
    start: Start, data_folder: Path
) -> None:
    with Store.open(data_folder):
        person = start(data_folder)
        assert "Another window or command has your reports open." in refusal(person)
    try_again(person)
    assert "No reports yet" in words_on(person.window._pages.home)


def test_a_damaged_database_is_told_of_and_opened_when_a_good_copy_is_in_its_place(
    start: Start, data_folder: Path
) -> None:
    with Store.open(data_folder):
        pass
    database = data_folder / "reports.db"
    good = database.read_bytes()
    database.write_bytes(b"")
    person = start(data_folder)
    assert "is damaged" in refusal(person)
    database.write_bytes(good)
    try_again(person)


def test_a_database_of_a_newer_program_is_told_of(start: Start, data_folder: Path) -> None:
    with Store.open(data_folder):
        pass
    raw = sqlite3.connect(data_folder / "reports.db")
    raw.execute("PRAGMA user_version = 99")
    raw.commit()
    raw.close()
    person = start(data_folder)
    assert "newer version of this program" in refusal(person)
    assert not person.window._menus._new.isEnabled()


def test_a_data_folder_that_cannot_be_made_is_told_of(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    person = start(tmp_path / "a file" / "data")
    assert "cannot be used" in refusal(person)
    (tmp_path / "a file").unlink()
    try_again(person)


def test_a_fault_while_opening_leaves_the_reports_free_for_another_try(
    start: Start, data_folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fault(_store: Store) -> None:
        raise ValueError

    monkeypatch.setattr(Store, "summaries", fault)
    with qtbot.captureExceptions() as caught:
        person = start(data_folder)
        assert "The program met a fault" in refusal(person)
    assert [kind for kind, _, _ in caught] == [ValueError], "it would not be written down"
    monkeypatch.undo()
    try_again(person)


def test_settings_that_cannot_be_read_keep_nobody_from_the_reports(
    start: Start, data_folder: Path, qtbot: QtBot
) -> None:
    data_folder.mkdir()
    (data_folder / settings.FILE_NAME).write_text("{half a", encoding="utf-8")
    person = start(data_folder)
    problem = person.dialog(ProblemDialog)
    assert "The settings in" in words_on(problem)
    person.click(problem, "Close")
    person.wait(lambda: "No reports yet" in words_on(person.window._pages.home))
    # The remedy given: save them again.
    person.window._menus.settings_requested.emit()
    person.click(person.dialog(SettingsDialog), "Save")
    person.close()
    assert settings.load(data_folder) == Settings()


def test_settings_are_kept_when_the_appearance_is_changed_while_the_reports_are_busy(
    start: Start, data_folder: Path
) -> None:
    settings.save(Settings(hub_address="hub@council.example"), data_folder)
    with Store.open(data_folder):
        person = start(data_folder)
        refusal(person)
        person.window._menus.appearance_chosen.emit(Appearance.DARK)
        person.close()
    assert settings.load(data_folder) == Settings(
        hub_address="hub@council.example", appearance="dark"
    )


def test_nothing_can_be_set_before_the_settings_are_known(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(tmp_path)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    window.show()
    assert not window._menus._view.isEnabled()
    assert not window._menus._settings.isEnabled()


def test_the_appearance_is_marked_in_the_menu_worn_at_once_and_kept(
    start: Start, data_folder: Path, qapp: QApplication
) -> None:
    person = start(data_folder)
    dress = app.Dress(qapp)
    person.window.appearance_chosen.connect(dress.put_on)
    person.wait(lambda: person.window._menus._view.isEnabled())
    appearances = person.window._menus._appearances.actions()
    marked = {each.text().replace("&", ""): each for each in appearances}
    assert [text for text, each in marked.items() if each.isChecked()] == ["As the system"]
    marked["High contrast"].trigger()
    assert [text for text, each in marked.items() if each.isChecked()] == ["High contrast"]
    assert qapp.palette().window().color().name() == "#000000"
    person.close()
    again = start(data_folder)
    again.wait(lambda: again.window._menus._view.isEnabled())
    chosen = [each for each in again.window._menus._appearances.actions() if each.isChecked()]
    assert [each.text().replace("&", "") for each in chosen] == ["High contrast"]


def test_the_window_follows_the_system_unless_it_was_told_otherwise(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Offscreen there is no system that could be dark.
    systems = {Appearance.SYSTEM: Appearance.LIGHT}
    monkeypatch.setattr(theme, "_shown_as", lambda _app, chosen: systems.get(chosen, chosen))
    dress = app.Dress(qapp)
    systems[Appearance.SYSTEM] = Appearance.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert qapp.palette().window().color().name() == "#1b1f23"
    dress.put_on(Appearance.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert qapp.palette().window().color().name() == "#ffffff"


def test_closing_while_the_reports_are_still_being_opened_lets_go_of_them(
    start: Start, data_folder: Path
) -> None:
    start(data_folder).close()
    with Store.open(data_folder) as store:
        assert store.summaries() == []


@pytest.mark.parametrize("way", ["quit", "exit", "SIGTERM", "SIGINT"])
def test_however_the_program_is_ended_the_text_is_kept(data_folder: Path, way: str) -> None:
    done = leave("-m", "tests.flows.quitter", data_folder, way)
    assert (done.returncode, done.stderr) == (0, "")
    assert written(data_folder) == ["Saved while the program ends."]


@pytest.mark.parametrize("moment", ["painted", "ready"])
def test_an_empty_data_folder_is_a_start_like_any_other(data_folder: Path, moment: str) -> None:
    done = leave("-m", "highlight_desktop", "--data", data_folder, "--exit-when", moment)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_timed_start_that_cannot_come_to_its_moment_says_why(data_folder: Path) -> None:
    with Store.open(data_folder):
        done = leave("-m", "highlight_desktop", "--data", data_folder, "--exit-when", "ready")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "Another window or command has your reports open. Close it and try again."
    )
    assert f"It is process {os.getpid()} on " in done.stderr


def test_ready_means_the_report_last_worked_on_whatever_the_clock_says(
    qtbot: QtBot, data_folder: Path
) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    first, last = new_id(), new_id()
    with Store.open(data_folder) as store:
        store.create(Report(first, edition.newest()), now=noon)
        # The clock has been put right since.
        store.create(Report(last, edition.newest()), now=noon - timedelta(days=400))
    window = MainWindow(data_folder, open_last=True)
    qtbot.addWidget(window, before_close_func=partial(close, qtbot))
    with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
        window.show()
        window.start()
    assert window._pages.is_open(last)
    assert window._pages.editor.isAncestorOf(QApplication.focusWidget())


def test_a_second_start_brings_the_first_window_forward_and_ends(
    start: Start, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    person = start(data_folder)
    app.share(person.window, data_folder)
    person.wait(lambda: "No reports yet" in words_on(person.window._pages.home))
    person.window.ready.emit()
    person.window.showMinimized()
    command = [sys.executable, "-m", "highlight_desktop", "--data", str(data_folder)]
    with subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True) as second:
        person.wait(lambda: second.poll() is not None)
        assert second.returncode == 0
    assert not person.window.isMinimized()
