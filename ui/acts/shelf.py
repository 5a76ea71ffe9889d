"""Knows what the window asks of the kept reports: read in the background, told when it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import folders, forms, policy
from highlight_desktop.errors import (
    CancelledError,
    HighlightError,
    ImportRefusedError,
    SettingsError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
    StoreUnwritableError,
)
from highlight_desktop.report.report import begin
from highlight_desktop.whereabouts import beginning, pointer
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    # SQLAlchemy takes longer to load than the window to show: it comes in the background.
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Stored, Summary


@dataclass(frozen=True, slots=True)
class Contents:
    """What the window begins with."""

    store: Store
    summaries: Sequence[Summary]
    """Of all reports; empty while the last one is all that is asked for."""
    last: Stored | None
    """The report last worked on, if it is wanted and there."""

    @property
    def last_saved(self) -> datetime | None:
        """When a report was last saved, as far as is known."""
        known = [self.last] if self.last else self.summaries
        return max((each.edited_at for each in known), default=None)


def open_folder(data_folder: Path, *, open_last: bool) -> Contents:
    """Open the reports of a data folder, and list them; takes a while. Raises StoreError.

    With `open_last` the report last worked on is read instead, which takes no longer the more
    there are. What can wait is for `ui.acts.upkeep`.

    Where nothing can be written they are opened to be read, and say why.
    """
    pointer.require(data_folder)
    beginning.allow(data_folder)
    try:
        return _contents(_opened(data_folder, at_leisure=True), open_last=open_last)
    except StoreDamagedError:
        # Damage is believed when the whole file has been looked through.
        return _contents(_opened(data_folder, at_leisure=False), open_last=open_last)


def _contents(store: Store, *, open_last: bool) -> Contents:
    try:
        with suppress(SettingsError):
            # What is wrong with the policy is told once the window is open.
            days = policy.load().retention.bin_days
            store.bin_kept_for = timedelta(days=days) if days else store.bin_kept_for
        last = store.last_worked_on() if open_last else None
        return Contents(store, () if last else store.summaries(), last)
    except BaseException:
        # Held open, it would be in the way of trying again.
        store.close()
        raise


def _opened(data_folder: Path, *, at_leisure: bool) -> Store:
    from highlight_desktop.store.reading import ReadingStore
    from highlight_desktop.store.reports import Store

    try:
        return Store.open(data_folder, at_leisure=at_leisure)
    except StoreUnwritableError as barred:
        try:
            return ReadingStore.of(data_folder, barred)
        except (StoreDamagedError, StoreTooNewError):
            raise
        except StoreError:
            raise barred from None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came of importing some files."""

    reports: Sequence[Stored]
    refused: Sequence[HighlightError]
    remark: str = ""
    """What is said beside the last of them; empty for an ordinary draft."""

    @property
    def problem(self) -> HighlightError | None:
        """All that was refused, as one error; None when everything came in."""
        if len(self.refused) < 2:
            return next(iter(self.refused), None)
        count = len(self.reports) + len(self.refused)
        return ImportRefusedError(
            f"{len(self.refused)} of {count} files could not be imported.",
            "\n".join(str(each) for each in self.refused),
        )


class Shelf(QObject):
    """The kept reports of one data folder, as the window asks for them."""

    listed = Signal(object)
    """Carries the summaries of all reports."""
    binned = Signal(object)
    """Carries the summaries of the drafts in the bin."""
    deleted = Signal(str)
    """Carries the id of a draft that went into the bin."""
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
        """Ask for the list, and for what is in the bin."""
        self._background.run(self._store.summaries, self.listed.emit, self.failed.emit)
        self.list_bin()

    def list_bin(self) -> None:
        """Ask for what is in the bin."""
        self._background.run(self._store.discarded, self.binned.emit, self.failed.emit)

    def open(self, report_id: str) -> None:
        """Ask for a report."""
        work = partial(self._store.load, report_id)
        self._background.run(work, self.opened.emit, self.failed.emit)

    def look_up(self, report_id: str) -> None:
        """Ask how a report that is shown stands in the store."""
        work = partial(self._store.load, report_id)
        self._background.run(work, self.looked_up.emit, self.failed.emit)

    def delete(self, report_id: str) -> None:
        """Put a draft in the bin."""
        work = partial(_discard, self._store, report_id)
        self._background.run(work, partial(self._on_deleted, report_id), self.failed.emit)

    def put_back(self, report_id: str) -> None:
        """Take a draft out of the bin."""
        work = partial(self._store.bring_back, report_id)
        self._background.run(work, self._on_put_back, self.failed.emit)

    def correct(self, report_id: str, reason: str) -> None:
        """Ask for a correction of a submitted report."""
        work = partial(_correct, self._store, report_id, reason)
        self._background.run(work, self.opened.emit, self.failed.emit)

    def create(self, edition_id: str, known: Mapping[str, str], marking: str) -> None:
        """Ask for a new report that begins with what is known of its header and its marking.

        Its row is there before the first keystroke.
        """
        work = partial(_create, self._store, edition_id, known, marking)
        self._background.run(work, self.opened.emit, self.failed.emit)

    def choose(self, marking: str) -> None:
        """Ask which files to import; see `take_in`."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            "Import reports",
            str(folders.default_outbox_folder().parent),
            "Reports (*.docx *.txt *.pdf *.xlsx);;All files (*)",
        )
        if chosen:
            self.take_in([Path(each) for each in chosen], marking)

    def take_in(self, paths: Sequence[Path], marking: str) -> None:
        """Import earlier reports, one after another; what one refuses keeps out no other.

        Those that came without a marking get this one, as new reports do.
        """
        work = partial(_take_in, self._store, paths, marking)
        task = self._background.run_long(work, self.taken_in.emit, self.failed.emit)
        ProgressDialog("Importing", task, self._window)

    def _on_deleted(self, report_id: str, _nothing: None) -> None:
        self.deleted.emit(report_id)
        self.list_all()

    def _on_put_back(self, _nothing: None) -> None:
        self.list_all()


# These run in the background, and load what they need there.


def _create(store: Store, edition_id: str, known: Mapping[str, str], marking: str) -> Stored:
    from highlight_desktop.store.stored import new_id

    new = replace(
        begin(new_id(), forms.load(store.folder).find(edition_id), known), marking=marking
    )
    return store.create(new, now=datetime.now(UTC))


def _discard(store: Store, report_id: str) -> None:
    store.discard(report_id, now=datetime.now(UTC))


def _correct(store: Store, report_id: str, reason: str) -> Stored:
    return store.correct(report_id, reason, now=datetime.now(UTC))


def _take_in(store: Store, paths: Sequence[Path], marking: str, progress: Progress) -> Arrivals:
    from highlight_desktop.inbox.quarantine.isolation import Quarantine
    from highlight_desktop.verification.arrivals import take_in

    reports: list[Stored] = []
    refused: list[HighlightError] = []
    remark = ""
    known = forms.load(store.folder)
    with Quarantine() as quarantine:
        for number, path in enumerate(paths):
            try:
                progress(f"Importing “{path.name}”", number, len(paths))
                now = datetime.now(UTC)
                taken = take_in(
                    store, quarantine, path, None, now=now, marking=marking, forms=known
                )
            except CancelledError:
                break
            except HighlightError as error:
                refused.append(error)
            else:
                reports.append(taken.stored)
                is_draft = taken.stored.submitted_at is None
                remark = "" if is_draft else " ".join(taken.imported.notes[:2])
    return Arrivals(reports, refused, remark)
