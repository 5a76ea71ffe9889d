"""A whole year of returns is dropped on the desk, and every one of them is accounted for."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from highlight_desktop import settings
from highlight_desktop.hub.receiving import Received
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.settings import Settings
from highlight_desktop.store.desk import Desk
from tests.flows.conftest import Person
from tests.flows.test_collecting_for_the_hub import (
    go_to,
    look_at,
    page,
    paste_expected,
    rows,
    wait_for_desk,
)
from tests.hub.year import FIRST, LATER, year
from ui.hub.page import View

pytestmark = pytest.mark.flow
AREAS, PERIODS = 40, 26
LONGEST_MS = 300_000
"""For all of it on a machine with much other work; alone it takes some ten seconds."""


def test_every_return_of_a_year_is_accounted_for_exactly(
    open_window: Callable[[Path], Person], data_folder: Path, tmp_path: Path
) -> None:
    folder, made = tmp_path / "year", year(AREAS, PERIODS)
    deliveries = made.write(folder)
    person = at_the_desk(open_window, data_folder)
    paste_expected(person, made)

    received = [
        each
        for name in (FIRST, LATER)
        for each in drop(person, [path for path in deliveries if path.name == name])
    ]

    came = [(path_of(each, folder), each.name) for each in received]
    assert max(Counter(came).values()) == 1
    became = dict(zip(came, (each.outcome for each in received), strict=True))
    assert became == made.outcomes
    for number, days in enumerate(made.periods):
        lines = [row.about for row in look_at(person, printed(*days))]
        meant = {area: state for (n, area), state in made.states.items() if n == number}
        assert len(lines) == len(meant) == AREAS
        assert {line.service_area: line.state for line in lines} == meant
    person.close()

    with Desk.open(data_folder) as desk:
        kept = Counter(arrival.sha256 for arrival in desk.arrivals())
        assert kept == Counter({each.sha256 for each in received if each.sha256})


def at_the_desk(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    data_folder.mkdir()
    settings.save(Settings(collects=True), data_folder)
    person = open_window(data_folder)
    person.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    wait_for_desk(person)
    return person


def drop(person: Person, folders: list[Path]) -> list[Received]:
    """Drop folders on the page, and wait until all that is in them was received."""
    go_to(person, View.RECEIVE)
    panel = page(person).receive
    panel._count.setText("")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(each)) for each in folders])
    panel.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    person.qtbot.waitUntil(lambda: "came in" in panel._count.text(), timeout=LONGEST_MS)
    return [row.about for row in rows(panel._table)]


def path_of(each: Received, folder: Path) -> str:
    """Where a file lay, or the e-mail that it was attached to."""
    source = Path(each.source)
    path = source if source.suffix == ".eml" else source / each.name
    return path.relative_to(folder).as_posix()
