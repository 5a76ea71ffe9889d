"""Measures what a key costs in a section of 100 kB, beside a bare text field of Qt's.

python -m tests.benchmarks.typing [KEYS]      (a figure to look at; no test depends on it)

Both fields hold the same text and get the same keys by turns, each until its letter is
painted. The section is in the real window, with spelling loaded and saving as it goes, on a
database in a temporary folder. Whatever else is due, such as a save, counts against the
section: it goes on only there.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from highlight_desktop.report.prose import Prose, blocks_of
from highlight_desktop.report.report import Place
from tests.benchmarks.rows import Figures, Row
from ui import theme
from ui.editor.prose_editor import ProseEditor
from ui.main_window import MainWindow

SECTION = "guidance"
SIZE_BYTES = 100_000
KEYS = 2000
WARM_UP_KEYS = 50
MOST_TIMES = 1.5
PHRASE = "The reading room opened agian on Monday with more visitors than last year. "
"""One word in it is misspelt."""
PARAGRAPH_SENTENCES = 6
WAIT_S = 30
"""For what happens in the background; measured is nothing of it."""


def text() -> Prose:
    """Paragraphs of ordinary length, 100 kB together."""
    lines = SIZE_BYTES // (PARAGRAPH_SENTENCES * len(PHRASE))
    return blocks_of("\n".join([PHRASE * PARAGRAPH_SENTENCES] * lines))[0]


def wait(until: Callable[[], bool]) -> None:
    latest = time.monotonic() + WAIT_S
    while not until():
        if time.monotonic() > latest:
            raise SystemExit("The window did not come so far; nothing was measured.")
        QTest.qWait(10)


@dataclass(frozen=True, slots=True)
class Key:
    """What one key took, in milliseconds."""

    clock: float
    computing: float
    """Of the window’s thread: other programs lengthen that little."""


def taken(work: Callable[[], object]) -> Key:
    """What a key takes."""
    clock, computing = time.perf_counter(), time.thread_time()
    work()
    return Key(1000 * (time.perf_counter() - clock), 1000 * (time.thread_time() - computing))


def type_in_section(section: ProseEditor, key: str) -> Key:
    """A key and everything the window has to do by then."""

    def work() -> None:
        QTest.keyClicks(section, key)
        QApplication.processEvents()

    return taken(work)


def type_in_bare(bare: QTextEdit, key: str) -> Key:
    """A key and the painting of the field."""

    def work() -> None:
        QTest.keyClicks(bare, key)
        bare.viewport().repaint()

    return taken(work)


def to_the_middle(field: QTextEdit) -> None:
    cursor = field.textCursor()
    cursor.setPosition(field.document().characterCount() // 2)
    field.setTextCursor(cursor)
    field.ensureCursorVisible()


def open_section(window: MainWindow) -> ProseEditor:
    """The section with its text, when all is saved and every word was looked at."""
    wait(lambda: window._store is not None)
    window._acts.new("2021-01")
    wait(lambda: window._pages.editor is not None and window._spelling.is_ready)
    page = window._pages.editor
    assert page is not None
    page.go_to(Place("section", SECTION))
    section = page._sections[SECTION].editor
    section.add_below(text())
    wait(lambda: page.all_saved and section._look._to_do is None)
    return section


def bare_like(section: ProseEditor) -> QTextEdit:
    bare = QTextEdit()
    bare.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    bare.resize(section.size())
    bare.setPlainText(section.toPlainText())
    bare.show()
    return bare


def row(name: str, keys: list[Key]) -> str:
    keys_ms = [each.clock for each in keys]
    cuts = statistics.quantiles(keys_ms, n=100)
    figures = (statistics.median(keys_ms), cuts[94], cuts[98], max(keys_ms))
    return f"{name:<24}" + "".join(f"{figure:>9.2f}" for figure in figures)


def keys_in(window: MainWindow, keys: int) -> tuple[list[Key], list[Key], str]:
    """Each key in the section and in the bare field; and what it was typed in."""
    section = open_section(window)
    bare = bare_like(section)
    to_the_middle(section)
    to_the_middle(bare)
    page = window._pages.editor
    assert page is not None
    saves: list[object] = []
    page.save_requested.connect(lambda *told: saves.append(told))
    section_ms, bare_ms = [], []
    for key in islice(cycle(PHRASE), WARM_UP_KEYS + keys):
        section_ms.append(type_in_section(section, key))
        bare_ms.append(type_in_bare(bare, key))
    size_bytes = len(section.toPlainText().encode())
    bare.close()
    told = (
        f"{keys:,} keys in {size_bytes:,} bytes, {len(saves)} saves meanwhile,"
        f" {section.words_to_check():,} misspelt words"
    )
    return section_ms[WARM_UP_KEYS:], bare_ms[WARM_UP_KEYS:], told


def typed(keys: int) -> tuple[list[Key], list[Key], str]:
    """In a window of its own, on an empty folder."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.load_fonts(app)
    theme.apply(app, theme.Appearance.LIGHT)
    with TemporaryDirectory() as folder:
        window = MainWindow(Path(folder))
        window.painted.connect(window.start)
        window.show()
        done = keys_in(window, keys)
        window.close()
        wait(lambda: not window.isVisible())
    return done


def measure() -> list[Row]:
    """The median beside the bare field’s, and the hundredth key."""
    section, bare, _ = typed(KEYS)
    beside = "a bare QTextEdit"
    ours, theirs = (Figures(tuple(each.computing for each in keys)) for keys in (section, bare))
    what = "a key in 100 kB, until its letter is painted"
    clock = [Figures(tuple(each.clock for each in keys)) for keys in (section, bare)]
    hundredth = [Figures((statistics.quantiles(each.each, n=100)[98],)) for each in clock]
    return [
        Row(f"{what}, computing", ours, beside, theirs, at_most_times=MOST_TIMES),
        Row(f"{what}, by the clock", clock[0], beside, clock[1]),
        Row(
            "all but one key in a hundred, by the clock",
            hundredth[0],
            beside,
            hundredth[1],
            at_most=16,
        ),
    ]


def main(keys: int) -> None:
    """Say what was measured, and write it nowhere."""
    section, bare, what = typed(keys)
    told = (
        what,
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__},"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        f"{'ms a key':<24}{'median':>9}{'p95':>9}{'p99':>9}{'longest':>9}",
        row("section of the window", section),
        row("bare QTextEdit", bare),
    )
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else KEYS)
