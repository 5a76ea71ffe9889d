"""What Windows is asked about a folder, tried with stand-ins: none of it ever ran there."""

import ctypes
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from highlight_desktop import windows
from highlight_desktop.whereabouts import probing
from highlight_desktop.whereabouts.place import Drive
from highlight_desktop.whereabouts.trial import Trial, try_folder


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "IS_HERE", True)


class Kernel:
    """Answers about drives and files, and remembers what it was asked."""

    def __init__(self, drive: int, attributes: int) -> None:
        self.asked: list[tuple[str, str]] = []
        self._answers = {"GetDriveTypeW": drive, "GetFileAttributesW": attributes}

    def __getattr__(self, name: str) -> object:
        def answer(text: ctypes.c_wchar_p) -> int:
            self.asked.append((name, text.value or ""))
            return self._answers[name]

        return answer


@pytest.mark.usefixtures("on_windows")
def test_the_kind_of_drive_and_the_marks_of_a_cloud_are_asked_of_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = Kernel(drive=2, attributes=-1)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    probes = probing.of_this_system()
    folder = PureWindowsPath(r"E:\reports\ŵ")
    assert probes.drive(folder) == (Drive.REMOVABLE, "")
    assert probes.attributes(folder) == 0xFFFFFFFF
    assert kernel.asked == [("GetDriveTypeW", "E:\\"), ("GetFileAttributesW", "E:\\reports\\ŵ")]
    # The other questions are Python's own, and are asked in the same way everywhere.
    assert probes.free_bytes(tmp_path / "not yet there") > 0


class Msvcrt:
    """Locks on one byte, as the C library of Windows takes them."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self, *, keeps_out: bool = True, works: bool = True) -> None:
        self._keeps_out, self._works = keeps_out, works
        self.held: int | None = None
        self.done: list[tuple[int, int]] = []

    def locking(self, handle: int, mode: int, size_bytes: int) -> None:
        self.done.append((mode, size_bytes))
        if mode == self.LK_UNLCK:
            self.held = None
        elif not self._works or (self.held is not None and self._keeps_out):
            raise OSError(13, "Permission denied")
        else:
            self.held = handle


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(
    ("library", "locks"),
    [(Msvcrt(), True), (Msvcrt(keeps_out=False), False), (Msvcrt(works=False), False)],
)
def test_locks_are_tried_as_windows_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Msvcrt, locks: bool
) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", library)
    monkeypatch.delitem(sys.modules, "fcntl")
    monkeypatch.setitem(sys.modules, "fcntl", None)  # which Windows has not
    assert try_folder(tmp_path) == Trial(locks=locks)
    assert library.held is None
    assert all(size_bytes == 1 for _, size_bytes in library.done)
    assert list(tmp_path.iterdir()) == []
