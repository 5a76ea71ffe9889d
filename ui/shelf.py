"""Knows what the window asks of the kept reports: read in the background, told when it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import CancelledError, HighlightError, ImportRefusedError
from highlight_desktop.report import edition
from highlight_desktop.report.report import begin
from ui.background import Background, Progress
from ui.progress_dialog import ProgressDialog

if TYPE_CHECKING:
    # SQLAlchemy takes longer to load than the window to show: it comes in the background.
    from highlight_desktop.store.reports import Store, Stored, Summary


def open_folder(data_folder: Path) -> tuple[Store, list[Summary]]:
    """Open the reports of a data folder, and list them; takes a while. Raises StoreError."""
    from highlight_desktop.store.reports import Store

    store = Store.open(data_folder)
    try:
        return store, store.summaries()
    except BaseException:
        # Held open, it would be in the way of trying again.
        store.close()
        raise


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came of importing some files."""

    drafts: Sequence[Stored]
    refused: Sequence[HighlightError]

    @property
    def problem(self) -> HighlightError | None:
        """All that was refused, as one error; None when everything came in."""
        if len(self.refused) < 2:
            return next(iter(self.refused), None)
        count = len(self.drafts) + len(self.refused)
        return ImportRefusedError(
            f"{len(self.refused)} of {count} files could not be imported.",
            "\n".join(str(each) for each in self.refused),
        )


class Shelf(QObject):
    """The kept reports of one data folder, as the window asks for them."""

    listed = Signal(object)
    """Carries the summaries of all reports."""
    opened = Signal(object)
    """Carries one report as it is stored, to be shown."""
    looked_up = Signal(object)
    """Carries one report as it is stored, to be compared with what is shown."""
    taken_in = Signal(object)
    """Carries the Arrivals."""
    failed = Signal(object)
    """Carries why nothing came of what was asked."""

    def __init__(self, window: QWidget, store: Store, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._background = background

    def list_all(self) -> None:
        """Ask for the list."""
        self._background.run(self._store.summaries, self.listed.emit, self.failed.emit)

    def open(self, report_id: str) -> None:
        """Ask for a report."""
        work = partial(self._store.load, report_id)
        self._background.run(work, self.opened.emit, self.failed.emit)

    def look_up(self, report_id: str) -> None:
        """Ask how a report that is shown stands in the store."""
        work = partial(self._store.load, report_id)
        self._background.run(work, self.looked_up.emit, self.failed.emit)

    def create(self, edition_id: str, known: Mapping[str, str]) -> None:
        """Ask for a new report that begins with what is known of its header.

        Its row is there before the first keystroke.
        """
        work = partial(_create, self._store, edition_id, known)
        self._background.run(work, self.opened.emit, self.failed.emit)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Import earlier reports, one after another; what one refuses keeps out no other."""
        work = partial(_take_in, self._store, paths)
        task = self._background.run_long(work, self.taken_in.emit, self.failed.emit)
        ProgressDialog("Importing", task, self._window)


# These run in the background, and load what they need there.


def _create(store: Store, edition_id: str, known: Mapping[str, str]) -> Stored:
    from highlight_desktop.store.reports import new_id

    new = begin(new_id(), edition.find(edition_id), known)
    return store.create(new, now=datetime.now(UTC))


def _take_in(store: Store, paths: Sequence[Path], progress: Progress) -> Arrivals:
    from highlight_desktop.inbox.take_in import take_in

    drafts: list[Stored] = []
    refused: list[HighlightError] = []
    for number, path in enumerate(paths):
        try:
            progress(f"Importing “{path.name}”", number, len(paths))
            drafts.append(take_in(store, path, None, now=datetime.now(UTC)).stored)
        except CancelledError:
            break
        except HighlightError as error:
            refused.append(error)
    return Arrivals(drafts, refused)
