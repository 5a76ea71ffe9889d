"""Measures how long another section, and another report, takes to be on the screen."""

import os
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtWidgets import QApplication

from highlight_desktop.report.report import Place
from highlight_desktop.store.reports import Store
from tests.benchmarks.rows import Figures, Row, computed, repeated
from tests.benchmarks.search import NOW, reports
from tests.benchmarks.typing import wait
from ui import theme
from ui.main_window import MainWindow

TIMES = 40
FRAME_MS = 16
OPEN_MS = 50


def measure() -> list[Row]:
    """In the real window, until everything is painted; by the processor's time."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.load_fonts(app)
    theme.apply(app, theme.Appearance.LIGHT)
    with TemporaryDirectory() as folder:
        with Store.open(Path(folder)) as store:
            for report in reports(2):
                store.create(report, now=NOW)
        window = MainWindow(Path(folder), open_last=True)
        window.painted.connect(window.start)
        window.show()
        wait(lambda: window._pages.editor is not None and window._spelling.is_ready)
        rows = _in(window, app)
        window.close()
        wait(lambda: not window.isVisible())
    return rows


def _in(window: MainWindow, app: QApplication) -> list[Row]:
    page, store = window._pages.editor, window._store
    assert page is not None
    assert store is not None
    sections = [each.id for each in page.report.edition.sections]

    def look_at(section_id: str) -> None:
        assert page is not None
        page.go_to(Place("section", section_id))
        app.processEvents()

    first_looks = Figures(tuple(computed(partial(look_at, each)) for each in sections[1:]))

    def switch() -> None:
        sections.append(sections.pop(0))
        assert window._pages.editor is not None
        window._pages.editor.go_to(Place("section", sections[0]))
        app.processEvents()

    switched = repeated(switch, TIMES, computed)
    stored = store.load(page.report.id)

    def show() -> None:
        window._pages.show_report(stored, store)
        app.processEvents()

    shown = repeated(show, 8, computed)
    return [
        Row("another section on the screen", switched, at_most=FRAME_MS),
        Row("another section, looked at for the first time", first_looks, at_most=FRAME_MS),
        Row("a report on the screen, once it is read", shown, at_most=OPEN_MS),
    ]
