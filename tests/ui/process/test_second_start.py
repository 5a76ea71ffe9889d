"""A second start finds the window that is there; whatever lies in the way never blocks it.

Faults D1 and D2.
"""

import ast
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import StoreBusyError, StoreDamagedError
from tests.conftest import REPOSITORY
from ui.process import second_start
from ui.process.second_start import SecondStart, hand_over

NETWORK = {"socket", "http", "urllib.request", "ftplib", "smtplib", "ssl", "PySide6.QtNetwork"}


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(second_start, "_PATIENCE_MS", 200)


@pytest.fixture
def first(qtbot: QtBot, qapp: object, tmp_path: Path) -> SecondStart:
    first = SecondStart(tmp_path, qapp)
    first.listen()
    return first


def ask(folder: Path, said: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(second_start._name(folder))
    assert socket.waitForConnected(1000)
    socket.write(said)
    socket.flush()
    return socket


def test_the_first_window_is_asked_for_and_answers(
    first: SecondStart, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a link").symlink_to(tmp_path)
    with qtbot.waitSignal(first.asked_for):
        socket = ask(tmp_path / "a link", b"show\n")
    qtbot.waitUntil(lambda: bool(socket.bytesAvailable()))
    assert bytes(socket.readAll().data()) == b"shown\n"


def test_without_a_window_nobody_answers(tmp_path: Path) -> None:
    assert not hand_over(tmp_path)


def test_another_data_folder_is_another_window(first: SecondStart, tmp_path: Path) -> None:
    assert not hand_over(tmp_path / "other")


@pytest.mark.parametrize("content", [b"", b"rubbish"])
def test_a_stale_socket_blocks_no_start_and_no_listening(
    tmp_path: Path, qapp: object, content: bytes
) -> None:
    Path(second_start._name(tmp_path)).write_bytes(content)
    assert not hand_over(tmp_path)
    later = SecondStart(tmp_path, qapp)
    later.listen()
    assert later._server.isListening()


@pytest.mark.parametrize("said", [b"rubbish\n", b"s" * 10_000, b"show", b"show all\n"])
def test_whatever_else_is_said_does_nothing(
    first: SecondStart, tmp_path: Path, qtbot: QtBot, said: bytes
) -> None:
    with qtbot.assertNotEmitted(first.asked_for, wait=150):
        ask(tmp_path, said)


def test_a_window_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    hanging = QLocalServer()
    assert hanging.listen(second_start._name(tmp_path))
    assert not hand_over(tmp_path)
    hanging.close()


def test_who_is_refused_because_the_reports_are_open_asks_again(
    tmp_path: Path, qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "_AGAIN_MS", 1)
    answers = iter([False, True])
    monkeypatch.setattr(second_start, "hand_over", lambda _folder: next(answers))
    late = SecondStart(tmp_path, qapp)
    late.on_refused(StoreDamagedError("Not that."))
    with qtbot.waitSignal(late.handed_over):
        late.on_refused(StoreBusyError("Busy."))


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no place in the file system")
def test_nobody_else_may_connect(first: SecondStart, tmp_path: Path) -> None:
    assert Path(second_start._name(tmp_path)).stat().st_mode & 0o077 == 0


def test_no_other_module_talks_to_another_program() -> None:
    talking = set()
    for folder in ("highlight_desktop", "ui"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    inside = [f"{node.module}.{each.name}" for each in node.names]
                    names = [node.module or "", *inside]
                if NETWORK & {*names, *(each.split(".")[0] for each in names)}:
                    talking.add(path.relative_to(REPOSITORY).as_posix())
    assert talking == {"ui/process/second_start.py"}
