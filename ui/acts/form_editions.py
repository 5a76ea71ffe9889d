"""Knows the road of a form edition: from a file, looked at, into the data folder and out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import __version__, files, folders, forms
from highlight_desktop.errors import CancelledError, EditionError, HighlightError, StoreError
from highlight_desktop.forms import Forms
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import proof
from ui.acts.moving_drafts import MovingDrafts, drafts_elsewhere
from ui.dialogs.edition_words import name_of
from ui.dialogs.editions_dialog import EditionsDialog
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress

if TYPE_CHECKING:
    # These load what takes longer than the window to show: they come when they are asked for.
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import Summary

_NO_ID = "0" * 32
"""Of the empty report that shows what the form prints."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An edition as it is looked at."""

    edition: Edition
    name: str
    """Of its file, in quotation marks."""
    pdf: bytes
    is_known: bool


@dataclass(frozen=True, slots=True)
class _Added:
    """What came of adding one."""

    edition: Edition
    forms: Forms
    drafts: Sequence[Summary]
    """Those that could move to it."""


class FormEditions(QObject):
    """The editions of the form that are known here; adds one, shows one, removes one."""

    changed = Signal(object)
    """Carries the Forms that are known from now on."""
    noticed = Signal(str)
    """Carries what is to be told above the page."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        background: Background,
        backup_folders: Callable[[], Sequence[Path]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self.moving = MovingDrafts(window, background, backup_folders, self._in_front)
        self.moving.moved.connect(self._list)
        self.moving.told.connect(self._on_told)
        self.moving.failed.connect(self.failed)
        self._store: Store | None = None
        self._dialog: EditionsDialog | None = None

    def load(self) -> None:
        """Read which there are, and say what is wrong with a file among them."""
        self._background.run(
            partial(forms.load, self._data_folder), self._on_loaded, self.failed.emit
        )

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store
        self.moving.use(store)
        if store is None and self._dialog is not None:
            self._dialog.reject()

    def choose(self) -> None:
        """Ask for the file of an edition, and add it when it was looked at."""
        if self._store is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._in_front(),
            "Add a form edition",
            str(folders.default_outbox_folder().parent),
            "Form editions (*.toml);;All files (*)",
        )
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Read an edition from a file and show it; it is added when that is agreed."""
        work = partial(_see, path, self._data_folder)
        task = self._background.run_long(work, self._on_seen, self._on_refused)
        ProgressDialog("Reading the form", task, self._in_front())

    def taken_from(self, names: Sequence[str]) -> list[Path]:
        """Take in the first edition among files that were dropped; the files that are none."""
        wanted = [name for name in names if name.lower().endswith(forms.SUFFIX)]
        if wanted and self._store is not None:
            self.take_in(Path(wanted[0]))
        return [Path(name) for name in names if name not in wanted[:1]]

    def manage(self) -> None:
        """Show all of them."""
        if self._store is not None and self._dialog is None:
            dialog = self._dialog = EditionsDialog(self._window)
            dialog.add_requested.connect(self.choose)
            dialog.show_requested.connect(self._show)
            dialog.move_requested.connect(self.moving.offer)
            dialog.save_requested.connect(self._save)
            dialog.remove_requested.connect(self._remove)
            dialog.finished.connect(self._on_closed)
            self._list()
            dialog.open()

    def _in_front(self) -> QWidget:
        """What the user looks at: the list of editions, or the window."""
        return self._dialog or self._window

    def _on_loaded(self, known: Forms) -> None:
        self.changed.emit(known)
        if known.faults:
            self.noticed.emit(" ".join(str(each) for each in known.faults))

    # Adding

    def _on_seen(self, seen: _Seen) -> None:
        if seen.is_known:
            already = EditionError(
                f"{seen.name} is the edition “{name_of(seen.edition)}”, which is here already.",
                "Nothing was changed.",
            )
            self._tell(already)
            return
        # Qt's PDF library is loaded when somebody looks at one, not before the first paint.
        from ui.acts.edition_preview import EditionPreview

        dialog = EditionPreview(seen.edition, seen.pdf, self._in_front(), adding=True)
        dialog.accepted.connect(partial(self._add, seen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add(self, seen: _Seen) -> None:
        if self._store is not None:
            work = partial(_add, self._store, self._data_folder, seen)
            self._background.run(work, self._on_added, self._on_refused)

    def _on_added(self, added: _Added) -> None:
        self.changed.emit(added.forms)
        told = f"Added: “{name_of(added.edition)}”. New reports can be written on it."
        self.noticed.emit(told)
        self._list(told)
        if added.drafts:
            self.moving.ask(added.edition, added.drafts)

    # Looking at one, and letting it go

    def _show(self, edition: Edition) -> None:
        work = partial(printed, edition)
        self._background.run(work, partial(self._on_printed, edition), self.failed.emit)

    def _on_printed(self, edition: Edition, pdf: bytes) -> None:
        from ui.acts.edition_preview import EditionPreview

        dialog = EditionPreview(edition, pdf, self._in_front(), adding=False)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, edition: Edition) -> None:
        """Write its file, to be sent on or to begin another edition from."""
        place = folders.default_outbox_folder().parent / f"{edition.id}{forms.SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._dialog, "Save the form edition", str(place), "Form editions (*.toml)"
        )
        if chosen:
            path = Path(chosen)
            work = partial(files.write_whole, path, edition.to_toml().encode("utf-8"))
            self._background.run(work, partial(self._on_saved, path), self._on_refused)

    def _on_saved(self, path: Path, _nothing: None) -> None:
        if self._dialog is not None:
            self._dialog.tell(f"Saved as “{path}”.")

    def _remove(self, edition: Edition) -> None:
        if self._store is not None:
            work = partial(_remove, self._store, self._data_folder, edition)
            self._background.run(work, partial(self._on_removed, edition), self._on_refused)

    def _on_removed(self, edition: Edition, known: Forms) -> None:
        self.changed.emit(known)
        self._list(f"Removed: “{name_of(edition)}”. It can be added again from its file.")

    def _list(self, told: str = "") -> None:
        """Show the list afresh, if it is open, and say something below it."""
        if self._store is not None and self._dialog is not None:
            work = partial(_listed, self._store, self._data_folder)
            self._background.run(work, partial(self._on_listed, told), self.failed.emit)

    def _on_listed(self, told: str, found: tuple[Forms, dict[str, int]]) -> None:
        if self._dialog is not None:
            self._dialog.show_forms(*found)
            if told:
                self._dialog.tell(told)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, HighlightError) and not isinstance(error, CancelledError):
            self._tell(error)
        elif not isinstance(error, CancelledError):
            self.failed.emit(error)

    def _on_told(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.tell(text)

    def _tell(self, error: HighlightError) -> None:
        show_problem(self._in_front(), error)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


def _see(path: Path, data_folder: Path, progress: Progress) -> _Seen:
    from highlight_desktop.inbox.form_edition import take_in
    from highlight_desktop.inbox.quarantine.arrival import shown
    from highlight_desktop.inbox.quarantine.isolation import Quarantine

    progress("Reading the form", 0, 2)
    with Quarantine() as quarantine:
        edition = take_in(path, quarantine)
    known = forms.load(data_folder)
    known.refuse_another(edition, shown(path.name))
    progress("Printing it", 1, 2)
    return _Seen(edition, shown(path.name), printed(edition), edition in known.every)


def printed(edition: Edition) -> bytes:
    """What an empty report on it prints, by the renderer of all reports."""
    from highlight_desktop.outbox import pdf

    empty = Report(_NO_ID, edition)
    return pdf.render(proof(empty, proofed_at=datetime.now(UTC), app_version=__version__))


def _add(store: Store, data_folder: Path, seen: _Seen) -> _Added:
    known = forms.add(data_folder, seen.edition, seen.name)
    # What the next backup lacks then, the one after it has.
    with suppress(StoreError):
        store.know_forms()
    return _Added(seen.edition, known, drafts_elsewhere(store, seen.edition))


def _listed(store: Store, data_folder: Path) -> tuple[Forms, dict[str, int]]:
    known = forms.load(data_folder)
    return known, {each.id: store.reports_on(each) for each in known.every}


def _remove(store: Store, data_folder: Path, edition: Edition) -> Forms:
    """Raises EditionError when a report was begun on it meanwhile."""
    if store.reports_on(edition):
        raise EditionError(
            f"Reports are written on the edition “{name_of(edition)}”, so it stays.",
            "Remove or move them first; those in the bin count as well.",
        )
    store.forget(edition)
    return forms.remove(data_folder, edition.id)
