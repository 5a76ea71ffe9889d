"""Where the keys go, what the window is called and what is spoken, from page to page."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QWidget

from highlight_desktop.errors import StoreError
from highlight_desktop.outbox.documents import ALL
from highlight_desktop.outbox.submit import Document
from highlight_desktop.report.edition import AnswerKind
from tests.flows.conftest import Person, spoken
from ui.confirmation_page import ConfirmationPage, Ready
from ui.editor import page as editor_page
from ui.editor import save_drive
from ui.editor.section_tabs import SectionTabs
from ui.home.reports_table import ReportsTable

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the editor page says aloud."""
    aloud: list[str] = []
    for module in (editor_page, save_drive):
        monkeypatch.setattr(module, "announce", lambda _widget, text: aloud.append(text))
    return aloud


def mnemonics(window: QWidget) -> Counter[str]:
    """The letters that go with Alt here and now, each with how many things want it."""
    texts = [each.text() for each in window.findChild(QMenuBar).actions()]
    for widget in window.findChildren(QWidget):
        is_label = isinstance(widget, QLabel) and widget.buddy() is not None
        if widget.isVisible() and (isinstance(widget, QAbstractButton) or is_label):
            texts.append(widget.text())
    found = (re.search("&([^&])", text.replace("&&", "")) for text in texts)
    return Counter(match[1].casefold() for match in found if match)


def assert_no_clash(person: Person) -> None:
    clashes = {letter: count for letter, count in mnemonics(person.window).items() if count > 1}
    assert clashes == {}


def test_the_focus_is_where_each_page_begins(person: Person) -> None:
    assert spoken(person.focus) == "New report"
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.window._acts.new("2021-01")
    person.wait(lambda: spoken(person.focus) == "Service areas")
    person.write("Parks")
    person.back_to_list()
    person.wait(lambda: isinstance(person.focus, ReportsTable))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)
    # The first gap.
    person.wait(lambda: person.editor.isAncestorOf(person.focus))
    assert spoken(person.focus) != "Service areas"


def test_the_title_says_which_report_it_is_while_its_header_is_filled_in(person: Person) -> None:
    assert person.window.windowTitle() == "Highlight reports"
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.window._acts.new("2021-01")
    person.write("Parks and Libraries")
    person.wait(lambda: "Parks and Libraries" in person.window.windowTitle())
    person.back_to_list()
    assert person.window.windowTitle() == "Highlight reports"


def test_page_down_and_up_go_round_the_sections(person: Person) -> None:
    person.begin_report()
    tabs = person.editor._tabs
    count = tabs.count()
    before = tabs.currentIndex()
    for _ in range(count):
        person.press(KEY.Key_PageDown, CTRL)
        assert person.editor.isAncestorOf(person.focus)
    assert tabs.currentIndex() == before
    person.press(KEY.Key_PageUp, CTRL)
    assert tabs.currentIndex() == before - 1


def test_tab_goes_from_the_sections_to_the_answers_the_tools_the_text_and_the_tick(
    person: Person,
) -> None:
    person.begin_report()
    person.editor._tabs.setFocus()
    order = [spoken(person.focus)]
    while len(order) < 40:
        person.press(KEY.Key_Tab)
        if isinstance(person.focus, SectionTabs):
            break
        order.append(spoken(person.focus))
    wanted = (
        "Answer No change",
        "Answer Not applicable",
        "Bold",
        person.editor._sections["guidance"].section.heading,
        "I have completed this section",
    )
    places = [next(i for i, name in enumerate(order) if text in name) for text in wanted]
    assert places == sorted(places), order
    assert {"Check answers", "Submit…", "All reports"} <= set(order)


def test_no_two_things_on_a_page_want_the_same_letter(person: Person, tmp_path: Path) -> None:
    assert_no_clash(person)
    person.begin_report()
    assert_no_clash(person)
    guidance = person.editor._sections["guidance"]
    guidance._nil_buttons[AnswerKind.NOT_APPLICABLE].click()
    person.editor._notes.show()
    person.editor._notes._toggle.show()
    person.editor.check()
    assert_no_clash(person)
    person.back_to_list()
    person.wait(lambda: isinstance(person.focus, ReportsTable))
    assert_no_clash(person)
    files = tuple(Document(kind, tmp_path / f"a{kind.suffix}", 1) for kind in ALL)
    person.window._pages.show_confirmation(
        Ready("Parks", "0" * 64, tmp_path, files, "a@b.example", "Subject", "Message")
    )
    person.wait(lambda: bool(person.window.findChildren(ConfirmationPage)))
    assert_no_clash(person)


def test_saved_is_spoken_when_it_is_news_and_not_at_every_pause(
    person: Person, said: list[str]
) -> None:
    person.begin_report()
    said.clear()
    for word in ("One ", "two ", "three."):
        person.write(word)
        person.wait(lambda: person.editor.all_saved)
    assert len(said) == 1
    assert re.fullmatch(r"All changes saved \d\d:\d\d:\d\d", said[0])
    person.press(KEY.Key_S, CTRL)
    assert len(said) == 2
    assert said[1].endswith(person.saved_words[-8:])


def test_a_save_that_fails_is_spoken_once_with_the_next_step_and_so_is_its_end(
    person: Person, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise StoreError("The disk is full.", "Make room on it.")

    person.begin_report()
    said.clear()
    monkeypatch.setattr(person.window._store, "save", refuse)
    person.write("Kept in memory.")
    person.wait(lambda: person.editor._saving._autosave.failures > 1)
    assert len(said) == 1
    assert said[0].startswith("Not saved. The disk is full. Make room on it.")
    monkeypatch.undo()
    person.wait(lambda: person.editor.all_saved)


def test_what_is_told_to_a_screen_reader_stands_there_to_be_read_as_well(person: Person) -> None:
    """Nothing here listens, so the event is only made and sent; it must not harm."""
    person.begin_report()
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        person.press(KEY.Key_S, CTRL)
        label = QAccessible.queryAccessibleInterface(person.editor._top._saved)
        assert "All changes saved" in label.text(QAccessible.Text.Name)
    finally:
        QAccessible.setActive(was_active)


def test_the_view_menu_sorts_the_list_and_offers_it_only_there(person: Person) -> None:
    view = person.window._menus._view
    sorting = person.window._pages.home.sorting.menu
    person.begin_report()
    assert not sorting.menuAction().isVisible()
    person.back_to_list()
    assert sorting.menuAction() in view.actions()
    assert sorting.menuAction().isVisible()
    # There and back once more, and it stands there once.
    person.begin_report()
    person.back_to_list()
    assert view.actions().count(sorting.menuAction()) == 1
    person.wait(lambda: isinstance(person.focus, ReportsTable))
    person.press(KEY.Key_5, CTRL)
    header = person.window.findChild(ReportsTable).horizontalHeader()
    assert header.sortIndicatorSection() == 4
