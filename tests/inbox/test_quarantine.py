"""Files nobody here wrote are judged before they are read."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import TEXT_LIMIT_BYTES, decode, read_text
from highlight_desktop.report.text import gate


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


def test_a_lone_surrogate_is_let_through_for_the_gate_to_show(tmp_path: Path) -> None:
    content = "half \ud800 and ŵ".encode("utf-8", "surrogatepass")
    assert read_text(kept(tmp_path, content))[0] == "half \ud800 and ŵ"


@pytest.mark.parametrize("name", ["a.doc", "a.DOCX", "a.pdf", "a.xlsx", "a.odt", "a.eml", "a.html"])
def test_other_kinds_are_refused_with_the_next_step(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"only plain text.*\(\.txt\)"):
        read_text(kept(tmp_path, b"harmless", name))


@pytest.mark.parametrize(
    "beginning", [b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1", b"\x89PNG\r\n\x1a\n"]
)
def test_a_false_name_does_not_help(tmp_path: Path, beginning: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="only plain text"):
        read_text(kept(tmp_path, beginning + b" and more"))


def test_binary_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="not plain text"):
        read_text(kept(tmp_path, bytes(range(256)) * 8))


def test_a_stray_nul_does_not_make_a_text_binary(tmp_path: Path) -> None:
    assert read_text(kept(tmp_path, b"The bins were emptied\x00 on time."))[1] == ()


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"empty|no text"):
        read_text(kept(tmp_path, content))


def test_a_file_too_large_for_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="larger than 2 MB"):
        read_text(kept(tmp_path, b"a" * (TEXT_LIMIT_BYTES + 1)))


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
