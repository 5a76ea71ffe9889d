"""What is known of Windows, tried with stand-ins for its answers: none of it ever ran there."""

import errno
import os
import platform
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop import files, folders, refusals, windows
from highlight_desktop.errors import (
    OutputError,
    StoreBusyError,
    StoreError,
    StoreUnwritableError,
)
from highlight_desktop.hub import leaves
from highlight_desktop.store import holder
from highlight_desktop.store.faults import told

LONG = "C:\\" + "\\".join(["a folder with a long name"] * 12)


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "IS_HERE", True)


def refusal(winerror: int, *, meant: int = errno.EINVAL, path: str = "report.pdf") -> OSError:
    """As Python raises it there: an errno, which it may have guessed, and Windows' own number."""
    error = OSError(meant, "what Windows says about it in its own language", path)
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "why", "step"),
    [
        (refusal(5, meant=errno.EACCES), "open in another program", "Close it there"),
        (refusal(32, meant=errno.EACCES), "open in another program", "Close it there"),
        (refusal(1224), "open in another program", "Close it there"),
        (refusal(19, meant=errno.EACCES), "the disk is read-only", "Choose another folder"),
        (refusal(21, meant=errno.EACCES), "the folder cannot be reached", "another folder"),
        (refusal(53, meant=errno.ENOENT), "the folder cannot be reached", "another folder"),
        (refusal(64), "the folder cannot be reached", "Choose another folder"),
        (refusal(23, meant=errno.EACCES), "the disk reported a fault", "another folder"),
        (refusal(1117), "the disk reported a fault", "Choose another folder"),
        (refusal(39), "the disk is full", "Make room"),
        (refusal(112, meant=errno.ENOSPC), "the disk is full", "Make room"),
        (refusal(1295), "your share of the disk", "Make room"),
        (refusal(123), "one that Windows does not take", "Choose another folder"),
        (refusal(206, meant=errno.ENOENT), "too long together", "with a shorter path"),
        (refusal(3, meant=errno.ENOENT, path=LONG), "too long together", "a shorter path"),
        (refusal(3, meant=errno.ENOENT), "the folder cannot be reached", "another folder"),
        (refusal(362), "online only", "Always keep on this device"),
        (refusal(225), "the virus scanner", "Ask IT"),
        (refusal(87), "perhaps it is online only", "Always keep on this device"),
    ],
)
def test_what_windows_refuses_is_told_as_what_it_is(error: OSError, why: str, step: str) -> None:
    assert why in refusals.reason(error)
    assert step in refusals.remedy(error)


@given(st.integers(0, 20_000), st.sampled_from([errno.EINVAL, errno.EACCES, errno.ENOENT]))
def test_whatever_number_windows_gives_there_is_a_sentence(number: int, meant: int) -> None:
    error = refusal(number, meant=meant)
    assert refusals.reason(error)
    assert refusals.remedy(error).endswith(".")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (r"C:\Users\ann\Documents\Highlight reports", ""),
        (r"\\server\share\Dŵr & Parks", ""),
        (r"C:\reports\..\kept", ""),
        (r"C:\reports\nul", "nul"),
        (r"C:\COM1\reports", "COM1"),
        (r"C:\reports\con.old\2026", "con.old"),
        (r"C:\reports\lpt¹", "lpt¹"),
        (r"C:\reports.", "reports."),
        ("C:\\reports \\2026", "reports "),
        (r"C:\what?", "what?"),
        (r"C:\reports\9:30", "9:30"),
        (r"D:com2", "com2"),
        ("", ""),
    ],
)
@pytest.mark.usefixtures("on_windows")
def test_names_that_windows_keeps_for_itself_or_changes_are_refused_beforehand(
    folder: str, name: str
) -> None:
    assert windows.unusable_name(folder) == name
    # What is left of the question asks the real system, which takes such a path for half a one.
    assert (f"“{name}”" in folders._problem_on_windows(folder)) is bool(name)


@pytest.mark.usefixtures("on_windows")
def test_a_folder_too_deep_for_windows_is_told_before_anything_is_written() -> None:
    assert f"has {len(LONG)} characters" in folders._problem_on_windows(LONG)
    deep = "/" + "/".join(["deep"] * 60)
    assert "Choose one higher up" in folders.folder_problem(deep)


def test_elsewhere_no_name_and_no_length_is_refused(tmp_path: Path) -> None:
    assert folders.folder_problem(str(tmp_path / "nul" / "reports.")) == ""
    assert folders.folder_problem(str(tmp_path / "/".join(["deep"] * 60))) == ""


@pytest.mark.usefixtures("on_windows")
def test_temporary_files_are_each_users_own_and_folders_are_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.delattr(os, "getuid", raising=False)
    assert folders.private_temporary_folder() == tmp_path / "highlight-desktop"

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "a folder cannot be opened there")

    monkeypatch.setattr(os, "open", refuse)
    files.sync_folder(tmp_path)


@pytest.mark.parametrize("act", ["rename", "unlink"])
def test_what_a_virus_scanner_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    path, refusals = tmp_path / "reports", [5, 32]
    path.write_bytes(b"kept")
    really = getattr(Path, act)

    def held(self: Path, *arguments: object) -> object:
        if refusals:
            raise refusal(refusals.pop(), meant=errno.EACCES)
        return really(self, *arguments)

    monkeypatch.setattr(Path, act, held)
    if act == "rename":
        files.rename(path, tmp_path / "moved")
        assert (tmp_path / "moved").read_bytes() == b"kept"
    else:
        files.overwrite(path)
    assert not path.exists()


def test_what_is_held_for_good_is_told_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_arguments: object) -> None:
        raise refusal(32, meant=errno.EACCES)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with pytest.raises(OutputError, match="open in another program"):
        files.write_whole(tmp_path / "report.pdf", b"content")
    assert list(tmp_path.iterdir()) == []


class Kernel:
    """What kernel32 is asked about a process, and what it answers."""

    class Function:
        def __init__(self, asked: list[tuple[object, ...]], name: str, answer: int) -> None:
            self.restype: object = None
            self._asked, self._name, self._answer = asked, name, answer

        def __call__(self, *arguments: object) -> int:
            self._asked.append((self._name, *(getattr(each, "value", each) for each in arguments)))
            return self._answer

    def __init__(self, *, handle: int, error: int = 0, waited: int = 0) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.OpenProcess = self.Function(self.asked, "open", handle)
        self.GetLastError = self.Function(self.asked, "error", error)
        self.WaitForSingleObject = self.Function(self.asked, "wait", waited)
        self.CloseHandle = self.Function(self.asked, "close", 1)


HANDLE = 0x7_0000_0004


@pytest.mark.parametrize(
    ("kernel", "runs", "asked"),
    [
        (Kernel(handle=HANDLE, waited=0x102), True, ["open", "wait", "close"]),
        (Kernel(handle=HANDLE, waited=0), False, ["open", "wait", "close"]),
        (Kernel(handle=0, error=87), False, ["open", "error"]),
        (Kernel(handle=0, error=5), True, ["open", "error"]),
    ],
)
def test_a_process_is_asked_after_without_touching_it(
    kernel: Kernel, runs: bool, asked: list[str]
) -> None:
    assert windows.is_running(4711, kernel) is runs
    assert [name for name, *_ in kernel.asked] == asked
    assert kernel.asked[0] == ("open", 0x101000, False, 4711)
    assert all(arguments[0] == HANDLE for name, *arguments in kernel.asked[1:] if name != "error")


def test_no_process_has_a_number_that_does_not_fit() -> None:
    assert windows.is_running(10**40, Kernel(handle=HANDLE)) is False


@pytest.mark.usefixtures("on_windows")
def test_whoever_has_the_reports_open_is_named_without_ending_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("this would end the process there")

    monkeypatch.setattr(os, "kill", never)
    database = tmp_path / "reports.db"
    holder.sign(database)
    monkeypatch.setattr(windows, "_kernel", lambda: Kernel(handle=HANDLE, waited=0x102))
    assert holder.named(database) == f"It is process {os.getpid()} on {platform.node()}."
    monkeypatch.setattr(windows, "_kernel", lambda: Kernel(handle=0, error=87))
    assert holder.named(database) == ""


def test_a_file_held_for_a_moment_is_not_taken_for_a_folder_that_is_barred(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as held, told(tmp_path / "reports.db"):
        raise refusal(32, meant=errno.EACCES)
    assert not isinstance(held.value, StoreUnwritableError)
    with pytest.raises(StoreUnwritableError), told(tmp_path / "reports.db"):
        raise refusal(5, meant=errno.EACCES)


def cannot_open() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    return error


@pytest.mark.usefixtures("on_windows")
def test_a_database_in_too_deep_a_folder_is_told_as_that() -> None:
    with pytest.raises(StoreError, match="too long for Windows"), told(Path(LONG, "reports.db")):
        raise cannot_open()
    with pytest.raises(StoreUnwritableError), told(Path("C:/short/reports.db")):
        raise cannot_open()
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    with pytest.raises(StoreBusyError), told(Path(LONG, "reports.db")):
        raise busy


def test_a_junction_is_a_link_and_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents on Windows has junctions of its own, and one may lead back to where it is."""
    (tmp_path / "returns" / "My Music").mkdir(parents=True)
    (tmp_path / "returns" / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(
        "os.path.isjunction", lambda path: Path(path).name == "My Music", raising=False
    )
    found = leaves.find([tmp_path / "returns"])
    told_of = [each.refused.message if each.refused else each.path.name for each in found]
    assert told_of == ["a.pdf", "“My Music” is a link to a folder, and was not followed."]
    assert windows.is_link(tmp_path / "returns" / "My Music")
    assert not windows.is_link(tmp_path)
