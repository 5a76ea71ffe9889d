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
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from highlight_desktop import files
from highlight_desktop.errors import CancelledError, HighlightError
from highlight_desktop.hub import chasers, expected, pack, picture, receiving, returns
from highlight_desktop.hub.examining import Examiner
from highlight_desktop.hub.selection import Selection
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import title_in_words
from highlight_desktop.settings import Settings, desk_address
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Absence, Expected
from ui.background import Background, Progress, Task
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.page import HubPage, View
from ui.hub.received_before import received_before
from ui.progress_dialog import ProgressDialog
from ui.returned_dialog import ReturnedDialog

if TYPE_CHECKING:
    from highlight_desktop.hub.pack import Packed
    from highlight_desktop.hub.receiving import Receipt
    from highlight_desktop.hub.selection import Arrangement
    from ui.hub.pack_panel import Wanted


class Collecting(QObject):
    """The road between the hub's page and the desk."""

    failed = Signal(object)
    """Carries why something could not be done."""

    def __init__(self, window: QWidget, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        page = self._page = HubPage()
        self._data_folder = data_folder
        self._background = Background(self)
        self._settings = Settings()
        self._desk: Desk | None = None
        self._under_way: Task | None = None
        self._is_over = False
        page.retry_requested.connect(self._open)
        page.viewed.connect(self._on_viewed)
        page.period.chosen.connect(self._look)
        page.receive.paths_chosen.connect(self._receive)
        page.receive.history_wanted.connect(self._show_history)
        page.receive.report_wanted.connect(self._show_report)
        page.receive.original_wanted.connect(self._save_original)
        page.returns.report_wanted.connect(self._show_report)
        page.returns.reason_given.connect(self._note_reason)
        page.returns.chasers_wanted.connect(self._make_chasers)
        page.pack.wanted.connect(self._make_pack)
        page.expected.changed.connect(self._expect)
        page.expected.pasted.connect(self._paste_expected)
        page.expected.copy_wanted.connect(self._copy_expected)

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
        same_desk = desk_address(chosen) == desk_address(self._settings)
        self._settings = chosen
        if self._desk is None or not same_desk:
            self._open()
        else:
            self._refresh()

    def close(self) -> None:
        """Stop what is under way, keep what is done, and let go of the desk."""
        if self._under_way is not None:
            self._under_way.cancel()
        # What comes of it is delivered once more, and must ask for nothing new.
        self._is_over = True
        self._background.close()
        if self._desk is not None:
            self._desk.close()

    # The desk

    def _open(self) -> None:
        self._page.show_opening()
        work = partial(_open_desk, self._data_folder, self._settings, self._desk)
        self._desk = None
        self._background.run(work, self._on_opened, self._on_refused)

    def _on_opened(self, opened: tuple[Desk, Period | None]) -> None:
        self._desk, period = opened
        if self._is_over:
            return
        if period is not None and self._page.period.period is None:
            self._page.period.show_period(period)
        self._page.show_desk()
        self._show_history()
        self._refresh()

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            self._page.show_problem("The program met a fault opening the hub’s desk.", "")
            raise error
        self._page.show_problem(error.message, error.remedy)

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

    def _refresh(self) -> None:
        """Ask for what the view that is shown tells; somebody else may have received more."""
        period = self._page.period.period
        if self._page.view is View.EXPECTED:
            self._ask(Desk.expected, self._page.expected.show_expected)
        elif period is not None:
            self._look(period)

    def _look(self, period: Period) -> None:
        if self._page.view is View.RETURNS:
            lines = partial(_lines, period, self._settings.due_days)
            self._ask(lines, partial(self._on_lines, period))
        elif self._page.view is View.SECTIONS:
            drawn = partial(_picture, period, self._settings.due_days)
            self._ask(drawn, partial(self._on_picture, period))

    def _on_lines(self, period: Period, lines: Sequence[returns.Line]) -> None:
        if period == self._page.period.period:
            self._page.returns.show_lines(lines)

    def _on_picture(self, period: Period, shown: picture.Picture) -> None:
        if period == self._page.period.period:
            self._page.sections.show_picture(shown)

    def _show_history(self) -> None:
        self._ask(received_before, self._page.receive.show_received)

    # Receiving

    def _receive(self, paths: Sequence[str]) -> None:
        self._ask_long("Receiving", partial(_receive, [Path(each) for each in paths]), self._told)

    def _told(self, receipt: Receipt) -> None:
        self._page.receive.tell(receipt)
        if self._page.period.period is None:
            self._ask(_last_period, self._on_last_period)
        for fault in receipt.faults:
            # Mistakes of ours: for the watch over faults, after everything was told.
            raise fault

    def _on_last_period(self, period: Period | None) -> None:
        if period is not None:
            self._page.period.show_period(period)

    def _show_report(self, sha256: str) -> None:
        self._ask(partial(_printed, sha256), self._on_printed)

    def _on_printed(self, made: tuple[str, bytes]) -> None:
        dialog = ReturnedDialog(*made, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _save_original(self, sha256: str, name: str) -> None:
        # What came in may be called anything, also like a place elsewhere.
        called = Path(name.replace("\\", "/")).name
        proposed = str(files.default_outbox_folder().parent / called)
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the original", proposed)
        if chosen:
            self._ask(partial(_save, sha256, Path(chosen)), _nothing)

    # Who is missing

    def _note_reason(self, service_key: str, reason: str) -> None:
        period = self._page.period.period
        if period is not None:
            absence = Absence(service_key, period.start, period.end, reason)
            self._ask(partial(_note, absence), self._on_changed)

    def _on_changed(self, _nothing: None) -> None:
        self._refresh()

    def _make_chasers(self) -> None:
        period = self._page.period.period
        if period is not None:
            work = partial(_make_chasers, period, self._settings)
            self._ask_long("Writing the chasers", work, self._on_chasers)

    def _on_chasers(self, made: tuple[Path, list[tuple[str, str]]]) -> None:
        dialog = ChasersDialog(*made, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # The pack

    def _make_pack(self, wanted: Wanted) -> None:
        period = self._page.period.period
        if period is None:
            self._page.period.go_to()
            self._page.pack.say("Choose the period first.")
            return
        selection = Selection(period, wanted.council, wanted.topics, wanted.words)
        folder = self._settings.outbox
        work = partial(_make_pack, selection, folder, wanted.arrangement)
        self._ask_long("Making the pack", work, self._page.pack.show_made)

    # Whom reports are expected from

    def _expect(self, wanted: Sequence[Expected]) -> None:
        self._ask(partial(_expect, wanted), self._page.expected.show_expected)

    def _paste_expected(self, text: str) -> None:
        self._ask(partial(_paste_expected, text), self._on_pasted)

    def _on_pasted(self, pasted: tuple[list[Expected], str]) -> None:
        listed, told = pasted
        self._page.expected.show_expected(listed)
        self._page.expected.say(told)

    def _copy_expected(self) -> None:
        self._ask(_expected_as_text, self._on_expected_as_text)

    def _on_expected_as_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._page.expected.say("Copied. Paste it into a spreadsheet.")


# These run in the background.


def _open_desk(folder: Path, chosen: Settings, before: Desk | None) -> tuple[Desk, Period | None]:
    if before is not None:
        before.close()
    desk = Desk.open(folder, desk_address(chosen))
    try:
        return desk, _last_period(desk)
    except BaseException:
        desk.close()
        raise


def _last_period(desk: Desk) -> Period | None:
    """The period of the report that reaches furthest."""
    found = max(desk.returns(), key=lambda each: each.period_end, default=None)
    if found is None:
        return None
    start, end = found.period_start, found.period_end
    return Period(printed(start, end), start, end)


def _receive(paths: Sequence[Path], desk: Desk, progress: Progress) -> Receipt:
    with Examiner() as examiner:
        return receiving.receive(desk, examiner, paths, now=datetime.now(UTC), progress=progress)


def _lines(period: Period, due_days: int, desk: Desk) -> list[returns.Line]:
    return returns.of_period(desk, period, now=datetime.now(UTC), due_days=due_days)


def _picture(period: Period, due_days: int, desk: Desk) -> picture.Picture:
    return picture.picture(_lines(period, due_days, desk), desk.snapshot)


def _printed(sha256: str, desk: Desk) -> tuple[str, bytes]:
    from highlight_desktop.outbox import pdf

    snapshot = desk.snapshot(sha256)
    title = f"{title_in_words(snapshot.report)} · version {snapshot.version}"
    return title, pdf.render(snapshot)


def _save(sha256: str, path: Path, desk: Desk) -> None:
    files.write_whole(path, desk.content(sha256))


def _note(absence: Absence, desk: Desk) -> None:
    desk.note_absence(absence, now=datetime.now(UTC))


def _make_chasers(
    period: Period, chosen: Settings, desk: Desk, progress: Progress
) -> tuple[Path, list[tuple[str, str]]]:
    drafts = chasers.chasers(
        _lines(period, chosen.due_days, desk),
        today=datetime.now(UTC).date(),
        hub_name=chosen.hub_name,
        hub_address=chosen.hub_address,
    )
    folder = chosen.outbox / files.safe_name(f"chasers {period.start} to {period.end}")
    chasers.write(drafts, folder, progress=progress)
    return folder, [(each.service_area, each.address) for each in drafts]


def _make_pack(
    selection: Selection, folder: Path, arrangement: Arrangement, desk: Desk, progress: Progress
) -> Packed:
    return pack.make(desk, selection, folder, arrangement, progress=progress)


def _expect(wanted: Sequence[Expected], desk: Desk) -> list[Expected]:
    desk.expect(wanted, now=datetime.now(UTC))
    return desk.expected()


def _paste_expected(text: str, desk: Desk) -> tuple[list[Expected], str]:
    """Rows of the same service area take the place of what was there; nobody is taken off."""
    before = {each.service_key: each for each in desk.expected()}
    pasted = {each.service_key: each for each in expected.read(text)}
    new = sum(key not in before for key in pasted)
    changed = sum(key in before and before[key] != each for key, each in pasted.items())
    listed = _expect(list((before | pasted).values()), desk)
    return listed, f"Pasted: {new:,} new, {changed:,} changed. Nobody was taken off the list."


def _expected_as_text(desk: Desk) -> str:
    return expected.as_text(desk.expected())


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""
