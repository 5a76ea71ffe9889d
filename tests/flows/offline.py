"""The whole program at work, in a process that ends at once when it reaches for the network.

Run as a program: ``python -m tests.flows.offline DATA_FOLDER OUT_FOLDER``. It says DONE when a
report was imported, typed, previewed, submitted, received by the hub, found, checked and packed
up for support; only local sockets of this machine may have been made meanwhile.
"""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

LOCAL = getattr(socket, "AF_UNIX", None)
SPEAKING = ("urllib", "http.client", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib")


def forbid(event: str, values: tuple[object, ...]) -> None:
    """Python's own audit: an exception could be swallowed, so the process ends."""
    if event == "socket.gethostname":
        return
    told = event.startswith(SPEAKING)
    if event == "socket.__new__":
        told = values[1] not in (LOCAL, -1)
    elif event.startswith("socket."):
        address = values[1] if len(values) > 1 else None
        told = not isinstance(address, str | bytes)
    if told:
        os.write(2, f"NETWORK: {event} {values[1:]!r}\n".encode())
        os._exit(9)


def story(window: "MainWindow", out: Path, report_id: str) -> Iterator[Callable[[], object]]:  # noqa: F821
    """What is done; each step gives what has to be true before the next."""
    from PySide6.QtTest import QTest

    with as_file(files("resources") / "demo" / "parks-and-libraries.txt") as sample:
        window._import([str(sample)])
        yield lambda: window._pages.editor is not None
    section = window._pages.editor.report.edition.sections[0].id
    QTest.keyClicks(window._pages.editor._sections[section].editor, "Opened at nine. ")
    yield lambda: window._pages.editor.all_saved
    previewed = []
    window._pages.editor.preview_wanted.connect(previewed.append)
    for action in window._pages.editor.report_actions:
        if "review" in action.text():
            action.trigger()
    yield lambda: bool(previewed)
    window._background.settle()
    window._acts.show_list()
    yield lambda: window._pages.is_list
    window._acts.open(report_id)
    yield lambda: window._pages.is_open(report_id)
    window._acts._submit(report_id)
    yield lambda: window._pages.editor is None and any(out.rglob("*.eml"))
    window._go_to_hub()
    yield (
        lambda: window._hub.collecting is not None and window._hub.collecting.page._tabs.isEnabled()
    )
    panel = window._hub.collecting.page.receive
    window._hub.collecting._receive([out])
    yield lambda: "came in" in panel._count.text()
    window._search()
    yield lambda: window._pages.currentWidget() is window._pages.search
    window._pages.search._words.setText("nine")
    window._pages.search._search.click()
    yield lambda: bool(window._pages.search._hits)
    window._menus.data_check_requested.emit()
    yield lambda: window._background.settle() is None
    window._housekeeping._support.save(out / "support.zip")
    yield (out / "support.zip").exists
    window._menus.help_requested.emit()
    yield lambda: True


def submittable(data: Path) -> str:
    from highlight_desktop.report import edition
    from highlight_desktop.report.edition import AnswerKind, FieldId
    from highlight_desktop.report.report import Answer, Report
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.stored import new_id

    report = Report(new_id(), edition.newest())
    for field in report.edition.header:
        typed = "8 to 21 June 2026" if field.id is FieldId.PERIOD else "Parks"
        report, _ = report.fill_in(field.id, typed)
    for section in report.edition.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    with Store.open(data) as store:
        store.create(report, now=datetime(2026, 6, 22, tzinfo=UTC))
    return report.id


def main(data: Path, out: Path) -> int:
    """Run the program as it is started, with somebody in front of it."""
    from PySide6.QtCore import QTimer

    from highlight_desktop import settings
    from highlight_desktop.settings import Settings
    from ui import app, main_window
    from ui.main_window import MainWindow

    report_id = submittable(data)
    chosen = Settings(collects=True, outbox_folder=str(out), hub_address="hub@council.example")
    settings.save(chosen, data)

    class Driven(MainWindow):
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, **named)
            self._steps = story(self, out, report_id)
            self._until: Callable[[], object] = lambda: True
            self._timer = QTimer(self, interval=20)
            self._timer.timeout.connect(self._step)
            self.ready.connect(self._begin)

        def _begin(self) -> None:
            if not self._timer.isActive():
                self._timer.start()

        def _step(self) -> None:
            if not self._until():
                return
            until = next(self._steps, None)
            if until is None:
                self._timer.stop()
                sys.stdout.write("DONE\n")
                sys.stdout.flush()
                os._exit(0)
            self._until = until

    main_window.MainWindow = Driven
    return app.main(data, None)


if __name__ == "__main__":
    sys.addaudithook(forbid)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
