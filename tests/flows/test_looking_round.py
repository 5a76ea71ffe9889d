"""Somebody looks round in a demonstration, sees that it is one, and is rid of it in one click."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from highlight_desktop import demonstrated, folders, settings
from highlight_desktop.demonstration import filling
from highlight_desktop.report.report import Place
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from tests.conftest import REPOSITORY
from tests.flows.conftest import Person, words_on
from ui.demonstrating import MARKED_TITLE, TITLE, TOLD
from ui.dialogs.demonstration_question import DemonstrationQuestion
from ui.dialogs.problem_dialog import ProblemDialog
from ui.widgets.marking_box import MarkingBox

pytestmark = pytest.mark.flow
Opened = Callable[[Path], Person]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reports of this user are."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folders.default_data_folder()


def choose(person: Person, text: str) -> None:
    """Choose from the Help menu, as it is offered now."""
    [action] = offered(person, text)
    action.trigger()


def offered(person: Person, text: str) -> list[QAction]:
    menu = person.window._menus._help
    return [each for each in menu.actions() if each.isVisible() and text in each.text()]


def gone_to(person: Person) -> Path | None:
    """Where the next window opens, once this one is closed."""
    person.wait(lambda: not person.window.isVisible())
    return person.window.whereabouts.moved_to


def test_from_help_into_a_demonstration_and_out_again(open_window: Opened, home: Path) -> None:
    settings.save(Settings(author="Ann Lark"), home)
    person = open_window(home)
    assert person.window.windowTitle() == TITLE
    assert not offered(person, "Remove the demonstration")
    choose(person, "Look round in a demonstration")
    folder = gone_to(person)
    assert folder == filling.default_folder()
    assert folder.parent == home.parent

    looking = open_window(folder)
    assert looking.window.windowTitle() == MARKED_TITLE
    assert TOLD in words_on(looking.window)
    assert looking.window.demonstrating.strip.isVisible()
    assert not offered(looking, "Look round")
    looking.window._go_to_hub()
    looking.wait(lambda: looking.window.windowTitle().startswith("The hub’s desk – DEMONSTRATION"))
    looking.click(looking.window.demonstrating.strip, "Back to my own")
    assert gone_to(looking) == home

    # The second time it is there already; what is written in it is asked about.
    again = open_window(home)
    choose(again, "Look round")
    assert gone_to(again) == folder
    writing = open_window(folder)
    writing.begin_report()
    writing.write("Typed to see what happens.")
    box = writing.window.findChild(MarkingBox)
    assert box.marking() == demonstrated.MARKING
    box.setEditText("OFFICIAL")
    box.edited.emit()
    assert Place("marking") in [each.place for each in writing.editor.check() if each.blocks]
    writing.click(writing.window.demonstrating.strip, "Remove")
    question = writing.dialog(DemonstrationQuestion)
    assert "1 report in this demonstration did not come with it" in words_on(question)
    writing.press(Qt.Key.Key_Escape)
    writing.wait(lambda: writing.window._store is not None)
    assert demonstrated.is_one(folder)
    writing.window.demonstrating.came_from = home
    choose(writing, "Remove the demonstration")
    writing.click(writing.dialog(DemonstrationQuestion), "Remove the demonstration")
    assert gone_to(writing) == home
    assert sorted(each.name for each in home.parent.iterdir()) == [home.name]
    assert settings.load(home).author == "Ann Lark"


def test_one_click_removes_what_nobody_touched(open_window: Opened, home: Path) -> None:
    """Made on a folder of its own, as the command line does; then that folder is begun anew."""
    folder = home.with_name("shown to visitors")
    Store.open(folder).close()
    demonstrated.mark(folder, [])
    person = open_window(folder)
    person.wait(lambda: person.window.demonstrating.strip.isVisible())
    person.click(person.window.demonstrating.strip, "Remove the demonstration")
    assert gone_to(person) == folder
    assert not folder.exists()
    anew = open_window(folder)
    assert not anew.window.demonstrating.strip.isVisible()
    assert anew.window.windowTitle() == TITLE


def test_a_place_that_cannot_be_used_is_told_and_nothing_changes(
    open_window: Opened, home: Path
) -> None:
    blocked = filling.default_folder()
    blocked.mkdir(parents=True)
    (blocked / "letter.docx").write_bytes(b"kept")
    person = open_window(home)
    choose(person, "Look round")
    assert "“letter.docx” is in it" in words_on(person.dialog(ProblemDialog))
    person.press(Qt.Key.Key_Escape)
    assert (blocked / "letter.docx").read_bytes() == b"kept"
    assert person.window.isVisible()


VISITOR = """
import sys
from functools import partial
from pathlib import Path

from ui import app

home = Path(sys.argv[1])
seen = []

def look(window, folder):
    seen.append(folder)
    print(folder.name, window.windowTitle(), flush=True)
    if len(seen) == 1:
        window.demonstrating.enter()
    elif len(seen) == 2:
        window.demonstrating.remove()
    else:
        window.close()

def share(window, folder):
    window.ready.connect(partial(look, window, folder))

app.share = share
sys.exit(app.main(home))
"""


def test_one_window_follows_another_and_the_last_is_on_the_folder_one_came_from(
    home: Path, tmp_path: Path
) -> None:
    named = tmp_path / "named by --data"
    settings.save(Settings(), named)
    folder = filling.default_folder()
    Store.open(folder).close()
    settings.save(Settings(), folder)
    demonstrated.mark(folder, [])
    done = subprocess.run(
        [sys.executable, "-c", VISITOR, str(named)],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{named.name} {TITLE}",
        f"{folder.name} {MARKED_TITLE}",
        f"{named.name} {TITLE}",
    ]
    assert not folder.exists()
