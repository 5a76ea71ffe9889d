"""Whatever other programs put on the clipboard goes through the whole window, into the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from highlight_desktop.inbox.clipboard.pasted import LARGE_PASTE_CHARACTERS
from highlight_desktop.report import edition
from highlight_desktop.report.prose import Block, BlockKind, Prose, plain_text
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, spoken, words_on
from tests.inbox.clipboard import corpus
from ui.editor.large_paste_dialog import LargePasteDialog

pytestmark = pytest.mark.flow

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
SECTIONS = [each.id for each in edition.newest().sections]
REPORTS = [
    corpus.NAMES[start : start + len(SECTIONS)]
    for start in range(0, len(corpus.NAMES), len(SECTIONS))
]
"""As many clipboards as the form has sections, so that each has a section to itself."""
LONG = "word " * (LARGE_PASTE_CHARACTERS // 5) + "end"


@pytest.fixture
def author(person: Person) -> Iterator[Person]:
    """Somebody in front of the header of a new report."""
    person.press(KEY.Key_Space)
    menu = person.menu()
    person.qtbot.keyClick(menu, KEY.Key_Down)
    person.qtbot.keyClick(menu, KEY.Key_Return)
    person.wait(lambda: spoken(person.focus) == "Service areas")
    assert person.editor.report.edition == edition.newest()
    yield person
    QGuiApplication.clipboard().clear()


def copy_elsewhere(html: str, text: str) -> None:
    """What another program does: the clipboard holds the words twice, dressed and bare."""
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def shown(person: Person) -> dict[str, Prose]:
    """What each section on the screen says, as far as it says anything."""
    said = {each: panel.editor.prose() for each, panel in person.editor._sections.items()}
    return {section: prose for section, prose in said.items() if plain_text(prose)}


def stored(folder: Path) -> dict[str, Prose]:
    with Store.open(folder) as store:
        [summary] = store.summaries()
        answers = store.load(summary.id).report.answers
    return {section: answer.prose for section, answer in answers.items()}


def close_and_open_again(
    person: Person, open_window: Callable[[Path], Person], folder: Path
) -> Person:
    """Leave the program, and come back to the report that was written last."""
    person.close()
    again = open_window(folder)
    again.press(KEY.Key_Return)
    again.wait(lambda: again.window._pages.editor is not None)
    return again


def asked(person: Person) -> LargePasteDialog:
    """The question about a long paste, once it takes the keys."""
    dialog = person.dialog(LargePasteDialog)
    person.wait(lambda: dialog.isAncestorOf(person.focus))
    return dialog


@pytest.mark.parametrize("names", REPORTS, ids=lambda names: f"{names[0]}-to-{names[-1]}")
def test_each_clipboard_is_told_undone_pasted_again_saved_and_there_the_next_time(
    author: Person,
    open_window: Callable[[Path], Person],
    data_folder: Path,
    names: list[str],
) -> None:
    for name in names:
        prose, notes = corpus.expected(name)
        author.press(KEY.Key_PageDown, CTRL)
        copy_elsewhere(corpus.html(name), plain_text(prose))
        author.press(KEY.Key_V, CTRL)
        text = author.editor._sections[author.editor.place.id].editor
        assert text is author.focus
        assert corpus.written(text.prose()) == corpus.written(prose), name
        assert author.editor._top._remark.text() == " ".join(notes), name
        author.press(KEY.Key_Z, CTRL)
        assert text.prose() == (), name
        author.press(KEY.Key_Y, CTRL)
        assert text.prose() == prose, name
    author.press(KEY.Key_S, CTRL)
    author.wait(lambda: author.editor.all_saved and "All changes saved" in author.saved_words)
    before = shown(author)
    assert before == {
        section: corpus.expected(name)[0] for section, name in zip(SECTIONS, names, strict=False)
    }
    again = close_and_open_again(author, open_window, data_folder)
    assert shown(again) == before
    again.close()
    assert stored(data_folder) == before


@pytest.mark.parametrize("names", REPORTS, ids=lambda names: f"{names[0]}-to-{names[-1]}")
def test_of_each_clipboard_the_words_alone_are_pasted_with_shift(
    author: Person, data_folder: Path, names: list[str]
) -> None:
    bare = {}
    for section, name in zip(SECTIONS, names, strict=False):
        bare[section] = [f"The words of {name}.", "And no look of them."]
        author.press(KEY.Key_PageDown, CTRL)
        copy_elsewhere(corpus.html(name), "\n".join(bare[section]))
        author.press(KEY.Key_V, CTRL_SHIFT)
    author.close()
    assert stored(data_folder) == {
        section: tuple(Block(BlockKind.PARAGRAPH, line) for line in lines)
        for section, lines in bare.items()
    }


def test_beyond_the_limit_it_asks_and_what_is_agreed_to_is_stored(
    author: Person, data_folder: Path
) -> None:
    author.press(KEY.Key_PageDown, CTRL)
    author.write("Before. ")
    copy_elsewhere(f"<p>{LONG}</p>", LONG)
    author.press(KEY.Key_V, CTRL)
    dialog = asked(author)
    assert f"Paste {len(LONG):,} characters?" in words_on(dialog)
    assert shown(author) == {"guidance": (Block(BlockKind.PARAGRAPH, "Before. "),)}
    author.press(KEY.Key_Escape)
    author.wait(lambda: not author.dialogs(LargePasteDialog))
    author.write("Between. ")

    author.press(KEY.Key_V, CTRL)
    asked(author)
    author.press(KEY.Key_Return)
    author.wait(lambda: not author.dialogs(LargePasteDialog))
    author.write(" After.")
    author.close()
    [block] = stored(data_folder)["guidance"]
    assert block.text == f"Before. Between. {LONG} After."
