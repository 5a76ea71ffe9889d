"""Typing goes on while the disk is full or gone, and nothing typed is lost (faults S1, S5, S12)."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from highlight_desktop import unsaved
from tests.flows.conftest import Person, words_on, written
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.unsaved_found_dialog import UnsavedFoundDialog
from ui.dialogs.unsaved_question import UnsavedQuestion

pytestmark = pytest.mark.flow

Opened = Callable[[Path], Person]
LONG = "The slipway was dredged and the buoys were counted.\n" * 380


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, which root on Linux alone can have."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        run("mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted here by root on Linux only")
    yield place
    run("umount", "--lazy", str(place))


def fill(place: Path) -> Path:
    """Leave no room on a disk."""
    filler = place / "photographs"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            return filler


def paste(person: Person, text: str) -> None:
    QApplication.clipboard().setText(text)
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_on_a_full_disk_typing_goes_on_a_copy_is_saved_and_it_opens_at_the_next_start(
    open_window: Opened, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = disk / "data"
    person = open_window(data)
    person.begin_report()
    person.write("Before. ")
    person.wait(lambda: "All changes saved" in person.saved_words)
    filler = fill(disk)
    paste(person, LONG)
    person.wait(lambda: "Not saved" in person.saved_words)
    assert "full" in person.saved_words
    person.write("Typed on. ")
    person.wait(lambda: bool(unsaved.found(data)))
    assert "Not saved" in person.saved_words

    copy = tmp_path / "copy.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(copy), ""))
    person.window.close()
    question = person.dialog(UnsavedQuestion)
    person.click(question, "Save a copy")
    assert "Typed on." in copy.read_text(encoding="utf-8")
    person.wait(lambda: "Your text waits" in words_on(question))
    person.click(question, "Leave")
    assert "backup could not be made" in words_on(person.dialog(ProblemDialog))
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.window.isVisible())

    # Still full: what was saved is read.
    again = open_window(data)
    assert again.window._store is not None
    [listed] = again.window._store.summaries()
    assert "Before." in str(again.window._store.load(listed.id).report)
    filler.unlink()
    again.click(again.dialog(UnsavedFoundDialog), "Bring it back")
    again.wait(lambda: again.window._pages.editor is not None)
    again.close()
    assert "Typed on." in written(data)[0]


def test_as_soon_as_there_is_room_what_was_typed_is_saved_by_itself(
    open_window: Opened, disk: Path
) -> None:
    person = open_window(disk / "data")
    person.begin_report()
    filler = fill(disk)
    paste(person, LONG)
    person.wait(lambda: "Not saved" in person.saved_words)
    filler.unlink()
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.close()
    [text] = written(disk / "data")
    assert text.startswith(LONG.splitlines()[0])


def test_a_disk_pulled_out_is_told_and_what_was_typed_is_saved_when_it_is_back(
    open_window: Opened, tmp_path: Path
) -> None:
    data = tmp_path / "stick" / "data"
    person = open_window(data)
    person.begin_report()
    person.write("Before. ")
    person.wait(lambda: "All changes saved" in person.saved_words)
    away = data.parent.rename(tmp_path / "pulled out")
    person.write("Without the disk. ")
    person.wait(lambda: "no longer there" in person.saved_words)
    person.wait(lambda: bool(unsaved.found(data)))
    assert not data.exists()
    person.write("And on. ")
    away.rename(data.parent)
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.wait(lambda: not unsaved.found(data))
    person.close()
    assert "Before. Without the disk. And on." in written(data)[0]
