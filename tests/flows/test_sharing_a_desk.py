"""Several people at one desk, on a real PostgreSQL: its password, and its server gone and back."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from highlight_desktop import settings
from highlight_desktop.settings import DESK_VARIABLE, Settings
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.desk_password import PASSWORD_VARIABLE, SERVICE
from highlight_desktop.store.desk_place import name_of
from tests.flows.conftest import Person, spoken, words_on
from tests.hub.year import Year, year
from tests.store import keyrings, postgres
from tests.store.postgres import Server
from ui.dialogs.desk_password_dialog import REFUSED, DeskPasswordDialog
from ui.dialogs.problem_dialog import ProblemDialog
from ui.hub.page import HubPage, View
from ui.hub.return_strip import ReturnStrip
from ui.widgets.paragraph_list import ParagraphList

pytestmark = pytest.mark.flow
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PASSWORD = "swordfish-7"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with postgres.server(programs, PASSWORD) as made:
        yield made


@pytest.fixture(scope="module")
def returns() -> Year:
    return year(areas=6, periods=2)


@pytest.fixture(scope="module")
def deliveries(returns: Year, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return returns.write(tmp_path_factory.mktemp("returns"))


@pytest.fixture
def ring() -> Iterator[keyrings.InMemory]:
    with keyrings.in_use(keyrings.InMemory()) as ring:
        yield ring


@pytest.fixture
def at_the_desk(
    server: Server,
    ring: keyrings.InMemory,
    open_window: Callable[[Path], Person],
    data_folder: Path,
    tmp_path: Path,
) -> Person:
    """Somebody who has just gone to a shared desk on which nothing is."""
    postgres.empty(server.address.replace("hub@", f"hub:{PASSWORD}@"))
    data_folder.mkdir()
    shared = Settings(
        collects=True, outbox_folder=str(tmp_path / "out"), desk_address=server.address
    )
    settings.save(shared, data_folder)
    person = open_window(data_folder)
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._hub.collecting is not None)
    return person


@pytest.fixture
def collector(at_the_desk: Person) -> Person:
    """Somebody whom the desk has let in."""
    give(at_the_desk, PASSWORD)
    at_the_desk.wait(lambda: page(at_the_desk)._tabs.isEnabled())
    return at_the_desk


def page(person: Person) -> HubPage:
    assert person.window._hub.collecting is not None
    return person.window._hub.collecting.page


def give(person: Person, password: str, *, keep: bool = True) -> DeskPasswordDialog:
    dialog = person.dialog(DeskPasswordDialog)
    person.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or person.window))
    if not keep:
        dialog._keep.setChecked(False)
    person.write(password)
    person.press(KEY.Key_Return)
    return dialog


def receive(person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Counter[str]:
    begin_receiving(person, monkeypatch, folder)
    panel = page(person).receive
    person.wait(lambda: "came in" in panel._count.text())
    rows = [panel._model.row_at(number) for number in range(panel._model.rowCount())]
    return Counter(str(row.about.outcome) for row in rows)


def begin_receiving(person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    person.press(KEY(KEY.Key_1 + View.RECEIVE), CTRL)
    panel = page(person).receive
    panel._count.setText("")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    person.tab_to("Choose a folder")
    person.press(KEY.Key_Space)


def search(person: Person, words: str, until: str) -> list[str]:
    found = person.window._pages.search
    person.press(KEY.Key_F, CTRL | SHIFT)
    person.wait(lambda: person.window._pages.currentWidget() is found)
    person.press(KEY.Key_A, CTRL)
    person.write(words)
    person.press(KEY.Key_Return)
    person.wait(lambda: until in words_on(found))
    return [each.spoken for each in found.findChild(ParagraphList)._paragraphs.shown]


def test_the_password_is_asked_for_once_and_stands_in_no_file(
    at_the_desk: Person,
    server: Server,
    ring: keyrings.InMemory,
    open_window: Callable[[Path], Person],
    data_folder: Path,
) -> None:
    first = give(at_the_desk, "not this one")
    at_the_desk.wait(lambda: not first.isVisible())
    assert REFUSED in words_on(at_the_desk.dialog(DeskPasswordDialog))
    assert ring.kept == {}
    give(at_the_desk, PASSWORD)
    at_the_desk.wait(lambda: page(at_the_desk)._tabs.isEnabled())
    assert ring.kept == {(SERVICE, name_of(server.address)): PASSWORD}
    at_the_desk.close()

    again = open_window(data_folder)
    again.press(KEY.Key_J, CTRL)
    again.wait(lambda: again.window._hub.collecting is not None)
    again.wait(lambda: page(again)._tabs.isEnabled())
    assert again.dialogs(DeskPasswordDialog) == []
    again.close()
    kept = [each for each in data_folder.rglob("*") if each.is_file()]
    assert kept
    assert not any(PASSWORD.encode() in each.read_bytes() for each in kept)


def test_a_password_may_be_kept_for_this_session_alone(
    at_the_desk: Person, ring: keyrings.InMemory
) -> None:
    give(at_the_desk, PASSWORD, keep=False)
    at_the_desk.wait(lambda: page(at_the_desk)._tabs.isEnabled())
    assert ring.kept == {}
    search(at_the_desk, "anything", "No report has all of these words")
    assert "not searched" not in words_on(at_the_desk.window._pages.search)


def test_who_gives_no_password_is_told_and_may_try_again(at_the_desk: Person) -> None:
    dialog = at_the_desk.dialog(DeskPasswordDialog)
    dialog.reject()
    assert "wants a password" in words_on(page(at_the_desk))
    assert page(at_the_desk)._retry.isVisible()
    # A search does not ask: it says why the desk was left out.
    search(at_the_desk, "anything", "The hub’s desk was not searched. The shared desk")
    assert at_the_desk.dialogs(DeskPasswordDialog) == []


def test_two_windows_receive_at_once_and_each_return_is_there_once(
    collector: Person,
    server: Server,
    returns: Year,
    deliveries: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = deliveries[0].parents[1]
    other = tmp_path / "other"
    other.mkdir()
    settings.save(Settings(collects=True), other)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.collector", str(other), str(folder)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, DESK_VARIABLE: server.address, PASSWORD_VARIABLE: PASSWORD},
        stdout=subprocess.PIPE,
        text=True,
    )
    here = receive(collector, monkeypatch, folder)
    said, _ = program.communicate(timeout=60)
    there = Counter(json.loads(said))
    assert program.returncode == 0
    assert here.total() == there.total() == len(returns.outcomes)
    with Desk.open(tmp_path, server.address, PASSWORD) as desk:
        arrivals = desk.arrivals()
        twice = Counter(each.sha256 for each in desk.returns())
    assert len(arrivals) == len({each.sha256 for each in arrivals})
    assert set(twice.values()) == {1}
    # Whatever the one recorded, the other was told that it is there.
    recorded = (here + there).total() - here["duplicate"] - there["duplicate"]
    assert recorded >= len(arrivals)

    # What somebody else received is seen, packed, found and opened here.
    person = collector
    person.press(KEY(KEY.Key_1 + View.RETURNS), CTRL)
    line = page(person).period.findChild(QLineEdit)
    assert line is not None
    start, end = returns.periods[0]
    line.setFocus()
    line.selectAll()
    person.write(f"{start:%d/%m/%Y} - {end:%d/%m/%Y}")
    person.press(KEY.Key_Return)
    person.wait(lambda: page(person).returns._model.there > 0)
    person.press(KEY(KEY.Key_1 + View.PACK), CTRL)
    person.tab_to("Make the pack")
    person.press(KEY.Key_Space)
    person.wait(page(person).pack._made.isVisible)
    found = search(person, "libraries", "places")
    assert found
    person.wait(lambda: spoken(person.focus) == "Places found")
    person.press(KEY.Key_Return)
    person.wait(lambda: person.window._pages.shows_return)
    assert "eceived" in words_on(person.editor.findChild(ReturnStrip))


def test_a_server_that_goes_away_is_a_sentence_and_goes_on_when_it_is_back(
    collector: Person,
    server: Server,
    deliveries: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    person = collector
    first, second = deliveries[1], deliveries[3]
    before = receive(person, monkeypatch, first)
    # In the middle of it: the files are being examined.
    begin_receiving(person, monkeypatch, second)
    server.stop()
    try:
        problem = person.dialog(ProblemDialog)
        assert "The shared desk" in words_on(problem)
        assert "try again" in words_on(problem)
        problem.reject()
        search(person, "anything", "The hub’s desk was not searched. The shared desk")
    finally:
        server.start()
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._pages.currentWidget() is page(person))
    again = receive(person, monkeypatch, second)
    with Desk.open(tmp_path, server.address, PASSWORD) as desk:
        kept = desk.arrivals()
    new = Counter(before + again)
    assert len(kept) == new.total() - new["duplicate"] - new["left_out"]
