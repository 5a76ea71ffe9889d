"""The hub officer's guide, followed step by step in the real window, with pictures on the way."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from highlight_desktop.hub import expected
from highlight_desktop.hub.receiving import Outcome
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.store.expectations import Cadence, Council, Expected
from tests.flows.camera import Camera, Clock
from tests.flows.conftest import Person
from tests.hub.year import ROLES, written
from ui.dialogs.settings_dialog import SettingsDialog
from ui.editor.timeline_dialog import TimelineDialog
from ui.hub.changes_dialog import ChangesDialog
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.expected_dialog import ExpectedDialog
from ui.hub.line_dialog import LineDialog
from ui.hub.page import HubPage
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.received_dialog import ReceivedDialog
from ui.hub.return_dialog import ReturnDialog
from ui.hub.versions_dialog import VersionsDialog

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PERIODS = [(date(2026, 6, day), date(2026, 6, day + 13)) for day in (1, 15)]
BEGINS = datetime(2026, 6, 17, 9, 0, tzinfo=UTC)
RETURNS = Path("Returns")
WAYS = {
    "Libraries": ("twice", "corrected"),
    "Parks and Play Areas": ("late", "in time"),
    "Waste and Recycling": ("in time", "altered"),
    "Highways": ("as text", "in time"),
    "Registration": ("in time", "in conflict"),
    "Museums and Archives": ("missing", "missing"),
    "Housing Options": ("by mail", "by mail"),
    "Markets": ("in time", "missing"),
    "Trees": ("in time", "in time"),
}
"""How the return of each service area comes, in the first period and the second."""
NOT_EXPECTED = "Trees"


def deliver() -> None:
    """Write the returns of both periods, each to a folder of its own, with a file that is none."""
    roles = {role.name: role for role in ROLES}
    for number, days in enumerate(PERIODS):
        folder = RETURNS / f"{days[1]:%d %B}"
        folder.mkdir(parents=True)
        for area, ways in WAYS.items():
            for sent in roles[ways[number]](f"{number}", written(area, *days), days[1]):
                (folder / Path(sent.path).name).write_bytes(sent.content)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7\nnothing but this line")


def follow(person: Person, camera: Camera, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the switch in the settings to the pack."""
    deliver()
    _switch_on(person, camera)
    _expect(person, camera)
    for number, days in enumerate(PERIODS):
        clock.now = datetime(days[1].year, days[1].month, days[1].day, 9, tzinfo=UTC) + timedelta(3)
        _receive(person, camera, monkeypatch, RETURNS / f"{days[1]:%d %B}", pictures=number == 1)
    _look_at_returns(person, camera)
    _sections(person, camera)
    _pack(person, camera)
    _read_a_return(person, camera)


def page(person: Person) -> HubPage:
    collecting = person.window._hub.collecting
    assert collecting is not None
    return collecting.page


def _switch_on(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_Comma, CTRL)
    dialog = person.dialog(SettingsDialog)
    dialog._collecting._switch.setChecked(True)
    dialog._collecting._address.go_to()
    camera.take("hub-settings")
    dialog.accept()
    person.wait(lambda: person.window._menus._hub.isVisible())
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._hub.collecting is not None)
    person.wait(lambda: page(person)._tabs.isEnabled())
    camera.look()


def _expect(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_5, CTRL)
    panel = page(person).expected
    listed = [
        Expected(
            area,
            "Robin Hale" if number % 2 else "Sam Whitlock",
            f"{area.split()[0].lower()}@council.example" if number != 5 else "",
            list(Council)[number % 3],
            Cadence.FORTNIGHTLY,
            date(2026, 6, 1),
        )
        for number, area in enumerate(WAYS)
        if area != NOT_EXPECTED
    ]
    camera.look()
    QApplication.clipboard().setText(expected.as_text(listed))
    person.click(panel, "Paste list")
    person.wait(lambda: panel._model.there == len(listed))
    panel._table.setFocus()
    panel._table.selectRow(0)
    camera.take("hub-expected")
    for button, kind in (("Edit…", ExpectedDialog), ("Changes…", ChangesDialog)):
        person.click(panel, button)
        dialog = person.dialog(kind)
        camera.look()
        dialog.reject()
        person.wait(lambda dialog=dialog: not dialog.isVisible())


def _receive(
    person: Person, camera: Camera, monkeypatch: pytest.MonkeyPatch, folder: Path, *, pictures: bool
) -> None:
    person.press(KEY.Key_1, CTRL)
    panel = page(person).receive
    panel._count.setText("")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    person.click(panel, "Choose a folder")
    person.wait(lambda: "came in" in panel._count.text())
    if not pictures:
        camera.look()
        return
    camera.take("hub-receive")
    rows = [panel._model.row_at(number).about for number in range(panel._model.rowCount())]
    [altered] = [n for n, each in enumerate(rows) if each.outcome is Outcome.ALTERED]
    panel._table.selectRow(altered)
    person.press(KEY.Key_Return)
    dialog = person.dialog(ReceivedDialog)
    camera.take("hub-altered")
    dialog.reject()
    person.wait(lambda: not dialog.isVisible())


def _look_at_returns(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_2, CTRL)
    panel = page(person).returns
    line = page(person).period.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    person.write(printed(*PERIODS[1]))
    person.press(KEY.Key_Return)
    person.wait(lambda: panel._model.there == len(WAYS))
    panel._table.setFocus()
    _select(person, "Waste and Recycling")
    camera.take("hub-returns")
    person.press(KEY.Key_Return)
    details = person.dialog(LineDialog)
    camera.look()
    details.reject()
    person.wait(lambda: not details.isVisible())
    person.press(KEY.Key_E, CTRL | SHIFT)
    chasers = person.dialog(ChasersDialog)
    camera.take("hub-chasers")
    chasers.reject()
    person.wait(lambda: not chasers.isVisible())
    _select(person, "Museums and Archives")
    person.click(panel, "Reason")
    reason = person.dialog(ReasonDialog)
    reason.findChild(QLineEdit).setText("All of them are ill; agreed with the director")
    camera.take("hub-reason")
    reason.accept()
    person.wait(lambda: not reason.isVisible())
    panel.choose_span(3)
    person.wait(lambda: panel.begins_at is panel._grid)
    panel._grid.setFocus()
    camera.take("hub-grid")
    panel.choose_span(1)
    person.wait(lambda: panel.begins_at is panel._table)


def _select(person: Person, area: str) -> None:
    panel = page(person).returns
    for row in range(panel._model.rowCount()):
        if panel._model.row_at(row).about.service_area == area:
            panel._table.selectRow(row)


def _sections(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_3, CTRL)
    panel = page(person).sections
    person.wait(lambda: panel._model.columnCount() > 0)
    panel._table.setFocus()
    camera.take("hub-sections")


def _pack(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_4, CTRL)
    panel = page(person).pack
    camera.look()
    person.click(panel, "Make the pack")
    person.wait(panel._made.isVisible)
    camera.take("hub-pack")


def _read_a_return(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_2, CTRL)
    panel = page(person).returns
    person.wait(lambda: panel._model.there == len(WAYS))
    _select(person, "Libraries")
    person.click(panel, "Open report")
    person.wait(lambda: person.window._pages.shows_return)
    person.go_to("activity")
    camera.take("hub-return")
    person.click(person.editor, "Details")
    details = person.dialog(ReturnDialog)
    camera.look()
    details.reject()
    person.wait(lambda: not details.isVisible())
    person.press(KEY.Key_F9)
    versions = person.dialog(VersionsDialog)
    camera.look()
    versions.reject()
    person.wait(lambda: not versions.isVisible())
    person.press(KEY.Key_F9, SHIFT)
    through = person.dialog(TimelineDialog)
    camera.take("hub-through-periods")
    through.reject()
    person.wait(lambda: not through.isVisible())
