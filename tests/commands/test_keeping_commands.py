"""The commands about copies of all reports: backup, backups, restore."""

import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256

from highlight_desktop import settings
from highlight_desktop.settings import Settings
from highlight_desktop.store.backup import FOLDER
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.desk import Arrival, Desk, Verdict

NOW = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)


def test_a_backup_made_by_hand_is_listed_and_can_be_put_back(desk, report_file, tmp_path):
    report = json.loads(desk("import", report_file, "--json").out)[0]["report"]
    assert desk("backup").code == 0
    (listed,) = json.loads(desk("backups", "--json").out)
    assert list(listed) == ["file", "made_at", "reports", "fault", "identity"]
    assert (listed["reports"], listed["fault"]) == (1, None)
    desk("import", report_file)

    said = desk("restore", listed["file"])

    assert said.code == 0
    assert "The backup is in place: 1 report." in said.out
    assert "is kept as" in said.out
    assert [one["id"] for one in json.loads(desk("list", "--json").out)] == [report]
    assert len(json.loads(desk("backups", "--json").out)) == 2


def test_a_backup_can_be_made_in_a_folder_of_ones_choice(desk, report_file, tmp_path):
    desk("import", report_file)

    said = desk("backup", "--to", tmp_path / "Documents")

    (made,) = (tmp_path / "Documents").iterdir()
    assert said.out == f"{made}: 1 report, read back and whole\n"
    assert desk("backups").out == "There are no backups yet.\n"


def test_a_backup_is_restored_by_the_name_the_list_shows(desk, report_file, tmp_path):
    desk("import", report_file)
    desk("backup")
    name = desk("backups").out.split()[0]

    assert desk("restore", name).code == 0


def test_a_damaged_database_comes_back_from_its_backup(desk, report_file, tmp_path):
    report = json.loads(desk("import", report_file, "--json").out)[0]["report"]
    desk("backup")
    (tmp_path / "data" / FILE_NAME).write_bytes(b"rubbish")
    assert desk("list").code == 2

    name = desk("backups").out.split()[0]
    assert desk("restore", name).code == 0

    assert desk("show", report).code == 0
    (kept,) = (tmp_path / "data").glob("*.corrupt-*")
    assert kept.read_bytes() == b"rubbish"


def test_a_damaged_backup_is_told_in_the_list_and_refused(desk, report_file, tmp_path):
    desk("import", report_file)
    desk("backup")
    (made,) = (tmp_path / "data" / FOLDER).iterdir()
    made.write_bytes(made.read_bytes()[:9000])

    (listed,) = json.loads(desk("backups", "--json").out)
    assert listed["fault"]

    said = desk("restore", made).one_line_of_trouble()
    assert "Nothing was changed" in said
    assert len(json.loads(desk("list", "--json").out)) == 1


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(desk, report_file, tmp_path):
    desk("restore", tmp_path / "nothing here.db").one_line_of_trouble()
    desk("restore", report_file).one_line_of_trouble()


def test_reports_are_moved_to_another_computer_by_a_backup(desk, report_file, tmp_path):
    desk("import", report_file)
    desk("backup", "--to", tmp_path / "stick")
    shutil.rmtree(tmp_path / "data")

    (made,) = (tmp_path / "stick").iterdir()
    said = desk("restore", made)

    assert said.out == "The backup is in place: 1 report.\n"


def test_backups_in_the_folder_that_settings_name_are_listed_and_restored_too(
    desk, report_file, tmp_path
):
    desk("import", report_file)
    second = tmp_path / "OneDrive"
    desk("backup", "--to", second)
    settings.save(Settings(backup_folder=str(second)), tmp_path / "data")
    (made,) = second.iterdir()

    (listed,) = json.loads(desk("backups", "--json").out)
    assert listed["file"] == str(made)
    assert desk("restore", made.name).code == 0

    (tmp_path / "data" / settings.FILE_NAME).write_text("{half a")
    assert json.loads(desk("backups", "--json").out)


def test_a_backup_of_another_computer_is_said_to_be_one(desk, call, report_file, tmp_path):
    desk("import", report_file)
    desk("backup")
    call("--data", tmp_path / "other", "import", report_file)
    call("--data", tmp_path / "other", "backup", "--to", tmp_path / "data" / FOLDER)
    lines = desk("backups").out.splitlines()
    assert len([line for line in lines if "of another computer" in line]) == 1
    assert len(lines) == 2


def receive(data, content):
    """A file without a report comes in at the hub's desk of a data folder."""
    came = Arrival(
        sha256(content).hexdigest(), "notes.pdf", "", "", NOW, Verdict.UNREADABLE, (), None
    )
    with Desk.open(data) as there:
        there.record(came, content, None)


def test_the_hubs_desk_is_backed_up_listed_and_put_back_by_the_same_commands(
    desk, report_file, tmp_path
):
    desk("import", report_file)
    receive(tmp_path / "data", b"first")
    said = desk("backup")
    assert (said.code, said.out.count("read back and whole")) == (0, 2)
    assert "the hub’s desk, 1 file with 0 returns, read back and whole" in said.out

    listed = json.loads(desk("backups", "--json").out)
    [kept] = [each for each in listed if "files" in each]
    assert (kept["files"], kept["reports"], kept["fault"]) == (1, 0, None)
    assert "the hub’s desk, 1 file with 0 returns: whole" in desk("backups").out

    receive(tmp_path / "data", b"second")
    said = desk("restore", kept["file"])
    assert said.code == 0
    assert "The backup is in place: the hub’s desk, 1 file with 0 returns." in said.out
    assert "is kept as" in said.out
    with Desk.open(tmp_path / "data") as there:
        assert len(there.arrivals()) == 1
    assert len(json.loads(desk("list", "--json").out)) == 1


def test_a_damaged_or_misnamed_backup_of_the_desk_is_told_in_the_list(desk, tmp_path):
    receive(tmp_path / "data", b"first")
    desk("backup")
    [made] = (tmp_path / "data" / FOLDER).glob("highlight-desk-*")
    made.rename(made.with_name(made.name.replace("-0-1-", "-0-7-")))
    [misnamed] = [each for each in json.loads(desk("backups", "--json").out) if "files" in each]
    assert misnamed["fault"] == "It holds the hub’s desk, 1 file with 0 returns."
    [made] = (tmp_path / "data" / FOLDER).glob("highlight-desk-*")
    made.write_bytes(made.read_bytes()[:9000])
    assert "Nothing was changed" in desk("restore", made.name).one_line_of_trouble()
