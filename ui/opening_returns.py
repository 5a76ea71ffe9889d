"""Knows the road from a return on the hub's desk to the page that shows it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from highlight_desktop import files
from highlight_desktop.errors import OutputError
from highlight_desktop.report.calendar_words import printed, printed_moment
from highlight_desktop.report.edition import Topic
from highlight_desktop.report.report import Place
from ui.editor.last_period_panel import LastPeriod
from ui.editor.page import EditorPage, OpenReport
from ui.pages import Pages
from ui.process.desk_access import DeskAccess
from ui.widgets.local_time import here

if TYPE_CHECKING:
    # At run time these would load the database layer before the first paint.
    from highlight_desktop.hub.reading import Reading
    from highlight_desktop.report.snapshot import Snapshot
    from highlight_desktop.store.desk import Arrival, Desk
    from ui.acts.comparing_returns import ComparingReturns
    from ui.acts.desk_periods import DeskPeriods

_SUFFIXES = {"pdf": ".pdf", "workbook": ".xlsx", "word": ".docx", "text": ".txt"}
"""By the kind that its content told; what it calls itself may be a program's name."""
_NOT_OPENED = OutputError(
    "This computer has no program that opens the file.",
    "Save the original from Receive, and open it elsewhere.",
)


class OpeningReturns(QObject):
    """Opens a return read only in the tabs of its form, with where it came from above it."""

    shown = Signal(object, str)
    """Carries the page, and the hash of the return it shows."""
    back_wanted = Signal(bool)
    """Back to where it was opened from; carries whether that is the search."""
    failed = Signal(object)

    def __init__(self, window: QObject, pages: Pages, desk: DeskAccess) -> None:
        super().__init__(window)
        self._pages = pages
        self._desk = desk
        self._reading: Reading | None = None
        self._page: EditorPage | None = None
        self._from_search = False
        self._topic: Topic | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._comparing: ComparingReturns | None = None
        self._periods: DeskPeriods | None = None

    @property
    def periods(self) -> DeskPeriods:
        """Shows a topic through all periods of what was returned."""
        if self._periods is None:
            from ui.acts.desk_periods import DeskPeriods

            self._periods = DeskPeriods(self._pages, self._desk)
            self._periods.failed.connect(self.failed)
        return self._periods

    def open(self, sha256: str, topic: Topic | None = None, *, from_search: bool = False) -> None:
        """Show the return with this hash, and what it says on a topic if one is named."""
        self._from_search, self._topic = from_search, topic
        work = partial(_read, self._desk.door.data_folder, sha256)
        self._desk.ask(work, self._on_read, self.failed.emit)

    def open_found(self, sha256: str) -> None:
        """Show the return that the search found."""
        self.open(sha256, from_search=True)

    def show_versions(self) -> None:
        """Lay the other versions of the return beside it."""
        if self._reading is not None and self._reading.others:
            if self._comparing is None:
                from ui.acts.comparing_returns import ComparingReturns

                self._comparing = ComparingReturns(self._pages, self._desk)
                self._comparing.failed.connect(self.failed)
                self._comparing.opened.connect(self._on_other_wanted)
            self._comparing.show(self._reading)
        elif self._page is not None and isValid(self._page):
            self._page.say("No other version of this return has come.")

    def show_periods(self) -> None:
        """Show what its service areas returned on the topic that is shown, in each period."""
        if self._reading is not None and self._page is not None:
            self.periods.show_around(self._reading, self._page.place)

    def close(self) -> None:
        """Let go of what was written to be opened elsewhere."""
        if self._folder is not None:
            self._folder.cleanup()

    def _on_other_wanted(self, sha256: str) -> None:
        self.open(sha256, from_search=self._from_search)

    # What is shown

    def _on_read(self, reading: Reading) -> None:
        self._pages.leave(partial(self._show, reading))

    def _show(self, reading: Reading) -> None:
        from ui.hub.return_strip import ReturnStrip

        strip = ReturnStrip(reading, "&Back to the search" if self._from_search else "&Back")
        strip.back_wanted.connect(self._on_back)
        strip.details_wanted.connect(self._show_details)
        strip.versions_wanted.connect(self.show_versions)
        strip.periods_wanted.connect(self.show_periods)
        strip.file_wanted.connect(self._on_file_wanted)
        page = self._pages.show_returned(opened_as(reading), strip)
        page.resized.connect(strip.fit)
        strip.fit(page.height())
        page.preview_wanted.connect(self._on_preview_wanted)
        self._reading, self._page = reading, page
        page.show_last_period(before_of(reading))
        self._go_to_topic(page)
        self.shown.emit(page, reading.returned.sha256)

    def _go_to_topic(self, page: EditorPage) -> None:
        topic, self._topic = self._topic, None
        found = [each for each in page.report.edition.sections if each.topic is topic]
        if found:
            page.go_to(Place("section", found[0].id))

    def _on_back(self) -> None:
        self.back_wanted.emit(self._from_search)

    def _show_details(self) -> None:
        from ui.hub.return_dialog import ReturnDialog

        if self._reading is not None:
            dialog = ReturnDialog(self._reading, self._pages)
            dialog.file_wanted.connect(self._open_file)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_preview_wanted(self) -> None:
        if self._reading is not None and self._page is not None:
            show = partial(self._on_printed, self._page)
            self._desk.work(partial(_pdf, self._reading.snapshot), show, self.failed.emit)

    def _on_printed(self, page: EditorPage, content: bytes) -> None:
        if isValid(page):
            page.show_preview(content)

    # The file as it was received

    def _on_file_wanted(self) -> None:
        if self._reading is not None and self._reading.files:
            self._open_file(self._reading.files[0].sha256)

    def _open_file(self, sha256: str) -> None:
        if self._reading is None:
            return
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="highlight-", ignore_cleanup_errors=True)
        [arrival] = [each for each in self._reading.files if each.sha256 == sha256]
        work = partial(_write, arrival, Path(self._folder.name))
        self._desk.ask(work, self._on_written, self.failed.emit)

    def _on_written(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(_NOT_OPENED)


def opened_as(reading: Reading) -> OpenReport:
    """The return as the page takes it."""
    returned, snapshot = reading.returned, reading.snapshot
    submitted = here(snapshot.submitted_at)
    told = f"Submitted {printed_moment(submitted)}. " if returned.verified else ""
    why = f", because: {snapshot.correction}" if snapshot.correction else ""
    corrects = f", corrects version {returned.version - 1}{why}" if returned.supersedes else ""
    return OpenReport(
        reading.report,
        submitted,
        f"{told}Returned to the hub; read only.",
        version=returned.version,
        lineage=f"version {returned.version}{corrects}",
        may_export=False,
    )


def before_of(reading: Reading) -> LastPeriod | None:
    """What the same service areas returned before it, to stand beside it."""
    if reading.before is None:
        return None
    earlier = reading.before.returned
    days = printed(earlier.period_start, earlier.period_end)
    return LastPeriod(reading.before.report, f"{days}, version {earlier.version}", is_mine=False)


# These run in the background, and load what they need there.


def _read(data_folder: Path, sha256: str, desk: Desk) -> Reading:
    from highlight_desktop import forms
    from highlight_desktop.hub.reading import read

    return read(desk, sha256, forms.load(data_folder))


def _pdf(snapshot: Snapshot) -> bytes:
    from highlight_desktop.outbox import pdf

    return pdf.render(snapshot)


def _write(arrival: Arrival, folder: Path, desk: Desk) -> Path:
    """Where the file stands now, under a name that opens nothing but a document."""
    suffix = _SUFFIXES.get(arrival.kind)
    if suffix is None:
        raise _NOT_OPENED
    name = files.safe_name(Path(arrival.name).stem)
    path = folder / arrival.sha256[:8] / f"{name}{suffix}"
    if not path.exists():
        files.write_whole(path, desk.content(arrival.sha256))
    return path
