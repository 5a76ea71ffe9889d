"""After submitting: what was written, and the ways into an e-mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.outbox.documents import Kind
from highlight_desktop.outbox.submit import Document
from ui import confirmation_page
from ui.confirmation_page import ConfirmationPage, Ready


class Opened(QObject):
    """Stands where the desktop's programs would, and keeps what it was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def desktop() -> Iterator[Opened]:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    yield opened
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def ready(tmp_path: Path) -> Ready:
    folder = tmp_path / "Out & about"
    return Ready(
        title="Parks & <b>Libraries</b> · 8 to 21 June 2026",
        sha256="ab" * 32,
        folder=folder,
        documents=(
            Document(Kind.PDF, folder / "parks #1.pdf", 212_480),
            Document(Kind.WORKBOOK, folder / "parks.xlsx", 400),
            Document(Kind.EMAIL, folder / "parks.eml", 3_160_040),
        ),
        address="hub@council.example",
        subject="Highlight report: Parks",
        message="Dear hub,\n\nhere it is.\n",
    )


@pytest.fixture
def page(qtbot: QtBot, ready: Ready) -> ConfirmationPage:
    page = ConfirmationPage(ready)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    return page


def press(page: QWidget, text: str) -> None:
    buttons = page.findChildren(QPushButton)
    found = next(each for each in buttons if each.text().replace("&", "") == text)
    QTest.keyClick(found, Qt.Key.Key_Space)


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_it_says_ready_and_never_sent(page: ConfirmationPage) -> None:
    assert "Report submitted" in words(page)
    assert "Ready to e-mail" in words(page)
    assert "sent" not in words(page).casefold().split()


def test_it_names_the_three_files_with_their_sizes_and_their_folder(
    page: ConfirmationPage, ready: Ready
) -> None:
    for label in ("PDF", "Workbook", "E-mail draft"):
        assert label in words(page).splitlines()
    for text in ("parks #1.pdf", "212 kB", "parks.xlsx", "1 kB", "parks.eml", "3.2 MB"):
        assert text in words(page)
    assert {line.text() for line in page.findChildren(QLineEdit)} == {
        str(ready.folder),
        ready.sha256,
    }


def test_the_buttons_open_the_files_themselves(
    page: ConfirmationPage, ready: Ready, desktop: Opened
) -> None:
    for text in ("Open the e-mail", "Open the PDF", "Open the folder"):
        press(page, text)

    opened = [Path(url.toLocalFile()) for url in desktop.urls]
    assert opened == [ready.path(Kind.EMAIL), ready.path(Kind.PDF), ready.folder]


def test_a_computer_without_a_mail_program_is_told_with_the_other_way(
    page: ConfirmationPage,
) -> None:
    if QGuiApplication.platformName() != "offscreen":
        pytest.skip("a real desktop would try to open the file")

    press(page, "Open the e-mail")

    assert "no program that opens the e-mail" in words(page)
    assert "You will find it in" in words(page)


@pytest.mark.parametrize("what", ["address", "subject", "message"])
def test_each_copy_is_on_the_clipboard_and_confirmed(
    page: ConfirmationPage, ready: Ready, what: str
) -> None:
    press(page, f"Copy {what}")

    assert QGuiApplication.clipboard().text() == getattr(ready, what)
    assert f"Copied the {what}." in words(page)


def test_without_an_address_there_is_none_to_copy(qtbot: QtBot, ready: Ready) -> None:
    page = ConfirmationPage(replace(ready, address=""))
    qtbot.addWidget(page)

    buttons = {each.text(): each for each in page.findChildren(QPushButton)}
    assert not buttons["Copy &address"].isEnabled()
    assert "to the hub" in words(page)


def test_a_screen_reader_begins_at_the_heading(qtbot: QtBot, ready: Ready) -> None:
    window, elsewhere, page = QWidget(), QLineEdit(), ConfirmationPage(ready)
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(elsewhere)
    layout.addWidget(page)
    page.hide()
    with qtbot.waitActive(window):
        window.show()
    elsewhere.setFocus()

    page.show()

    focus = window.focusWidget()
    assert isinstance(focus, QLabel)
    assert focus.text() == "Report submitted"


def test_it_leads_back_to_the_list(page: ConfirmationPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back_requested):
        press(page, "Back to the list")


def test_everything_on_it_says_what_it_is_and_no_text_is_markup(
    page: ConfirmationPage, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(page) == []
    marked = [label for label in page.findChildren(QLabel) if "<b>" in label.text()]
    assert marked
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in marked)


def test_nothing_is_ever_said_to_have_been_sent(page: ConfirmationPage, desktop: Opened) -> None:
    """The program cannot know what became of the e-mail after it was opened."""
    for button in page.findChildren(QPushButton):
        button.click()
        told = [label.text() for label in page.findChildren(QLabel)]
        assert not any("sent" in words.lower().split() for words in told)


def test_that_it_was_submitted_is_spoken(
    ready: Ready, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(confirmation_page, "announce", lambda _widget, text: said.append(text))
    page = ConfirmationPage(ready)
    qtbot.addWidget(page)
    page.show()
    assert said == [f"Report submitted. {ready.title}"]
