"""What is due is gone through, the data is checked, and a file is saved for support."""

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from highlight_desktop import policy, settings
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.settings import Settings
from highlight_desktop.store import backup, desk_backup
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.desk_backup import DESK
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, words_on
from ui.dialogs.data_check_dialog import DataCheckDialog
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.removal_question import RemovalQuestion
from ui.dialogs.removed_dialog import RemovedDialog
from ui.dialogs.support_saved_dialog import SupportSavedDialog
from ui.dialogs.telling_dialog import TellingDialog
from ui.faults import FaultWatch
from ui.home.backups_dialog import BackupsDialog
from ui.home.due_dialog import DueDialog
from ui.process.fault_log import LOG_NAME

pytestmark = pytest.mark.flow
MARKER = "Quarrendon otters"
NOW = datetime.now(UTC)
OpenWindow = Callable[[Path], Person]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where IT writes the rules of this computer."""
    path = tmp_path / "etc" / policy.FILE_NAME
    path.parent.mkdir()
    monkeypatch.setattr(policy, "places", lambda: [path])
    return path


def draft(services: str, said: str = "Opened on time.") -> Report:
    report = Report(new_id(), edition.newest())
    for field, typed in ((FieldId.SERVICE_AREAS, services), (FieldId.PERIOD, "8 to 21 June 2020")):
        report, _ = report.fill_in(field, typed)
    section = report.edition.sections[0]
    report, _ = report.answer(section.id, Answer(AnswerKind.ANSWERED, blocks_of(said)[0]))
    return report


@pytest.fixture
def old_drafts(data_folder: Path) -> list[str]:
    """Three drafts nobody has touched for years, and a new one; a backup holds them all."""
    reports = [draft("Parks", f"{MARKER}."), draft("Libraries"), draft("Waste")]
    with Store.open(data_folder) as store:
        for report in reports:
            store.create(report, now=NOW - timedelta(days=1_500))
        store.create(draft("Markets"), now=NOW)
        store.back_up(data_folder / backup.FOLDER, now=NOW - timedelta(days=1))
    return [each.id for each in reports]


def holding(folder: Path, text: str) -> list[str]:
    sought = text.encode()
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and sought.lower() in path.read_bytes().lower()
    ]


def told_by(dialog: TellingDialog) -> str:
    [text] = dialog.findChildren(QTextEdit)
    return text.toPlainText()


def review(person: Person) -> DueDialog:
    person.window._menus.review_requested.emit()
    return person.dialog(DueDialog)


def due_in(person: Person, dialog: DueDialog, number: int) -> None:
    person.wait(lambda: dialog._model.rowCount() == number)


def test_where_it_gave_no_rules_the_review_is_empty_and_says_so(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    person = open_window(data_folder)
    dialog = review(person)
    assert "Nothing is due" in words_on(dialog)
    assert "Nobody has given this computer rules" in words_on(dialog)
    assert person.window._notice.told == ""
    dialog.reject()


def test_what_is_due_is_told_at_the_start_and_nothing_is_removed_by_itself(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndrafts = 24\n", encoding="utf-8")
    person = open_window(data_folder)
    person.wait(lambda: "3 reports have been kept" in person.window._notice.told)
    dialog = review(person)
    due_in(person, dialog, 3)
    assert str(rules) in words_on(dialog)
    why = dialog._model.index(0, 2).data()
    assert "drafts are kept 24 months" in why
    dialog.reject()
    person.close()
    with Store.open(data_folder) as store:
        assert len(store.summaries()) == 4


def test_a_report_is_kept_longer_with_a_reason_by_keys_alone(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndrafts = 24\n", encoding="utf-8")
    person = open_window(data_folder)
    dialog = review(person)
    due_in(person, dialog, 3)
    assert not dialog._keep.isEnabled()
    dialog._reason.setFocus()
    QTest.keyClicks(dialog._reason, "An inquiry is under way")
    QTest.keyClick(dialog._reason, Qt.Key.Key_Return)
    due_in(person, dialog, 2)
    assert "Kept longer: 1 report." in words_on(dialog)
    assert dialog.isVisible()
    dialog.reject()
    person.close()
    with Store.open(data_folder) as store:
        months = {"draft": 24}
        assert len(store.due(months, now=NOW)) == 2
        [one] = [each for each in store.due(months, now=NOW + timedelta(days=370)) if each.reason]
        assert one.reason == "An inquiry is under way"


def test_what_is_removed_is_asked_about_and_gone_from_every_byte_of_the_folder(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndrafts = 24\n", encoding="utf-8")
    person = open_window(data_folder)
    person.wait(lambda: bool(person.window._notice.told))
    dialog = review(person)
    due_in(person, dialog, 3)
    person.click(dialog, "Select all")
    person.click(dialog, "Remove for good…")
    question = person.dialog(RemovalQuestion)
    for words in ("Parks, 8 to 21 June 2020", "OneDrive", "SSD"):
        assert words in told_by(question)
    assert question.focusWidget().text().replace("&", "") == "Leave all as it is"
    question.reject()
    assert dialog._model.rowCount() == 3

    person.click(dialog, "Remove for good…")
    person.click(person.dialog(RemovalQuestion), "Remove for good")
    told = person.dialog(RemovedDialog)
    assert "3 reports were removed for good" in words_on(told)
    assert "One copy still holds it" in told_by(told)
    due_in(person, dialog, 0)
    assert "drafts 24 months after they were last edited" in words_on(dialog)
    assert holding(data_folder, MARKER) == [
        path.name for path in (data_folder / backup.FOLDER).iterdir()
    ]
    person.click(told, "Make a fresh backup")
    person.wait(lambda: "1 older copy" in words_on(dialog))
    assert holding(data_folder, MARKER) == []
    [fresh] = backup.listed(data_folder / backup.FOLDER)
    assert fresh.reports == 1
    dialog.reject()
    person.wait(lambda: person.window._pages.home._model.rowCount() == 1)
    person.close()
    assert holding(data_folder, MARKER) == []
    with Store.open(data_folder) as store:
        assert sorted(each.report_id for each in store.tombstones()) == sorted(old_drafts)


def test_a_policy_that_cannot_be_used_is_told_and_nothing_can_be_removed(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndraft = 24\n", encoding="utf-8")
    person = open_window(data_folder)
    person.wait(lambda: "retention.draft is not a key" in person.window._notice.told)
    person.window._menus.review_requested.emit()
    problem = person.dialog(ProblemDialog)
    assert "retention.draft" in words_on(problem)
    problem.reject()
    assert person.dialogs(DueDialog) == []


def test_logs_older_than_the_rules_allow_go(
    rules: Path, open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\nlogs = 1\n", encoding="utf-8")
    data_folder.mkdir()
    old, young = data_folder / f"{LOG_NAME}.2", data_folder / LOG_NAME
    for path in (old, young):
        path.write_text("…", encoding="utf-8")
    long_ago = (NOW - timedelta(days=90)).timestamp()
    os.utime(old, (long_ago, long_ago))
    person = open_window(data_folder)
    person.wait(lambda: not old.exists())
    assert young.exists()


def closed_when_looked_after(person: Person) -> None:
    """The bin is looked into once the window is up."""
    with person.qtbot.waitSignal(person.window._reports.upkeep.reading, timeout=20_000):
        pass
    person.close()


def test_the_bin_keeps_as_long_as_it_says(
    rules: Path, open_window: OpenWindow, data_folder: Path
) -> None:
    report = draft("Parks")
    with Store.open(data_folder) as store:
        store.create(report, now=NOW - timedelta(days=60))
        store.discard(report.id, now=NOW - timedelta(days=50))
    rules.write_text("[retention]\nbin_days = 90\n", encoding="utf-8")
    person = open_window(data_folder)
    [binned] = person.window._store.discarded()
    assert (binned.kept_until - NOW).days == 40
    person.close()
    rules.write_text("[retention]\nbin_days = oops\n", encoding="utf-8")
    closed_when_looked_after(open_window(data_folder))
    with Store.open(data_folder) as store:
        assert len(store.discarded()) == 1
    rules.unlink()
    closed_when_looked_after(open_window(data_folder))
    with Store.open(data_folder) as store:
        assert store.discarded() == []


# What the hub received


@pytest.fixture
def old_returns(data_folder: Path, old_drafts: list[str]) -> list[str]:
    """Beside the drafts a return that came years ago, a file that could not be read, a new one."""
    snapshots = []
    with Desk.open(data_folder) as desk:
        for areas, days in (("Museums", 1_000), ("Markets", 1)):
            report = draft(areas, f"{MARKER}.")
            snapshot = freeze(
                report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", "")
            )
            receive(desk, f"PDF of {areas}: {MARKER}", snapshot, days)
            snapshots.append(snapshot.sha256)
        receive(desk, f"garbage: {MARKER}", None, 1_000)
    return snapshots


def receive(desk: Desk, said: str, snapshot: Snapshot | None, days: int) -> None:
    content, at = said.encode(), NOW - timedelta(days=days)
    verdict = Verdict.AS_SUBMITTED if snapshot else Verdict.UNREADABLE
    held = snapshot.sha256 if snapshot else None
    arrival = Arrival(sha256(content).hexdigest(), "notes.bin", "", "", at, verdict, (), held)
    desk.record(arrival, content, snapshot)


def test_what_the_hub_received_is_reviewed_in_the_same_list_and_really_goes(
    rules: Path, old_returns: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndrafts = 24\nreturned = 24\n", encoding="utf-8")
    person = open_window(data_folder)
    person.wait(lambda: "5 reports have been kept" in person.window._notice.told)
    dialog = review(person)
    due_in(person, dialog, 5)
    rows = {dialog._model.index(row, 1).data(): row for row in range(5)}
    assert set(rows) == {"Draft", "At the hub", "At the hub, unread"}
    why = dialog._model.index(rows["At the hub"], 2).data()
    assert why.startswith("Received ")
    assert why.endswith("; what the hub received is kept 24 months.")
    dialog._table.selectRow(rows["At the hub, unread"])
    dialog._reason.setFocus()
    QTest.keyClicks(dialog._reason, "An inquiry")
    QTest.keyClick(dialog._reason, Qt.Key.Key_Return)
    due_in(person, dialog, 4)
    person.click(dialog, "Select all")
    person.click(dialog, "Remove for good…")
    person.click(person.dialog(RemovalQuestion), "Remove for good")
    told = person.dialog(RemovedDialog)
    assert "4 reports were removed for good" in words_on(told)
    told.reject()
    due_in(person, dialog, 0)
    dialog.reject()
    person.close()
    with Desk.open(data_folder) as desk:
        assert [each.sha256 for each in desk.returns()] == old_returns[1:]
        assert [each.sha256 for each in desk.removed()] == old_returns[:1]
        assert len(desk.arrivals()) == 2
        assert f"PDF of Museums: {MARKER}".encode() not in (data_folder / "desk.db").read_bytes()


def test_what_is_removed_at_the_hub_goes_from_the_backups_of_the_desk_as_well(
    rules: Path, old_returns: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\nreturned = 24\n", encoding="utf-8")
    place = data_folder / backup.FOLDER
    with Desk.open(data_folder) as desk:
        desk.back_up(place, now=NOW - timedelta(days=1))
    aside = data_folder / "desk.db.corrupt-20200101T000000Z"
    aside.write_bytes(f"PDF of Museums: {MARKER}".encode())
    person = open_window(data_folder)
    dialog = review(person)
    due_in(person, dialog, 2)
    person.click(dialog, "Select all")
    person.click(dialog, "Remove for good…")
    person.click(person.dialog(RemovalQuestion), "Remove for good")
    told = person.dialog(RemovedDialog)
    assert "2 copies still hold some of it" in told_by(told)
    assert "of the hub’s desk, in" in told_by(told)
    person.click(told, "Make a fresh backup and remove these")
    person.wait(lambda: "2 older copies of what was removed went" in words_on(dialog))
    dialog.reject()
    person.close()
    assert not aside.exists()
    [fresh] = backup.listed(place, DESK)
    assert old_returns[0] not in desk_backup.hashes_in(fresh.path)
    assert holding(data_folder, f"PDF of Museums: {MARKER}") == []


def test_a_desk_that_cannot_be_opened_is_told_in_the_review_and_keeps_no_report_from_it(
    rules: Path, old_returns: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\ndrafts = 24\nreturned = 24\n", encoding="utf-8")
    (data_folder / "desk.db").write_bytes(b"garbage" * 9_000)
    person = open_window(data_folder)
    person.wait(lambda: "3 reports have been kept" in person.window._notice.told)
    dialog = review(person)
    due_in(person, dialog, 3)
    person.wait(lambda: "What the hub received is not among these" in words_on(dialog))
    person.click(dialog, "Select all")
    person.click(dialog, "Remove for good…")
    person.click(person.dialog(RemovalQuestion), "Remove for good")
    assert "3 reports were removed for good" in words_on(person.dialog(RemovedDialog))
    person.dialog(RemovedDialog).reject()
    dialog.reject()


def test_where_one_version_would_stay_nothing_goes_from_the_desk_and_it_is_said(
    rules: Path, open_window: OpenWindow, data_folder: Path
) -> None:
    rules.write_text("[retention]\nreturned = 24\n", encoding="utf-8")
    first = draft("Museums")
    again = replace(first, id=new_id())
    with Desk.open(data_folder) as desk:
        for report, version in ((first, 1), (again, 2)):
            lineage = (version, first.id if version == 2 else None, "A slip" * (version - 1))
            snapshot = freeze(
                report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", ""),
                version=lineage[0], supersedes=lineage[1], correction=lineage[2],
            )  # fmt: skip
            receive(desk, f"PDF {version}", snapshot, 1_000 - version)
    person = open_window(data_folder)
    dialog = review(person)
    due_in(person, dialog, 2)
    [second] = [row for row in range(2) if "version 2" in dialog._model.index(row, 0).data()]
    dialog._table.selectRow(second)
    person.click(dialog, "Remove for good…")
    person.click(person.dialog(RemovalQuestion), "Remove for good")
    told = person.dialog(RemovedDialog)
    assert "Version 1 of the return of “Museums” is still kept" in told_by(told)
    told.reject()
    due_in(person, dialog, 2)
    dialog.reject()


# The clock


@pytest.mark.parametrize(
    ("ahead", "is_told"), [(timedelta(hours=23), False), (timedelta(hours=25), True)]
)
def test_a_clock_far_behind_the_last_change_is_told_above_the_page(
    open_window: OpenWindow, data_folder: Path, ahead: timedelta, is_told: bool
) -> None:
    """T1: set back, or 1970: told, and what is saved next still counts as the later."""
    with Store.open(data_folder) as store:
        store.create(draft("Parks"), now=datetime.now(UTC) + ahead)
    person = open_window(data_folder)
    # Looked for once the author has the reports, behind the dictionary.
    person.wait(lambda: person.window._spelling.is_ready)
    person.window._background.settle()
    assert ("Set the clock right" in person.window._notice.told) is is_told
    report_id = person.begin_report()
    person.write("Opened on time.")
    person.close()
    with Store.open(data_folder) as store:
        first, second = store.summaries()
        assert first.id == report_id
        assert first.revision > second.revision
        assert first.edited_at < second.edited_at


# Check my data


def check(person: Person) -> DataCheckDialog:
    person.window._menus.data_check_requested.emit()
    return person.dialog(DataCheckDialog)


def test_all_is_well_and_the_counts_say_what_was_looked_at(
    old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    person = open_window(data_folder)
    dialog = check(person)
    said = words_on(dialog) + told_by(dialog)
    assert "Everything is as it must be" in said
    assert "4 reports, 0 submissions" in said
    assert "hub" not in said
    dialog.reject()


def damage(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_what_was_put_right_is_told_and_the_second_run_is_clean(
    old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    damage(data_folder, f"INSERT INTO header VALUES ('{'0' * 32}', 'author', 'Nobody')")
    person = open_window(data_folder)
    dialog = check(person)
    assert "has been put right" in words_on(dialog)
    assert "belonged to no report" in told_by(dialog)
    person.click(dialog, "Check again")
    person.wait(lambda: person.dialogs(DataCheckDialog) not in ([], [dialog]))
    [second] = person.dialogs(DataCheckDialog)
    assert "Everything is as it must be" in words_on(second)
    second.reject()


def test_what_cannot_be_put_right_leads_to_the_backups(
    old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    damage(data_folder, "UPDATE header SET typed = 'Altered' WHERE field_id = 'service_areas'")
    person = open_window(data_folder)
    dialog = check(person)
    assert "4 things need you" in words_on(dialog)
    person.click(dialog, "Backups")
    backups = person.dialog(BackupsDialog)
    backups.reject()


def test_a_check_that_is_stopped_tells_nothing_and_changes_nothing(
    old_drafts: list[str], open_window: OpenWindow, data_folder: Path
) -> None:
    person = open_window(data_folder)
    person.window._menus.data_check_requested.emit()
    from ui.process.background import Task

    for task in person.window._background.findChildren(Task):
        task.cancel()
    person.wait(lambda: not person.window._housekeeping._checking._is_checking)
    assert person.dialogs(ProblemDialog) == []


# A file for support


def support_file(person: Person, path: Path) -> dict[str, str]:
    person.window._housekeeping._support.save(path)
    person.dialog(SupportSavedDialog).reject()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_the_file_for_support_has_the_facts_and_says_what_is_left_out(
    rules: Path, old_drafts: list[str], open_window: OpenWindow, data_folder: Path, tmp_path: Path
) -> None:
    address = "hub@council.example"
    settings.save(Settings(hub_address=address, author="Robin Hale", due_days=3), data_folder)
    person = open_window(data_folder)
    held = support_file(person, tmp_path / "out" / "support.zip")
    facts = json.loads(held["facts.json"])
    assert facts["reports"] == {
        f"draft, form {edition.newest().id}": 4, "in the bin": 0, "removed for good": 0
    }  # fmt: skip
    assert (facts["settings"]["hub_address"], facts["settings"]["due_days"]) == ("filled in", 3)
    assert facts["settings"]["desk_address"] == "as it comes"
    assert facts["parts"]["SQLAlchemy"].startswith("2.")
    assert facts["storage"]["kinds"]["backups"]["files"] == 1
    assert "It does not hold:" in held["read me.txt"]
    everything = "".join(held.values())
    assert address not in everything
    assert "Robin" not in everything


def test_no_word_anybody_typed_is_in_the_log_or_in_the_file_for_support(
    open_window: OpenWindow, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P6 and the log: markers in every place, and a fault in every slot that has them at hand."""
    markers = [f"Quarrendon{place}" for place in range(8)]
    text, title, service, author, searched, named, word, hub = markers
    home = tmp_path / "home" / "jane.marker"
    monkeypatch.setenv("HOME", str(home))
    settings.save(Settings(hub_name=hub, author=author, service_areas=service), data_folder)
    (data_folder / "words.txt").write_text(word, encoding="utf-8")
    arrived = tmp_path / f"{named}.txt"
    arrived.write_text(f"{title}\n\nNEW GUIDANCE AND IMPACT\n{text}\n", encoding="utf-8")
    person = open_window(data_folder)
    window = person.window
    with FaultWatch(window, data_folder):
        person.begin_report()
        person.write(text)
        person.wait(lambda: person.editor.all_saved)

        def fault(*values: object, **named_values: object) -> None:
            held = {text: markers}
            raise ValueError(f"{held} {values} {named_values}") from KeyError(text)

        report_id = person.editor.report.id
        slots: list[tuple[object, str, Callable[[], object]]] = [
            (window._store, "save", lambda: person.write(f" {text}")),
            (window._store, "load", partial(window._reports.shelf.open, report_id)),
            (window._store, "search", lambda: window._store.search(searched)),
            (window._store, "history", partial(window._reports.looking_back.show, report_id)),
            (window._store, "check", window._menus.data_check_requested.emit),
            (window._store, "due", window._menus.review_requested.emit),
            (window._reports.shelf, "create", partial(window._acts.new, "2021-01")),
            (window._pages, "leave", partial(window._import, [str(arrived)])),
        ]
        for owner, name, act in slots:
            with monkeypatch.context() as broken:
                broken.setattr(owner, name, fault)
                with pytest.MonkeyPatch.context():
                    try:
                        act()
                    except ValueError as error:
                        window._background.run(
                            partial(raise_again, error), lambda _done: None, window._on_failed
                        )
                QTest.qWait(50)
                window._background.settle()
            for dialog in person.dialogs(ProblemDialog):
                dialog.reject()
        window._import([str(arrived)])
        QTest.qWait(50)
        window._background.settle()
        person.wait(lambda: (data_folder / LOG_NAME).exists())
        held = support_file(person, tmp_path / "support.zip")
        for dialog in person.dialogs(ProblemDialog):
            dialog.reject()
        person.wait(lambda: person.window._pages.editor is None or person.editor.all_saved)
    log = (data_folder / LOG_NAME).read_text(encoding="utf-8")
    assert log.count("ValueError") >= 6
    assert LOG_NAME in held
    for told in (log, *held.values()):
        for marker in (*markers, "jane.marker"):
            assert marker.lower() not in told.lower()


def raise_again(error: BaseException) -> None:
    raise error


def test_a_place_that_cannot_be_written_is_told(
    open_window: OpenWindow, data_folder: Path, tmp_path: Path
) -> None:
    person = open_window(data_folder)
    (tmp_path / "a file").touch()
    person.window._housekeeping._support.save(tmp_path / "a file" / "support.zip")
    assert "could not be written" in words_on(person.dialog(ProblemDialog))
    person.dialog(ProblemDialog).reject()
