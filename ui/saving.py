"""Knows how what is typed reaches the database, and how to leave a report without losing any."""

from collections.abc import Callable, Set
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from highlight_desktop import files
from highlight_desktop.errors import OutputError
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.report import Place, Report
from highlight_desktop.store.reports import Store
from ui.background import Background
from ui.editor.page import EditorPage
from ui.problem_dialog import show_problem


class Saving(QObject):
    """The road between one open report and the store."""

    def __init__(self, page: EditorPage, store: Store, background: Background) -> None:
        super().__init__(page)
        self._page = page
        self._store = store
        self._background = background
        self._then: Callable[[], object] | None = None
        page.save_requested.connect(self._on_save_requested)

    def when_saved(self, then: Callable[[], object]) -> None:
        """Do something as soon as everything typed is saved; ask the author if it cannot be."""
        self._then = then
        self._page.save_now()
        self._go_on_if_saved()

    def _on_save_requested(self, report: Report, places: Set[Place]) -> None:
        self._background.run(
            lambda: self._store.save(report, places, now=datetime.now(UTC)),
            self._on_saved,
            self._on_failed,
        )

    def _on_saved(self, _revision: int) -> None:
        self._page.saved(datetime.now().astimezone())
        if self._then is not None and not self._page.all_saved:
            self._page.save_now()
        self._go_on_if_saved()

    def _on_failed(self, error: Exception) -> None:
        self._page.save_failed(error)
        if self._then is not None:
            self._ask(error)

    def _go_on_if_saved(self) -> None:
        if self._then is not None and self._page.all_saved:
            then, self._then = self._then, None
            then()

    def _ask(self, error: Exception) -> None:
        """The author wants to leave, and the text cannot be saved: nothing is lost unasked."""
        box = QMessageBox(self._page)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Not saved yet")
        box.setText("Your last changes are not saved yet.")
        box.setInformativeText(str(error))
        stay = box.addButton("&Stay and try again", QMessageBox.ButtonRole.RejectRole)
        copy = box.addButton("Save a &copy as text…", QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton("&Leave without saving", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.buttonClicked.connect(lambda pressed: self._on_answered(pressed, copy, leave))
        box.open()

    def _on_answered(self, pressed: QPushButton, copy: QPushButton, leave: QPushButton) -> None:
        then, self._then = self._then, None
        if pressed is copy:
            self._save_copy()
        elif pressed is leave and then is not None:
            self._page.give_up()
            then()

    def _save_copy(self) -> None:
        """A copy of everything in the window, in a form that can be imported again."""
        place, _ = QFileDialog.getSaveFileName(
            self._page, "Save a copy as text", "highlight report.txt", "Text (*.txt)"
        )
        if place:
            try:
                files.write_whole(Path(place), as_text(self._page.take_in()).encode("utf-8"))
            except OutputError as error:
                show_problem(self._page, error)
