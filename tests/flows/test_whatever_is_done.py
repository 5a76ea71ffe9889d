"""Whatever somebody does in whatever order, what is shown is what was typed, and is stored."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person
from ui.editor.history_dialog import HistoryDialog
from ui.editor.section_panel import SectionPanel

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
SECTIONS = ("guidance", "recovery", "finance")
TYPED = st.sampled_from(
    ["bins", "parks & gardens", "<b>open</b>", "4,000", "Wren's", "3 * 4", '"late"', "_so_"]
)
NIL = st.sampled_from([AnswerKind.NO_CHANGE, AnswerKind.NOTHING_TO_REPORT])
COPY = "import shutil, sys; shutil.copytree(*sys.argv[1:])"


class Author(RuleBasedStateMachine):
    """Somebody at the keyboard, and beside them a plain list of all they have typed."""

    open_window: ClassVar[Callable[[Path], Person]]
    folders: ClassVar[Iterator[Path]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = next(self.folders)
        self.person = Author.open_window(self.folder)
        self.person.begin_report()
        self.lines = {each: [""] for each in SECTIONS}
        self.nil: dict[str, AnswerKind | None] = dict.fromkeys(SECTIONS)
        self.section = SECTIONS[0]

    # What is done

    @rule(words=TYPED)
    @precondition(lambda self: not self.nil[self.section])
    def write(self, words: str) -> None:
        self.person.write(f"{words} ")
        self.lines[self.section][-1] += f"{words} "

    @rule()
    @precondition(lambda self: not self.nil[self.section] and self.lines[self.section][-1])
    def start_a_block(self) -> None:
        self.person.write("\n")
        self.lines[self.section].append("")

    @rule(times=st.integers(1, 4))
    @precondition(lambda self: not self.nil[self.section] and self.lines[self.section][-1][4:])
    def rub_out(self, times: int) -> None:
        self.person.press(KEY.Key_Backspace, times=times)
        self.lines[self.section][-1] = self.lines[self.section][-1][:-times]

    @rule(key=st.sampled_from([KEY.Key_B, KEY.Key_L, KEY.Key_H]))
    @precondition(lambda self: not self.nil[self.section])
    def change_the_look(self, key: KEY) -> None:
        """Bold, a bullet or a sub-heading: no word may come or go with it."""
        shift = Qt.KeyboardModifier.NoModifier if key is KEY.Key_B else SHIFT
        self.person.press(key, CTRL | shift)

    @rule(section=st.sampled_from(SECTIONS))
    def turn_to(self, section: str) -> None:
        self.section = section
        self.person.go_to(section)
        self.panel(section).editor.moveCursor(QTextCursor.MoveOperation.End)

    @rule(kind=NIL)
    def answer_without_text_or_take_that_back(self, kind: AnswerKind) -> None:
        self.panel(self.section)._nil_buttons[kind].click()
        self.nil[self.section] = None if self.nil[self.section] is kind else kind
        self.turn_to(self.section)

    @rule(at_once=st.booleans())
    def wait_until_it_is_called_saved(self, at_once: bool) -> None:
        if at_once:
            self.person.press(KEY.Key_S, CTRL)
        self.person.wait(lambda: self.is_called_saved)
        assert self.left_by_a_kill() == self.shown

    @rule(which=st.integers(0, 9))
    def restore_an_earlier_version(self, which: int) -> None:
        self.person.press(KEY.Key_F9)
        dialog = self.person.dialog(HistoryDialog)
        # The first row is how things stand.
        dialog._list.setCurrentRow(which % dialog._list.count())
        self.person.wait(lambda: dialog._remark.text() != "Comparing…")
        page, revision = self.person.editor, dialog.chosen_revision()
        if dialog._restore.isEnabled():
            dialog._restore.click()
            self.person.wait(lambda: self.person.editor is not page)
            self.remember(answers_of(self.store.version(self.person.editor.report.id, revision)))
            assert self.left_by_a_kill() == self.shown
        else:
            dialog._close.click()
        self.turn_to(self.section)

    @rule()
    def be_killed(self) -> None:
        """At any moment, and what was called saved at that moment is there."""
        was_called_saved, shown = self.is_called_saved, self.shown
        found = self.left_by_a_kill()
        assert found == shown or not was_called_saved, "what was called saved is gone"

    @rule()
    def close_and_come_back(self) -> None:
        shown = self.shown
        self.person.close()
        assert stored(self.folder) == shown
        self.person = Author.open_window(self.folder)
        self.person.press(KEY.Key_Return)
        self.person.wait(lambda: self.person.window._pages.editor is not None)
        self.turn_to(self.section)

    # What is always true

    @invariant()
    def what_is_shown_is_what_was_typed(self) -> None:
        shown = self.shown
        assert {each: lines_of(shown[each]) for each in SECTIONS} == self.lines
        kinds = {each: shown[each].kind if shown[each].kind.is_nil else None for each in SECTIONS}
        assert kinds == self.nil

    def teardown(self) -> None:
        if not self.person.window.isVisible():
            return  # A step failed between two windows.
        shown = self.shown
        self.person.close()
        assert stored(self.folder) == shown

    # How one knows

    def panel(self, section: str) -> SectionPanel:
        return self.person.editor._sections[section]

    @property
    def shown(self) -> dict[str, Answer]:
        return {each: self.panel(each).answer() for each in SECTIONS}

    @property
    def is_called_saved(self) -> bool:
        return "All changes saved" in self.person.saved_words

    @property
    def store(self) -> Store:
        assert self.person.window._store is not None
        return self.person.window._store

    def left_by_a_kill(self) -> dict[str, Answer]:
        """What the next program finds in the files as they are at this moment."""
        left = next(self.folders)
        # In a process of its own: to close a file here would end SQLite's locks on it. And
        # between two transactions: a copy takes longer than a moment.
        with self.store._database._lock:
            subprocess.run([sys.executable, "-S", "-c", COPY, self.folder, left], check=True)
        return stored(left)

    def remember(self, answers: dict[str, Answer]) -> None:
        for section, answer in answers.items():
            self.lines[section] = lines_of(answer)
            self.nil[section] = answer.kind if answer.kind.is_nil else None


def lines_of(answer: Answer) -> list[str]:
    return plain_text(answer.prose).split("\n")


def answers_of(report: Report) -> dict[str, Answer]:
    return {each: report.answer_to(report.edition.section(each)) for each in SECTIONS}


def stored(folder: Path) -> dict[str, Answer]:
    """What a program that starts now finds in a folder."""
    with Store.open(folder) as store:
        [summary] = store.summaries()
        return answers_of(store.load(summary.id).report)


def test_whatever_is_done_what_is_shown_is_what_was_typed_and_is_stored(
    open_window: Callable[[Path], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = (tmp_path / str(number) for number in count())
    monkeypatch.setattr(Author, "open_window", staticmethod(open_window), raising=False)
    monkeypatch.setattr(Author, "folders", folders, raising=False)
    run_state_machine_as_test(
        Author,
        settings=settings(
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            # Without shrinking: each try opens windows, and a story of 25 steps can be read.
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
