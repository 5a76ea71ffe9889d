"""Reports that are damaged or gone come back as far as they can, and all of it is told.

Faults D3 and S7.
"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from highlight_desktop.settings import Settings
from highlight_desktop.store import backup
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import spoken, words_on
from tests.flows.test_starting import refusal, start
from tests.named import nameless
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.rescued_dialog import RescuedDialog
from ui.dialogs.restore_question import RestoreQuestion
from ui.home.backups_dialog import BackupsDialog

__all__ = ["start"]
pytestmark = pytest.mark.flow

AT = datetime.now(UTC) - timedelta(hours=3)


def kept(folder: Path, *areas: str, copies: Path | None = None) -> None:
    """Reports in a data folder, and a backup of them."""
    with Store.open(folder) as store:
        for each in areas:
            store.create(begin(new_id(), edition.newest(), {"service_areas": each}), now=AT)
        store.back_up(copies or folder / backup.FOLDER, now=AT)


def areas_there(folder: Path) -> set[str]:
    with Store.open(folder) as store:
        return {each.service_areas for each in store.summaries()}


def test_what_can_be_rescued_comes_back_and_is_told_by_name_and_time(
    start, data_folder: Path
) -> None:
    kept(data_folder, "Parks", "Libraries")
    damaged = b"rubbish" * 5000
    (data_folder / FILE_NAME).write_bytes(damaged)
    person = start(data_folder)
    assert "is damaged" in refusal(person)
    person.wait(lambda: spoken(person.focus) == "Try again")
    person.press(Qt.Key.Key_Tab)
    assert "Bring back what can be rescued" in spoken(person.focus)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_Space)

    dialog = person.dialog(RescuedDialog)
    assert nameless(dialog) == []
    assert "2 reports were brought back." in words_on(dialog)
    told = dialog.findChild(QTextEdit).toPlainText()
    assert "Brought back from the backup, as it stood then" in told
    assert "• Parks, last edited" in told
    [aside] = data_folder.glob("*.corrupt-*")
    assert str(aside) in told
    assert aside.read_bytes() == damaged
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(RescuedDialog))
    person.close()
    assert areas_there(data_folder) == {"Parks", "Libraries"}


def test_a_database_that_is_gone_comes_back_from_its_backup(start, data_folder: Path) -> None:
    kept(data_folder, "Parks")
    (data_folder / FILE_NAME).unlink()
    person = start(data_folder)
    assert "is gone" in refusal(person)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(person.window._pages.home, "Bring back")
    assert "1 report was brought back." in words_on(person.dialog(RescuedDialog))
    person.close()
    assert areas_there(data_folder) == {"Parks"}


def test_a_rescue_without_any_backup_never_looks_like_one_that_found_all(
    start, data_folder: Path
) -> None:
    with Store.open(data_folder):
        pass
    (data_folder / FILE_NAME).write_bytes(bytes(9000))
    person = start(data_folder)
    refusal(person)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(person.window._pages.home, "Bring back")
    told = words_on(person.dialog(RescuedDialog))
    assert "Nothing could be brought back." in told
    assert "There was no backup that is whole." in told


def test_a_rescue_that_fails_is_told_and_offered_again(
    start, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(data_folder, "Parks")
    (data_folder / FILE_NAME).write_bytes(b"rubbish")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    person = start(data_folder)
    refusal(person)
    monkeypatch.setattr("shutil.copyfile", full)
    person.click(person.window._pages.home, "Bring back")
    problem = person.dialog(ProblemDialog)
    assert "the disk is full" in words_on(problem)
    person.click(problem, "Close")
    assert "Bring back" in person.window._pages.home._rescue.text()
    person.wait(person.window._pages.home._rescue.isVisible)
    assert (data_folder / FILE_NAME).read_bytes() == b"rubbish"


def test_busy_or_newer_reports_are_not_offered_a_rescue(start, data_folder: Path) -> None:
    with Store.open(data_folder):
        person = start(data_folder)
        assert "Another window or command" in refusal(person)
        assert not person.window._pages.home._rescue.isVisible()


@pytest.mark.parametrize("named", [True, False])
def test_after_a_wiped_profile_the_newest_backup_is_offered_with_its_date_and_number(
    start, data_folder: Path, documents: Path, tmp_path: Path, named: bool
) -> None:
    copies = tmp_path / "stick" if named else documents / "Highlight backups"
    kept(data_folder, "Parks", "Markets", copies=copies)
    shutil.rmtree(data_folder)
    if named:
        settings.save(Settings(backup_folder=str(copies)), data_folder)
    person = start(data_folder)
    person.wait(lambda: bool(person.window._notice.told))
    assert "with 2 reports in" in person.window._notice.told
    assert f"“{copies}”" in person.window._notice.told
    person.tab_to("Look at it…")
    person.press(Qt.Key.Key_Space)
    dialog = person.dialog(BackupsDialog)
    person.wait(dialog._restore.isEnabled)
    person.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    person.dialog(RestoreQuestion)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    person.close()
    assert areas_there(data_folder) == {"Parks", "Markets"}


def test_a_first_start_without_any_backup_says_nothing(start, data_folder: Path) -> None:
    person = start(data_folder)
    person.wait(lambda: "No reports yet" in words_on(person.window._pages.home))
    person.window._background.settle()
    assert person.window._notice.told == ""
