"""What the window does otherwise on Windows, with stand-ins: none of it ever ran there."""

import ctypes
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from highlight_desktop.commands import outcome
from ui.process import second_start
from ui.told_to_end import ToldToEnd
from ui.widgets import local_time


def test_the_window_that_is_asked_to_come_forward_is_allowed_to(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[int] = []
    user = SimpleNamespace(AllowSetForegroundWindow=allowed.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    place = second_start._name(tmp_path)
    monkeypatch.setattr(second_start, "_name", lambda _folder: place)
    server = QLocalServer()
    assert server.listen(place)
    monkeypatch.setattr(second_start, "_PATIENCE_MS", 50)
    monkeypatch.setattr(sys, "platform", "win32")
    assert not second_start.hand_over(tmp_path)  # it listens, and does not answer
    monkeypatch.undo()
    assert allowed == [-1]
    server.close()


def test_its_pipe_has_a_name_and_no_place_in_the_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os.path, "normcase", lambda path: str(path).lower().replace("/", "\\"))
    monkeypatch.delattr(os, "getuid")
    name = second_start._name(tmp_path / "reports")
    assert name.startswith("highlight-desktop-")
    assert not set(name) & set("/\\:")
    # Windows takes both for the same folder; a link that is not there yet resolves to itself.
    assert second_start._name(tmp_path / "Elsewhere") == second_start._name(tmp_path / "elsewhere")


def test_where_there_are_other_signals_the_program_listens_to_those(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    listened: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda number, _heard: listened.append(number))
    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    window = QMainWindow()
    qtbot.addWidget(window)
    ToldToEnd(qapp, window).listen()  # type: ignore[arg-type]
    assert listened == [signal.SIGTERM, signal.SIGINT, 21]


class Unknown(datetime):
    """A moment before 1970, for which Windows knows no clock on the wall."""

    def astimezone(self, tz: object = None) -> datetime:  # type: ignore[override]
        if tz is None:
            raise OSError(22, "Invalid argument")
        return datetime(self.year, self.month, self.day, self.hour, self.minute, tzinfo=UTC)

    def replace(self, **changed: object) -> "Unknown":  # type: ignore[override]
        return self


def test_a_moment_that_windows_has_no_clock_for_is_told_by_utc() -> None:
    early = Unknown(1965, 3, 9, 14, 2, tzinfo=UTC)
    assert local_time.here(early) == datetime(1965, 3, 9, 14, 2, tzinfo=UTC)
    assert local_time.printed_here(early).startswith("9 March 1965, 14:02")
    assert local_time.offset_words(early) == "UTC"


@pytest.mark.parametrize("year", [1, 9999])
def test_no_moment_is_too_far_away_to_be_told(year: int) -> None:
    edge = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 12, 0, tzinfo=UTC)
    assert str(year) in local_time.printed_here(edge)


def test_a_log_that_the_window_has_open_is_written_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(outcome, "_LOG_SIZE_BYTES", 1)
    for _ in range(2):
        told = outcome.sentence_about(KeyError("never in the log"), tmp_path)
        assert "is written in" in told
        monkeypatch.setattr(Path, "replace", held)
    [log] = tmp_path.iterdir()
    assert log.read_text(encoding="utf-8").count("KeyError") == 2
