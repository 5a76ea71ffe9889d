"""Knows what the hub's page asks of the desk: done in a thread of its own, told when it is there.

Of its own, so that nobody who types a report waits until hundreds of returns are received.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import files, folders, forms
from highlight_desktop.errors import CancelledError, HighlightError, StoreDamagedError
from highlight_desktop.forms import Forms
from highlight_desktop.hub import chasers, grid, pack, picture, receiving, returns
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.selection import Selection
from highlight_desktop.report.edition import Edition
from highlight_desktop.report.period import Period
from highlight_desktop.settings import Settings, desk_address
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Absence
from ui.acts.expecting import Expecting
from ui.acts.opening_desk import OpeningDesk
from ui.dialogs.progress_dialog import ProgressDialog
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.page import HubPage, View
from ui.hub.received_before import received_before
from ui.process.background import Background, Progress, Task

if TYPE_CHECKING:
    from highlight_desktop.hub.desk_door import DeskDoor
    from highlight_desktop.hub.pack import Packed
    from highlight_desktop.hub.receiving import Receipt, Received
    from highlight_desktop.hub.selection import Arrangement
    from ui.hub.pack_panel import Wanted


class Collecting(QObject):
    """The road between the hub's page and the desk."""

    failed = Signal(object)
    """Carries why something could not be done."""
    received = Signal()
    """Files came in, or were there already."""

    def __init__(self, window: QWidget, door: DeskDoor) -> None:
        super().__init__(window)
        self._window = window
        page = self._page = HubPage()
        self._background = Background(self)
        self._opening = OpeningDesk(page, door, self._background)
        self._opening.opened.connect(self._on_opened)
        self._opening.refused.connect(self._on_refused)
        self._opening.told.connect(self._on_failed)
        self._data_folder = door.data_folder
        self._settings = Settings()
        self._added: tuple[Edition, ...] = ()
        self._desk: Desk | None = None
        self._under_way: Task | None = None
        self._is_over = False
        page.retry_requested.connect(self._open)
        page.viewed.connect(self._on_viewed)
        page.period.chosen.connect(self._look)
        page.receive.paths_chosen.connect(self._receive)
        page.receive.history_wanted.connect(self._show_history)
        page.receive.original_wanted.connect(self._save_original)
        page.returns.reason_given.connect(self._note_reason)
        page.returns.span_chosen.connect(self._refresh)
        page.returns.chasers_wanted.connect(self._make_chasers)
        page.pack.wanted.connect(self._make_pack)
        Expecting(page.expected, self._ask, window)

    @property
    def page(self) -> HubPage:
        """The page, for the frame to show."""
        return self._page

    @property
    def desk(self) -> Desk | None:
        """The desk while it is open: any thread may ask it."""
        return self._desk

    def begin(self, chosen: Settings) -> None:
        """Open the desk the settings name, or go on at the one that is open."""
        work = partial(forms.load, self._data_folder)
        self._background.run(work, self._on_forms_known, self._on_failed)
        same_desk = desk_address(chosen) == desk_address(self._settings)
        self._settings = chosen
        if self._desk is None or not same_desk:
            self._open()
        else:
            self._refresh()

    def close(self) -> None:
        """Stop what is under way, and keep what is done; the desk stays open."""
        if self._under_way is not None:
            self._under_way.cancel()
        # What comes of it is delivered once more, and must ask for nothing new.
        self._is_over = True
        if self._desk is not None:
            self._background.close()
        else:
            # It is only being opened, by a server that is perhaps away.
            self._background.let_go()

    # The desk

    def _open(self) -> None:
        self._page.show_opening()
        self._desk = None
        self._opening.open(self._settings)

    def _on_forms_known(self, known: Forms) -> None:
        if self._is_over:
            return
        self._added = known.added
        self._page.pack.name_topics(known.added)

    def _on_opened(self, desk: Desk) -> None:
        if self._is_over:
            return
        # Asked at once: a server may have gone again, and the page would wait for ever.
        ready = partial(self._on_ready, desk)
        self._background.run(partial(_last_period, desk), ready, self._on_refused)

    def _on_ready(self, desk: Desk, period: Period | None) -> None:
        if self._is_over:
            return
        self._desk = desk
        if self._page.period.period is None:
            self._on_last_period(period)
        self._page.show_desk()
        self._show_history()
        self._refresh()

    def _on_refused(self, error: BaseException) -> None:
        if self._is_over:
            return
        if not isinstance(error, HighlightError):
            self._page.show_problem("The program met a fault opening the hub’s desk.", "")
            raise error
        is_damage = isinstance(error, StoreDamagedError)
        self._page.show_problem(error.message, error.remedy, is_damage=is_damage)

    def _ask(self, work: Callable[[Desk], Any], done: Callable[[Any], None]) -> None:
        """Do short work with the desk, once it is open."""
        if self._desk is not None and not self._is_over:
            self._background.run(partial(work, self._desk), done, self._on_failed)

    def _ask_long(
        self, title: str, work: Callable[[Desk, Progress], Any], done: Callable[[Any], None]
    ) -> None:
        """Do work that takes a while, shown and to be cancelled; one at a time."""
        if self._desk is not None and self._under_way is None:
            task = self._background.run_long(partial(work, self._desk), done, self._on_failed)
            self._under_way = task
            task.ended.connect(self._on_ended)
            ProgressDialog(title, task, self._window)

    def _on_ended(self) -> None:
        self._under_way = None

    def _on_failed(self, error: BaseException) -> None:
        if not (isinstance(error, CancelledError) or self._is_over):
            self.failed.emit(error)

    # What is shown

    def _on_viewed(self, _view: View) -> None:
        self._refresh()

    def _refresh(self, *_chosen: object) -> None:
        """Ask for what the view that is shown tells; somebody else may have received more."""
        period = self._page.period.period
        if self._page.view is View.EXPECTED:
            self._ask(Desk.expected, self._page.expected.show_expected)
        elif period is not None:
            self._look(period)

    def _look(self, period: Period) -> None:
        span = self._page.returns.span
        if self._page.view is View.RETURNS and span == 1:
            lines = partial(_lines, period, self._settings.due_days)
            self._ask(lines, partial(self._on_lines, period))
        elif self._page.view is View.RETURNS:
            laid = partial(_grid, period, span, self._settings.due_days)
            self._ask(laid, self._on_grid)
        elif self._page.view is View.SECTIONS:
            drawn = partial(_picture, period, self._settings.due_days)
            self._ask(drawn, partial(self._on_picture, period))

    def _on_lines(self, period: Period, lines: Sequence[returns.Line]) -> None:
        if period == self._page.period.period and self._page.returns.span == 1:
            self._page.returns.show_lines(lines, period)

    def _on_grid(self, shown: grid.Grid) -> None:
        wanted = self._page.period.period, self._page.returns.span
        if (shown.periods[-1], len(shown.periods)) == wanted:
            self._page.returns.show_grid(shown)

    def _on_picture(self, period: Period, shown: picture.Picture) -> None:
        if period == self._page.period.period:
            self._page.sections.show_picture(shown)

    def _show_history(self) -> None:
        history = partial(_history, self._data_folder)
        self._ask(history, self._page.receive.show_received)

    # Receiving

    def _receive(self, paths: Sequence[str]) -> None:
        work = partial(_receive, self._data_folder, [Path(each) for each in paths])
        self._ask_long("Receiving", work, self._told)

    def _told(self, receipt: Receipt) -> None:
        self._page.receive.tell(receipt)
        self.received.emit()
        if self._page.period.period is None:
            self._ask(_last_period, self._on_last_period)
        for fault in receipt.faults:
            # Mistakes of ours: for the watch over faults, after everything was told.
            raise fault

    def _on_last_period(self, period: Period | None) -> None:
        if period is not None:
            self._page.period.show_period(period)

    def _save_original(self, sha256: str, name: str) -> None:
        # What came in may be called anything, also like a place elsewhere.
        called = Path(name.replace("\\", "/")).name
        proposed = str(folders.default_outbox_folder().parent / called)
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the original", proposed)
        if chosen:
            self._ask(partial(_save, sha256, Path(chosen)), _nothing)

    # Who is missing

    def _note_reason(self, absence: Absence) -> None:
        self._ask(partial(_note, absence), self._on_changed)

    def _on_changed(self, _nothing: None) -> None:
        self._refresh()

    def _make_chasers(self) -> None:
        period = self._page.period.period
        if period is not None:
            work = partial(_make_chasers, period, self._settings)
            self._ask_long("Writing the chasers", work, partial(self._on_chasers, period))

    def _on_chasers(self, period: Period, made: tuple[Path, list[tuple[str, str]]]) -> None:
        folder, drafts = made
        dialog = ChasersDialog(folder, period, drafts, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # The pack

    def _make_pack(self, wanted: Wanted) -> None:
        period = self._page.period.period
        if period is None or self._page.period.is_wrong:
            self._page.period.go_to()
            self._page.pack.say("Choose the period first.")
            return
        selection = Selection(period, wanted.council, wanted.topics, wanted.words, self._added)
        folder = self._settings.outbox
        work = partial(_make_pack, selection, folder, wanted.arrangement)
        self._ask_long("Making the pack", work, self._page.pack.show_made)


# These run in the background.


def _last_period(desk: Desk) -> Period | None:
    return grid.last_period(desk.returns())


def _receive(data_folder: Path, paths: Sequence[Path], desk: Desk, progress: Progress) -> Receipt:
    with Examiner(forms.load(data_folder)) as examiner:
        return receiving.receive(desk, examiner, paths, now=datetime.now(UTC), progress=progress)


def _history(data_folder: Path, desk: Desk) -> tuple[Received, ...]:
    return received_before(desk, forms.load(data_folder))


def _lines(period: Period, due_days: int, desk: Desk) -> list[returns.Line]:
    return returns.of_period(desk, period, now=datetime.now(UTC), due_days=due_days)


def _grid(period: Period, span: int, due_days: int, desk: Desk) -> grid.Grid:
    periods = grid.up_to(period, span)
    return grid.of_periods(desk, periods, now=datetime.now(UTC), due_days=due_days)


def _picture(period: Period, due_days: int, desk: Desk) -> picture.Picture:
    return picture.picture(_lines(period, due_days, desk), desk.snapshot)


def _save(sha256: str, path: Path, desk: Desk) -> None:
    files.write_whole(path, desk.content(sha256))


def _note(absence: Absence, desk: Desk) -> None:
    desk.note_absence(absence, now=datetime.now(UTC))


def _make_chasers(
    period: Period, chosen: Settings, desk: Desk, progress: Progress
) -> tuple[Path, list[tuple[str, str]]]:
    today = datetime.now(UTC).date()
    drafts = chasers.chasers(
        _lines(period, chosen.due_days, desk),
        today=today,
        hub_name=chosen.hub_name,
        hub_address=chosen.hub_address,
    )
    folder = chasers.new_folder(chosen.outbox, period, today=today)
    chasers.write(drafts, folder, progress=progress)
    return folder, [(each.service_area, each.address) for each in drafts]


def _make_pack(
    selection: Selection, folder: Path, arrangement: Arrangement, desk: Desk, progress: Progress
) -> Packed:
    return pack.make(desk, selection, folder, arrangement, progress=progress)


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
