"""Rows P5, P6 and P7 of the faults: the session ends, the program is at fault, memory runs out."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from highlight_desktop import unsaved
from highlight_desktop.report.prose import plain_text
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, close, written
from ui import hang_watch
from ui.dialogs.problem_dialog import ProblemDialog
from ui.faults import FaultWatch
from ui.menus import Menus

pytestmark = pytest.mark.flow
REPOSITORY = Path(__file__).parents[2]
OpenWindow = Callable[[Path], Person]
TYPED = "The tip stayed open."


# P5


@pytest.fixture
def wired(person: Person, qapp: QApplication) -> Iterator[Person]:
    """The signals of the session, connected as `ui.app` connects them."""
    window = person.window
    links = [
        qapp.aboutToQuit.connect(window.settle),
        qapp.commitDataRequest.connect(window.settle),
        qapp.applicationStateChanged.connect(window.keep_text),
    ]
    person.begin_report()
    person.write(TYPED)
    yield person
    for link in links:
        qapp.disconnect(link)


def test_every_end_of_a_session_is_connected_by_the_program_itself() -> None:
    """P5: as it is started, not only as the tests below connect it."""
    source = (REPOSITORY / "ui" / "app.py").read_text(encoding="utf-8")
    for signal, slot in (
        ("aboutToQuit", "settle"),
        ("commitDataRequest", "settle"),
        ("applicationStateChanged", "keep_text"),
    ):
        assert f"app.{signal}.connect(window.{slot})" in source


@pytest.mark.parametrize("signal", ["aboutToQuit", "commitDataRequest"])
def test_logging_off_saves_and_waits_for_it(
    wired: Person, qapp: QApplication, data_folder: Path, signal: str
) -> None:
    """P5: no event loop runs after it, so all is in the database when the signal returns."""
    # The second carries a QSessionManager, which only Qt can make; the slot asks for nothing.
    getattr(qapp, signal).emit(*[None] * (signal == "commitDataRequest"))
    assert wired.editor.all_saved
    [report_id] = [each.id for each in wired.window._store.summaries()]
    stored = wired.window._store.load(report_id).report
    assert plain_text(stored.answers["guidance"].prose) == TYPED


def test_a_computer_that_goes_to_sleep_has_the_text_saved_at_once(
    wired: Person, qapp: QApplication
) -> None:
    """P5: sleep and another program in front are a change of the application's state."""
    assert wired.editor._saving.unsaved
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    assert not wired.editor._saving.unsaved


# P6


def requests(menus: Menus) -> list[str]:
    """All that the menus can ask for."""
    plain = [name for name in dir(type(menus)) if name.endswith("_requested")]
    return sorted(set(plain) - {"quit_requested"})


SLOTS = {
    "about_requested": ("ui.dialogs.about", "AboutBox"),
    "backups_requested": ("ui.acts.backups", "BackupsDialog"),
    "check_requested": ("ui.acts.checking", "QFileDialog"),
    "correct_requested": None,
    "data_check_requested": ("ui.acts.checking_data", "ProgressDialog"),
    "demonstration_removal_requested": ("ui.pages", "Pages.leave"),
    "demonstration_requested": ("ui.demonstrating", "_made"),
    "edition_requested": ("ui.acts.form_editions", "QFileDialog"),
    "editions_requested": ("ui.acts.form_editions", "EditionsDialog"),
    "help_requested": ("ui.dialogs.help_dialog", "HelpDialog"),
    "history_requested": ("ui.acts.looking_back", "_read"),
    "hub_requested": None,
    "import_requested": ("ui.acts.shelf", "QFileDialog"),
    "list_requested": ("ui.pages", "Pages.show_list"),
    "new_requested": ("ui.acts.shelf", "_create"),
    "next_requested": ("ui.acts.starting_next", "StartingNext.begin"),
    "own_words_requested": ("ui.dialogs.own_words_dialog", "OwnWordsDialog"),
    "periods_requested": ("ui.acts.through_periods", "ThroughPeriods.show"),
    "review_requested": ("ui.acts.reviewing", "_due"),
    "search_requested": ("ui.pages", "Pages.show_search"),
    "settings_requested": ("ui.dialogs.settings_dialog", "SettingsDialog"),
    "spelling_requested": ("ui.main_window", "MainWindow._check_spelling"),
    "support_requested": ("ui.acts.saving_for_support", "QFileDialog"),
    "whereabouts_requested": ("ui.dialogs.whereabouts_dialog", "WhereaboutsDialog"),
}
"""What each leads to, which is made to fail; None for what cannot be asked for here."""


def test_every_request_of_the_menus_is_named_here(person: Person) -> None:
    """P6: a new one needs a fault of its own below."""
    assert sorted(SLOTS) == requests(person.window._menus)


def fault(*_given: object, **_named: object) -> None:
    raise ValueError("raised on purpose")


class Broken:
    """A class that cannot be used: made or asked for anything, it raises."""

    def __init__(self, *given: object, **named: object) -> None:
        fault()


@pytest.mark.parametrize("name", [name for name, place in SLOTS.items() if place])
def test_a_fault_in_any_slot_saves_the_text_first_and_tells_once(
    open_window: OpenWindow, data_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """P6: text first, then one dialog, and no loop; the window closes as ever."""
    person = open_window(data_folder)
    window = person.window
    place = SLOTS[name]
    assert place is not None
    module, attribute = place
    caught = import_module(module)
    # What is looked for once the reports are there is no request.
    person.wait(lambda: window._spelling.is_ready)
    window._background.settle()
    with FaultWatch(window, data_folder):
        person.begin_report()
        person.write(TYPED)
        owner, _, method = attribute.rpartition(".")
        is_class = not owner and isinstance(getattr(caught, attribute), type)
        with monkeypatch.context() as broken:
            broken.setattr(
                getattr(caught, owner) if owner else caught,
                method,
                Broken if is_class else fault,
            )
            arguments = ("2021-01",) if name == "new_requested" else ()
            # As a slot: the fault ends in Python's hook, and not here.
            getattr(window._menus, name).emit(*arguments)
            person.qtbot.waitUntil(lambda: bool(person.dialogs(ProblemDialog)), timeout=3_000)
            assert len(person.dialogs(ProblemDialog)) == 1
            for dialog in person.dialogs(ProblemDialog):
                dialog.reject()
            QTest.qWait(20)
            assert person.dialogs(ProblemDialog) == []
        close(person.qtbot, window)
    assert written(data_folder)[0] == TYPED


def test_saving_that_hangs_is_told_and_the_text_is_put_in_its_second_place(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P6: the worker hangs; what is typed is on the disk all the same, also what comes after."""
    released = threading.Event()
    store = person.window._store
    assert store is not None
    save = store.save

    def held_up(*given: object, **named: object) -> int:
        released.wait(60)
        return save(*given, **named)  # type: ignore[arg-type]

    person.begin_report()
    monkeypatch.setattr(store, "save", held_up)
    monkeypatch.setattr(hang_watch, "PATIENCE_S", 0.0)
    try:
        person.write(TYPED)
        person.editor.save_now()
        watch = person.window._housekeeping.hang_watch
        person.wait(lambda: person.window._background.quiet_for_s > 0)
        watch.look()
        person.wait(lambda: "Saving has not come back" in person.window._notice.told)
        [one] = unsaved.found(data_folder)
        assert plain_text(one.report.answers["guidance"].prose) == TYPED
        person.write(" And late.")
        watch.look()
        person.wait(lambda: len(unsaved.found(data_folder)[0].report.answers["guidance"].prose) > 0)
        person.wait(
            lambda: (
                "And late."
                in plain_text(unsaved.found(data_folder)[0].report.answers["guidance"].prose)
            )
        )
    finally:
        released.set()
    person.wait(lambda: person.editor.all_saved)
    watch.look()
    assert "Saving works again" in person.window._notice.told
    person.wait(lambda: unsaved.found(data_folder) == [])
    person.close()
    assert written(data_folder)[0] == f"{TYPED} And late."


def test_work_that_tells_of_itself_is_no_hang(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P6: an import of fifty files keeps a save waiting, but it says how far it is."""
    person.begin_report()
    monkeypatch.setattr(hang_watch, "PATIENCE_S", 5.0)
    over = threading.Event()

    def talks(progress: Callable[[str, int, int], None]) -> None:
        while not over.wait(0.01):
            progress("Importing", 1, 50)

    person.window._background.run_long(talks, lambda _done: None, person.window._on_failed)
    try:
        person.write(TYPED)
        person.editor.save_now()
        person.window._housekeeping.hang_watch.look()
        assert person.window._notice.told == ""
    finally:
        over.set()
    person.wait(lambda: person.editor.all_saved)


# P7

MEMORY = """
import resource, sys
from pathlib import Path
from highlight_desktop.__main__ import main
from highlight_desktop import commands
from highlight_desktop.commands import sending
limit = int(sys.argv.pop(1))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + limit, used + limit))
sys.exit(main())
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux counts it so")
@pytest.mark.parametrize("megabytes", [4, 16, 48, 96])
def test_where_memory_runs_out_it_is_told_and_the_database_is_intact(
    tmp_path: Path, megabytes: int
) -> None:
    """P7: at each step of `ulimit -v` a sentence or the work done, and never damage."""
    data = tmp_path / "data"
    demo = [sys.executable, "-m", "highlight_desktop", "--data", str(data), "demo", "--to"]
    subprocess.run([*demo, str(tmp_path / "first")], check=True, capture_output=True)
    with Store.open(data) as store:
        before = [(each.id, each.state) for each in store.summaries()]
    limit = str(megabytes * 1_000_000)
    words = [limit, "--data", str(data), "demo", "--to", str(tmp_path / "second")]
    ran = subprocess.run(
        [sys.executable, "-c", MEMORY, *words],
        capture_output=True, text=True, check=False, cwd=REPOSITORY, timeout=120,
    )  # fmt: skip
    assert ran.returncode in (0, 2), ran.stderr[-2_000:]
    assert ran.returncode == 0 or ran.stderr.strip()
    with Store.open(data) as store:
        assert store.check().is_clean
        assert {(each.id, each.state) for each in store.summaries()} >= set(before)
