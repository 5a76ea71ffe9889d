"""What IT has laid down for a computer holds in its window, and a fault in it is told."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from highlight_desktop import folders, policy, settings
from highlight_desktop.demonstration import telling
from highlight_desktop.demonstration.council import councils
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.rules import BY_IT
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, words_on
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.submit_dialog import SubmitDialog
from ui.widgets.marking_box import MarkingBox

pytestmark = pytest.mark.flow
Opened = Callable[[Path], Person]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reports of this user are."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return folders.default_data_folder()


def test_what_it_lays_down_holds_in_the_window(
    open_window: Opened, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / policy.FILE_NAME
    path.write_text("[marking]\nlowest = 'OFFICIAL'\n", encoding="utf-8")
    monkeypatch.setattr(policy, "places", lambda: [path])
    person = open_window(home)
    person.begin_report()
    box = person.window.findChild(MarkingBox)
    assert box.marking() == "OFFICIAL"
    box.setEditText("None")
    box.edited.emit()
    [low] = [each for each in person.editor.check() if each.code == "marking-too-low"]
    assert "OFFICIAL or higher" in low.message
    said = [each.text() for each in person.editor.findChildren(QLabel)]
    assert any(text.startswith("OFFICIAL or higher. Your council’s IT") for text in said)


def test_no_report_leaves_while_the_rules_cannot_be_kept_and_then_it_goes_where_they_say(
    open_window: Opened, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / policy.FILE_NAME
    path.write_text("[hub]\nadress = 'hub@council.example'\n", encoding="utf-8")
    monkeypatch.setattr(policy, "places", lambda: [path])
    calendar = Calendar(date(2026, 3, 2))
    ready, _ = telling.report(calendar.occasion(councils().areas[2], 25)).mark("OFFICIAL")
    with Store.open(home) as store:
        store.create(ready, now=datetime(2026, 3, 2, tzinfo=UTC))
    person = open_window(home)
    person.window._acts.open(ready.id)
    person.wait(lambda: person.window._pages.editor is not None)
    submit = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    person.press(*submit)
    assert "hub.adress is not a key of a policy" in words_on(person.dialog(ProblemDialog))
    person.press(Qt.Key.Key_Escape)
    path.write_text("[hub]\naddress = 'hub@council.example'\n", encoding="utf-8")
    person.press(*submit)
    dialog = person.dialog(SubmitDialog)
    assert BY_IT in words_on(dialog)
    person.click(dialog, "Submit report")
    person.wait(lambda: person.window._pages.editor is None)
    assert person.window._store is not None
    sent = person.window._store.snapshot(ready.id)
    assert sent.recipient.address == "hub@council.example"
    assert settings.load(home).hub_address == ""
