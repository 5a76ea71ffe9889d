"""The guides in docs/ can be followed, name what is there, and show what it looks like.

`make guide-pictures` runs this with GUIDE_PICTURES=docs/pictures, and writes the pictures there.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from importlib.resources import as_file
from importlib.resources import files as resources_in
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from highlight_desktop import policy
from tests.flows import authors_story, hubs_story
from tests.flows.camera import SIZE, Camera, Clock, Seen, plain, words_of
from tests.flows.conftest import Person, close
from ui import theme
from ui.main_window import MainWindow

pytestmark = pytest.mark.flow

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
MOST_BYTES = 90_000
GUIDES = (
    "directors-page",
    "authors-guide",
    "hub-officers-guide",
    "it-page",
    "accessibility",
)
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_KEYS = re.compile(
    r"`((?:(?:Ctrl|Shift|Alt)\+)*"
    r"(?:F\d\d?|[A-Z0-9+,\[\]=-]|Alt|Tab|Space|Enter|Esc|Delete|Home|End|Pg(?:Up|Down)))`"
)
_PICTURES = re.compile(r"\]\(pictures/([\w-]+)\.png\)")
_LINKS = re.compile(r"\]\(([^)\s]+)\)")
_EVERYWHERE = {"Tab", "Shift+Tab", "Space", "Return", "Esc", "Alt", "-"}
"""What Qt itself, or the focus, makes of a key; and the dash that begins a bullet."""
DATA = Path("AppData", "Local", "highlight-desktop")
"""Without the places of this computer before it, which would be on the pictures."""
BEGINS = datetime(2026, 6, 15, 8, 30, tzinfo=UTC)


@contextmanager
def sitting_at(qtbot: QtBot, folder: Path, *, greets: bool) -> Iterator[Person]:
    """Somebody at the real window on a computer of their own, in `folder`."""
    folder.mkdir()
    os.chdir(folder)
    window = MainWindow(DATA, greets=greets)
    window.painted.connect(window.start)
    with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
        window.show()
    try:
        yield Person(qtbot, window)
    finally:
        close(qtbot, window)
        window.deleteLater()


@pytest.fixture(scope="module")
def seen(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    """What both guides came by, followed one after the other."""
    home = tmp_path_factory.mktemp("guides")
    for_good = "GUIDE_PICTURES" in os.environ
    folder = Path(os.environ.get("GUIDE_PICTURES", home / "pictures")).absolute()
    theme.load_fonts(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT)
    qtbot, seen = QtBot(request), Seen()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr("platformdirs.user_documents_path", lambda: Path("Documents"))
        patch.setattr("highlight_desktop.folders.folder_problem", lambda _text: "")
        clock = Clock(patch, BEGINS)
        for name in ("OneDrive", "OneDriveCommercial"):
            patch.delenv(name, raising=False)
        sample = resources_in("resources") / "demo" / "parks-and-libraries.txt"
        with as_file(sample) as earlier, sitting_at(qtbot, home / "a", greets=True) as author:
            camera = Camera(author, folder, seen, for_good=for_good)
            authors_story.follow(author, camera, clock, patch, earlier)
        with sitting_at(qtbot, home / "h", greets=False) as officer:
            camera = Camera(officer, folder, seen, for_good=for_good)
            hubs_story.follow(officer, camera, clock, patch)
        yield seen


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_names_in_bold_stands_on_the_screen(guide: str, seen: Seen) -> None:
    named = {" ".join(each.split()) for each in _BOLD.findall(text_of(guide))}
    assert {each for each in named if plain(each) not in seen.names} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_the_keys_a_guide_names_do_something(guide: str, seen: Seen) -> None:
    named = {each.replace("Enter", "Return") for each in _KEYS.findall(text_of(guide))}
    assert named - seen.keys - _EVERYWHERE == set()


def test_the_pictures_that_are_made_are_those_that_the_guides_show(seen: Seen) -> None:
    shown = {name for guide in GUIDES for name in _PICTURES.findall(text_of(guide))}
    assert shown == set(seen.pictures) == {each.stem for each in PICTURES.iterdir()}


def test_the_pictures_show_what_is_there_now(seen: Seen) -> None:
    stale = [
        name for name, words in seen.pictures.items() if words_of(PICTURES / f"{name}.png") != words
    ]
    assert stale == [], "make guide-pictures takes them again; look at them before you commit"


def test_the_pictures_are_small_and_of_one_size() -> None:
    for each in PICTURES.iterdir():
        with Image.open(each) as picture:
            assert picture.size == SIZE.toTuple(), each.name
        assert each.stat().st_size < MOST_BYTES, each.name


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    places = (each.partition("#")[0] for each in _LINKS.findall(page.read_text("utf-8")))
    inside = [each for each in places if each and "://" not in each]
    assert [each for each in inside if not (DOCS / each).exists()] == []


def test_the_policy_that_it_is_shown_is_one_and_names_every_rule(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(.*?)```", text_of("it-page"), re.DOTALL)
    # As on Linux, where a drive's letter makes no whole path.
    here = re.sub(r"'(?:%USERPROFILE%|H:)[^']*'", f"'{tmp_path}'", shown)
    policy.read(here.encode(), tmp_path / "policy.toml")
    named = {table: set(rules) for table, rules in tomllib.loads(here).items()}
    there = {each.name: each.default_factory for each in fields(policy.Policy)}
    del there["path"]
    assert named == {name: {each.name for each in fields(kind)} for name, kind in there.items()}


def text_of(guide: str) -> str:
    return (DOCS / f"{guide}.md").read_text(encoding="utf-8")
