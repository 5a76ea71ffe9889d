"""Files nobody here wrote are judged before they are read."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine.arrival import (
    LIMIT_BYTES,
    TEXT_LIMIT_BYTES,
    arrive,
    arrive_as,
    shown,
)
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.letters import decode
from highlight_desktop.inbox.quarantine.letters import read_text as letters_of
from highlight_desktop.report.text import gate


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    arrival = arrive(path)
    assert arrival.kind is Kind.TEXT
    return letters_of(arrival.content, arrival.name)


def kept(folder: Path, content: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_marked_unicode_file_is_read(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    written = "Siân’s café – £5 for ŵ ŷ 🙂"
    assert read_text(kept(tmp_path, mark + written.encode(encoding))) == (written, ())


def test_windows_letters_are_read_and_the_guess_is_told(tmp_path: Path) -> None:
    text, notes = read_text(kept(tmp_path, "Siân’s café – £5".encode("cp1252") + b" \x81 end"))
    assert gate(text).text == "Siân’s café – £5  end"
    assert "Windows-1252" in notes[0]


def test_a_few_damaged_letters_do_not_spoil_the_others(tmp_path: Path) -> None:
    text, notes = read_text(kept(tmp_path, "Siân, ŵ, ŷ and £5 ".encode() + b"\xff end"))
    assert text == "Siân, ŵ, ŷ and £5 \ufffd end"
    assert "UTF-8" in notes[0]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Siân".encode() + b" \xff", "UTF-8"),
        (b"Si\xe2n", "Windows-1252"),
        ("ŵ".encode() + b" \xe2 \xe9 end", "Windows-1252"),
        ("ŵ ŷ".encode() + b" \xe2 \xe9 end", "UTF-8"),
    ],
)
def test_as_many_whole_letters_as_damaged_ones_make_it_utf_8(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    _, (note,) = read_text(kept(tmp_path, content))
    assert ("Windows-1252" in note) is (encoding == "Windows-1252")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_damage_is_told_with_the_encoding_that_the_mark_says(tmp_path: Path, encoding: str) -> None:
    content = "Siân".encode(encoding)
    text, (note,) = read_text(kept(tmp_path, content + b"\xff\xd8\xff"))
    assert text.startswith("Siân")
    assert f" {encoding.removesuffix('-sig').upper()} and" in note


@pytest.mark.parametrize(("letters", "is_text"), [(19, True), (18, False)])
def test_one_control_character_in_twenty_is_still_text(
    tmp_path: Path, letters: int, is_text: bool
) -> None:
    path = kept(tmp_path, b"a" * letters + b"\x01")
    if is_text:
        assert read_text(path)[0].startswith("aaa")
    else:
        with pytest.raises(ImportRefusedError, match="not plain text"):
            read_text(path)


def test_no_letter_of_a_name_that_is_shown_turns_the_direction_of_writing() -> None:
    turning = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert shown(f"a{turning}b.docx") == "“ab.docx”"
    assert shown("Parks\u2010north.docx") == "“Parks\u2010north.docx”"
    assert shown("x" * 120) == f"“{'x' * 120}”"
    assert shown("x" * 121) == f"“{'x' * 120}…”"


def test_what_ends_in_a_log_says_nothing_of_what_is_in_a_file() -> None:
    assert "museum" not in repr(arrive_as("a.txt", b"The museum reopened."))


def test_a_lone_surrogate_is_let_through_for_the_gate_to_show(tmp_path: Path) -> None:
    content = "half \ud800 and ŵ".encode("utf-8", "surrogatepass")
    assert read_text(kept(tmp_path, content))[0] == "half \ud800 and ŵ"


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return COMPOUND + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "what", "remedy"),
    [
        ("a.doc", stream("WordDocument"), "an older Word document", "save it as a Word document"),
        ("a.xls", stream("Workbook"), "an older Excel workbook", "as a workbook (.xlsx)"),
        ("a.ppt", stream("PowerPoint Document"), "a presentation", "save it as plain text"),
        ("a.docx", stream("EncryptedPackage"), "protected with a password", "remove the password"),
        ("a.msg", stream("__substg1.0_0037001F"), "by Outlook", "save the report attached"),
        ("a.bin", COMPOUND, "an older Office file", "save it as a Word document"),
        ("a.rtf", b"{\\rtf1 text", "a Rich Text document", "save it as a Word document"),
        ("a.html", b"<!DOCTYPE html><p>", "a web page", "save it as plain text"),
        ("a.txt", b"\xef\xbb\xbf<html><p>", "a web page", "save it as plain text"),
        ("a.fodt", b"<?xml version='1.0'?><office/>", "an XML file", "save it as a Word document"),
        ("a.html", b"Only words", "a web page", "save it as plain text"),
        ("a.csv", b"a,b", "a table", "save it as plain text"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture", "Type the text"),
        ("a.txt", b"GIF89a", "a picture", "Type the text"),
        ("a.tar.gz", b"\x1f\x8b\x08", "an archive", "Take the report out of it"),
        ("a.txt", b"SQLite format 3\x00", "a database", "Choose the file"),
        ("a.docx", b"MZ\x90\x00", "a program", "Choose the file"),
    ],
)
def test_other_kinds_are_refused_by_what_they_hold_with_the_next_step(name, content, what, remedy):
    with pytest.raises(ImportRefusedError) as refused:
        arrive_as(name, content)
    assert refused.value.message == f"“{name}” is {refused.value.message.partition(' is ')[2]}"
    assert what in refused.value.message
    assert remedy in refused.value.remedy


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\n%PDF-1.7\n", Kind.PDF),
        (b"The file began with %PDF-1.7, they said.", Kind.TEXT),
        (b"PK\x03\x04", Kind.OFFICE),
        (b"From - Mon Jun 22 09:30\nReceived: by a\nSubject: July\n\n", Kind.MESSAGE),
        (b"MIME-Version: 1.0\r\nTo: hub@council.example\r\n\r\nDear hub", Kind.MESSAGE),
        (b"Received: from a by b;\n\tMon\nSubject: July\n\n", Kind.MESSAGE),
        (b"X-Unsent: 1\nSubject: July\n\nDear hub", Kind.MESSAGE),
        (b"From: Jane\nTo: hub\nSubject: July\n\nThe bins were emptied.", Kind.TEXT),
        (b"The post said\nMIME-Version: 1.0\n\nand no more.", Kind.TEXT),
        (b"SERVICE AREA: Parks\nREPORT AUTHOR: A. Green\n", Kind.TEXT),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.eml", "a.zip", "a"])
def test_the_kind_is_told_by_the_content_whatever_the_name(name, content, kind):
    assert arrive_as(name, content).kind is kind


def test_an_arrival_bears_the_hash_of_its_bytes_and_a_name_to_show(tmp_path):
    arrival = arrive(kept(tmp_path, b"Parks", "a\u202eb \x07c.txt"))
    assert arrival.sha256 == "11d467de82c5e1fcde454e2d610b7d6b0182317999fdbeb4e6de52bbfddfeb68"
    assert arrival.name == "“ab c.txt”"
    assert arrive_as("n" * 300, b"Parks").name == f"“{'n' * 120}…”"


def test_binary_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="not plain text"):
        read_text(kept(tmp_path, bytes(range(256)) * 8))


def test_a_stray_nul_does_not_make_a_text_binary(tmp_path: Path) -> None:
    assert read_text(kept(tmp_path, b"The bins were emptied\x00 on time."))[1] == ()


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"empty|no text"):
        read_text(kept(tmp_path, content))


@pytest.mark.parametrize(
    ("beginning", "limit_bytes", "said"),
    [(b"", TEXT_LIMIT_BYTES, "2 MB"), (b"%PDF-1.7", LIMIT_BYTES, "10 MB")],
)
def test_a_file_too_large_for_a_report_is_refused(tmp_path, beginning, limit_bytes, said):
    whole = beginning.ljust(limit_bytes, b"a")
    assert arrive(kept(tmp_path, whole)).content == whole
    with pytest.raises(ImportRefusedError, match=f"larger than {said}"):
        arrive(kept(tmp_path, whole + b"a"))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="is a folder"):
        read_text(tmp_path)
    with pytest.raises(ImportRefusedError, match="there is no such file"):
        read_text(tmp_path / "nothing.txt")
    with pytest.raises(ImportRefusedError, match="no file can have such a name"):
        read_text(Path("a\x00b"))
    with pytest.raises(ImportRefusedError, match="could not be read"):
        read_text(tmp_path / ("a" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are not on this system")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ImportRefusedError, match="is not a file"):
        read_text(tmp_path / "pipe.txt")


def test_a_disk_fault_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path = kept(tmp_path, b"text")
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(ImportRefusedError, match="the disk reported a fault"):
        read_text(path)


@given(st.binary(max_size=400))
@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text, _ = decode(content)
    except ImportRefusedError:
        return
    gate(text).text.encode()
