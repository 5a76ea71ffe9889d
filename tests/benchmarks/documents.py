"""Measures one report's PDF and workbook beside typst, Qt, LibreOffice and XlsxWriter.

At each turn another report is set, a number before each of its paragraphs, so that nobody is served
from what was set before. LibreOffice converts a Word document with the same lines; what it takes
for a document while it is running is what each further one adds to a process that converts several.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import openpyxl
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFontDatabase, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.take_in import understood
from highlight_desktop.outbox import pdf, workbook
from highlight_desktop.outbox.story import Piece, Role, story
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from tests.benchmarks.rows import Figures, Row, by_turns, computed, environment, repeated
from tests.benchmarks.search import NOW
from tests.conftest import REPOSITORY
from tests.inbox.word.word_packages import docx, p, styled

TIMES = 25
COLD_TIMES = 5
MORE = 10
WORKBOOK_MS = 20
COLD_TIMES_FASTER = 6
HEADINGS = (Role.TITLE, Role.PART, Role.SECTION, Role.SUBHEADING)
FONTS = files("resources") / "fonts"
COLD = """
import sys
from pathlib import Path
from highlight_desktop.outbox import pdf
from highlight_desktop.report.thaw import thaw
Path(sys.argv[2]).write_bytes(pdf.render(thaw(Path(sys.argv[1]).read_bytes())))
"""
PDF_UA = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def measure() -> list[Row]:
    """The sample report."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    numbered = [_frozen(number) for number in range(TIMES + 1)]
    return [
        _beside_typst(numbered),
        _beside_qt(numbered),
        *_beside_libreoffice(numbered[0]),
        _workbook(numbered),
    ]


def _frozen(number: int) -> Snapshot:
    with TemporaryDirectory() as folder:
        place = Path(folder, "report.txt")
        place.write_bytes(
            files("resources").joinpath("demo", "parks-and-libraries.txt").read_bytes()
        )
        report: Report = understood(arrive(place), None, None).report
    for section in report.edition.sections:
        answer = report.answer_to(section)
        report, _ = report.answer(section.id, replace(answer, prose=_with(number, answer.prose)))
    recipient = Recipient("The hub", "hub@council.example")
    return freeze(report, submitted_at=NOW, app_version="1", recipient=recipient)


def _with(number: int, prose: Prose) -> Prose:
    return tuple(replace(each, text=f"{number} {each.text}", bold=()) for each in prose)


def _beside_typst(numbered: Sequence[Snapshot]) -> Row:
    what, ours = "the tagged PDF of a report", _each(pdf.render, numbered)
    if find_spec("typst") is None:
        why = "typst is not installed (`make bench` installs it)"
        return Row(what, repeated(ours, TIMES, computed), why)
    import typst

    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    sources = [_typst(story(each)) for each in numbered]

    def peer(source: bytes) -> object:
        return compiler.compile(source, format="pdf", pdf_standards=["ua-1"])

    beside = f"typst {typst.__version__}, tagged"
    return Row(what, *_turns(ours, _each(peer, sources), beside), at_most_times=1)


def _typst(pieces: Iterator[Piece]) -> bytes:
    lines = [
        '#set document(title: "Report")',
        '#set text(font: "Noto Sans", size: 12pt, lang: "en", region: "gb")',
        '#set page(paper: "a4", numbering: "1 of 1")',
    ]
    for piece in pieces:
        text = _quoted(f"{piece.label} {_plain(piece)}".strip())
        if piece.role in HEADINGS:
            lines.append(f"#heading(level: {1 + HEADINGS.index(piece.role)}, {text})")
        elif piece.role in (Role.BULLET, Role.INNER_BULLET):
            lines.append(f"#list({text})")
        else:
            lines.append(f"#par({text})")
    return "\n".join(lines).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(piece: Piece) -> str:
    return "".join(text for text, _ in piece.runs)


def _beside_qt(numbered: Sequence[Snapshot]) -> Row:
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFontFromData(QByteArray((FONTS / name).read_bytes()))
    pages = [
        "".join(f"<{tag}>{escape(_plain(each))}</{tag}>" for each, tag in _tags(story(snapshot)))
        for snapshot in numbered
    ]

    def peer(page: str) -> object:
        into = QBuffer()
        into.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(into)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        document = QTextDocument()
        document.setDefaultStyleSheet("body { font-family: 'Noto Sans'; font-size: 12pt }")
        document.setHtml(f"<body>{page}</body>")
        document.print_(writer)
        return into.data()

    ours = _each(pdf.render, numbered)
    beside = "Qt’s text document, untagged"
    return Row(
        "the tagged PDF of a report", *_turns(ours, _each(peer, pages), beside), at_most_times=1
    )


def _tags(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    for piece in pieces:
        yield piece, "h2" if piece.role in HEADINGS else "p"


def _beside_libreoffice(snapshot: Snapshot) -> list[Row]:
    warm, cold = "the tagged PDF of a report", "a process that makes one tagged PDF and ends"
    ours = repeated(partial(pdf.render, snapshot), TIMES)
    with TemporaryDirectory() as made:
        folder = Path(made)
        frozen = folder / "frozen.json"
        frozen.write_bytes(snapshot.content)
        command = [sys.executable, "-c", COLD, str(frozen), str(folder / "ours.pdf")]
        office = shutil.which("soffice")
        if office is None:
            why = "LibreOffice is not installed"
            return [
                Row(warm, ours, why),
                Row(cold, repeated(partial(_run, command), COLD_TIMES), why),
            ]
        one, several = _office(office, folder, snapshot, 1), _office(office, folder, snapshot, MORE)
        ours_cold, theirs_cold = by_turns(partial(_run, command), one, COLD_TIMES)
        further = [
            (each - one_ms) / (MORE - 1)
            for each, one_ms in zip(
                repeated(several, COLD_TIMES).each, theirs_cold.each, strict=True
            )
        ]
    return [
        Row(warm, ours, "LibreOffice that runs already", Figures(tuple(further)), at_most_times=1),
        Row(
            cold,
            ours_cold,
            "LibreOffice, to a tagged PDF",
            theirs_cold,
            at_most_times=1 / COLD_TIMES_FASTER,
        ),
    ]


def _office(office: str, folder: Path, snapshot: Snapshot, count: int) -> Callable[[], None]:
    lines = [(each.role in HEADINGS, escape(_plain(each))) for each in story(snapshot)]
    content = docx("".join(styled(t, "Heading1") if is_head else p(t) for is_head, t in lines))
    documents = []
    for number in range(count):
        documents.append(folder / f"of {count}, {number}.docx")
        documents[-1].write_bytes(content)
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", PDF_UA, "--outdir", str(folder / "out"), *map(str, documents)]
    return partial(_run, command)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=REPOSITORY, env=environment(), check=True, capture_output=True)


def _workbook(numbered: Sequence[Snapshot]) -> Row:
    what, ours = "the workbook of a report, each cell read back", _each(workbook.render, numbered)
    if find_spec("xlsxwriter") is None:
        why = "XlsxWriter is not installed (`make bench` installs it)"
        return Row(what, repeated(ours, TIMES, computed), why, at_most=WORKBOOK_MS)
    import xlsxwriter

    cells = [_cells(each) for each in numbered]

    def peer(sheets: dict[str, list[tuple[object, ...]]]) -> None:
        with xlsxwriter.Workbook(BytesIO(), {"in_memory": True}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, ["" if each is None else each for each in row])

    beside = f"XlsxWriter {xlsxwriter.__version__}, the same cells, unchecked"
    return Row(what, *_turns(ours, _each(peer, cells), beside), at_most=WORKBOOK_MS)


def _cells(snapshot: Snapshot) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(BytesIO(workbook.render(snapshot)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def _each(work: Callable[[Any], object], over: Sequence[object]) -> Callable[[], object]:
    """Do it with the next at each turn."""
    ahead = iter(over)
    return lambda: work(next(ahead))


def _turns(
    ours: Callable[[], object], peer: Callable[[], object], beside: str
) -> tuple[Figures, str, Figures]:
    one, other = by_turns(ours, peer, TIMES, computed)
    return one, beside, other
