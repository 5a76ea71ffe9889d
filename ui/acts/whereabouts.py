"""Knows the road from a look at where the reports are kept to their being kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop.errors import CancelledError, HighlightError, StoreUnwritableError
from highlight_desktop.patience import answered
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress
from ui.widgets.notice_strip import NoticeStrip

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store
    from highlight_desktop.whereabouts.doctor import Diagnosis
    from ui.dialogs.whereabouts_dialog import WhereaboutsDialog

_LOOK, _MOVE = "Look at it…", "Choose another folder…"
_DATABASE = "reports.db"
"""As store.database.FILE_NAME, which is loaded in the background."""


class Whereabouts(QObject):
    """Looks at the folder of the reports, tells what is wrong with it, and moves them."""

    move_agreed = Signal(object)
    """The user wants the reports moved; carries the folder they are to be in."""
    moved = Signal()
    """They have. All that knows a folder is to be made anew, by a window on the new one."""
    not_moved = Signal()
    """All is as it was."""

    def __init__(self, window: QWidget, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self.moved_to: Path | None = None
        """The folder to go on in, to which the reports have moved, or where others are."""
        self._last_saved: datetime | None = None
        self._dialog: WhereaboutsDialog | None = None
        self._offered = _LOOK
        # A thread of its own: a disk that does not answer must not keep a save waiting.
        self._background = Background(self)
        self.strip = NoticeStrip()
        """Stands above the page while something is wrong with the folder."""
        self.strip.setAccessibleName("Where my reports are kept")
        self.strip.acted.connect(self._on_acted)

    def begin(self, store: Store, last_saved: datetime | None, *, looks: bool) -> None:
        """Once the reports are there: say whether they can only be read; look, if asked to."""
        self._last_saved = last_saved
        self.strip.hide()
        if store.read_only_because is not None:
            self._tell(f"{store.read_only_because.message} They can be read and exported.", _MOVE)
        elif looks:
            # A clock that is behind the last save is told by itself.
            self._look(self._data_folder, self._on_looked_at_start, last_saved=None)

    def on_refused(self, error: BaseException) -> None:
        """The reports cannot be opened: offer a way on if nothing may be written."""
        if isinstance(error, StoreUnwritableError):
            self._tell(error.message, _MOVE)

    def show(self) -> None:
        """Open the page about the folder, if it is not open, and look."""
        if self._dialog is None:
            from ui.dialogs.whereabouts_dialog import WhereaboutsDialog

            dialog = self._dialog = WhereaboutsDialog(self._data_folder, self._window)
            dialog.look_requested.connect(self._look_for_dialog)
            dialog.move_requested.connect(self.choose)
            dialog.finished.connect(self._on_closed)
            dialog.open()
        self._look_for_dialog()

    def choose(self) -> None:
        """Ask for another folder, and look at it before anything is done."""
        place = self._dialog or self._window
        chosen = QFileDialog.getExistingDirectory(place, "Keep my reports in")
        if chosen:
            folder = Path(chosen)
            self._look(folder, partial(self._on_chosen, folder), last_saved=self._last_saved)

    def move(self, store: Store | None, to: Path, background: Background) -> None:
        """Move the reports, which nobody uses any more; the store is closed first."""
        work = partial(_move, store, self._data_folder, to)
        task = background.run_long(work, partial(self._on_moved, to), self._on_not_moved)
        ProgressDialog("Moving your reports", task, self._window)

    def go_on_in(self, folder: Path) -> None:
        """Have the window close, and another open on a folder."""
        self.moved_to = folder
        self.moved.emit()

    def close(self) -> None:
        """End the look that is under way; one at a disk that does not answer ends by itself."""
        self._background.close()

    def _tell(self, text: str, offer: str) -> None:
        self._offered = offer
        self.strip.tell(text, offer)

    def _look(
        self, folder: Path, then: Callable[[Diagnosis], None], *, last_saved: datetime | None
    ) -> None:
        work = partial(_examined, folder, last_saved)
        self._background.run(work, then, self._on_no_answer)

    def _on_no_answer(self, error: BaseException) -> None:
        if not isinstance(error, OSError):
            # A fault of ours, for the watch over faults.
            raise error
        if self._dialog is not None:
            self._dialog.show_no_answer(
                "The disk may be asleep, or on a network that is not there. What you type is kept"
                " in the window meanwhile."
            )

    def _look_for_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.show_looking()
            self._look(self._data_folder, self._on_looked_for_dialog, last_saved=self._last_saved)

    def _on_looked_for_dialog(self, found: Diagnosis) -> None:
        if self._dialog is not None:
            self._dialog.show_diagnosis(found)

    def _on_looked_at_start(self, found: Diagnosis) -> None:
        """What stands above the page already is more urgent."""
        if found.concerns and not self.strip.told:
            worst = found.concerns[0]
            self._tell(f"About the folder of your reports: {worst.message}", _LOOK)

    def _on_chosen(self, folder: Path, found: Diagnosis) -> None:
        self._background.run(
            partial(_planned, self._data_folder, folder, found),
            partial(self._ask, found),
            self._on_no_answer,
        )

    def _ask(self, found: Diagnosis, planned: tuple[Path, str]) -> None:
        to, obstacle = planned
        place = self._dialog or self._window
        if obstacle:
            show_problem(
                place, HighlightError(f"Your reports cannot move to “{to.parent}”.", obstacle)
            )
            return
        from ui.dialogs.whereabouts_dialog import MoveQuestion

        question = MoveQuestion(self._data_folder, to, found.concerns, place)
        question.accepted.connect(partial(self._on_agreed, to))
        question.finished.connect(question.deleteLater)
        question.open()

    def _on_agreed(self, to: Path) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.move_agreed.emit(to)

    def _on_moved(self, to: Path, _reports: int) -> None:
        self.go_on_in(to)

    def _on_not_moved(self, error: BaseException) -> None:
        self.not_moved.emit()
        if isinstance(error, HighlightError) and not isinstance(error, CancelledError):
            show_problem(self._window, error)
        elif not isinstance(error, HighlightError):
            # A fault of ours, for the watch over faults.
            raise error

    def _on_acted(self) -> None:
        if self._offered == _MOVE:
            # It is as true after a look at another folder as before.
            self.strip.show()
            self.choose()
        else:
            self.show()

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


def _examined(folder: Path, last_saved: datetime | None) -> Diagnosis:
    from highlight_desktop.whereabouts import probing
    from highlight_desktop.whereabouts.doctor import examine

    facts = answered(partial(probing.look, folder, _DATABASE))
    return examine(facts, now=datetime.now(UTC), last_saved=last_saved)


def _planned(folder: Path, chosen: Path, found: Diagnosis) -> tuple[Path, str]:
    """Where the reports would be, and what stands in the way of it."""
    from highlight_desktop.whereabouts import moving

    return moving.destination(chosen), moving.obstacle(folder, chosen, found)


def _move(store: Store | None, folder: Path, to: Path, progress: Progress) -> int:
    from highlight_desktop.whereabouts import moving

    if store is not None:
        store.close()
    return moving.move(folder, to, now=datetime.now(UTC), progress=progress)
