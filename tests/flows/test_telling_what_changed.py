"""A director has the last page of the PDF tell what changed, by the keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken
from ui.dialogs.submit_dialog import SubmitDialog
from ui.widgets.tick_box import TickBox

pytestmark = pytest.mark.flow

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
NOW = datetime(2026, 6, 22, tzinfo=UTC)


def written(report: Report, period: str, text: str) -> Report:
    report, _ = report.fill_in(FieldId.PERIOD, period)
    report, _ = report.answer("guidance", Answer(AnswerKind.ANSWERED, blocks_of(text)[0]))
    return report


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "going out"


@pytest.fixture
def author(open_window: Callable[[Path], Person], data_folder: Path, outbox: Path) -> Person:
    """Somebody with the second report of their services open, ready to submit."""
    blank = Report(new_id(), edition.newest())
    for field in blank.edition.header:
        blank, _ = blank.fill_in(field.id, "Parks")
    for section in blank.edition.sections:
        blank, _ = blank.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    before = written(blank, "8 to 21 June 2026", "The paddling pool is shut.")
    after = written(blank, "22 June to 5 July 2026", "The paddling pool is open.")
    settings.save(Settings(outbox_folder=str(outbox)), data_folder)
    with Store.open(data_folder) as store:
        store.create(before, now=NOW)
        hub = Recipient("Hub", "")
        frozen = freeze(before, submitted_at=NOW, app_version="1", recipient=hub)
        store.record(before.id, frozen, now=NOW)
        store.create(replace(after, id=new_id()), now=NOW)
    person = open_window(data_folder)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)
    return person


@pytest.mark.parametrize("wanted", [True, False])
def test_the_page_is_made_for_whoever_ticks_it_and_for_nobody_else(
    author: Person, outbox: Path, data_folder: Path, wanted: bool
) -> None:
    author.press(KEY.Key_Return, MODIFIER.ControlModifier)
    dialog = author.dialog(SubmitDialog)
    if wanted:
        author.press(KEY.Key_W, MODIFIER.AltModifier)
        box = dialog.findChild(TickBox)
        author.wait(box.isChecked)
        assert "8 to 21 June 2026, version 1" in box.accessibleDescription()
    author.press(KEY.Key_Return)
    author.wait(lambda: "Report submitted" in spoken(author.focus))
    author.close()

    [paper] = outbox.glob("*.pdf")
    last = PdfReader(paper).pages[-1].extract_text()
    assert ("What changed since the last report" in last) is wanted
    assert ("[removed: shut]" in " ".join(last.split())) is wanted
    assert settings.load(data_folder).what_changed is wanted
