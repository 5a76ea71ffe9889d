"""A real report of June 2020 comes in, goes out, and is carried over into the form of 2021."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from highlight_desktop import settings
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import Block, plain_text
from highlight_desktop.report.report import Place, Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from tests.flows.conftest import Person, spoken, words_on
from tests.flows.test_starting_from_the_last_report import (
    asked,
    page,
    start,
)
from tests.flows.test_writing_a_report import text_of_pdf
from ui.confirmation_page import ConfirmationPage
from ui.dialogs.submit_dialog import SubmitDialog
from ui.editor.page import EditorPage
from ui.editor.prose_editor import ProseEditor
from ui.widgets.link_button import LinkButton

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key

LINES = {"guidance": 2, "activity": 9, "recovery": 2, "decisions": 1, "finance": 2}
"""Paragraphs and bullets of the sample, counted in its file: all but headings and No change."""


FROM_LAST_PERIOD = re.compile(r"In “(?P<name>.+)” (?P<count>.+) from last period\.")


def to_confirm_in(editor: EditorPage) -> int:
    return sum(editor._places.to_confirm(each) for each in editor._places.written())


def confirm_everything(person: Person) -> int:
    """From one to the next until none is left; how many keys it took to confirm."""
    pressed = 0
    while to_confirm_in(page(person)):
        person.press(KEY.Key_F4)
        before = to_confirm_in(page(person))
        person.press(KEY.Key_K, CTRL | SHIFT)
        assert to_confirm_in(page(person)) == before - 1
        pressed += 1
    return pressed


def answer_what_is_left(person: Person) -> None:
    """Nothing to report wherever nothing is written."""
    for finding in [each for each in page(person).check() if each.blocks]:
        page(person).go_to(finding.place)
        while "Nothing to report" not in spoken(person.focus):
            person.press(KEY.Key_Backtab)
        person.press(KEY.Key_Space)


def submit(person: Person) -> None:
    person.press(KEY.Key_Return, CTRL)
    person.wait(lambda: isinstance(QApplication.activeModalWidget(), SubmitDialog))
    person.press(KEY.Key_Return)
    person.wait(lambda: bool(person.window.findChildren(ConfirmationPage)))


def sending_to(folder: Path, outbox: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    outbox.mkdir()
    chosen = Settings(
        hub_address="hub@council.example",
        outbox_folder=str(outbox),
        local_authority="Fenbridge",
    )
    settings.save(chosen, folder)


def import_and_submit(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last report, as it came from Word, becomes one that was submitted here."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_O, CTRL)
    answer_what_is_left(person)
    submit(person)
    person.wait(lambda: "Report submitted" in spoken(person.focus))
    person.back_to_list()
    person.wait(lambda: bool(person.window._pages.shown_report_id))


def start_the_next(person: Person) -> None:
    person.press(KEY.Key_N, CTRL | SHIFT)
    dialog = asked(person)
    assert dialog.chosen().edition.id == "2021-01"
    assert dialog.chosen().typed_period == "22 June to 5 July 2020"
    # The form of June did not ask for it; it was answered once, at the first start.
    assert start(person).report.typed(FieldId.LOCAL_AUTHORITY) == "Fenbridge"


def refused(person: Person) -> dict[str, str]:
    """What is carried, by section, in the list of what stands in the way of submitting."""
    person.press(KEY.Key_Return, CTRL)
    assert not person.dialogs(SubmitDialog)
    assert "There is a problem" in words_on(page(person))
    sections = page(person).report.edition.sections
    found = {}
    for link in page(person).findChildren(LinkButton):
        if told := FROM_LAST_PERIOD.match(spoken(link)):
            [section] = [each.id for each in sections if each.name == told["name"]]
            assert section not in found
            found[section] = told["count"]
    person.press(KEY.Key_Escape, times=2)
    return found


def in_words(waiting: dict[str, int]) -> dict[str, str]:
    return {
        section: "one paragraph is" if count == 1 else f"{count} paragraphs are"
        for section, count in waiting.items()
        if count
    }


def lines(report: Report) -> list[str]:
    """Every line that was written, whichever section it is in."""
    texts = (plain_text(answer.prose) for answer in report.answers.values())
    return [line for text in texts for line in text.split("\n") if line]


def at_cursor(person: Person) -> tuple[str, Block]:
    """The section the cursor is in, and the block."""
    editor = person.focus
    assert isinstance(editor, ProseEditor)
    place = page(person).place
    assert place.kind == "section"
    return place.id, editor.prose()[editor.textCursor().blockNumber()]


def next_to_confirm(person: Person) -> tuple[str, str]:
    """Go to the next paragraph that waits; its section and its words."""
    person.press(KEY.Key_F4)
    section, block = at_cursor(person)
    assert block.carried
    return section, block.text


def remove_paragraph(person: Person) -> None:
    """Take the whole paragraph out, so that the one below comes up."""
    editor = person.focus
    assert isinstance(editor, ProseEditor)
    below = editor.textCursor().blockNumber() + 1
    while editor.textCursor().blockNumber() < below:
        person.press(KEY.Key_Down, SHIFT)
    while not editor.textCursor().atBlockStart():
        person.press(KEY.Key_Left, SHIFT)
    person.press(KEY.Key_Delete)


def test_each_carried_paragraph_stands_in_the_way_until_it_is_confirmed_edited_or_removed(
    open_window: Callable[[Path], Person],
    data_folder: Path,
    tmp_path: Path,
    samples: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [june] = [each for each in samples if each.name.startswith("2020-06")]
    sending_to(data_folder, tmp_path / "out")
    person = open_window(data_folder)
    import_and_submit(person, june, monkeypatch)
    start_the_next(person)
    waiting = dict(LINES)
    assert refused(person) == in_words(waiting)

    page(person).go_to(Place("header"))
    section, confirmed = next_to_confirm(person)
    person.press(KEY.Key_K, CTRL | SHIFT)
    waiting[section] -= 1
    assert refused(person) == in_words(waiting)

    section, edited = next_to_confirm(person)
    person.write("Still so: ")
    waiting[section] -= 1
    assert refused(person) == in_words(waiting)

    section, removed = next_to_confirm(person)
    remove_paragraph(person)
    waiting[section] -= 1
    assert refused(person) == in_words(waiting)
    assert len({confirmed, edited, removed}) == 3

    # Counted a moment after the last key.
    person.wait(lambda: to_confirm_in(page(person)) == sum(waiting.values()))
    assert confirm_everything(person) == sum(waiting.values())
    answer_what_is_left(person)
    submit(person)
    person.close()
    with Store.open(data_folder) as store:
        newest, earlier = store.summaries()
        assert (newest.state, earlier.state) == (State.SUBMITTED, State.SUBMITTED)
        sent, before = store.snapshot(newest.id), store.snapshot(earlier.id)
    assert (before.report.edition.id, sent.report.edition.id) == ("2020-06", "2021-01")
    assert b'"carried"' not in sent.content
    was, said = lines(before.report), lines(sent.report)
    was[was.index(edited)] = f"Still so: {edited}"
    was.remove(removed)
    assert confirmed in was
    assert sorted(said) == sorted(was)
    papers = {text_of_pdf(path) for path in (tmp_path / "out").glob("*.pdf")}
    assert sorted("Still so: " in paper for paper in papers) == [False, True]
