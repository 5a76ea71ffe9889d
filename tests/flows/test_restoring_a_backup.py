"""Backups are looked into before they replace anything, and what they replace is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from highlight_desktop.store import backup, restoring
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken, words_on
from tests.named import nameless
from ui.acts.searching import Searching
from ui.dialogs.restore_question import RestoreQuestion
from ui.home.backups_dialog import BackupsDialog

pytestmark = pytest.mark.flow

AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


def kept(folder: Path, areas: str, copies: Path, at: datetime = AN_HOUR_AGO) -> backup.Backup:
    """A report in the data folder, and a backup of what there is then."""
    with Store.open(folder) as store:
        report = begin(new_id(), edition.newest(), {"service_areas": areas})
        store.create(report, now=at)
        return store.back_up(copies, now=at)


def look(person: Person) -> BackupsDialog:
    """File, Backups…"""
    person.press(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    person.qtbot.keyClick(person.menu(), Qt.Key.Key_B)
    return person.dialog(BackupsDialog)


def rows(dialog: BackupsDialog) -> list[str]:
    model = dialog._model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def button(dialog: BackupsDialog, text: str) -> QPushButton:
    [found] = [each for each in dialog.findChildren(QPushButton) if text in each.text()]
    return found


def areas_listed(person: Person) -> set[str]:
    assert person.window._store is not None
    return {each.service_areas for each in person.window._store.summaries()}


def test_a_backup_is_looked_into_and_put_in_the_place_of_the_reports_by_keys_alone(
    open_window, data_folder: Path
) -> None:
    kept(data_folder, "Parks", data_folder / backup.FOLDER)
    with Store.open(data_folder) as store:
        store.create(
            begin(new_id(), edition.newest(), {"service_areas": "Libraries"}), now=AN_HOUR_AGO
        )
    person = open_window(data_folder)
    dialog = look(person)
    assert nameless(dialog) == []
    person.wait(button(dialog, "Restore").isEnabled)
    assert rows(dialog) == ["Parks"]
    assert "1 report, read through and whole." in words_on(dialog)

    person.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    question = person.dialog(RestoreQuestion)
    assert "What you have now, 2 reports, will be replaced by the 1 report of" in words_on(question)
    assert spoken(person.focus) == "Leave all as it is"
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)

    assert areas_listed(person) == {"Parks"}
    assert person.window._notice.told.startswith("The backup is in place. What it replaced is")
    made = {each.reports for each in backup.listed(data_folder / backup.FOLDER)}
    assert made == {1, 2}
    # The window works on: with the store that was opened again, and with no other.
    assert len(person.window._pages.search.findChildren(Searching)) == 1
    person.begin_report()
    person.write("Bins")
    person.close()


def test_leaving_all_as_it_is_changes_nothing(open_window, data_folder: Path) -> None:
    kept(data_folder, "Parks", data_folder / backup.FOLDER)
    person = open_window(data_folder)
    dialog = look(person)
    person.wait(button(dialog, "Restore").isEnabled)
    button(dialog, "Restore").click()
    person.dialog(RestoreQuestion)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(RestoreQuestion))
    assert dialog.isVisible()
    assert len(backup.listed(data_folder / backup.FOLDER)) == 1


def test_a_report_that_is_open_is_saved_before_it_is_replaced(
    open_window, data_folder: Path
) -> None:
    kept(data_folder, "Parks", data_folder / backup.FOLDER)
    person = open_window(data_folder)
    written = person.begin_report()
    person.write("Typed just before.")
    dialog = look(person)
    person.wait(button(dialog, "Restore").isEnabled)
    button(dialog, "Restore").click()
    question = person.dialog(RestoreQuestion)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(question, "Restore")
    assert person.window._pages.is_list
    newest = backup.listed(data_folder / backup.FOLDER)[0]
    restoring.restore(newest.path, data_folder.parent / "again", now=AN_HOUR_AGO)
    with Store.open(data_folder.parent / "again") as store:
        assert "Typed just before." in str(store.load(written).report.answers["guidance"])


def test_a_backup_can_be_made_at_wish(person: Person, data_folder: Path) -> None:
    person.begin_report()
    dialog = look(person)
    assert "There are no backups yet" in words_on(dialog)
    button(dialog, "Make").click()
    person.wait(lambda: "Backed up: 1 report" in words_on(dialog))
    person.wait(button(dialog, "Restore").isEnabled)
    assert len(backup.listed(data_folder / backup.FOLDER)) == 1


def test_backups_in_another_place_are_found_and_restored(
    open_window, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path / "old laptop", "Markets", tmp_path / "stick")
    person = open_window(data_folder)
    dialog = look(person)
    chosen = str(tmp_path / "stick")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen)
    button(dialog, "Another").click()
    person.wait(button(dialog, "Restore").isEnabled)
    assert rows(dialog) == ["Markets"]
    button(dialog, "Restore").click()
    question = person.dialog(RestoreQuestion)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(question, "Restore")
    assert areas_listed(person) == {"Markets"}


def test_a_damaged_backup_says_so_and_cannot_be_restored(open_window, data_folder: Path) -> None:
    made = kept(data_folder, "Parks", data_folder / backup.FOLDER)
    made.path.write_bytes(made.path.read_bytes()[:9000])
    person = open_window(data_folder)
    dialog = look(person)
    person.wait(lambda: "cannot be used" in words_on(dialog))
    assert not button(dialog, "Restore").isEnabled()


def test_looking_into_a_backup_writes_nothing_to_it_nor_beside_it(
    open_window, data_folder: Path
) -> None:
    made = kept(data_folder, "Parks", data_folder / backup.FOLDER)
    before = made.path.read_bytes()
    person = open_window(data_folder)
    dialog = look(person)
    person.wait(button(dialog, "Restore").isEnabled)
    assert made.path.read_bytes() == before
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]
    person.close()


def test_the_reports_are_opened_again_when_a_restore_fails(
    open_window, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs.problem_dialog import ProblemDialog

    made = kept(data_folder, "Parks", data_folder / backup.FOLDER)
    person = open_window(data_folder)
    dialog = look(person)
    person.wait(button(dialog, "Restore").isEnabled)
    button(dialog, "Restore").click()
    question = person.dialog(RestoreQuestion)
    made.path.unlink()
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(question, "Restore")
    problem = person.dialog(ProblemDialog)
    assert "There is no backup" in words_on(problem)
    assert areas_listed(person) == {"Parks"}
