"""The commands that write documents: submit and export; the demonstration is a flow."""

from email import message_from_bytes
from email.policy import SMTP

import pytest

from highlight_desktop import settings
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.settings import Settings


@pytest.fixture
def draft(desk, report_file):
    """The beginning of the id of a draft that is ready."""
    return desk("import", report_file).out.partition(": report ")[2][:8]


def test_submitting_names_the_files_it_wrote_a_line_each(desk, draft, tmp_path):
    said = desk("submit", draft, "--to", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    assert sorted(said.out.splitlines()) == sorted(
        str(path) for path in (tmp_path / "out").iterdir()
    )
    assert len(said.out.splitlines()) == len(Kind)


def test_the_draft_is_addressed_to_the_hub_of_the_settings(desk, draft, tmp_path):
    settings.save(Settings("Hub of Östervale", "hub@ostervale.example"), tmp_path / "data")
    desk("submit", draft, "--to", tmp_path / "out")
    (email,) = (tmp_path / "out").glob("*.eml")
    assert b"hub@ostervale.example" in email.read_bytes()


def test_a_report_that_is_not_ready_is_a_no_with_what_is_missing(desk, tmp_path):
    stray = tmp_path / "stray.txt"
    stray.write_text("RECOVERY ACTIVITY\n\nThe bandstand is open again.\n", encoding="utf-8")
    draft = desk("import", stray, "--edition", "2020-06").out.partition(": report ")[2][:8]
    said = desk("submit", draft, "--to", tmp_path / "out")
    assert (said.code, said.out) == (1, "")
    assert "Fill in “Report author”." in said.err.splitlines()
    assert len(said.err.splitlines()) == 3 + 6
    assert not (tmp_path / "out").exists()
    assert '"state": "draft"' in desk("show", draft, "--json").out


@pytest.mark.parametrize("command", ["submit", "export"])
def test_an_unknown_id_cannot_be_sent(desk, draft, tmp_path, command):
    said = desk(command, "zz", "--to", tmp_path / "out").one_line_of_trouble()
    assert "There is no report with the id “zz”." in said


def test_a_draft_cannot_be_exported(desk, draft, tmp_path):
    said = desk("export", draft, "--to", tmp_path / "out").one_line_of_trouble()
    assert "has not been submitted yet" in said


def test_a_folder_that_is_a_file_keeps_the_report_a_draft(desk, draft, tmp_path, report_file):
    desk("submit", draft, "--to", report_file).one_line_of_trouble()
    assert '"state": "draft"' in desk("show", draft, "--json").out


@pytest.mark.parametrize(
    ("options", "suffixes"),
    [
        ([], sorted(kind.suffix for kind in Kind)),
        (["--pdf"], [".pdf"]),
        (["--email", "--workbook"], [".eml", ".xlsx"]),
    ],
)
def test_export_writes_what_is_named_and_otherwise_everything(
    desk, draft, tmp_path, options, suffixes
):
    desk("submit", draft, "--to", tmp_path / "first")
    said = desk("export", draft, "--to", tmp_path / "again", *options)
    assert (said.code, said.err) == (0, "")
    written = sorted((tmp_path / "again").iterdir())
    assert sorted(path.suffix for path in written) == suffixes
    assert sorted(said.out.splitlines()) == sorted(map(str, written))
    for path in written:
        assert path.read_bytes() == (tmp_path / "first" / path.name).read_bytes()


def test_damaged_settings_stop_a_submission_before_it_begins(desk, draft, tmp_path):
    (tmp_path / "data" / "settings.json").write_text("{", encoding="utf-8")
    said = desk("submit", draft, "--to", tmp_path / "out").one_line_of_trouble()
    assert "The settings in" in said


def test_a_page_on_what_changed_is_made_where_the_settings_ask_for_it(desk, draft, tmp_path):
    settings.save(Settings(what_changed=True), tmp_path / "data")
    first = desk("submit", draft, "--to", tmp_path / "out")
    assert first.err == (
        "There is no page on what changed since the last report."
        " These services have submitted no report before this one.\n"
    )
    later = tmp_path / "later.txt"
    text = (tmp_path / "parks.txt").read_text(encoding="utf-8")
    later.write_text(text.replace("8-21 June", "22-28 June").replace("lent 7", "lent 9"), "utf-8")
    second = desk("import", later).out.partition(": report ")[2][:8]
    said = desk("submit", second, "--to", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    (email,) = (tmp_path / "out").glob(f"*{second}.eml")
    body = message_from_bytes(email.read_bytes(), policy=SMTP).get_body(("plain",))
    assert "its last page says what changed" in body.get_content()
    desk("export", second, "--to", tmp_path / "again", "--email")
    (again,) = (tmp_path / "again").iterdir()
    assert again.read_bytes() == email.read_bytes()
