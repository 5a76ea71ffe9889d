"""A director looks for words in all reports, and goes to where they stand, by the keyboard."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place, Report
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken, words_on
from ui.widgets.paragraph_list import ParagraphList

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
NOW = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.flow


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    """Somebody with two reports, one of which tells of a helpline."""
    with Store.open(data_folder) as store:
        for areas, text in (
            ("Parks", "Benches were mended."),
            ("Libraries", "Loans went up.\nThe Covid 19 helpline took 40 calls."),
        ):
            report = Report(new_id(), edition.newest())
            report, _ = report.fill_in(FieldId.SERVICE_AREAS, areas)
            report, _ = report.write("activity", blocks_of(text)[0])
            store.create(report, now=NOW)
    return open_window(data_folder)


def look_for(person: Person, words: str) -> None:
    page = person.window._pages.search
    person.press(KEY.Key_F, CTRL_SHIFT)
    person.wait(lambda: person.window._pages.currentWidget() is page)
    with person.qtbot.waitSignal(page.searched):
        assert person.focus.text() in ("", person.focus.selectedText())
        person.write(words)
        person.press(KEY.Key_Return)


def test_words_are_found_in_any_spelling_and_their_place_is_opened(person: Person) -> None:
    look_for(person, "c-19 helplines")
    page = person.window._pages.search
    person.wait(lambda: spoken(person.focus) == "Places found")
    assert "1 place." in words_on(page)
    assert person.window.windowTitle().startswith("Search")

    person.press(KEY.Key_Return)

    person.wait(lambda: person.window._pages.editor is not None)
    assert person.editor.report.typed(FieldId.SERVICE_AREAS) == "Libraries"
    assert person.editor.place == Place("section", "activity")
    assert person.focus.textCursor().selectedText() == "Covid 19"

    # Back at the search, the words and what they found are still there.
    person.press(KEY.Key_F, CTRL_SHIFT)
    person.wait(lambda: page.findChild(ParagraphList).isVisible())
    person.press(KEY.Key_Escape)
    person.wait(lambda: person.window._pages.is_list)


def test_whoever_comes_back_types_other_words_though_the_last_are_looked_for_again(
    person: Person,
) -> None:
    look_for(person, "helpline")
    person.wait(lambda: spoken(person.focus) == "Places found")
    person.press(KEY.Key_Escape)
    person.wait(lambda: person.window._pages.is_list)

    page = person.window._pages.search
    with person.qtbot.waitSignal(page.searched):
        person.press(KEY.Key_F, CTRL_SHIFT)
    person.window._background.settle()
    person.write("benches")
    with person.qtbot.waitSignal(page.searched):
        person.press(KEY.Key_Return)
    person.wait(lambda: spoken(person.focus) == "Places found")
    assert page._hits[0].service_areas == "Parks"


def test_what_was_typed_a_moment_ago_is_found(person: Person) -> None:
    person.begin_report()
    person.write("A walrus came to the pond.")

    look_for(person, "walrus")

    person.wait(lambda: "1 place." in words_on(person.window._pages.search))


def test_nothing_found_says_what_to_try_and_the_words_keep_the_keys(person: Person) -> None:
    look_for(person, "zebra")
    page = person.window._pages.search
    person.wait(lambda: "Try fewer of them" in words_on(page))
    assert person.focus.text() == "zebra"
