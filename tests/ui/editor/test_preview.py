"""The real PDF beside the text: seen, heard, kept up to date and printed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox import pdf
from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import proof
from ui.editor.preview_panel import PreviewPanel
from ui.editor.preview_split import PreviewSplit
from ui.widgets.printing import print_pages

MOMENT = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def paper(areas: str = "Parks and Libraries", words: int = 3_000) -> bytes:
    report = Report("0" * 32, edition.newest(), {FieldId.SERVICE_AREAS: areas})
    text = " ".join(f"park{number}" for number in range(words))
    report, _ = report.write("guidance", blocks_of(text)[0])
    return pdf.render(proof(report, proofed_at=MOMENT, app_version="0"))


@pytest.fixture
def panel(qtbot: QtBot) -> PreviewPanel:
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    panel.resize(500, 700)
    panel.show()
    panel.show_pdf(paper())
    return panel


def spoken_text(panel: PreviewPanel) -> str:
    return panel.findChild(QTextEdit).toPlainText()


def press(panel: QWidget, name: str) -> None:
    [button] = [each for each in panel.findChildren(QPushButton) if each.accessibleName() == name]
    button.click()


def test_the_words_of_all_pages_can_be_read_without_seeing_them(panel: PreviewPanel) -> None:
    for word in ("DRAFT – not submitted", "Parks and Libraries", "park0", "park2999"):
        assert word in spoken_text(panel)


def test_the_pages_turn_by_keys(panel: PreviewPanel, qtbot: QtBot) -> None:
    pages = panel.findChild(QPdfView)
    bar = pages.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_the_size_is_changed_by_keys_and_buttons_within_bounds(
    panel: PreviewPanel, qtbot: QtBot
) -> None:
    pages = panel.findChild(QPdfView)
    qtbot.keyClick(pages, Qt.Key.Key_Plus)
    first = pages.zoomFactor()
    press(panel, "Larger")
    assert pages.zoomFactor() > first
    for _ in range(40):
        qtbot.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.zoomFactor() == pytest.approx(0.25)
    press(panel, "Fit the width")
    assert pages.zoomMode() is QPdfView.ZoomMode.FitToWidth


def test_a_newer_pdf_is_shown_at_the_place_the_last_one_was_looked_at(
    panel: PreviewPanel, qtbot: QtBot
) -> None:
    bar = panel.findChild(QPdfView).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 900)
    bar.setValue(700)
    panel.show_pdf(paper("Waste and Recycling"))
    assert bar.value() == 700
    assert "Waste and Recycling" in spoken_text(panel)
    assert "Libraries" not in spoken_text(panel)


def test_why_there_is_no_newer_one_is_told_and_the_last_one_stays(panel: PreviewPanel) -> None:
    panel.show_problem("The preview could not be made.")
    assert "The preview could not be made." in [each.text() for each in panel.findChildren(QLabel)]
    assert "park0" in spoken_text(panel)


def test_print_asks_for_a_printer_once_the_pdf_is_there(qtbot: QtBot) -> None:
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.print_when_shown()
    assert panel.findChild(QPrintDialog) is None
    panel.show_pdf(paper())
    dialog = panel.findChild(QPrintDialog)
    assert dialog.maxPage() == panel.findChild(QPdfDocument).pageCount()
    dialog.reject()


def test_what_is_printed_is_the_pages_of_the_pdf(
    panel: PreviewPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    document = panel.findChild(QPdfDocument)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(document, printer)
    printed = QPdfDocument(panel)
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == document.pageCount()
    there, here = (each.render(0, QSize(210, 297)) for each in (document, printed))
    dark = [
        sum(image.pixelColor(x, y).lightness() < 200 for x in range(210) for y in range(297))
        for image in (there, here)
    ]
    assert dark[1] == pytest.approx(dark[0], rel=0.25)
    assert dark[0] > 500


def test_only_the_pages_chosen_are_printed(panel: PreviewPanel, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    print_pages(panel.findChild(QPdfDocument), printer)
    printed = QPdfDocument(panel)
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 2


def test_a_printer_that_takes_nothing_is_told(panel: PreviewPanel, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    with pytest.raises(OutputError, match="did not take"):
        print_pages(panel.findChild(QPdfDocument), printer)


def test_everything_in_it_says_what_it_is(
    panel: PreviewPanel, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(panel) == []


@pytest.fixture
def split(qtbot: QtBot) -> PreviewSplit:
    split = PreviewSplit(QTextEdit())
    qtbot.addWidget(split)
    split.resize(1280, 700)
    split.show()
    return split


def test_in_a_narrow_window_the_preview_takes_the_place_of_the_text(
    split: PreviewSplit, qtbot: QtBot
) -> None:
    text = split.widget(0)
    split.open()
    assert text.isVisible()
    split.resize(900, 700)
    qtbot.waitUntil(lambda: not text.isVisible())
    split.resize(1280, 700)
    qtbot.waitUntil(text.isVisible)


def test_closing_it_in_a_narrow_window_brings_the_text_back(
    split: PreviewSplit, qtbot: QtBot
) -> None:
    split.resize(900, 700)
    split.open()
    with qtbot.waitSignal(split.left):
        qtbot.keyClick(split.widget(1), Qt.Key.Key_Escape)
    assert split.widget(0).isVisible()
    assert not split.is_open


def test_it_follows_the_text_after_a_pause_and_only_while_it_is_open(
    split: PreviewSplit, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(split.wanted):
        split.text_changed()
    split.open()
    with qtbot.waitSignal(split.wanted):
        split.text_changed()
    split.text_changed()
    split.close_preview()
    assert not split._pause.isActive()
