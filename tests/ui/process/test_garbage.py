"""Garbage is collected where widgets may be deleted: in the window's thread."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.process import garbage
from ui.process.garbage import GarbageRounds


class Knot:
    """Garbage as a page is: it holds itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def rounds(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageRounds]:
    monkeypatch.setattr(garbage, "_ROUND_MS", 1)
    parent = QObject()
    rounds = GarbageRounds(parent)
    rounds.begin()
    yield rounds
    rounds.end()


def test_another_thread_collects_nothing_however_busy_it_is(rounds: GarbageRounds) -> None:
    knot = weakref.ref(Knot())

    def be_busy() -> None:
        kept = [[number] for number in range(100_000)]
        del kept

    thread = threading.Thread(target=be_busy)
    thread.start()
    thread.join()
    assert knot() is not None


def test_the_window_collects_as_it_goes(rounds: GarbageRounds, qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: where.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.main_thread()]


def test_afterwards_python_collects_by_itself_again(rounds: GarbageRounds) -> None:
    rounds.end()
    assert gc.isenabled()
