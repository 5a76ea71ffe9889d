"""What the hub received is backed up by itself, shown before it is put back, and never lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.settings import Settings
from highlight_desktop.store import backup, proving, restoring
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.expectations import Expected
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken, words_on
from tests.flows.test_collecting_for_the_hub import page, wait_for_desk
from tests.flows.test_restoring_a_backup import button, look, rows
from tests.named import nameless
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.restore_question import RestoreQuestion
from ui.home.backups_dialog import BackupsDialog
from ui.hub.page import View

pytestmark = pytest.mark.flow
OpenWindow = Callable[[Path], Person]
KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


def came_in(desk: Desk, areas: str, content: bytes) -> None:
    """A file with the report of a service area is received."""
    report = begin(new_id(), edition.newest(), {"service_areas": areas, "period": "8-21 June 2026"})
    snapshot = freeze(
        report, submitted_at=AN_HOUR_AGO, app_version="1", recipient=Recipient("Hub", "")
    )
    own = sha256(content).hexdigest()
    about = "report.pdf", "inbox", "", AN_HOUR_AGO, Verdict.AS_SUBMITTED, (), snapshot.sha256
    desk.record(Arrival(own, *about), content, snapshot)


def made(folder: Path) -> list[Backup]:
    return backup.listed(folder, DESK)


def areas_on_desk(person: Person) -> set[str]:
    desk = person.window._hub.desk.opened
    assert desk is not None
    return {each.service_areas for each in desk.returns()}


def half_an_hour_passes(person: Person) -> None:
    person.window._hub._backing_up._every.timeout.emit()


def receive(person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Choose a folder by the keyboard, and wait until it is received."""
    person.press(KEY.Key_1, CTRL)
    assert page(person).view is View.RECEIVE
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    person.tab_to("Choose a folder")
    person.press(KEY.Key_Space)
    person.wait(lambda: "came in" in page(person).receive._count.text())


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return tmp_path / "OneDrive"


@pytest.fixture
def hub(data_folder: Path, second: Path) -> Path:
    """The data folder of a computer that collects, and backs up in two places."""
    settings.save(Settings(collects=True, backup_folder=str(second)), data_folder)
    return data_folder


@pytest.fixture
def at_desk(open_window: OpenWindow, hub: Path) -> Person:
    """Somebody at a desk with one return."""
    with Desk.open(hub) as desk:
        came_in(desk, "Parks", b"the file from Parks")
    return opened(open_window, hub)


def opened(open_window: OpenWindow, folder: Path) -> Person:
    person = open_window(folder)
    person.press(KEY.Key_J, CTRL)
    wait_for_desk(person)
    return person


def test_what_is_received_is_backed_up_at_once_in_both_places_and_only_once(
    at_desk: Person, hub: Path, second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "minutes.txt").write_text("The depot was swept.", encoding="utf-8")
    receive(at_desk, monkeypatch, inbox)
    at_desk.wait(lambda: bool(made(second)))
    for folder in (hub / backup.FOLDER, second):
        [one] = made(folder)
        assert (one.files, one.reports) == (2, 1)
        assert proving.counted(one.path, DESK) == (1, 2)

    half_an_hour_passes(at_desk)
    at_desk.close()
    assert len(made(second)) == 1


def test_a_session_at_the_desk_ends_with_a_backup_of_what_was_changed(
    at_desk: Person, hub: Path, second: Path
) -> None:
    desk = at_desk.window._hub.desk.opened
    assert desk is not None
    half_an_hour_passes(at_desk)
    at_desk.wait(lambda: bool(made(second)))
    at_desk.window._hub._backing_up.settle()
    desk.expect([Expected("Markets")], now=datetime.now(UTC))
    at_desk.close()
    assert len(made(second)) == len(made(hub / backup.FOLDER)) == 2


def test_what_was_received_while_the_window_was_closed_is_in_the_backup(
    at_desk: Person, hub: Path, second: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(6):
        (inbox / f"minutes {number}.txt").write_text(f"Depot {number}.", encoding="utf-8")
    page(at_desk).receive.paths_chosen.emit([str(inbox)])
    at_desk.close()
    with Desk.open(hub) as desk:
        assert not desk.is_behind(second)


def test_what_the_last_session_could_not_back_up_is_made_good_when_the_desk_is_gone_to(
    at_desk: Person, second: Path
) -> None:
    assert at_desk.window._hub._backing_up._after_start.isActive()
    at_desk.window._hub._backing_up._after_start.timeout.emit()
    at_desk.wait(lambda: bool(made(second)))


def test_an_author_who_never_goes_to_a_desk_has_no_backup_of_one(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    half_an_hour_passes(person)
    person.close()
    assert made(data_folder / backup.FOLDER) == []
    assert not (data_folder / DESK.kind.file_name).exists()


def test_a_folder_that_fails_is_told_once_and_keeps_no_backup_out_of_the_other(
    at_desk: Person, hub: Path, second: Path
) -> None:
    second.write_bytes(b"a file is in the way")
    # It was a good folder when it was chosen.
    backing_up = at_desk.window._hub._backing_up
    backing_up._folders = lambda: [second / "backups", hub / backup.FOLDER]
    half_an_hour_passes(at_desk)
    at_desk.wait(lambda: "of the hub’s desk could not be made" in at_desk.window._notice.told)
    assert "What was received is kept." in at_desk.window._notice.told
    assert len(made(hub / backup.FOLDER)) == 1
    at_desk.window._notice.hide()
    half_an_hour_passes(at_desk)
    backing_up.settle()
    assert at_desk.window._notice.told == ""
    at_desk.close()
    assert at_desk.dialogs(ProblemDialog) == []


def test_the_page_of_backups_shows_what_the_desk_held_and_puts_it_back_by_keys_alone(
    open_window: OpenWindow, hub: Path
) -> None:
    with Desk.open(hub) as desk:
        came_in(desk, "Parks", b"the file from Parks")
        desk.back_up(hub / backup.FOLDER, now=AN_HOUR_AGO)
        came_in(desk, "Libraries", b"the file from Libraries")
    person = opened(open_window, hub)
    dialog = look(person)
    assert nameless(dialog) == []
    person.wait(button(dialog, "Restore").isEnabled)
    assert rows(dialog) == ["Parks"]
    assert "The hub’s desk: 1 file with 1 return, read through and whole." in words_on(dialog)

    person.press(KEY.Key_R, ALT)
    question = person.dialog(RestoreQuestion)
    assert "Put this backup in the place of the hub’s desk?" in words_on(question)
    assert "What you have now, 2 files with 2 returns, will" in words_on(question)
    person.press(KEY.Key_R, ALT)
    person.wait(lambda: "The backup is in place." in person.window._notice.told)
    wait_for_desk(person)
    assert areas_on_desk(person) == {"Parks"}
    [newest, _] = made(hub / backup.FOLDER)
    assert (newest.files, newest.reports) == (2, 2)
    assert str(newest.path) in person.window._notice.told
    # Reports are where they were, and the window works on.
    person.press(KEY.Key_L, CTRL)
    person.close()


def test_a_backup_at_wish_is_one_of_the_desk_as_well(at_desk: Person, hub: Path) -> None:
    dialog = look(at_desk)
    button(dialog, "Make").click()
    at_desk.wait(lambda: "the hub’s desk: 1 file with 1 return, read" in words_on(dialog))
    assert len(made(hub / backup.FOLDER)) == 1
    dialog.reject()


def test_of_a_damaged_desk_the_newest_whole_backup_is_offered_and_the_damaged_file_is_kept(
    open_window: OpenWindow, hub: Path
) -> None:
    with Desk.open(hub) as desk:
        came_in(desk, "Parks", b"the file from Parks")
        good = desk.back_up(hub / backup.FOLDER, now=AN_HOUR_AGO)
        came_in(desk, "Libraries", b"the file from Libraries")
        later = AN_HOUR_AGO + timedelta(minutes=30)
        bad = desk.back_up(hub / backup.FOLDER, now=later).path
    bad.write_bytes(bad.read_bytes()[:9_000])
    place = hub / DESK.kind.file_name
    place.write_bytes(b"garbage" * 9_000)
    person = open_window(hub)
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._hub.collecting is not None)
    person.wait(lambda: page(person)._backups.isVisible())
    assert "The database of the hub’s desk" in words_on(page(person))
    assert spoken(person.focus) == "Look at the backups…"
    person.press(KEY.Key_Space)
    dialog = person.dialog(BackupsDialog)
    person.wait(button(dialog, "Restore").isEnabled)
    assert dialog.chosen() == good.path
    person.press(KEY.Key_R, ALT)
    assert "What is there now will be replaced by" in words_on(person.dialog(RestoreQuestion))
    person.press(KEY.Key_R, ALT)
    person.wait(lambda: "The backup is in place." in person.window._notice.told)
    wait_for_desk(person)
    assert areas_on_desk(person) == {"Parks"}
    [aside] = restoring.set_aside_in(hub, DESK)
    assert aside.read_bytes() == b"garbage" * 9_000


def test_a_desk_that_could_not_be_put_back_is_as_it_was_and_it_is_said(
    open_window: OpenWindow, hub: Path
) -> None:
    with Desk.open(hub) as desk:
        came_in(desk, "Parks", b"the file from Parks")
        one = desk.back_up(hub / backup.FOLDER, now=AN_HOUR_AGO)
        came_in(desk, "Libraries", b"the file from Libraries")
    person = opened(open_window, hub)
    dialog = look(person)
    person.wait(button(dialog, "Restore").isEnabled)
    button(dialog, "Restore").click()
    question = person.dialog(RestoreQuestion)
    one.path.unlink()
    person.click(question, "Restore")
    problem = person.dialog(ProblemDialog)
    assert "There is no backup" in words_on(problem)
    problem.reject()
    wait_for_desk(person)
    assert areas_on_desk(person) == {"Parks", "Libraries"}
