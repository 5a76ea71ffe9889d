"""What every test of the window may ask for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.store.stored import State, Summary
from tests import named
from ui.process.background import Background
from ui.process.spelling import Spelling


@pytest.fixture
def unloaded_spelling() -> Iterator[Spelling]:
    """The speller as the window makes it, before its dictionary is there."""
    background = Background()
    yield Spelling(background)
    background.close()


@pytest.fixture
def spelling(unloaded_spelling: Spelling, qtbot: QtBot, tmp_path: Path) -> Spelling:
    """The speller with its dictionary; own words are kept in `tmp_path`."""
    with qtbot.waitSignal(unloaded_spelling.changed):
        unloaded_spelling.load(tmp_path)
    return unloaded_spelling


@pytest.fixture(scope="session")
def nameless() -> Callable[[QWidget], list[str]]:
    """Give a page or dialog; get those in it that take the focus and cannot say what they are."""
    return named.nameless


@pytest.fixture(scope="session")
def summary() -> Callable[..., Summary]:
    """Make a report's summary; what is not given is a plain draft's."""

    def make(**given: object) -> Summary:
        moment = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
        plain = {
            "id": "0" * 32,
            "title": "Highlight report",
            "edition_id": "2021-01",
            "service_areas": "Parks and Libraries",
            "period_typed": "8 to 21 June 2026",
            "state": State.DRAFT,
            "version": 1,
            "revision": 1,
            "created_at": moment,
            "edited_at": moment,
            "submitted_at": None,
        }
        return Summary(**{**plain, **given})

    return make


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program's look and font, which a test may change; afterwards all is as it was."""
    style, palette, sheet, font = (
        qapp.style().name(),
        qapp.palette(),
        qapp.styleSheet(),
        qapp.font(),
    )
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setStyle(style)
    qapp.setFont(font)
