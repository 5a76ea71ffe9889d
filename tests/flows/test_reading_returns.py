"""Somebody at the hub looks for words, reads the return they are in, compares and looks back."""

import socket
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.expectations import Expected
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken, words_on
from tests.hub import desks
from ui.editor.timeline_dialog import TimelineDialog
from ui.hub.page import View
from ui.hub.return_dialog import ReturnDialog
from ui.hub.return_strip import ReturnStrip
from ui.hub.versions_dialog import VersionsDialog
from ui.widgets.paragraph_list import Mark, ParagraphList

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND, THIRD = (desks.period(number) for number in range(3))

pytestmark = pytest.mark.flow


def report(period: str, text: str, form: str, areas: str = "Parks") -> Report:
    made = Report(new_id(), edition.find(form))
    for field in made.edition.header:
        typed = {FieldId.SERVICE_AREAS: areas, FieldId.PERIOD: period}
        made, _ = made.fill_in(field.id, typed.get(field.id, "A. Writer"))
    for section in made.edition.sections:
        made, _ = made.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    made, _ = made.write("activity", blocks_of(text)[0])
    return made


def receive(desk: Desk, snapshot: object, name: str, verdict: Verdict, *told: str) -> None:
    content = f"{name} {snapshot.sha256}".encode()
    came = Arrival(
        sha256(content).hexdigest(),
        name,
        "",
        "Robin Hale <robin@council.example>",
        desks.NOW + timedelta(hours=1),
        verdict,
        told,
        snapshot.sha256,
        "word" if verdict is Verdict.NOT_VERIFIED else "pdf",
    )
    assert desk.record(came, content, snapshot)


def fill(desk: Desk) -> None:
    """Three fortnights of Parks, in three editions, the last of them corrected; and one altered."""
    forms = [each.id for each in edition.bundled()]
    said = (
        "Two gates were mended.",
        "Three gates were mended.",
        "Three gates were mended.\nThe C-19 helpline took 40 calls.",
    )
    made = [
        report(when, text, form)
        for when, text, form in zip((FIRST, SECOND, THIRD), said, forms, strict=True)
    ]
    for each in made:
        receive(desk, desks.frozen(each), f"{each.edition.id}.pdf", Verdict.AS_SUBMITTED)
    last, _ = made[-1].write("activity", blocks_of(said[-1].replace("40", "41"))[0])
    receive(desk, desks.corrected(last), "corrected.pdf", Verdict.AS_SUBMITTED)
    waste = report(THIRD, "The lorries are late.", forms[-1], "Waste")
    receive(
        desk,
        desks.frozen(waste),
        "waste.pdf",
        Verdict.ALTERED,
        "Page 1, line 9: was “late”, is “early”.",
    )
    old = report(THIRD, "An old word about trams.", forms[0], "Trams")
    receive(desk, desks.frozen(old), "trams.docx", Verdict.NOT_VERIFIED)
    desk.expect([Expected("Parks", "A. Director"), Expected("Waste")], now=desks.NOW)


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    """Somebody who writes a report of their own, and collects those of others."""
    with Store.open(data_folder) as store:
        own = report(THIRD, "The Covid 19 helpline has moved.", edition.newest().id, "Libraries")
        store.create(own, now=desks.NOW)
    with Desk.open(data_folder) as desk:
        fill(desk)
    settings.save(Settings(collects=True), data_folder)
    return open_window(data_folder)


def look_for(person: Person, words: str, places: str) -> list[str]:
    """The places found, as a screen reader says them."""
    page = person.window._pages.search
    person.press(KEY.Key_F, CTRL | SHIFT)
    person.wait(lambda: person.window._pages.currentWidget() is page)
    person.press(KEY.Key_A, CTRL)
    person.write(words)
    person.press(KEY.Key_Return)
    person.wait(lambda: places in words_on(page) and "still" not in words_on(page))
    person.wait(lambda: spoken(person.focus) == "Places found")
    return [each.spoken for each in page.findChild(ParagraphList)._paragraphs.shown]


def strip(person: Person) -> ReturnStrip:
    person.wait(lambda: person.window._pages.shows_return)
    found = person.editor.findChild(ReturnStrip)
    assert found is not None
    return found


def at_the_desk(person: Person, view: View) -> None:
    person.press(KEY.Key_J, CTRL)
    person.wait(lambda: person.window._hub.collecting is not None)
    page = person.window._hub.collecting.page
    person.wait(lambda: page._tabs.isEnabled())
    person.press(KEY(KEY.Key_1 + view), CTRL)
    assert page.view is view


def test_one_search_finds_what_was_written_here_and_what_was_received(person: Person) -> None:
    found = look_for(person, "covid19 helplines", "3 places")
    assert [each.split(":")[0] for each in found] == [
        "My reports",
        "On the hub’s desk",
        "On the hub’s desk",
    ]
    assert [("Superseded" in each, "Returned, version 2" in each) for each in found[1:]] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )
    corrected = next(n for n, each in enumerate(found) if "Returned, version 2" in each)
    person.press(KEY.Key_Down, times=corrected)
    person.press(KEY.Key_Return)

    told = words_on(strip(person))
    assert "As submitted." in told
    assert "From Robin Hale <robin@council.example>, received 22 June 2020" in told
    assert "“corrected.pdf”" in told
    assert person.editor.place == Place("section", "activity")
    assert person.focus.textCursor().selectedText() == "C-19"
    assert person.editor.is_read_only
    [line] = [
        each
        for each in strip(person).findChildren(QLineEdit)
        if each.accessibleName() == "SHA-256 of the report"
    ]
    assert len(line.text()) == 64
    person.click(strip(person), "Back to the search")
    person.wait(lambda: person.window._pages.currentWidget() is person.window._pages.search)
    assert "3 places" in words_on(person.window._pages.search)


def test_a_desk_that_is_held_by_another_costs_only_its_own_places(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        own = report(THIRD, "The Covid 19 helpline has moved.", edition.newest().id)
        store.create(own, now=desks.NOW)
    with Desk.open(data_folder) as desk:
        fill(desk)
        person = open_window(data_folder)
        assert len(look_for(person, "helpline", "1 place.")) == 1
        told = words_on(person.window._pages.search)
        assert "The hub’s desk was not searched." in told
        assert "Close" in told or "other" in told
    # It was let go of, and is searched the next time.
    assert len(look_for(person, "helpline", "3 places")) == 3


def test_nobody_waits_for_a_server_that_does_not_answer(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    with Store.open(data_folder) as store:
        own = report(THIRD, "The Covid 19 helpline has moved.", edition.newest().id)
        store.create(own, now=desks.NOW)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        silence = Settings(desk_address=f"postgresql+psycopg://hub@127.0.0.1:{port}/desk")
        settings.save(silence, data_folder)
        person = open_window(data_folder)
        page = person.window._pages.search
        person.press(KEY.Key_F, CTRL | SHIFT)
        person.wait(lambda: person.window._pages.currentWidget() is page)
        person.write("helpline")
        person.press(KEY.Key_Return)
        person.wait(lambda: "1 place. The hub’s desk is still being searched" in words_on(page))
        connection, _ = silent.accept()
        assert connection.recv(64)
        person.close()
        # It is waited for still, but not by the window.
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(64)
        connection.close()


def test_a_cell_of_sections_opens_its_return_at_that_topic(person: Person) -> None:
    at_the_desk(person, View.SECTIONS)
    panel = person.window._hub.collecting.page.sections
    person.wait(lambda: panel._model.columnCount() > 0)
    topics = [str(topic) for topic, _ in panel._model._topics]
    panel._table.setFocus()
    person.press(KEY.Key_Right, times=topics.index("activity"))
    person.press(KEY.Key_Return)
    strip(person)
    assert "version 2, corrects version 1" in person.editor._top._subtitle.text()
    assert person.editor.place == Place("section", "activity")
    assert person.editor.report.typed(FieldId.SERVICE_AREAS) == "Parks"
    # What it returned for the period before stands beside it, in another edition of the form.
    assert person.editor._desk._beside.has_report
    person.click(strip(person), "Back")
    person.wait(lambda: person.window._pages.currentWidget() is person.window._hub.collecting.page)
    assert person.window._hub.collecting.page.view is View.SECTIONS


def test_versions_are_compared_word_by_word_and_each_can_be_opened(person: Person) -> None:
    look_for(person, "41 calls", "1 place.")
    person.press(KEY.Key_Return)
    strip(person)
    person.press(KEY.Key_F9)
    dialog = person.dialog(VersionsDialog)
    shown = dialog.findChild(ParagraphList)
    person.wait(lambda: len(shown._paragraphs.shown) > 0)
    runs = [run for each in shown._paragraphs.shown for run in each.runs]
    assert ("40", Mark.GONE) in [(text.strip(), mark) for text, mark in runs]
    assert ("41", Mark.NEW) in [(text.strip(), mark) for text, mark in runs]
    assert "From Version 1" in words_on(dialog)
    person.click(dialog, "Open that version")
    person.wait(lambda: person.window._pages.shows_return and person.editor.version == 1)
    assert "A later version came." in words_on(strip(person))


def test_a_return_without_other_versions_says_so(person: Person) -> None:
    look_for(person, "lorries", "1 place.")
    person.press(KEY.Key_Return)
    strip(person)
    person.press(KEY.Key_F9)
    assert "No other version" in person.editor._top._remark.text()


def test_an_altered_return_shows_its_differences_and_an_old_one_that_it_is_not_verified(
    person: Person,
) -> None:
    look_for(person, "lorries", "1 place.")
    person.press(KEY.Key_Return)
    told = strip(person)
    assert "Altered. The file was altered after submission" in words_on(told)
    [differences] = [each for each in told.findChildren(QTextEdit) if each.isVisible()]
    assert "was “late”, is “early”" in differences.toPlainText()
    person.click(told, "Details")
    dialog = person.dialog(ReturnDialog)
    assert "The file: altered" in words_on(dialog)
    person.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or person.window))
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.dialogs(ReturnDialog))

    look_for(person, "trams", "1 place.")
    person.press(KEY.Key_Return)
    person.wait(lambda: person.editor.report.typed(FieldId.SERVICE_AREAS) == "Trams")
    assert "Not verified." in words_on(strip(person))
    assert "Submitted" not in person.saved_words


class Viewer(QObject):
    """The program that opens a file in the tests."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Path] = []

    @Slot(QUrl)
    def look(self, url: QUrl) -> None:
        self.asked.append(Path(url.toLocalFile()))


def test_the_file_is_opened_as_it_was_received(person: Person) -> None:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "look")
    look_for(person, "lorries", "1 place.")
    person.press(KEY.Key_Return)
    person.click(strip(person), "Open the file")
    person.wait(lambda: bool(viewer.asked))
    QDesktopServices.unsetUrlHandler("file")
    [path] = viewer.asked
    assert path.name == "waste.pdf"
    assert path.read_bytes().startswith(b"waste.pdf")
    person.close()
    assert not path.exists()


def test_a_topic_of_a_service_area_is_followed_through_all_periods(person: Person) -> None:
    at_the_desk(person, View.RETURNS)
    panel = person.window._hub.collecting.page.returns
    person.wait(lambda: panel._model.there > 0)
    panel._table.setFocus()
    person.press(KEY.Key_F9, SHIFT)
    dialog = person.dialog(TimelineDialog)
    assert "Parks" in words_on(dialog)
    while "activity" not in dialog._topic.currentText().lower():
        dialog._topic.setCurrentIndex(dialog._topic.currentIndex() + 1)
    assert [each.text for each in dialog.findChild(ParagraphList)._paragraphs.shown] == [
        f"{THIRD}, version 2",
        "The C-19 helpline took 41 calls.",
        "1 paragraph unchanged.",
        SECOND,
        "Two Three gates were mended.",
        FIRST,
        "Two gates were mended.",
    ]
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.dialogs(TimelineDialog))

    # And from a return that is open, at the section that is shown.
    look_for(person, "41 calls", "1 place.")
    person.press(KEY.Key_Return)
    strip(person)
    person.press(KEY.Key_F9, SHIFT)
    shown = person.dialog(TimelineDialog).findChild(ParagraphList)._paragraphs.shown
    assert shown[0].text == f"{THIRD}, version 2, this report"


def test_a_return_of_ones_own_report_is_not_taken_for_it(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    own = report(THIRD, "The ferry is back.", edition.newest().id)
    frozen = desks.frozen(own)
    with Store.open(data_folder) as store:
        store.create(own, now=desks.NOW)
        store.record(own.id, frozen, now=desks.NOW)
    with Desk.open(data_folder) as desk:
        receive(desk, frozen, "own.pdf", Verdict.AS_SUBMITTED)
    person = open_window(data_folder)
    look_for(person, "ferry", "2 places")
    person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    strip(person)
    look_for(person, "ferry", "2 places")
    person.press(KEY.Key_Up)
    person.press(KEY.Key_Return)
    person.wait(lambda: person.window._pages.is_open(own.id))
    assert person.editor.findChild(ReturnStrip) is None
