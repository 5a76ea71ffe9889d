"""The command that judges documents, and importing what they carry."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook


@pytest.fixture
def documents(desk, report_file, tmp_path):
    """The PDF and the workbook of a submitted report, and its id."""
    draft = desk("import", report_file).out.partition(": report ")[2][:8]
    desk("submit", draft, "--to", tmp_path / "out")
    [found] = json.loads(desk("list", "--json").out)
    paths = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    return paths[".pdf"], paths[".xlsx"], found["id"]


@pytest.fixture
def altered(documents, tmp_path) -> Path:
    """The workbook with one word changed."""
    path = tmp_path / "altered.xlsx"
    with ZipFile(documents[1]) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            is_sections = name == "xl/worksheets/sheet2.xml"
            target.writestr(
                name, part.replace(b">paragraph<", b">bullet<", 1) if is_sections else part
            )
    return path


@pytest.fixture
def foreign(tmp_path) -> Path:
    path = tmp_path / "budget.xlsx"
    Workbook().save(path)
    return path


def test_what_was_submitted_is_a_yes(desk, documents):
    said = desk("verify", *documents[:2])
    assert (said.code, said.err) == (0, "")
    for line, path in zip(said.out.splitlines(), documents[:2], strict=True):
        assert line == f"{path}: as submitted (report {documents[2]}, version 1)"


def test_one_altered_word_is_a_no_and_is_named(desk, documents, altered):
    said = desk("verify", documents[1], altered)
    assert (said.code, said.err) == (1, "")
    _, verdict, where = said.out.splitlines()
    assert verdict == f"{altered}: altered after submission (report {documents[2]}, version 1)"
    assert where.startswith("  Sections, row ")
    assert where.endswith(", Kind: was “paragraph”, is “bullet”.")


def test_the_worst_of_several_decides(desk, documents, altered, foreign, report_file):
    assert desk("verify", documents[1], altered, foreign).code == 2
    assert desk("verify", foreign, altered).code == 2
    said = desk("verify", report_file)
    assert said.code == 2
    assert "not one of ours" in said.out
    assert "neither a PDF nor a workbook" in said.out


def test_its_json_has_everything(desk, documents, altered, foreign):
    said = desk("verify", altered, foreign, "--json")
    assert (said.code, said.err) == (2, "")
    first, second = json.loads(said.out)
    [shown] = [json.loads(desk("show", documents[2], "--json").out)]
    assert list(first) == [
        *("file", "verdict", "report", "version", "submitted_at", "sha256"),
        *("differences", "notes"),
    ]
    assert (first["file"], first["verdict"]) == (str(altered), "altered")
    assert (first["report"], first["sha256"]) == (documents[2], shown["sha256"])
    [difference] = first["differences"]
    assert list(difference) == ["place", "alteration", "column", "was", "now"]
    assert (difference["was"], difference["now"]) == ("paragraph", "bullet")
    assert (second["verdict"], second["report"], second["sha256"]) == ("not_ours", None, None)


def test_a_file_that_cannot_be_read_is_a_line_of_trouble(desk, documents, tmp_path):
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7\nhalf")
    said = desk("verify", tmp_path / "half.pdf", tmp_path / "absent.pdf", documents[1], "--json")
    assert said.code == 2
    assert [one["file"] for one in json.loads(said.out)] == [str(documents[1])]
    half, absent = said.err.splitlines()
    assert "half.pdf" in half
    assert "absent.pdf" in absent


@pytest.mark.parametrize("which", [0, 1])
def test_an_imported_document_is_the_same_report_elsewhere(desk, documents, tmp_path, which):
    here = desk("show", documents[2], "--json").out
    elsewhere = ("--data", tmp_path / "elsewhere")
    said = desk(*elsewhere, "import", documents[which], "--json")
    assert (said.code, said.err) == (0, "")
    [value] = json.loads(said.out)
    assert list(value) == ["file", "report", "edition", "words_read", "words_kept", "notes"]
    assert value["report"] == documents[2]
    assert value["words_read"] == value["words_kept"] > 0
    assert desk(*elsewhere, "show", documents[2], "--json").out == here
    desk(*elsewhere, "export", documents[2], "--to", tmp_path / "again")
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()
    again = json.loads(desk(*elsewhere, "import", documents[1 - which], "--json").out)
    assert again[0]["notes"] == ["This report was here already; nothing was changed."]
