"""A section without news is answered by one key; what was written stays until it is let go."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from highlight_desktop import settings
from highlight_desktop.report.edition import NIL_ANSWERS, AnswerKind
from highlight_desktop.report.prose import blocks_of, plain_text
from highlight_desktop.report.report import Answer
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, spoken, words_on
from tests.flows.test_starting_from_the_last_report import NOW, made_up, submitted
from tests.flows.test_writing_a_report import text_of_pdf, text_of_workbook
from ui.dialogs.submit_dialog import SubmitDialog

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
STANDING = "The skate park is closed for repair."
WRITTEN = "The skate park opens in spring."


@pytest.fixture
def outbox(tmp_path: Path, data_folder: Path) -> Path:
    folder = tmp_path / "out"
    data_folder.mkdir()
    settings.save(Settings(outbox_folder=str(folder)), data_folder)
    return folder


@pytest.fixture
def author(open_window: Callable[[Path], Person], data_folder: Path, outbox: Path) -> Person:
    """Somebody whose draft follows a report in May that said something, and one in June."""
    may = made_up("2020-06", "11 to 24 May 2020", activity=blocks_of(STANDING)[0])
    june = made_up("2020-06", "25 May to 7 June 2020")
    june, _ = june.answer("activity", Answer(AnswerKind.NO_CHANGE))
    submitted(data_folder, may, june)
    draft = made_up("2020-06", "8 to 21 June 2020")
    with Store.open(data_folder) as store:
        draft, _ = draft.answer("activity", Answer())
        store.create(draft, now=NOW)
    person = open_window(data_folder)
    person.press(KEY.Key_Home, CTRL)
    open_selected(person)
    assert spoken(person.focus) == "New challenges and activity"
    return person


def open_selected(person: Person) -> None:
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)


def answer_or_take_back(person: Person, name: str) -> QPushButton:
    """Press the button of an answer without text, from wherever the keys are in the section."""
    for _ in range(20):
        if spoken(person.focus) == f"Answer {name}":
            break
        person.press(KEY.Key_Backtab)
    button = person.focus
    assert isinstance(button, QPushButton)
    assert spoken(button) == f"Answer {name}"
    person.press(KEY.Key_Space)
    return button


def stored(person: Person) -> Answer:
    """What a program that starts now would find, as soon as everything is saved."""
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: person.editor.all_saved)
    assert person.window._store is not None
    return person.window._store.load(person.editor.report.id).report.answers["activity"]


def test_it_is_given_taken_back_and_given_again_and_no_word_is_lost(
    author: Person, open_window: Callable[[Path], Person], data_folder: Path, outbox: Path
) -> None:
    author.write(WRITTEN)
    panel = author.editor._sections["activity"]
    button = answer_or_take_back(author, "No change")
    assert button.isChecked()
    since = "No change since the report for"
    author.wait(lambda: f"answered “No change”. {since}" in words_on(panel))
    assert "What you wrote is kept below, but is not sent." in words_on(panel)
    assert stored(author) == Answer(AnswerKind.NO_CHANGE, blocks_of(WRITTEN)[0])
    assert author.editor._tabs.accessibleTabName(2) == "New challenges and activity, No change"

    answer_or_take_back(author, "No change")
    assert author.focus is panel.editor
    author.press(KEY.Key_End)
    author.write(" Or in May.")
    assert plain_text(stored(author).prose) == f"{WRITTEN} Or in May."
    assert stored(author).kind is AnswerKind.ANSWERED

    answer_or_take_back(author, "No change")
    author.close()
    again = open_window(data_folder)
    open_selected(again)
    again.press(KEY.Key_PageDown, CTRL)
    while again.editor.place.id != "activity":
        again.press(KEY.Key_PageDown, CTRL)
    assert spoken(again.focus) == "Answer No change"
    assert "What you wrote is kept" in words_on(again.editor._sections["activity"])

    again.press(KEY.Key_Return, CTRL)
    dialog = again.dialog(SubmitDialog)
    again.wait(lambda: dialog.isAncestorOf(again.focus))
    again.press(KEY.Key_Return)
    again.wait(lambda: "Report submitted" in spoken(again.focus))
    for told in (
        text_of_pdf(*outbox.glob("*.pdf")),
        text_of_workbook(*outbox.glob("*.xlsx")),
    ):
        assert "No change" in told
        assert "skate park" not in told


def test_ctrl_z_takes_it_back_and_ctrl_y_gives_it_again(author: Person) -> None:
    author.write(WRITTEN)
    answer_or_take_back(author, "No change")
    author.press(KEY.Key_Z, CTRL)
    assert stored(author) == Answer(AnswerKind.ANSWERED, blocks_of(WRITTEN)[0])
    author.press(KEY.Key_Y, CTRL)
    assert stored(author) == Answer(AnswerKind.NO_CHANGE, blocks_of(WRITTEN)[0])
    answer_or_take_back(author, "Nothing to report")
    author.press(KEY.Key_Z, CTRL, times=2)
    assert stored(author) == Answer(AnswerKind.ANSWERED, blocks_of(WRITTEN)[0])


def test_a_key_answers_from_within_the_text_and_takes_it_back_again(author: Person) -> None:
    panel = author.editor._sections["activity"]
    for key, kind in zip((KEY.Key_1, KEY.Key_2, KEY.Key_3), NIL_ANSWERS, strict=True):
        author.go_to("activity")
        author.press(key, CTRL | SHIFT)
        assert panel.nil is kind
        wanted = "Answer " + kind.label if kind is not AnswerKind.NOT_APPLICABLE else ""
        assert wanted in spoken(author.focus)
        author.press(key, CTRL | SHIFT)
        assert panel.nil is None
        assert spoken(author.focus) == "New challenges and activity", "back in the text"
    author.press(KEY.Key_1, CTRL | SHIFT)
    author.press(KEY.Key_Z, CTRL)
    assert panel.nil is None
