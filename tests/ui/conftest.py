"""What every test of the window may ask for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.store.reports import State, Summary
from ui.background import Background
from ui.spelling import Spelling


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
    return _nameless


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


def _nameless(root: QWidget) -> list[str]:
    widgets = [root, *root.findChildren(QWidget)]
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in widgets
        if _takes_focus(widget) and not _says_what_it_is(widget)
    ]


def _takes_focus(widget: QWidget) -> bool:
    # Qt's own parts of a widget answer for it: scroll bars, viewports, the line in a combo box.
    inside = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside


def _says_what_it_is(widget: QWidget) -> bool:
    """By a name given to it, its own words, or a label that leads to it.

    Not by Qt's accessible name alone: on Linux a combo box gives its value there.
    """
    if widget.accessibleName().strip():
        return True
    if isinstance(widget, QAbstractButton | QLabel):
        return bool(widget.text().strip())
    relations = QAccessible.queryAccessibleInterface(widget).relations()
    return any(kind & QAccessible.RelationFlag.Label for _who, kind in relations)
