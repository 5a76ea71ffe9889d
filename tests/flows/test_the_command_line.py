"""What scripts and the hub do with the program: real processes, real files, the real reports."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from openpyxl import load_workbook

from highlight_desktop.outbox.documents import Kind
from highlight_desktop.report import edition
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.text import words
from highlight_desktop.store.reports import Store

pytestmark = pytest.mark.flow

REPOSITORY = Path(__file__).parents[2]
PLACES = {"2020-05": 6, "2020-06": 7, "2021-01": 10}


def start(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as people do, where the system's own encoding is ASCII."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**kept, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return subprocess.run(
        [sys.executable, "-m", "highlight_desktop", *map(os.fspath, arguments)],
        cwd=REPOSITORY,
        env=environment,
        **{"capture_output": True, "timeout": 120, "check": False, **options},
    )


def value_of(done: subprocess.CompletedProcess[bytes]) -> object:
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return json.loads(done.stdout)


def one_line_of_trouble(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (2, b""), said
    assert said.count("\n") == 1
    assert said.endswith(".\n")
    assert "Traceback" not in said
    return said


@pytest.fixture(scope="module")
def desk(samples, tmp_path_factory):
    """A data folder with the three real reports in it, and what was said of their import."""
    data = tmp_path_factory.mktemp("desk of a report’s author")
    return data, value_of(start("--data", data, "import", "--json", *samples))


@pytest.fixture(scope="module", params=range(3), ids=list(PLACES))
def story(desk, samples, request):
    """One real report: its data folder, its text, what its import said and what `show` says."""
    data, imported = desk
    taken = imported[request.param]
    shown = value_of(start("--data", data, "show", taken["report"], "--json"))
    text = re.sub(r"</?ul[^>]*>", " ", samples[request.param].read_text(encoding="utf-8"))
    return data, text, taken, shown


@pytest.fixture(scope="module")
def sent(story, tmp_path_factory):
    """The three files of one real report, by the ends of their names."""
    data, _, taken, _ = story
    folder = tmp_path_factory.mktemp("out") / "to the hub"
    done = start("--data", data, "submit", taken["report"][:12], "--to", folder)
    assert done.returncode == 0, done.stderr.decode()
    paths = [Path(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert sorted(paths) == sorted(folder.iterdir())
    return {path.suffix: path for path in paths}


def counted(texts: list[str]) -> Counter[str]:
    """The words of texts, however they are set: a label may be given a colon, a date brackets."""
    return Counter(word.casefold().rstrip(":)") for text in texts for word in words(text))


def texts_of(shown: dict) -> list[str]:
    """Everything the author wrote, as `show` gives it."""
    header = shown["header"]
    fields = [header["service_areas"], header["author"], header["local_authority"] or ""]
    prose = [block for one in shown["sections"] for block in one["prose"]]
    return [*fields, header["period"]["typed"], *(block["text"] for block in prose)]


def words_of_the_form(form: Edition) -> set[str]:
    """The words that titles, labels, headings and answers without text are made of."""
    fields = [text for field in form.header for text in (field.label, *field.aliases)]
    headings = [text for one in form.sections for text in (one.heading, *one.aliases)]
    parts = [part.heading for part in form.parts]
    return set(counted([form.title, *fields, *headings, *parts, "No change"]))


def test_a_real_report_comes_in_whole(story):
    _, text, taken, shown = story
    assert taken["words_read"] == taken["words_kept"] == len(words(text))
    assert len(shown["sections"]) == PLACES[taken["edition"]]
    form = edition.find(taken["edition"])
    assert [one["id"] for one in shown["sections"]] == [one.id for one in form.sections]
    nil = [one for one in shown["sections"] if one["answer"] == "no_change"]
    assert len(nil) == (2 if taken["edition"] == "2020-06" else 0)
    assert shown["header"]["period"]["start"]
    assert "unplaced" not in shown


def test_every_word_of_a_real_report_is_shown_exactly_once(story):
    _, text, taken, shown = story
    source, kept = counted([text]), counted(texts_of(shown))
    assert not kept - source
    form = words_of_the_form(edition.find(taken["edition"]))
    assert set(source - kept) <= form | {"postive"}


def test_a_real_report_leaves_as_a_pdf_with_every_word(story, sent):
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    *_, shown = story
    done = subprocess.run(
        [tool, "-enc", "UTF-8", sent[".pdf"], "-"], capture_output=True, check=True
    )
    printed = counted([done.stdout.decode("utf-8")])
    assert not counted(texts_of(shown)) - printed


def test_a_real_report_leaves_as_a_workbook_with_every_word(story, sent):
    *_, shown = story
    cells = [
        cell
        for sheet in load_workbook(sent[".xlsx"])
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]
    assert not counted(texts_of(shown)) - counted(cells)


def test_a_real_report_leaves_as_an_email_draft_that_holds_both_files(sent):
    message = BytesParser(policy=policy.default).parsebytes(sent[".eml"].read_bytes())
    assert message["X-Unsent"] == "1"
    attached = {one.get_filename(): one.get_content() for one in message.iter_attachments()}
    assert attached == {
        sent[suffix].name: sent[suffix].read_bytes() for suffix in (".pdf", ".xlsx")
    }


def test_a_submitted_report_is_exported_again_byte_for_byte(story, sent, tmp_path):
    data, _, taken, _ = story
    done = start("--data", data, "export", taken["report"], "--to", tmp_path, "--pdf", "--email")
    assert done.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {sent[".pdf"].name, sent[".eml"].name}
    assert (tmp_path / sent[".pdf"].name).read_bytes() == sent[".pdf"].read_bytes()


def test_a_submitted_report_stays_as_it_is(story, sent):
    data, _, taken, _ = story
    said = one_line_of_trouble(start("--data", data, "submit", taken["report"], "--to", data))
    assert "has been submitted" in said
    shown = value_of(start("--data", data, "show", taken["report"], "--json"))
    assert (shown["state"], len(shown["sha256"])) == ("submitted", 64)


def test_a_demonstration_needs_nothing_but_a_folder_and_can_be_given_twice(tmp_path):
    folder = tmp_path / "out folder"
    for number in (1, 2):
        done = start("demo", "--to", folder)
        assert done.returncode == 0, done.stderr.decode()
        files = [path for path in folder.iterdir() if path.is_file()]
        assert sorted(path.suffix for path in files) == sorted(
            [kind.suffix for kind in Kind] * number
        )
        assert set(done.stdout.decode().splitlines()[-len(Kind) :]) <= set(map(str, files))
    listed = value_of(start("--data", folder / "data", "list", "--json"))
    assert [one["state"] for one in listed] == ["submitted", "submitted"]


def test_everything_the_program_needs_works_here(tmp_path):
    done = start("--data", tmp_path, "self-test")
    assert done.returncode == 0, done.stdout.decode()
    assert all(line.startswith("ok  ") for line in done.stdout.decode().splitlines())
    assert list(tmp_path.iterdir()) == []


def test_a_script_finds_the_reports_busy_while_the_window_has_them(tmp_path):
    with Store.open(tmp_path):
        for arguments in (["list"], ["show", "ab", "--json"], ["submit", "ab", "--to", tmp_path]):
            said = one_line_of_trouble(start("--data", tmp_path, *arguments))
            assert "Close it and try again." in said


@pytest.fixture
def unread():
    """A pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.mark.parametrize("arguments", [["editions", "--json"], ["--help"], ["list", "--help"]])
def test_a_reader_that_stops_listening_is_told_in_one_line(unread, arguments):
    done = start(*arguments, capture_output=False, stdout=unread, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"The output was cut short, because nobody reads it any more.\n"


def test_a_command_nobody_listens_to_at_all_still_ends_in_order(unread):
    for arguments in (["editions"], ["period", "soon"], ["nonsense"], ["--help"]):
        done = start(*arguments, capture_output=False, stdout=unread, stderr=unread)
        assert done.returncode == (1 if arguments[0] == "period" else 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_below_the_output_is_told_in_one_line():
    with Path("/dev/full").open("wb") as full:
        done = start("editions", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"the disk is full" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
def test_arguments_that_are_no_text_are_told_of_and_used_all_the_same(tmp_path):
    done = start("period", b"8 to \xff June 2020", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["typed"] == "8 to \ufffd June 2020"
    path = os.fsencode(tmp_path) + b"/parks \xff.txt"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("SERVICE AREAS:\tParks\n\nRECOVERY ACTIVITY\n\nThe bandstand is open again.\n")
    done = start("--data", tmp_path / "data", "import", path, "--json")
    assert [one["words_kept"] for one in value_of(done)] == [10]


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (["period", "8 to 21 June 2020"], {"sqlalchemy", "reportlab", "openpyxl"}),
        (["editions", "--json"], {"sqlalchemy", "reportlab", "openpyxl"}),
        (["list"], {"reportlab", "openpyxl"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_no_more_than_it_needs(tmp_path, arguments, left_out):
    code = (
        "import sys; from highlight_desktop import commands;"
        f"code = commands.run(commands.parse(['--data', {str(tmp_path)!r}, *{arguments!r}]));"
        f"loaded = {left_out!r} & set(sys.modules);"
        "sys.exit(f'loaded: {loaded}' if loaded else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
