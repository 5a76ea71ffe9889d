"""Backups are made by themselves, and one that cannot be made is told and is in nobody's way."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from highlight_desktop import settings
from highlight_desktop.errors import HighlightError
from highlight_desktop.settings import Settings
from highlight_desktop.store import backup, restoring
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, words_on
from ui.acts.backing_up import BackingUp, OwnReports, in_words
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.progress_dialog import ProgressDialog

pytestmark = pytest.mark.flow


def made(folder: Path) -> list[backup.Backup]:
    return backup.listed(folder)


def backing_up(person: Person) -> BackingUp:
    assert person.window._reports.backing_up is not None
    return person.window._reports.backing_up


def half_an_hour_passes(person: Person) -> None:
    backing_up(person)._every.timeout.emit()


def test_a_session_in_which_something_was_typed_ends_with_a_backup_of_it(
    open_window, data_folder: Path, tmp_path: Path
) -> None:
    settings.save(Settings(backup_folder=str(tmp_path / "OneDrive")), data_folder)
    person = open_window(data_folder)
    person.begin_report()
    person.write("The mobile library ran on every route.")
    person.close()

    for folder in (data_folder / backup.FOLDER, tmp_path / "OneDrive"):
        [one] = made(folder)
        assert one.reports == 1
        restoring.restore(one.path, tmp_path / f"restored {folder.name}", now=one.made_at)
        with Store.open(tmp_path / f"restored {folder.name}") as store:
            [listed] = store.summaries()
            assert "every route" in str(store.load(listed.id).report.answers["guidance"])


def test_a_session_in_which_nothing_was_changed_makes_none(open_window, data_folder: Path) -> None:
    person = open_window(data_folder)
    person.close()

    assert made(data_folder / backup.FOLDER) == []


def test_every_half_hour_there_is_a_backup_if_something_was_changed(person: Person) -> None:
    folder = person.window._data_folder / backup.FOLDER
    half_an_hour_passes(person)
    person.begin_report()
    person.write("Three branches opened late.")
    person.wait(lambda: "All changes saved" in person.saved_words)
    half_an_hour_passes(person)
    person.wait(lambda: bool(made(folder)))
    [first] = made(folder)

    half_an_hour_passes(person)
    person.close()
    assert made(folder) == [first]


def test_a_backup_that_fails_is_told_once_and_nobody_is_kept_from_typing(
    person: Person, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.write_bytes(b"")
    person.window._preferences.change(Settings(backup_folder=str(stick / "backups")))
    # It was a good folder when it was chosen.
    person.window._backup_folders = lambda: [stick / "backups"]
    backing_up(person)._folders = person.window._backup_folders
    person.begin_report()
    person.write("Two")
    person.wait(lambda: "All changes saved" in person.saved_words)
    half_an_hour_passes(person)
    person.wait(lambda: bool(person.window._notice.told))
    assert "A backup could not be made." in person.window._notice.told
    assert "Your reports themselves are saved." in person.window._notice.told
    person.write(" lorries")
    assert "Two lorries" in json.dumps(
        [block.text for block in person.editor.take_in().answers["guidance"].prose]
    )

    person.window._notice.hide()
    half_an_hour_passes(person)
    backing_up(person)._background.settle()
    assert person.window._notice.told == ""
    person.close()
    assert person.dialogs(ProblemDialog) == []


def test_somebody_who_leaves_is_told_once_that_there_is_no_backup(
    person: Person, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    backing_up(person)._folders = lambda: [tmp_path / "a file" / "backups"]
    person.begin_report()
    person.write("Bins")
    person.window.close()
    told = person.dialog(ProblemDialog)
    assert "A backup could not be made." in words_on(told)
    person.click(told, "Close")
    person.wait(lambda: not person.window.isVisible())


def test_one_folder_that_fails_keeps_no_backup_out_of_the_other(
    person: Person, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    backing_up(person)._folders = lambda: [tmp_path / "a file" / "no", tmp_path / "good"]
    person.begin_report()
    half_an_hour_passes(person)
    person.wait(lambda: bool(made(tmp_path / "good")))
    person.wait(lambda: bool(person.window._notice.told))
    person.tab_to("Hide the notice")
    person.press(Qt.Key.Key_Space)
    assert person.window._notice.told == ""


def test_the_next_start_makes_good_what_the_last_session_could_not(
    open_window, data_folder: Path
) -> None:
    person = open_window(data_folder)
    backing_up(person)._folders = list
    person.begin_report()
    person.close()
    assert made(data_folder / backup.FOLDER) == []

    again = open_window(data_folder)
    backing_up(again)._after_start.timeout.emit()
    again.wait(lambda: bool(made(data_folder / backup.FOLDER)))
    backing_up(again)._background.settle()
    backing_up(again)._after_start.timeout.emit()
    again.close()
    assert len(made(data_folder / backup.FOLDER)) == 1


def test_a_backup_that_takes_long_at_the_end_is_shown_and_what_is_typed_meanwhile_is_kept(
    open_window, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    slow = Store.back_up

    def wait_and_back_up(store: Store, folder: Path, *, now: datetime) -> backup.Backup:
        go_on.wait(20)
        return slow(store, folder, now=now)

    monkeypatch.setattr(Store, "back_up", wait_and_back_up)
    person = open_window(data_folder)
    person.begin_report()
    person.write("First. ")
    person.window.close()
    # The dialog waits for a moment before it opens, and somebody types on.
    person.write("Second.")
    person.window.close()
    shown = person.dialog(ProgressDialog)
    assert "Backing up your reports" in words_on(shown)
    go_on.set()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        [one] = store.summaries()
        assert "First. Second." in str(store.load(one.id).report.answers["guidance"])


def test_old_backups_are_thinned_when_a_new_one_is_made(person: Person) -> None:
    folder = person.window._data_folder / backup.FOLDER
    person.begin_report()
    assert person.window._store is not None
    one = person.window._store.back_up(folder, now=datetime.now(UTC))
    for week in range(2, 40):
        at = one.made_at - timedelta(weeks=week)
        name = f"highlight-reports-{at:%Y%m%dT%H%M%SZ}-1.db"
        (folder / name).write_bytes(one.path.read_bytes())
    half_an_hour_passes(person)
    person.wait(lambda: len(made(folder)) < 20)
    assert one in made(folder)


def test_what_failed_is_put_into_words_with_every_reason(person: Person) -> None:
    told = in_words(
        OwnReports(person.window._store),
        [HighlightError("One.", "Do this."), HighlightError("Two.")],
    )
    assert told == (
        "A backup could not be made. One. Do this. Two. Your reports themselves are saved."
    )
