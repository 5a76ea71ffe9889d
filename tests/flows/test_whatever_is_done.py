"""Whatever somebody does in whatever order, what is shown is what was typed, and is stored."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of, plain_text
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person
from tests.flows.test_starting_from_the_last_report import asked, made_up, start, submitted
from ui.editor.history_dialog import HistoryDialog
from ui.editor.prose_editor import ProseEditor
from ui.editor.section_panel import SectionPanel

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
SECTIONS = ("guidance", "activity", "recovery")
TYPED = st.sampled_from(
    ["bins", "parks & gardens", "<b>open</b>", "4,000", "Wren's", "3 * 4", '"late"', "_so_"]
)
NIL = st.sampled_from([AnswerKind.NO_CHANGE, AnswerKind.NOTHING_TO_REPORT])
LAST: dict[str, Prose] = {
    "guidance": blocks_of("Ponds are cleared in autumn.\nThe depot has moved.")[0],
    "recovery": (Block(BlockKind.BULLET, "Buses run on Sundays.", bold=((0, 5),)),),
}
"""What the report before said, when there was one."""
PASTED_LINES = ("Two lamps were mended.", "One is new.")
MORE_THAN_EVER_DONE = 200
COPY = """
import contextlib, shutil, sys

def copy(path, to):
    with contextlib.suppress(FileNotFoundError):  # written beside its place, and in it by now
        shutil.copy2(path, to)

shutil.copytree(*sys.argv[1:], copy_function=copy)
"""


State = tuple[tuple[str, ...], AnswerKind | None]
"""The lines of a section, and its answer if that is none in words."""


class Author(RuleBasedStateMachine):
    """Somebody at the keyboard, and beside them a plain list of all they have typed."""

    open_window: ClassVar[Callable[[Path], Person]]
    folders: ClassVar[Iterator[Path]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = next(self.folders)
        self.section = SECTIONS[0]

    @initialize(carried=st.booleans())
    def begin(self, carried: bool) -> None:
        """With an empty form, or with what the last report said."""
        if carried:
            submitted(self.folder, made_up("2020-06", "8 to 21 June 2020", **LAST))
        self.person = Author.open_window(self.folder)
        if carried:
            self.person.press(KEY.Key_N, CTRL | SHIFT)
            asked(self.person)
            start(self.person)
        else:
            self.person.begin_report("2021-01")
        self.remember({})
        for self.section in LAST if carried else ():
            # What was carried over can be taken back.
            self.has_become(plain_text(LAST[self.section]).split("\n"))
        self.turn_to(self.section)

    # What is done

    @rule(words=TYPED)
    @precondition(lambda self: self.may_write)
    def write(self, words: str) -> None:
        self.person.write(f"{words} ")
        *before, last = self.lines
        self.has_become([*before, f"{last}{words} "])

    @rule(words=TYPED)
    @precondition(lambda self: self.may_write)
    def write_before_all_else(self, words: str) -> None:
        self.person.press(KEY.Key_Home, CTRL)
        self.person.write(f"{words} ")
        self.person.press(KEY.Key_End, CTRL)
        first, *behind = self.lines
        self.has_become([f"{words} {first}", *behind])

    @rule()
    @precondition(lambda self: self.may_write and self.lines[-1])
    def start_a_block(self) -> None:
        self.person.write("\n")
        self.has_become([*self.lines, ""])

    @rule(times=st.integers(1, 4))
    @precondition(lambda self: self.may_write and self.lines[-1][4:])
    def rub_out(self, times: int) -> None:
        self.person.press(KEY.Key_Backspace, times=times)
        *before, last = self.lines
        self.has_become([*before, last[:-times]])

    @rule()
    @precondition(lambda self: self.may_write)
    def rub_out_all(self) -> None:
        self.person.press(KEY.Key_A, CTRL)
        self.person.press(KEY.Key_Delete)
        self.has_become([""])

    @rule(words=TYPED, plain=st.booleans())
    @precondition(lambda self: self.may_write)
    def paste_words(self, words: str, plain: bool) -> None:
        QGuiApplication.clipboard().setText(words)
        self.person.press(KEY.Key_V, CTRL | SHIFT if plain else CTRL)
        *before, last = self.lines
        self.has_become([*before, last + words])

    @rule(lead=st.sampled_from(["", "- "]))
    @precondition(lambda self: self.may_write and not self.lines[-1])
    def paste_lines(self, lead: str) -> None:
        QGuiApplication.clipboard().setText("\n".join(lead + line for line in PASTED_LINES))
        self.person.press(KEY.Key_V, CTRL)
        self.has_become([*self.lines[:-1], *PASTED_LINES])

    @rule(key=st.sampled_from([KEY.Key_B, KEY.Key_L, KEY.Key_H]))
    @precondition(lambda self: self.may_write)
    def change_the_look(self, key: KEY) -> None:
        """Bold, a bullet or a sub-heading: no word may come or go with it."""
        shift = Qt.KeyboardModifier.NoModifier if key is KEY.Key_B else SHIFT
        self.person.press(key, CTRL | shift)
        if key is KEY.Key_B:
            # For what is typed next: so far nothing is done.
            self.ends[self.section].append(self.texts[self.section])
        else:
            self.has_become(self.lines)

    @rule()
    @precondition(lambda self: self.may_write)
    def confirm_the_last_paragraph(self) -> None:
        self.person.press(KEY.Key_End, CTRL)
        self.person.press(KEY.Key_K, CTRL | SHIFT)
        assert not self.panel(self.section).answer().prose[-1:] or (
            not self.panel(self.section).answer().prose[-1].carried
        )
        self.person.press(KEY.Key_End, CTRL)
        self.ends[self.section].append(self.texts[self.section])

    @rule(section=st.sampled_from(SECTIONS))
    def turn_to(self, section: str) -> None:
        self.section = section
        for _ in self.person.editor.report.edition.sections:
            if self.person.editor.place.id == section:
                break
            self.person.press(KEY.Key_PageDown, CTRL)
        self.person.editor.go_on()
        if not self.texts[section][1]:
            self.person.press(KEY.Key_End, CTRL)

    @rule(kind=NIL)
    def answer_without_text_or_take_that_back(self, kind: AnswerKind) -> None:
        self.panel(self.section)._nil_buttons[kind].click()
        lines, nil = self.texts[self.section]
        self.has_become(list(lines), None if nil is kind else kind)
        self.turn_to(self.section)

    @rule(times=st.integers(1, 3))
    def take_back(self, times: int) -> None:
        """Each time it is as it was at some time before."""
        for _ in range(times):
            self.person.press(KEY.Key_Z, CTRL)
            assert self.state_of(self.section) in self.earlier[self.section]
        self.texts[self.section] = self.state_of(self.section)
        self.turn_to(self.section)

    @rule()
    def take_all_back_and_do_it_again(self) -> None:
        """All is as it was when the report was opened, and then as it was last."""
        self.press_while(self.person.editor.acts.can_undo, KEY.Key_Z)
        assert self.state_of(self.section) == self.earlier[self.section][0]
        self.press_while(self.person.editor.acts.can_redo, KEY.Key_Y)
        assert self.state_of(self.section) in self.ends[self.section]
        self.texts[self.section] = self.state_of(self.section)
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
    def be_killed_and_go_on(self) -> None:
        """The next program opens what was left, and shows just that."""
        found = self.left_by_a_kill()
        left = self.last_left
        self.person.close()
        self.folder = left
        self.open_again(found)

    @rule()
    def close_and_come_back(self) -> None:
        shown = self.shown
        self.person.close()
        assert stored(self.folder) == shown
        self.open_again(shown)

    # What is always true

    @invariant()
    def what_is_shown_is_what_was_typed(self) -> None:
        assert {each: self.state_of(each) for each in SECTIONS} == self.texts

    def teardown(self) -> None:
        if not self.person.window.isVisible():
            return  # A step failed between two windows.
        shown = self.shown
        self.person.close()
        assert stored(self.folder) == shown

    # How one knows

    @property
    def lines(self) -> tuple[str, ...]:
        return self.texts[self.section][0]

    @property
    def may_write(self) -> bool:
        return self.texts[self.section][1] is None

    def has_become(self, lines: Sequence[str], nil: AnswerKind | None = None) -> None:
        """The section one is in says this now, because of what was just done to it."""
        state = (tuple(lines), nil)
        self.texts[self.section] = state
        self.earlier[self.section].append(state)
        self.ends[self.section] = [state]

    def press_while(self, can: Callable[[ProseEditor], bool], key: KEY) -> None:
        for _ in range(MORE_THAN_EVER_DONE):
            if not can(self.panel(self.section).editor):
                return
            self.person.press(key, CTRL)
        raise AssertionError("there is no end to it")

    def remember(self, answers: dict[str, Answer]) -> None:
        """A report is opened: what it says now cannot be taken back."""
        self.texts = {each: state(answers.get(each, Answer())) for each in SECTIONS}
        self.earlier = {each: [self.texts[each]] for each in SECTIONS}
        self.ends = {each: [self.texts[each]] for each in SECTIONS}

    def open_again(self, answers: dict[str, Answer]) -> None:
        self.person = Author.open_window(self.folder)
        if self.person.window._pages.is_list:  # else it leads back to where it was killed
            with self.person.qtbot.waitSignal(self.person.window.ready, timeout=20_000):
                self.person.press(KEY.Key_Return)
        self.remember(answers)
        self.turn_to(self.section)

    def state_of(self, section: str) -> State:
        return state(self.panel(section).answer())

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
        left = self.last_left = next(self.folders)
        # In a process of its own: to close a file here would end SQLite's locks on it. And
        # between two transactions: a copy takes longer than a moment.
        with self.store._database._lock:
            subprocess.run([sys.executable, "-S", "-c", COPY, self.folder, left], check=True)
        return stored(left)


def state(answer: Answer) -> State:
    return tuple(plain_text(answer.prose).split("\n")), answer.kind if answer.kind.is_nil else None


def answers_of(report: Report) -> dict[str, Answer]:
    return {each: report.answer_to(report.edition.section(each)) for each in SECTIONS}


def stored(folder: Path) -> dict[str, Answer]:
    """What a program that starts now finds in a folder."""
    with Store.open(folder) as store:
        [summary] = [each for each in store.summaries() if each.submitted_at is None]
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
            max_examples=8,
            stateful_step_count=40,
            deadline=None,
            # Without shrinking: each try opens windows, and a story of 40 steps can be read.
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
